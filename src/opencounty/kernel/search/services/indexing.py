"""Keeping the index equal to the database: mark, catch up, rebuild."""

import logging
from collections.abc import Callable, Iterable, Set
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from opencounty.kernel.audit import services as audit
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.search import engine, generations
from opencounty.kernel.search.documents import all_documents, documents_of
from opencounty.kernel.search.errors import RebuildUnderWay
from opencounty.kernel.search.models import Pending
from opencounty.kernel.search.permissions import REBUILD
from opencounty.kernel.search.results import IndexState

BATCH = 2_000  # rows between two commits, which cost as much as 100 documents
REPORT_EVERY = 1_000
Progress = Callable[[int], None]
logger = logging.getLogger(__name__)


def mark(keys: Iterable[str]) -> None:
    """Have `keys` indexed anew once the running transaction has committed."""
    rows = [Pending(key=key) for key in dict.fromkeys(keys)]
    Pending.objects.bulk_create(rows, batch_size=BATCH)


def catch_up(*, wait: bool = False) -> int:
    """Write what is pending into the index; return how many keys were handled.

    One process writes at a time: another returns 0 at once, or waits its turn when
    asked to. Stopped at any point, the next call does the rest: a row is removed
    only after its commit, and writing a document twice changes nothing. Without a
    usable index everything is written anew.
    """
    with generations.locked(generations.WRITING, wait=wait) as got:
        if not got:
            return 0
        folder = generations.current()
        if folder is not None:
            try:
                return _write_pending(folder)
            except engine.IndexBroken:
                logger.exception("the search index cannot be written; rebuilding it")
                generations.report_broken(folder)
    with suppress(RebuildUnderWay):
        return rebuild()
    return 0


def rebuild(*, progress: Progress | None = None) -> int:
    """Build the whole index anew beside the old one, then switch; return its size.

    Searches and catching up go on with the old one; what was marked meanwhile is
    written into the new one before the switch.
    """
    with generations.locked(generations.REBUILDING, tries=5) as got:
        if not got:
            raise RebuildUnderWay
        generations.sweep(keep=generations.current())
        folder = generations.begin()
        # what was marked before the first document is read is in by then
        covered = set(Pending.objects.values_list("pk", flat=True))
        written = 0
        with engine.Writer(folder) as writer:
            for written, document in enumerate(all_documents(), start=1):
                writer.put(document)
                if progress and written % REPORT_EVERY == 0:
                    progress(written)
            writer.commit()
        with generations.locked(generations.WRITING, wait=True):
            owed = _write_owed(folder, covered)
            generations.switch_to(folder)
            _forget([*covered, *owed])
            generations.sweep(keep=folder)
        return written


@task()
def rebuild_in_background() -> int:
    """Rebuild the index in a worker."""
    return rebuild()


@transaction.atomic
def request_rebuild(*, by: Actor) -> None:
    """Have the worker rebuild the index."""
    by = by.require(REBUILD.name)
    if _is_rebuilding():
        raise RebuildUnderWay
    rebuild_in_background.enqueue()
    audit.record("search.rebuild_requested", by=by)


def state() -> IndexState:
    """Return how the index stands."""
    reader = engine.reader()
    waiting = Pending.objects.filter(indexed=False)
    return IndexState(
        usable=reader is not None,
        documents=reader.size if reader else 0,
        pending=waiting.count(),
        waiting_since=waiting.aggregate(first=Min("marked_at"))["first"],
        committed_at=_committed_at(reader),
        size_bytes=_size(reader),
        rebuilding=_is_rebuilding(),
    )


def _is_rebuilding() -> bool:
    """Say whether a rebuild is under way, or waits for a worker."""
    queued = DBTaskResult.objects.ready().filter(
        task_path=rebuild_in_background.module_path
    )
    return generations.is_locked(generations.REBUILDING) or queued.exists()


def _write_pending(folder: Path) -> int:
    """Write batches of pending rows into the current generation until none is left."""
    handled = 0
    rows = _next_rows()
    if not rows:
        return 0
    with engine.Writer(folder) as writer:
        while rows:
            handled += _write_rows(writer, rows)
            # a generation in the making was perhaps read before these changes
            if generations.is_locked(generations.REBUILDING):
                Pending.objects.filter(pk__in=list(rows)).update(indexed=True)
            else:
                _forget(list(rows))
            rows = _next_rows()
    return handled


def _write_owed(folder: Path, covered: Set[int]) -> list[int]:
    """Write into a new generation what was marked since; return the rows."""
    ids = Pending.objects.order_by("pk").values_list("pk", flat=True)
    owed = [pk for pk in ids.iterator() if pk not in covered]
    if not owed:
        return owed
    with engine.Writer(folder) as writer:
        for start in range(0, len(owed), BATCH):
            rows = Pending.objects.filter(pk__in=owed[start : start + BATCH])
            _write_rows(writer, dict(rows.values_list("pk", "key")))
    return owed


def _forget(ids: list[int]) -> None:
    for start in range(0, len(ids), BATCH):
        Pending.objects.filter(pk__in=ids[start : start + BATCH]).delete()


def _next_rows() -> dict[int, str]:
    """Return the next rows to write, and drop those no building generation is owed."""
    if not generations.is_locked(generations.REBUILDING):
        Pending.objects.filter(indexed=True).delete()
    waiting = Pending.objects.filter(indexed=False)
    return dict(waiting.values_list("pk", "key")[:BATCH])


def _write_rows(writer: engine.Writer, rows: dict[int, str]) -> int:
    """Replace the documents of the rows' keys in the index, and commit."""
    keys = list(dict.fromkeys(rows.values()))
    writer.remove(keys)
    for document in documents_of(keys):
        writer.put(document)
    writer.commit()
    return len(keys)


def _committed_at(reader: engine.Reader | None) -> datetime | None:
    if reader is None:
        return None
    seconds = (reader.folder / "meta.json").stat().st_mtime
    return datetime.fromtimestamp(seconds, timezone.get_current_timezone())


def _size(reader: engine.Reader | None) -> int:
    if reader is None:
        return 0
    return sum(file.stat().st_size for file in reader.folder.iterdir())
