"""Roles come from a file, and stay as the county changes them."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.management import call_command
from pytest_django import Settings

from opencounty.kernel.base.errors import NotPermitted
from opencounty.kernel.org import errors, services
from opencounty.kernel.org.actor import system
from opencounty.kernel.org.models import Role
from opencounty.kernel.org.permissions import REGISTER, register
from opencounty.kernel.org.rules import Plane, clashing
from opencounty.kernel.org.services import RoleSeed
from tests.factories.org import PostFactory, RoleFactory, actor_with
from tests.kernel.org.deeds import heard

pytestmark = pytest.mark.django_db
BY = system("测试")
SEED = RoleSeed("clerk", "窗口人员", Plane.BUSINESS, False, ("disclosure.see_items",))


def test_the_file_of_roles_is_loaded_once() -> None:
    call_command("load_roles", verbosity=0)
    roles = {role.slug: role for role in Role.objects.all()}
    call_command("load_roles", verbosity=0)

    assert Role.objects.count() == len(roles)
    assert roles["audit-officer"].plane == Plane.AUDIT
    assert "disclosure.approve_item" in roles["section-head"].permissions
    assert not roles["section-head"].county_wide
    assert roles["disclosure-head"].county_wide


def test_the_file_of_roles_names_registered_permissions_of_the_roles_plane() -> None:
    for seed in services.read_roles(Path(site.ROLES_FILE)):
        for name in seed.permissions:
            assert REGISTER[name].plane == seed.plane, (seed.slug, name)
        assert list(seed.permissions) == sorted(seed.permissions)


@pytest.mark.parametrize("renewed", [True, False])
def test_no_role_holds_permissions_of_another_plane(*, renewed: bool) -> None:
    mixed = replace(SEED, permissions=("audit.read", "disclosure.see_items"))
    if renewed:
        services.load_roles([SEED], by=BY)

    with pytest.raises(errors.PermissionOfAnotherPlane, match="“查阅审计记录”"):
        services.load_roles([mixed], by=BY, renew=True)


def test_what_the_county_changed_stays_unless_renewed() -> None:
    RoleFactory.create(slug="clerk", name="老名字", permissions=[])

    services.load_roles([SEED], by=BY)
    assert Role.objects.get(slug="clerk").name == "老名字"

    services.load_roles([SEED], by=BY, renew=True)
    role = Role.objects.get(slug="clerk")
    assert (role.name, role.permissions) == ("窗口人员", ["disclosure.see_items"])


def test_a_role_holds_permissions_of_the_register_only() -> None:
    role = services.load_roles([SEED], by=BY)[0]

    with pytest.raises(errors.UnknownPermission, match=r"org\.fly"):
        services.change_role(role, seed=replace(SEED, permissions=("org.fly",)), by=BY)


def test_a_role_in_use_does_not_change_sides() -> None:
    role = services.load_roles([SEED], by=BY)[0]
    PostFactory.create(roles=[role])
    audit = replace(SEED, plane=Plane.AUDIT, permissions=())

    with pytest.raises(errors.RoleInUse):
        services.change_role(role, seed=audit, by=BY)


def test_roles_are_changed_by_those_who_manage_roles() -> None:
    with pytest.raises(NotPermitted):
        services.load_roles([SEED], by=actor_with("org.manage_people"))


def test_a_small_county_may_mix_planes(settings: Settings) -> None:
    settings.SEPARATE_OFFICERS = False
    mixed = replace(SEED, permissions=("audit.read", "disclosure.see_items"))

    assert services.load_roles([mixed], by=BY)[0].permissions == [*mixed.permissions]


def test_a_role_that_is_already_so_is_not_changed_again() -> None:
    services.load_roles([SEED], by=BY)

    with heard() as deeds:
        services.load_roles([SEED], by=BY, renew=True)

    assert not deeds


def test_a_permission_has_one_meaning() -> None:
    with pytest.raises(ValueError, match="already"):
        register("org.manage_roles", "别的意思")


def test_the_planes_are_kept_apart() -> None:
    assert clashing([]) == []
    assert clashing(["business", "business"]) == []
    assert clashing(["audit", "system"]) == ["system", "audit"]
