"""What one may be allowed to do with the calendar."""

from opencounty.kernel.org.permissions import register

EDIT_CALENDAR = register("deadlines.edit_calendar", "维护工作日历").name
