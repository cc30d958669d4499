"""Rows of a table as records: what CSV and XLSX have in common."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Record:
    """One record as it stands in the file, or why it is none."""

    number: int  # line, or row of the sheet
    fields: dict[str, Any] = field(default_factory=dict)
    problem: str = ""
    raw: str = ""
    share: float = 0.0  # of the file read so far
    is_row: bool = False  # of a table, whose header names every field


def names_of(head: list[Any]) -> list[str]:
    """Return the names of the columns; one that comes again gets a number."""
    names: list[str] = []
    for cell in head:
        name = str(cell if cell is not None else "").strip()
        again = names.count(name) if name else 0
        names.append(f"{name}（{again + 1}）" if again else name)
    return names


def row_record(number: int, names: list[str], row: list[Any], share: float) -> Record:
    row = [*row, *[None] * (len(names) - len(row))]
    beyond = [f"第 {n} 格" for n in range(len(names) + 1, len(row) + 1)]
    cells = zip([*names, *beyond], map(_cell, row), strict=True)
    raw = json.dumps(dict(cells), ensure_ascii=False)
    if len(row) > len(names) and any(str(c or "").strip() for c in row[len(names) :]):
        problem = f"这一行有 {len(row)} 格，表头只有 {len(names)} 格"
        return Record(number, problem=problem, raw=raw, share=share, is_row=True)
    fields = {n: _cell(c) for n, c in zip(names, row, strict=False) if n}
    return Record(number, fields, raw=raw, share=share, is_row=True)


def _cell(value: Any) -> Any:
    """Return a cell as JSON knows it: dates as ISO text, blanks as None."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return None if value is None or value == "" else str(value)
