"""Clocks that run in days: start, pauses, extension, due day, what is left."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from opencounty.kernel.deadlines.rules.calendar import WorkCalendar

LONGEST = 100_000  # days; keeps every due day inside what a date can hold

Span = tuple[int, int]  # ordinals, both ends included


class Unit(StrEnum):
    """What a period in days is counted in."""

    WORKING_DAY = "working_day"
    NATURAL_DAY = "natural_day"


@dataclass(frozen=True)
class Convention:
    """How the edges of a period are counted, where the law leaves it to practice.

    The day of the event is day 0 and never counted; a period ends with the end of
    its last day (so 公安机关办理行政案件程序规定第三十五条 for its own field).
    A pause from S to E takes out the days (S, E]: on S the clock still ran, on E
    not yet again. The laws say only that the time "is not counted" (行政许可法
    第四十五条, 政府信息公开条例第三十三条第三款), so these edges are the platform's
    own; a local rule that takes out S as well is `pause_start_counts=False`.
    """

    pause_start_counts: bool = True
    pause_end_counts: bool = False
    rest_day_rolls: bool = True  # of natural days; working days end on one anyway


USUAL = Convention()


@dataclass(frozen=True)
class Pause:
    """A time in which the clock stands still (中止); open while `ends` is None."""

    begins: date
    ends: date | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        if self.ends is not None and self.ends < self.begins:
            raise ValueError("a pause does not end before it begins")

    def span(self, convention: Convention, until: date | None) -> Span | None:
        """Return the days taken out; an open pause lasts `until`, if that is given."""
        first = self.begins.toordinal() + convention.pause_start_counts
        if self.ends is not None:
            last = self.ends.toordinal() - convention.pause_end_counts
        else:
            last = until.toordinal() if until is not None else 0
        return (first, last) if first <= last else None


@dataclass(frozen=True)
class Clock:
    """A period that runs: from when, how long, when it stood still, how extended."""

    start: date  # day 0, not counted
    length: int
    unit: Unit = Unit.WORKING_DAY
    pauses: tuple[Pause, ...] = ()
    extension: int = 0  # in the same unit, added to the due day
    convention: Convention = USUAL

    def __post_init__(self) -> None:
        if not 0 <= self.length <= LONGEST or not 0 <= self.extension <= LONGEST:
            raise ValueError(f"a period lasts 0 to {LONGEST} days")

    def paused(self, *pauses: Pause) -> "Clock":
        """Return the clock with further pauses."""
        return replace(self, pauses=(*self.pauses, *pauses))

    def extended(self, days: int) -> "Clock":
        """Return the clock with `days` more."""
        return replace(self, extension=self.extension + days)

    def restarted(self, on: date) -> "Clock":
        """Return the clock begun anew on `on`, whole, earlier pauses forgotten."""
        return Clock(on, self.length, self.unit, convention=self.convention)


@dataclass(frozen=True)
class Due:
    """The last day of a period; it runs to the end of that day."""

    day: date
    before_extension: date
    provisional: bool  # rests on a year whose arrangement is not known
    suspended: bool  # the clock stands still: this is the earliest it can be
    paused_days: int  # days of the clock's unit that pauses took out
    clock: Clock = field(repr=False)
    calendar: WorkCalendar = field(repr=False, compare=False)
    as_of: date | None = field(default=None, repr=False, compare=False)


def due(clock: Clock, calendar: WorkCalendar, as_of: date | None = None) -> Due:
    """Return the due day of `clock`.

    An open pause is taken to last until `as_of`; without it, to have taken nothing
    yet. Either way the due day is then the earliest possible, and says so.
    """
    spans = united(clock.pauses, clock.convention, as_of)
    count = _Count(calendar, clock.unit)
    first = _last_day(clock, clock.start.toordinal(), clock.length, spans, count)
    last = first
    if clock.extension:
        last = _last_day(clock, first, clock.extension, spans, count)
    day = date.fromordinal(last)
    return Due(
        day=day,
        before_extension=date.fromordinal(first),
        provisional=calendar.first_unknown(clock.start, day) is not None,
        suspended=any(_open_on(p, day, clock.convention) for p in clock.pauses),
        paused_days=count.taken(spans, clock.start.toordinal(), last),
        clock=clock,
        calendar=calendar,
        as_of=as_of,
    )


def elapsed(clock: Clock, on: date, calendar: WorkCalendar) -> int:
    """Return the days of the clock used up by the end of `on`, pauses left out."""
    count = _Count(calendar, clock.unit)
    start, end = clock.start.toordinal(), max(clock.start, on).toordinal()
    spans = united(clock.pauses, clock.convention, on)
    return count.through(end) - count.through(start) - count.taken(spans, start, end)


def remaining(clock: Clock, on: date, calendar: WorkCalendar) -> int:
    """Return the days left after `on`: 0 on the due day, negative when overdue."""
    count = _Count(calendar, clock.unit)
    last = due(clock, calendar, on).day.toordinal()
    now = max(clock.start, on).toordinal()
    if now > last:
        return count.through(last) - count.through(now)
    spans = united(clock.pauses, clock.convention, on)
    return count.through(last) - count.through(now) - count.taken(spans, now, last)


def united(
    pauses: Collection[Pause], convention: Convention, until: date | None
) -> tuple[Span, ...]:
    """Return the days that pauses take out, overlapping and adjoining ones joined."""
    if not pauses:
        return ()
    spans: list[Span] = []
    for span in sorted(s for p in pauses if (s := p.span(convention, until))):
        if spans and span[0] <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(spans[-1][1], span[1]))
        else:
            spans.append(span)
    return tuple(spans)


class _Count:
    """Counts days of one unit: working days by the calendar, or every day."""

    def __init__(self, calendar: WorkCalendar, unit: Unit) -> None:
        self.calendar = calendar
        self.every_day = unit is Unit.NATURAL_DAY

    def through(self, ordinal: int) -> int:
        return ordinal if self.every_day else self.calendar.through(ordinal)

    def ordinal_of(self, count: int) -> int:
        return count if self.every_day else self.calendar.ordinal_of(count)

    def taken(self, spans: tuple[Span, ...], after: int, until: int) -> int:
        """Return how many days of (after, until] the spans take out."""
        clipped = ((max(first - 1, after), min(last, until)) for first, last in spans)
        return sum(self.through(b) - self.through(a) for a, b in clipped if a < b)


def _last_day(
    clock: Clock, start: int, length: int, spans: tuple[Span, ...], count: _Count
) -> int:
    """Return the ordinal of the `length`-th day after `start`, rolled if need be."""
    if not length:
        return start
    target = count.through(start) + length
    last = count.ordinal_of(target)
    for first_out, last_out in spans:
        if last < first_out:
            break
        target += count.taken(((first_out, last_out),), start, last_out)
        last = count.ordinal_of(target)
    if count.every_day and clock.convention.rest_day_rolls:
        return _rolled(last, spans, count.calendar)
    return last


def _rolled(ordinal: int, spans: tuple[Span, ...], calendar: WorkCalendar) -> int:
    """Return the first working day from `ordinal` on that no pause takes out."""
    ordinal = calendar.on_or_after(date.fromordinal(ordinal)).toordinal()
    for first_out, last_out in spans:
        if first_out <= ordinal <= last_out:
            after = date.fromordinal(last_out + 1)
            ordinal = calendar.on_or_after(after).toordinal()
    return ordinal


def _open_on(pause: Pause, day: date, convention: Convention) -> bool:
    """Say whether an open pause keeps the clock from running out on `day`."""
    first_out = pause.begins.toordinal() + convention.pause_start_counts
    return pause.ends is None and first_out <= day.toordinal()
