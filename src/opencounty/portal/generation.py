"""The generation of what the public sees: it moves on with every release.

Whatever is kept in memory (pages, navigation, counts) belongs to one generation
and is made anew in the next. All processes of a machine share it through the
length of a small file; several machines share it through Django's cache.
"""

import time
from collections.abc import Hashable
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

CACHE_KEY = "portal:generation"
# how long a machine may go without asking the shared cache
CACHE_SECONDS = 1.0

_asked: dict[str, tuple[float, Hashable]] = {}


def current() -> Hashable:
    """Return the generation now: equal means nothing public has changed."""
    if settings.PORTAL_GENERATION == "cache":
        return _from_cache()
    try:
        info = Path(settings.PORTAL_GENERATION_FILE).stat()
    except FileNotFoundError:
        return (0, 0)
    return (info.st_size, info.st_mtime_ns)


def bump() -> None:
    """Begin the next generation now; every process notices at its next request."""
    if settings.PORTAL_GENERATION == "cache":
        cache.add(CACHE_KEY, 0, timeout=None)
        cache.incr(CACHE_KEY)
        _asked.clear()
        return
    with Path(settings.PORTAL_GENERATION_FILE).open("ab", buffering=0) as file:
        file.write(b".")


def bump_on_commit() -> None:
    """Begin the next generation when the running transaction is committed."""
    transaction.on_commit(bump)


def _from_cache() -> Hashable:
    now = time.monotonic()
    asked, value = _asked.get(CACHE_KEY, (-CACHE_SECONDS, 0))
    if now - asked >= CACHE_SECONDS:
        value = cache.get(CACHE_KEY, 0)
        _asked[CACHE_KEY] = (now, value)
    return value
