"""Reading XLSX: a row at a time, and nothing that is small here and huge in memory."""

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO

import openpyxl

from opencounty.apps.disclosure.errors import UnreadableFile
from opencounty.apps.disclosure.intake import sources
from opencounty.apps.disclosure.intake.tables import Record, names_of, row_record

MEGABYTE = 1024 * 1024
MAX_XLSX_BYTES = 512 * MEGABYTE  # as it lies there, unpacked from .gz or .xz
MAX_SHARED_BYTES = 64 * MEGABYTE  # its shared strings are held in memory
MAX_RATIO = 100  # honest sheets shrink to a tenth or a thirtieth
# what openpyxl lets through of a broken workbook
XLSX_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, SyntaxError, LookupError, ValueError),
    *(TypeError, AttributeError, OSError, EOFError),
)


def read_xlsx(path: Path) -> Iterator[Record]:
    """Yield a record per row of the first sheet with rows; its first names the fields.

    Sheets that are left out are named at the end, as something not imported.
    """
    with tempfile.TemporaryFile() as plain, sources.opened(path) as (stream, _):
        try:
            _unpack(path, stream, plain)
            _refuse_bomb(path, plain)
            book = openpyxl.load_workbook(plain, read_only=True, data_only=True)
            sheets = [sheet for sheet in book.worksheets if _has_rows(sheet)]
        except XLSX_FAULTS as error:
            reason = f"不是可以打开的 XLSX 表格，请另存一次再导（{_first(error)}）"
            raise UnreadableFile(file=path.name, reason=reason) from error
        if not sheets:
            return
        yield from _sheet_records(path, sheets[0])
        for other in sheets[1:]:
            problem = f"工作表“{other.title}”没有导入：一个文件只读一张，请另存后再导"
            yield Record(1, problem=problem, is_row=True, share=1.0)


def _sheet_records(path: Path, sheet: Any) -> Iterator[Record]:
    total, number = max(sheet.max_row or 1, 1), 1
    rows = sheet.iter_rows(values_only=True)
    names = names_of(list(next(rows, ())))
    while True:
        try:
            row = next(rows, None)
        except XLSX_FAULTS as error:
            reason = (
                f"第 {number} 行之后读不下去：表格已损坏（{_first(error)}）。"
                "此前的记录已经导入；换上完整的文件再导一次即可"
            )
            raise UnreadableFile(file=path.name, reason=reason) from error
        if row is None:
            return
        number += 1
        if any(cell not in (None, "") for cell in row):
            yield row_record(number, names, list(row), min(number / total, 1.0))


def _has_rows(sheet: Any) -> bool:
    rows = sheet.iter_rows(values_only=True, max_row=50)
    return any(cell not in (None, "") for row in rows for cell in row)


def _first(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _unpack(path: Path, stream: BinaryIO, plain: IO[bytes]) -> None:
    """Copy the workbook to where it can be searched, as far as is reasonable."""
    while chunk := stream.read(MEGABYTE):
        plain.write(chunk)
        if plain.tell() > MAX_XLSX_BYTES:
            reason = f"解压后超过 {MAX_XLSX_BYTES // MEGABYTE} MB"
            raise UnreadableFile(file=path.name, reason=reason)
    plain.seek(0)


def _refuse_bomb(path: Path, plain: IO[bytes]) -> None:
    """Refuse a workbook that is small here and huge in memory."""
    with zipfile.ZipFile(plain) as parts:
        for part in parts.infolist():
            ratio = part.file_size // max(part.compress_size, 1)
            shared = part.filename.endswith("sharedStrings.xml")
            if part.file_size > MAX_SHARED_BYTES and (shared or ratio > MAX_RATIO):
                size = part.file_size // MEGABYTE
                reason = f"解压后太大（{part.filename} 有 {size} MB），请分成几个文件"
                raise UnreadableFile(file=path.name, reason=reason)
    plain.seek(0)
