"""Checking the trail against its seals, and naming the first row that is wrong."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from itertools import groupby
from typing import Any

from opencounty.kernel.audit import rules
from opencounty.kernel.audit.models import SEALED_FIELDS, Entry, Leaf, Seal
from opencounty.kernel.audit.services.sealing import signatures_of

BATCH = 2_000
# a transaction that records a deed and commits it this much later is not one of ours
LONGEST_TRANSACTION = timedelta(days=1)


class Fault(StrEnum):
    """What can be wrong with the trail."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    BACKDATED = "backdated"
    SEAL_CHANGED = "seal changed"
    SEAL_MISSING = "seal missing"
    SEAL_FORGED = "seal forged"
    LEAVES_CHANGED = "leaves changed"
    HEAD_MISSING = "head missing"


@dataclass(frozen=True)
class Finding:
    """The first thing that is wrong: the entry, if it can be told, and the seal."""

    fault: Fault
    seal: int | None = None
    entry: int | None = None


@dataclass
class Verdict:
    """What checking found."""

    entries: int = 0
    seals: int = 0
    waiting: int = 0  # written since the last seal
    restarts: list[int] = field(default_factory=list)
    finding: Finding | None = None

    @property
    def intact(self) -> bool:
        """Say whether nothing is wrong."""
        return self.finding is None


def verify(*, head: tuple[int, str] | None = None) -> Verdict:
    """Check every seal and entry in order; stop at the first that is wrong.

    `head` is a seal's number and digest noted outside the machine: it shows whether
    the end of the trail was cut off together with its seals.
    """
    verdict = Verdict()
    verdict.finding = next(_findings(verdict, head), None)
    return verdict


def _findings(verdict: Verdict, head: tuple[int, str] | None) -> Iterator[Finding]:
    """Yield what is wrong, in the order of the trail."""
    previous: Seal | None = None
    leaves = groupby(_leaves(), key=lambda leaf: leaf.seal)
    number, batch = next(leaves, (None, iter(())))
    for seal in Seal.objects.order_by("number").iterator(BATCH):
        yield from _seal_findings(seal, previous)
        own = batch if number == seal.number else iter(())
        yield from _entry_findings(seal, previous, own)
        if number == seal.number:
            number, batch = next(leaves, (None, iter(())))
        verdict.seals += 1
        verdict.entries += seal.count
        verdict.restarts += [seal.number] if seal.restarted else []
        previous = seal
    yield from _tail_findings(previous, head)
    verdict.waiting = Entry.objects.filter(leaf=None).count()


@dataclass(frozen=True)
class _Leaf:
    """A leaf and the entry it vouches for, as both stand in the database now."""

    seal: int
    entry: int
    digest: str
    values: tuple[Any, ...]  # empty when the entry is gone


def _leaves() -> Iterator[_Leaf]:
    """Yield every leaf with its entry, in the order in which they were sealed."""
    names = [f"entry__{name}" for name in SEALED_FIELDS]
    rows = Leaf.objects.order_by("seal", "pk").values_list(
        "seal_id", "entry_id", "digest", *names
    )
    for seal, entry, digest, *values in rows.iterator(BATCH):
        there = values[1] is not None  # the key alone is known from the leaf
        yield _Leaf(seal, entry, digest, tuple(values) if there else ())


def _seal_findings(seal: Seal, previous: Seal | None) -> Iterator[Finding]:
    """Yield what is wrong with a seal in itself and in its chain."""
    if seal.number != (previous.number + 1 if previous else 1):
        yield Finding(Fault.SEAL_MISSING, seal.number - 1)
    expected = previous.digest if previous else rules.FIRST_PREVIOUS
    right = rules.link(seal.sealed_facts, seal.algorithm)
    if seal.previous != expected or seal.digest != right:
        yield Finding(Fault.SEAL_CHANGED, seal.number)
    if not any(hmac.compare_digest(seal.signature, s) for s in signatures_of(right)):
        yield Finding(Fault.SEAL_FORGED, seal.number)


def _entry_findings(
    seal: Seal, previous: Seal | None, leaves: Iterator[_Leaf]
) -> Iterator[Finding]:
    """Yield what is wrong with the entries under a seal."""
    digests: list[str] = []
    entries: set[int] = set()
    for leaf in leaves:
        digests.append(leaf.digest)
        entries.add(leaf.entry)
        if not leaf.values:
            yield Finding(Fault.REMOVED, seal.number, leaf.entry)
        elif rules.digest(leaf.values, seal.algorithm) != leaf.digest:
            yield Finding(Fault.CHANGED, seal.number, leaf.entry)
        elif previous and leaf.values[1] < previous.sealed_at - LONGEST_TRANSACTION:
            yield Finding(Fault.BACKDATED, seal.number, leaf.entry)
    whole = len(digests) == seal.count and digests
    if not whole or rules.root(digests, seal.algorithm) != seal.root:
        lacking = _first_lacking(seal, previous, entries)
        yield Finding(Fault.LEAVES_CHANGED, seal.number, lacking)


def _first_lacking(seal: Seal, previous: Seal | None, entries: set[int]) -> int | None:
    """Return the first entry that a seal by ids must have had and has not.

    SQLite counts without gaps. PostgreSQL leaves one for every deed rolled back, so
    that there a missing number alone accuses nobody.
    """
    if seal.clock != Seal.Clock.IDS or len(entries) >= seal.count:
        return None
    first = previous.upto if previous and not seal.restarted else seal.upto - seal.count
    due = range(first, seal.upto)
    return next((number for number in due if number not in entries), None)


def _tail_findings(
    last: Seal | None, head: tuple[int, str] | None
) -> Iterator[Finding]:
    """Yield entries slipped in below the last mark, and a head that is not there."""
    if last is not None:
        field_name = "pk" if last.clock == Seal.Clock.IDS else "transaction_number"
        late = Entry.objects.filter(leaf=None, **{f"{field_name}__lt": last.upto})
        for pk in late.order_by("pk").values_list("pk", flat=True)[:1]:
            yield Finding(Fault.INSERTED, None, pk)
    if head is not None:
        number, digest = head
        if not Seal.objects.filter(number=number, digest=digest).exists():
            yield Finding(Fault.HEAD_MISSING, number)
