"""Charts drawn as SVG: bars, lines, shares, heat, and how a limit is used."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from opencounty.ui import charts
from opencounty.ui.charts import Bar, HeatRow, Part, Point
from opencounty.ui.tags.words import figure

register = template.Library()


@register.inclusion_tag("ui/components/chart_bars.html")
def chart_bars(
    rows: Sequence[Bar], caption: str, head: str = "", unit: str = ""
) -> dict[str, Any]:
    """Compare figures by bars from zero; the chart is its own table."""
    top = max([*(row.value for row in rows), *(row.mark or 0 for row in rows), 0])
    drawn = [
        (
            row,
            charts.percent(row.value, top),
            charts.percent(row.mark, top) if row.mark is not None else "",
        )
        for row in rows
    ]
    notes = any(row.note for row in rows)
    return {
        "rows": drawn,
        "caption": caption,
        "head": head,
        "unit": unit,
        "notes": notes,
    }


@register.inclusion_tag("ui/components/chart_line.html")
def chart_line(points: Sequence[Point], caption: str, unit: str = "") -> dict[str, Any]:
    """Draw a figure over time, from zero, with the table behind."""
    values = [point.value for point in points]
    top = charts.top_of(values)
    return {
        "points": points,
        "first": points[0] if points else None,
        "last": points[-1] if points else None,
        "highest": max(points, key=lambda p: p.value, default=None),
        "line": charts.polyline(values, top=top),
        "levels": [_plain(top), _plain(top / 2), "0"],
        "caption": caption,
        "unit": unit,
        "name": charts.name_of(caption),
    }


@register.inclusion_tag("ui/components/chart_share.html")
def chart_share(parts: Sequence[Part], caption: str, unit: str = "") -> dict[str, Any]:
    """Divide a whole into two or three parts, with the table behind."""
    if len(parts) > 3:
        raise template.TemplateSyntaxError("a share has at most three parts: use bars")
    whole = sum(part.value for part in parts)
    drawn, start = [], 0.0
    for number, part in enumerate(parts, 1):
        width = charts.percent(part.value, whole)
        drawn.append((number, part, charts.percent(start, whole), width))
        start += part.value
    return {
        "parts": drawn,
        "whole": _plain(whole),
        "caption": caption,
        "unit": unit,
        "name": charts.name_of(caption),
    }


@register.inclusion_tag("ui/components/chart_heat.html")
def chart_heat(
    rows: Sequence[HeatRow], columns: Sequence[str], caption: str, unit: str = "%"
) -> dict[str, Any]:
    """Colour the figures of a table by size."""
    whole = max([v for row in rows for v in row.values if v is not None] or [0])
    drawn = [
        (row.label, [(value, charts.heat(value, whole)) for value in row.values])
        for row in rows
    ]
    return {"rows": drawn, "columns": columns, "caption": caption, "unit": unit}


@register.simple_tag
def spark(values: Sequence[float]) -> SafeString:
    """Draw how a figure moved; the figure and its words stand beside it."""
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" preserveAspectRatio="none"'
        ' aria-hidden="true" focusable="false">'
        '<polyline class="line" points="{}"/></svg>',
        charts.SPARK_WIDTH,
        charts.SPARK_HEIGHT,
        charts.sparkline(values),
    )


@register.inclusion_tag("ui/components/track.html")
def track(used: float, paused: float, over: float, whole: float) -> dict[str, Any]:
    """Draw how much of a limit is used, paused and overrun, in days."""
    lengths = (("used", used), ("paused", paused), ("over", over))
    whole = max(whole, used + paused + over)
    drawn, start = [], 0.0
    for kind, length in lengths:
        drawn.append(
            (kind, charts.percent(start, whole), charts.percent(length, whole))
        )
        start += length
    return {"parts": drawn}


def _plain(value: float) -> str:
    """Write a figure without a fraction that is not there."""
    return figure(int(value) if value == int(value) else value)
