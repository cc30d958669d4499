"""The life of a version: draft, submitted, approved, published, and who approves."""

from collections.abc import Set as AbstractSet
from enum import StrEnum


class State(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"
    REVISED = "revised"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.DISCARDED}),
    State.SUBMITTED: frozenset({State.RETURNED, State.APPROVED}),
    State.RETURNED: frozenset({State.REVISED, State.DISCARDED}),
    State.APPROVED: frozenset({State.PUBLISHED, State.RETURNED}),
    State.PUBLISHED: frozenset({State.SUPERSEDED, State.WITHDRAWN}),
    State.WITHDRAWN: frozenset({State.PUBLISHED, State.SUPERSEDED}),
    State.REVISED: frozenset(),
    State.SUPERSEDED: frozenset(),
    State.DISCARDED: frozenset(),
}
# an item has at most one version in these
OPEN_STATES = frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED, State.APPROVED})


def may_become(now: State, then: State) -> bool:
    """Say whether a version may go from one state to another."""
    return then in TRANSITIONS[now]


def may_approve(
    approver: int | None, writers: AbstractSet[int], standing_in_for: int | None
) -> bool:
    """Say whether somebody may approve what `writers` wrote.

    Whoever drafted, changed or submitted it may not, in whatever capacity; nor
    may a deputy whose only power to approve is that of one of them.
    """
    return approver not in writers and standing_in_for not in writers
