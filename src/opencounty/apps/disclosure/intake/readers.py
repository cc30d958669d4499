"""Readers: JSON Lines, CSV and XLSX as a stream of numbered records."""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from opencounty.apps.disclosure.errors import UnreadableFile
from opencounty.apps.disclosure.intake import sources
from opencounty.apps.disclosure.intake.tables import Record, names_of, row_record
from opencounty.apps.disclosure.intake.workbooks import read_xlsx

CSV_FIELD_LIMIT = 16 * 1024 * 1024


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
    text_encoding = (
        sources.known_encoding(path, encoding)
        if encoding
        else sources.encoding_of(head)
    )
    begins = head.decode(text_encoding, "replace").lstrip("\ufeff \t\r\n")
    start = begins[:1]
    if _is_binary(begins):
        raise UnreadableFile(
            file=path.name, reason="不是 JSON Lines、CSV 或 XLSX，里面是二进制内容"
        )
    if start == "[":
        raise UnreadableFile(
            file=path.name,
            reason="是一个 JSON 数组；请改成每行一条记录（JSON Lines）",
        )
    if begins.split("\n", 1)[0].strip() == "{":
        raise UnreadableFile(
            file=path.name,
            reason="一条记录分成了好几行；请改成每行一条记录（JSON Lines）",
        )
    if start == "{" or ".jsonl" in path.name:
        return read_jsonl(path, text_encoding)
    return read_csv(path, text_encoding)


def _is_binary(text: str) -> bool:
    """Say whether a text is none: a PDF, or full of what no text contains."""
    odd = sum(1 for c in text if (c < " " and c not in "\t\r\n\f") or c == "\ufffd")
    return text.startswith("%PDF-") or odd > len(text) // 10


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
        problem = f"不是完整的 JSON：{_why_no_json(error)}"
        return Record(line.number, problem=problem, raw=raw, share=share)
    if not isinstance(value, dict):
        problem = "这一行不是一个 JSON 对象（{…}）"
        return Record(line.number, problem=problem, raw=raw, share=share)
    return Record(line.number, value, raw=raw, share=share)


def _why_no_json(error: ValueError | RecursionError) -> str:
    if isinstance(error, RecursionError):
        return "括号一层套一层，太深了"
    if isinstance(error, json.JSONDecodeError):
        return f"第 {error.colno} 个字符附近有误（{error.msg}）"
    return "有一个数太长"


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
    rows = csv.reader(chain([first], stream), delimiter=_delimiter(first), strict=True)
    _, head = next(_rows(rows, lines), (1, []))
    if isinstance(head, str):
        raise UnreadableFile(file=path.name, reason=f"表头读不出来：{head}")
    names = names_of(head)
    for number, row in _rows(rows, lines, lines.number + 1):
        yield from lines.unreadable
        lines.unreadable.clear()
        if isinstance(row, str):
            yield Record(number, problem=row, share=lines.share, is_row=True)
        elif any(cell.strip() for cell in row):
            yield row_record(number, names, row, lines.share)
    yield from lines.unreadable


def _rows(
    rows: Iterator[list[str]], lines: CsvLines, number: int = 1
) -> Iterator[tuple[int, list[str] | str]]:
    """Yield each row, or why it is none, with its first line.

    One bad row does not end the file.
    """
    while True:
        try:
            yield number, next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, _why_no_csv(str(error), lines.number)
        number = lines.number + 1


def _why_no_csv(error: str, last: int) -> str:
    if "unexpected end" in error:
        return f"引号没有闭合，从这一行到第 {last} 行都没有导入；补上引号再导一次"
    if "field limit" in error:
        return f"有一格太大，多半是少了引号；到第 {last} 行为止都没有导入"
    if "new-line" in error:
        return "换行符是旧式的 CR；请另存为“CSV UTF-8”"
    return f"引号用得不对，格子里的引号要写成两个（{error}）"


def _delimiter(first: str) -> str:
    return max(",\t;|", key=first.count) if first else ","
