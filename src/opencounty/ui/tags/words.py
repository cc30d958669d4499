"""Small words: icons, lights, tags, figures and dates."""

import re
from datetime import date, datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import is_aware, localtime

from opencounty.ui.lights import TONES, Light, of_days_left

register = template.Library()
WEEKDAYS = "一二三四五六日"
TABLE = re.compile(r"<(/?)table\b", re.IGNORECASE)
OPENING = '<div class="scroll" tabindex="0" role="region" aria-label="表格{}">'


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite; a word must stand beside it."""
    return format_html(
        '<svg class="icon" width="20" height="20" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        static("ui/icons.svg"),
        name,
    )


@register.simple_tag
def light(tone: str | Light, words: str = "") -> SafeString:
    """Show a light: `{% light "late" "超期 1 天" %}` or `{% light a_light %}`."""
    shown = tone if isinstance(tone, Light) else Light(tone, words)  # type: ignore[arg-type]
    if shown.tone not in TONES:
        raise template.TemplateSyntaxError(f"no such light: {shown.tone}")
    return format_html('<span class="light {}">{}</span>', shown.tone, shown.words)


@register.simple_tag
def days_left(left: int | None, unit: str = "个工作日") -> SafeString:
    """Show the light of a limit that ends in `left` days; None is no limit."""
    return light(of_days_left(left, unit=unit))


@register.simple_tag
def tag(words: str, kind: str = "") -> SafeString:
    """Name a kind in a small frame."""
    return format_html(
        '<span class="tag{}">{}</span>', f" {kind}" if kind else "", words
    )


@register.filter
def figure(value: Any) -> str:
    """Write a number with thousands separators; anything else as it is."""
    return f"{value:,}" if isinstance(value, int | float) else str(value)


@register.filter
def day(value: date | datetime | None) -> SafeString | str:
    """Write a day in prose: 2026年11月23日."""
    return _time(value, "{0.year}年{0.month}月{0.day}日")


@register.filter
def day_short(value: date | datetime | None) -> SafeString | str:
    """Write a day of lists: 11-23."""
    return _time(value, "{0:%m-%d}")


@register.filter
def day_iso(value: date | datetime | None) -> SafeString | str:
    """Write a day of tables: 2026-11-23."""
    return _time(value, "{0.year:04d}-{0:%m-%d}")


@register.filter
def minute(value: datetime | None) -> SafeString | str:
    """Write a moment: 2026-11-23 14:32."""
    return _time(value, "{0.year:04d}-{0:%m-%d %H:%M}")


@register.filter
def weekday(value: date | None) -> str:
    """Write the day of the week: 星期一."""
    return f"星期{WEEKDAYS[value.weekday()]}" if value else ""


@register.filter
def scroll_tables(html: str) -> SafeString:
    """Let each outermost table of cleaned HTML scroll inside itself."""
    if "<table" not in html:
        return mark_safe(html)  # noqa: S308 - the caller hands in cleaned HTML
    depth, end, tables, pieces = 0, 0, 0, []
    for found in TABLE.finditer(html):
        closing = bool(found[1])
        if not closing and depth == 0:
            tables += 1  # places on a page have names of their own
            opening = OPENING.format(f" {tables}" if tables > 1 else "")
            pieces += [html[end : found.start()], opening]
            end = found.start()
        depth += -1 if closing else 1
        if closing and depth == 0:
            stop = html.find(">", found.end()) + 1
            pieces += [html[end:stop], "</div>"]
            end = stop
    return mark_safe("".join([*pieces, html[end:]]))  # noqa: S308 - as above


def _time(value: date | datetime | None, pattern: str) -> SafeString | str:
    """Return a <time> element; a moment is shown as the county's clock has it."""
    if not value:
        return ""
    if isinstance(value, datetime) and is_aware(value):
        value = localtime(value)
    exact = (
        value.isoformat(timespec="minutes") if isinstance(value, datetime) else value
    )
    return format_html('<time datetime="{}">{}</time>', exact, pattern.format(value))


@register.filter
def breakable(address: str) -> SafeString:
    """Let an address break after its strokes, and nowhere else."""
    parts = str(address).split("/")
    return format_html_join(SafeString("/<wbr>"), "{}", ((part,) for part in parts))
