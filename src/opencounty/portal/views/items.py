"""The page of one item: shown, moved, withdrawn, or never published."""

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from opencounty.portal import article, documents, headtable, tallies
from opencounty.portal.caching import public_page
from opencounty.portal.documents import Document
from opencounty.portal.frame import Frame, frame_for
from opencounty.portal.views.columns import around
from opencounty.ui.http import PublicRequest, public
from opencounty.ui.parts import Crumb


@public
def item(
    request: PublicRequest, path: str, year: str, month: str, pk: str
) -> HttpResponse:
    """Show an item at its one address; say so when it was withdrawn."""
    frame = frame_for(request)
    found = documents.find(int(pk))
    if found is None:
        raise Http404
    if not found.is_live:
        return gone(request, found)
    address = article.item_path(frame, found)
    if request.path != address:
        return HttpResponsePermanentRedirect(address)
    tallies.count_view(found.pk, request.META)
    return public_page(shown(request, frame, found), item_id=found.pk)


def shown(request: PublicRequest, frame: Frame, found: Document) -> HttpResponse:
    """Render a live item."""
    whole = article.compose(frame, found)
    surroundings = around(frame, whole.node)
    trail = [Crumb(n.name, n.url) for n in frame.trail(whole.node)]
    site = frame.unit_site(whole.node.site_unit_id)
    places = [Crumb("首页", "/"), *([Crumb(site.short_name, site.url)] if site else [])]
    context = {
        **surroundings,
        "crumbs": [*places, *trail, Crumb("正文")],
        "article": whole,
        "item": found,
        "header": headtable.header(found) if whole.is_document else [],
        "tags": article.tags(frame, whole),
        "views": tallies.views_of(found.pk),
        "canonical": frame.base_url + request.path,
    }
    return render(request, "portal/item.html", context)


def gone(request: PublicRequest, found: Document) -> HttpResponse:
    """Say that an item was withdrawn, and why."""
    return render(request, "portal/gone.html", {"item": found}, status=410)
