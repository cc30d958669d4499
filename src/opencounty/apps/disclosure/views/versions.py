"""What is done with a version: submit, recall, decide, return, publish, discard."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from opencounty.apps.disclosure import services
from opencounty.apps.disclosure.forms.deeds import (
    ConfirmForm,
    OpinionForm,
    PlainForm,
    ReasonForm,
)
from opencounty.apps.disclosure.models import Version
from opencounty.apps.disclosure.pages.publishing import PublishPage
from opencounty.apps.disclosure.views import items
from opencounty.apps.disclosure.views.asking import (
    NO_TITLE,
    Question,
    ask,
    at_once,
    carried_out,
    page_of,
    way_to,
)
from opencounty.ui.http import OfficerRequest, officers_only

SUBMITTED = "已送审，审核之前可以收回修改。"
APPROVED = "已审核通过，接下来由发布员发布。"
PUBLISHED = "已发布，门户上可以看到了。"


@require_POST
@officers_only
def submit(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Send a draft to review."""
    version = _version(request, code)

    def do() -> str:
        services.submit(version, by=request.actor)
        return page_of(version.item)

    return at_once(request, do, deed=f"submit:{version.pk}", said=SUBMITTED)


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
    """Approve a version or send it back, with an opinion; the item's page asks."""
    version = _version(request, code)
    back = page_of(version.item)
    if request.method != "POST":
        return redirect(f"{back}#decide")
    returning = request.POST.get("decision") == "return"
    deed = services.return_ if returning else services.approve
    form = OpinionForm(request.POST, returning=returning)

    def do(form: OpinionForm) -> None:
        deed(version, opinion=form.cleaned_data["opinion"], by=request.actor)

    if carried_out(request, form, do, deed=f"decide:{version.pk}", back=back):
        said = "已退回起草人，您的意见会显示给他。" if returning else APPROVED
        messages.success(request, said)
        return redirect(back)
    return items.show(request, version.item.code, form)


@officers_only
def return_(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Send an approved version back before it is released."""
    version = _version(request, code)
    question = Question(
        heading="退回",
        about=version.title,
        place=way_to(version.item),
        button="退回给起草人",
        back=page_of(version.item),
        said="已退回起草人。",
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
    deed = f"publish:{version.pk}"
    if request.method == "POST" and "confirmed" not in request.POST:
        return at_once(
            request, lambda: _released(request, version), deed=deed, said=PUBLISHED
        )
    page = PublishPage(version)
    asked = page.warnings or request.method == "POST"
    return ask(
        request,
        _before_release(version, page),
        ConfirmForm(request.POST or None) if asked else PlainForm(),
        lambda form: services.publish(
            version, confirmed=form.cleaned_data["confirmed"], by=request.actor
        ),
        deed=deed,
    )


def _before_release(version: Version, page: PublishPage) -> Question:
    return Question(
        heading="发布",
        about=version.title,
        place=way_to(version.item),
        button="发布到门户",
        back=page_of(version.item),
        said=PUBLISHED,
        words="发布后公众立即可以看到。发布时间由系统记录，以后不能改。",
        facts=page.facts,
        warnings=page.warnings,
    )


def _released(request: OfficerRequest, version: Version) -> str:
    services.publish(version, by=request.actor)
    return page_of(version.item)


@officers_only
def discard(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Put a draft aside for good."""
    version = _version(request, code)
    question = Question(
        heading="作废",
        about=version.title or NO_TITLE,
        place=way_to(version.item),
        button="作废这一版",
        back=page_of(version.item),
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
