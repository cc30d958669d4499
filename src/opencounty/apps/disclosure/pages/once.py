"""Tokens of forms: the same form sent twice is done once."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django.http import HttpRequest

from opencounty.apps.disclosure import services
from opencounty.ui.http import OfficerRequest


def token_of(request: HttpRequest) -> UUID:
    """Return the token of a form that was sent, or a new one for a form to send."""
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid4()


def done_once(request: OfficerRequest, deed: str, do: Callable[[], str]) -> str:
    """Do the deed of a form unless its token says it was done; return where to go."""
    return services.once(token_of(request), deed=deed, do=do, by=request.actor)
