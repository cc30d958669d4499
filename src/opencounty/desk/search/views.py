"""How the search index stands, and having it rebuilt."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from opencounty.kernel.base.errors import Refusal
from opencounty.kernel.search import services as search
from opencounty.kernel.search.permissions import REBUILD
from opencounty.ui.http import OfficerRequest, require_permission
from opencounty.ui.lights import Light
from opencounty.ui.parts import Fact
from opencounty.ui.tags.words import figure, minute


@require_permission(REBUILD.name)
def state(request: OfficerRequest) -> HttpResponse:
    """Show how many documents can be found, what waits, and since when."""
    found = search.state()
    context = {"state": found, "light": _light(found), "facts": _facts(found)}
    return render(request, "desk/search/state.html", context)


@require_POST
@require_permission(REBUILD.name)
def rebuild(request: OfficerRequest) -> HttpResponse:
    """Have the worker rebuild the index."""
    try:
        search.request_rebuild(by=request.actor)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "已安排重建检索库。重建期间检索照常使用。")
    return redirect("desk_search:state")


def _light(state: search.IndexState) -> Light:
    """Say how the index stands, in words first."""
    if state.rebuilding:
        return Light("soon", "正在重建")
    if not state.usable:
        return Light("late", "不可用")
    return Light("soon", "有待更新") if state.pending else Light("fine", "正常")


def _facts(state: search.IndexState) -> list[Fact]:
    """Return the figures of the index, as people call them."""
    facts = [
        Fact("信息条数", f"{figure(state.documents)} 条"),
        Fact("等待更新", f"{figure(state.pending)} 条"),
        Fact("占用空间", f"{state.size_bytes / 1_000_000:.1f} MB"),
    ]
    if state.committed_at:
        facts.append(Fact("最近更新", minute(state.committed_at)))
    if state.waiting_since:
        facts.append(Fact("等待自", minute(state.waiting_since)))
    return facts
