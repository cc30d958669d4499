"""Attachments of the demonstration, made as Word and Excel files."""

import io

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from opencounty.demo.texts import Enclosed


def made(enclosed: Enclosed) -> io.BytesIO:
    """Return an attachment as a file, of the kind its name says."""
    stream = io.BytesIO()
    if enclosed.name.endswith(".xlsx"):
        _workbook(enclosed).save(stream)
    else:
        document = Document()
        document.add_heading(enclosed.title, level=1)
        for paragraph in enclosed.paragraphs:
            document.add_paragraph(paragraph)
        _table(document, enclosed.rows)
        document.save(stream)
    stream.seek(0)
    return stream


def _workbook(enclosed: Enclosed) -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = enclosed.title[:31]
    for row in enclosed.rows or [[line] for line in enclosed.paragraphs]:
        sheet.append([_number(cell) for cell in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, column in enumerate(sheet.columns, start=1):
        longest = max(len(str(cell.value or "")) for cell in column)
        width = min(60, 4 + 2 * longest)
        sheet.column_dimensions[get_column_letter(number)].width = width
    return book


def _number(cell: str) -> str | int | float:
    """Return a cell as the number it shows, when it is one."""
    plain = cell.replace(",", "")
    if plain.isdecimal() and (plain == "0" or not plain.startswith("0")):
        return int(plain) if len(plain) < 12 else cell
    return cell


def _table(document, rows: tuple[tuple[str, ...], ...]) -> None:  # type: ignore[no-untyped-def]
    if not rows:
        return
    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
