"""Columns at the desk: the tree with its lights, opening, changing, what is stale."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from opencounty.apps.disclosure.models import Column
from opencounty.kernel.org.models import Account
from tests.factories.disclosure import ColumnFactory
from tests.factories.org import UnitFactory, officer_with

pytestmark = pytest.mark.django_db
COLUMNS = "/desk/columns/"


@pytest.fixture
def manager(client: Client) -> Account:
    account = officer_with("disclosure.manage_columns", county_wide=True)
    client.force_login(account)
    return account


def page_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def aged(days: int, **facts: object) -> Column:
    return ColumnFactory.create(
        live_items=1, last_released_at=timezone.now() - timedelta(days=days), **facts
    )


def test_the_tree_shows_lights_in_words_and_shape(
    client: Client, manager: Account
) -> None:
    news = aged(1, name="要闻", kind="news", path="news")
    aged(30, name="部门动态", kind="news", parent=news)
    aged(12, name="乡镇动态", kind="news", parent=news)
    ColumnFactory.create(name="空栏目", position=9)

    page = page_of(client, COLUMNS)

    for words in (
        '<span class="light fine">剩 13 天</span>',
        '<span class="light late">超期 16 天</span>',
        '<span class="light soon">剩 2 天</span>',
        '<span class="light late">没有信息</span>',
        'class="depth-1"',
        "14 天",
    ):
        assert words in page
    assert page.index("要闻") < page.index("部门动态") < page.index("空栏目")


def test_a_sub_site_has_its_own_tree(client: Client, manager: Account) -> None:
    water = UnitFactory.create(slug="water", short_name="水利局")
    ColumnFactory.create(path="sites/water/news", name="水利动态", site_unit=water)
    ColumnFactory.create(name="县要闻")

    county, site = page_of(client, COLUMNS), page_of(client, f"{COLUMNS}?site=water")

    assert "水利动态" not in county
    assert "水利动态" in site
    assert "县要闻" not in site
    assert "县要闻" in page_of(client, f"{COLUMNS}?site=nowhere")


def test_a_column_is_opened_changed_closed_and_opened_again(
    client: Client, manager: Account
) -> None:
    parent = ColumnFactory.create(path="openness")
    facts = {
        "token": str(uuid4()),
        "name": "规划计划",
        "word": "plans",
        "parent": parent.pk,
        "kind": "plan",
        "counts_for_update": "on",
        "in_navigation": "on",
    }
    assert client.post(f"{COLUMNS}create/", facts).status_code == 302
    column = Column.objects.get(path="openness/plans")
    change = reverse("disclosure:change-column", args=[column.code])
    assert "规划计划" in page_of(client, change)

    changed = facts | {"token": str(uuid4()), "name": "规划和计划", "period_days": "90"}
    client.post(change, changed)
    close = reverse("disclosure:close-column", args=[column.code])
    client.post(close, {"token": str(uuid4()), "reason": "合并"})

    column.refresh_from_db()
    assert (column.name, column.period_days) == ("规划和计划", 90)
    assert column.closed_on is not None
    assert "重开" in page_of(client, COLUMNS)
    reopen = reverse("disclosure:reopen-column", args=[column.code])
    client.post(reopen, {"token": str(uuid4()), "reason": "恢复"})
    column.refresh_from_db()
    assert column.closed_on is None


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"word": "大写"}, "小写字母"),
        ({"name": ""}, "请填写栏目名称"),
        ({"counts_for_update": ""}, "写明理由"),
        ({"period_days": "0"}, "不能小于 1"),
        ({"word": "desk"}, "系统页面"),
        ({"word": "taken"}, "已被栏目"),
    ],
)
def test_what_a_column_cannot_be_is_said_on_the_form(
    client: Client, manager: Account, facts: dict[str, str], words: str
) -> None:
    ColumnFactory.create(path="taken")
    sent = {
        "token": str(uuid4()),
        "name": "新栏目",
        "word": "fresh",
        "kind": "news",
        "counts_for_update": "on",
    }

    response = client.post(f"{COLUMNS}create/", sent | facts)

    assert response.status_code == 422
    assert words in response.content.decode()


def test_those_who_may_not_see_no_buttons_and_are_refused(client: Client) -> None:
    column = ColumnFactory.create()
    client.force_login(officer_with("disclosure.see_items"))

    assert "开设栏目" not in page_of(client, COLUMNS)
    assert client.get(f"{COLUMNS}create/").status_code == 403
    change = reverse("disclosure:change-column", args=[column.code])
    assert client.get(change).status_code == 404


def test_the_check_lists_the_worst_first_over_all_sites(
    client: Client, manager: Account
) -> None:
    water = UnitFactory.create(short_name="水利局")
    aged(20, name="甲", kind="news")
    aged(40, name="乙", kind="news", site_unit=water)
    aged(1, name="丙", kind="news")
    aged(12, name="丁", kind="news")
    ColumnFactory.create(name="戊")
    ColumnFactory.create(name="己", counts_for_update=False, exempt_reason="历史专题")

    page = page_of(client, f"{COLUMNS}stale/")

    assert page.index(">乙<") < page.index(">甲<") < page.index(">丁<")
    assert ">戊<" in page
    assert ">丙<" not in page
    assert ">己<" not in page
    assert ">甲<" not in page_of(client, f"{COLUMNS}stale/?shown=empty")
    assert "没有需要更新" not in page


def test_when_all_is_fresh_it_says_so(client: Client, manager: Account) -> None:
    aged(1, kind="news")

    assert "没有需要更新的栏目" in page_of(client, f"{COLUMNS}stale/")


@pytest.mark.parametrize("path", ["", "stale/"])
def test_columns_take_the_same_queries_whatever_their_number(
    client: Client,
    manager: Account,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    path: str,
) -> None:
    parent = ColumnFactory.create()
    ColumnFactory.create_batch(30, parent=parent)
    client.get(f"{COLUMNS}{path}")

    with django_assert_max_num_queries(8):
        client.get(f"{COLUMNS}{path}")


def test_columns_of_sub_sites_say_whose_they_are_where_one_is_chosen(
    client: Client, manager: Account
) -> None:
    parent = ColumnFactory.create(path="openness", name="政务公开")
    ColumnFactory.create(path="openness/notices", name="通知公告", parent=parent)
    for slug, name in [("water", "水利局"), ("health", "卫健局")]:
        site = UnitFactory.create(slug=slug, short_name=name)
        ColumnFactory.create(
            path=f"sites/{slug}/notices", name="通知公告", site_unit=site
        )

    for page in (page_of(client, f"{COLUMNS}create/"), page_of(client, "/desk/items/")):
        assert ">　通知公告</option>" in page
        assert ">水利局子站：通知公告</option>" in page
        assert ">卫健局子站：通知公告</option>" in page
