"""Who acts: posts give permissions over a unit and all below it."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from opencounty.kernel.base.errors import NotPermitted
from opencounty.kernel.org import services
from opencounty.kernel.org.actor import VISITOR, Actor, system
from tests.factories.org import (
    AccountFactory,
    AppointmentFactory,
    DeputationFactory,
    OfficerFactory,
    PostFactory,
    RoleFactory,
    UnitFactory,
    actor_of,
    officer_with,
)

pytestmark = pytest.mark.django_db
APPROVE = "disclosure.approve_item"


def test_a_post_gives_its_permissions_over_the_unit_and_all_below() -> None:
    county = UnitFactory.create()
    bureau = UnitFactory.create(parent=county)
    section = UnitFactory.create(parent=bureau)
    other = UnitFactory.create(parent=county)

    actor = actor_of(officer_with(APPROVE, unit=bureau))

    assert actor.units_for(APPROVE) == frozenset({bureau.pk, section.pk})
    assert actor.may(APPROVE, section.pk)
    assert not actor.may(APPROVE, county.pk)
    assert not actor.may(APPROVE, other.pk)
    assert actor.may(APPROVE)
    assert not actor.may("disclosure.publish_item")
    assert actor.unit_ids == {bureau.pk}


def test_a_county_wide_role_holds_everywhere() -> None:
    actor = actor_of(officer_with(APPROVE, county_wide=True))

    assert actor.units_for(APPROVE) is None
    assert actor.may(APPROVE, UnitFactory.create().pk)


def test_several_posts_add_up() -> None:
    here, there = UnitFactory.create_batch(2)
    role = RoleFactory.create(permissions=[APPROVE])
    posts = [PostFactory.create(unit=unit, roles=[role]) for unit in (here, there)]

    actor = actor_of(OfficerFactory.create(posts=posts))

    assert actor.units_for(APPROVE) == frozenset({here.pk, there.pk})


def test_a_post_without_roles_still_says_where_one_works() -> None:
    post = PostFactory.create()

    actor = actor_of(OfficerFactory.create(posts=[post]))

    assert actor.unit_ids == {post.unit_id}
    assert not actor.held


@pytest.mark.parametrize(("starts", "ends"), [(1, None), (-9, -1), (-9, -9)])
def test_a_post_gives_nothing_before_and_after_its_days(
    starts: int, ends: int | None
) -> None:
    today = localdate()
    role = RoleFactory.create(permissions=[APPROVE])
    appointment = AppointmentFactory.create(
        post=PostFactory.create(roles=[role]),
        starts_on=today + timedelta(days=starts),
        ends_on=today + timedelta(days=ends) if ends is not None else None,
    )

    assert not actor_of(appointment.account).may(APPROVE)


def test_a_post_holds_on_its_first_and_last_day() -> None:
    role = RoleFactory.create(permissions=[APPROVE])
    today = localdate()
    appointment = AppointmentFactory.create(
        post=PostFactory.create(roles=[role]), starts_on=today, ends_on=today
    )

    assert actor_of(appointment.account).may(APPROVE)


def test_a_locked_account_is_a_visitor() -> None:
    assert actor_of(officer_with(APPROVE, is_active=False)) is VISITOR


def test_a_citizen_holds_nothing() -> None:
    actor = actor_of(AccountFactory.create())

    assert not actor.is_officer
    assert not actor.may(APPROVE)


def test_a_deputy_acts_with_the_principals_rights_and_says_so() -> None:
    bureau = UnitFactory.create()
    principal = officer_with(APPROVE, unit=bureau, name="李静")
    deputy = OfficerFactory.create(name="王建国")
    DeputationFactory.create(principal=principal, deputy=deputy)

    by = actor_of(deputy).require(APPROVE, bureau.pk)

    assert by.name == "王建国 代 李静"
    assert by.for_account_id == principal.pk
    assert actor_of(deputy).name == "王建国"
    assert actor_of(deputy).unit_ids == frozenset()
    assert {p.name for p in actor_of(deputy).principals} == {"李静"}


def test_own_right_comes_before_a_deputys() -> None:
    bureau = UnitFactory.create()
    deputy = officer_with(APPROVE, unit=bureau)
    DeputationFactory.create(
        principal=officer_with(APPROVE, unit=bureau), deputy=deputy
    )

    assert actor_of(deputy).require(APPROVE, bureau.pk).for_account_id is None


def test_a_deputys_right_is_used_only_where_the_own_right_ends() -> None:
    here, there = UnitFactory.create_batch(2)
    principal = officer_with(APPROVE, unit=there)
    deputy = officer_with(APPROVE, unit=here)
    DeputationFactory.create(principal=principal, deputy=deputy)

    actor = actor_of(deputy)

    assert actor.require(APPROVE, here.pk).principal is None
    assert actor.require(APPROVE, there.pk).for_account_id == principal.pk
    assert actor.require(APPROVE, there.pk).require(APPROVE, here.pk).name == actor.name


def test_a_deputy_cannot_pass_on_what_was_entrusted() -> None:
    first = officer_with(APPROVE)
    second, third = OfficerFactory.create_batch(2)
    DeputationFactory.create(principal=first, deputy=second)
    DeputationFactory.create(principal=second, deputy=third)

    assert actor_of(second).may(APPROVE)
    assert not actor_of(third).may(APPROVE)


def test_a_deputation_gives_nothing_outside_its_days_or_once_ended() -> None:
    principal = officer_with(APPROVE)
    past = DeputationFactory.create(principal=principal, ends_on=date(2020, 1, 2))
    ended = DeputationFactory.create(
        principal=principal, ended_early_at="2020-01-02T00:00:00Z"
    )

    assert not actor_of(past.deputy).may(APPROVE)
    assert not actor_of(ended.deputy).may(APPROVE)


def test_a_locked_principal_lends_nothing() -> None:
    deputation = DeputationFactory.create(
        principal=officer_with(APPROVE, is_active=False)
    )

    assert not actor_of(deputation.deputy).may(APPROVE)


def test_what_is_not_held_is_refused_in_words() -> None:
    with pytest.raises(NotPermitted, match="管理单位和区划"):
        actor_of(OfficerFactory.create()).require("org.manage_units")


def test_the_platform_itself_may_do_everything() -> None:
    actor = system("导入")

    assert actor.require(APPROVE, 7) is actor
    assert actor.units_for(APPROVE) is None


def test_working_out_an_actor_takes_two_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    principal = officer_with(APPROVE, "disclosure.see_items")
    deputy = officer_with("disclosure.draft_item")
    DeputationFactory.create(principal=principal, deputy=deputy)

    with django_assert_num_queries(2):
        actor = services.actor_for(deputy)
        assert isinstance(actor, Actor)
        assert actor.may(APPROVE)
