"""How a new version of the calendar begins, and how it is announced."""

from opencounty.kernel.audit import services as audit
from opencounty.kernel.deadlines import errors, rules, signals
from opencounty.kernel.deadlines.models import CalendarVersion
from opencounty.kernel.deadlines.services.calendars import calendar_at
from opencounty.kernel.deadlines.services.recomputing import recompute_all
from opencounty.kernel.org.actor import Actor

LONGEST_REASON = 200


def lock(based_on: int | None = None) -> CalendarVersion | None:
    """Return the version in force, nobody else changing it until we are done.

    The oldest version is the latch: it is always there, so that whoever waited for
    it sees the newest one afresh.
    """
    CalendarVersion.objects.select_for_update().order_by("number").first()
    newest = CalendarVersion.objects.newest_first().first()
    if based_on is not None and newest is not None and newest.number != based_on:
        raise errors.CalendarMoved(name=newest.made_by, number=newest.number)
    return newest


def begin(before: CalendarVersion | None, *, reason: str, by: Actor) -> CalendarVersion:
    """Write the next version; nothing rests on it yet."""
    reason = reason.strip()
    if not reason:
        raise errors.ReasonMissing
    return CalendarVersion.objects.create(
        number=before.number + 1 if before else 1,
        reason=reason[:LONGEST_REASON],
        made_by=by.name,
        account_id=by.account_id,
    )


def announce(
    version: CalendarVersion,
    before: CalendarVersion | None,
    action: str,
    *,
    by: Actor,
    **facts: object,
) -> None:
    """Record the change, move every due day that rests on it, and tell others."""
    audit.record(action, on=version, by=by, reason=version.reason, **facts)
    old = calendar_at(before) if before else rules.WorkCalendar([], [])
    moved = recompute_all(old, calendar_at(version), by=by)
    signals.calendar_changed.send(CalendarVersion, version=version, moved=moved, by=by)
