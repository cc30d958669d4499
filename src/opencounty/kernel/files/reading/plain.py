"""Text of text files and web pages."""

from pathlib import Path

from opencounty.kernel.base.html import to_text
from opencounty.kernel.files.reading.text import CUT, MOST_CHARACTERS, Reading, decode

MOST_BYTES = 4 * MOST_CHARACTERS


def read_plain(path: Path) -> Reading:
    """Read text in UTF-8, UTF-16 or GB 18030."""
    text, note = _decoded(path)
    return Reading(text[:MOST_CHARACTERS], CUT if len(text) > MOST_CHARACTERS else note)


def read_html(path: Path) -> Reading:
    """Read the words of a web page."""
    text, note = _decoded(path)
    return Reading(to_text(text)[:MOST_CHARACTERS], note)


def _decoded(path: Path) -> tuple[str, str]:
    with path.open("rb") as file:
        raw = file.read(MOST_BYTES)
        cut = bool(file.read(1))
    text, note = decode(raw, cut=cut)
    return text, CUT if cut else note
