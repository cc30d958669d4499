"""The notice before an outside link."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from opencounty.portal import leaving, rules
from opencounty.ui.http import PublicRequest, public


@public
def notice(request: PublicRequest) -> HttpResponse:
    """Ask before leaving; only for addresses one of our own pages wrote."""
    url = request.GET.get("to", "")
    if not leaving.is_ours(url, request.GET.get("mark", "")):
        raise Http404("not a link of this site")
    back = request.headers.get("Referer", "")
    own = f"{request.scheme}://{request.get_host()}/"
    context = {
        "url": url,
        "whole_address": request.get_full_path(),
        "host": rules.host_of(url),
        "back": "/" + back[len(own) :] if back.startswith(own) else "/",
    }
    response = render(request, "portal/leaving.html", context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
