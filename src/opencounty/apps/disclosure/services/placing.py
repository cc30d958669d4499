"""Where items stand: rows for chosen columns and those above, and their counts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, Max, Q
from django.utils.timezone import localdate

from opencounty.apps.disclosure import permissions, signals
from opencounty.apps.disclosure.errors import ColumnClosed, ColumnTakesNoItems
from opencounty.apps.disclosure.models import Column, Item, Placement
from opencounty.apps.disclosure.services import indexing, news
from opencounty.kernel.audit import services as audit
from opencounty.kernel.org.actor import Actor


@transaction.atomic
def place(
    item: Item, columns: Sequence[Column], *, home: Column | None = None, by: Actor
) -> Item:
    """Show an item in exactly these columns; its home column is always among them.

    Before release whoever drafts it may place it, afterwards whoever publishes.
    A new `home` gives the item a new address; the old one leads to it.
    """
    item = Item.objects.select_for_update().get(pk=item.pk)
    released = item.released_at is not None
    needed = permissions.PUBLISH if released else permissions.DRAFT
    by = by.require(needed, item.unit_id)
    before = chosen_ids(item)
    new_home = home or item.home_column
    added = [c for c in [new_home, *columns] if c.pk not in before]
    refuse_unfit(added)

    if new_home.pk != item.home_column_id:
        item.home_column = new_home
        item.save(update_fields=["home_column", "changed_at"])
    chosen = {new_home.pk, *(column.pk for column in columns)}
    rewrite(item, chosen)
    if chosen != before or home is not None:
        audit.record(
            "disclosure.item_placed",
            on=item,
            by=by,
            before=sorted(before),
            after=sorted(chosen),
            home=new_home.path,
        )
    if item.is_live:
        indexing.mark([item.pk])
        signals.item_updated.send(Item, item=item, version=item.published_version)
    return item


@transaction.atomic
def pin(item: Item, column: Column, *, pinned: bool, by: Actor) -> Item:
    """Set an item above the others of one column, or no longer."""
    item = Item.objects.select_for_update().get(pk=item.pk)
    by = by.require(permissions.PUBLISH, item.unit_id)
    rows = item.placements.filter(column=column).exclude(pinned=pinned)
    if rows.update(pinned=pinned):
        action = "disclosure.item_pinned" if pinned else "disclosure.item_unpinned"
        audit.record(action, on=item, by=by, column=column.path)
        signals.item_updated.send(Item, item=item, version=item.published_version)
    return item


@transaction.atomic
def recount_columns(*, by: Actor) -> int:
    """Count every column's live items anew; return how many counts were wrong."""
    by = by.require(permissions.MANAGE_COLUMNS)
    lock(Column.objects.values_list("pk", flat=True))
    live = Q(placements__live=True)
    counts = Column.objects.annotate(
        counted=Count("placements", filter=live),
        newest=Max("placements__listed_at", filter=live),
    ).values_list("pk", "live_items", "last_released_at", "counted", "newest")
    wrong = 0
    for pk, noted, last, counted, newest in counts.order_by("pk"):
        if noted != counted or (newest is None) != (last is None):
            last_at = max(filter(None, [last, newest])) if newest else None
            row = Column.objects.filter(pk=pk)
            wrong += row.update(live_items=counted, last_released_at=last_at)
    if wrong:
        audit.record("disclosure.columns_recounted", by=by, wrong=wrong)
    return wrong


def chosen_ids(item: Item) -> set[int]:
    """Return the columns somebody chose for an item."""
    rows = item.placements.chosen()
    return set(rows.values_list("column_id", flat=True))


def refuse_unfit(columns: Iterable[Column]) -> None:
    """Refuse columns that are closed or hold only links."""
    today = localdate()
    for column in columns:
        if column.closed_on is not None and column.closed_on <= today:
            raise ColumnClosed(column=column.name)
        if column.kind == Column.Kind.LINK:
            raise ColumnTakesNoItems(column=column.name)


def wanted_rows(
    chosen: Iterable[int], lines: Mapping[int, tuple[int, ...]]
) -> dict[int, bool]:
    """Map each column an item must stand in to whether it is inherited."""
    rows = {above: True for column in chosen for above in lines[column]}
    return rows | dict.fromkeys(chosen, False)


def rewrite(item: Item, chosen: Iterable[int]) -> None:
    """Make an item's rows those of the chosen columns; keep the counts right."""
    wanted = wanted_rows(chosen, Column.objects.all().lines())
    present = {row.column_id: row for row in item.placements.all()}
    gone = set(present) - set(wanted)
    fresh = set(wanted) - set(present)
    if item.is_live and gone | fresh:
        lock(gone | fresh)
    item.placements.filter(column__in=gone).delete()
    for inherited in (True, False):
        changed = [
            row.pk
            for pk, row in present.items()
            if wanted.get(pk) is inherited and row.inherited is not inherited
        ]
        item.placements.filter(pk__in=changed).update(inherited=inherited)
    Placement.objects.bulk_create(
        Placement(
            item=item,
            column_id=pk,
            inherited=wanted[pk],
            live=item.is_live,
            listed_at=item.listed_at,
        )
        for pk in sorted(fresh)
    )
    if item.is_live and item.listed_at is not None:
        note_gone(gone)
        note_added(dict.fromkeys(fresh, 1), item.listed_at)


def go_live(item: Item, *, at: datetime) -> list[int]:
    """Show an item in its columns; `at` is when it was news to them."""
    ids = sorted(item.placements.values_list("column_id", flat=True))
    lock(ids)
    hidden = item.placements.filter(live=False)
    added = dict.fromkeys(hidden.values_list("column_id", flat=True), 1)
    hidden.update(live=True, listed_at=item.listed_at)
    note_added(dict.fromkeys(ids, 0) | added, at)
    return ids


def go_dark(item: Item) -> list[int]:
    """Take an item out of sight in all its columns."""
    shown = item.placements.filter(live=True)
    ids = sorted(shown.values_list("column_id", flat=True))
    lock(ids)
    shown.update(live=False)
    note_gone(ids)
    return ids


def note_added(counts: dict[int, int], at: datetime) -> None:
    """Add to the counts of columns and note the release, in few statements."""
    by_count: dict[int, list[int]] = {}
    for column, count in counts.items():
        by_count.setdefault(count, []).append(column)
    for count, columns in sorted(by_count.items()):
        rows = Column.objects.filter(pk__in=columns)
        rows.update(live_items=F("live_items") + count)
        rows.filter(last_released_at=None).update(last_released_at=at)
        rows.filter(last_released_at__lt=at).update(last_released_at=at)


def note_gone(columns: Iterable[int]) -> None:
    """Take one from the counts of columns; look again when each last had news."""
    for pk in sorted(columns):
        Column.objects.filter(pk=pk).update(
            live_items=F("live_items") - 1, last_released_at=news.of_column(pk)
        )


def lock(columns: Iterable[int]) -> None:
    """Lock columns in one order, so that two releases never wait for each other."""
    rows = Column.objects.select_for_update().order_by("pk")
    list(rows.filter(pk__in=columns).values_list("pk"))


def columns_of(ids: Iterable[int]) -> list[Column]:
    """Return the columns of some ids."""
    return list(Column.objects.filter(pk__in=ids))
