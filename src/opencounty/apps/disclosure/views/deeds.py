"""What is done with an item: revise, place, link, withdraw, restore."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from opencounty.apps.disclosure import services
from opencounty.apps.disclosure.forms.deeds import (
    LinkForm,
    ReasonForm,
    RestoreForm,
    ValidityForm,
)
from opencounty.apps.disclosure.forms.placing import PlaceForm
from opencounty.apps.disclosure.models import Item, Link
from opencounty.apps.disclosure.pages.drafts import columns_for, placed
from opencounty.apps.disclosure.views.asking import (
    Question,
    ask,
    at_once,
    page_of,
    way_to,
)
from opencounty.ui.http import OfficerRequest, officers_only


@require_POST
@officers_only
def revise(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Begin the next version and go on writing."""
    item = _item(request, code)

    def do() -> str:
        draft = services.revise(item, by=request.actor)
        return reverse("disclosure:edit-version", args=[draft.code])

    return at_once(request, do, deed=f"revise:{item.pk}", said="已起草新版。")


@officers_only
def withdraw(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Take an item out of sight."""
    item = _item(request, code)
    question = Question(
        heading="撤回信息",
        about=item.title,
        place=way_to(item),
        button="撤回信息",
        back=page_of(item),
        said="已撤回，门户不再显示。",
        words="撤回后公众看到的是“已撤回”和理由。索引号不再给别的信息使用。",
        danger=True,
    )
    return ask(
        request,
        question,
        ReasonForm(request.POST or None),
        lambda form: services.withdraw(
            item, reason=form.cleaned_data["reason"], by=request.actor
        ),
        deed=f"withdraw:{item.pk}",
    )


@officers_only
def restore(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Show a withdrawn item again."""
    item = _item(request, code)
    question = Question(
        heading="恢复发布",
        about=item.title,
        place=way_to(item),
        button="恢复发布",
        back=page_of(item),
        said="已恢复发布。",
        words="按撤回前的内容恢复。要改内容的，请起草新版。",
    )
    return ask(
        request,
        question,
        RestoreForm(request.POST or None),
        lambda form: services.restore(item, by=request.actor, **form.cleaned_data),
        deed=f"restore:{item.pk}",
    )


@officers_only
def set_validity(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Say what has become of a document."""
    item = _item(request, code)
    question = Question(
        heading="标注有效性",
        about=item.title,
        place=way_to(item),
        button="保存有效性",
        back=page_of(item),
        said="有效性已更新。",
        words="理由会显示在文件页面上。被别的文件修改、废止的，请用“关联文件”。",
    )
    return ask(
        request,
        question,
        ValidityForm(request.POST or None, initial={"validity": item.validity}),
        lambda form: services.set_validity(item, by=request.actor, **form.cleaned_data),
        deed=f"validity:{item.pk}",
    )


@officers_only
def place(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Choose the columns an item stands in."""
    item = _item(request, code)
    question = Question(
        heading="调整栏目",
        about=item.title,
        place=way_to(item),
        button="保存栏目",
        back=page_of(item),
        said="栏目已调整。",
        words="主栏目决定网址；换了主栏目，旧网址会转到新网址。",
    )
    form = PlaceForm(
        request.POST or None, initial=placed(item), offered=columns_for(item.unit)
    )
    return ask(
        request,
        question,
        form,
        lambda form: services.place(
            item, form.others, home=form.home, by=request.actor
        ),
        deed=f"place:{item.pk}",
    )


@require_POST
@officers_only
def pin(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Set an item above the others of a column, or no longer."""
    item = _item(request, code)
    chosen = item.placements.chosen().select_related("column")
    number = request.POST.get("placement", "")
    row = get_object_or_404(chosen, pk=int(number) if number.isdecimal() else 0)
    pinned = request.POST.get("pinned") == "on"
    services.pin(item, row.column, pinned=pinned, by=request.actor)
    messages.success(request, "已置顶。" if pinned else "已取消置顶。")
    return redirect(page_of(item))


@officers_only
def link(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Say what this document does to another."""
    item = _item(request, code)
    question = Question(
        heading="关联文件",
        about=item.title,
        place=way_to(item),
        button="建立关系",
        back=page_of(item),
        said="关系已建立。",
        words="修改、废止、替代另一份文件的，本文件发布并施行后，对方的有效性随之改变。",
    )
    return ask(
        request,
        question,
        LinkForm(request.POST or None, offered=Item.objects.visible_to(request.actor)),
        lambda form: services.link(
            item, form.found, form.cleaned_data["kind"], by=request.actor
        ),
        deed=f"link:{item.pk}",
    )


@officers_only
def unlink(request: OfficerRequest, code: UUID, pk: int) -> HttpResponse:
    """Take back a link made by mistake."""
    item = _item(request, code)
    made = get_object_or_404(Link.objects.all().around(item), pk=pk)
    question = Question(
        heading="取消关系",
        about=f"{made.get_kind_display()}《{made.target.title}》",
        place=way_to(item),
        button="取消关系",
        back=page_of(item),
        said="关系已取消。",
        words="因这个关系改变的有效性不会自动改回，请另行标注。",
        danger=True,
    )
    return ask(
        request,
        question,
        ReasonForm(request.POST or None),
        lambda form: services.unlink(
            made.source, made.target, made.kind, by=request.actor, **form.cleaned_data
        ),
        deed=f"unlink:{made.pk}",
    )


def _item(request: OfficerRequest, code: UUID) -> Item:
    visible = Item.objects.visible_to(request.actor).select_related("unit")
    return get_object_or_404(visible, code=code)
