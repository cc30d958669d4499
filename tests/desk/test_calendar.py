"""The desk's calendar: seen by staff, changed with permission, reason and preview."""

from datetime import date

import html5lib
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from opencounty.kernel.deadlines import services
from opencounty.kernel.deadlines.models import (
    CalendarDay,
    CalendarVersion,
    CalendarYear,
)
from opencounty.kernel.deadlines.rules import DayKind
from opencounty.kernel.deadlines.services import Change, DayChange
from opencounty.kernel.org.actor import system
from tests.factories.org import AccountFactory, OfficerFactory, officer_with

pytestmark = pytest.mark.django_db

CALENDAR = reverse("desk_calendar:year")
CHANGE = reverse("desk_calendar:change")
NOTICE = reverse("desk_calendar:notice")
FOUNDING = {
    "first": "2027-05-18",
    "kind": "rest",
    "name": "县庆",
    "source": "county",
    "reason": "县政府办通知",
    "based_on": "1",
}
NEW_YEAR = {
    "year": "2027",
    "title": "国务院办公厅关于2027年部分节假日安排的通知",
    "notice_url": "https://www.example.cn/2027",
    "text": "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n"
    "二、春节：2月5日（周五）放假。2月13日（周六）上班。",
    "reason": "国办通知",
    "based_on": "1",
}


@pytest.fixture(autouse=True)
def seeded() -> None:
    services.load_seed()


@pytest.fixture
def clerk(client: Client) -> Client:
    client.force_login(officer_with("deadlines.edit_calendar"))
    return client


def valid(html: str) -> str:
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(html)
    return html


def page(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return valid(response.content.decode())


def sent(client: Client, address: str, form: dict[str, str], step: str) -> str:
    response = client.post(address, form | {"step": step})
    assert response.status_code == 200
    return valid(response.content.decode())


# ---- seeing


@time_machine.travel("2026-11-24 09:00+08:00", tick=False)
def test_an_officer_sees_this_year_but_nothing_to_change_it_with(
    client: Client,
) -> None:
    client.force_login(OfficerFactory.create())

    html = page(client, CALENDAR)

    assert "<h1>2026 年工作日历</h1>" in html
    assert "248 天" in html
    assert "国务院办公厅关于2026年部分节假日安排的通知" in html
    assert "10月10日星期六，国庆节调休上班" in html
    assert "载入随系统提供的放假安排" in html
    assert CHANGE not in html
    assert NOTICE not in html


def test_holidays_are_listed_as_stretches(clerk: Client) -> None:
    html = page(clerk, reverse("desk_calendar:year", args=[2026]))

    assert "星期四至星期三" in html
    assert f"{CHANGE}?day=2026-10-01&amp;last=2026-10-07" in html
    assert f"{CHANGE}?day=2026-10-10" in html


def test_a_year_without_arrangement_says_so(clerk: Client) -> None:
    html = page(clerk, reverse("desk_calendar:year", args=[2027]))

    assert "这一年的放假安排还没有载入。" in html
    assert "估" in html


@pytest.mark.parametrize("year", [2004, 2100])
def test_the_first_and_last_year_lead_no_further(clerk: Client, year: int) -> None:
    html = page(clerk, reverse("desk_calendar:year", args=[year]))

    assert "/2003/" not in html
    assert "/2101/" not in html


@pytest.mark.parametrize("address", ["2003/", "2101/", "999999/", "versions/99/"])
def test_what_the_calendar_does_not_reach_is_not_found(
    clerk: Client, address: str
) -> None:
    assert clerk.get(CALENDAR + address).status_code == 404


def test_without_any_calendar_the_pages_still_stand(clerk: Client) -> None:
    CalendarDay.objects.all().delete()
    CalendarYear.objects.all().delete()
    CalendarVersion.objects.all().delete()

    assert "还没有载入" in page(clerk, reverse("desk_calendar:year", args=[2026]))
    assert "还没有日历" in page(clerk, reverse("desk_calendar:versions"))


def test_visitors_and_citizens_do_not_come_in(client: Client) -> None:
    assert client.get(CALENDAR).status_code == 302
    client.force_login(AccountFactory.create())
    assert client.get(CALENDAR).status_code == 403


@pytest.mark.parametrize("address", [CHANGE, NOTICE])
def test_an_officer_without_the_permission_changes_nothing(
    client: Client, address: str
) -> None:
    client.force_login(OfficerFactory.create())

    assert client.get(address).status_code == 403
    assert client.post(address, FOUNDING | {"step": "apply"}).status_code == 403
    assert CalendarVersion.objects.count() == 1


def test_a_year_takes_few_queries(
    clerk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page(clerk, CALENDAR)

    with django_assert_max_num_queries(16):
        page(clerk, CALENDAR)


# ---- changing a day


def test_the_form_begins_with_the_day_one_came_from(clerk: Client) -> None:
    html = page(clerk, CHANGE, day="2026-10-01", last="2026-10-07")

    assert 'value="2026-10-01"' in html
    assert 'value="2026-10-07"' in html
    assert 'name="based_on" value="1"' in html
    assert "有误" not in page(clerk, CHANGE, day="昨天")


def test_a_change_is_shown_before_it_is_made(clerk: Client) -> None:
    html = sent(clerk, CHANGE, FOUNDING, "preview")

    assert "核对：更新以后是这样" in html
    assert "<strong>县庆放假</strong>" in html
    assert "工作日" in html
    assert 'class="rest guess changed"' in html
    assert CalendarVersion.objects.count() == 1


def test_a_change_over_new_year_shows_the_months_it_is_in(clerk: Client) -> None:
    html = sent(
        clerk,
        CHANGE,
        FOUNDING | {"first": "2027-12-30", "last": "2028-01-02"},
        "preview",
    )

    assert "会改变的日期，共 4 天" in html
    assert html.count("<caption>2027年12月</caption>") == 1
    assert html.count("<caption>2028年1月</caption>") == 1
    assert html.count('<table class="month">') == 2


def test_the_december_before_is_shown_when_the_notice_names_it(clerk: Client) -> None:
    text = "元旦：2026年12月31日至2027年1月1日放假，共2天。"

    html = sent(clerk, NOTICE, NEW_YEAR | {"text": text}, "preview")

    assert "<caption>2026年12月</caption>" in html
    assert html.count('<table class="month">') == 13


def test_a_confirmed_change_is_made(clerk: Client) -> None:
    response = clerk.post(CHANGE, FOUNDING | {"step": "apply"}, follow=True)

    assert response.redirect_chain == [
        (reverse("desk_calendar:year", args=[2027]), 302)
    ]
    assert "日历已改为第 2 版。" in response.content.decode()
    assert not services.current_calendar().is_working_day(date(2027, 5, 18))
    assert CalendarVersion.objects.get(number=2).reason == "县政府办通知"


def test_several_days_can_be_changed_and_put_back(clerk: Client) -> None:
    three = FOUNDING | {"last": "2027-05-20"}
    clerk.post(CHANGE, three | {"step": "apply"})
    back = three | {"kind": "plain", "name": "", "based_on": "2", "step": "apply"}

    clerk.post(CHANGE, back)

    assert CalendarDay.objects.filter(since=2).count() == 3
    assert not CalendarDay.objects.current().in_year(2027).exists()


def test_what_is_so_already_is_said_and_not_done(clerk: Client) -> None:
    by = system("测试")
    change = DayChange(date(2027, 5, 18), DayKind.REST, "县庆")
    services.change_calendar(Change([change]), reason="县庆", by=by)
    again = FOUNDING | {"based_on": "2"}

    assert "日历已经是这样" in sent(clerk, CHANGE, again, "preview")
    assert "日历已经是这样" in sent(clerk, CHANGE, again, "apply")
    assert CalendarVersion.objects.count() == 2


def test_a_change_on_an_older_version_is_refused(clerk: Client) -> None:
    change = DayChange(date(2027, 6, 1), DayKind.REST, "儿童节")
    services.change_calendar(Change([change]), reason="别人改的", by=system("测试"))

    html = sent(clerk, CHANGE, FOUNDING, "apply")

    assert "日历已由 测试 改为第 2 版" in html
    assert 'value="县庆"' in html
    assert CalendarVersion.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"first": ""}, "请填写"),
        ({"first": "2027-02-30"}, "2027年2月只有 28 天"),
        ({"first": "2003-01-01"}, "应在 2004-01-01"),
        ({"last": "2027-05-17"}, "应不早于 2027-05-18"),
        ({"last": "2027-06-18"}, "一次最多改 31 天"),
        ({"kind": "holiday"}, "请从列出的选项里选"),
        ({"name": ""}, "请填写放假或上班的名目"),
        ({"name": "长" * 31}, "最多 30 个字"),
        ({"reason": " "}, "请填写"),
        ({"reason": "长" * 201}, "最多 200 个字"),
        ({"notice_url": "javascript:alert(1)"}, "应为网址"),
        ({"source": "me"}, "请从列出的选项里选"),
    ],
)
def test_what_cannot_be_is_answered_at_its_field(
    clerk: Client, changes: dict[str, str], words: str
) -> None:
    for step in ("preview", "apply"):
        html = sent(clerk, CHANGE, FOUNDING | changes, step)
        assert words in html
        assert "有 1 处需要修改" in html
    assert CalendarVersion.objects.count() == 1


# ---- taking in a notice


def test_the_notice_form_begins_with_the_next_year(clerk: Client) -> None:
    html = page(clerk, NOTICE)

    assert 'value="2027"' in html
    assert "国务院办公厅关于2027年部分节假日安排的通知" in html


def test_a_notice_is_shown_before_it_is_loaded(clerk: Client) -> None:
    html = sent(clerk, NOTICE, NEW_YEAR, "preview")

    assert "会改变的日期，共 5 天" in html
    assert "春节调休上班" in html
    assert "更新日历" in html
    assert CalendarVersion.objects.count() == 1


def test_a_confirmed_notice_is_loaded(clerk: Client) -> None:
    preview = sent(clerk, NOTICE, NEW_YEAR, "preview")
    assert 'type="hidden" name="text" value="一、元旦' in preview

    response = clerk.post(NOTICE, NEW_YEAR | {"step": "apply"}, follow=True)

    html = response.content.decode()
    assert "日历已改为第 2 版。" in html
    assert NEW_YEAR["notice_url"] in html
    calendar = services.current_calendar()
    assert calendar.is_known(date(2027, 1, 1))
    assert calendar.is_working_day(date(2027, 2, 13))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": "一、元旦：1月1日（周四）放假。"}, "第 1 行：1月1日是周五，不是周四"),
        ({"text": "没有日期"}, "没有读到放假或上班的日期"),
        ({"text": ""}, "请填写"),
        ({"text": "长" * 20_001}, "最多 20000 个字"),
        ({"year": "1999"}, "不能小于 2004"),
        ({"year": "今年"}, "应为整数"),
        ({"title": ""}, "请填写"),
    ],
)
def test_a_notice_that_cannot_be_read_is_answered_line_by_line(
    clerk: Client, changes: dict[str, str], words: str
) -> None:
    html = sent(clerk, NOTICE, NEW_YEAR | changes, "apply")

    assert words in html
    assert CalendarVersion.objects.count() == 1


def test_many_mistakes_do_not_flood_the_page(clerk: Client) -> None:
    text = "2027-02-30,放假,春节\n" * 900

    html = sent(clerk, NOTICE, NEW_YEAR | {"text": text}, "preview")

    assert "第 20 行" in html
    assert "第 21 行" not in html


def test_a_notice_without_new_days_only_makes_the_year_known(clerk: Client) -> None:
    services.change_calendar(
        Change([DayChange(date(2027, 1, 1), DayKind.REST, "元旦", "national")]),
        reason="先放一天",
        by=system("测试"),
    )
    text = "2027-01-01,放假,元旦"
    same = NEW_YEAR | {"text": text, "notice_url": "", "based_on": "2"}

    html = sent(clerk, NOTICE, same, "preview")

    assert "日期没有变化" in html


# ---- versions


def test_versions_are_listed_and_tell_what_they_changed(clerk: Client) -> None:
    clerk.post(CHANGE, FOUNDING | {"step": "apply"})

    listed = page(clerk, reverse("desk_calendar:versions"))
    html = page(clerk, reverse("desk_calendar:version", args=[2]))

    assert listed.index("第 2 版") < listed.index("第 1 版")
    assert "县政府办通知" in html
    assert "2027-05-18" in html
    assert "县庆放假" in html


def test_the_first_version_changed_everything(clerk: Client) -> None:
    html = page(clerk, reverse("desk_calendar:version", args=[1]))

    assert "国庆节、中秋节放假" in html


def test_a_version_of_office_hours_changed_no_day(clerk: Client) -> None:
    services.set_office_hours(
        services.USUAL_HOURS, unit=None, reason="统一", by=system("测试")
    )

    html = page(clerk, reverse("desk_calendar:version", args=[2]))

    assert "这一版没有改变日期" in html


def test_an_older_version_can_still_be_seen(clerk: Client) -> None:
    clerk.post(CHANGE, FOUNDING | {"step": "apply"})
    year = reverse("desk_calendar:year", args=[2027])

    html = page(clerk, year, version="1")

    assert "这是第 1 版，已被第 2 版取代" in html
    assert "县庆放假" not in html
    assert "2026/?version=1" in html
    assert CHANGE + "?day" not in html
    assert clerk.get(year, {"version": "99"}).status_code == 404
    assert clerk.get(year, {"version": "x" * 30}).status_code == 200
    assert clerk.get(year, {"version": "9" * 5_000}).status_code == 404
