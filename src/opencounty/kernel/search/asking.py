"""What a person typed into the search box, read as words, phrases and numbers.

Any text is taken: what is too long is cut, what cannot be searched is left out,
and each time a note says so.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from opencounty.kernel.search.wording import fold, squeezed, units

MOST_CHARACTERS = 300
MOST_WORDS = 12
SHORTEST_STEM = 2
_QUOTES = '"“”＂'
_PIECE = re.compile(rf"(?<!\S)[{_QUOTES}](?P<quote>[^{_QUOTES}]+)[{_QUOTES}](?!\S)|\S+")
# 临政发〔2026〕18号: a year in brackets of any kind, or 号 at the end, tells it
_NUMBER = re.compile(
    r"(?P<stem>[\u3400-\u9fff]{2,20})\s?"
    r"(?P<open>[〔\[(（【［{〈<])?\s?(?P<year>(?:19|20)\d\d)\s?(?P<close>[〕\])）】］}〉>])?"
    r"\s?第?\s?(?P<serial>\d{1,6})\s?(?P<mark>号)?"
)


@dataclass(frozen=True)
class Word:
    """One word asked for: units that must stand so, blanks where text breaks."""

    units: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    quoted: bool = False

    @property
    def unbroken(self) -> tuple[str, ...]:
        """Return the units without the blanks between them."""
        return tuple(unit for unit in self.units if unit != " ")

    @property
    def whole(self) -> bool:
        """Say whether the word makes sense as one only: quoted, or a number."""
        return self.quoted or any("〔" in key for key in self.numbers)

    def parts(self) -> Iterator["Word"]:
        """Yield the unbroken stretches as words of their own."""
        for blank, run in groupby(self.units, key=lambda unit: unit == " "):
            if not blank:
                yield replace(self, units=tuple(run), numbers=())


@dataclass(frozen=True)
class Question:
    """All that was asked, and notes on what was left out."""

    words: tuple[Word, ...] = ()
    squeezed: str = ""
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def broken(self) -> bool:
        """Say whether some word that may be parted stands over a break."""
        return any(" " in word.units and not word.whole for word in self.words)

    @property
    def quoted(self) -> bool:
        """Say whether every word was asked for exactly as written."""
        return all(word.quoted for word in self.words)

    def in_parts(self) -> "Question":
        """Return the question with the breaks inside its words taken for blanks."""
        parts = (p for w in self.words for p in ([w] if w.whole else w.parts()))
        return replace(self, words=tuple(dict.fromkeys(parts)))


def read_question(text: str) -> Question:
    """Read what was typed; never raises, notes what it leaves out."""
    notes = []
    if len(text) > MOST_CHARACTERS:
        text = text[:MOST_CHARACTERS]
        notes.append(f"检索词太长，只用了前 {MOST_CHARACTERS} 个字。")
    words = list(dict.fromkeys(_words(_NUMBER.sub(_tidy_number, fold(text)))))
    if len(words) > MOST_WORDS:
        words = words[:MOST_WORDS]
        notes.append(f"检索词太多，只用了前 {MOST_WORDS} 个。")
    if text.strip() and not words:
        notes.append("检索词里没有可以检索的文字，请输入汉字、字母或数字。")
    return Question(tuple(words), squeezed(text), tuple(notes))


def number_keys(numbers: Iterable[str]) -> list[str]:
    """Return what documents' numbers are found by, whatever their brackets."""
    keys: dict[str, None] = {}
    for number in numbers:
        folded = fold(number)
        match = _NUMBER.search(folded)
        if match and _is_number(match):
            keys[_number_key(match["stem"], match)] = None
        if key := squeezed(number):
            keys[key] = None
    return list(keys)


def _words(text: str) -> Iterator[Word]:
    for piece in _PIECE.finditer(text):
        written = piece["quote"] or piece[0]
        if read := units(written):
            numbers = tuple(_asked_numbers(written))
            yield Word(tuple(read), numbers, quoted=piece["quote"] is not None)


def _asked_numbers(written: str) -> Iterator[str]:
    """Yield what a number may be stored as; words may lean on its left."""
    yield squeezed(written)
    match = _NUMBER.search(written)
    if match and _is_number(match):
        stem = match["stem"]
        for start in range(len(stem) - SHORTEST_STEM + 1):
            yield _number_key(stem[start:], match)


def _is_number(match: re.Match[str]) -> bool:
    return bool((match["open"] and match["close"]) or match["mark"])


def _number_key(stem: str, match: re.Match[str]) -> str:
    return f"{stem}〔{match['year']}〕{int(match['serial'])}"


def _tidy_number(match: re.Match[str]) -> str:
    """Write a document number the standard way, so that it stays one word."""
    if not _is_number(match):
        return match[0]
    return f"{match['stem']}〔{match['year']}〕{match['serial']}号"
