"""Periods that count backwards from a day: notice so long before a hearing."""

from dataclasses import dataclass, field
from datetime import date

from opencounty.kernel.deadlines.rules.calendar import ONE_DAY, WorkCalendar
from opencounty.kernel.deadlines.rules.clock import Clock, Convention, Unit


@dataclass(frozen=True)
class LatestStart:
    """The last day on which something can begin and still leave the whole period."""

    day: date
    provisional: bool
    clock: Clock = field(repr=False)  # the period forward from that day


def latest_start(
    end: date,
    length: int,
    calendar: WorkCalendar,
    *,
    unit: Unit = Unit.WORKING_DAY,
    clear_days: bool = False,
) -> LatestStart:
    """Return the last working day from which `length` days have run by `end`.

    So a notice seven working days before a hearing (行政许可法第四十八条: 七日前)
    is given on this day at the latest: it is not counted itself, the day of the
    hearing is. With `clear_days` that day is not counted either.
    """
    last = end - ONE_DAY if clear_days else end
    if unit is Unit.NATURAL_DAY:
        day = calendar.on_or_before(date.fromordinal(last.toordinal() - length))
    else:
        count = calendar.through(last.toordinal()) - length
        day = date.fromordinal(calendar.ordinal_of(count))
    return LatestStart(
        day=day,
        provisional=calendar.first_unknown(day, end) is not None,
        clock=Clock(day, length, unit, convention=Convention(rest_day_rolls=False)),
    )
