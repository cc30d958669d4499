"""The official calendar for tests of the rules, read without the code under test."""

import csv
from datetime import date
from pathlib import Path

import pytest

import opencounty.kernel.deadlines
from opencounty.kernel.deadlines.rules import DayKind, SpecialDay, WorkCalendar

TABLE = Path(opencounty.kernel.deadlines.__file__).parent / "data" / "special_days.csv"


def table_rows() -> list[dict[str, str]]:
    """Return the rows of the packaged table, remarks left aside."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.fixture(scope="session")
def official() -> WorkCalendar:
    """The calendar of 2010 to 2026."""
    special = [
        SpecialDay(date.fromisoformat(row["day"]), DayKind(row["kind"]), row["name"])
        for row in table_rows()
    ]
    return WorkCalendar(special, range(2010, 2027))
