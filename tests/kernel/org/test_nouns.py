"""How people, posts and places write themselves in lists and records."""

from datetime import date

import pytest

from opencounty.kernel.org.models import Account, DivisionSuccession, LogInFailure
from opencounty.kernel.org.passwords import OfficerPassword
from tests.factories.org import (
    AccountFactory,
    AppointmentFactory,
    DeputationFactory,
    DivisionFactory,
    OfficerFactory,
    PostFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


def test_things_are_called_by_their_names() -> None:
    unit = UnitFactory.create(name="临溪县水利局", uscc="11330101MB1234567X")
    post = PostFactory.create(unit=unit, title="局长")
    person = OfficerFactory.create(name="周永平")
    other = OfficerFactory.create(name="刘志强")
    town = DivisionFactory.create(code="330101100000", name="城关镇")
    street = DivisionFactory.create(code="330101001000", name="城关街道")
    change = DivisionSuccession(
        predecessor=town, successor=street, happened_on=date(2026, 1, 1)
    )

    assert str(AppointmentFactory.create(account=person, post=post)) == (
        "周永平 临溪县水利局 局长"
    )
    assert str(DeputationFactory.create(principal=person, deputy=other)) == (
        "刘志强 代 周永平"
    )
    assert str(town) == "城关镇（330101100000）"
    assert str(change) == "城关镇（330101100000） → 城关街道（330101001000）"
    assert unit.organisation_code == "MB1234567"
    assert person.get_full_name() == person.get_short_name() == "周永平"
    assert "10.0.0.1" in str(LogInFailure(username="x", address="10.0.0.1"))
    assert "10 位" in OfficerPassword().get_help_text()


def test_a_superuser_is_an_officer_without_a_post() -> None:
    account = Account.objects.create_superuser("root", "x", name="站长")

    assert account.kind == Account.Kind.OFFICER
    assert account.is_superuser
    assert not account.appointments.exists()


def test_a_person_without_a_name_goes_by_the_log_in_name() -> None:
    assert str(AccountFactory.create(name="", username="huang")) == "huang"
