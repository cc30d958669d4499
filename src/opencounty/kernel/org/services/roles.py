"""Roles: the permissions that posts give."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.errors import (
    PermissionOfAnotherPlane,
    RoleInUse,
    UnknownPermission,
)
from opencounty.kernel.org.models import Role
from opencounty.kernel.org.permissions import REGISTER
from opencounty.kernel.org.services.records import record

MANAGE = "org.manage_roles"


@dataclass(frozen=True)
class RoleSeed:
    """A role as the file of roles describes it."""

    slug: str
    name: str
    plane: str
    county_wide: bool
    permissions: tuple[str, ...]


def read_roles(path: Path) -> list[RoleSeed]:
    """Read a file of roles: one TOML table each, named by slug."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        RoleSeed(
            slug,
            table["name"],
            Role.Plane(table.get("plane", Role.Plane.BUSINESS)),
            table.get("county_wide", False),
            tuple(table.get("permissions", ())),
        )
        for slug, table in tables.items()
    ]


@transaction.atomic
def load_roles(
    seeds: Sequence[RoleSeed], *, by: Actor, renew: bool = False
) -> list[Role]:
    """Create the roles that are missing; with `renew`, reset those that are there.

    Without it a role the county has changed stays as the county wants it.
    """
    by = by.require(MANAGE)
    known = {role.slug: role for role in Role.objects.select_for_update()}
    return [
        _create(seed, by)
        if seed.slug not in known
        else change_role(known[seed.slug], seed=seed, by=by)
        if renew
        else known[seed.slug]
        for seed in seeds
    ]


@transaction.atomic
def change_role(role: Role, *, seed: RoleSeed, by: Actor) -> Role:
    """Change what a role is called and what it permits; all who hold it notice."""
    by = by.require(MANAGE)
    role = Role.objects.select_for_update().get(pk=role.pk)
    if unknown := sorted(set(seed.permissions) - set(REGISTER)):
        raise UnknownPermission(permissions="、".join(unknown))
    _refuse_other_planes(seed)
    if seed.plane != role.plane and role.posts.exists():
        raise RoleInUse(role=role.name)
    before = (role.name, role.plane, role.county_wide, tuple(role.permissions))
    if before == (seed.name, seed.plane, seed.county_wide, seed.permissions):
        return role

    role.name, role.plane, role.county_wide = seed.name, seed.plane, seed.county_wide
    gone = sorted(set(role.permissions) - set(seed.permissions))
    added = sorted(set(seed.permissions) - set(role.permissions))
    role.permissions = list(seed.permissions)
    role.save()
    record("org.role_changed", on=role, by=by, name=role.name, added=added, gone=gone)
    return role


def _refuse_other_planes(seed: RoleSeed) -> None:
    """Refuse to put permissions of several planes into one role (三员分立)."""
    if not settings.SEPARATE_OFFICERS:
        return
    other = [
        REGISTER[name].label
        for name in seed.permissions
        if name in REGISTER and REGISTER[name].plane != seed.plane
    ]
    if other:
        raise PermissionOfAnotherPlane(
            role=seed.name,
            plane=Role.Plane(seed.plane).label,
            permissions="、".join(other),
        )


def _create(seed: RoleSeed, by: Actor) -> Role:
    """Create one role."""
    _refuse_other_planes(seed)
    role = Role.objects.create(
        slug=seed.slug,
        name=seed.name,
        plane=seed.plane,
        county_wide=seed.county_wide,
        permissions=list(seed.permissions),
    )
    permissions = list(seed.permissions)
    record("org.role_created", on=role, by=by, name=role.name, permissions=permissions)
    return role
