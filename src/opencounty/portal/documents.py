"""A published item as the public sees it, and what belongs to it: one query each."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from opencounty.apps.disclosure.models import (
    Attachment,
    Item,
    Link,
    Placement,
    Version,
)
from opencounty.portal import lists
from opencounty.portal.frame import Frame
from opencounty.portal.lists import Row
from opencounty.portal.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Document:
    """One released item with the wording shown, in a single row."""

    pk: int
    title: str
    index_number: str | None
    issuer_name: str
    doc_number: str
    register_number: str
    made_on: date | None
    genre: str
    subject: str
    keywords: str
    summary: str
    validity: str
    validity_note: str
    validity_changed_on: date | None
    valid_until: date | None
    origin_url: str
    source_published_on: date | None
    released_at: datetime
    listed_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str
    home_column_id: int
    version_id: int
    body: str
    source_name: str
    author: str
    unit_name: str
    issuing_unit: str | None
    category: str | None

    @property
    def is_live(self) -> bool:
        """Say whether the public sees it now."""
        return self.withdrawn_at is None

    @property
    def issuer(self) -> str:
        """Return who issued it: the name given, our own unit, or the keeping unit."""
        return self.issuer_name or self.issuing_unit or self.unit_name

    @property
    def source(self) -> str:
        """Return where it comes from (信息来源)."""
        return self.source_name or self.issuer


@dataclass(frozen=True, slots=True)
class Enclosed:
    """An attachment as it is listed."""

    title: str
    code: UUID
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Wording:
    """A version the public has seen."""

    number: int
    state: str
    change_note: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Relation:
    """Another document and what it has to do with this one."""

    kind: str
    words: str
    title: str
    url: str
    doc_number: str


ELSEWHERE = {
    "version_id": "published_version_id",
    "body": "published_version__body",
    "source_name": "published_version__source_name",
    "author": "published_version__author",
    "unit_name": "unit__name",
    "issuing_unit": "issuer__name",
    "category": "category__name",
}
_FIELDS = [ELSEWHERE.get(name, name) for name in Document.__slots__]
_DOCUMENT = Prepared(
    lambda pk: Item.objects.filter(released_at__isnull=False, pk=pk).values_list(
        *_FIELDS
    ),
    pk=int,
)
_ENCLOSED = Prepared(
    lambda version: (
        Attachment.objects.filter(version=version)
        .order_by("position", "pk")
        .values_list("title", "file__code", "file__name", "file__size")
    ),
    version=int,
)
_WORDINGS = Prepared(
    lambda item: (
        Version.objects.filter(
            item=item, state__in=[Version.State.PUBLISHED, Version.State.SUPERSEDED]
        )
        .order_by("-number")
        .values_list("number", "state", "change_note", "saved_at")
    ),
    item=int,
)
_END = ("pk", "title", "home_column_id", "listed_at", "doc_number")
_RELATIONS = Prepared(
    lambda item: (
        Link.objects.filter(Q(source=item) | Q(target=item))
        .between_live()
        .order_by("kind", "pk")
        .values_list(
            "kind",
            *(F(f"{end}__{name}") for end in ("source", "target") for name in _END),
        )
    ),
    item=int,
)


def _beside(column: int) -> Any:
    """Narrow to the titles of a column that are not pinned."""
    # `pinned__in=[False]` and not `pinned=False`: SQLite finds no index by NOT
    return Placement.objects.filter(column=column, live=True, pinned__in=[False])


_BESIDE_FIELDS = [f"item__{name}" for name in lists.FIELDS]
_NEWER = Prepared(
    lambda column, at, pk: (
        _beside(column)
        .filter(listed_at__gte=at)
        .exclude(listed_at=at, item__lte=pk)
        .order_by("listed_at", "item_id")
        .values_list(*_BESIDE_FIELDS)
    ),
    column=int,
    at=datetime,
    pk=int,
)
_OLDER = Prepared(
    lambda column, at, pk: (
        _beside(column)
        .filter(listed_at__lte=at)
        .exclude(listed_at=at, item__gte=pk)
        .order_by("-listed_at", "-item_id")
        .values_list(*_BESIDE_FIELDS)
    ),
    column=int,
    at=datetime,
    pk=int,
)
# what a document's relation to this one is called, seen from this one
_FORWARD = {
    Link.Kind.INTERPRETS: ("explains", "解读的文件"),
    Link.Kind.AMENDS: ("history", "修改了"),
    Link.Kind.REPEALS: ("history", "废止了"),
    Link.Kind.REPLACES: ("history", "替代了"),
    Link.Kind.BASED_ON: ("basis", "依据"),
    Link.Kind.RELATES_TO: ("other", "相关"),
}
_BACKWARD = {
    Link.Kind.INTERPRETS: ("explained", "政策解读"),
    Link.Kind.AMENDS: ("overtaken", "被修改"),
    Link.Kind.REPEALS: ("overtaken", "被废止"),
    Link.Kind.REPLACES: ("overtaken", "被替代"),
    Link.Kind.BASED_ON: ("follows", "以此为依据"),
    Link.Kind.RELATES_TO: ("other", "相关"),
}


def find(pk: int) -> Document | None:
    """Return a released item, withdrawn ones too; a draft is nobody's business."""
    found = _DOCUMENT.rows(pk=pk)
    return Document(*found[0]) if found else None


def enclosed(document: Document) -> list[Enclosed]:
    """Return the attachments of the wording shown."""
    return [Enclosed(*row) for row in _ENCLOSED.rows(version=document.version_id)]


def wordings(document: Document) -> list[Wording]:
    """Return the versions the public has seen, newest first, without their text."""
    return [Wording(*row) for row in _WORDINGS.rows(item=document.pk)]


def relations(frame: Frame, document: Document) -> list[Relation]:
    """Return the live documents linked either way."""
    found = []
    for kind, *ends in _RELATIONS.rows(item=document.pk):
        source, target = ends[:5], ends[5:]
        forward = source[0] == document.pk
        group, words = (_FORWARD if forward else _BACKWARD)[Link.Kind(kind)]
        pk, title, column_id, at, doc_number = target if forward else source
        url = lists.address(frame, pk, column_id, at)
        found.append(Relation(group, words, title, url, doc_number))
    return found


def neighbours(
    frame: Frame, document: Document, *, newer: int, older: int
) -> tuple[list[Row], list[Row]]:
    """Return the titles of the home column just newer and just older."""
    here: dict[str, Any] = {
        "column": document.home_column_id,
        "at": document.listed_at,
        "pk": document.pk,
    }
    above = _NEWER.rows(**here, limit=newer)
    below = _OLDER.rows(**here, limit=older)
    return (
        [lists.row_of(frame, values) for values in above],
        [lists.row_of(frame, values) for values in below],
    )
