"""Accounts are opened and locked by those who manage people."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from opencounty.kernel.base.errors import NotPermitted
from opencounty.kernel.org import errors, services
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Account
from tests.factories.org import (
    PASSWORD,
    AccountFactory,
    AppointmentFactory,
    DeputationFactory,
    OfficerFactory,
    PostFactory,
    UnitFactory,
    actor_of,
    actor_with,
    officer_with,
)
from tests.kernel.org.deeds import heard

pytestmark = pytest.mark.django_db
MANAGE = "org.manage_people"


@pytest.fixture
def manager() -> Actor:
    return actor_with(MANAGE, county_wide=True)


def test_an_officers_first_password_is_temporary(manager: Actor) -> None:
    officer = services.open_officer(
        " ZhangSan ", "张三", password="Abc-12345x", by=manager
    )

    assert officer.username == "zhangsan"
    assert officer.kind == Account.Kind.OFFICER
    assert officer.password_is_temporary
    assert officer.check_password("Abc-12345x")


def test_a_log_in_name_belongs_to_one_person(manager: Actor) -> None:
    AccountFactory.create(username="zhangsan")

    with pytest.raises(errors.UsernameTaken):
        services.open_officer("ZhangSan", "张三", by=manager)


def test_who_manages_nobody_opens_nothing() -> None:
    with pytest.raises(NotPermitted):
        services.open_officer("zhangsan", "张三", by=actor_with())


def test_a_locked_officer_is_out_at_the_next_page(
    manager: Actor, client: Client
) -> None:
    officer = OfficerFactory.create()
    client.force_login(officer)

    with heard() as deeds:
        services.lock_account(officer, reason="调离", by=manager)

    officer.refresh_from_db()
    assert not officer.is_active
    assert officer.lock_reason == "调离"
    assert deeds[0][1]["reason"] == "调离"
    assert not client.login(username=officer.username, password=PASSWORD)
    with pytest.raises(errors.AlreadyLocked):
        services.lock_account(officer, reason="调离", by=manager)


def test_a_locked_account_is_opened_again(manager: Actor) -> None:
    officer = OfficerFactory.create(is_active=False, lock_reason="调离")

    services.unlock_account(officer, reason="调回", by=manager)

    officer.refresh_from_db()
    assert officer.is_active
    assert not officer.lock_reason
    with pytest.raises(errors.NotLocked):
        services.unlock_account(officer, reason="调回", by=manager)


def test_a_reset_password_is_temporary_and_leaves_no_trace_of_itself(
    manager: Actor,
) -> None:
    officer = OfficerFactory.create()

    with heard() as deeds:
        services.reset_password(officer, password="New-word-77", by=manager)

    officer.refresh_from_db()
    assert officer.check_password("New-word-77")
    assert officer.password_is_temporary
    assert "New-word-77" not in str(deeds)


def test_a_person_is_renamed_and_the_number_is_not_told(manager: Actor) -> None:
    officer = OfficerFactory.create(name="张三")

    with heard() as deeds:
        services.rename_person(officer, name="张叁", mobile="13900000000", by=manager)

    officer.refresh_from_db()
    assert (officer.name, officer.mobile) == ("张叁", "13900000000")
    assert "13900000000" not in str(deeds)


def test_nobody_manages_the_own_account() -> None:
    manager = officer_with(MANAGE, county_wide=True)

    with pytest.raises(errors.OwnPower):
        services.reset_password(manager, password="x", by=actor_of(manager))


def test_a_manager_of_one_unit_manages_who_works_there_and_nowhere_else() -> None:
    here, there = UnitFactory.create_batch(2)
    manager = actor_with(MANAGE, unit=here)
    ours = OfficerFactory.create(posts=[PostFactory.create(unit=here)])
    shared = OfficerFactory.create(
        posts=[PostFactory.create(unit=here), PostFactory.create(unit=there)]
    )

    services.lock_account(ours, reason="调离", by=manager)
    for beyond in (shared, OfficerFactory.create(), AccountFactory.create()):
        with pytest.raises(NotPermitted):
            services.lock_account(beyond, reason="", by=manager)


def test_staff_see_staff_and_a_citizen_sees_only_himself(manager: Actor) -> None:
    citizen, officer = AccountFactory.create(), OfficerFactory.create()
    seen = Account.objects.all().visible_to

    assert officer in seen(manager)
    assert citizen not in seen(manager)
    assert list(seen(actor_of(citizen))) == [citizen]
    assert not seen(actor_of(OfficerFactory.create(is_active=False)))


def test_people_are_found_by_unit_and_by_name(manager: Actor) -> None:
    post = PostFactory.create()
    officer = OfficerFactory.create(name="欧阳小青", posts=[post])
    OfficerFactory.create(posts=[PostFactory.create()])
    day = officer.appointments.get().starts_on

    assert list(Account.objects.in_units(frozenset({post.unit_id}), day)) == [officer]
    assert list(Account.objects.matching("小青")) == [officer]


def test_who_manages_a_unit_takes_over_nobody_with_power_beyond_it() -> None:
    unit = UnitFactory.create()
    manager = actor_with("org.manage_people", unit=unit)
    plain = officer_with("disclosure.draft_item", unit=unit)
    over_all = officer_with("disclosure.publish_item", unit=unit, county_wide=True)
    stands_in = officer_with("disclosure.draft_item", unit=unit)
    DeputationFactory.create(
        principal=officer_with("disclosure.approve_item"), deputy=stands_in
    )
    moving = officer_with("disclosure.draft_item", unit=unit)
    AppointmentFactory.create(
        account=moving, starts_on=localdate() + timedelta(days=3), ends_on=None
    )

    services.reset_password(plain, password="Clear-water-27", by=manager)
    for person in (over_all, stands_in, moving):
        with pytest.raises(NotPermitted):
            services.reset_password(person, password="Clear-water-27", by=manager)
