"""The register of permissions: each a dotted name, a label and who gives it.

Apps register theirs when they load; roles hold names from this register only.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Permission:
    """A deed somebody may be allowed, e.g. `disclosure.approve_item`."""

    name: str
    label: str


REGISTER: dict[str, Permission] = {}


def register(name: str, label: str) -> Permission:
    """Add a permission to the register; a second meaning is our bug."""
    permission = Permission(name, label)
    if REGISTER.get(name, permission) != permission:
        raise ValueError(f"permission {name} is already registered")
    REGISTER[name] = permission
    return permission
