"""Reading lists of administrative divisions: CSV, plain or gzipped."""

import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from opencounty.kernel.base.codes import Fault, parse_division

DIGITS = 12
PARENT_COLUMNS = ("parent", "street_code", "area_code", "city_code", "province_code")


class UnreadableList(Exception):
    """The file is not a list of divisions; the text says what it should be."""


@dataclass(frozen=True)
class DivisionRow:
    """One line of a list of divisions, its codes filled up to 12 digits."""

    line: int
    code: str
    name: str
    level: int
    parent: str  # empty for a province
    valid_from: date | None = None
    valid_to: date | None = None
    succeeds: tuple[str, ...] = ()


@dataclass(frozen=True)
class RefusedRow:
    """A line that cannot be taken, and why."""

    line: int
    reason: str


def read_rows(path: Path) -> Iterator[DivisionRow | RefusedRow]:
    """Yield the lines of a list, each read or refused, without loading the file."""
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rb") as stream:
            text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
            reader = csv.DictReader(text, strict=True)
            _refuse_header(reader.fieldnames or ())
            for cells in reader:
                yield _row(reader.line_num, cells)
    except (OSError, EOFError) as error:
        raise UnreadableList(f"读不了 {path.name}：{error}") from error
    except UnicodeDecodeError as error:
        raise UnreadableList(f"{path.name} 不是 UTF-8 编码。") from error
    except csv.Error as error:
        raise UnreadableList(f"{path.name} 不是完好的 CSV：{error}") from error


def full_code(code: str) -> str:
    """Return a division code filled with zeros to its 12 digits."""
    return code.ljust(DIGITS, "0") if code else ""


def _refuse_header(columns: object) -> None:
    """Refuse a file without the columns that make a list of divisions."""
    known = set(columns) if isinstance(columns, list) else set()
    if not {"code", "name"} <= known or not known & set(PARENT_COLUMNS):
        raise UnreadableList("第一行应为列名：code,name,level,parent。")


def _row(line: int, cells: dict[str | None, str | None]) -> DivisionRow | RefusedRow:
    """Read one line, or say what is wrong with it."""
    value = {key: (text or "").strip() for key, text in cells.items() if key}
    code, name = value["code"], value["name"]
    parent = next((value[c] for c in PARENT_COLUMNS if value.get(c)), "")
    read = parse_division(code)
    if isinstance(read, Fault):
        return RefusedRow(line, f"区划代码“{code[:20]}”：{read}")
    if not name or len(name) > 100:
        return RefusedRow(line, f"{code} 的名称应为 1 至 100 个字")
    level = value.get("level") or str(read.level.value)
    if level not in {"1", "2", "3", "4", "5"}:
        return RefusedRow(line, f"{code} 的级别“{level[:20]}”应为 1 至 5")
    if level != "1" and not parent:
        return RefusedRow(line, f"{code} {name} 没有写上级区划")
    try:
        first, last = _day(value.get("valid_from")), _day(value.get("valid_to"))
    except ValueError:
        return RefusedRow(line, f"{code} 的日期应写成 2026-01-31")
    succeeds = tuple(full_code(c) for c in value.get("succeeds", "").split())
    return DivisionRow(
        line,
        read.code,
        name,
        int(level),
        full_code(parent),
        first,
        last,
        succeeds,
    )


def _day(text: str | None) -> date | None:
    """Return a day written as 2026-01-31; None when nothing is written."""
    return date.fromisoformat(text) if text else None
