"""The smallest valid units, posts, people, roles and divisions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from opencounty.kernel.org import services
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import (
    Account,
    Appointment,
    Deputation,
    Division,
    Post,
    Role,
    Unit,
)

PASSWORD = "clear-water-2026"
LONG_AGO = date(2020, 1, 1)


def _give_roles(
    post: Post, create: bool, given: Iterable[Role] | None, **_: Any
) -> None:
    if create and given:
        post.roles.set(given)


def _appoint(
    account: Account, create: bool, given: Iterable[Post] | None, **_: Any
) -> None:
    for post in given or ():
        AppointmentFactory.create(account=account, post=post)


class DivisionFactory(DjangoModelFactory[Division]):
    class Meta:
        model = Division

    code = factory.Sequence(lambda n: f"99{n:010d}")
    name = factory.Sequence(lambda n: f"第{n}镇")
    level = Division.Level.TOWN


class UnitFactory(DjangoModelFactory[Unit]):
    class Meta:
        model = Unit

    slug = factory.Sequence(lambda n: f"unit-{n}")
    name = factory.Sequence(lambda n: f"临溪县第{n}局")
    short_name = factory.Sequence(lambda n: f"{n}局")
    kind = Unit.Kind.DEPARTMENT


class RoleFactory(DjangoModelFactory[Role]):
    """A role of the business plane without permissions, unless some are given."""

    class Meta:
        model = Role
        django_get_or_create = ["slug"]

    slug = factory.Sequence(lambda n: f"role-{n}")
    name = factory.LazyAttribute(lambda role: role.slug)
    permissions = factory.List([])


class PostFactory(DjangoModelFactory[Post]):
    """A post in a unit of its own; `roles=[…]` gives it roles."""

    class Meta:
        model = Post
        skip_postgeneration_save = True

    unit = factory.SubFactory(UnitFactory)
    title = factory.Sequence(lambda n: f"岗位{n}")

    roles = factory.PostGeneration(_give_roles)


class AccountFactory(DjangoModelFactory[Account]):
    """A citizen who can log in with PASSWORD."""

    class Meta:
        model = Account
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    name = factory.Sequence(lambda n: f"群众{n}")
    kind = Account.Kind.CITIZEN
    password = factory.django.Password(PASSWORD)


class OfficerFactory(AccountFactory):
    """An officer without a post; `posts=[…]` appoints to posts, long ago."""

    username = factory.Sequence(lambda n: f"officer{n}")
    name = factory.Sequence(lambda n: f"干部{n}")
    kind = Account.Kind.OFFICER

    posts = factory.PostGeneration(_appoint)


class AppointmentFactory(DjangoModelFactory[Appointment]):
    class Meta:
        model = Appointment

    account = factory.SubFactory(OfficerFactory)
    post = factory.SubFactory(PostFactory)
    starts_on = LONG_AGO


class DeputationFactory(DjangoModelFactory[Deputation]):
    """An officer standing in for another, long ago to far ahead."""

    class Meta:
        model = Deputation

    principal = factory.SubFactory(OfficerFactory)
    deputy = factory.SubFactory(OfficerFactory)
    starts_on = LONG_AGO
    ends_on = date(2099, 12, 31)
    reason = "外出学习"


def officer_with(
    *permissions: str, unit: Unit | None = None, county_wide: bool = False, **facts: Any
) -> Account:
    """Return an officer whose one post, in `unit`, gives these permissions."""
    role = RoleFactory.create(permissions=list(permissions), county_wide=county_wide)
    post = PostFactory.create(unit=unit or UnitFactory.create(), roles=[role])
    return OfficerFactory.create(posts=[post], **facts)


def actor_of(account: Account) -> Actor:
    """Return the actor an account is today."""
    return services.actor_for(account)


def actor_with(
    *permissions: str, unit: Unit | None = None, county_wide: bool = False
) -> Actor:
    """Return an officer's actor holding these permissions over `unit`."""
    return actor_of(officer_with(*permissions, unit=unit, county_wide=county_wide))
