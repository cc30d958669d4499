"""Sealing the trail: batches of entries under a signed, chained Merkle root."""

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.encoding import force_bytes

from opencounty.kernel.audit import rules
from opencounty.kernel.audit.models import SEALED_FIELDS, Entry, Leaf, Seal

BATCH = 2_000
LOCK = 7_236_101  # any number no other part of the platform locks


def seal() -> Seal | None:
    """Seal every entry that is certainly in and not yet sealed; None when none is.

    On PostgreSQL an entry may become visible after others with higher ids. Sealed is
    what transactions older than every running one have written, so nothing is lost.
    """
    with transaction.atomic():
        _one_at_a_time()
        last = Seal.objects.order_by("number").last()
        clock, mark = _now_in()
        restarted = last is not None and (last.clock != clock or last.upto > mark)
        waiting = _waiting(last, clock, mark, restarted=restarted)
        algorithm = settings.AUDIT_DIGEST
        leaves = [
            Leaf(entry_id=values[0], digest=rules.digest(values, algorithm))
            for values in waiting.values_list(*SEALED_FIELDS).iterator(BATCH)
        ]
        if not leaves:
            return None
        made = _chain(last, leaves, clock, mark, restarted=restarted)
        for leaf in leaves:
            leaf.seal = made
        Leaf.objects.bulk_create(leaves, batch_size=BATCH)
        return made


def signatures_of(digest: str) -> list[str]:
    """Return the signatures a seal may bear: under the site's key, and past keys."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    salted = (b"opencounty.audit:" + force_bytes(key) for key in keys)
    return [rules.signature(digest, key) for key in salted]


def _one_at_a_time() -> None:
    """Let one process seal at a time; SQLite's write lock does so by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _waiting(
    last: Seal | None, clock: str, mark: int, *, restarted: bool
) -> QuerySet[Entry]:
    """Return the entries to seal now, in the order of the clock.

    After a restore into another database the clock runs from elsewhere: then taken
    is what is in by the new clock, and what the old one had not reached.
    """
    entries = Entry.objects.filter(leaf=None)
    field = "pk" if clock == Seal.Clock.IDS else "transaction_number"
    below = Q(**{f"{field}__lt": mark})
    if last is None:
        return entries.filter(below).order_by(field, "pk")
    beyond = Q(**{f"{field}__gte": last.upto})
    chosen = below | beyond if restarted else below & beyond
    return entries.filter(chosen).order_by(field, "pk")


def _now_in() -> tuple[str, int]:
    """Return the clock and the mark below which every entry is in by now."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
            )
            return Seal.Clock.TRANSACTIONS, cursor.fetchone()[0]
    newest = Entry.objects.order_by("pk").last()
    return Seal.Clock.IDS, newest.pk + 1 if newest is not None else 0


def _chain(
    last: Seal | None, leaves: list[Leaf], clock: str, mark: int, *, restarted: bool
) -> Seal:
    """Write the next seal of the chain."""
    algorithm = settings.AUDIT_DIGEST
    made = Seal(
        number=last.number + 1 if last is not None else 1,
        sealed_at=timezone.now(),
        count=len(leaves),
        clock=clock,
        upto=mark,
        restarted=restarted,
        algorithm=algorithm,
        root=rules.root([leaf.digest for leaf in leaves], algorithm),
        previous=last.digest if last is not None else rules.FIRST_PREVIOUS,
    )
    made.digest = rules.link(made.sealed_facts, algorithm)
    made.signature = signatures_of(made.digest)[0]
    made.save(force_insert=True)
    return made
