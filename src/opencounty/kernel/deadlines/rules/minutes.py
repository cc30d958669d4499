"""Clocks that run in minutes: on the wall, or in office hours only."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from opencounty.kernel.deadlines.rules.calendar import ONE_DAY, Nature, WorkCalendar
from opencounty.kernel.deadlines.rules.office import BEIJING, OfficeHours

LONGEST_MINUTES = 5_000_000  # some nine years on the wall
FURTHEST = timedelta(days=365 * 80)  # longer than any period, pauses included

Stretch = tuple[datetime, datetime]  # half-open


class MinuteUnit(StrEnum):
    """Which minutes count."""

    WALL_MINUTE = "wall_minute"
    WORKING_MINUTE = "working_minute"


@dataclass(frozen=True)
class MinutePause:
    """A time in which the clock stands still, [begins, ends); open without an end."""

    begins: datetime
    ends: datetime | None = None

    def __post_init__(self) -> None:
        if self.ends is not None and self.ends < self.begins:
            raise ValueError("a pause does not end before it begins")


@dataclass(frozen=True)
class MinuteClock:
    """A period in minutes from an instant."""

    start: datetime
    length: int
    unit: MinuteUnit = MinuteUnit.WORKING_MINUTE
    pauses: tuple[MinutePause, ...] = ()
    extension: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.length + self.extension <= LONGEST_MINUTES:
            raise ValueError(f"a period lasts 0 to {LONGEST_MINUTES} minutes")
        if self.start.tzinfo is None:
            raise ValueError("an instant has a time zone")


@dataclass(frozen=True)
class DueAt:
    """The instant at which a period in minutes is over."""

    at: datetime
    provisional: bool
    suspended: bool
    clock: MinuteClock = field(repr=False)


@dataclass(frozen=True)
class WorkedDay:
    """How many minutes of a day ran on the clock, and what kind of day it was."""

    nature: Nature
    minutes: int


def due_at(
    clock: MinuteClock,
    calendar: WorkCalendar,
    hours: OfficeHours,
    as_of: datetime | None = None,
) -> DueAt:
    """Return the instant `clock` runs out: a period full at noon is due at noon.

    An open pause lasts until `as_of`; without it, it has taken nothing yet.
    """
    left = timedelta(minutes=clock.length + clock.extension)
    at = clock.start.astimezone(BEIJING)
    for begins, ends in _running(clock, calendar, hours, as_of) if left else ():
        at = begins + min(left, ends - begins)
        left -= at - begins
        if not left:
            break
    return DueAt(
        at=at,
        provisional=_unknown(
            clock.start.astimezone(BEIJING).date(), at.date(), calendar
        ),
        suspended=any(p.ends is None and p.begins < at for p in clock.pauses),
        clock=clock,
    )


def elapsed_minutes(
    clock: MinuteClock, at: datetime, calendar: WorkCalendar, hours: OfficeHours
) -> int:
    """Return the whole minutes used up at an instant, pauses left out."""
    used = timedelta()
    for begins, ends in _running(clock, calendar, hours, at):
        if begins >= at:
            break
        used += min(ends, at) - begins
    return int(used.total_seconds() // 60)


def explain_minutes(
    due: DueAt,
    calendar: WorkCalendar,
    hours: OfficeHours,
    as_of: datetime | None = None,
) -> tuple[WorkedDay, ...]:
    """Return every day from the start to the due instant with its minutes."""
    used: dict[date, timedelta] = {}
    for begins, ends in _running(due.clock, calendar, hours, as_of):
        if begins >= due.at:
            break
        for day, part in _by_day(begins, min(ends, due.at)):
            used[day] = used.get(day, timedelta()) + part
    first = due.clock.start.astimezone(BEIJING).date().toordinal()
    days = map(date.fromordinal, range(first, due.at.date().toordinal() + 1))
    return tuple(
        WorkedDay(
            calendar.nature(day), int(used.get(day, timedelta()).total_seconds()) // 60
        )
        for day in days
    )


def _running(
    clock: MinuteClock,
    calendar: WorkCalendar,
    hours: OfficeHours,
    as_of: datetime | None,
) -> Iterator[Stretch]:
    """Yield the stretches of time in which the clock runs, in order."""
    start = clock.start.astimezone(BEIJING)
    stretches = (
        iter([(start, start + FURTHEST)])
        if clock.unit is MinuteUnit.WALL_MINUTE
        else _office_time(start, calendar, hours)
    )
    stops = _stops(clock, as_of)
    for begins, ends in stretches:
        now = begins
        for stop, resume in stops:
            if resume <= now:
                continue
            if stop >= ends:
                break
            if stop > now:
                yield now, stop
            now = resume
        if now < ends:
            yield now, ends


def _office_time(
    start: datetime, calendar: WorkCalendar, hours: OfficeHours
) -> Iterator[Stretch]:
    """Yield the open times of the office from an instant on."""
    day = calendar.on_or_after(start.date())
    while True:
        for block in hours.on(day):
            opens, closes = block.on(day)
            if closes > start:
                yield max(opens, start), closes
        day = calendar.on_or_after(day + ONE_DAY)


def _stops(clock: MinuteClock, as_of: datetime | None) -> list[Stretch]:
    """Return the pauses in order, overlapping ones joined."""
    closed = [
        (p.begins.astimezone(BEIJING), ends.astimezone(BEIJING))
        for p in clock.pauses
        if (ends := p.ends or as_of) and ends > p.begins
    ]
    joined: list[Stretch] = []
    for stop, resume in sorted(closed):
        if joined and stop <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], resume))
        else:
            joined.append((stop, resume))
    return joined


def _by_day(begins: datetime, ends: datetime) -> Iterator[tuple[date, timedelta]]:
    """Split a stretch at midnights."""
    while begins < ends:
        midnight = datetime.combine(
            begins.date() + ONE_DAY, datetime.min.time(), BEIJING
        )
        stop = min(midnight, ends)
        yield begins.date(), stop - begins
        begins = stop


def _unknown(first: date, last: date, calendar: WorkCalendar) -> bool:
    """Say whether the reckoning touched a year whose arrangement is not known."""
    return any(y not in calendar.known_years for y in range(first.year, last.year + 1))
