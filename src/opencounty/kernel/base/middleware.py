"""What holds for every request: no NUL asked for, security headers answered."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]

STRICT = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
# Wagtail's admin carries inline scripts; only its own path gets this policy
COMPOSING = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-src 'self'; frame-ancestors 'self'"
)
COMPOSING_PATH = "/compose/"


# for every answer that does not say otherwise, files and kept pages among them
USUAL = {
    "Content-Security-Policy": STRICT,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=()",
}
# browsers keep these for ever unless told otherwise; here what moved may move back,
# and what was withdrawn may be restored
FOR_EVER = frozenset({301, 308, 410})


class SecurityHeaders:
    """Send the content security policy; the composing path has its own."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(COMPOSING_PATH):
            # a preview has passed through here once before, as a public page
            response.headers["Content-Security-Policy"] = COMPOSING
        for name, value in USUAL.items():
            response.headers.setdefault(name, value)
        if response.status_code in FOR_EVER:
            response.headers.setdefault("Cache-Control", "no-cache")
        return response


class NoNul:
    """Drop NUL from what an address asks: PostgreSQL cannot be asked for it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        question = request.META.get("QUERY_STRING", "")
        if "%00" in question or "\0" in question:
            plain = question.replace("%00", "").replace("\0", "")
            request.META["QUERY_STRING"] = plain
        return self.get_response(request)
