"""Setting office hours."""

from collections.abc import Iterator

from django.db import transaction

from opencounty.kernel.deadlines import rules
from opencounty.kernel.deadlines.models import CalendarVersion, OfficeHours
from opencounty.kernel.deadlines.permissions import EDIT_CALENDAR
from opencounty.kernel.deadlines.services.versions import announce, begin, lock
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Unit


@transaction.atomic
def set_office_hours(
    hours: rules.OfficeHours, *, unit: Unit | None, reason: str, by: Actor
) -> CalendarVersion:
    """Set the hours of a unit, or of the county, as a new version of the calendar."""
    by = by.require(EDIT_CALENDAR)
    before = lock()
    version = begin(before, reason=reason, by=by)
    OfficeHours.objects.current().filter(unit=unit).update(until=version)
    OfficeHours.objects.bulk_create(_rows(hours, unit, version))
    action = "deadlines.office_hours_set"
    announce(version, before, action, by=by, unit=unit.name if unit else "全县")
    return version


def _rows(
    hours: rules.OfficeHours, unit: Unit | None, version: CalendarVersion
) -> Iterator[OfficeHours]:
    """Yield a row for each block, usual hours first."""
    for block in hours.usual:
        yield OfficeHours(
            unit=unit, opens=block.opens, closes=block.closes, since=version
        )
    for season in hours.seasons:
        begins, ends = (f"{m:02}-{d:02}" for m, d in (season.begins, season.ends))
        for block in season.blocks:
            yield OfficeHours(
                unit=unit,
                begins_on=begins,
                ends_on=ends,
                opens=block.opens,
                closes=block.closes,
                since=version,
            )
