"""What the page of the audit trail shows: one line for each deed, masked."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps

from opencounty.kernel.audit import services as audit
from opencounty.kernel.audit.models import Entry
from opencounty.kernel.org.actor import ActorKind


@dataclass(frozen=True)
class Line:
    """A deed as it is read: personal numbers and citizens' names starred."""

    number: int
    at: datetime
    who: str
    what: str
    action: str
    subject: str
    subject_key: str
    address: str
    facts: str


def line(entry: Entry) -> Line:
    """Return an entry as the page shows it."""
    citizen = entry.actor_kind == ActorKind.CITIZEN
    facts: dict[str, Any] = audit.masked(entry.facts)
    return Line(
        number=entry.pk,
        at=entry.at,
        who=audit.masked_name(entry.actor_name) if citizen else entry.actor_name,
        what=audit.phrase_for(entry.action, facts),
        action=entry.action,
        subject=_words_for(entry.subject_type, entry.subject_id),
        subject_key=f"{entry.subject_type}:{entry.subject_id}",
        address=audit.masked_address(entry.address),
        facts=json.dumps(facts, ensure_ascii=False) if facts else "",
    )


def _words_for(subject_type: str, subject_id: str) -> str:
    """Return what kind of thing a subject is, and its number."""
    if not subject_type:
        return ""
    try:
        name = apps.get_model(subject_type)._meta.verbose_name
    except (LookupError, ValueError):
        name = subject_type
    return f"{name} {subject_id}"
