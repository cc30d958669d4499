"""Posts are given and taken by those who manage people, never to oneself."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate
from pytest_django import Settings

from opencounty.kernel.base.errors import NotPermitted
from opencounty.kernel.org import errors, services
from opencounty.kernel.org.actor import Actor, system
from opencounty.kernel.org.models import Role
from tests.factories.org import (
    AccountFactory,
    AppointmentFactory,
    DeputationFactory,
    OfficerFactory,
    PostFactory,
    RoleFactory,
    UnitFactory,
    actor_of,
    actor_with,
    officer_with,
)
from tests.kernel.org.deeds import heard

pytestmark = pytest.mark.django_db
MANAGE, EMPOWER = "org.manage_people", "org.manage_roles"
AUDIT, BUSINESS = Role.Plane.AUDIT, Role.Plane.BUSINESS


@pytest.fixture
def manager() -> Actor:
    return actor_with(MANAGE, EMPOWER, county_wide=True)


def test_an_appointment_gives_the_posts_permissions_at_once(manager: Actor) -> None:
    post = PostFactory.create(roles=[RoleFactory.create(permissions=["a.b"])])
    officer = OfficerFactory.create()

    with heard() as deeds:
        services.appoint(officer, post=post, starts_on=localdate(), by=manager)

    assert actor_of(officer).may("a.b", post.unit_id)
    assert deeds[0][0] == "org.officer_appointed"
    assert deeds[0][1]["name"] == officer.name


def test_who_manages_people_of_one_unit_appoints_there_only() -> None:
    here, there = UnitFactory.create_batch(2)
    manager = actor_with(MANAGE, unit=here)
    officer, today = OfficerFactory.create(), localdate()

    services.appoint(
        officer, post=PostFactory.create(unit=here), starts_on=today, by=manager
    )
    with pytest.raises(NotPermitted):
        services.appoint(
            officer, post=PostFactory.create(unit=there), starts_on=today, by=manager
        )


def test_nobody_appoints_themselves() -> None:
    manager = officer_with(MANAGE, county_wide=True)

    with pytest.raises(errors.OwnPower):
        services.appoint(
            manager,
            post=PostFactory.create(),
            starts_on=localdate(),
            by=actor_of(manager),
        )


def test_a_deputy_does_not_appoint_the_principal() -> None:
    principal, deputy = officer_with(MANAGE, county_wide=True), OfficerFactory.create()
    DeputationFactory.create(principal=principal, deputy=deputy)

    with pytest.raises(errors.OwnPower):
        services.appoint(
            principal,
            post=PostFactory.create(),
            starts_on=localdate(),
            by=actor_of(deputy),
        )


@pytest.mark.parametrize("facts", [{"kind": "citizen"}, {"is_active": False}])
def test_posts_are_for_officers_who_can_log_in(
    manager: Actor, facts: dict[str, object]
) -> None:
    with pytest.raises(errors.NotAnOfficer):
        services.appoint(
            OfficerFactory.create(**facts),
            post=PostFactory.create(),
            starts_on=localdate(),
            by=manager,
        )


def test_the_same_post_is_not_held_twice_at_a_time(manager: Actor) -> None:
    held = AppointmentFactory.create(ends_on=date(2026, 6, 30))

    with pytest.raises(errors.AlreadyAppointed):
        services.appoint(
            held.account, post=held.post, starts_on=date(2026, 6, 30), by=manager
        )
    services.appoint(
        held.account, post=held.post, starts_on=date(2026, 7, 1), by=manager
    )


def test_an_appointment_does_not_end_before_it_begins(manager: Actor) -> None:
    with pytest.raises(errors.PeriodBackwards):
        services.appoint(
            OfficerFactory.create(),
            post=PostFactory.create(),
            starts_on=date(2026, 7, 1),
            ends_on=date(2026, 6, 30),
            by=manager,
        )
    with pytest.raises(errors.PeriodBackwards):
        services.end_appointment(
            AppointmentFactory.create(), ends_on=date(2019, 1, 1), by=manager
        )


def test_an_appointment_ends_after_its_last_day(manager: Actor) -> None:
    post = PostFactory.create(roles=[RoleFactory.create(permissions=["a.b"])])
    appointment = AppointmentFactory.create(post=post)

    services.end_appointment(appointment, ends_on=localdate(), by=manager)
    assert actor_of(appointment.account).may("a.b")

    services.end_appointment(
        appointment, ends_on=localdate() - timedelta(days=1), by=manager
    )
    assert not actor_of(appointment.account).may("a.b")
    with pytest.raises(errors.AppointmentOver):
        services.end_appointment(appointment, ends_on=localdate(), by=manager)


def test_a_cancelled_appointment_gives_nothing_from_that_moment(manager: Actor) -> None:
    post = PostFactory.create(roles=[RoleFactory.create(permissions=["a.b"])])
    appointment = AppointmentFactory.create(post=post)

    services.cancel_appointment(appointment, reason="停职", by=manager)

    assert not actor_of(appointment.account).may("a.b")
    with pytest.raises(errors.AppointmentOver):
        services.cancel_appointment(appointment, reason="停职", by=manager)


def test_nobody_ends_their_own_appointment() -> None:
    manager = officer_with(MANAGE, county_wide=True)

    with pytest.raises(errors.OwnPower):
        services.cancel_appointment(
            manager.appointments.get(), reason="", by=actor_of(manager)
        )


def test_business_and_audit_are_never_in_one_hand(manager: Actor) -> None:
    auditor = AppointmentFactory.create(
        post=PostFactory.create(roles=[RoleFactory.create(plane=AUDIT)])
    )
    business = PostFactory.create(roles=[RoleFactory.create(plane=BUSINESS)])

    with pytest.raises(errors.PlanesMixed, match="业务、安全审计"):
        services.appoint(
            auditor.account, post=business, starts_on=localdate(), by=manager
        )


def test_one_may_change_sides_when_the_days_do_not_meet(manager: Actor) -> None:
    auditor = AppointmentFactory.create(
        post=PostFactory.create(roles=[RoleFactory.create(plane=AUDIT)]),
        ends_on=date(2026, 6, 30),
    )
    business = PostFactory.create(roles=[RoleFactory.create(plane=BUSINESS)])

    services.appoint(
        auditor.account, post=business, starts_on=date(2026, 7, 1), by=manager
    )


def test_a_small_county_may_switch_the_separation_off(
    manager: Actor, settings: Settings
) -> None:
    settings.SEPARATE_OFFICERS = False
    auditor = AppointmentFactory.create(
        post=PostFactory.create(roles=[RoleFactory.create(plane=AUDIT)])
    )
    business = PostFactory.create(roles=[RoleFactory.create(plane=BUSINESS)])

    services.appoint(auditor.account, post=business, starts_on=localdate(), by=manager)


def test_a_principal_gets_no_post_that_would_mix_powers_in_the_deputys_hand(
    manager: Actor,
) -> None:
    business = PostFactory.create(roles=[RoleFactory.create(plane=BUSINESS)])
    deputy = OfficerFactory.create(posts=[business])
    principal = OfficerFactory.create(posts=[PostFactory.create()])
    DeputationFactory.create(principal=principal, deputy=deputy)
    audit = PostFactory.create(roles=[RoleFactory.create(plane=AUDIT)])

    with pytest.raises(errors.PlanesMixed, match=deputy.name):
        services.appoint(principal, post=audit, starts_on=localdate(), by=manager)


def test_a_post_is_given_roles_by_those_who_manage_roles() -> None:
    unit, role = UnitFactory.create(), RoleFactory.create()

    with pytest.raises(NotPermitted, match="角色"):
        services.create_post(
            unit, title="副局长", roles=[role], by=actor_with(MANAGE, unit=unit)
        )
    services.create_post(unit, title="副局长", by=actor_with(MANAGE, unit=unit))
    with pytest.raises(errors.TitleTaken):
        services.create_post(unit, title="副局长", by=system("测试"))


def test_new_roles_of_a_post_reach_its_holder(manager: Actor) -> None:
    appointment = AppointmentFactory.create()
    role = RoleFactory.create(permissions=["a.b"])

    services.change_post_roles(appointment.post, roles=[role], by=manager)

    assert actor_of(appointment.account).may("a.b")


def test_new_roles_of_a_post_do_not_mix_powers(manager: Actor) -> None:
    business = PostFactory.create(roles=[RoleFactory.create(plane=BUSINESS)])
    held = PostFactory.create()
    OfficerFactory.create(posts=[business, held])

    with pytest.raises(errors.PlanesMixed):
        services.change_post_roles(
            held, roles=[RoleFactory.create(plane=AUDIT)], by=manager
        )


def test_the_only_post_may_move_to_another_plane(manager: Actor) -> None:
    post = PostFactory.create(roles=[RoleFactory.create(plane=BUSINESS)])
    OfficerFactory.create(posts=[post])

    services.change_post_roles(
        post, roles=[RoleFactory.create(plane=AUDIT)], by=manager
    )

    assert post.roles.get().plane == AUDIT


def test_nobody_changes_the_roles_of_the_own_post() -> None:
    manager = officer_with(EMPOWER, county_wide=True)

    with pytest.raises(errors.OwnPower):
        services.change_post_roles(
            manager.appointments.get().post, roles=[], by=actor_of(manager)
        )


def test_citizens_hold_no_posts(manager: Actor) -> None:
    with pytest.raises(errors.NotAnOfficer):
        services.appoint(
            AccountFactory.create(),
            post=PostFactory.create(),
            starts_on=localdate(),
            by=manager,
        )
