"""What is new and what is read most, over all columns."""

from django.http import HttpResponse
from django.shortcuts import render

from opencounty.portal import article, lists, tallies
from opencounty.portal.blocks import LATEST
from opencounty.portal.caching import kept
from opencounty.portal.frame import frame_for
from opencounty.ui.http import PublicRequest, public

COUNT = 50
DAYS = 30
ABOUT = {"name": "最新公开", "kind": "信息列表", "description": "各栏目新公开的信息"}


@public
@kept()
def latest(request: PublicRequest) -> HttpResponse:
    """List the newest items of all columns."""
    frame = frame_for(request)
    context = {
        "rows": lists.newest(frame, LATEST, COUNT),
        "tags": article.list_tags(frame, **ABOUT),
    }
    return render(request, "portal/latest.html", context)


@public
@kept(seconds=120)
def popular(request: PublicRequest) -> HttpResponse:
    """List what was read most in the last days, with how often."""
    views = dict(tallies.most_read(COUNT, days=DAYS))
    rows = lists.picked(frame_for(request), views)
    counted = [(row, views[row.pk]) for row in rows]
    return render(request, "portal/popular.html", {"rows": counted, "days": DAYS})
