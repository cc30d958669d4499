"""Why a due day is what it is: every day from the start, counted or not."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from opencounty.kernel.deadlines.rules.calendar import (
    Nature,
    Reason,
)
from opencounty.kernel.deadlines.rules.clock import Due, Pause, Unit


class Mark(StrEnum):
    """What was done with a day."""

    START = "start"
    COUNTED = "counted"
    SKIPPED = "skipped"
    PAUSED = "paused"
    ROLLED = "rolled"  # after the last natural day, until the first working day


@dataclass(frozen=True)
class ExplainedDay:
    """One day, what was done with it, and the reason."""

    nature: Nature
    mark: Mark
    number: int = 0  # which day of the period it is, when counted
    extended: bool = False  # belongs to the extension
    pause: Pause | None = None
    last: bool = False  # the due day

    @property
    def day(self) -> date:
        """Return the date."""
        return self.nature.day

    @property
    def words(self) -> str:
        """Return the reason as people say it."""
        match self.mark:
            case Mark.START:
                return "起算当日，不计入"
            case Mark.PAUSED:
                why = self.pause.reason if self.pause else ""
                return f"期限中止：{why}" if why else "期限中止"
            case Mark.ROLLED:
                return "顺延到这一天" if self.last else f"{self.nature.words}，顺延"
            case _:
                return self.nature.words


@dataclass(frozen=True)
class Explanation:
    """Every day from day 0 to the due day."""

    days: tuple[ExplainedDay, ...]

    @property
    def counted(self) -> tuple[ExplainedDay, ...]:
        """Return the days that were counted."""
        return self._marked(Mark.COUNTED)

    @property
    def skipped(self) -> tuple[ExplainedDay, ...]:
        """Return the rest days that were passed over."""
        return self._marked(Mark.SKIPPED)

    @property
    def paused(self) -> tuple[ExplainedDay, ...]:
        """Return the days that a pause took out."""
        return self._marked(Mark.PAUSED)

    @property
    def made_up(self) -> tuple[ExplainedDay, ...]:
        """Return the weekend days that counted because they were worked."""
        return tuple(d for d in self.counted if d.nature.reason is Reason.MAKE_UP)

    @property
    def first_unknown(self) -> date | None:
        """Return from which day on the calendar is a guess."""
        return next((d.day for d in self.days[1:] if not d.nature.known), None)

    @property
    def reasons(self) -> dict[str, int]:
        """Return how many days were left out for each reason, commonest first."""
        left_out = (*self.skipped, *self.paused)
        return dict(Counter(day.words for day in left_out).most_common())

    def _marked(self, mark: Mark) -> tuple[ExplainedDay, ...]:
        return tuple(day for day in self.days if day.mark is mark)


def explain(due: Due) -> Explanation:
    """Return every day of a due day's reckoning; worked out only when asked for."""
    clock = due.clock
    telling = _Telling(due)
    days = [ExplainedDay(due.calendar.nature(clock.start), Mark.START)]
    days += telling.days(clock.start, due.before_extension, clock.length)
    days += telling.days(due.before_extension, due.day, clock.extension, extended=True)
    if len(days) > 1:
        days[-1] = replace(days[-1], last=True)
    return Explanation(tuple(days))


class _Telling:
    """Tells the days of a due day's reckoning, the numbers running on."""

    def __init__(self, due: Due) -> None:
        self.calendar = due.calendar
        self.every_day = due.clock.unit is Unit.NATURAL_DAY
        self.number = 0
        spans = (
            (pause.span(due.clock.convention, due.as_of), pause)
            for pause in sorted(due.clock.pauses, key=lambda pause: pause.begins)
        )
        self.pauses = [(span, pause) for span, pause in spans if span]

    def days(
        self, after: date, until: date, length: int, *, extended: bool = False
    ) -> Iterator[ExplainedDay]:
        """Yield the days of (after, until], of which `length` are counted."""
        last = self.number + length
        for ordinal in range(after.toordinal() + 1, until.toordinal() + 1):
            nature = self.calendar.nature(date.fromordinal(ordinal))
            counts = nature.working or self.every_day
            pause = self._pause_on(ordinal) if counts else None
            if pause:
                yield ExplainedDay(nature, Mark.PAUSED, 0, extended, pause)
            elif not counts:
                yield ExplainedDay(nature, Mark.SKIPPED, 0, extended)
            elif self.number == last:
                yield ExplainedDay(nature, Mark.ROLLED, 0, extended)
            else:
                self.number += 1
                yield ExplainedDay(nature, Mark.COUNTED, self.number, extended)

    def _pause_on(self, ordinal: int) -> Pause | None:
        """Return the pause that takes out this day, the earliest of several."""
        for (first, last), pause in self.pauses:
            if first <= ordinal <= last:
                return pause
        return None
