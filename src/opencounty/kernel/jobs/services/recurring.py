"""Recurring jobs: registered when apps load, run by one worker at a time each."""

import logging
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.models import F
from django.utils import timezone

from opencounty.kernel.jobs.models import RecurringJob

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)  # a worker that died is replaced after this long
RENEWED_EVERY = 20.0  # seconds
LONGEST_FAILURE = 4_000


@dataclass(frozen=True)
class Recurring:
    """A job, how often it runs, and what people call it."""

    name: str
    func: Callable[[], object]
    every: timedelta
    label: str


RECURRING: dict[str, Recurring] = {}


def register_recurring(
    name: str, func: Callable[[], object], *, every: timedelta, label: str = ""
) -> Recurring:
    """Let `manage.py work` call `func` every so often; the same name is our bug.

    `func` must bear being called again after it was cut off in the middle.
    """
    if name in RECURRING and RECURRING[name].func is not func:
        raise ValueError(f"job {name} is already registered")
    RECURRING[name] = Recurring(name, func, every, label or name)
    return RECURRING[name]


def prepare_recurring() -> None:
    """Give every registered job its row, due now; forget rows of jobs that are gone."""
    for job in RECURRING.values():
        row, _made = RecurringJob.objects.get_or_create(
            name=job.name, defaults={"every": job.every}
        )
        if row.every != job.every:
            RecurringJob.objects.filter(pk=row.pk).update(
                every=job.every, due_at=timezone.now()
            )
    RecurringJob.objects.exclude(name__in=RECURRING).delete()


def run_due(worker: str) -> int:
    """Run every job that is due and free, one after the other; return how many."""
    names = RecurringJob.objects.free(timezone.now()).values_list("name", flat=True)
    return sum(run_job(name, worker) for name in list(names) if name in RECURRING)


def run_job(name: str, worker: str) -> bool:
    """Run one job unless another worker has it; its failure is kept, not raised."""
    started = timezone.now()
    free = RecurringJob.objects.free(started).filter(name=name)
    if not free.update(
        leased_until=started + LEASE, leased_by=worker, started_at=started
    ):
        return False
    with _lease_renewed(name, worker):
        failure = _failure_of(RECURRING[name])
    _note_run(name, worker, started, failure)
    return True


def _failure_of(job: Recurring) -> str:
    """Call the job; return the traceback when it fails, nothing when it does not.

    Whatever a job raises, the other jobs must go on.
    """
    try:
        job.func()
    except Exception:
        logger.exception("job %s failed", job.name)
        return traceback.format_exc()[-LONGEST_FAILURE:]
    return ""


def _note_run(name: str, worker: str, started: datetime, failure: str) -> None:
    """Write down how a run went, and give the job back."""
    now = timezone.now()
    ours = RecurringJob.objects.filter(name=name, leased_by=worker)
    ours.update(
        due_at=started + RECURRING[name].every,
        leased_until=None,
        took=now - started,
        failure=failure,
        runs=F("runs") + 1,
        failures=F("failures") + int(bool(failure)),
    )
    if not failure:
        ours.update(succeeded_at=now)


@contextmanager
def _lease_renewed(name: str, worker: str) -> Iterator[None]:
    """Keep the lease while a long job runs, from a thread beside it."""
    over = threading.Event()
    keeper = threading.Thread(target=_renew, args=(name, worker, over), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _renew(name: str, worker: str, over: threading.Event) -> None:
    """Move the end of the lease on, again and again, until the job is over."""
    while not over.wait(RENEWED_EVERY):
        try:
            RecurringJob.objects.filter(name=name, leased_by=worker).update(
                leased_until=timezone.now() + LEASE
            )
        except DatabaseError:
            logger.warning("the lease of job %s could not be renewed", name)
        finally:
            connection.close()
