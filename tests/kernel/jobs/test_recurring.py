"""Recurring jobs run when due, by one worker at a time, and survive failure."""

from datetime import timedelta

import pytest
from django.utils import timezone

from opencounty.kernel.jobs import services
from opencounty.kernel.jobs.models import RecurringJob
from tests.factories.org import AccountFactory, actor_of, actor_with

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One good job, and what ran."""
    log: list[str] = []
    jobs: dict[str, services.Recurring] = {}
    monkeypatch.setattr("opencounty.kernel.jobs.services.recurring.RECURRING", jobs)
    services.register_recurring(
        "test.good", lambda: log.append("good"), every=HOUR, label="好作业"
    )
    assert set(jobs) == {"test.good"}
    services.prepare_recurring()
    return log


def register_bad() -> None:
    def fail() -> None:
        raise OSError("disk is full")

    services.register_recurring("test.bad", fail, every=HOUR)
    services.prepare_recurring()


def test_a_job_runs_at_once_and_then_when_due_again(ran: list[str]) -> None:
    assert services.run_due("w1") == 1
    assert services.run_due("w1") == 0
    RecurringJob.objects.update(due_at=timezone.now() - HOUR)
    assert services.run_due("w2") == 1

    assert ran == ["good", "good"]
    row = RecurringJob.objects.get()
    assert (row.runs, row.failures, row.leased_until) == (2, 0, None)
    assert row.started_at
    assert row.due_at == row.started_at + HOUR
    assert row.succeeded_at


def test_two_workers_do_not_run_a_job_twice(ran: list[str]) -> None:
    RecurringJob.objects.update(
        leased_by="w1", leased_until=timezone.now() + timedelta(seconds=60)
    )

    assert not services.run_job("test.good", "w2")
    assert services.run_due("w2") == 0
    assert not ran


def test_a_job_of_a_worker_that_died_is_taken_over(ran: list[str]) -> None:
    RecurringJob.objects.update(
        leased_by="dead", leased_until=timezone.now() - timedelta(seconds=1)
    )

    assert services.run_due("w2") == 1
    assert ran == ["good"]


def test_a_worker_that_lost_its_lease_does_not_write_over_the_new_one(
    ran: list[str],
) -> None:
    def slow() -> None:
        RecurringJob.objects.filter(name="test.slow").update(leased_by="w2")

    services.register_recurring("test.slow", slow, every=HOUR)
    services.prepare_recurring()

    services.run_job("test.slow", "w1")

    row = RecurringJob.objects.get(name="test.slow")
    assert row.leased_until is not None
    assert row.runs == 0


def test_a_failure_is_kept_and_the_others_go_on(
    ran: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    register_bad()

    assert services.run_due("w1") == 2

    assert ran == ["good"]
    bad = RecurringJob.objects.get(name="test.bad")
    assert "disk is full" in bad.failure
    assert (bad.runs, bad.failures, bad.succeeded_at) == (1, 1, None)
    assert "job test.bad failed" in caplog.text


def test_a_good_run_clears_the_failure(ran: list[str]) -> None:
    RecurringJob.objects.update(failure="old")

    services.run_due("w1")

    assert RecurringJob.objects.get().failure == ""


def test_a_new_interval_holds_from_now(ran: list[str]) -> None:
    services.run_due("w1")
    job = services.register_recurring("test.other", lambda: None, every=HOUR, label="x")
    services.prepare_recurring()
    RecurringJob.objects.filter(name=job.name).update(every=HOUR * 9)

    services.prepare_recurring()

    assert RecurringJob.objects.get(name=job.name).every == HOUR


def test_rows_of_jobs_that_are_gone_are_forgotten(ran: list[str]) -> None:
    RecurringJob.objects.create(name="test.gone", every=HOUR)

    services.prepare_recurring()

    assert not RecurringJob.objects.filter(name="test.gone").exists()


def test_a_row_nobody_registered_is_not_run(ran: list[str]) -> None:
    RecurringJob.objects.create(name="test.gone", every=HOUR)

    assert services.run_due("w1") == 1


def test_a_name_means_one_job(ran: list[str]) -> None:
    with pytest.raises(ValueError, match="already"):
        services.register_recurring("test.good", lambda: None, every=HOUR)


def test_jobs_are_seen_by_those_who_look_after_the_system(ran: list[str]) -> None:
    seen = RecurringJob.objects.all().visible_to

    assert seen(actor_with("jobs.see_jobs", county_wide=True))
    assert not seen(actor_of(AccountFactory.create()))


def test_the_trail_is_sealed_and_the_queue_tidied_by_themselves() -> None:
    assert services.RECURRING["audit.seal"].every == timedelta(minutes=1)
    assert "jobs.tidy_tasks" in services.RECURRING
