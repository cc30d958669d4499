"""How a deed of organisation is told: the audit trail, a floor above, listens."""

from typing import Any

from django.db import models

from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.signals import deed_done


def record(action: str, *, on: models.Model | None, by: Actor, **facts: Any) -> None:
    """Tell the receivers of `deed_done`, in the running transaction."""
    sender = type(on) if on is not None else None
    deed_done.send(sender, action=action, on=on, by=by, facts=facts)
