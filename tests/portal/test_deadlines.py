"""The public calculator: a due day, every day of its reckoning, errors in place."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

import html5lib
import pytest
import time_machine
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from opencounty.kernel.deadlines import services
from opencounty.portal.calculator import MOST_PAUSES

pytestmark = pytest.mark.django_db
ADDRESS = "/deadlines/"
ASKED = {"start": "2025-09-25", "length": "20", "unit": "working_day"}


@pytest.fixture(autouse=True)
def seeded() -> None:
    services.load_seed()


def page(client: Client, **changes: str) -> str:
    response = client.get(ADDRESS, ASKED | changes)
    assert response.status_code == 200
    return response.content.decode()


def due_day(client: Client, **changes: str) -> date | None:
    answer = client.get(ADDRESS, ASKED | changes).context["answer"]
    return answer.due.day if answer else None


def errors(client: Client, **changes: str) -> dict[str, list[str]]:
    response = client.get(ADDRESS, ASKED | changes)
    assert response.status_code == 200
    assert response.context["answer"] is None
    return dict(response.context["form"].errors)


@time_machine.travel("2026-11-24 09:00+08:00", tick=False)
def test_it_begins_with_today_and_says_how_it_reckons(client: Client) -> None:
    response = client.get(ADDRESS)

    html = response.content.decode()
    assert 'value="2026-11-24"' in html
    assert "起算的那天不计入" in html
    assert "有误" not in html
    assert "X-Robots-Tag" not in response.headers


def test_twenty_working_days_over_national_day_2025(client: Client) -> None:
    html = page(client)

    assert '<time datetime="2025-10-29">2025年10月29日</time>' in html
    assert "星期三" in html
    assert "计入 20 天（其中调休上班 2 天）" in html
    assert "国庆节、中秋节放假 8 天" in html
    assert "双休日 6 天" in html
    assert "<caption>2025年10月</caption>" in html
    assert "国庆节、中秋节调休上班" in html
    assert html.count('<th scope="row">') == 35


@pytest.mark.parametrize(
    "start",
    [
        "2025-09-25",
        "2025年9月25日",
        "20250925",
        "2025.9.25",
        "２０２５/9/25",
        " 2025-9-25 ",
    ],
)
def test_a_date_is_read_however_it_is_written(client: Client, start: str) -> None:
    assert due_day(client, start=start) == date(2025, 10, 29)


def test_the_page_is_valid_and_refuses_to_be_indexed(client: Client) -> None:
    response = client.get(ADDRESS, ASKED | {"begins1": "2025-10-10"})

    parser = html5lib.HTMLParser(strict=True)
    parser.parse(response.content.decode())
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_natural_days_roll_forward(client: Client) -> None:
    changes = {"start": "2026-09-01", "length": "30", "unit": "natural_day"}

    assert due_day(client, **changes) == date(2026, 10, 8)
    assert "顺延到这一天" in page(client, **changes)


def test_pauses_and_an_extension_count(client: Client) -> None:
    changes = {
        "start": "2026-09-30",
        "begins1": "2026-11-02",
        "ends1": "2026-11-18",
        "why1": "征求第三方意见",
        "extension": "10",
    }

    html = page(client, **changes)

    assert due_day(client, **changes) == date(2026, 12, 3)
    assert "2026年11月2日 至 2026年11月18日（征求第三方意见）" in html
    assert "原到期日 2026年11月19日" in html
    assert "期限中止：征求第三方意见 12 天" in html
    assert 'name="begins2"' in html
    assert 'name="begins3"' not in html


@time_machine.travel("2026-11-10 09:00+08:00", tick=False)
def test_a_pause_without_an_end_gives_the_earliest_day(client: Client) -> None:
    html = page(client, start="2026-11-02", length="10", begins1="2026-11-04")

    assert "2026年11月20日" in html
    assert "期限还在中止" in html
    assert "尚未恢复" in html


def test_no_more_pauses_are_asked_than_anyone_needs(client: Client) -> None:
    pauses = {f"begins{n}": "2025-10-10" for n in range(1, MOST_PAUSES + 1)}
    pauses |= {f"ends{n}": "2025-10-11" for n in range(1, MOST_PAUSES + 1)}

    html = page(client, **pauses)

    assert f'name="begins{MOST_PAUSES}"' in html
    assert f'name="begins{MOST_PAUSES + 1}"' not in html


def test_a_day_in_a_year_not_yet_arranged_is_provisional(client: Client) -> None:
    html = page(client, start="2026-12-21", length="10")

    assert "2027年1月4日" in html
    assert "这个日期是暂定的" in html
    assert "2027 年的放假安排还没有公布" in html
    assert "（暂估）" in html


def test_a_day_before_the_records_says_so(client: Client) -> None:
    html = page(client, start="2008-03-03", length="5")

    assert "没有收录 2008 年的放假安排" in html


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2025-10-27", "剩 2 个工作日"),
        ("2025-10-29", "今天到期"),
        ("2025-10-31", "超期 2 个工作日"),
    ],
)
def test_the_days_that_remain_are_said(client: Client, today: str, words: str) -> None:
    with time_machine.travel(f"{today} 09:00+08:00", tick=False):
        html = page(client)

    assert words in html
    assert ("不算超期" in html) == ("超期 2" not in html)


def test_a_reckoning_of_many_years_is_not_told_day_by_day(client: Client) -> None:
    html = page(client, begins1="2025-10-10", ends1="2090-01-01")

    assert "2090年1月" in html
    assert "不逐日列出" in html
    assert "<caption>" not in html


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"start": "2024-02-30"}, "start", "2024年2月只有 29 天，没有 30 日"),
        ({"start": "昨天"}, "start", "应为日期"),
        ({"start": ""}, "start", "请填写"),
        ({"start": "1999-01-01"}, "start", "应在 2004-01-01 到 2100-12-31 之间"),
        ({"length": "二十"}, "length", "应为整数"),
        ({"length": "0"}, "length", "不能小于 1"),
        ({"length": "9999"}, "length", "不能大于 365"),
        ({"length": ""}, "length", "请填写"),
        ({"length": "9" * 5_000}, "length", ""),
        ({"unit": "month"}, "unit", "请从列出的选项里选"),
        ({"extension": "-1"}, "extension", "不能小于 1"),
        (
            {"begins1": "2025-10-10", "ends1": "2025-10-09"},
            "ends1",
            "应不早于中止的那天 2025-10-10",
        ),
        ({"ends1": "2025-10-09"}, "begins1", "请写明从哪一天中止"),
        ({"why1": "检验"}, "begins1", "请写明从哪一天中止"),
        ({"begins1": "xx", "ends1": "2025-10-09"}, "begins1", "应为日期"),
        ({"begins1": "2025-10-09", "why1": "长" * 31}, "why1", "最多 30 个字"),
    ],
)
def test_what_cannot_be_is_answered_at_its_field_and_kept(
    client: Client, changes: dict[str, str], field: str, words: str
) -> None:
    found = errors(client, **changes)

    assert list(found) == [field]
    assert words in found[field][0]
    html = page(client, **changes)
    assert "有 1 处需要修改" in html
    for typed in (typed for name, typed in changes.items() if name != "unit"):
        assert typed in html


def test_whatever_is_typed_is_escaped(client: Client) -> None:
    html = page(client, why1="<script>alert(1)</script>", begins1="2025-10-10")

    assert "<script>alert" not in html


def test_the_page_asks_little_of_the_database(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page(client)

    with django_assert_max_num_queries(6):
        page(client)


class TestWhateverIsAsked(TestCase):
    """No address breaks the page."""

    @settings(max_examples=60, deadline=None)
    @given(
        asked=st.dictionaries(
            st.sampled_from(
                ["start", "length", "unit", "extension", "begins1", "ends1", "why2"]
            ),
            st.one_of(
                st.text(max_size=12),
                st.dates(date(2004, 1, 1), date(2100, 12, 31)).map(str),
                st.integers(-5, 400).map(str),
                st.sampled_from(["working_day", "natural_day"]),
            ),
        )
    )
    def test_the_page_answers(self, asked: dict[str, Any]) -> None:
        response = self.client.get(f"{ADDRESS}?{urlencode(asked)}")

        assert response.status_code == 200
