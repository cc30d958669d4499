"""How a view says that its answer may be kept: opt in, never by accident."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpResponse

R = TypeVar("R", bound=HttpResponse)

# what in an address may tell kept pages apart; views read nothing else of it
PARAMETERS = (
    *("page", "q", "sort", "kind", "column", "issuer", "year", "category"),
    *("genre", "validity", "site"),
)


@dataclass(frozen=True)
class Keep:
    """How long an answer may be kept and which item a hit counts for."""

    seconds: int
    item_id: int | None = None


def public_page(response: R, *, seconds: int = 300, item_id: int | None = None) -> R:
    """Mark an answer as the same for every anonymous reader."""
    response.public_page = Keep(seconds, item_id)  # type: ignore[attr-defined]
    return response


def kept(seconds: int = 300) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Mark every good answer of a view as public."""

    def decorate(view: Callable[..., R]) -> Callable[..., R]:
        @wraps(view)
        def marked(*args: Any, **kwargs: Any) -> R:
            response = view(*args, **kwargs)
            if response.status_code == 200 and not hasattr(response, "public_page"):
                public_page(response, seconds=seconds)
            return response

        return marked

    return decorate
