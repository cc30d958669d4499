"""Verbs of the calendar: read it, change it, load it, set office hours."""

from opencounty.kernel.deadlines.services.calendars import (
    USUAL_HOURS,
    calendar_at,
    current_calendar,
    office_hours,
)
from opencounty.kernel.deadlines.services.changes import (
    Arrangement,
    Change,
    DayChange,
    YearNotice,
    change_calendar,
    effective,
    load_arrangement,
    previewed,
)
from opencounty.kernel.deadlines.services.hours import set_office_hours
from opencounty.kernel.deadlines.services.recomputing import (
    Moved,
    Recomputer,
    register_recomputer,
)
from opencounty.kernel.deadlines.services.seeds import NOTICE_TITLE, load_seed

__all__ = [
    "NOTICE_TITLE",
    "USUAL_HOURS",
    "Arrangement",
    "Change",
    "DayChange",
    "Moved",
    "Recomputer",
    "YearNotice",
    "calendar_at",
    "change_calendar",
    "current_calendar",
    "effective",
    "load_arrangement",
    "load_seed",
    "office_hours",
    "previewed",
    "register_recomputer",
    "set_office_hours",
]
