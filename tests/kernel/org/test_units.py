"""Units form a tree that changes in the open and is never cut."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from opencounty.kernel.base.codes import organisation_check_digit, uscc_check_digit
from opencounty.kernel.base.errors import NotPermitted
from opencounty.kernel.org import errors, services
from opencounty.kernel.org.actor import system
from opencounty.kernel.org.models import Unit
from tests.factories.org import (
    AppointmentFactory,
    PostFactory,
    UnitFactory,
    actor_with,
)
from tests.kernel.org.deeds import heard

pytestmark = pytest.mark.django_db
BY = system("测试")


def test_a_unit_is_founded_under_another() -> None:
    county = UnitFactory.create()

    with heard() as deeds:
        unit = services.found_unit(
            UnitFactory.build(parent=county, slug="water"), by=BY
        )

    assert unit.pk
    assert deeds == [("org.unit_founded", {"name": unit.name, "slug": "water"})]


def test_only_who_manages_units_there_founds_one() -> None:
    here, there = UnitFactory.create_batch(2)
    manager = actor_with("org.manage_units", unit=here)

    services.found_unit(UnitFactory.build(parent=here), by=manager)
    with pytest.raises(NotPermitted):
        services.found_unit(UnitFactory.build(parent=there), by=manager)


def test_address_names_are_not_shared() -> None:
    UnitFactory.create(slug="water")

    with pytest.raises(errors.SlugTaken):
        services.found_unit(UnitFactory.build(slug="water"), by=BY)


def test_a_credit_code_checks_and_belongs_to_one_unit() -> None:
    body = "11330101" + "MB123456"
    body += organisation_check_digit(body[8:])
    code = body + uscc_check_digit(body)

    unit = services.found_unit(UnitFactory.build(uscc=f" {code.lower()}"), by=BY)
    assert unit.uscc == code
    with pytest.raises(errors.UsccTaken, match=unit.short_name):
        services.found_unit(UnitFactory.build(uscc=code), by=BY)
    with pytest.raises(errors.UsccRefused, match="应为 18 位"):
        services.change_unit(unit, uscc="123", by=BY)


def test_a_change_is_told_with_before_and_after() -> None:
    unit = UnitFactory.create(short_name="水务局")

    with heard() as deeds:
        services.change_unit(unit, short_name="水利局", by=BY)
        services.change_unit(unit, short_name="水利局", by=BY)

    assert deeds == [
        (
            "org.unit_changed",
            {"before": {"short_name": "水务局"}, "after": {"short_name": "水利局"}},
        )
    ]


def test_a_unit_does_not_stand_under_itself() -> None:
    top = UnitFactory.create()
    below = UnitFactory.create(parent=UnitFactory.create(parent=top))

    with pytest.raises(errors.UnitAboveItself):
        services.change_unit(top, parent=below, by=BY)


def test_a_unit_is_closed_when_nobody_is_left() -> None:
    unit = UnitFactory.create()
    child = UnitFactory.create(parent=unit)
    last_day = localdate()
    held = AppointmentFactory.create(post=PostFactory.create(unit=unit))

    with pytest.raises(errors.UnitStillStaffed, match=r"1 人任职、1 个下级单位"):
        services.close_unit(unit, valid_to=last_day, reason="机构改革", by=BY)

    services.end_appointment(held, ends_on=last_day, by=BY)
    services.close_unit(child, valid_to=last_day, reason="机构改革", by=BY)
    closed = services.close_unit(unit, valid_to=last_day, reason="机构改革", by=BY)
    assert closed.valid_to == last_day
    assert unit in Unit.objects.valid_on(last_day)
    assert unit not in Unit.objects.valid_on(last_day + timedelta(days=1))


def test_a_closed_unit_is_not_changed_or_closed_again() -> None:
    unit = UnitFactory.create(valid_to=date(2020, 1, 1))

    with pytest.raises(errors.UnitClosed):
        services.change_unit(unit, phone="1", by=BY)
    with pytest.raises(errors.UnitClosed):
        services.close_unit(unit, valid_to=localdate(), reason="", by=BY)


def test_a_unit_is_not_closed_before_it_began() -> None:
    unit = UnitFactory.create(valid_from=date(2024, 1, 1))

    with pytest.raises(errors.PeriodBackwards):
        services.close_unit(unit, valid_to=date(2023, 1, 1), reason="", by=BY)


def test_a_loop_of_parents_ends_where_it_began() -> None:
    one, two = UnitFactory.create_batch(2)
    Unit.objects.filter(pk=one.pk).update(parent=two)
    Unit.objects.filter(pk=two.pk).update(parent=one)

    assert Unit.objects.all().below([one.pk]) == {one.pk: frozenset({one.pk, two.pk})}
    assert set(Unit.objects.all().below()) == {one.pk, two.pk}
