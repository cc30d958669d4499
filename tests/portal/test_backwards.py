"""The calculator backwards: the latest day, and every day up to the event."""

from datetime import date

import html5lib
import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from opencounty.kernel.deadlines import services
from opencounty.kernel.deadlines.rules import (
    DayKind,
    Mark,
    SpecialDay,
    Unit,
    WorkCalendar,
)
from opencounty.portal.backwards import Latest

ADDRESS = "/deadlines/backwards/"
ASKED = {"end": "2026-10-15", "length": "7", "unit": "working_day"}
CALENDAR = WorkCalendar(
    [
        *(SpecialDay(date(2026, 10, n), DayKind.REST, "国庆节") for n in range(1, 8)),
        SpecialDay(date(2026, 10, 10), DayKind.WORK, "国庆节"),
    ],
    known_years=[2026],
)


@pytest.fixture
def seeded(db: None) -> None:
    services.load_seed()


def page(client: Client, **changes: str) -> str:
    response = client.get(ADDRESS, ASKED | changes)
    assert response.status_code == 200
    return response.content.decode()


@time_machine.travel("2026-09-01 09:00+08:00", tick=False)
def test_seven_working_days_before_a_hearing_after_national_day(
    client: Client, seeded: None
) -> None:
    html = page(client)

    # 15, 14, 13, 12, 10 (worked), 9, 8 count; 1 to 7 are the holiday
    assert '<time datetime="2026-09-30">2026年9月30日</time>' in html
    assert "计入 7 天（其中调休上班 1 天），不计入 8 天" in html
    assert "倒数第 1 日" in html
    assert "国庆节调休上班" in html
    assert "剩 21 个工作日" in html
    assert html.count('<th scope="row">') == 16
    html5lib.HTMLParser(strict=True).parse(html)


@time_machine.travel("2026-11-24 09:00+08:00", tick=False)
def test_a_latest_day_that_is_over_is_said_to_be(client: Client, seeded: None) -> None:
    assert "这一天已经过了" in page(client)


def test_natural_days_go_back_to_a_working_day(client: Client, seeded: None) -> None:
    html = page(client, unit="natural_day", end="2026-10-11", clear="on")

    assert '<time datetime="2026-09-30">2026年9月30日</time>' in html
    assert "国庆节放假，再往前提" in html
    assert "那天也不计入" in html


def test_a_year_without_arrangement_is_provisional(
    client: Client, seeded: None
) -> None:
    assert "这个日期是暂定的" in page(client, end="2027-05-12")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("end", ""),
        ("end", "2026-02-30"),
        ("end", "1999-01-01"),
        ("end", "9999-12-31"),
        ("length", "0"),
        ("length", "366"),
        ("length", "9" * 400),
        ("length", "七"),
        ("unit", "moon"),
    ],
)
def test_bad_input_is_named_beside_its_field(
    client: Client, seeded: None, field: str, value: str
) -> None:
    response = client.get(ADDRESS, ASKED | {field: value})

    assert response.status_code == 200
    assert response.context["answer"] is None
    assert list(response.context["form"].errors) == [field]


def test_each_way_to_reckon_leads_to_the_other(client: Client, seeded: None) -> None:
    assert 'href="/deadlines/"' in page(client)
    assert f'href="{ADDRESS}"' in client.get("/deadlines/").content.decode()


@given(
    end=st.dates(date(2004, 1, 1), date(2100, 12, 31)),
    length=st.integers(1, 365),
    unit=st.sampled_from(Unit),
    clear=st.booleans(),
)
def test_the_days_told_are_the_days_of_the_rule(
    end: date, length: int, unit: Unit, clear: bool
) -> None:
    latest = Latest(end, length, unit, clear, CALENDAR)
    told = latest.explanation

    assert told.days[0].day == latest.found.day
    assert told.days[-1].day == end
    assert CALENDAR.is_working_day(latest.found.day)
    assert [d.number for d in told.counted] == list(range(length, 0, -1))
    if unit is Unit.WORKING_DAY:
        assert all(CALENDAR.is_working_day(d.day) for d in told.counted)
    assert not (clear and told.days[-1].mark is Mark.COUNTED)
