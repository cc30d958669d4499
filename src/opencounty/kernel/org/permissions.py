"""The register of permissions: each a dotted name and the words people read.

Apps register theirs when they load; roles hold names from this register only.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from opencounty.kernel.org.rules import Plane


@dataclass(frozen=True)
class Permission:
    """A deed somebody may be allowed, e.g. `disclosure.approve_item`."""

    name: str
    label: str
    powerful: bool = False  # who holds it logs in with a second factor
    plane: str = Plane.BUSINESS  # roles of other planes do not hold it


REGISTER: dict[str, Permission] = {}


def register(
    name: str, label: str, *, powerful: bool = False, plane: str = Plane.BUSINESS
) -> Permission:
    """Add a permission to the register; a second meaning is our bug."""
    permission = Permission(name, label, powerful, Plane(plane))
    if REGISTER.get(name, permission) != permission:
        raise ValueError(f"permission {name} is already registered")
    REGISTER[name] = permission
    return permission


def any_powerful(names: Iterable[str]) -> bool:
    """Say whether one of these permissions gives power over others or the system."""
    return any(name in REGISTER and REGISTER[name].powerful for name in names)


def label_of(name: str) -> str:
    """Return the words for a permission, or its name when nobody registered it."""
    known = REGISTER.get(name)
    return known.label if known else name


register("org.manage_units", "管理单位和区划", powerful=True, plane=Plane.SYSTEM)
register(
    "org.manage_people", "管理人员、岗位和任免", powerful=True, plane=Plane.SECURITY
)
register("org.manage_roles", "管理角色权限", powerful=True, plane=Plane.SECURITY)
