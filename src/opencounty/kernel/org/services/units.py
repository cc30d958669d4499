"""Units: founding them, changing what they are, closing them."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from opencounty.kernel.base.codes import Fault, parse_uscc
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.errors import (
    PeriodBackwards,
    SlugTaken,
    UnitAboveItself,
    UnitClosed,
    UnitStillStaffed,
    UsccRefused,
    UsccTaken,
)
from opencounty.kernel.org.models import Appointment, Unit
from opencounty.kernel.org.services.records import record

MANAGE = "org.manage_units"


@transaction.atomic
def found_unit(unit: Unit, *, by: Actor) -> Unit:
    """Write a new unit, described but not yet saved, into the tree."""
    by = by.require(MANAGE, unit.parent_id)
    _refuse_taken(unit)
    unit.save(force_insert=True)
    record("org.unit_founded", on=unit, by=by, name=unit.name, slug=unit.slug)
    return unit


@transaction.atomic
def change_unit(unit: Unit, *, by: Actor, **changes: Any) -> Unit:
    """Change facts about a unit, its place in the tree among them."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    by = by.require(MANAGE, unit.pk)
    if unit.valid_to is not None and unit.valid_to < localdate():
        raise UnitClosed(unit=unit.short_name, valid_to=unit.valid_to)
    differing = [name for name, new in changes.items() if getattr(unit, name) != new]
    if not differing:
        return unit
    before = {name: _plain(getattr(unit, name)) for name in differing}
    for name in differing:
        setattr(unit, name, changes[name])
    _refuse_taken(unit)
    if "parent" in differing and unit.parent_id is not None:
        by.require(MANAGE, unit.parent_id)
        if unit.parent_id in Unit.objects.all().below([unit.pk])[unit.pk]:
            raise UnitAboveItself(unit=unit.short_name)

    unit.save(update_fields=differing)
    after = {name: _plain(getattr(unit, name)) for name in differing}
    record("org.unit_changed", on=unit, by=by, before=before, after=after)
    return unit


@transaction.atomic
def close_unit(unit: Unit, *, valid_to: date, reason: str, by: Actor) -> Unit:
    """Close a unit after a last day; its pages and documents stay."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    by = by.require(MANAGE, unit.pk)
    if unit.valid_to is not None:
        raise UnitClosed(unit=unit.short_name, valid_to=unit.valid_to)
    if unit.valid_from is not None and valid_to < unit.valid_from:
        raise PeriodBackwards(starts_on=unit.valid_from, ends_on=valid_to)
    after = date.fromordinal(valid_to.toordinal() + 1)
    people = (
        Appointment.objects.overlapping(after, None).filter(post__unit=unit).count()
    )
    units = unit.children.valid_on(after).count()
    if people or units:
        raise UnitStillStaffed(unit=unit.short_name, people=people, units=units)

    unit.valid_to = valid_to
    unit.save(update_fields=["valid_to"])
    record(
        "org.unit_closed",
        on=unit,
        by=by,
        name=unit.name,
        valid_to=valid_to.isoformat(),
        reason=reason,
    )
    return unit


def _refuse_taken(unit: Unit) -> None:
    """Refuse an address name or a code of another unit, or one that is no code."""
    others = Unit.objects.exclude(pk=unit.pk)
    if others.filter(slug=unit.slug).exists():
        raise SlugTaken(slug=unit.slug)
    if not unit.uscc:
        return
    read = parse_uscc(unit.uscc)
    if isinstance(read, Fault):
        raise UsccRefused(uscc=unit.uscc, reason=read)
    unit.uscc = read.code
    owner = others.filter(uscc=unit.uscc).first()
    if owner is not None:
        raise UsccTaken(uscc=unit.uscc, unit=owner.short_name)


def _plain(value: Any) -> Any:
    """Return a value as the audit trail can keep it."""
    return value if isinstance(value, int | str | None) else str(value)
