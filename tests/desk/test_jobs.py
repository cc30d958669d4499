"""Whether the jobs behind the pages run is seen at a glance."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from opencounty.desk.jobs.pages import interval_words
from opencounty.kernel.jobs import services
from opencounty.kernel.jobs.models import RecurringJob
from tests.factories.org import officer_with
from tests.kernel.jobs import tasks

pytestmark = pytest.mark.django_db
JOBS = "/desk/jobs/"


@pytest.fixture
def page(client: Client) -> Client:
    client.force_login(officer_with("jobs.see_jobs", county_wide=True))
    return client


def read(client: Client) -> str:
    response = client.get(JOBS)
    assert response.status_code == 200
    return response.content.decode()


def test_others_do_not_see_it(client: Client) -> None:
    client.force_login(officer_with("audit.read", county_wide=True))

    assert client.get(JOBS).status_code == 403


def test_a_worker_that_does_not_run_is_said_first(page: Client) -> None:
    assert "后台进程没有运行" in read(page)
    RecurringJob.objects.create(
        name="audit.seal",
        every=timedelta(minutes=1),
        due_at=timezone.now() - timedelta(minutes=10),
    )
    assert "后台进程没有运行" in read(page)


def test_jobs_show_how_they_went(page: Client) -> None:
    now = timezone.now()
    minute = timedelta(minutes=1)
    RecurringJob.objects.create(
        name="audit.seal", every=minute, due_at=now + minute, runs=1_234, started_at=now
    )
    RecurringJob.objects.create(
        name="test.bad", every=minute, due_at=now, failure="disk is full", runs=1
    )
    RecurringJob.objects.create(
        name="test.busy", every=minute, due_at=now, leased_until=now + minute
    )

    shown = read(page)

    assert "后台进程没有运行" not in shown
    for words in (
        "封存审计记录",
        "1,234",
        "正常",
        "上次失败",
        "disk is full",
        "正在运行",
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(5, "5 秒"), (60, "1 分钟"), (90, "90 秒"), (7_200, "2 小时"), (86_400, "1 天")],
)
def test_intervals_are_said_in_the_largest_whole_unit(seconds: int, words: str) -> None:
    assert interval_words(timedelta(seconds=seconds)) == words


@pytest.mark.django_db(transaction=True)  # the worker closes old connections
def test_failed_tasks_are_shown_with_the_reason(page: Client) -> None:
    tasks.fail.enqueue()
    services.run_tasks("w1")

    shown = read(page)

    assert "tests.kernel.jobs.tasks.fail" in shown
    assert "no such file" in shown
