"""A deputy holds the principal's powers for some days, and says so."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from opencounty.kernel.base.errors import NotPermitted
from opencounty.kernel.org import errors, services
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Account, Deputation, Role
from tests.factories.org import (
    AccountFactory,
    DeputationFactory,
    OfficerFactory,
    PostFactory,
    RoleFactory,
    actor_of,
    actor_with,
    officer_with,
)
from tests.kernel.org.deeds import heard

pytestmark = pytest.mark.django_db
APPROVE = "disclosure.approve_item"


@pytest.fixture
def principal() -> Account:
    return officer_with(APPROVE, name="李静")


def deputise(
    principal: Account,
    deputy: Account,
    *,
    by: Actor | None = None,
    first: int = 0,
    last: int = 6,
) -> Deputation:
    today = localdate()
    return services.deputise(
        deputy,
        principal=principal,
        starts_on=today + timedelta(days=first),
        ends_on=today + timedelta(days=last),
        reason="外出学习",
        by=by or actor_of(principal),
    )


def test_the_deputy_acts_for_the_principal_until_called_back(
    principal: Account,
) -> None:
    deputy = OfficerFactory.create(name="王建国")

    with heard() as deeds:
        deputation = deputise(principal, deputy)
        assert actor_of(deputy).require(APPROVE).name == "王建国 代 李静"
        services.end_deputation(deputation, by=actor_of(principal))

    assert not actor_of(deputy).may(APPROVE)
    assert [action for action, _ in deeds] == [
        "org.deputy_named",
        "org.deputy_released",
    ]
    with pytest.raises(errors.DeputationOver):
        services.end_deputation(deputation, by=actor_of(principal))


def test_the_deputy_may_hand_back(principal: Account) -> None:
    deputy = OfficerFactory.create()

    services.end_deputation(deputise(principal, deputy), by=actor_of(deputy))

    assert not actor_of(deputy).may(APPROVE)


def test_a_stranger_ends_nothing(principal: Account) -> None:
    deputation = deputise(principal, OfficerFactory.create())

    with pytest.raises(NotPermitted):
        services.end_deputation(deputation, by=actor_with())


def test_a_deputation_that_begins_later_gives_nothing_yet(principal: Account) -> None:
    deputy = OfficerFactory.create()

    deputise(principal, deputy, first=1)

    assert not actor_of(deputy).may(APPROVE)


def test_who_manages_people_deputises_for_one_who_fell_ill(principal: Account) -> None:
    deputy = OfficerFactory.create()
    manager = actor_with("org.manage_people", county_wide=True)

    deputise(principal, deputy, by=manager)

    assert actor_of(deputy).may(APPROVE)


def test_a_manager_does_not_name_themselves(principal: Account) -> None:
    manager = officer_with("org.manage_people", county_wide=True)

    with pytest.raises(errors.OwnPower):
        deputise(principal, manager, by=actor_of(manager))


def test_nobody_lends_what_belongs_to_another(principal: Account) -> None:
    with pytest.raises(NotPermitted):
        deputise(principal, OfficerFactory.create(), by=actor_with())


def test_a_deputy_does_not_pass_on_the_principals_powers(principal: Account) -> None:
    second = OfficerFactory.create()
    deputise(principal, second)

    with pytest.raises(errors.NothingToLend):
        deputise(second, OfficerFactory.create())


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        (3, 2, errors.PeriodBackwards),
        (-1, 6, errors.DeputationInThePast),
        (0, 400, errors.DeputationTooLong),
    ],
)
def test_a_deputation_begins_today_at_the_earliest_and_has_an_end_in_sight(
    principal: Account, first: int, last: int, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        deputise(principal, OfficerFactory.create(), first=first, last=last)


def test_a_deputy_is_another_officer(principal: Account) -> None:
    unfit: list[Any] = [
        principal,
        AccountFactory.create(),
        OfficerFactory.create(is_active=False),
    ]
    for deputy in unfit:
        with pytest.raises(errors.DeputyUnfit):
            deputise(principal, deputy)


def test_the_same_deputy_is_not_named_twice_for_the_same_days(
    principal: Account,
) -> None:
    deputy = OfficerFactory.create()
    first = deputise(principal, deputy)

    with pytest.raises(errors.AlreadyDeputised):
        deputise(principal, deputy, first=6, last=9)
    services.end_deputation(first, by=actor_of(principal))
    deputise(principal, deputy, first=6, last=9)


def test_an_auditor_does_not_stand_in_for_business(principal: Account) -> None:
    audit = PostFactory.create(roles=[RoleFactory.create(plane=Role.Plane.AUDIT)])

    with pytest.raises(errors.PlanesMixed, match="业务、安全审计"):
        deputise(principal, OfficerFactory.create(posts=[audit]))


def test_one_sees_the_own_deputations_and_a_manager_sees_all(
    principal: Account,
) -> None:
    mine = DeputationFactory.create(principal=principal)
    other = DeputationFactory.create()
    seen = Deputation.objects.all().visible_to

    assert set(seen(actor_of(principal))) == {mine}
    assert set(seen(actor_with("org.manage_people", county_wide=True))) == {mine, other}
    assert not seen(actor_of(AccountFactory.create(is_active=False)))


def test_who_manages_some_units_lends_nobodys_power_beyond_them(
    principal: Account,
) -> None:
    manager = actor_with("org.manage_people")
    deputation = deputise(principal, OfficerFactory.create())

    with pytest.raises(NotPermitted):
        deputise(principal, OfficerFactory.create(), by=manager)
    with pytest.raises(NotPermitted):
        services.end_deputation(deputation, by=manager)


def test_a_managers_deputy_names_neither_of_the_two(principal: Account) -> None:
    manager = officer_with("org.manage_people", county_wide=True)
    stand_in = OfficerFactory.create()
    DeputationFactory.create(principal=manager, deputy=stand_in)

    for deputy in (stand_in, manager):
        with pytest.raises(errors.OwnPower):
            deputise(principal, deputy, by=actor_of(stand_in))
