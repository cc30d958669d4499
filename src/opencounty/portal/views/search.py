"""The search page: any input is taken, what was found is grouped and narrowed."""

from django.http import HttpResponse
from django.shortcuts import render

from opencounty.portal import finding
from opencounty.portal.frame import frame_for
from opencounty.ui.http import PublicRequest, public

FACETS = ("kind", "column", "issuer", "year", "category", "validity")


@public
def search(request: PublicRequest) -> HttpResponse:
    """Show what the index finds for the words and filters of the address."""
    frame = frame_for(request)
    asked = finding.read("/search/", request.GET)
    wanted = bool(asked.text or asked.filters)
    results = finding.answer(asked, FACETS) if wanted else None
    context: dict[str, object] = {"asked": asked, "results": results, "wanted": wanted}
    if results is not None:
        context |= {
            "tabs": finding.tabs(asked, results),
            "groups": finding.groups(frame, asked, results, FACETS[1:]),
            "chosen": finding.chosen(frame, asked),
            "paging": finding.paging(asked, results),
            "hits": [
                (hit, finding.KINDS.get(hit.kind, "其他")) for hit in results.hits
            ],
        }
    response = render(request, "portal/search.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
