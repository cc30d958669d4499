"""The calendar and the office hours, ready for the rules to reckon with."""

from collections.abc import Iterable
from datetime import time
from functools import lru_cache
from itertools import groupby
from uuid import UUID

from opencounty.kernel.deadlines import rules
from opencounty.kernel.deadlines.models import (
    CalendarDay,
    CalendarVersion,
    CalendarYear,
    OfficeHours,
)

# until a county sets its own
USUAL_HOURS = rules.OfficeHours(
    (
        rules.Block(time(8, 30), time(12, 0)),
        rules.Block(time(14, 30), time(17, 30)),
    )
)
_UNKNOWN = rules.WorkCalendar([], [])


def current_calendar() -> rules.WorkCalendar:
    """Return the calendar in force; one query, the rest is kept in memory."""
    newest = CalendarVersion.objects.order_by("-number").values_list("number", "code")
    found = newest.first()
    return _compiled(*found) if found else _UNKNOWN


def calendar_at(version: CalendarVersion) -> rules.WorkCalendar:
    """Return the calendar as it stood in `version`."""
    return _compiled(version.number, version.code)


def office_hours(unit_id: int | None = None) -> rules.OfficeHours:
    """Return a unit's hours in force, else the county's, else the usual ones."""
    rows = OfficeHours.objects.current()
    own = [*rows.filter(unit=unit_id)] if unit_id is not None else []
    return _hours(own or [*rows.filter(unit=None)])


@lru_cache(maxsize=8)
def _compiled(number: int, code: UUID) -> rules.WorkCalendar:
    """Build the calendar of a version; its code tells it from any other."""
    days = CalendarDay.objects.at(number)
    years = CalendarYear.objects.at(number).values_list("year", flat=True)
    return rules.WorkCalendar((day.as_rule() for day in days), years, number)


def _hours(rows: Iterable[OfficeHours]) -> rules.OfficeHours:
    """Build office hours from their blocks; a set without usual ones gets ours."""
    usual = USUAL_HOURS.usual
    seasons: list[rules.Season] = []
    for (begins, ends), blocks in groupby(
        rows, lambda row: (row.begins_on, row.ends_on)
    ):
        hours = tuple(rules.Block(row.opens, row.closes) for row in blocks)
        if begins:
            seasons.append(rules.Season(_month_day(begins), _month_day(ends), hours))
        else:
            usual = hours
    return rules.OfficeHours(usual, tuple(seasons))


def _month_day(text: str) -> rules.MonthDay:
    """Read "06-01"."""
    month, day = text.split("-")
    return int(month), int(day)
