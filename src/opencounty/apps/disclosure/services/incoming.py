"""Imported records as they arrive: what they are, and what each will become."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self

from django.db.models import CharField
from django.utils.timezone import localdate

from opencounty.apps.disclosure import rules
from opencounty.apps.disclosure.models import Category, Column, Item, Version, trees
from opencounty.apps.disclosure.services.content import Enclosure
from opencounty.apps.disclosure.services.placing import wanted_rows
from opencounty.kernel.org.models import Unit

UNWRITABLE = "含有无法保存的字符"


@dataclass(frozen=True, slots=True)
class ImportedItem:
    """A record ready for the pool: fields tidy, HTML clean, text extracted.

    `origin` and `origin_id` say which record of which source it is; the same pair
    again is the same item.
    """

    origin: str
    origin_id: str
    title: str
    unit_slug: str
    column_paths: tuple[str, ...]  # the first is the home column
    body: str = ""
    text: str = ""
    made_on: date | None = None
    source_published_on: date | None = None
    issuer_name: str = ""
    doc_number: str = ""
    register_number: str = ""
    index_number: str = ""
    genre: str = ""
    subject: str = ""
    keywords: str = ""
    summary: str = ""
    validity: str = ""
    openness: str = "active"
    effective_on: date | None = None
    valid_until: date | None = None
    category_code: str = ""
    region_code: str = ""
    region_name: str = ""
    origin_url: str = ""
    origin_category: str = ""
    origin_facts: Mapping[str, Any] = field(default_factory=dict)
    source_name: str = ""
    source_url: str = ""
    author: str = ""
    files: tuple[Enclosure, ...] = ()


class Result(StrEnum):
    """What became of a record."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """What became of one record, and why not when it was refused."""

    origin_id: str
    result: Result
    item_id: int | None = None
    refusal: str = ""

    @classmethod
    def refused(cls, record: ImportedItem, why: str) -> Self:
        """Return the outcome of a record that was not taken."""
        return cls(record.origin_id, Result.REFUSED, refusal=why)


@dataclass(frozen=True)
class Surroundings:
    """The units, columns and categories that records name, read once a batch."""

    units: Mapping[str, Unit]
    units_by_name: Mapping[str, Unit]
    columns: Mapping[str, Column]
    lines: Mapping[int, tuple[int, ...]]
    categories: Mapping[str, Category]

    @classmethod
    def read(cls) -> Self:
        """Read them all: some hundreds of rows."""
        units = list(Unit.objects.select_related("parent"))
        columns = list(Column.objects.all())
        return cls(
            units={unit.slug: unit for unit in units},
            units_by_name={unit.name: unit for unit in units},
            columns={column.path: column for column in columns},
            lines=trees.lines({column.pk: column.parent_id for column in columns}),
            categories={category.code: category for category in Category.objects.all()},
        )

    def unit_ids_of(self, batch: Iterable[ImportedItem]) -> set[int]:
        """Return the units that the records of a batch belong to."""
        slugs = {record.unit_slug for record in batch}
        return {self.units[slug].pk for slug in slugs if slug in self.units}


@dataclass(frozen=True)
class Ready:
    """A record that can be taken, with what it names found."""

    position: int
    record: ImportedItem
    unit: Unit
    issuer: Unit | None
    category: Category | None
    columns: tuple[Column, ...]
    rows: Mapping[int, bool]  # columns it will stand in, and whether inherited
    digest: str
    item_id: int | None = None  # when it was taken before

    def done(self, result: Result, item_id: int) -> Outcome:
        """Return the outcome of this record."""
        return Outcome(self.record.origin_id, result, item_id)


@dataclass
class Incoming:
    """A batch, sorted: what is new, what changed, and what is settled already."""

    new: list[Ready] = field(default_factory=list)
    changed: list[Ready] = field(default_factory=list)
    outcomes: dict[int, Outcome] = field(default_factory=dict)

    @classmethod
    def sort(cls, batch: Sequence[ImportedItem], around: Surroundings) -> Self:
        """Look every record up, and refuse what cannot be taken."""
        incoming = cls()
        known = _known(batch)
        seen: set[tuple[str, str]] = set()
        for position, record in enumerate(batch):
            key = (record.origin, record.origin_id)
            why = "与本批前面的记录编号相同" if key in seen else fault(record, around)
            seen.add(key)
            if why:
                incoming.outcomes[position] = Outcome.refused(record, why)
            else:
                incoming.settle(_ready(position, record, around), known.get(key))
        return incoming

    def settle(self, ready: Ready, known: tuple[int, str] | None) -> None:
        """Put a sound record where it belongs."""
        if known is None:
            self.new.append(ready)
        elif known[1] == ready.digest:
            outcome = ready.done(Result.UNCHANGED, known[0])
            self.outcomes[ready.position] = outcome
        else:
            self.changed.append(replace(ready, item_id=known[0]))


def _known(batch: Iterable[ImportedItem]) -> dict[tuple[str, str], tuple[int, str]]:
    """Return id and digest of the records that were taken before."""
    by_origin: dict[str, list[str]] = {}
    for record in batch:
        by_origin.setdefault(record.origin, []).append(record.origin_id)
    known: dict[tuple[str, str], tuple[int, str]] = {}
    for origin, ids in by_origin.items():
        rows = Item.objects.filter(origin=origin, origin_id__in=ids).order_by()
        for origin_id, pk, digest in rows.values_list(
            "origin_id", "pk", "origin_digest"
        ):
            known[origin, origin_id] = (pk, digest)
    return known


def _ready(position: int, record: ImportedItem, around: Surroundings) -> Ready:
    columns = tuple(around.columns[path] for path in record.column_paths)
    return Ready(
        position=position,
        record=record,
        unit=around.units[record.unit_slug],
        issuer=around.units_by_name.get(record.issuer_name),
        category=around.categories.get(record.category_code),
        columns=columns,
        rows=wanted_rows([column.pk for column in columns], around.lines),
        digest=digest_of(record),
    )


def digest_of(record: ImportedItem) -> str:
    """Return the digest by which a changed record is known from an unchanged one."""
    facts = {name: getattr(record, name) for name in _DIGESTED}
    facts["body"] = hashlib.sha256(record.body.encode()).hexdigest()
    facts["files"] = [[one.file.sha256, one.title] for one in record.files]
    return rules.digest_of(facts)


_DIGESTED = tuple(
    one.name
    for one in fields(ImportedItem)
    if one.name not in {"body", "text", "files"}
)


def fault(record: ImportedItem, around: Surroundings) -> str:
    """Return why a record cannot be taken; empty when it can."""
    return (
        _blank(record)
        or _too_long(record)
        or _unknown(record, around)
        or _untimely(record)
        or _unwritable(record)
    )


def _blank(record: ImportedItem) -> str:
    for value, words in (
        (record.origin, "缺少来源代号"),
        (record.origin_id, "缺少编号，无法判断是否重复导入"),
        (record.title, "缺少标题"),
        (record.column_paths, "没有栏目"),
    ):
        if not value:
            return words
    if record.openness != Item.Openness.ACTIVE:
        return "公开属性不是主动公开，不能作为已发布的信息导入"
    return ""


def _too_long(record: ImportedItem) -> str:
    for name, limit, label in _LIMITS:
        value = getattr(record, name)
        if len(value) > limit:
            return f"{label}有 {len(value)} 个字，最多 {limit} 个"
    return ""


def _unknown(record: ImportedItem, around: Surroundings) -> str:
    if record.unit_slug not in around.units:
        return f"没有代号为“{record.unit_slug}”的单位"
    if record.category_code and record.category_code not in around.categories:
        return f"没有代码为“{record.category_code}”的公开类目"
    if record.validity not in Item.Validity.values:
        return f"不认识有效性“{record.validity}”"
    faults = (_column_fault(around.columns.get(p), p) for p in record.column_paths)
    return next((words for words in faults if words), "")


def _column_fault(column: Column | None, path: str) -> str:
    if column is None:
        return f"没有网址路径为“{path}”的栏目"
    if column.closed_on is not None and column.closed_on <= localdate():
        return f"栏目“{column.name}”已关闭"
    if column.kind == Column.Kind.LINK:
        return f"栏目“{column.name}”只是链接，不能上信息"
    return ""


def _untimely(record: ImportedItem) -> str:
    """Find days that cannot be: made or published tomorrow, ended before begun."""
    for day, label in (
        (record.made_on, "成文日期"),
        (record.source_published_on, "发布日期"),
    ):
        if day is not None and day > localdate():
            return f"{label} {day} 晚于今天"
    begins, ends = record.effective_on, record.valid_until
    if begins and ends and ends < begins:
        return f"有效期至 {ends}，早于施行日期 {begins}"
    return ""


def _unwritable(record: ImportedItem) -> str:
    """Find characters that no database takes: NUL, halves of surrogate pairs."""
    written = "".join(getattr(record, name) for name in _TEXTS)
    try:
        written.encode()
        facts = rules.canonical(record.origin_facts)
    except (UnicodeEncodeError, TypeError, ValueError):
        return UNWRITABLE
    return UNWRITABLE if "\0" in written or b"\\u0000" in facts else ""


def _limits() -> list[tuple[str, int, str]]:
    """Return the text fields of a record with the room the tables have for them."""
    room: dict[str, tuple[int, str]] = {}
    for model in (Version, Item):
        for column in model._meta.concrete_fields:
            if isinstance(column, CharField) and column.max_length:
                room[column.name] = (column.max_length, str(column.verbose_name))
    names = [one.name for one in fields(ImportedItem) if one.name in room]
    return [(name, *room[name]) for name in names]


_LIMITS = _limits()
_TEXTS = ("body", "text", *(name for name, _, _ in _LIMITS))
