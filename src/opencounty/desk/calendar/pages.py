"""What the pages of the calendar show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from opencounty.kernel.deadlines import services
from opencounty.kernel.deadlines.models import (
    FIRST_YEAR,
    LAST_YEAR,
    CalendarDay,
    CalendarVersion,
    CalendarYear,
)
from opencounty.kernel.deadlines.rules import Reason, WorkCalendar
from opencounty.kernel.deadlines.services import Change
from opencounty.ui import calendars
from opencounty.ui.parts import Fact


@dataclass(frozen=True)
class YearPage:
    """A year of the calendar in one of its versions."""

    year: int
    version: CalendarVersion | None
    newest: CalendarVersion | None

    @cached_property
    def calendar(self) -> WorkCalendar:
        """Return the calendar of that version."""
        if self.version is None:
            return services.current_calendar()
        return services.calendar_at(self.version)

    @property
    def is_old(self) -> bool:
        """Say whether another version is in force."""
        return self.version != self.newest

    @cached_property
    def notice(self) -> CalendarYear | None:
        """Return the notice that makes the year known."""
        if self.version is None:
            return None
        years = CalendarYear.objects.at(self.version.number).for_year(self.year)
        return years.first()

    @cached_property
    def stretches(self) -> list["Stretch"]:
        """Return the holidays and make-up days of the year, oldest first."""
        if self.version is None:
            return []
        return stretches(CalendarDay.objects.at(self.version.number).in_year(self.year))

    @cached_property
    def sheet(self) -> calendars.Sheet:
        """Return the months of the year."""
        return calendars.of_year(self.calendar, self.year)

    @property
    def facts(self) -> list[Fact]:
        """Return the year in figures."""
        return year_facts(self.calendar, self.year)

    @property
    def before(self) -> int | None:
        """Return the year before, while there is one."""
        return self.year - 1 if self.year > FIRST_YEAR else None

    @property
    def after(self) -> int | None:
        """Return the year after, while there is one."""
        return self.year + 1 if self.year < LAST_YEAR else None


@dataclass(frozen=True)
class Stretch:
    """Days in a row that one arrangement makes the same."""

    first: CalendarDay
    last: CalendarDay

    @property
    def length(self) -> int:
        """Return how many days they are."""
        return (self.last.day - self.first.day).days + 1

    @property
    def query(self) -> str:
        """Return the address' query that asks to change them."""
        until = f"&last={self.last.day}" if self.length > 1 else ""
        return f"?day={self.first.day}{until}"

    def goes_on_with(self, row: CalendarDay) -> bool:
        """Say whether `row` is the next day of it."""
        same = ("kind", "name", "source")
        return (row.day - self.last.day).days == 1 and all(
            getattr(row, name) == getattr(self.last, name) for name in same
        )


def stretches(rows: Iterable[CalendarDay]) -> list[Stretch]:
    """Join rows of days, in order, into stretches."""
    joined: list[Stretch] = []
    for row in rows:
        if joined and joined[-1].goes_on_with(row):
            joined[-1] = Stretch(joined[-1].first, row)
        else:
            joined.append(Stretch(row, row))
    return joined


def year_facts(calendar: WorkCalendar, year: int) -> list[Fact]:
    """Return how many days of a year are worked, made up and off."""
    special = [calendar.nature(s.day) for s in calendar.special_days]
    here = [nature for nature in special if nature.day.year == year]
    made_up = sum(nature.reason is Reason.MAKE_UP for nature in here)
    off = sum(nature.reason is Reason.HOLIDAY for nature in here)
    return [
        Fact("工作日", f"{calendar.working_days_in(year)} 天"),
        Fact("放假", f"{off} 天"),
        Fact("调休上班", f"{made_up} 天"),
    ]


@dataclass(frozen=True)
class ChangedDay:
    """A day before and after a change, in words."""

    day: date
    was: str
    now: str


@dataclass(frozen=True)
class Preview:
    """What a change would do, before it is done."""

    change: Change

    @cached_property
    def after(self) -> WorkCalendar:
        """Return the calendar as it would be."""
        return services.previewed(self.change)

    @cached_property
    def days(self) -> list[ChangedDay]:
        """Return the days that would really change."""
        days = [wanted.day for wanted in services.effective(self.change)]
        return changed_days(days, services.current_calendar(), self.after)

    @property
    def total(self) -> str:
        """Return how many days would change, as words are put together."""
        return str(len(self.days))

    @property
    def years(self) -> list[tuple[int, list[Fact], calendars.Sheet]]:
        """Return the years of the notice, or those of the days, as they would be."""
        noticed = {notice.year for notice in self.change.years}
        years = noticed or {day.day.year for day in self.days}
        return [
            (year, year_facts(self.after, year), self._sheet(year))
            for year in sorted(years)
        ]

    def _sheet(self, year: int) -> calendars.Sheet:
        """Draw a year; of a change of single days only the months they are in.

        The notice of a year may name days of the December before.
        """
        days = [changed.day for changed in self.days]
        if self.change.years:
            return calendars.of_year(
                self.after, year, (d for d in days if d.year <= year)
            )
        here = {day for day in days if day.year == year}
        sheet = calendars.of_year(self.after, year, here)
        touched = {day.month for day in here}
        months = tuple(month for month in sheet.months if month.number in touched)
        return calendars.Sheet(months, sheet.key)


def changed_days(
    days: Iterable[date], before: WorkCalendar, after: WorkCalendar
) -> list[ChangedDay]:
    """Return each day with its nature before and after."""
    return [
        ChangedDay(day, before.nature(day).words, after.nature(day).words)
        for day in sorted(set(days))
    ]


def changes_of(version: CalendarVersion) -> list[ChangedDay]:
    """Return the days that a version changed."""
    after = services.calendar_at(version)
    previous = CalendarVersion.objects.before(version)
    before = services.calendar_at(previous) if previous else WorkCalendar([], [])
    touched = CalendarDay.objects.touched_in(version.number)
    return changed_days(touched.values_list("day", flat=True), before, after)
