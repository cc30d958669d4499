"""A body as its writer typed it: paragraphs by the line, markup only where needed."""

import re
from html import unescape

from opencounty.apps.disclosure.services import content

PLAIN = re.compile(r"(?:<p>[^<>]*</p>)+")
PARAGRAPH = re.compile(r"<p>([^<>]*)</p>")
BETWEEN = re.compile(r"(</(?:p|h[1-6]|[uo]l|table|div)>)(?=<(?:p|h|[uo]l|table|div))")


def as_typed(body: str) -> str:
    """Return a body as the form shows it; saving that gives the same body again.

    Plain paragraphs become lines. A body with tables or layout stays HTML, one block
    a line; what would not come back the same stays as it is.
    """
    if PLAIN.fullmatch(body):
        lines = "\n".join(unescape(words) for words in PARAGRAPH.findall(body))
        if content.to_html(lines) == body:
            return lines
    broken = BETWEEN.sub("\\1\n", body)
    return broken if content.to_html(broken) == body else body


def is_markup(typed: str) -> bool:
    """Say whether what the form shows is HTML rather than lines."""
    return typed.lstrip().startswith("<")
