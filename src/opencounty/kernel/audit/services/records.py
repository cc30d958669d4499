"""Writing the trail: what was done, in the transaction in which it was done."""

from datetime import date, datetime
from typing import Any

from django.db import models

from opencounty.kernel.audit.models import CurrentTransaction, Entry
from opencounty.kernel.org.actor import Actor

LONGEST_TEXT = 2_000


def record(
    action: str, *, on: models.Model | None = None, by: Actor, **facts: Any
) -> Entry:
    """Write one entry in the running transaction; it lives or dies with the deed.

    Who acts as a deputy is written with the principal: `by` as `require` returned it.
    """
    return Entry.objects.create(
        action=action,
        actor_kind=by.kind,
        actor_name=by.name,
        account_id=by.account_id,
        for_account_id=by.for_account_id,
        address=by.address,
        subject_type=on._meta.label_lower if on is not None else "",
        subject_id=str(on.pk) if on is not None else "",
        facts=plain(facts),
        transaction_number=CurrentTransaction(),
    )


def plain(value: Any) -> Any:
    """Return a fact as every database keeps it: whole numbers, texts, lists, names."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, dict):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        inner = [plain(part) for part in value]
        return sorted(inner, key=str) if isinstance(value, set | frozenset) else inner
    if isinstance(value, date | datetime):
        return value.isoformat()
    text = str(value).replace("\x00", "")
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "…"
