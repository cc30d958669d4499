"""Where the calendar stands in the desk's menu."""

from opencounty.ui import menu

menu.register(
    section="组织与记录",
    label="工作日历",
    url_name="desk_calendar:year",
    position=60,
)
