"""Counting views: in memory first, then in batches; no row is locked per view.

Each process adds to its own buffer. A thread writes it every few seconds, and
once more when the process ends. Two processes never overwrite each other: the
database adds (`views = views + new`).
"""

import atexit
import logging
import multiprocessing.util
import os
import re
import threading
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction
from django.db.models import Sum
from django.utils.timezone import localdate

from opencounty.portal.models import Tally
from opencounty.portal.prepared import Prepared

log = logging.getLogger(__name__)

# programs that read for themselves; an empty name is a program too
_BOTS = re.compile(
    r"bot|spider|crawl|slurp|curl|wget|python|java/|go-http|http-?client|okhttp"
    r"|monitor|probe|check|scan|feed|fetch|archiver|preview|lighthouse",
    re.IGNORECASE,
)
ADD = """
    INSERT INTO portal_tally (item_id, day, views) VALUES (%s, %s, %s)
    ON CONFLICT (item_id, day)
    DO UPDATE SET views = portal_tally.views + excluded.views
"""
Key = tuple[int, date]


def is_person(agent: str) -> bool:
    """Say whether a browser's name looks like a person's."""
    return bool(agent) and not _BOTS.search(agent)


def add(counts: Mapping[Key, int]) -> None:
    """Add views to the stored tallies in one transaction, in a fixed order."""
    rows = [(item, day, views) for (item, day), views in sorted(counts.items())]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(ADD, rows)


class Buffer:
    """Views of one process that are not yet written."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[Key] = Counter()
        self._writing = threading.Lock()
        self._pid = 0

    def count(self, item_id: int, agent: str) -> None:
        """Count a view, unless a program asked; never waits for the database."""
        if not is_person(agent):
            return
        with self._lock:
            self._counts[item_id, localdate()] += 1
        if self._pid != os.getpid():
            self._attend()

    def forget(self) -> None:
        """Drop what has gathered unwritten."""
        with self._lock:
            self._counts.clear()

    def flush(self) -> int:
        """Write what has gathered and return how many views; keep it on failure."""
        with self._writing:
            with self._lock:
                taken, self._counts = self._counts, Counter()
            if not taken:
                return 0
            try:
                add(taken)
            except DatabaseError:
                log.exception("views were not written and are kept for the next time")
                with self._lock:
                    self._counts.update(taken)
                return 0
            return taken.total()

    def _attend(self) -> None:
        """Let this process write its buffer now and then, and at its end."""
        with self._lock:
            if self._pid == os.getpid():
                return
            self._pid = os.getpid()
        seconds = settings.PORTAL_TALLY_SECONDS
        if not seconds:
            return
        # a worker started by multiprocessing runs its own finalizers, not atexit's
        multiprocessing.util.Finalize(None, self.flush, exitpriority=100)
        atexit.register(self.flush)
        threading.Thread(
            target=self._flush_for_ever, args=(seconds,), name="tallies", daemon=True
        ).start()

    def _flush_for_ever(self, seconds: float) -> None:
        pause = threading.Event()
        while not pause.wait(seconds):
            self.flush()
            connections.close_all()


buffer = Buffer()


def count_view(item_id: int, meta: Mapping[str, Any]) -> None:
    """Count one view of an item by the browser named in the request's headers."""
    buffer.count(item_id, str(meta.get("HTTP_USER_AGENT", "")))


_READ = Prepared(
    lambda item: (
        Tally.objects.filter(item=item)
        .order_by()
        .values_list("item")
        .annotate(read=Sum("views"))
    ),
    item=int,
)


def views_of(item_id: int) -> int:
    """Return how often an item has been read, as far as it is written."""
    found = _READ.rows(item=item_id)
    return int(found[0][1]) if found else 0


def most_read(count: int, *, days: int = 30) -> list[tuple[int, int]]:
    """Return (item id, views) of the most read items of the last days."""
    since = localdate() - timedelta(days=days)
    rows = (
        Tally.objects.filter(day__gt=since)
        .values_list("item")
        .annotate(read=Sum("views"))
        .order_by("-read", "-item")
    )
    return [(item, views) for item, views in rows[:count]]
