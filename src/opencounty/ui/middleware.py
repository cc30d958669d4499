"""Answers refusals with a page or with JSON."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from opencounty.kernel.base.errors import Refusal

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
            request, "ui/refusal.html", {"refusal": exception}, status=exception.status
        )
