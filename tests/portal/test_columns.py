"""Column lists: order, pages however deep, what frames them."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from opencounty.apps.disclosure.models import Item, Placement
from opencounty.portal import generation, lists
from opencounty.portal.frame import build
from tests.factories.disclosure import ColumnFactory
from tests.factories.org import UnitFactory
from tests.portal.conftest import Portal


def test_the_newest_title_comes_first_and_pinned_ones_before_it(portal: Portal) -> None:
    old = portal.publish(title="旧的", days_ago=5)
    portal.publish(title="新的", days_ago=1)
    pinned = portal.publish(title="置顶的", days_ago=30)
    pinned.placements.update(pinned=True)

    html = portal.get("/openness/notices/").content.decode()

    assert html.index("置顶的") < html.index("新的") < html.index("旧的")
    assert f'href="{old.url}"' in html


def test_a_column_lists_what_stands_below_it(portal: Portal) -> None:
    item = portal.publish(title="下级栏目里的")

    html = portal.get("/openness/").content.decode()

    assert f'<a href="{item.url}">下级栏目里的</a>' in html


def test_a_list_shows_dates_with_their_year(portal: Portal) -> None:
    item = portal.publish()

    html = portal.get("/openness/notices/").content.decode()

    assert f"{timezone.localtime(item.listed_at):%Y-%m-%d}</time>" in html


def test_an_empty_column_says_so_and_offers_ways_on(portal: Portal) -> None:
    html = portal.get("/openness/notices/").content.decode()

    assert "本栏目还没有公开的信息" in html


@pytest.mark.parametrize("page", ["999999", "0", "-1", "abc", "1e9", "", "９"])
def test_an_impossible_page_is_a_message_and_never_a_failure(
    portal: Portal, page: str
) -> None:
    portal.publish()

    response = portal.get(f"/openness/notices/?page={page}")

    assert response.status_code in {200, 404}
    assert "通知公告" in response.content.decode()


def test_a_page_beyond_the_end_is_404_and_shows_the_last(portal: Portal) -> None:
    item = portal.publish()

    response = portal.get("/openness/notices/?page=999999")

    assert response.status_code == 404
    assert "没有第 999999 页" in response.content.decode()
    assert item.title in response.content.decode()


def test_an_unknown_address_is_not_found_with_ways_on(portal: Portal) -> None:
    response = portal.get("/no/such/column/")

    assert response.status_code == 404
    assert "没有这个页面" in response.content.decode()
    assert "/catalogue/" in response.content.decode()


def test_an_archived_column_is_shown_with_its_mark(portal: Portal) -> None:
    ColumnFactory.create(path="old", archived_on=timezone.localdate())
    generation.bump()

    html = portal.get("/old/").content.decode()

    assert "本栏目已归档" in html


def test_the_platform_has_its_entries_in_the_laid_down_order(portal: Portal) -> None:
    for kind in ("report", "system", "guide"):
        ColumnFactory.create(path=f"openness/{kind}", kind=kind, parent=portal.platform)
    generation.bump()

    html = portal.get("/openness/notices/").content.decode()
    tree = html[html.index('class="tree"') :]

    entries = (
        "政府信息公开指南",
        "政府信息公开制度",
        "法定主动公开内容",
        "政府信息公开年报",
        "依申请公开",
    )
    places = [tree.index(entry) for entry in entries]
    assert places == sorted(places)


def test_the_guide_column_shows_the_guide_itself(portal: Portal) -> None:
    guide = ColumnFactory.create(
        path="openness/guide", kind="guide", parent=portal.platform
    )
    item = portal.publish(
        home_column=guide, title="公开指南", version={"body": "<p>到哪里查。</p>"}
    )
    generation.bump()

    html = portal.get("/openness/guide/").content.decode()

    assert "<h1>公开指南</h1>" in html
    assert "到哪里查。" in html
    assert item.url in html


def test_a_guide_not_yet_written_says_what_to_do(portal: Portal) -> None:
    ColumnFactory.create(path="openness/guide", kind="guide", parent=portal.platform)
    generation.bump()

    assert "指南正在编制" in portal.get("/openness/guide/").content.decode()


def test_a_column_of_a_unit_stands_under_its_sub_site(portal: Portal) -> None:
    unit = UnitFactory.create(slug="water", name="临溪县水利局", short_name="水利局")
    column = ColumnFactory.create(
        path="sites/water/notices", name="水利通知", site_unit=unit
    )
    portal.publish(home_column=column)
    generation.bump()

    html = portal.get("/sites/water/notices/").content.decode()

    assert "水利通知" in html
    assert 'href="/sites/water/notices/"' not in portal.get("/").content.decode()


def test_a_column_page_costs_at_most_twelve_queries(
    portal: Portal, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(25):
        portal.publish(days_ago=n)
    generation.bump()

    with django_assert_max_num_queries(12):
        assert portal.get("/openness/notices/").status_code == 200


def test_a_second_column_page_costs_one_query(
    portal: Portal, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(25):
        portal.publish(days_ago=n)
    portal.get("/openness/notices/")

    with django_assert_max_num_queries(1):
        portal.get("/openness/notices/?page=2")


@pytest.mark.parametrize("ties", [1, 7, 100])
def test_a_deep_page_equals_the_same_page_counted_from_the_top(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, ties: int
) -> None:
    monkeypatch.setattr(lists, "DEEP", 20)
    now = timezone.now()
    items = [portal.publish() for _ in range(97)]
    for n, item in enumerate(items):
        at = now - timedelta(minutes=n // ties)
        Item.objects.filter(pk=item.pk).update(listed_at=at)
        item.placements.update(listed_at=at, pinned=n in {50, 70})
    generation.bump()
    frame = build()
    node = frame.by_path["openness/notices"]
    ordered = list(
        Placement.objects.filter(column=portal.notices)
        .order_by(F("pinned").desc(), "-listed_at", "-item_id")
        .values_list("item_id", flat=True)
    )

    paged = [
        row.pk for n in range(1, 6) for row in lists.page_of(frame, node, str(n)).rows
    ]

    assert paged == ordered
