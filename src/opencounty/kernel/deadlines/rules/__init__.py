"""Deadlines as arithmetic: the calendar, the clocks, and why a date is what it is.

Pure: no Django, no clock on the wall, no database. `docs/explanation/deadlines.md`
draws the convention; `clock.Convention` is the one place where it is settled.
"""

from opencounty.kernel.deadlines.rules.backwards import LatestStart, latest_start
from opencounty.kernel.deadlines.rules.calendar import (
    DayKind,
    Nature,
    Reason,
    SpecialDay,
    WorkCalendar,
)
from opencounty.kernel.deadlines.rules.clock import (
    Clock,
    Convention,
    Due,
    Pause,
    Unit,
    due,
    elapsed,
    remaining,
)
from opencounty.kernel.deadlines.rules.explanation import (
    ExplainedDay,
    Explanation,
    Mark,
    explain,
)
from opencounty.kernel.deadlines.rules.levels import Level, Profile, level
from opencounty.kernel.deadlines.rules.minutes import (
    DueAt,
    MinuteClock,
    MinutePause,
    MinuteUnit,
    WorkedDay,
    due_at,
    elapsed_minutes,
    explain_minutes,
)
from opencounty.kernel.deadlines.rules.notices import (
    Mistake,
    Reading,
    read_notice,
)
from opencounty.kernel.deadlines.rules.office import (
    Block,
    MonthDay,
    OfficeHours,
    Season,
)

__all__ = [
    "Block",
    "Clock",
    "Convention",
    "DayKind",
    "Due",
    "DueAt",
    "ExplainedDay",
    "Explanation",
    "LatestStart",
    "Level",
    "Mark",
    "MinuteClock",
    "MinutePause",
    "MinuteUnit",
    "Mistake",
    "MonthDay",
    "Nature",
    "OfficeHours",
    "Pause",
    "Profile",
    "Reading",
    "Reason",
    "Season",
    "SpecialDay",
    "Unit",
    "WorkCalendar",
    "WorkedDay",
    "due",
    "due_at",
    "elapsed",
    "elapsed_minutes",
    "explain",
    "explain_minutes",
    "latest_start",
    "level",
    "read_notice",
    "remaining",
]
