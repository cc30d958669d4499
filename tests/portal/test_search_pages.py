"""Search and catalogue: any input is taken, results are grouped and narrowed."""

from datetime import date
from pathlib import Path

import pytest
from django.db import transaction

from opencounty.apps.disclosure.models import Category, Item
from opencounty.apps.disclosure.services import indexing
from opencounty.kernel.search import services as search
from opencounty.portal import finding
from opencounty.portal.caching import PARAMETERS
from tests.factories.disclosure import ColumnFactory
from tests.portal.conftest import Portal


@pytest.fixture
def found(portal: Portal, search_index: Path) -> Portal:
    """A portal with three things to find."""
    news = ColumnFactory.create(path="news", name="要闻", kind="news")
    category = Category.objects.get(code="20.1")
    items = [
        portal.publish(
            title="农村饮用水管理办法",
            issuer_name="临溪县人民政府",
            doc_number="临政发〔2026〕18号",
            made_on=date(2026, 11, 12),
            category=category,
            validity="in_force",
            genre="办法",
            version={"text": "水质每季度检测一次。"},
        ),
        portal.publish(
            title="农村饮用水老办法",
            issuer_name="临溪县水利局",
            made_on=date(2019, 6, 24),
            validity="repealed",
            version={"text": "已经废止。"},
        ),
        portal.publish(title="饮用水的新闻", home_column=news),
    ]
    index(items)
    return portal


def index(items: list[Item]) -> None:
    with transaction.atomic():
        indexing.mark([item.pk for item in items])
    search.catch_up(wait=True)


def test_words_are_found_and_marked(found: Portal) -> None:
    html = found.get("/search/?q=饮用水").content.decode()

    assert "农村<mark>饮用水</mark>管理办法" in html
    assert "找到 3 条" in html


def test_results_are_grouped_by_kind_with_counts(found: Portal) -> None:
    html = found.get("/search/?q=饮用水").content.decode()

    assert "通知公告 2</a>" in html
    assert "动态要闻 1</a>" in html
    only_news = found.get("/search/?q=饮用水&kind=news").content.decode()
    assert "找到 1 条" in only_news


@pytest.mark.parametrize(
    ("narrowed", "total"),
    [
        ("column=news", 1),
        ("issuer=临溪县水利局", 1),
        ("year=2019", 1),
        ("category=20.1", 1),
        ("validity=in_force", 1),
        ("column=openness", 2),
        ("issuer=没有这个机构", 0),
    ],
)
def test_every_filter_narrows(found: Portal, narrowed: str, total: int) -> None:
    html = found.get(f"/search/?q=饮用水&{narrowed}").content.decode()

    if total:
        assert f"找到 {total} 条" in html
    else:
        assert "没有找到" in html


def test_a_filter_that_is_on_can_be_taken_off(found: Portal) -> None:
    html = found.get("/search/?q=饮用水&year=2019").content.decode()

    assert "成文年份：2019年" in html
    assert 'class="chip" href="/search/?q=%E9%A5%AE%E7%94%A8%E6%B0%B4"' in html


def test_a_filter_without_words_browses(found: Portal) -> None:
    html = found.get("/search/?column=openness").content.decode()

    assert "找到 2 条" in html


def test_nothing_found_says_what_one_might_do(found: Portal) -> None:
    html = found.get("/search/?q=完全没有的词语").content.decode()

    assert "没有找到" in html
    assert "/request/" in html


def test_no_question_gives_help(found: Portal) -> None:
    assert "可以这样搜" in found.get("/search/").content.decode()


@pytest.mark.parametrize(
    "text",
    ['"*(:', "水" * 10_000, "AND OR NOT", "\x00水", "'; DROP TABLE", "<script>", "%"],
)
def test_any_input_is_answered(found: Portal, text: str) -> None:
    response = found.client.get("/search/", {"q": text})

    assert response.status_code == 200
    assert "<script>" not in response.content.decode().split("<main")[1]


@pytest.mark.parametrize("page", ["0", "-3", "x", "999999", "99999999999"])
def test_any_page_is_answered(found: Portal, page: str) -> None:
    assert found.get(f"/search/?q=饮用水&page={page}").status_code == 200


def test_a_long_question_says_that_it_was_cut(found: Portal) -> None:
    html = found.client.get("/search/", {"q": "水" * 10_000}).content.decode()

    assert "检索词太长" in html


def test_without_an_index_the_page_says_so(portal: Portal, search_index: Path) -> None:
    response = portal.get("/search/?q=饮用水")

    assert response.status_code == 200
    assert "检索库正在建立" in response.content.decode()


def test_the_catalogue_holds_the_platform_only(found: Portal) -> None:
    html = found.get("/catalogue/").content.decode()

    assert "目录，共 2 条" in html
    assert "农村饮用水管理办法" in html
    assert "临政发〔2026〕18号" in html
    assert "饮用水的新闻" not in html


@pytest.mark.parametrize(
    ("narrowed", "title"),
    [
        ("category=20.1", "农村饮用水管理办法"),
        ("year=2019", "农村饮用水老办法"),
        ("genre=办法", "农村饮用水管理办法"),
        ("validity=repealed", "农村饮用水老办法"),
        ("issuer=临溪县水利局", "农村饮用水老办法"),
    ],
)
def test_the_catalogue_narrows_by_facets(
    found: Portal, narrowed: str, title: str
) -> None:
    html = found.get(f"/catalogue/?{narrowed}").content.decode()

    assert "目录，共 1 条" in html
    assert title in html


def test_the_catalogue_shows_the_tree_of_the_regulations(found: Portal) -> None:
    html = found.get("/catalogue/").content.decode()
    name = Category.objects.get(code="20.1").name

    assert html.index("公开类目") < html.index(name)


def test_kept_pages_are_told_apart_by_every_filter() -> None:
    assert {"q", "page", "sort", *finding.FILTERS} <= set(PARAMETERS)
