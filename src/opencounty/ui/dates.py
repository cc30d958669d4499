"""Dates as people write them."""

import re
import unicodedata
from calendar import monthrange
from datetime import date

SEPARATED = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
LIKE_THIS = "应为日期，如 2026-11-23 或 2026年11月23日"


def parse_date(text: str) -> date:
    """Read 2026-11-23, 2026年11月23日, 2026.11.23, 2026/11/23 or 20261123.

    Full-width digits count. Raises ValueError with words for the person who wrote it.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = SEPARATED.fullmatch(plain) or RUN_TOGETHER.fullmatch(plain)
    if not found:
        raise ValueError(LIKE_THIS)
    year, month, day = (int(part) for part in found.groups())
    if not year >= 1 or not 1 <= month <= 12:
        raise ValueError(LIKE_THIS)
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise ValueError(f"{year}年{month}月只有 {last} 天，没有 {day} 日")
    return date(year, month, day)
