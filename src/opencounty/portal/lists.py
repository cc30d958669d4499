"""Titles in order: the newest of a column, any page of it, however deep.

A list reads one index (`disclosure_placement_list`) and only the columns shown.
Far down it reads the index alone, from the nearer end, and rows only for the page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from opencounty.apps.disclosure.models import Item, Placement
from opencounty.kernel.org.actor import VISITOR
from opencounty.portal.blocks import LATEST
from opencounty.portal.frame import Frame, Node
from opencounty.portal.prepared import Prepared
from opencounty.ui.paging import Paging, paging

PAGE_SIZE = 20
# from here on the index is read first, and rows only for what is shown
DEEP = 200
FIELDS = (
    *("pk", "title", "listed_at", "home_column_id", "doc_number", "validity"),
    "summary",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A title in a list and what stands beside it."""

    pk: int
    title: str
    url: str
    at: datetime
    doc_number: str
    validity: str
    summary: str
    pinned: bool = False

    @property
    def day(self) -> date:
        """Return the day the list shows."""
        return timezone.localtime(self.at).date()


@dataclass(frozen=True)
class ColumnPage:
    """One page of a column."""

    rows: list[Row]
    paging: Paging


def address(frame: Frame, pk: int, column_id: int, at: datetime) -> str:
    """Return the one public address of an item, without asking the database."""
    day = timezone.localtime(at)
    node = frame.node(column_id)
    return f"/{node.path}/{day.year:04d}/{day.month:02d}/{pk}.html"


def row_of(frame: Frame, values: Sequence[Any], *, pinned: bool = False) -> Row:
    """Return a row from the values of FIELDS."""
    pk, title, at, column_id, doc_number, validity, summary = values
    return Row(
        pk=pk,
        title=title,
        url=address(frame, pk, column_id, at),
        at=at,
        doc_number=doc_number,
        validity=validity,
        summary=summary,
        pinned=pinned,
    )


def newest(frame: Frame, path: str, count: int) -> list[Row]:
    """Return the newest titles of a column, or of the whole pool for `*`."""
    if path == LATEST:
        return [row_of(frame, values) for values in _LATEST.rows(limit=count)]
    node = frame.by_path.get(path)
    if node is None:
        return []
    return _rows(frame, _IN_COLUMN.rows(column=node.pk, limit=count))


@dataclass(frozen=True, slots=True)
class Consultation:
    """A draft the public may comment on, and until when."""

    row: Row
    closes_on: date | None

    @property
    def days_left(self) -> int | None:
        """Return how many days are left, less than none when it is over."""
        return (self.closes_on - timezone.localdate()).days if self.closes_on else None


def consultations(frame: Frame, path: str, count: int) -> list[Consultation]:
    """Return a column's newest consultations: open ones first, the next to close."""
    node = frame.by_path.get(path)
    if node is None:
        return []
    newest_first = _live().filter(column=node.pk).order_by(*ORDER)
    fields = [f"item__{name}" for name in FIELDS]
    found = [
        Consultation(row_of(frame, values), closes_on)
        for closes_on, *values in newest_first.values_list(
            "item__valid_until", *fields
        )[: 4 * count]
    ]
    found.sort(key=_soonest_first)
    return found[:count]


def _soonest_first(consultation: Consultation) -> tuple[bool, int]:
    left = consultation.days_left
    return (True, 0) if left is None or left < 0 else (False, left)


def picked(frame: Frame, numbers: Iterable[int]) -> list[Row]:
    """Return items chosen by number, in the order chosen, hidden ones left out."""
    wanted = list(dict.fromkeys(numbers))
    items = Item.objects.visible_to(VISITOR).filter(pk__in=wanted)
    found = {v[0]: row_of(frame, v) for v in items.values_list(*FIELDS)}
    return [found[pk] for pk in wanted if pk in found]


@dataclass(frozen=True, slots=True)
class Described:
    """A line of the catalogue."""

    title: str
    url: str
    at: datetime
    index_number: str
    doc_number: str
    issuer: str
    made_on: date | None
    validity: str

    @property
    def day(self) -> date:
        """Return the day of release."""
        return timezone.localtime(self.at).date()


def described(frame: Frame, numbers: Iterable[int]) -> list[Described]:
    """Return items as the catalogue lists them, in the order given."""
    wanted = list(numbers)
    items = Item.objects.visible_to(VISITOR).filter(pk__in=wanted)
    rows = items.values_list(
        *("pk", "title", "home_column_id", "listed_at", "index_number"),
        *("doc_number", "issuer_name", "made_on", "validity"),
    )
    found = {
        pk: Described(title, address(frame, pk, column_id, at), at, number or "", *rest)
        for pk, title, column_id, at, number, *rest in rows
    }
    return [found[pk] for pk in wanted if pk in found]


def page_of(frame: Frame, node: Node, asked: str | None) -> ColumnPage:
    """Return the page of a column that `?page=` asks for; beyond the end, the last."""
    page = paging(asked, total=node.items, size=PAGE_SIZE)
    if page.start < DEEP:
        found = _IN_COLUMN.rows(column=node.pk, limit=PAGE_SIZE, offset=page.start)
        return ColumnPage(_rows(frame, found), page)
    return ColumnPage(picked(frame, _far_down(node, page)), page)


ORDER = ("-pinned", "-listed_at", "-item_id")
SHOWN = ("pinned", *(f"item__{name}" for name in FIELDS))


def _live() -> QuerySet[Placement]:
    return Placement.objects.filter(live=True)


_LATEST = Prepared(
    lambda: (
        Item.objects.visible_to(VISITOR)
        .order_by("-listed_at", "-pk")
        .values_list(*FIELDS)
    )
)
_IN_COLUMN = Prepared(
    lambda column: _live().filter(column=column).order_by(*ORDER).values_list(*SHOWN),
    column=int,
)
_FROM_TOP = Prepared(
    lambda column: _live().filter(column=column).order_by(*ORDER).values_list("item"),
    column=int,
)
_FROM_END = Prepared(
    lambda column: (
        _live()
        .filter(column=column)
        .order_by("pinned", "listed_at", "item_id")
        .values_list("item")
    ),
    column=int,
)


def _far_down(node: Node, page: Paging) -> list[int]:
    """Return the items of a deep page, from the index alone, by the nearer end."""
    size = page.stop - page.start
    if page.start <= page.total // 2:
        found = _FROM_TOP.rows(column=node.pk, limit=size, offset=page.start)
        return [pk for (pk,) in found]
    after = page.total - page.stop
    found = _FROM_END.rows(column=node.pk, limit=size, offset=after)
    return [pk for (pk,) in reversed(found)]


def _rows(frame: Frame, found: Iterable[tuple[Any, ...]]) -> list[Row]:
    return [row_of(frame, values[1:], pinned=values[0]) for values in found]
