"""Text of documents that are XML in a zip: Word, PowerPoint, OFD."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from opencounty.kernel.files.reading.text import Gathering, Reading

LARGEST_PART = 200_000_000
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFD = "{http://www.ofdspec.org/2016}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WORD_PARTS = (
    *(r"word/header\d*\.xml", r"word/document\.xml", r"word/footnotes\.xml"),
    *(r"word/endnotes\.xml", r"word/footer\d*\.xml"),
)
_SLIDE_PARTS = (r"ppt/slides/slide\d+\.xml", r"ppt/notesSlides/notesSlide\d+\.xml")
_OFD_PARTS = (r"(?:.*/)?(?:Pages|Tpls)/.*/Content\.xml",)
_REVISED = frozenset({f"{_WORD}ins", f"{_WORD}del", f"{_WORD}moveFrom"})
LEFT_BEHIND = "文档里留有{what}，公开前请清理"


def read_word(path: Path) -> Reading:
    """Read headers, body with tables, notes and footers of a Word document.

    Deleted text of tracked changes is not read, but said to be there.
    """
    gathering = Gathering()
    with zipfile.ZipFile(path) as archive:
        left = set()
        for root in _parts(archive, _WORD_PARTS):
            for paragraph in root.iter(f"{_WORD}p"):
                gathering.add(_line(paragraph))
            if next(root.iter(*_REVISED), None) is not None:
                left.add("修订痕迹")
        if "word/comments.xml" in archive.namelist():
            left.add("批注")
    if left:
        gathering.notes.append(LEFT_BEHIND.format(what="和".join(sorted(left))))
    return gathering.reading()


def read_slides(path: Path) -> Reading:
    """Read the slides of a presentation, and their notes."""
    gathering = Gathering()
    with zipfile.ZipFile(path) as archive:
        for root in _parts(archive, _SLIDE_PARTS):
            for paragraph in root.iter(f"{_DRAWING}p"):
                texts = (t.text or "" for t in paragraph.iter(f"{_DRAWING}t"))
                gathering.add("".join(texts))
    return gathering.reading()


def read_ofd(path: Path) -> Reading:
    """Read the text of an OFD document (GB/T 33190), object by object."""
    gathering = Gathering()
    with zipfile.ZipFile(path) as archive:
        for root in _parts(archive, _OFD_PARTS):
            for block in root.iter(f"{_OFD}TextObject"):
                codes = block.iter(f"{_OFD}TextCode")
                gathering.add("".join(code.text or "" for code in codes))
    return gathering.reading()


def _parts(
    archive: zipfile.ZipFile, patterns: tuple[str, ...]
) -> Iterator[etree._Element]:
    """Yield the parsed parts whose names match, pattern by pattern, in order."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    for pattern in patterns:
        matching = [e for e in archive.infolist() if re.fullmatch(pattern, e.filename)]
        for entry in sorted(matching, key=lambda e: _numbers(e.filename)):
            if entry.file_size <= LARGEST_PART:
                yield etree.fromstring(archive.read(entry), parser)


def _numbers(name: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", name)]


def _line(paragraph: etree._Element) -> str:
    """Return the text of one paragraph, not of those inside its text boxes."""
    pieces = []
    for element in paragraph.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br"):
        if _owner(element) is not paragraph:
            continue
        if element.tag == f"{_WORD}t":
            pieces.append(element.text or "")
        else:
            pieces.append("\t" if element.tag == f"{_WORD}tab" else "\n")
    return "".join(pieces)


def _owner(element: etree._Element) -> etree._Element | None:
    """Return the paragraph an element belongs to; none if it is a second drawing."""
    paragraph = next(element.iterancestors(f"{_WORD}p"), None)
    if next(element.iterancestors(_FALLBACK), None) is not None:
        return None
    return paragraph
