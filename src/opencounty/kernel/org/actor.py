"""The actor: who does a deed, in which capacity, with which permissions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from opencounty.kernel.base.errors import NotPermitted
from opencounty.kernel.org.permissions import REGISTER


class ActorKind(StrEnum):
    """The capacities in which one can act."""

    OFFICER = "officer"
    CITIZEN = "citizen"
    VISITOR = "visitor"
    SYSTEM = "system"


@dataclass(frozen=True)
class Grant:
    """A permission held over one unit and all below it; None is everywhere."""

    permission: str
    unit_id: int | None
    for_account_id: int | None = None  # set when held as somebody's deputy


@dataclass(frozen=True)
class Actor:
    """Who acts. Services take it as `by`, querysets as `visible_to(actor)`."""

    kind: ActorKind
    name: str
    account_id: int | None = None
    unit_ids: frozenset[int] = frozenset()
    grants: frozenset[Grant] = frozenset()
    # each unit held over, with all units below it: filled when the actor is made
    scope: dict[str, frozenset[int] | None] = field(
        default_factory=dict, compare=False, hash=False
    )

    @property
    def is_officer(self) -> bool:
        """Say whether this is a member of staff."""
        return self.kind is ActorKind.OFFICER

    @property
    def is_system(self) -> bool:
        """Say whether the platform itself acts (imports, sweeps)."""
        return self.kind is ActorKind.SYSTEM

    def units_for(self, permission: str) -> frozenset[int] | None:
        """Return ids of the units where `permission` holds; None is everywhere."""
        if self.is_system:
            return None
        return self.scope.get(permission, frozenset())

    def may(self, permission: str, unit_id: int | None = None) -> bool:
        """Say whether the actor holds `permission`, there if a unit is given."""
        units = self.units_for(permission)
        if units is None:
            return True
        return unit_id in units if unit_id is not None else bool(units)

    def require(self, permission: str, unit_id: int | None = None) -> None:
        """Raise NotPermitted unless `may(permission, unit_id)`."""
        if not self.may(permission, unit_id):
            known = REGISTER.get(permission)
            raise NotPermitted(deed=known.label if known else permission)


VISITOR = Actor(ActorKind.VISITOR, "访客")


def system(name: str) -> Actor:
    """Return the platform itself as an actor, named for what it is doing."""
    return Actor(ActorKind.SYSTEM, name)


def scope_of(
    grants: Iterable[Grant], below: dict[int, frozenset[int]]
) -> dict[str, frozenset[int] | None]:
    """Expand grants to units; `below` maps a unit to itself and all under it."""
    scope: dict[str, frozenset[int] | None] = {}
    for grant in grants:
        held = scope.get(grant.permission, frozenset())
        if grant.unit_id is None or held is None:
            scope[grant.permission] = None
        else:
            units = below.get(grant.unit_id, frozenset({grant.unit_id}))
            scope[grant.permission] = held | units
    return scope
