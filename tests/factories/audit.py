"""Entries as services write them."""

from typing import Any

from opencounty.kernel.audit import services
from opencounty.kernel.audit.models import Entry
from opencounty.kernel.org.actor import Actor, system


def entry(
    action: str = "org.logged_in", by: Actor | None = None, **facts: Any
) -> Entry:
    """Record a deed of the platform itself, and return it as it was stored."""
    written = services.record(action, by=by or system("测试"), **facts)
    return Entry.objects.get(pk=written.pk)
