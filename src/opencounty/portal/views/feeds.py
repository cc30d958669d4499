"""Atom and RSS: the newest of the whole site or of one column."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from opencounty.portal import lists
from opencounty.portal.blocks import LATEST
from opencounty.portal.caching import kept
from opencounty.portal.frame import frame_for
from opencounty.ui.http import PublicRequest, public

COUNT = 30
KINDS: dict[str, Any] = {"atom": Atom1Feed, "rss": Rss201rev2Feed}
TYPES = {
    "atom": "application/atom+xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
}


@public
@kept()
def feed(request: PublicRequest, kind: str, path: str = "") -> HttpResponse:
    """Answer with the newest titles as a feed."""
    frame = frame_for(request)
    node = frame.by_path.get(path.rstrip("/"))
    if path and node is None:
        raise Http404
    root = f"{request.scheme}://{request.get_host()}"
    name = frame.facts.name or request.get_host()
    made: SyndicationFeed = KINDS[kind](
        title=f"{name} {node.name}" if node else name,
        link=root + (node.url if node else "/"),
        description=(node.description if node else frame.facts.description) or name,
        language="zh-cn",
        feed_url=root + request.path,
    )
    for row in lists.newest(frame, node.path if node else LATEST, COUNT):
        made.add_item(
            title=row.title,
            link=root + row.url,
            description=row.summary,
            pubdate=row.at,
            updateddate=row.at,
            unique_id=f"{root}/item/{row.pk}",
            unique_id_is_permalink=False,
        )
    return HttpResponse(made.writeString("utf-8"), content_type=TYPES[kind])
