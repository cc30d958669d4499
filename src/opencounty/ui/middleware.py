"""Answers refusals with a page or with JSON."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from opencounty.kernel.base.errors import Refusal
from opencounty.ui.http import gate_of

Handler = Callable[[HttpRequest], HttpResponse]


class Refusals:
    """Turn a Refusal into an answer that says what, why and on what basis."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Answer a refusal; anything else is our bug and goes on."""
        if not isinstance(exception, Refusal):
            return None
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse(
                {
                    "code": exception.code,
                    "message": str(exception),
                    "basis": exception.basis,
                    "facts": {k: str(v) for k, v in exception.facts.items()},
                },
                status=exception.status,
            )
        return render(
            request,
            "ui/refusal.html",
            {
                "refusal": exception,
                "shell": shell_of(request),
                "back": back_of(request),
            },
            status=exception.status,
        )


def back_of(request: HttpRequest) -> str:
    """Return the page of ours the reader came from, if it is another one."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return ""
    parts = urlsplit(came_from)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return "" if path == request.get_full_path() else path


def shell_of(request: HttpRequest) -> str:
    """Return the page shell that suits the view that was asked for."""
    match = request.resolver_match
    staff = match is not None and gate_of(match.func) == "officers"
    return "ui/desk_page.html" if staff else "ui/plain_page.html"
