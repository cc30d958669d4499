"""The demonstration's clock: the one place where a deed may happen in the past.

The moment of a release is the system's and nobody can set it. A demonstration that
begins today would show nothing but today's news, so while it is loaded, and only
there, the program is told another time. Production refuses it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from opencounty.demo.errors import NoDemoInProduction

Turn = Callable[[datetime], None]


@contextmanager
def turned_back() -> Iterator[Turn]:
    """Give a function that sets the program's clock; the real one returns after."""
    if settings.PRODUCTION:
        raise NoDemoInProduction
    real = timezone.now
    shown = real()

    def now() -> datetime:
        return shown

    def turn(moment: datetime) -> None:
        nonlocal shown
        shown = min(moment, real())

    timezone.now = now
    try:
        yield turn
    finally:
        timezone.now = real
