"""When the calendar changes, whoever keeps due days works them out again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models

from opencounty.kernel.audit import services as audit
from opencounty.kernel.deadlines import rules
from opencounty.kernel.org.actor import Actor


@dataclass(frozen=True)
class Moved:
    """A due day that a change of the calendar moved."""

    on: models.Model
    was: date | datetime
    now: date | datetime


# given the calendar before and after, it saves the new due days and tells them
Recomputer = Callable[[rules.WorkCalendar, rules.WorkCalendar], Iterable[Moved]]

RECOMPUTERS: dict[str, Recomputer] = {}


def register_recomputer(name: str, recompute: Recomputer) -> None:
    """Have `recompute` called, in the same transaction, at every change."""
    RECOMPUTERS[name] = recompute


def recompute_all(
    old: rules.WorkCalendar, new: rules.WorkCalendar, *, by: Actor
) -> list[Moved]:
    """Move every due day that rests on the calendar, each with its audit entry."""
    moved: list[Moved] = []
    for name in sorted(RECOMPUTERS):
        for move in RECOMPUTERS[name](old, new):
            audit.record(
                "deadlines.due_moved",
                on=move.on,
                by=by,
                was=move.was.isoformat(),
                now=move.now.isoformat(),
                calendar=new.version,
                keeper=name,
            )
            moved.append(move)
    return moved
