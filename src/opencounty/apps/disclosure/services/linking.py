"""Links between documents: what interprets, amends, repeals or replaces what."""

from django.db import transaction

from opencounty.apps.disclosure import permissions
from opencounty.apps.disclosure.errors import LinkRefused
from opencounty.apps.disclosure.models import Item, Link
from opencounty.apps.disclosure.services import validity
from opencounty.apps.disclosure.services.reasons import need
from opencounty.kernel.audit import services as audit
from opencounty.kernel.org.actor import Actor


@transaction.atomic
def link(source: Item, target: Item, kind: str, *, by: Actor) -> Link:
    """Say what one document does to another; both pages then show it.

    Ending or amending another document takes effect when the source is live and
    its effective day has come. A link that exists already is returned.
    """
    source, target = _locked(source, target)
    by = by.require(_needed(source), source.unit_id)
    if source.pk == target.pk:
        raise LinkRefused(why="文件不能和自己建立关系")
    found = Link.objects.filter(source=source, target=target, kind=kind).first()
    if found is not None:
        return found
    against = Link.objects.filter(source=target, target=source, kind=kind)
    if kind != Link.Kind.RELATES_TO and against.exists():
        raise LinkRefused(why=f"两份文件不能互相{Link.Kind(kind).label}")

    made = Link.objects.create(source=source, target=target, kind=kind)
    audit.record(
        "disclosure.items_linked", on=source, by=by, target=target.pk, kind=kind
    )
    if source.is_live:
        validity.follow_links(source, by=by)
    return made


@transaction.atomic
def unlink(source: Item, target: Item, kind: str, *, reason: str, by: Actor) -> None:
    """Take back a link made by mistake; what it did to validity is set by hand."""
    source, target = _locked(source, target)
    by = by.require(_needed(source), source.unit_id)
    need(reason)
    gone, _ = Link.objects.filter(source=source, target=target, kind=kind).delete()
    if not gone:
        raise LinkRefused(why="没有这个关系")
    audit.record(
        "disclosure.items_unlinked",
        on=source,
        by=by,
        target=target.pk,
        kind=kind,
        reason=reason,
    )


def _needed(source: Item) -> str:
    released = source.released_at is not None
    return permissions.PUBLISH if released else permissions.DRAFT


def _locked(source: Item, target: Item) -> tuple[Item, Item]:
    rows = Item.objects.select_for_update().filter(pk__in=[source.pk, target.pk])
    by_pk = {item.pk: item for item in rows.order_by("pk")}
    return by_pk[source.pk], by_pk[target.pk]
