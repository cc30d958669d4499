"""Text of PDF documents."""

from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from opencounty.kernel.files.reading.text import Gathering, Reading, unwrapped

MOST_PAGES = 3_000
SCANNED = "没有文字层，可能是扫描件；建议上传可复制文字的版本"


def read_pdf(path: Path) -> Reading:
    """Read page by page; a page that cannot be read is left out and counted."""
    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        return Reading(note="文档有密码，不能提取文字", failed=True)
    gathering, unread = Gathering(), 0
    for place, page in enumerate(reader.pages):
        if gathering.is_full or place >= MOST_PAGES:
            break
        try:
            gathering.add(unwrapped(page.extract_text()))
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError):
            unread += 1
    if unread:
        gathering.notes.append(f"有 {unread} 页不能读取")
    found = gathering.reading()
    return found if found.text else Reading(note=found.note or SCANNED)
