"""What is done with a version: submit, recall, decide, return, publish, discard."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from opencounty.apps.disclosure import services
from opencounty.apps.disclosure.forms.deeds import ConfirmForm, OpinionForm, ReasonForm
from opencounty.apps.disclosure.models import Item, Version
from opencounty.apps.disclosure.views.asking import Question, ask, at_once
from opencounty.ui.http import OfficerRequest, officers_only


@require_POST
@officers_only
def submit(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Send a draft to review."""
    version = _version(request, code)

    def do() -> str:
        services.submit(version, by=request.actor)
        return _page(version.item)

    return at_once(request, do, deed=f"submit:{version.pk}", said="已送审。")


@require_POST
@officers_only
def recall(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Take a submitted version back and go on writing."""
    version = _version(request, code)

    def do() -> str:
        draft = services.recall(version, by=request.actor)
        return reverse("disclosure:edit-version", args=[draft.code])

    return at_once(request, do, deed=f"recall:{version.pk}", said="已收回，可以修改。")


@officers_only
def decide(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Approve a version or send it back, with an opinion."""
    version = _version(request, code)
    approved = request.POST.get("decision") != "return"
    deed = services.approve if approved else services.return_
    question = Question(
        heading=f"审核：{version.title}",
        button="审核通过",
        back=_page(version.item),
        said="已审核通过。" if approved else "已退回。",
        choices=(("return", "退回"),),
    )
    return ask(
        request,
        question,
        OpinionForm(request.POST or None),
        lambda form: deed(
            version, opinion=form.cleaned_data["opinion"], by=request.actor
        ),
        deed=f"decide:{version.pk}",
    )


@officers_only
def return_(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Send an approved version back before it is released."""
    version = _version(request, code)
    question = Question(
        heading=f"退回：{version.title}",
        button="退回",
        back=_page(version.item),
        said="已退回。",
        words="退回后起草人可以修改重报，审核要重新来过。",
    )
    return ask(
        request,
        question,
        ReasonForm(request.POST or None),
        lambda form: services.return_(
            version, opinion=form.cleaned_data["reason"], by=request.actor
        ),
        deed=f"return:{version.pk}",
    )


@officers_only
def publish(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Release an approved version; where numbers look personal, ask why they may."""
    version = _version(request, code)
    if request.method == "POST" and "confirmed" not in request.POST:

        def do() -> str:
            services.publish(version, by=request.actor)
            return _page(version.item)

        return at_once(request, do, deed=f"publish:{version.pk}", said="已发布。")
    question = Question(
        heading=f"发布：{version.title}",
        button="确认发布",
        back=_page(version.item),
        said="已发布。",
        words="正文或附件里有疑似个人号码，或者附件文字还没有提取完。"
        "能遮盖的请退回遮盖；确实可以公开的，写明理由。",
    )
    return ask(
        request,
        question,
        ConfirmForm(request.POST or None),
        lambda form: services.publish(
            version, confirmed=form.cleaned_data["confirmed"], by=request.actor
        ),
        deed=f"publish:{version.pk}",
    )


@officers_only
def discard(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Put a draft aside for good."""
    version = _version(request, code)
    question = Question(
        heading=f"作废：{version.title or '（还没有标题）'}",
        button="作废这一版",
        back=_page(version.item),
        said="已作废。",
        words="作废的稿子不再办理，但保留在记录里。",
        danger=True,
    )
    return ask(
        request,
        question,
        ReasonForm(request.POST or None),
        lambda form: services.discard(
            version, reason=form.cleaned_data["reason"], by=request.actor
        ),
        deed=f"discard:{version.pk}",
    )


def _version(request: OfficerRequest, code: UUID) -> Version:
    visible = Version.objects.visible_to(request.actor).select_related("item")
    return get_object_or_404(visible, code=code)


def _page(item: Item) -> str:
    return reverse("disclosure:item", args=[item.code])
