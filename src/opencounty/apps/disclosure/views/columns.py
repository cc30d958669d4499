"""The columns at the desk: the tree, what is stale, opening, changing, closing."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate

from opencounty.apps.disclosure import permissions, services
from opencounty.apps.disclosure.forms.columns import ColumnForm, NewColumnForm
from opencounty.apps.disclosure.forms.deeds import ReasonForm
from opencounty.apps.disclosure.models import Column
from opencounty.apps.disclosure.pages.columns import ColumnTree, StaleColumns
from opencounty.apps.disclosure.views.asking import Question, ask
from opencounty.ui.http import OfficerRequest, officers_only, require_permission
from opencounty.ui.parts import Crumb


@officers_only
def columns(request: OfficerRequest) -> HttpResponse:
    """Show the columns of the portal or of a sub-site, each with its light."""
    page = ColumnTree(request.actor, request.GET.get("site", ""))
    return render(request, "disclosure/desk/columns.html", {"page": page})


@officers_only
def stale(request: OfficerRequest) -> HttpResponse:
    """Show which columns an inspector would count, the worst first."""
    page = StaleColumns(request.actor, request.GET.get("shown", ""))
    return render(request, "disclosure/desk/stale.html", {"page": page})


@require_permission(permissions.MANAGE_COLUMNS)
def create(request: OfficerRequest) -> HttpResponse:
    """Open a column."""
    parents = Column.objects.visible_to(request.actor).open_on(localdate())
    form = NewColumnForm(
        request.POST or None,
        parents=parents.order_by("path"),
        initial={"counts_for_update": True, "in_navigation": True, "position": 0},
    )
    question = Question(
        heading="开设栏目",
        place=_way(),
        button="开设栏目",
        back=reverse("disclosure:columns"),
        said="栏目已开设。",
    )
    return ask(
        request,
        question,
        form,
        lambda form: services.create_column(
            path=form.path, by=request.actor, **form.terms
        ),
        deed="create-column",
    )


@officers_only
def change(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Change what is said of a column."""
    column = _column(request, code)
    question = Question(
        heading="修改栏目",
        about=column.name,
        place=_way(),
        button="保存栏目",
        back=reverse("disclosure:columns"),
        said="栏目已修改。",
        words=f"网址 /{column.path}/，开设后不变。",
    )
    form = ColumnForm(request.POST or None, initial=ColumnForm.typed_from(column))
    return ask(
        request,
        question,
        form,
        lambda form: services.change_column(
            column, by=request.actor, **form.cleaned_data
        ),
        deed=f"change-column:{column.pk}",
    )


@officers_only
def close(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Close a column to new items."""
    column = _column(request, code)
    question = Question(
        heading="关闭栏目",
        about=column.name,
        place=_way(),
        button="关闭栏目",
        back=reverse("disclosure:columns"),
        said="栏目已关闭，原有信息仍可查阅。",
        words="关闭后不再上新信息，也不再检查更新；已有信息和网址不变。",
        danger=True,
    )
    return ask(
        request,
        question,
        ReasonForm(request.POST or None),
        lambda form: services.close_column(
            column, by=request.actor, **form.cleaned_data
        ),
        deed=f"close-column:{column.pk}",
    )


@officers_only
def reopen(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Open a closed column again."""
    column = _column(request, code)
    question = Question(
        heading="重新开设栏目",
        about=column.name,
        place=_way(),
        button="重新开设",
        back=reverse("disclosure:columns"),
        said="栏目已重新开设。",
    )
    return ask(
        request,
        question,
        ReasonForm(request.POST or None),
        lambda form: services.reopen_column(
            column, by=request.actor, **form.cleaned_data
        ),
        deed=f"reopen-column:{column.pk}",
    )


def _column(request: OfficerRequest, code: UUID) -> Column:
    visible = Column.objects.visible_to(request.actor).managed_by(request.actor)
    return get_object_or_404(visible.select_related("unit"), code=code)


def _way() -> tuple[Crumb, ...]:
    return (Crumb("栏目", reverse("disclosure:columns")),)
