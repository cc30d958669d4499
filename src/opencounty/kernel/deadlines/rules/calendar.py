"""The calendar of working days: weekends, holidays and make-up days (调休).

A year is known once its official arrangement is loaded. Every other year falls
back to plain weekends, so that no date ever fails; what rests on one is marked.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ONE_DAY = timedelta(days=1)
FRIDAY = 4


class DayKind(StrEnum):
    """What an arrangement makes of a day."""

    WORK = "work"
    REST = "rest"


class Reason(StrEnum):
    """Why a day is worked or not."""

    WEEKDAY = "weekday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"


@dataclass(frozen=True)
class SpecialDay:
    """A day that an arrangement names: a holiday, or a make-up day."""

    day: date
    kind: DayKind
    name: str


@dataclass(frozen=True)
class Nature:
    """What a day is: worked or not, for which reason, and whether that is official."""

    day: date
    working: bool
    reason: Reason
    name: str  # of the holiday, "" on plain days
    known: bool

    @property
    def words(self) -> str:
        """Return the reason as people say it."""
        if self.reason is Reason.HOLIDAY:
            return f"{self.name}放假"
        if self.reason is Reason.MAKE_UP:
            return f"{self.name}调休上班"
        return "双休日" if self.reason is Reason.WEEKEND else "工作日"


class WorkCalendar:
    """Working days over all time; counting and finding take O(log n).

    Between two days that break the week's rhythm the count of working days is
    arithmetic, so it is enough to remember the count at each such day.
    """

    def __init__(
        self,
        special: Iterable[SpecialDay],
        known_years: Iterable[int],
        version: int = 0,
    ) -> None:
        self.version = version
        self.known_years = frozenset(known_years)
        self._special = {special_day.day: special_day for special_day in special}
        breaks = [
            (s.day.toordinal(), 1 if s.kind is DayKind.WORK else -1)
            for s in sorted(self._special.values(), key=lambda s: s.day)
            if (s.kind is DayKind.WORK) != _plain_weekday(s.day)
        ]
        self._breaks = [ordinal for ordinal, _ in breaks]
        self._shifts = [0]  # the shift of the count after so many breaks
        for _, shift in breaks:
            self._shifts.append(self._shifts[-1] + shift)
        self._counts = [
            _weekdays(ordinal) + self._shifts[place]
            for place, ordinal in enumerate(self._breaks, 1)
        ]

    @property
    def special_days(self) -> tuple[SpecialDay, ...]:
        """Return every named day, oldest first."""
        return tuple(sorted(self._special.values(), key=lambda s: s.day))

    def nature(self, day: date) -> Nature:
        """Return what `day` is and why."""
        known = day.year in self.known_years
        special = self._special.get(day)
        plain = _plain_weekday(day)
        working = plain if special is None else special.kind is DayKind.WORK
        if special is None or (working and plain):
            reason = Reason.WEEKDAY if plain else Reason.WEEKEND
            return Nature(day, working, reason, "", known)
        reason = Reason.MAKE_UP if working else Reason.HOLIDAY
        return Nature(day, working, reason, special.name, known)

    def is_working_day(self, day: date) -> bool:
        """Say whether `day` is worked; see `is_known` for how sure that is."""
        special = self._special.get(day)
        if special is None:
            return _plain_weekday(day)
        return special.kind is DayKind.WORK

    def is_known(self, day: date) -> bool:
        """Say whether the official arrangement of that year is loaded."""
        return day.year in self.known_years

    def first_unknown(self, after: date, until: date) -> date | None:
        """Return the first day of (after, until] whose year is not known."""
        first = after + ONE_DAY
        for year in range(first.year, until.year + 1):
            if year not in self.known_years:
                return max(first, date(year, 1, 1)) if first <= until else None
        return None

    def through(self, ordinal: int) -> int:
        """Return how many working days there are up to and on a day of this ordinal."""
        return _weekdays(ordinal) + self._shifts[bisect_right(self._breaks, ordinal)]

    def ordinal_of(self, count: int) -> int:
        """Return the ordinal of the working day at which `through` reaches `count`."""
        place = bisect_left(self._counts, count)
        found = _nth_weekday(count - self._shifts[place])
        if place < len(self._breaks) and found >= self._breaks[place]:
            return self._breaks[place]
        return found

    def count(self, after: date, until: date) -> int:
        """Return the number of working days in (after, until]."""
        return self.through(until.toordinal()) - self.through(after.toordinal())

    def on_or_after(self, day: date) -> date:
        """Return the first working day from `day` on."""
        before = self.through(day.toordinal() - 1)
        return date.fromordinal(self.ordinal_of(before + 1))

    def on_or_before(self, day: date) -> date:
        """Return the last working day up to `day`."""
        return date.fromordinal(self.ordinal_of(self.through(day.toordinal())))

    def working_days_in(self, year: int) -> int:
        """Return how many working days a year has."""
        return self.count(date(year - 1, 12, 31), date(year, 12, 31))


def _plain_weekday(day: date) -> bool:
    """Say whether `day` is Monday to Friday."""
    return day.weekday() <= FRIDAY


def _weekdays(ordinal: int) -> int:
    """Return how many Mondays to Fridays there are in ordinals 1 to `ordinal`."""
    weeks, rest = divmod(ordinal, 7)  # ordinal 1 is a Monday
    return 5 * weeks + min(rest, 5)


def _nth_weekday(number: int) -> int:
    """Return the ordinal of the `number`-th Monday to Friday, counted from 1."""
    weeks, rest = divmod(number - 1, 5)
    return 7 * weeks + rest + 1
