"""The days that the kit's page shows: an autumn with its holidays."""

from datetime import date

from opencounty.kernel.deadlines.rules import (
    Clock,
    DayKind,
    Pause,
    SpecialDay,
    Unit,
    WorkCalendar,
    due,
    explain,
)
from opencounty.ui.calendars import Sheet, of_explanation, of_year

HOLIDAY = [
    SpecialDay(date(2026, 10, day), DayKind.REST, "国庆节") for day in range(1, 8)
]
MADE_UP = SpecialDay(date(2026, 10, 10), DayKind.WORK, "国庆节")
COUNTY_DAY = SpecialDay(date(2026, 10, 16), DayKind.REST, "县庆")
CALENDAR = WorkCalendar([*HOLIDAY, MADE_UP, COUNTY_DAY], [2026])


def sheets() -> dict[str, Sheet]:
    """Return days in every state, by the names the templates use."""
    asked = Pause(date(2026, 10, 12), date(2026, 10, 15), "征求第三方意见")
    working = Clock(date(2026, 9, 25), 10, pauses=(asked,))
    natural = Clock(date(2026, 12, 18), 15, Unit.NATURAL_DAY)
    year = of_year(CALENDAR, 2026, [COUNTY_DAY.day])
    return {
        "reckoned": of_explanation(explain(due(working, CALENDAR))),
        "rolled": of_explanation(explain(due(natural, CALENDAR))),
        "arranged": Sheet(year.months[8:10], year.key),
    }
