"""Writing drafts."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from opencounty.apps.disclosure import permissions
from opencounty.apps.disclosure.models import Version
from opencounty.apps.disclosure.pages.drafts import DraftPage, units_to_draft_for
from opencounty.apps.disclosure.pages.once import token_of
from opencounty.apps.disclosure.rules import State
from opencounty.kernel.org.models import Unit
from opencounty.ui.http import OfficerRequest, officers_only, require_permission


@require_permission(permissions.DRAFT)
def draft_item(request: OfficerRequest) -> HttpResponse:
    """Let an officer write a new item for a unit."""
    units = units_to_draft_for(request.actor)
    return _write(request, DraftPage(request, _chosen(request, units)), units)


@officers_only
def edit_version(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Let an officer go on writing a draft."""
    visible = Version.objects.visible_to(request.actor).in_state(State.DRAFT)
    rows = visible.select_related("item__unit", "item__home_column", "issuer")
    version = get_object_or_404(rows, code=code)
    request.actor.require(permissions.DRAFT, version.item.unit_id)
    return _write(request, DraftPage(request, version.item.unit, version), [])


def _write(request: OfficerRequest, page: DraftPage, units: list[Unit]) -> HttpResponse:
    if request.method == "POST" and (url := page.saved()):
        sent = request.POST.get("then") == "submit"
        messages.success(request, "已送审。" if sent else "草稿已保存。")
        return redirect(url)
    context = {"page": page, "units": units, "token": token_of(request)}
    status = 422 if request.method == "POST" else 200
    return render(request, "disclosure/desk/draft.html", context, status=status)


def _chosen(request: OfficerRequest, units: list[Unit]) -> Unit:
    """Return the unit asked for, if one may draft for it; else the nearest."""
    asked = request.GET.get("unit", "")
    return next((unit for unit in units if unit.slug == asked), units[0])
