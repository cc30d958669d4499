"""Views are counted without a lock per view, and none is lost on a clean stop."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.utils.timezone import localdate

from opencounty.portal import tallies
from opencounty.portal.models import Tally
from tests.portal.conftest import READER, Portal


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "curl/8.0",
        "python-requests/2.31",
        "Mozilla/5.0 (compatible; Baiduspider/2.0)",
        "Mozilla/5.0 (compatible; bingbot/2.0)",
        "Go-http-client/1.1",
    ],
)
def test_programs_are_not_readers(agent: str) -> None:
    assert not tallies.is_person(agent)


def test_a_browser_is_a_reader() -> None:
    assert tallies.is_person(READER)


def test_reading_an_item_counts_once_written(portal: Portal) -> None:
    item = portal.publish()
    portal.get(item.url)
    assert not Tally.objects.exists()

    tallies.buffer.flush()

    assert tallies.views_of(item.pk) == 1


def test_a_program_reading_is_not_counted(portal: Portal) -> None:
    item = portal.publish()
    portal.client.get(item.url, headers={"user-agent": "curl/8"})

    assert tallies.buffer.flush() == 0


def test_two_processes_add_up(portal: Portal) -> None:
    item, today = portal.publish(), localdate()

    tallies.add({(item.pk, today): 3})
    tallies.add({(item.pk, today): 4})

    assert Tally.objects.get(item=item, day=today).views == 7


def test_views_the_database_refuses_are_kept_for_the_next_time(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = portal.publish()
    portal.get(item.url)

    def refuse(_counts: object) -> None:
        raise DatabaseError("locked")

    monkeypatch.setattr(tallies, "add", refuse)
    assert tallies.buffer.flush() == 0
    monkeypatch.undo()

    assert tallies.buffer.flush() == 1


def test_the_most_read_of_the_last_days_come_first(portal: Portal) -> None:
    little, much, before = (portal.publish() for _ in range(3))
    today = localdate()
    tallies.add({(little.pk, today): 2, (much.pk, today): 9})
    tallies.add({(before.pk, today - timedelta(days=60)): 99})

    assert tallies.most_read(5) == [(much.pk, 9), (little.pk, 2)]


def test_the_popular_page_lists_them_with_their_counts(portal: Portal) -> None:
    item = portal.publish(title="很多人看的")
    tallies.add({(item.pk, localdate()): 1234})

    html = portal.get("/popular/").content.decode()

    assert "很多人看的" in html
    assert "1,234 次" in html


def test_the_item_page_shows_how_often_it_was_read(portal: Portal) -> None:
    item = portal.publish()
    tallies.add({(item.pk, localdate()): 1234})

    assert "浏览 1,234 次" in portal.get(item.url).content.decode()


READ = """
import multiprocessing, sys
import django
django.setup()
from opencounty.portal import tallies

def read(times):
    for n in range(times):
        reader = {"HTTP_USER_AGENT": "Mozilla/5.0 Firefox"}
        tallies.count_view(int(sys.argv[1]) + n % 3, reader)

if __name__ == "__main__":
    fork = multiprocessing.get_context("fork")
    workers = [fork.Process(target=read, args=(5000,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    read(7)
"""

COUNT = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.factories.disclosure import ItemFactory
print(ItemFactory.create(published=True).pk)
ItemFactory.create(published=True)
ItemFactory.create(published=True)
"""

SUM = """
import django
django.setup()
from django.db.models import Sum
from opencounty.portal.models import Tally
print(Tally.objects.aggregate(n=Sum("views"))["n"])
"""


@pytest.mark.timeout(180)
def test_ten_thousand_views_from_two_processes_lose_none_on_a_clean_stop(
    tmp_path: Path,
) -> None:
    environment = {
        "OPENCOUNTY_VAR": str(tmp_path),
        "OPENCOUNTY_TALLY_SECONDS": "1",
        "DJANGO_SETTINGS_MODULE": "opencounty.config.settings",
        "PATH": "/usr/bin:/bin",
    }

    def run(code: str, *args: str) -> str:
        root = Path(__file__).resolve().parents[2]
        done = subprocess.run(  # noqa: S603 - our own code
            [sys.executable, "-W", "ignore", "-c", code, *args],
            env={**environment, "PYTHONPATH": f"{root}/src:{root}"},
            capture_output=True,
            text=True,
            check=True,
            timeout=150,
        )
        return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""

    first = run(COUNT)
    run(READ, first)

    assert run(SUM) == "10007"
