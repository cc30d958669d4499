"""New imported records as rows: everything in bulk, a few statements a batch."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
from opencounty.apps.disclosure.services import bulk, indexing, numbering, placing
from opencounty.apps.disclosure.services import content as contents
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
NOT_SAID = {"openness_reason": "", "change_note": ""}


def create_items(ready: Sequence[Ready], *, by: Actor) -> dict[int, Outcome]:
    """Write new records as released items; return the outcomes by position."""
    if not ready:
        return {}
    now = timezone.now()
    numbers = _index_numbers(ready, timezone.localdate(now))
    rows = [_item(one, number, now) for one, number in zip(ready, numbers, strict=True)]
    bulk.insert(Item, rows)
    pks = _pks(ready)
    versions = [
        said(one) | {"item_id": pks[one.position], "number": 1} for one in ready
    ]
    write_versions(ready, versions, now)
    released = Version.objects.filter(item=OuterRef("pk"), state=State.PUBLISHED)
    Item.objects.filter(pk__in=pks.values()).update(
        published_version=Subquery(released.values("pk")), released_at=now
    )
    columns = _place(ready, pks, now)
    log_releases(ready, pks, Release.Action.IMPORTED, now, by=by)
    announce(ready, pks.values(), columns, "disclosure.items_imported", by=by)
    return {one.position: one.done(Result.CREATED, pks[one.position]) for one in ready}


def description(one: Ready) -> dict[str, Any]:
    """Return what item and version both say of a record."""
    record = one.record
    facts = {name: getattr(record, name) for name in SAME}
    facts["doc_number"] = rules.tidy_doc_number(record.doc_number)
    facts["issuer_id"] = one.issuer.pk if one.issuer else None
    facts["category_id"] = one.category.pk if one.category else None
    return facts


def said(one: Ready) -> dict[str, Any]:
    """Return the content of a record as fields of a version, digest included."""
    content = {name: getattr(one.record, name) for name in OF_VERSION}
    content |= description(one) | NOT_SAID
    facts = contents.facts_of(content, one.issuer, one.category, one.record.files)
    return content | {"digest": rules.digest_of(facts)}


def origin_facts(one: Ready, index_number: str | None) -> dict[str, Any]:
    """Return the source's own fields, those we had to write otherwise among them."""
    record, kept = one.record, dict(one.record.origin_facts)
    for name, ours in (
        ("doc_number", rules.tidy_doc_number(record.doc_number)),
        ("index_number", index_number),
    ):
        theirs = getattr(record, name)
        if theirs and theirs != ours:
            kept.setdefault(name, theirs)
    return kept


def origin_category(one: Ready) -> str:
    """Return the class the source put the record in, in the source's words."""
    given = one.record.origin_category or one.record.origin_facts.get("category", "")
    return str(given)[:60]


def listed_at(source_published_on: date | None, now: datetime) -> datetime:
    """Return where a record stands in lists: at its source's date, never ahead."""
    if source_published_on is None:
        return now
    start = datetime.combine(source_published_on, time.min)
    return min(now, timezone.make_aware(start))


def write_versions(
    ready: Sequence[Ready], versions: Sequence[Mapping[str, Any]], now: datetime
) -> None:
    """Write published versions; what has attachments is sealed after them."""
    shown = {"state": State.PUBLISHED.value, "drafted_at": now, "saved_at": now}
    unsealed = {"state": State.DRAFT.value, "digest": ""}
    rows = [
        {**version, **shown, **(unsealed if one.record.files else {})}
        for one, version in zip(ready, versions, strict=True)
    ]
    bulk.insert(Version, rows)
    for one, said_in in zip(ready, versions, strict=True):
        if one.record.files:
            _enclose(one, said_in)


def log_releases(
    ready: Sequence[Ready],
    pks: Mapping[int, int],
    action: Release.Action,
    now: datetime,
    *,
    by: Actor,
) -> None:
    """Write the release log of a batch: each item's version that is shown now."""
    shown = Item.objects.filter(pk__in=pks.values()).order_by()
    digests = dict(shown.values_list("pk", "published_version__digest"))
    versions = dict(shown.values_list("pk", "published_version_id"))
    bulk.insert(
        Release,
        [
            {
                "item_id": pks[one.position],
                "version_id": versions[pks[one.position]],
                "action": action.value,
                "at": now,
                "by_id": by.account_id,
                "by_name": by.name,
                "digest": digests[pks[one.position]],
                "columns": sorted(one.rows),
            }
            for one in ready
        ],
    )


def announce(
    ready: Sequence[Ready],
    pks: Iterable[int],
    columns: Iterable[int],
    action: str,
    *,
    by: Actor,
) -> None:
    """Record, mark for search and tell listeners, once for the batch."""
    items = list(pks)
    audit.record(
        action, by=by, origin=ready[0].record.origin, count=len(items), items=items
    )
    indexing.mark(items)
    signals.items_imported.send(Item, items=items, columns=sorted(columns))


def _item(one: Ready, index_number: str, now: datetime) -> dict[str, Any]:
    """Return the row of a new item."""
    record = one.record
    return {
        "code": uuid.uuid4(),
        "unit_id": one.unit.pk,
        "home_column_id": one.columns[0].pk,
        "index_number": index_number,
        "origin_digest": one.digest,
        "origin_facts": origin_facts(one, index_number),
        "origin_category": origin_category(one),
        "listed_at": listed_at(record.source_published_on, now),
        "changed_at": now,
        **{name: getattr(record, name) for name in OF_ITEM},
        **description(one),
    }


def _pks(ready: Sequence[Ready]) -> dict[int, int]:
    """Return the ids of the items just written, by position."""
    by_origin: dict[str, dict[str, int]] = defaultdict(dict)
    for one in ready:
        by_origin[one.record.origin][one.record.origin_id] = one.position
    pks: dict[int, int] = {}
    for origin, positions in by_origin.items():
        written = Item.objects.filter(origin=origin, origin_id__in=positions).order_by()
        for origin_id, pk in written.values_list("origin_id", "pk"):
            pks[positions[origin_id]] = pk
    return pks


def _enclose(one: Ready, said_in: Mapping[str, Any]) -> None:
    """Attach the files of a version and seal it."""
    version = Version.objects.get(item=said_in["item_id"], number=said_in["number"])
    for position, enclosure in enumerate(one.record.files):
        Attachment.objects.create(
            version=version,
            file=enclosure.file,
            title=enclosure.title,
            position=position,
        )
    version.digest, version.state = said_in["digest"], State.PUBLISHED
    version.save(update_fields=["digest", "state"])


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


def _place(ready: Sequence[Ready], pks: Mapping[int, int], now: datetime) -> set[int]:
    """Write the rows of new items and add them to their columns' counts."""
    rows: list[dict[str, Any]] = []
    times: dict[int, list[datetime]] = defaultdict(list)
    for one in ready:
        moment = listed_at(one.record.source_published_on, now)
        for column, inherited in one.rows.items():
            times[column].append(moment)
            rows.append(
                {
                    "item_id": pks[one.position],
                    "column_id": column,
                    "inherited": inherited,
                    "live": True,
                    "listed_at": moment,
                }
            )
    bulk.insert(Placement, rows)
    placing.lock(times)
    for column, moments in times.items():
        placing.note_added({column: len(moments)}, max(moments))
    return set(times)
