"""Months with their days marked."""

from typing import Any

from django import template

from opencounty.ui.calendars import Sheet

register = template.Library()


@register.inclusion_tag("ui/components/months.html")
def months(sheet: Sheet) -> dict[str, Any]:
    """Draw the months of a sheet, each a table, with the key above."""
    return {"sheet": sheet, "weekdays": "一二三四五六日"}
