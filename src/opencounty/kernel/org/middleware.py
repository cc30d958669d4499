"""Puts the actor on every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from opencounty.kernel.org import services

Handler = Callable[[HttpRequest], HttpResponse]


class CurrentActor:
    """Set `request.actor`, worked out when first asked for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: services.actor_for(request.user))  # type: ignore[attr-defined]
        return self.get_response(request)
