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
HORIZON = """
WITH now_in AS (SELECT pg_current_snapshot() AS snapshot),
running AS (SELECT pg_snapshot_xip(snapshot) AS number FROM now_in),
elsewhere AS (
    SELECT locked.transactionid AS number
    FROM pg_locks locked JOIN pg_stat_activity session USING (pid)
    WHERE locked.locktype = 'transactionid' AND locked.mode = 'ExclusiveLock'
      AND session.datname <> current_database()
)
SELECT coalesce(
    (SELECT min(number::text::bigint) FROM running
     WHERE number::xid NOT IN (SELECT number FROM elsewhere)),
    pg_snapshot_xmax(snapshot)::text::bigint
), pg_snapshot_xmax(snapshot)::text::bigint
FROM now_in
"""


def seal() -> Seal | None:
    """Seal every entry that is certainly in and not yet sealed; None when none is.

    On PostgreSQL an entry may become visible after others with higher ids. Sealed is
    what transactions older than every running one of this database have written, so
    nothing is lost.
    """
    with transaction.atomic():
        _one_at_a_time()
        last = Seal.objects.order_by("number").last()
        clock, mark, newest = _now_in()
        restarted = last is not None and (last.clock != clock or last.upto > newest)
        if last is not None and not restarted:
            mark = max(mark, last.upto)
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


def _now_in() -> tuple[str, int, int]:
    """Return the clock, the mark below which all is in by now, and the newest number.

    Numbers are the whole cluster's, but only this database's transactions can still
    write entries: a neighbour's must not hold the seals back. One that ended while we
    looked, or whose database is not known, counts as ours until the next seal.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(HORIZON)
            mark, newest = cursor.fetchone()
            return Seal.Clock.TRANSACTIONS, mark, newest
    last = Entry.objects.order_by("pk").last()
    mark = last.pk + 1 if last is not None else 0
    return Seal.Clock.IDS, mark, mark


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
