"""The disclosure catalogue: all that is published, narrowed by what it is."""

from django.http import HttpResponse
from django.shortcuts import render

from opencounty.portal import article, disclosure, finding, lists
from opencounty.portal.caching import kept
from opencounty.portal.frame import frame_for
from opencounty.ui.http import PublicRequest, public

ABOUT = {
    "name": "政府信息公开目录",
    "kind": "法定主动公开内容",
    "description": "按《政府信息公开条例》的类目编排的全部主动公开信息",
}
FACETS = ("category", "issuer", "year", "genre", "validity")


@public
@kept(seconds=60)
def catalogue(request: PublicRequest) -> HttpResponse:
    """List what is published as a table, newest first, with facets beside it."""
    frame = frame_for(request)
    asked = finding.read(disclosure.CATALOGUE_URL, request.GET)
    root = disclosure.root_of(frame)
    # the platform holds statutory content only (专栏姓专)
    results = finding.answer(asked, FACETS, column=root.path if root else "")
    numbers = [int(hit.key.rpartition(":")[2]) for hit in results.hits]
    context = {
        "asked": asked,
        "results": results,
        "rows": lists.described(frame, numbers),
        "groups": finding.groups(frame, asked, results, FACETS),
        "chosen": finding.chosen(frame, asked),
        "paging": finding.paging(asked, results),
        "total": f"{results.total:,}",
        "root": root,
        "tags": article.list_tags(frame, **ABOUT),
        "entries": disclosure.entries(frame, disclosure.CATALOGUE_URL),
    }
    return render(request, "portal/catalogue.html", context)
