"""The one verb of audit: record what was done, in the same transaction."""

from typing import Any

from django.db import models

from opencounty.kernel.audit.models import Entry
from opencounty.kernel.org.actor import Actor


def record(
    action: str, *, on: models.Model | None = None, by: Actor, **facts: Any
) -> Entry:
    """Write one entry in the running transaction; it lives or dies with the deed."""
    return Entry.objects.create(
        action=action,
        actor_kind=by.kind,
        actor_name=by.name,
        account_id=by.account_id,
        subject_type=on._meta.label_lower if on is not None else "",
        subject_id=str(on.pk) if on is not None else "",
        facts=facts,
    )
