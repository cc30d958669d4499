"""What becomes of documents: said by a person, by another document, by time."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from opencounty.apps.disclosure import permissions, rules, signals
from opencounty.apps.disclosure.models import Item, Link
from opencounty.apps.disclosure.models.links import LinkQuerySet
from opencounty.apps.disclosure.rules import Effect, Validity
from opencounty.apps.disclosure.services import indexing
from opencounty.apps.disclosure.services.reasons import need
from opencounty.kernel.audit import services as audit
from opencounty.kernel.org.actor import Actor, system

SWEEPER = system("有效性巡检")
ENDING = frozenset({Link.Kind.REPEALS, Link.Kind.REPLACES})


@transaction.atomic
def set_validity(item: Item, validity: str, *, reason: str, by: Actor) -> Item:
    """Say what has become of a document, and why; the note is shown beside it."""
    item = Item.objects.select_for_update().get(pk=item.pk)
    by = by.require(permissions.SET_VALIDITY, item.unit_id)
    need(reason)
    _change(item, Validity(validity), reason.strip(), localdate(), by=by)
    return item


@transaction.atomic
def expire_due(*, today: date | None = None, by: Actor = SWEEPER) -> int:
    """Mark what has run out or been overtaken by today; return how many changed.

    The platform does it every day: a document whose period has passed expires, one
    that a live document repeals or amends follows it from its effective day on.
    """
    day = today or localdate()
    by = by.require(permissions.SET_VALIDITY)
    run_out = Q(validity__in=["in_force", "amended"], valid_until__lt=day)
    begun = Q(source__effective_on=None) | Q(source__effective_on__lte=day)
    overtaken = _effective_links().filter(begun).values("target")
    at_risk = ["", "in_force", "amended"]
    items = Item.objects.filter(run_out | Q(pk__in=overtaken, validity__in=at_risk))
    return _refresh(items.order_by("pk"), day, by=by)


def follow_links(source: Item, *, by: Actor) -> int:
    """Let the documents that `source` ends or amends follow, if it is live."""
    targets = source.links.changing_validity().values("target")
    items = Item.objects.filter(pk__in=targets).order_by("pk")
    return _refresh(items, localdate(), by=by)


def lock_with_targets(source_id: int) -> None:
    """Lock a document and what it changes, in the one order everybody locks in.

    Taken one after the other, two people could each wait for what the other holds.
    """
    targets = Link.objects.filter(source=source_id).changing_validity()
    wanted = Q(pk=source_id) | Q(pk__in=targets.values("target"))
    list(Item.objects.select_for_update().filter(wanted).order_by("pk").values("pk"))


def _effective_links() -> LinkQuerySet:
    live = {"source__released_at__isnull": False, "source__withdrawn_at": None}
    return Link.objects.all().changing_validity().filter(**live)


def _refresh(items: Iterable[Item], day: date, *, by: Actor) -> int:
    """Apply the rule to each item, locked; return how many changed."""
    changed = 0
    pks = [item.pk for item in items]
    for item in Item.objects.select_for_update().filter(pk__in=pks).order_by("pk"):
        links = list(_effective_links().filter(target=item).select_related("source"))
        effects = [Effect(link.kind in ENDING, _from_day(link)) for link in links]
        now = Validity(item.validity)
        then = rules.validity_on(day, now, item.valid_until, effects)
        if then is not now:
            _change(item, then, _why(then, item, links, day), day, by=by)
            changed += 1
    return changed


def _from_day(link: Link) -> date:
    source = link.source
    return source.effective_on or localdate(source.listed_at)


def _why(then: Validity, item: Item, links: Iterable[Link], day: date) -> str:
    """Return the note that says which document or which day did it."""
    if then is Validity.EXPIRED:
        return f"有效期至{item.valid_until:%Y-%m-%d}，已届满"
    ends = then is Validity.REPEALED
    begun = (link for link in links if _from_day(link) <= day)
    link = next(link for link in begun if (link.kind in ENDING) is ends)
    number = f"（{link.source.doc_number}）" if link.source.doc_number else ""
    return f"被《{link.source.title}》{number}{link.get_kind_display()}"[:300]


def _change(item: Item, then: Validity, note: str, day: date, *, by: Actor) -> None:
    """Write the new validity, log it, and tell search and listeners."""
    before = item.validity
    item.validity, item.validity_note = then, note
    item.validity_changed_on = day
    item.save(
        update_fields=[
            "validity",
            "validity_note",
            "validity_changed_on",
            "changed_at",
        ]
    )
    audit.record(
        "disclosure.validity_changed",
        on=item,
        by=by,
        before=before,
        after=str(then),
        reason=note,
    )
    indexing.mark([item.pk])
    if item.is_live:
        signals.item_updated.send(Item, item=item, version=item.published_version)
