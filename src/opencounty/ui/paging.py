"""Numbered pages: which one is shown, and which numbers to offer."""

import re
from dataclasses import dataclass

NEAR = 2
NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Paging:
    """One page of a list of known length. `start` and `stop` cut the sequence."""

    number: int
    size: int
    total: int
    note: str = ""

    @property
    def pages(self) -> int:
        """Return how many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.size))

    @property
    def start(self) -> int:
        """Return the index of the first thing on this page."""
        return (self.number - 1) * self.size

    @property
    def stop(self) -> int:
        """Return the index after the last thing on this page."""
        return min(self.start + self.size, self.total)

    @property
    def first(self) -> int:
        """Return the ordinal of the first thing on this page, 0 when there is none."""
        return self.start + 1 if self.total else 0

    @property
    def previous(self) -> int | None:
        """Return the number of the page before, if there is one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """Return the number of the page after, if there is one."""
        return self.number + 1 if self.number < self.pages else None

    @property
    def numbers(self) -> list[int | None]:
        """Return the page numbers to offer, None where some are left out."""
        near = range(self.number - NEAR, self.number + NEAR + 1)
        kept = sorted({1, self.pages, *(n for n in near if 1 <= n <= self.pages)})
        offered: list[int | None] = []
        for number in kept:
            before = offered[-1] if offered else 0
            if before is not None and number - before == 2:
                offered.append(number - 1)
            elif before is not None and number - before > 2:
                offered.append(None)
            offered.append(number)
        return offered


def page_asked(raw: str | None) -> int | None:
    """Return the page number in `raw`, or None when it is not a page number."""
    text = (raw or "1").strip()
    number = int(text) if NUMBER.fullmatch(text) else 0
    return number or None


def paging(raw: str | None, *, total: int, size: int = 20) -> Paging:
    """Return the page that `?page=raw` asks for, and a note when that cannot be.

    What is not a page number shows the first page; beyond the end, the last.
    """
    asked = page_asked(raw)
    if asked is None:
        shown = (raw or "")[:12]
        return Paging(1, size, total, f"“{shown}”不是页码，显示的是第 1 页。")
    pages = Paging(1, size, total).pages
    if asked > pages:
        note = f"一共只有 {pages} 页，没有第 {asked} 页，显示的是最后一页。"
        return Paging(pages, size, total, note)
    return Paging(asked, size, total)
