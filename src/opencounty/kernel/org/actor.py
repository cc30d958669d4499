"""The actor: who does a deed, in which capacity, with which permissions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from opencounty.kernel.base.errors import NotPermitted
from opencounty.kernel.org.permissions import any_powerful, label_of


class ActorKind(StrEnum):
    """The capacities in which one can act."""

    OFFICER = "officer"
    CITIZEN = "citizen"
    VISITOR = "visitor"
    SYSTEM = "system"


@dataclass(frozen=True)
class Principal:
    """Somebody the actor stands in for."""

    account_id: int
    name: str


@dataclass(frozen=True)
class Grant:
    """A permission held over one unit and all below it; None is everywhere."""

    permission: str
    unit_id: int | None
    principal: Principal | None = None  # set when held as somebody's deputy


@dataclass(frozen=True)
class Held:
    """Where one permission holds: the units, and for whom; None is everywhere."""

    units: frozenset[int] | None
    principal: Principal | None = None

    def covers(self, unit_id: int | None) -> bool:
        """Say whether it holds there; without a unit, whether it holds anywhere."""
        if self.units is None:
            return True
        return unit_id in self.units if unit_id is not None else bool(self.units)


@dataclass(frozen=True)
class Actor:
    """Who acts. Services take it as `by`, querysets as `visible_to(actor)`."""

    kind: ActorKind
    person_name: str
    account_id: int | None = None
    unit_ids: frozenset[int] = frozenset()
    # by permission, own right first: worked out once, when the actor is made
    held: Mapping[str, tuple[Held, ...]] = field(
        default_factory=dict, compare=False, hash=False, repr=False
    )
    principal: Principal | None = None  # set while acting as somebody's deputy
    address: str = field(default="", compare=False)  # where the request came from

    @property
    def is_officer(self) -> bool:
        """Say whether this is a member of staff."""
        return self.kind is ActorKind.OFFICER

    @property
    def is_system(self) -> bool:
        """Say whether the platform itself acts (imports, sweeps)."""
        return self.kind is ActorKind.SYSTEM

    @property
    def for_account_id(self) -> int | None:
        """Return whose deputy acts here; None when acting in one's own right."""
        return self.principal.account_id if self.principal else None

    @property
    def name(self) -> str:
        """Return the name deeds are signed with: `王建国 代 李静` when standing in."""
        if self.principal is None:
            return self.person_name
        return f"{self.person_name} 代 {self.principal.name}"

    @property
    def is_powerful(self) -> bool:
        """Say whether a second factor is asked of this officer."""
        return any_powerful(self.held)

    @property
    def principals(self) -> frozenset[Principal]:
        """Return everybody whose deputy the actor is today."""
        rights = (right for rights in self.held.values() for right in rights)
        return frozenset(right.principal for right in rights if right.principal)

    def units_for(self, permission: str) -> frozenset[int] | None:
        """Return ids of the units where `permission` holds; None is everywhere."""
        if self.is_system:
            return None
        units: set[int] = set()
        for right in self.held.get(permission, ()):
            if right.units is None:
                return None
            units |= right.units
        return frozenset(units)

    def may(self, permission: str, unit_id: int | None = None) -> bool:
        """Say whether the actor holds `permission`, there if a unit is given."""
        if self.is_system:
            return True
        return any(right.covers(unit_id) for right in self.held.get(permission, ()))

    def require(self, permission: str, unit_id: int | None = None) -> "Actor":
        """Return the actor in the capacity that allows it, or raise NotPermitted.

        Own right comes before a right held as a deputy. Only what is returned
        knows that it acts for somebody: `by = by.require(…)`, then record `by`.
        """
        if self.is_system:
            return self
        for right in self.held.get(permission, ()):
            if right.covers(unit_id):
                return replace(self, principal=right.principal)
        raise NotPermitted(deed=label_of(permission))


VISITOR = Actor(ActorKind.VISITOR, "访客")


def system(name: str) -> Actor:
    """Return the platform itself as an actor, named for what it is doing."""
    return Actor(ActorKind.SYSTEM, name)


def rights_of(
    grants: Iterable[Grant], below: Mapping[int, frozenset[int]]
) -> dict[str, tuple[Held, ...]]:
    """Expand grants to units; `below` maps a unit to itself and all under it."""
    gathered: dict[tuple[str, Principal | None], frozenset[int] | None] = {}
    for grant in grants:
        key = (grant.permission, grant.principal)
        units = gathered.get(key, frozenset())
        if grant.unit_id is None or units is None:
            gathered[key] = None
        else:
            gathered[key] = units | below.get(grant.unit_id, {grant.unit_id})
    rights: dict[str, list[Held]] = {}
    for (permission, principal), units in sorted(gathered.items(), key=_own_first):
        rights.setdefault(permission, []).append(Held(units, principal))
    return {permission: tuple(held) for permission, held in rights.items()}


def _own_first(
    entry: tuple[tuple[str, Principal | None], frozenset[int] | None],
) -> int:
    """Order rights: the actor's own, then those of the principals, oldest first."""
    (_permission, principal), _units = entry
    return principal.account_id if principal else 0
