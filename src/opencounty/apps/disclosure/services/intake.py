"""Taking imported records into the pool: in batches, each record whole or not at all.

An import is released at the moment of the import, like everything else; the date its
source shows is kept beside it and decides its place in lists. Nobody reviews it here
and no personal numbers are looked for: whoever may import answers for the source.
"""

from collections.abc import Sequence

from django.db import DatabaseError, transaction

from opencounty.apps.disclosure import permissions
from opencounty.apps.disclosure.services.incoming import (
    ImportedItem,
    Incoming,
    Outcome,
    Result,
    Surroundings,
)
from opencounty.apps.disclosure.services.intake_changes import (
    change_items,
    locked_items,
)
from opencounty.apps.disclosure.services.intake_rows import create_items
from opencounty.kernel.org.actor import Actor

__all__ = ["ImportedItem", "Outcome", "Result", "take_in"]

BUSY = "写入时与其他数据冲突，请核对后单独导入"


def take_in(batch: Sequence[ImportedItem], *, by: Actor) -> list[Outcome]:
    """Take a batch in, in one transaction; answer each record in its order.

    A record that was taken before and has not changed costs one read for the whole
    batch. A record that cannot be taken is refused alone. When the database refuses
    the batch, its records are tried one by one.
    """
    surroundings = Surroundings.read()
    for unit_id in surroundings.unit_ids_of(batch):
        by.require(permissions.IMPORT, unit_id)
    if not batch:
        return []
    try:
        return _take(batch, surroundings, by=by)
    except DatabaseError:
        return [_take_alone(record, surroundings, by=by) for record in batch]


def _take_alone(
    record: ImportedItem, surroundings: Surroundings, *, by: Actor
) -> Outcome:
    try:
        return _take([record], surroundings, by=by)[0]
    except DatabaseError as error:
        first_line = (str(error).splitlines() or [""])[0]
        return Outcome.refused(record, f"{BUSY}（{first_line}）")


@transaction.atomic
def _take(
    batch: Sequence[ImportedItem], surroundings: Surroundings, *, by: Actor
) -> list[Outcome]:
    """Sort the batch into new, changed, unchanged and refused; write what is due."""
    incoming = Incoming.sort(batch, surroundings)
    known = locked_items(incoming.changed)  # items before series and columns
    created = create_items(incoming.new, by=by)
    changed = change_items(incoming.changed, known, by=by)
    done = incoming.outcomes | created | changed
    return [done[position] for position in range(len(batch))]
