"""Dates as people write them."""

import re
from datetime import date

from opencounty.kernel.base.text import one_line

_SHAPES = (
    re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$")
_WIDE = str.maketrans("０１２３４５６７８９－／．", "0123456789-/.")
FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)
EXAMPLE = "2026-11-23"


def parse_day(text: str, *, first: date = FIRST, last: date = LAST) -> date:
    """Return the day written as 2026-11-23, 2026年11月23日, 20261123 or 2026.11.23.

    A time of day after it is left aside. Raises ValueError with a Chinese reason
    that says what would be right.
    """
    tidy = _TIME.sub("", one_line(text).translate(_WIDE)).strip()
    match = next((m for shape in _SHAPES if (m := shape.fullmatch(tidy))), None)
    if match is None:
        raise ValueError(f"“{tidy[:30]}”不是日期，应写成 {EXAMPLE}")
    year, month, day = (int(part) for part in match.groups())
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValueError(_no_such_day(year, month, day)) from None
    if not first <= found <= last:
        raise ValueError(f"日期应在 {first} 到 {last} 之间，不是 {found}")
    return found


def _no_such_day(year: int, month: int, day: int) -> str:
    if not 1 <= month <= 12:
        return f"没有 {month} 月，月份应为 1 到 12"
    return f"{year} 年 {month} 月没有 {day} 日"
