"""What was read, and how bytes and lines become text."""

import codecs
import re
from dataclasses import dataclass

MOST_CHARACTERS = 1_000_000
CUT = "文字太多，只提取了前 100 万字"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
# a line that ends inside a sentence goes on in the next
_WRAPPED = re.compile(rf"(?<=[{_HAN}，、（“《]) *\n *(?=[{_HAN}）”》，、。；])")


@dataclass(frozen=True)
class Reading:
    """Text and, in Chinese, what to know about it; `failed` if it could not be read."""

    text: str = ""
    note: str = ""
    failed: bool = False


class Gathering:
    """Collects text up to the most that is kept."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.notes: list[str] = []

    @property
    def is_full(self) -> bool:
        """Say whether no more text is wanted."""
        return self._length >= MOST_CHARACTERS

    def add(self, text: str) -> None:
        """Take a line or a block."""
        if not self.is_full and text.strip():
            self._parts.append(text)
            self._length += len(text) + 1
            if self.is_full:
                self.notes.append(CUT)

    def reading(self) -> Reading:
        """Return what was gathered."""
        text = "\n".join(self._parts)[:MOST_CHARACTERS]
        return Reading(text, "；".join(self.notes))


def decode(raw: bytes, *, cut: bool = False) -> tuple[str, str]:
    """Return the text of bytes in an unknown encoding, and a note if in doubt.

    Of bytes that were cut, the last character may be incomplete.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace"), ""
    for encoding in ("utf-8", "gb18030"):
        try:
            decoder = codecs.getincrementaldecoder(encoding)()
            return decoder.decode(raw, final=not cut), ""
        except UnicodeDecodeError:
            continue
    return raw.decode("gb18030", errors="replace"), "编码无法确认，部分文字可能有误"


def unwrapped(text: str) -> str:
    """Join lines that were broken by the page's width, inside a sentence."""
    return _WRAPPED.sub("", text)
