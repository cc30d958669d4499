"""Files made for tests, and records of them."""

import io
import zipfile
from collections.abc import Mapping

from docx import Document
from openpyxl import Workbook

from opencounty.kernel.files import services as files
from opencounty.kernel.files.models import StoredFile
from opencounty.kernel.org.actor import Actor, system

_COMPOSITE = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H "
    "/DescendantFonts [6 0 R] /ToUnicode 7 0 R >>"
)
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


def stored(
    content: bytes = b"%PDF-1.4 nothing",
    name: str = "通知.pdf",
    by: Actor | None = None,
) -> StoredFile:
    """Store some bytes under a name."""
    return files.store(io.BytesIO(content), name=name, by=by or system("测试"))


def zipped(entries: Mapping[str, bytes | str]) -> bytes:
    """Return a zip archive of the entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word(*paragraphs: str, header: str = "", cells: tuple[str, ...] = ()) -> bytes:
    """Return a Word document of paragraphs, a header and a table of one row."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if cells:
        table = document.add_table(rows=1, cols=len(cells))
        for cell, text in zip(table.rows[0].cells, cells, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def sheet(*rows: tuple[object, ...]) -> bytes:
    """Return an Excel workbook of one sheet."""
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def pdf(text: str = "") -> bytes:
    """Return a PDF of one page that says `text`, in any script."""
    codes = "".join(f"{place:04x}" for place in range(1, len(text) + 1))
    pairs = "\n".join(
        f"<{place:04x}> <{character.encode('utf-16-be').hex()}>"
        for place, character in enumerate(text, start=1)
    )
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(text)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    )
    content = f"BT /F 12 Tf 50 700 Td <{codes}> Tj ET" if text else ""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources 8 0 R >>",
        _stream(content),
        _COMPOSITE,
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song >>",
        _stream(to_unicode),
        "<< /Font << /F 5 0 R >> >>",
    ]
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    return (
        written
        + (
            f"xref\n0 {count}\n0000000000 65535 f \n{table}"
            f"trailer << /Root 1 0 R /Size {count} >>\nstartxref\n{len(written)}\n%%EOF"
        ).encode()
    )


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"
