"""When a column last had news: the last release or new version of what it shows.

Showing again what was withdrawn is no news, nor is an import that mends a record:
a column does not look alive because an old document came back.
"""

from datetime import datetime

from django.db.models import Exists, Max, OuterRef, QuerySet

from opencounty.apps.disclosure.models import Item, Placement, Release


def of_item(item: Item) -> datetime | None:
    """Return when an item last was news: at its place in lists, or by a new version."""
    return _latest(item.listed_at, _revised(_revisions().filter(item=item)))


def of_column(column_id: int) -> datetime | None:
    """Return when a column last had news among what is live in it now."""
    rows = Placement.objects.filter(column=column_id, live=True)
    newest = [  # pinned and not: so the list's own index answers
        rows.filter(pinned=pinned).order_by("-listed_at", "-item_id").first()
        for pinned in (True, False)
    ]
    live = {"item__placements__column": column_id, "item__placements__live": True}
    return _latest(
        *(row.listed_at for row in newest if row),
        _revised(_revisions().filter(**live)),
    )


def _revisions() -> QuerySet[Release]:
    """Narrow the release log to the first showing of versions made here later on."""
    again = [Release.Action.UPDATED, Release.Action.RESTORED]
    before = Release.objects.filter(version=OuterRef("version"), pk__lt=OuterRef("pk"))
    by_hand = Release.objects.filter(action__in=again, by__isnull=False)
    return by_hand.exclude(Exists(before))


def _revised(releases: QuerySet[Release]) -> datetime | None:
    found: datetime | None = releases.aggregate(at=Max("at"))["at"]
    return found


def _latest(*moments: datetime | None) -> datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)
