"""Sub-sites of departments and towns, made from a template in one action."""

import csv
from collections.abc import Collection
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from opencounty.apps.disclosure import services as disclosure
from opencounty.apps.disclosure.models import Column
from opencounty.kernel.audit import services as audit
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Unit
from opencounty.portal import generation, permissions
from opencounty.portal.errors import PortalNotLaidOut
from opencounty.portal.models import UnitSiteIndexPage, UnitSitePage

TEMPLATE = Path(__file__).resolve().parent.parent / "data" / "unit_site.csv"


@transaction.atomic
def open_unit_site(
    unit: Unit, *, columns: Collection[str] | None = None, by: Actor
) -> UnitSitePage:
    """Open the sub-site of a unit from the template: its page and its columns.

    Done twice it changes nothing; columns the template has gained since are added.
    `columns` narrows the template: an empty column is a fault in an inspection.
    """
    by = by.require(permissions.OPEN_UNIT_SITE, unit.pk)
    index = UnitSiteIndexPage.objects.first()
    if index is None:
        raise PortalNotLaidOut
    page: UnitSitePage | None = UnitSitePage.objects.filter(unit=unit).first()
    opened = page is None
    if page is None:
        page = UnitSitePage(title=unit.name, slug=unit.slug, unit=unit)
        page.first_published_at = page.last_published_at = timezone.now()
        index.add_child(instance=page)
    wanted = [
        (place, row)
        for place, row in enumerate(template())
        if columns is None or row["slug"] in columns
    ]
    added = [
        path for place, row in wanted if (path := _open_column(unit, row, place, by))
    ]
    if opened or added:
        audit.record("portal.unit_site_opened", on=page, by=by, columns=added)
        generation.bump_on_commit()
    return page


def template() -> list[dict[str, str]]:
    """Return the columns every sub-site has."""
    with TEMPLATE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _open_column(unit: Unit, row: dict[str, str], position: int, by: Actor) -> str:
    """Open one column of a sub-site; return its path, or nothing if it was there."""
    path = f"sites/{unit.slug}/{row['slug']}"
    if Column.objects.filter(path=path).exists():
        return ""
    words = {"unit": unit.name, "short": unit.short_name}
    disclosure.create_column(
        path=path,
        name=row["name"],
        kind=row["kind"],
        description=row["description"].format(**words),
        keywords=row["keywords"].format(**words),
        site_unit=unit,
        unit=unit,
        position=position,
        by=by,
    )
    return path
