"""New imported records as rows: everything in bulk, a few statements a batch."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from opencounty.apps.disclosure import rules, signals
from opencounty.apps.disclosure.models import (
    Attachment,
    Item,
    Placement,
    Release,
    Version,
)
from opencounty.apps.disclosure.rules import State
from opencounty.apps.disclosure.services import content as contents
from opencounty.apps.disclosure.services import indexing, numbering, placing
from opencounty.apps.disclosure.services.incoming import Outcome, Ready, Result
from opencounty.kernel.audit import services as audit
from opencounty.kernel.org.actor import Actor

SAME = (
    *("title", "issuer_name", "register_number", "made_on", "genre", "subject"),
    *("keywords", "summary", "openness", "effective_on", "valid_until"),
)
OF_ITEM = (
    *("origin", "origin_id", "origin_url", "source_published_on"),
    *("region_code", "region_name", "validity"),
)
OF_VERSION = ("body", "text", "validity", "source_name", "source_url", "author")


def create_items(ready: Sequence[Ready], *, by: Actor) -> dict[int, Outcome]:
    """Write new records as released items; return the outcomes by position."""
    if not ready:
        return {}
    now = timezone.now()
    numbers = _index_numbers(ready, timezone.localdate(now))
    items = [
        new_item(one, number, now) for one, number in zip(ready, numbers, strict=True)
    ]
    Item.objects.bulk_create(items)
    versions = [
        new_version(one, item, 1) for one, item in zip(ready, items, strict=True)
    ]
    write_versions(versions, ready)
    released = Version.objects.filter(item=OuterRef("pk"), state=State.PUBLISHED)
    Item.objects.filter(pk__in=[item.pk for item in items]).update(
        published_version=Subquery(released.values("pk")), released_at=now
    )
    columns = _place(ready, items)
    log_releases(ready, versions, Release.Action.IMPORTED, now, by=by)
    announce(items, columns, "disclosure.items_imported", by=by)
    return {
        one.position: one.done(Result.CREATED, item.pk)
        for one, item in zip(ready, items, strict=True)
    }


def description(one: Ready) -> dict[str, Any]:
    """Return what item and version both say of a record."""
    record = one.record
    facts = {name: getattr(record, name) for name in SAME}
    facts["doc_number"] = rules.tidy_doc_number(record.doc_number)
    facts["issuer"], facts["category"] = one.issuer, one.category
    return facts


def origin_facts(one: Ready) -> dict[str, Any]:
    """Return the source's own fields, those we had to write otherwise among them."""
    record, kept = one.record, dict(one.record.origin_facts)
    for name, ours in (
        ("doc_number", rules.tidy_doc_number(record.doc_number)),
        ("index_number", rules.tidy_index_number(record.index_number)),
    ):
        theirs = getattr(record, name)
        if theirs and theirs != ours:
            kept.setdefault(name, theirs)
    return kept


def new_item(one: Ready, index_number: str, now: datetime) -> Item:
    """Return the unsaved item of a new record."""
    record = one.record
    item = Item(
        unit=one.unit,
        home_column=one.columns[0],
        index_number=index_number,
        origin_digest=one.digest,
        origin_facts=origin_facts(one),
        origin_category=origin_category(one),
        listed_at=listed_at(record.source_published_on, now),
        **{name: getattr(record, name) for name in OF_ITEM},
        **description(one),
    )
    theirs = rules.tidy_index_number(record.index_number)
    if theirs and theirs != index_number:
        item.origin_facts["index_number"] = record.index_number
    return item


def origin_category(one: Ready) -> str:
    """Return the class the source put the record in, in the source's words."""
    given = one.record.origin_category or one.record.origin_facts.get("category", "")
    return str(given)[:60]


def new_version(one: Ready, item: Item, number: int) -> Version:
    """Return the unsaved published version of a record."""
    version = Version(
        item=item,
        number=number,
        state=State.PUBLISHED,
        **{name: getattr(one.record, name) for name in OF_VERSION},
        **description(one),
    )
    facts = contents.facts_of(version, one.record.files)
    version.digest = rules.digest_of(facts)
    return version


def write_versions(versions: Sequence[Version], ready: Sequence[Ready]) -> None:
    """Write versions and attachments; what has attachments is sealed after them."""
    sealed_later: list[tuple[Version, str]] = []
    for version, one in zip(versions, ready, strict=True):
        if one.record.files:
            sealed_later.append((version, version.digest))
            version.digest, version.state = "", State.DRAFT
    Version.objects.bulk_create(versions)
    Attachment.objects.bulk_create(
        Attachment(version=version, file=one.file, title=one.title, position=position)
        for version, ready_one in zip(versions, ready, strict=True)
        for position, one in enumerate(ready_one.record.files)
    )
    for version, digest in sealed_later:
        version.digest, version.state = digest, State.PUBLISHED
        version.save(update_fields=["digest", "state"])


def listed_at(source_published_on: date | None, now: datetime) -> datetime:
    """Return where a record stands in lists: at its source's date, never ahead."""
    if source_published_on is None:
        return now
    start = datetime.combine(source_published_on, time.min)
    return min(now, timezone.make_aware(start))


def log_releases(
    ready: Sequence[Ready],
    versions: Sequence[Version],
    action: Release.Action,
    now: datetime,
    *,
    by: Actor,
) -> None:
    """Write the release log of a batch."""
    Release.objects.bulk_create(
        Release(
            item_id=version.item_id,
            version=version,
            action=action,
            at=now,
            by_id=by.account_id,
            by_name=by.name,
            digest=version.digest,
            columns=sorted(placing.wanted_rows([c.pk for c in one.columns], one.lines)),
        )
        for one, version in zip(ready, versions, strict=True)
    )


def announce(
    items: Sequence[Item], columns: Iterable[int], action: str, *, by: Actor
) -> None:
    """Record, mark for search and tell listeners, once for the batch."""
    pks = [item.pk for item in items]
    audit.record(action, by=by, origin=items[0].origin, count=len(pks), items=pks)
    indexing.mark(pks)
    signals.items_imported.send(Item, items=pks, columns=sorted(columns))


def _index_numbers(ready: Sequence[Ready], today: date) -> list[str]:
    """Return a number for each record: its own when free and sound, else a new one."""
    tidy = [rules.tidy_index_number(one.record.index_number) for one in ready]
    sound = {number for number in tidy if rules.is_index_number(number)}
    used = Item.objects.filter(index_number__in=sound)
    free = sound - set(used.values_list("index_number", flat=True))
    numbers: list[str] = []
    lacking: dict[int, list[int]] = defaultdict(list)
    for position, number in enumerate(tidy):
        own = number if number in free else ""
        free.discard(number)
        numbers.append(own)
        if not own:
            lacking[ready[position].unit.pk].append(position)
    for positions in lacking.values():
        unit = ready[positions[0]].unit
        new = numbering.take_numbers(unit, today, len(positions))
        for position, number in zip(positions, new, strict=True):
            numbers[position] = number
    return numbers


def _place(ready: Sequence[Ready], items: Sequence[Item]) -> set[int]:
    """Write the rows of new items and add them to their columns' counts."""
    rows: list[Placement] = []
    times: dict[int, list[datetime]] = defaultdict(list)
    for one, item in zip(ready, items, strict=True):
        chosen = [column.pk for column in one.columns]
        moment = item.listed_at or timezone.now()
        for column, inherited in placing.wanted_rows(chosen, one.lines).items():
            times[column].append(moment)
            rows.append(
                Placement(
                    item=item,
                    column_id=column,
                    inherited=inherited,
                    live=True,
                    listed_at=moment,
                )
            )
    Placement.objects.bulk_create(rows)
    placing.lock(times)
    for column, moments in times.items():
        placing.note_added({column: len(moments)}, max(moments))
    return set(times)
