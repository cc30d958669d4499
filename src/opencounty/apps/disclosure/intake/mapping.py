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
TABLES = frozenset(
    {"name", "origin", "recognised_by", "fields", "body", "values", "facts"}
    | {"columns", "column", "unit"}
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

    @property
    def has_place(self) -> bool:
        """Say whether every record finds a column by it."""
        return bool(self.column_otherwise or self.fields.get("columns"))

    @property
    def theirs(self) -> frozenset[str]:
        """Return the names of their fields that mean something here."""
        named = {name for names in self.fields.values() for name in names}
        return frozenset(named | {*self.kept_facts, self.column_field})

    def lacks(self, names: AnyMapping[str, Any]) -> str:
        """Return what a table's header lacks, in words; empty when nothing does."""
        for ours, words in (("title", "标题"), ("origin_id", "编号")):
            theirs = self.fields[ours]
            if not set(theirs) & set(names):
                known = "、".join(theirs)
                there = "、".join(names)
                return f"表头里没有{words}列（{known}），第一行是：{there}"
        return ""

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
    except OSError as error:
        reason = f"打不开（{error.strerror}）"
        raise UnreadableMapping(file=path.name, reason=reason) from error
    except UnicodeDecodeError as error:
        reason = "不是 UTF-8 编码，请另存为 UTF-8"
        raise UnreadableMapping(file=path.name, reason=reason) from error
    except tomllib.TOMLDecodeError as error:
        reason = f"不是正确的 TOML（{error}）"
        raise UnreadableMapping(file=path.name, reason=reason) from error
    try:
        return _mapping(path, data)
    except (TypeError, AttributeError, ValueError) as error:
        reason = f"有一处写法不对，请对照自带的例子（{error}）"
        raise UnreadableMapping(file=path.name, reason=reason) from error


def _mapping(path: Path, data: dict[str, Any]) -> Mapping:
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
    tables = sorted(set(data) - TABLES)
    if tables:
        known = "、".join(sorted(TABLES))
        reason = f"不认识 {'、'.join(tables)}；可用的有：{known}"
        raise UnreadableMapping(file=file, reason=reason)
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
    names = sorted(path.stem for path in BUILT_IN.glob("*.toml"))
    if name not in names:
        reason = f"没有这个自带的对照；有 {'、'.join(names)}，自己写的以 .toml 结尾"
        raise UnreadableMapping(file=name, reason=reason)
    return load(BUILT_IN / f"{name}.toml")


def recognise(record: AnyMapping[str, Any]) -> Mapping:
    """Return the built-in mapping that fits a first record best."""
    names = set(record)
    known = [load(path) for path in sorted(BUILT_IN.glob("*.toml"))]
    fitting = [m for m in known if m.recognised_by and m.recognised_by <= names]
    fitting.sort(key=lambda m: len(m.recognised_by), reverse=True)
    return fitting[0] if fitting else built_in("general")
