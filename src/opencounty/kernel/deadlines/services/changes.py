"""Changing the calendar: a new version, with reason and name, every time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from opencounty.kernel.deadlines import errors, rules
from opencounty.kernel.deadlines.models import (
    FIRST_YEAR,
    LAST_YEAR,
    CalendarDay,
    CalendarVersion,
    CalendarYear,
)
from opencounty.kernel.deadlines.permissions import EDIT_CALENDAR
from opencounty.kernel.deadlines.services.calendars import current_calendar
from opencounty.kernel.deadlines.services.versions import announce, begin, lock
from opencounty.kernel.org.actor import Actor

LONGEST_NAME = 30
Source = CalendarDay.Source


@dataclass(frozen=True)
class DayChange:
    """What a day is to become; without a kind, a plain day of the week again."""

    day: date
    kind: rules.DayKind | None
    name: str = ""
    source: str = Source.COUNTY
    arrangement: int = 0  # the year whose arrangement names it; 0 is its own
    notice_url: str = ""

    def row(self, version: CalendarVersion) -> CalendarDay:
        """Return the row that says so from `version` on."""
        return CalendarDay(
            day=self.day,
            kind=self.kind or "",
            name=self.name.strip(),
            source=self.source,
            arrangement=self.arrangement or self.day.year,
            notice_url=self.notice_url,
            since=version,
        )

    def holds(self, row: CalendarDay | None) -> bool:
        """Say whether the day stands like this already."""
        if row is None or self.kind is None:
            return row is None and self.kind is None
        return (row.kind, row.name, row.source, row.arrangement, row.notice_url) == (
            self.kind,
            self.name.strip(),
            self.source,
            self.arrangement or self.day.year,
            self.notice_url,
        )


@dataclass(frozen=True)
class YearNotice:
    """The notice that makes a year known."""

    year: int
    title: str
    url: str = ""


@dataclass(frozen=True)
class Change:
    """Days to change, years to declare known, and the version one was looking at."""

    days: Sequence[DayChange] = ()
    years: Sequence[YearNotice] = ()
    based_on: int | None = None


@dataclass(frozen=True)
class Arrangement:
    """A year's official arrangement, as its notice gives it."""

    notice: YearNotice
    days: Sequence[rules.SpecialDay]
    based_on: int | None = None

    def as_change(self) -> Change:
        """Return what taking it in would change.

        Days of an earlier reading of the same arrangement that are not named any
        more become plain again; days that the county itself arranged stay.
        """
        year, url = self.notice.year, self.notice.url
        wanted = [
            DayChange(day.day, day.kind, day.name, Source.NATIONAL, year, url)
            for day in self.days
        ]
        named = {change.day for change in wanted}
        earlier = CalendarDay.objects.current().filter(
            arrangement=year, source=Source.NATIONAL
        )
        dropped = [DayChange(row.day, None) for row in earlier if row.day not in named]
        return Change([*wanted, *dropped], [self.notice], self.based_on)


@transaction.atomic
def change_calendar(change: Change, *, reason: str, by: Actor) -> CalendarVersion:
    """Make a new version of the calendar and move every due day that rests on it."""
    by = by.require(EDIT_CALENDAR)
    before = lock(change.based_on)
    _check(change.days)
    days, years = effective(change), _effective_years(change.years)
    if not days and not years:
        raise errors.NothingChanged

    version = begin(before, reason=reason, by=by)
    current = CalendarDay.objects.current()
    current.filter(day__in=[c.day for c in days]).update(until=version)
    CalendarDay.objects.bulk_create(c.row(version) for c in days if c.kind)
    known = CalendarYear.objects.current()
    known.filter(year__in=[y.year for y in years]).update(until=version)
    CalendarYear.objects.bulk_create(
        CalendarYear(year=y.year, title=y.title, notice_url=y.url, since=version)
        for y in years
    )

    announce(
        version,
        before,
        "deadlines.calendar_changed",
        by=by,
        count=len(days),
        days=[_told(c) for c in days],
        years=[y.year for y in years],
    )
    return version


def load_arrangement(
    arrangement: Arrangement, *, reason: str, by: Actor
) -> CalendarVersion:
    """Take in a year's official arrangement; from then on the year is known."""
    return change_calendar(arrangement.as_change(), reason=reason, by=by)


def previewed(change: Change) -> rules.WorkCalendar:
    """Return the calendar as a change would make it; nothing is written."""
    now = current_calendar()
    special = {day.day: day for day in now.special_days}
    for wanted in change.days:
        special.pop(wanted.day, None)
        if wanted.kind:
            name = wanted.name.strip()
            special[wanted.day] = rules.SpecialDay(wanted.day, wanted.kind, name)
    years = now.known_years | {notice.year for notice in change.years}
    return rules.WorkCalendar(special.values(), years, now.version)


def effective(change: Change) -> list[DayChange]:
    """Return the day changes that would really change something, by day."""
    days = [wanted.day for wanted in change.days]
    rows = {row.day: row for row in CalendarDay.objects.current().filter(day__in=days)}
    real = [wanted for wanted in change.days if not wanted.holds(rows.get(wanted.day))]
    return sorted(real, key=lambda wanted: wanted.day)


def _effective_years(years: Sequence[YearNotice]) -> list[YearNotice]:
    """Return the notices that are new or changed."""
    known = {row.year: row for row in CalendarYear.objects.current()}
    return [
        wanted
        for wanted in years
        if (row := known.get(wanted.year)) is None
        or (row.title, row.notice_url) != (wanted.title, wanted.url)
    ]


def _check(days: Sequence[DayChange]) -> None:
    """Refuse days that cannot be in the calendar."""
    seen: set[date] = set()
    for wanted in days:
        if not FIRST_YEAR <= wanted.day.year <= LAST_YEAR:
            raise errors.DayOutOfRange(day=wanted.day, first=FIRST_YEAR, last=LAST_YEAR)
        if wanted.kind and not 0 < len(wanted.name.strip()) <= LONGEST_NAME:
            raise errors.NameMissing(day=wanted.day)
        if wanted.day in seen:
            raise errors.DayNamedTwice(day=wanted.day)
        seen.add(wanted.day)


def _told(wanted: DayChange) -> str:
    """Return a change as the audit trail keeps it."""
    kind = {rules.DayKind.WORK: "上班", rules.DayKind.REST: "放假", None: "恢复平常"}
    return f"{wanted.day} {wanted.name.strip()}{kind[wanted.kind]}"
