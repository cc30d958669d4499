"""Mapping files: which field of theirs is which of ours, and which column."""

import tomllib
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from opencounty.apps.disclosure.errors import UnreadableMapping

BUILT_IN = Path(__file__).resolve().parent.parent / "data" / "mappings"
FIELDS = frozenset(
    {"origin_id", "title", "issuer_name", "doc_number", "made_on", "body", "summary"}
    | {"source_published_on", "index_number", "genre", "subject", "keywords"}
    | {"openness", "validity", "category", "region_code", "region_name", "columns"}
    | {"origin_url", "source_name", "author", "valid_until", "effective_on"}
)
FORMATS = frozenset({"auto", "html", "markdown", "plain"})


@dataclass(frozen=True)
class ColumnSpec:
    """A column the mapping needs; made when it does not exist."""

    path: str
    name: str
    description: str = ""
    keywords: str = ""


@dataclass(frozen=True)
class Mapping:
    """How the records of one kind of file become items."""

    name: str
    origin: str
    fields: dict[str, tuple[str, ...]]
    body_format: str = "auto"
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    kept_facts: tuple[str, ...] = ()
    column_field: str = ""
    column_paths: dict[str, str] = field(default_factory=dict)
    column_otherwise: str = ""
    columns: tuple[ColumnSpec, ...] = ()
    unit_slug: str = ""
    unit_name: str = ""
    recognised_by: frozenset[str] = frozenset()

    def first(self, name: str, record: AnyMapping[str, Any]) -> tuple[str, Any]:
        """Return (their field, value) of the first filled field for `name`."""
        for theirs in self.fields.get(name, ()):
            value = record.get(theirs)
            if value is not None and value != "":
                return theirs, value
        return "", None

    def column_path(self, record: AnyMapping[str, Any]) -> str:
        """Return the path of the column a record goes to."""
        value = str(record.get(self.column_field) or "") if self.column_field else ""
        return self.column_paths.get(value, self.column_otherwise)


def load(path: Path) -> Mapping:
    """Return a mapping file as a Mapping; raises UnreadableMapping with the place."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UnreadableMapping(file=path.name, reason="没有这个文件") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableMapping(file=path.name, reason=str(error)) from error
    fields = {
        ours: (theirs,) if isinstance(theirs, str) else tuple(theirs)
        for ours, theirs in data.get("fields", {}).items()
    }
    _check(path.name, data, fields)
    columns = data.get("columns", {})
    unit = data.get("unit", {})
    return Mapping(
        name=data.get("name", path.stem),
        origin=data.get("origin", path.stem),
        fields=fields,
        body_format=data.get("body", {}).get("format", "auto"),
        values=data.get("values", {}),
        kept_facts=tuple(data.get("facts", {}).get("keep", ())),
        column_field=columns.get("by", ""),
        column_paths=columns.get("paths", {}),
        column_otherwise=columns.get("otherwise", ""),
        columns=tuple(ColumnSpec(**spec) for spec in data.get("column", ())),
        unit_slug=unit.get("slug", ""),
        unit_name=unit.get("name", ""),
        recognised_by=frozenset(data.get("recognised_by", ())),
    )


def _check(file: str, data: dict[str, Any], fields: dict[str, Any]) -> None:
    """Refuse a mapping that could only fail later, record by record."""
    unknown = sorted(set(fields) - FIELDS)
    if unknown:
        known = "、".join(sorted(FIELDS))
        reason = f"[fields] 里有不认识的字段 {'、'.join(unknown)}；可用的有：{known}"
        raise UnreadableMapping(file=file, reason=reason)
    if "title" not in fields or "origin_id" not in fields:
        reason = "[fields] 至少要有 title 和 origin_id"
        raise UnreadableMapping(file=file, reason=reason)
    if data.get("body", {}).get("format", "auto") not in FORMATS:
        reason = f"[body] format 应为 {'、'.join(sorted(FORMATS))} 之一"
        raise UnreadableMapping(file=file, reason=reason)


def built_in(name: str) -> Mapping:
    """Return one of the mappings that come with the platform, by file name."""
    return load(BUILT_IN / f"{name}.toml")


def recognise(record: AnyMapping[str, Any]) -> Mapping:
    """Return the built-in mapping that fits a first record best."""
    names = set(record)
    known = [load(path) for path in sorted(BUILT_IN.glob("*.toml"))]
    fitting = [m for m in known if m.recognised_by and m.recognised_by <= names]
    fitting.sort(key=lambda m: len(m.recognised_by), reverse=True)
    return fitting[0] if fitting else built_in("general")
