"""Site maps: one for machines, in pieces of 10,000, and one for readers."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.db.models import F
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from wagtail.models import Page

from opencounty.apps.disclosure.models import Item
from opencounty.kernel.org.actor import VISITOR
from opencounty.portal import lists
from opencounty.portal.caching import kept
from opencounty.portal.frame import Frame, frame_for
from opencounty.ui.http import PublicRequest, public

PIECE = 10_000
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
XML = "application/xml; charset=utf-8"
FIELDS = ("pk", "home_column_id", "listed_at", "changed_at")


@public
@kept()
def index(request: PublicRequest) -> HttpResponse:
    """List the pieces: columns and composed pages first, then items by number."""
    root = _root(request)
    shown = Item.objects.visible_to(VISITOR).annotate(piece=F("pk") / PIECE)
    pieces = shown.order_by("piece").values_list("piece", flat=True).distinct()
    names = ["sitemap-pages.xml", *(f"sitemap-{n + 1}.xml" for n in pieces)]
    lines = "".join(
        f"<sitemap><loc>{escape(root)}/{name}</loc></sitemap>\n" for name in names
    )
    return HttpResponse(
        f"{HEAD}<sitemapindex {SCHEMA}>\n{lines}</sitemapindex>\n", content_type=XML
    )


@public
@kept()
def pages(request: PublicRequest) -> HttpResponse:
    """List the columns and the pages editors composed."""
    frame, root = frame_for(request), _root(request)
    columns = [n.url for n in frame.by_path.values() if n.shown]
    composed = [
        url
        for page in Page.objects.live().public().filter(depth__gt=1)
        if (url := page.get_url(request))
    ]
    lines = "".join(
        _line(root + url) for url in dict.fromkeys(["/", *composed, *columns])
    )
    return HttpResponse(
        f"{HEAD}<urlset {SCHEMA}>\n{lines}</urlset>\n", content_type=XML
    )


@public
def piece(request: PublicRequest, number: int) -> StreamingHttpResponse:
    """Stream the items whose numbers fall into one piece."""
    first = (number - 1) * PIECE
    items = Item.objects.visible_to(VISITOR).filter(pk__gte=first, pk__lt=first + PIECE)
    if number < 1 or not items.exists():
        raise Http404
    rows = items.order_by("pk").values_list(*FIELDS).iterator(chunk_size=1_000)
    lines = _item_lines(frame_for(request), _root(request), rows)
    return StreamingHttpResponse(lines, content_type=XML)


@public
@kept()
def site_map(request: PublicRequest) -> HttpResponse:
    """Show every column and sub-site to a reader (网站地图)."""
    frame = frame_for(request)
    groups = [(n, frame.children.get(n.pk, [])) for n in frame.navigation]
    return render(request, "portal/site_map.html", {"groups": groups})


@public
@kept()
def robots(request: PublicRequest) -> HttpResponse:
    """Tell programs what to leave alone, and where the map is."""
    closed = (
        "/accounts/",
        "/compose/",
        "/desk/",
        "/large-type/",
        "/leaving/",
        "/search/",
    )
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    text = "\n".join([*lines, f"Sitemap: {_root(request)}/sitemap.xml", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _root(request: PublicRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _item_lines(frame: Frame, root: str, rows: Iterator[tuple]) -> Iterator[str]:  # type: ignore[type-arg]
    yield f"{HEAD}<urlset {SCHEMA}>\n"
    for pk, column_id, at, changed_at in rows:
        url = root + lists.address(frame, pk, column_id, at)
        yield _line(url, f"{timezone.localtime(changed_at):%Y-%m-%d}")
    yield "</urlset>\n"


def _line(url: str, day: str = "") -> str:
    last = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(url)}</loc>{last}</url>\n"
