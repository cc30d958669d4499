"""The demonstration county: whole, fictional, loaded again without doubling."""

import re
import sqlite3
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from opencounty.demo import clock, organs, people
from opencounty.demo.errors import NoDemoInProduction
from opencounty.demo.texts import rows, texts
from tests.county import manage

pytestmark = pytest.mark.timeout(300)


def counts(var: Path) -> dict[str, int]:
    tables = (
        *("org_unit", "org_account", "disclosure_item", "disclosure_column"),
        *("disclosure_link", "wagtailcore_page", "wagtailimages_image"),
    )
    with sqlite3.connect(var / "opencounty.sqlite3") as database:
        return {
            table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in tables
        }


def test_everything_the_writers_left_is_there(county_var: Path) -> None:
    found = counts(county_var)

    assert found["org_unit"] == len(rows("units.csv"))
    assert found["org_account"] == len(rows("cast.csv"))
    assert found["disclosure_item"] == len(texts()) + len(organs.described())


def test_loading_again_changes_nothing(county_var: Path) -> None:
    before = counts(county_var)

    done = manage(county_var, "load_demo")

    assert done.returncode == 0, done.stderr
    assert counts(county_var) == before


def test_the_log_ins_are_printed_with_the_one_password(county_var: Path) -> None:
    out = manage(county_var, "load_demo", "--log-ins").stdout

    assert people.PASSWORD in out
    assert "李静" in out


def test_every_column_shown_holds_something(county_var: Path) -> None:
    with sqlite3.connect(county_var / "opencounty.sqlite3") as database:
        empty = database.execute(
            "SELECT path FROM disclosure_column WHERE live_items = 0"
        ).fetchall()

    assert empty == []


def test_index_numbers_begin_with_the_code_of_the_organ(county_var: Path) -> None:
    with sqlite3.connect(county_var / "opencounty.sqlite3") as database:
        numbers = database.execute(
            "SELECT index_number FROM disclosure_item"
        ).fetchall()

    released = [number for (number,) in numbers if number]
    assert released
    assert all(re.match(r"9999\d{4}[0-9X]/\d{4}-\d{5}$", n) for n in released)


def test_nobody_approved_what_they_wrote(county_var: Path) -> None:
    with sqlite3.connect(county_var / "opencounty.sqlite3") as database:
        own = database.execute(
            "SELECT count(*) FROM disclosure_approval a JOIN disclosure_version v"
            " ON v.id = a.version_id"
            " WHERE a.step = 'approved' AND a.by_id = v.drafted_by_id"
        ).fetchone()

    assert own == (0,)


def test_the_demonstration_county_passes_the_inspection(county_var: Path) -> None:
    done = manage(county_var, "check_portal")

    assert done.returncode == 0, done.stdout


def test_the_site_of_the_demonstration_is_complete(county_var: Path) -> None:
    assert manage(county_var, "check_site").returncode == 0


def test_production_refuses_the_demonstration(settings: Settings) -> None:
    settings.PRODUCTION = True

    with pytest.raises(CommandError):
        call_command("load_demo")
    with pytest.raises(NoDemoInProduction), clock.turned_back():
        pass


def test_the_clock_turns_back_and_returns() -> None:
    real = timezone.now()
    past = real.replace(year=real.year - 3)

    with clock.turned_back() as turn:
        turn(past)
        assert timezone.now() == past
        assert timezone.localdate().year == real.year - 3
        turn(real.replace(year=real.year + 3))
        assert timezone.now().year == real.year

    assert timezone.now() >= real


def test_every_text_says_what_it_must() -> None:
    slugs = [text.slug for text in texts()]

    assert len(slugs) == len(set(slugs))
    assert len({text.title for text in texts()}) == len(slugs)
    assert all(to in slugs for text in texts() for _, to in text.links)
