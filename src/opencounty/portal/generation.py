"""The generation of what the public sees: it moves on with every release.

Whatever is kept in memory (pages, navigation, counts) belongs to one generation
and is made anew in the next. All processes share it through the length of a small
file in `var/`, which they share with the search index and the attachments anyway.
"""

from collections.abc import Hashable
from pathlib import Path

from django.conf import settings
from django.db import transaction


def current() -> Hashable:
    """Return the generation now: equal means nothing public has changed."""
    try:
        info = Path(settings.PORTAL_GENERATION_FILE).stat()
    except FileNotFoundError:
        return (0, 0)
    return (info.st_size, info.st_mtime_ns)


def bump() -> None:
    """Begin the next generation now; every process notices at its next request."""
    with Path(settings.PORTAL_GENERATION_FILE).open("ab", buffering=0) as file:
        file.write(b".")


def bump_on_commit() -> None:
    """Begin the next generation when the running transaction is committed."""
    transaction.on_commit(bump)
