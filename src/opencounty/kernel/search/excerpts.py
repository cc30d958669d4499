"""The words asked for, marked in a title and in the best window of a body."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from opencounty.kernel.search.asking import Question, Word
from opencounty.kernel.search.wording import SINGLES, fold, is_character

WINDOW = 120
LEAD = 24
MOST_MATCHES = 500
DEEPEST = 400_000
_LETTER = rf"[^{SINGLES}\W_]"
_STOP = re.compile(r"[。！？；\n]")


@dataclass(frozen=True)
class Span:
    """A stretch of text to mark, and which of the patterns it answers."""

    start: int
    end: int
    which: int


class Marker:
    """Finds a question's words in text; made once, used for every hit of a page."""

    def __init__(self, question: Question, *, loosely: bool = False) -> None:
        words = list(question.words)
        if loosely:
            words = [part for word in words for part in word.parts()]
        exact = [_pattern(word.units, r"[\W_]+") for word in words]
        loose = [_pattern(word.unbroken, "", r"[\W_]*") for word in words]
        if loosely:
            neighbours = [_pattern(pair, "") for pair in _neighbours(words)]
            exact, loose = exact + neighbours, loose + neighbours
        self._in_body, self._in_title = _any_of(exact), _any_of(loose)

    def title(self, title: str) -> SafeString:
        """Return the whole title with the words marked, escaped for HTML."""
        return _marked(title, list(_spans(self._in_title, title)))

    def excerpt(self, body: str) -> SafeString:
        """Return the window of the body that answers best, words marked."""
        body = body[:DEEPEST]
        spans = list(_spans(self._in_body, body))
        start = _begin(body, _densest(spans)) if spans else 0
        end = min(len(body), start + WINDOW)
        inside = [
            Span(span.start - start, span.end - start, span.which)
            for span in spans
            if start <= span.start and span.end <= end
        ]
        text = re.sub(r"\s", " ", body[start:end])
        head, tail = "…" if start else "", "…" if end < len(body) else ""
        return format_html("{}{}{}", head, _marked(text, inside), tail)


def _neighbours(words: Iterable[Word]) -> Iterator[tuple[str, str]]:
    for word in words:
        yield from pairwise(word.units)


def _pattern(units: Sequence[str], blank: str, between: str = "") -> str:
    """Return the expression of a row of units; whole words match only as such."""
    rows = [blank if unit == " " else re.escape(unit) for unit in units]
    first = "" if is_character(units[0]) else rf"(?<!{_LETTER})"
    last = "" if is_character(units[-1]) else rf"(?!{_LETTER})"
    return first + between.join(rows) + last


def _any_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    """Return an expression that finds overlapping matches too, longest first."""
    ordered = sorted(dict.fromkeys(patterns), key=len, reverse=True)
    if not ordered:
        return None
    return re.compile(f"(?=({'|'.join(f'(?:{p})' for p in ordered)}))")


def _spans(pattern: re.Pattern[str] | None, text: str) -> Iterator[Span]:
    """Yield where the pattern matches, overlapping and touching matches merged."""
    if pattern is None:
        return
    words: dict[str, int] = {}
    last: Span | None = None
    for match in islice(pattern.finditer(fold(text)), MOST_MATCHES):
        start, end = match.span(1)
        which = words.setdefault(match[1], len(words))
        if last and start <= last.end:
            last = Span(last.start, max(last.end, end), last.which)
            continue
        if last:
            yield last
        last = Span(start, end, which)
    if last:
        yield last


def _densest(spans: Sequence[Span]) -> Span:
    """Return the first span of the window with most different words, then most."""
    starts = [span.start for span in spans]

    def worth(place: int) -> tuple[int, int, int]:
        until = bisect_left(starts, starts[place] + WINDOW - LEAD)
        within = spans[place:until]
        longest = max(span.end - span.start for span in within)
        return len({span.which for span in within}), longest, len(within)

    return spans[max(range(len(spans)), key=worth)]


def _begin(body: str, span: Span) -> int:
    """Return where the window begins: at the sentence if near, not at the last word."""
    earliest = max(0, span.start - LEAD)
    stops = [m.end() for m in _STOP.finditer(body, earliest, span.start)]
    start = stops[-1] if stops else earliest
    if start + WINDOW < span.end:
        return span.start
    return max(0, min(start, len(body) - WINDOW)) if len(body) > WINDOW else 0


def _marked(text: str, spans: Sequence[Span]) -> SafeString:
    """Return the text, escaped, with spans inside <mark>."""
    place, pieces = 0, []
    for span in spans:
        pieces.append((text[place : span.start], text[span.start : span.end]))
        place = span.end
    marked = format_html_join("", "{}<mark>{}</mark>", pieces)
    return format_html("{}{}", marked, text[place:])
