"""Taking in lists of divisions: idempotent, and what was before is kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from django.db import transaction
from django.utils.timezone import localdate

from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.division_rows import DivisionRow, RefusedRow
from opencounty.kernel.org.models import Division, DivisionSuccession
from opencounty.kernel.org.services.records import record

MANAGE = "org.manage_units"
BATCH = 2_000
ONE_DAY = timedelta(days=1)


@dataclass
class DivisionIntake:
    """What a list of divisions did to those already known."""

    day: date  # the day from which changes hold
    whole: bool  # each parent named has exactly the children listed
    known_from: date | None  # when divisions new to us began; None: before our time
    created: int = 0
    changed: int = 0
    closed: int = 0
    unchanged: int = 0
    repeated: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    siblings: dict[str, set[str]] = field(default_factory=dict)  # by parent's code

    @property
    def figures(self) -> dict[str, int]:
        """Return what was counted."""
        names = ("created", "changed", "closed", "unchanged")
        return {name: getattr(self, name) for name in names}


def import_divisions(
    rows: Iterable[DivisionRow | RefusedRow],
    *,
    by: Actor,
    on: date | None = None,
    whole: bool = False,
) -> DivisionIntake:
    """Take in a list in batches, each its own transaction; again changes nothing.

    A division renamed or moved ends the day before `on` and its successor begins.
    With `whole`, each parent named in the list has exactly the children listed.
    """
    by = by.require(MANAGE)
    intake = DivisionIntake(on or localdate(), whole, on)
    fresh = _once(rows, intake)
    while batch := list(islice(fresh, BATCH)):
        _take_in(batch, intake, by)
    if whole:
        _close_missing(intake, by)
    return intake


def _once(
    rows: Iterable[DivisionRow | RefusedRow], intake: DivisionIntake
) -> Iterator[DivisionRow]:
    """Yield each division once; put aside lines refused and codes said twice.

    Lists of levels say a city without counties again as its own county, and its one
    town: the same code and name is the same place.
    """
    seen: dict[tuple[str, date | None], tuple[int, str]] = {}
    for row in rows:
        if isinstance(row, RefusedRow):
            intake.refused.append(row)
            continue
        line, name = seen.setdefault((row.code, row.valid_from), (row.line, row.name))
        if line != row.line and name == row.name:
            intake.repeated += 1
            continue
        if line != row.line:
            reason = f"{row.code} 在第 {line} 行已是“{name}”"
            intake.refused.append(RefusedRow(row.line, reason))
            continue
        if intake.whole and row.valid_to is None:
            intake.siblings.setdefault(row.parent, set()).add(row.code)
        yield row


@transaction.atomic
def _take_in(batch: list[DivisionRow], intake: DivisionIntake, by: Actor) -> None:
    """Take in one batch, parents first, and record what it did."""
    before = intake.figures
    for level in Division.Level:
        rows = [row for row in batch if row.level == level]
        if rows:
            _take_in_level(rows, intake)
    for row in batch:
        for code in row.succeeds:
            _succeed(code, row, intake)
    done = {name: n - before[name] for name, n in intake.figures.items()}
    if any(n for name, n in done.items() if name != "unchanged"):
        lines = f"{batch[0].line}–{batch[-1].line}"
        record("org.divisions_imported", on=None, by=by, lines=lines, **done)


def _take_in_level(rows: list[DivisionRow], intake: DivisionIntake) -> None:
    """Take in rows of one level, whose parents are all known by now."""
    current = {
        division.code: division
        for division in Division.objects.current()
        .filter(code__in=[row.code for row in rows])
        .select_related("parent")
    }
    parents = _latest({row.parent for row in rows if row.parent})
    created: list[Division] = []
    moved: list[Division] = []
    for row in rows:
        parent = parents.get(row.parent)
        if row.parent and parent is None:
            reason = f"{row.code} {row.name} 的上级区划 {row.parent} 不存在"
            intake.refused.append(RefusedRow(row.line, reason))
        elif row.valid_to is not None:
            _take_in_past(row, parent, intake)
        elif row.code not in current:
            created.append(_new(row, parent, row.valid_from or intake.known_from))
        elif _same(current[row.code], row):
            intake.unchanged += 1
            if current[row.code].parent_id != (parent.pk if parent else None):
                current[row.code].parent = parent
                moved.append(current[row.code])
        else:
            _replace(current[row.code], row, parent, intake)
    Division.objects.bulk_create(created)
    Division.objects.bulk_update(moved, ["parent"])
    intake.created += len(created)


def _latest(codes: set[str]) -> dict[str, Division]:
    """Return the current division of each code, or the last one there was."""
    versions = Division.objects.filter(code__in=codes).order_by("valid_from")
    found: dict[str, Division] = {}
    for version in versions:
        held = found.get(version.code)
        if held is None or held.valid_to is not None:
            found[version.code] = version
    return found


def _same(current: Division, row: DivisionRow) -> bool:
    """Say whether the list tells nothing new about a division."""
    parent = current.parent.code if current.parent else ""
    known = (current.name, current.level, parent)
    return known == (row.name, row.level, row.parent)


def _new(
    row: DivisionRow, parent: Division | None, valid_from: date | None
) -> Division:
    """Return a division as the row describes it, not yet saved."""
    return Division(
        code=row.code,
        name=row.name,
        level=row.level,
        parent=parent,
        valid_from=valid_from,
        valid_to=row.valid_to,
    )


def _replace(
    old: Division, row: DivisionRow, parent: Division | None, intake: DivisionIntake
) -> None:
    """End a division and let one with the same code but new facts succeed it."""
    day = row.valid_from or intake.day
    if old.valid_from is not None and old.valid_from > day:
        reason = f"{row.code} 已有 {old.valid_from} 起的记录，比 {day} 晚"
        intake.refused.append(RefusedRow(row.line, reason))
        return
    intake.changed += 1
    if old.valid_from == day:  # the list of the same day, corrected
        old.name, old.level, old.parent = row.name, row.level, parent
        old.save(update_fields=["name", "level", "parent"])
        return
    old.valid_to = day - ONE_DAY
    old.save(update_fields=["valid_to"])
    new = _new(row, parent, day)
    new.save(force_insert=True)
    old.children.current().update(parent=new)
    DivisionSuccession.objects.create(predecessor=old, successor=new, happened_on=day)


def _take_in_past(
    row: DivisionRow, parent: Division | None, intake: DivisionIntake
) -> None:
    """Take in a division that has ended: close the one known, or add it as it was."""
    known = Division.objects.filter(code=row.code, valid_from=row.valid_from).first()
    if known is None:
        _new(row, parent, row.valid_from).save(force_insert=True)
        intake.created += 1
    elif known.valid_to != row.valid_to:
        known.valid_to = row.valid_to
        known.save(update_fields=["valid_to"])
        intake.closed += 1
    else:
        intake.unchanged += 1


def _succeed(code: str, row: DivisionRow, intake: DivisionIntake) -> None:
    """Note that the row's division took over from the one of another code."""
    successor = _latest({row.code}).get(row.code)
    predecessor = _latest({code}).get(code)
    if successor is None:
        return  # the row itself was refused
    if predecessor is None or predecessor == successor:
        reason = f"{row.code} 的前身 {code} 不存在"
        intake.refused.append(RefusedRow(row.line, reason))
        return
    DivisionSuccession.objects.get_or_create(
        predecessor=predecessor,
        successor=successor,
        defaults={"happened_on": successor.valid_from or intake.day},
    )


@transaction.atomic
def _close_missing(intake: DivisionIntake, by: Actor) -> None:
    """Close what stands under a listed parent but is not in the list."""
    closing: set[int] = set()
    codes = iter(intake.siblings)
    while batch := list(islice(codes, BATCH)):
        children = Division.objects.current().filter(parent__code__in=batch)
        closing |= {
            pk
            for pk, code, parent in children.values_list("pk", "code", "parent__code")
            if code not in intake.siblings[parent]
        }
    names: list[str] = []
    while closing:
        gone = Division.objects.current().filter(pk__in=closing)
        names += [str(division) for division in gone]
        below = gone.values_list("children", flat=True)
        closing_next = {pk for pk in below if pk is not None}
        for division in gone:
            division.valid_to = max(
                intake.day - ONE_DAY, division.valid_from or date.min
            )
            division.save(update_fields=["valid_to"])
        closing = closing_next
    intake.closed += len(names)
    if names:
        record(
            "org.divisions_closed", on=None, by=by, count=len(names), first=names[:20]
        )
