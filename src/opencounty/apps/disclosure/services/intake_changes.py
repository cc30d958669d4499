"""Imported records that changed at their source: a new version, the old one kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from opencounty.apps.disclosure.models import Item, Placement, Release, Version
from opencounty.apps.disclosure.rules import State
from opencounty.apps.disclosure.services import intake_rows as rows
from opencounty.apps.disclosure.services import placing
from opencounty.apps.disclosure.services.incoming import Outcome, Ready, Result
from opencounty.kernel.org.actor import Actor

WITHDRAWN = "本地已撤回，导入不会重新发布"
EDITED = "本地已修改过，导入不会覆盖；来源的新内容请人工核对"
IN_PROGRESS = "本地正在修改，导入不会覆盖；来源的新内容请人工核对"


def change_items(
    ready: Sequence[Ready], items: Mapping[int, Item], *, by: Actor
) -> dict[int, Outcome]:
    """Write changed records as new versions; return the outcomes by position.

    What was withdrawn here stays withdrawn, and what was or is being edited here
    is not overwritten: all are refused with that reason.
    """
    outcomes: dict[int, Outcome] = {}
    in_progress = set(
        Version.objects.open().filter(item__in=items).values_list("item", flat=True)
    )
    taken: list[tuple[Ready, Item]] = []
    for one in ready:
        item = items[one.item_id or 0]
        why = IN_PROGRESS if item.pk in in_progress else _why_not(item)
        if why:
            outcomes[one.position] = Outcome.refused(one.record, why)
        else:
            taken.append((one, item))
            outcomes[one.position] = one.done(Result.UPDATED, item.pk)
    if taken:
        _write(taken, by=by)
    return outcomes


def locked_items(ready: Sequence[Ready]) -> dict[int, Item]:
    """Return the items of records that were taken before, locked, by id."""
    pks = [one.item_id for one in ready if one.item_id is not None]
    found = Item.objects.select_for_update(of=("self",)).filter(pk__in=pks)
    found = found.select_related("published_version")
    return {item.pk: item for item in found.order_by("pk")}


def _why_not(item: Item) -> str:
    if item.withdrawn_at is not None:
        return WITHDRAWN
    version = item.published_version
    if version is not None and version.drafted_by_id is not None:
        return EDITED
    return ""


def _write(taken: Sequence[tuple[Ready, Item]], *, by: Actor) -> None:
    now = timezone.now()
    columns: set[int] = set()
    reworded: list[Ready] = []
    for one, item in taken:
        before = item.published_version
        said = rows.said(one)
        if before is None or before.digest != said["digest"]:
            reworded.append(one)
            _supersede(one, item, said, now)
        _move_in_lists(one, item, now)
        _describe(one, item, before.validity if before else "")
        columns |= placing.chosen_ids(item)
        placing.rewrite(item, [column.pk for column in one.columns])
        columns |= {column.pk for column in one.columns}
    pks = {one.position: item.pk for one, item in taken}
    rows.log_releases(
        reworded,
        {one.position: pks[one.position] for one in reworded},
        Release.Action.UPDATED,
        now,
        by=by,
    )
    ready = [one for one, _ in taken]
    rows.announce(ready, pks.values(), columns, "disclosure.imports_updated", by=by)


def _supersede(one: Ready, item: Item, said: dict[str, Any], now: datetime) -> None:
    """Put a new version in the place of the one that was shown."""
    number = item.versions.latest("number").number + 1
    item.versions.filter(state=State.PUBLISHED).update(state=State.SUPERSEDED)
    rows.write_versions([one], [said | {"item_id": item.pk, "number": number}], now)
    item.published_version = item.versions.get(number=number)


def _move_in_lists(one: Ready, item: Item, now: datetime) -> None:
    """Let an item stand where the date that its source corrected puts it."""
    said = one.record.source_published_on
    if said is None or said == item.source_published_on:
        return
    item.listed_at = rows.listed_at(said, now)
    Placement.objects.filter(item=item).update(listed_at=item.listed_at)


def _describe(one: Ready, item: Item, said_before: str) -> None:
    """Write what the record says now onto its item; number and release stand.

    A validity that somebody here set since the last import stands too.
    """
    known_better = item.validity != said_before
    validity = item.validity if known_better else one.record.validity
    for name, value in rows.description(one).items():
        setattr(item, name, value)
    for name in rows.OF_ITEM:
        setattr(item, name, getattr(one.record, name))
    item.validity = validity
    item.origin_facts = rows.origin_facts(one, item.index_number)
    item.origin_category = rows.origin_category(one)
    item.origin_digest = one.digest
    item.home_column = one.columns[0]
    item.save()
