"""Readers: JSON Lines, CSV and XLSX as a stream of numbered records."""

import csv
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import openpyxl

from opencounty.apps.disclosure.errors import UnreadableFile
from opencounty.apps.disclosure.intake import sources

CSV_FIELD_LIMIT = 16 * 1024 * 1024


@dataclass(frozen=True)
class Record:
    """One record as it stands in the file, or why it is none."""

    number: int  # line, or row of the sheet
    fields: dict[str, Any] = field(default_factory=dict)
    problem: str = ""
    raw: str = ""
    share: float = 0.0  # of the file read so far


Reader = Callable[[Path, str], Iterator[Record]]


def read(path: Path, *, encoding: str = "") -> Iterator[Record]:
    """Yield the records of a file; its kind is told by content, then by name.

    Raises UnreadableFile when it is no JSON Lines, CSV or XLSX, or breaks off.
    """
    head = sources.sniff(path)
    if not head.strip():
        raise UnreadableFile(file=path.name, reason="文件是空的")
    if head.startswith(sources.OLE):
        raise UnreadableFile(
            file=path.name, reason="是旧版 .xls 表格，请在 WPS 或 Excel 中另存为 .xlsx"
        )
    if head.startswith(sources.ZIP):
        return read_xlsx(path)
    text_encoding = encoding or sources.encoding_of(head)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start == b"[":
        raise UnreadableFile(
            file=path.name,
            reason="是一个 JSON 数组；请改成每行一条记录（JSON Lines）",
        )
    if start == b"{" or ".jsonl" in path.name:
        return read_jsonl(path, text_encoding)
    if b"\x00" in head and text_encoding != "utf-16":
        raise UnreadableFile(
            file=path.name, reason="不是 JSON Lines、CSV 或 XLSX，里面是二进制内容"
        )
    return read_csv(path, text_encoding)


def read_jsonl(path: Path, encoding: str) -> Iterator[Record]:
    """Yield a record per line; an empty line is no record."""
    for line, share in sources.lines(path, encoding):
        if line.problem:
            yield Record(line.number, problem=line.problem, share=share)
        elif line.text.strip():
            yield _json_record(line, share)


def _json_record(line: sources.Line, share: float) -> Record:
    raw = line.text.rstrip("\r\n")
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError) as error:
        problem = f"不是完整的 JSON：{error}"
        return Record(line.number, problem=problem, raw=raw, share=share)
    if not isinstance(value, dict):
        problem = "这一行不是一个 JSON 对象（{…}）"
        return Record(line.number, problem=problem, raw=raw, share=share)
    return Record(line.number, value, raw=raw, share=share)


@dataclass
class CsvLines:
    """The readable lines of a CSV file; what cannot be read is put aside."""

    path: Path
    encoding: str
    number: int = 0
    share: float = 0.0
    unreadable: list[Record] = field(default_factory=list)

    def __iter__(self) -> Iterator[str]:
        for line, share in sources.lines(self.path, self.encoding):
            self.number, self.share = line.number, share
            if line.problem:
                found = Record(line.number, problem=line.problem, share=share)
                self.unreadable.append(found)
            else:
                yield line.text.replace("\x00", "")


def read_csv(path: Path, encoding: str) -> Iterator[Record]:
    """Yield a record per row after the header; quoted fields may hold lines."""
    csv.field_size_limit(CSV_FIELD_LIMIT)
    lines = CsvLines(path, encoding)
    stream = iter(lines)
    first = next(stream, "")
    rows = csv.reader(chain([first], stream), delimiter=_delimiter(first))
    head = next(_rows(rows), [])
    if isinstance(head, str):
        raise UnreadableFile(file=path.name, reason=f"表头读不出来：{head}")
    names = [name.strip() for name in head]
    for row in _rows(rows):
        yield from lines.unreadable
        lines.unreadable.clear()
        if isinstance(row, str):
            yield Record(lines.number, problem=row, share=lines.share)
        elif any(cell.strip() for cell in row):
            yield _row_record(lines.number, names, row, lines.share)
    yield from lines.unreadable


def _rows(rows: Iterator[list[str]]) -> Iterator[list[str] | str]:
    """Yield each row, or why it is none; one bad row does not end the file."""
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"这一行不是完整的 CSV：{error}"


def _delimiter(first: str) -> str:
    return max(",\t;|", key=first.count) if first else ","


def _row_record(number: int, names: list[str], row: list[Any], share: float) -> Record:
    raw = json.dumps(
        dict(zip(names, map(_cell, row), strict=False)), ensure_ascii=False
    )
    if len(row) > len(names) and any(str(c or "").strip() for c in row[len(names) :]):
        problem = f"这一行有 {len(row)} 格，表头只有 {len(names)} 格"
        return Record(number, problem=problem, raw=raw, share=share)
    fields = {n: _cell(c) for n, c in zip(names, row, strict=False) if n}
    return Record(number, fields, raw=raw, share=share)


def _cell(value: Any) -> Any:
    """Return a cell as JSON knows it: dates as ISO text, blanks as None."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return None if value is None or value == "" else str(value)


def read_xlsx(path: Path) -> Iterator[Record]:
    """Yield a record per row of the first sheet; row 1 names the fields."""
    with tempfile.TemporaryFile() as plain, sources.opened(path) as (stream, _):
        shutil.copyfileobj(stream, plain)
        plain.seek(0)
        try:
            book = openpyxl.load_workbook(plain, read_only=True, data_only=True)
        except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
            raise UnreadableFile(
                file=path.name, reason=f"不是可以打开的 XLSX 表格（{error}）"
            ) from error
        sheet = book.worksheets[0]
        total = max(sheet.max_row or 1, 1)
        rows = sheet.iter_rows(values_only=True)
        names = [str(name or "").strip() for name in next(rows, ())]
        for number, row in enumerate(rows, start=2):
            if any(cell not in (None, "") for cell in row):
                yield _row_record(number, names, list(row), number / total)
