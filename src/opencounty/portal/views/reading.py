"""What is new and what is read most, over all columns."""

from django.http import HttpResponse
from django.shortcuts import render

from opencounty.portal import lists, tallies
from opencounty.portal.blocks import LATEST
from opencounty.portal.caching import kept
from opencounty.portal.frame import frame_for
from opencounty.ui.http import PublicRequest, public

COUNT = 50
DAYS = 30


@public
@kept()
def latest(request: PublicRequest) -> HttpResponse:
    """List the newest items of all columns."""
    rows = lists.newest(frame_for(request), LATEST, COUNT)
    return render(request, "portal/latest.html", {"rows": rows})


@public
@kept(seconds=120)
def popular(request: PublicRequest) -> HttpResponse:
    """List what was read most in the last days, with how often."""
    views = dict(tallies.most_read(COUNT, days=DAYS))
    rows = lists.picked(frame_for(request), views)
    counted = [(row, views[row.pk]) for row in rows]
    return render(request, "portal/popular.html", {"rows": counted, "days": DAYS})
