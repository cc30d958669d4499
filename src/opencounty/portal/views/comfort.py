"""Large type on and off, remembered in a cookie."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from opencounty.ui.http import LARGE_TYPE_COOKIE, PublicRequest, public

YEAR = 365 * 24 * 3600


@public
def large_type(request: PublicRequest) -> HttpResponse:
    """Turn large type on or off and go back to where the reader was."""
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = "/"
    response = HttpResponseRedirect(target)
    if request.GET.get("off"):
        response.delete_cookie(LARGE_TYPE_COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            LARGE_TYPE_COOKIE,
            "on",
            max_age=YEAR,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure(),
        )
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
