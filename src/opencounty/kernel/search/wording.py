"""How text is read for the index: folded, cut into units, units into pairs.

A unit is one Chinese character (or kana, hangul), one word of any other script,
or a blank that stands for everything else between them. What is indexed is each
pair of neighbouring units, at the place of the first; so a query of any length
is a row of pairs, found exactly, and a blank costs one place like a character.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterable
from itertools import pairwise

# scripts written without blanks, where a character is the unit; 々 and 〇 are two
SINGLES = (
    "\u3005\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U000323af"
)
LONGEST_WORD, FEW_WORDS = 64, 32
_BETWEEN = re.compile(r"[\W_]+")
_SINGLE = re.compile(rf"[{SINGLES}]")
_WORD = re.compile(rf"[^{SINGLES}\W_]+")
_UNIT = re.compile(rf"[{SINGLES}]|[^{SINGLES}\W_]+| ")

# while a text is paired, each of its words is played by a private-use character
_BASIC_PRIVATE = range(0xE000, 0xF900)
_FAR_PRIVATE = range(0xF0000, 0x10FFFE)
_PLAYER = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")

# where one-to-one compatibility forms live: full width, Kangxi radicals, ①, ² …
_FORMS = (
    *(range(0xA0, 0x250), range(0x2070, 0x20A0), range(0x2100, 0x2190)),
    *(range(0x2460, 0x2500), range(0x2E80, 0x2FE0), range(0x3200, 0x3400)),
    *(range(0xF900, 0xFB00), range(0xFF10, 0xFFF0), range(0x2F800, 0x2FA20)),
)


def _folded_form(code: int) -> str:
    return unicodedata.normalize("NFKC", chr(code)).lower()


FOLDS = {
    code: form
    for codes in _FORMS
    for code in codes
    if len(form := _folded_form(code)) == 1 and form.isalnum() and form != chr(code)
} | {0x130: "i"}


def _ranges(codes: Iterable[int]) -> str:
    """Return code points as ranges of a character class, which match fast."""
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in runs)


_FOLDABLE = re.compile(f"[{_ranges(FOLDS)}]")


def fold(text: str) -> str:
    """Return the text in lower case and half width, character for character."""
    return _FOLDABLE.sub(_folded, text).lower()


def _folded(match: re.Match[str]) -> str:
    return FOLDS[ord(match[0])]


def units(text: str) -> list[str]:
    """Return the units of a text, a blank for whatever stands between them."""
    return [u[:LONGEST_WORD] for u in _UNIT.findall(_spaced(text).strip())]


def is_character(unit: str) -> bool:
    """Say whether a unit is a character of a script written without blanks."""
    return _SINGLE.fullmatch(unit) is not None


def pairs(read: list[str]) -> list[str]:
    """Return each unit joined with the next; a single unit gives none."""
    return [(a + b).strip() for a, b in pairwise(read)]


def squeezed(text: str) -> str:
    """Return only the characters and words, nothing between them."""
    return _BETWEEN.sub("", fold(text))


def woven(text: str) -> tuple[str, str]:
    """Return `pairs(units(text))` for the index, and each unit once, blanks apart.

    Three times as fast: slices of code units are woven into each other while each
    word is played by a single character.
    """
    words: dict[str, str] = {}
    played = _WORD.sub(lambda m: _player(m[0][:LONGEST_WORD], words), _spaced(text))
    paired, distinct = _weave(played.strip() + " ")
    return _spoken(paired, words), _spoken(distinct, words)


def join(parts: Iterable[str]) -> str:
    """Return parts as one text in which no pair reaches across two parts."""
    return "\n".join(parts)


def _spaced(text: str) -> str:
    return _BETWEEN.sub(" ", fold(text))


def _player(word: str, words: dict[str, str]) -> str:
    """Return the character that plays a word, the same at every place."""
    if word not in words:
        place = len(words)
        far = place - len(_BASIC_PRIVATE)
        # a text of more than 137,000 different words loses the rest
        words[word] = chr(
            _BASIC_PRIVATE[place]
            if far < 0
            else _FAR_PRIVATE[min(far, len(_FAR_PRIVATE) - 1)]
        )
    return words[word]


def _spoken(text: str, words: dict[str, str]) -> str:
    """Return the text with each player replaced by its word."""
    if len(words) <= FEW_WORDS:  # a pass for each is faster than one that looks up
        for word, player in words.items():
            text = text.replace(player, word)
        return text
    spoken = {player: word for word, player in words.items()}
    return _PLAYER.sub(lambda match: spoken[match[0]], text)


def _weave(text: str) -> tuple[str, str]:
    """Return `ab bc cd d ` for `abcd `, and each of its characters once."""
    coded, kind = text.encode("utf-16-le"), "H"
    if len(coded) > 2 * len(text):
        coded, kind = text.encode("utf-32-le"), "I"
    first = array(kind, coded)
    both = array(kind, [ord(" ")]) * (3 * len(text))
    both[0::3] = first
    both[1:-3:3] = first[1:]
    encoding = "utf-16-le" if kind == "H" else "utf-32-le"
    return both.tobytes().decode(encoding), " ".join(map(chr, set(first)))
