"""The calendar that comes with the package: arrangements of past years as facts."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.db import transaction

from opencounty.kernel.deadlines import rules
from opencounty.kernel.deadlines.models import (
    CalendarDay,
    CalendarVersion,
    CalendarYear,
)
from opencounty.kernel.deadlines.services.changes import (
    Change,
    DayChange,
    Source,
    YearNotice,
    change_calendar,
)
from opencounty.kernel.org.actor import system

DATA = Path(__file__).resolve().parent.parent / "data"
NOTICE_TITLE = "国务院办公厅关于{year}年部分节假日安排的通知"
REASON = "载入随系统提供的放假安排（{first}–{last} 年）"


@transaction.atomic
def load_seed() -> CalendarVersion | None:
    """Take in the packaged years that are not known yet; leave the rest alone.

    Run as often as one likes: None when there was nothing to add. A day that the
    county has arranged itself is never overwritten.
    """
    known = {row.year for row in CalendarYear.objects.current()}
    notices = [notice for notice in seed_notices() if notice.year not in known]
    if not notices:
        return None
    urls = {notice.year: notice.url for notice in notices}
    taken = set(CalendarDay.objects.current().values_list("day", flat=True))
    days = [
        DayChange(day.day, day.kind, day.name, Source.NATIONAL, year, urls[year])
        for day, year in seed_days()
        if year in urls and day.day not in taken
    ]
    reason = REASON.format(first=min(urls), last=max(urls))
    by = system("随附日历")
    return change_calendar(Change(days, notices), reason=reason, by=by)


def seed_notices() -> Iterator[YearNotice]:
    """Yield the packaged years with their notices."""
    for row in _rows("notices.csv"):
        year = int(row["year"])
        yield YearNotice(
            year, NOTICE_TITLE.format(year=year), row["changed_by"] or row["url"]
        )


def seed_days() -> Iterator[tuple[rules.SpecialDay, int]]:
    """Yield the packaged special days, each with the year of its arrangement."""
    for row in _rows("special_days.csv"):
        day = date.fromisoformat(row["day"])
        special = rules.SpecialDay(day, rules.DayKind(row["kind"]), row["name"])
        yield special, int(row["year"])


def _rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a packaged table, remarks left aside."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))
