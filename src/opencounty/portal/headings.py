"""Headings of running text in one outline with the page, and those of its tables.

Writers choose a heading by its size; readers who listen walk by its level.
"""

import re

_HEADING = re.compile(r"(<(/?)h)([1-6])\b", re.IGNORECASE)
_EMPTY_HEAD = re.compile(r"<th\b([^>]*)>(?:\s|&nbsp;|<br\s*/?>)*</th>", re.IGNORECASE)
_SCOPE = re.compile(r'\s+scope="[^"]*"', re.IGNORECASE)
LOWEST = 6


def outlined(html: str, *, under: int = 1) -> str:
    """Renumber the headings of clean HTML that stands under a heading of `under`.

    What was deeper stays deeper; the first level used becomes the next one down.
    """
    open_levels: list[int] = []

    def renumber(match: re.Match[str]) -> str:
        level = int(match[3])
        if not match[2]:
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
        return f"{match[1]}{min(under + len(open_levels), LOWEST)}"

    return _HEADING.sub(renumber, html) if "<h" in html else html


def without_empty_heads(html: str) -> str:
    """Make plain cells of the header cells of tables that name nothing."""
    if "<th" not in html:
        return html
    return _EMPTY_HEAD.sub(lambda m: f"<td{_SCOPE.sub('', m[1])}></td>", html)
