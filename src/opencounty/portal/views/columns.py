"""Columns: numbered lists of titles; and the composed pages beside them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from wagtail.views import serve

from opencounty.portal import article, disclosure, documents, lists
from opencounty.portal.caching import public_page
from opencounty.portal.frame import Frame, Node, frame_for
from opencounty.ui.http import PublicRequest, public
from opencounty.ui.parts import Crumb


@public
def column_or_page(request: PublicRequest, path: str) -> HttpResponse:
    """Show the column at an address, else the composed page there."""
    frame = frame_for(request)
    node = frame.by_path.get(path.rstrip("/"))
    if node is None:
        response: HttpResponse = serve(request, path)
        return response
    if node.kind == "guide":
        return guide(request, frame, node)
    return column(request, frame, node)


def column(request: HttpRequest, frame: Frame, node: Node) -> HttpResponse:
    """List a column's titles; a page beyond the end says so and shows the last."""
    shown = lists.page_of(frame, node, request.GET.get("page"))
    context = {**around(frame, node), "rows": shown.rows, "paging": shown.paging}
    missing = bool(shown.paging.note)
    response = render(
        request, "portal/column.html", context, status=404 if missing else 200
    )
    return response if missing else public_page(response)


def guide(request: HttpRequest, frame: Frame, node: Node) -> HttpResponse:
    """Show the newest text of the guide itself, older ones below it."""
    rows = lists.newest(frame, node.path, 10)
    item = documents.find(rows[0].pk) if rows else None
    context = {
        **around(frame, node),
        "article": article.compose(frame, item) if item else None,
        "newest": rows[0] if rows else None,
        "older": rows[1:],
    }
    return public_page(render(request, "portal/guide.html", context))


def around(frame: Frame, node: Node) -> dict[str, object]:
    """Return what frames a column: its trail, its neighbours, its tags."""
    trail = frame.trail(node)
    places = [Crumb("首页", "/"), *unit_crumbs(frame, node)]
    places += [Crumb(n.name, n.url) for n in trail[:-1]]
    archived = node.archived_on
    return {
        "column": node,
        "crumbs": [*places, Crumb(node.name)],
        "tags": article.column_tags(frame, node),
        "archived": archived if archived and archived <= localdate() else None,
        "platform": disclosure.platform_of(frame, node),
        "tree": disclosure.tree_of(frame, node),
        "top": trail[0],
        "unit_site": frame.unit_site(node.site_unit_id),
    }


def unit_crumbs(frame: Frame, node: Node) -> list[Crumb]:
    """Return the sub-site above a column of a department or town."""
    site = frame.unit_site(node.site_unit_id)
    return [Crumb(site.short_name, site.url)] if site else []
