"""A worker runs tasks and recurring jobs until it is asked to stop."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from opencounty.kernel.jobs import services
from opencounty.kernel.jobs.models import RecurringJob
from opencounty.kernel.jobs.services import WorkLoop
from tests.kernel.jobs import tasks

pytestmark = pytest.mark.django_db(transaction=True)
RECURRING = "opencounty.kernel.jobs.services.recurring.RECURRING"


@pytest.fixture(autouse=True)
def _nothing_done(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(RECURRING, {})
    yield
    tasks.DONE.clear()


def test_tasks_are_run_and_their_failures_kept() -> None:
    tasks.add.enqueue(7)
    tasks.fail.enqueue()

    call_command("work", "--once")

    assert tasks.DONE == [7]
    assert services.task_counts() == {
        "ready": 0,
        "running": 0,
        "successful": 1,
        "failed": 1,
    }
    assert "no such file" in services.failed_tasks().get().traceback


def test_more_tasks_than_one_round_takes_are_all_run() -> None:
    for number in range(45):
        tasks.add.enqueue(number)

    WorkLoop("w1").run_once()

    assert len(tasks.DONE) == 45


def test_once_runs_recurring_jobs_too() -> None:
    ran = threading.Event()
    services.register_recurring("test.once", ran.set, every=timedelta(hours=1))

    call_command("work", "--once")

    assert ran.is_set()


def test_a_task_whose_worker_died_is_put_back_and_after_three_times_given_up() -> None:
    tasks.add.enqueue(1)
    tasks.add.enqueue(2)
    first, second = DBTaskResult.objects.order_by("enqueued_at")
    long_ago = timezone.now() - timedelta(hours=3)
    running = {"status": "RUNNING", "started_at": long_ago}
    DBTaskResult.objects.filter(pk=first.pk).update(**running, worker_ids=["a"])
    DBTaskResult.objects.filter(pk=second.pk).update(
        **running, worker_ids=["a", "b", "c"]
    )

    services.tidy_tasks()

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("READY", "FAILED")
    assert "中途退出" in second.traceback


def test_a_task_that_runs_is_left_alone_and_old_ones_are_cleared() -> None:
    tasks.add.enqueue(1)
    tasks.add.enqueue(2)
    running, old = DBTaskResult.objects.order_by("enqueued_at")
    DBTaskResult.objects.filter(pk=running.pk).update(
        status="RUNNING", started_at=timezone.now()
    )
    DBTaskResult.objects.filter(pk=old.pk).update(
        status="SUCCESSFUL", finished_at=timezone.now() - timedelta(days=31)
    )

    services.tidy_tasks()

    assert DBTaskResult.objects.get().pk == running.pk


def two_threads_can_write() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("left out: SQLite in memory has no second connection to wait for")


def test_the_loop_survives_what_its_jobs_do_and_stops_when_asked() -> None:
    two_threads_can_write()
    loop, runs = WorkLoop("w1"), []

    def stumble() -> None:
        runs.append(time.monotonic())
        raise OSError("stumbled")

    services.register_recurring("test.stumble", stumble, every=timedelta(seconds=0))
    tasks.fail.enqueue()
    tasks.add.enqueue(1)
    thread = threading.Thread(target=loop.run)
    thread.start()

    wait_until(lambda: len(runs) >= 3 and tasks.DONE == [1])
    loop.stop()
    thread.join(10)

    assert not thread.is_alive()
    assert RecurringJob.objects.get().leased_until is None


def test_a_signal_lets_the_worker_finish_what_it_is_doing() -> None:
    two_threads_can_write()
    finished = threading.Event()

    def slow() -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.3)
        finished.set()

    services.register_recurring("test.slow", slow, every=timedelta(hours=1))
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        call_command("work")
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])

    assert finished.is_set()
    assert RecurringJob.objects.get().runs == 1


def test_a_database_that_is_away_for_a_moment_does_not_end_the_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loop, looks = WorkLoop("w1"), []

    def away() -> int:
        looks.append(1)
        if len(looks) == 2:
            loop.stop()
        raise OSError("connection refused")

    monkeypatch.setattr("opencounty.kernel.jobs.services.loop.LONGER_PAUSE", 0.0)
    loop._keep(away)

    assert len(looks) == 2


def wait_until(condition: object, seconds: float = 15) -> None:
    assert callable(condition)
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "it took too long"
        time.sleep(0.02)
