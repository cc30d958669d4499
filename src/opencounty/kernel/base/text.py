"""Small pure functions on text."""

import re
import unicodedata

# control characters; zero-width marks, joiners, soft hyphen, byte-order mark,
# direction marks; code points that are no characters, which XML may not hold
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_BLANKS = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")


def drop_invisible(text: str) -> str:
    """Drop zero-width, direction and control characters; nothing one can see."""
    return _UNSEEN.sub("", text)


def drop_private(text: str) -> str:
    """Drop private-use characters, which mean nothing outside their font."""
    return _PRIVATE.sub("", text)


def one_line(text: str, *, keep_private: bool = False) -> str:
    """Return NFC text on one line with single blanks, dirt dropped.

    Private-use characters stand for something in the source's own font: a record
    may keep them, an index and an address may not.
    """
    tidy = drop_invisible(unicodedata.normalize("NFC", text))
    if not keep_private:
        tidy = drop_private(tidy)
    return " ".join(_BLANKS.sub(" ", tidy).split())


def searchable(text: str) -> str:
    """Return NFC text for the index: dirt dropped, a line per block."""
    tidy = drop_private(drop_invisible(unicodedata.normalize("NFC", text)))
    lines = map(str.strip, _BLANKS.sub(" ", tidy).splitlines())
    return "\n".join(line for line in lines if line)


def clip(text: str, length: int) -> str:
    """Return at most `length` code points, an ellipsis marking what was cut."""
    return text if len(text) <= length else text[: length - 1] + "…"
