"""The page of one item: its table, its links, its one address, its end."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from opencounty.apps.disclosure.models import Item, Link
from opencounty.portal import generation
from tests.factories.disclosure import ColumnFactory, ItemFactory
from tests.portal.conftest import Portal


def shown(html: str) -> str:
    """The visible text of a page, blanks squeezed."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_an_item_shows_the_standard_header_table(portal: Portal) -> None:
    item = portal.publish(
        title="关于冬季供水的通知",
        doc_number="临政发〔2026〕18号",
        register_number="LXDR-2026-00018",
        made_on=date(2026, 11, 12),
        subject="水利、水务",
        genre="通知",
        keywords="供水;防冻",
        validity=Item.Validity.IN_FORCE,
        valid_until=date(2031, 12, 31),
    )

    text = shown(portal.get(item.url).content.decode())

    moment = timezone.localtime(item.released_at)
    for words in (
        f"索引号 {item.index_number}",
        "主题分类 水利、水务 / 通知",
        f"发文机关 {item.issuer_name or item.unit.name}",
        "成文日期 2026年11月12日",
        "标题 关于冬季供水的通知",
        "发文字号 临政发〔2026〕18号",
        f"发布日期 {moment:%Y-%m-%d %H:%M}",
        "统一登记号 LXDR-2026-00018",
        "有效性 现行有效 ，有效期至2031年12月31日",
        "主题词 供水 防冻",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("validity", "link", "words"),
    [
        ("repealed", Link.Kind.REPEALS, "这份文件已经废止 （ 2026年11月18日 起）"),
        ("expired", None, "这份文件已经失效"),
        ("amended", Link.Kind.AMENDS, "这份文件已经修改"),
    ],
)
def test_what_no_longer_holds_says_so_and_leads_to_what_does(
    portal: Portal, validity: str, link: str | None, words: str
) -> None:
    old = portal.publish(validity=validity, validity_changed_on=date(2026, 11, 18))
    new = portal.publish(title="新的供水办法", doc_number="临政发〔2026〕18号")
    if link:
        Link.objects.create(source=new, target=old, kind=link)

    html = portal.get(old.url).content.decode()

    assert words in shown(html)
    before_text = html[: html.index('<div class="text">')]
    assert (f'href="{new.url}"' in before_text) is bool(link)
    assert "这份文件已经" not in portal.get(new.url).content.decode()


@pytest.mark.parametrize(
    ("validity", "light"),
    [
        ("in_force", "fine"),
        ("amended", "soon"),
        ("repealed", "late"),
        ("expired", "late"),
    ],
)
def test_the_validity_of_a_document_is_a_light(
    portal: Portal, validity: str, light: str
) -> None:
    item = portal.publish(validity=validity)

    html = portal.get(item.url).content.decode()

    assert f'<span class="light {light}">' in html


def test_unknown_facts_leave_no_row(portal: Portal) -> None:
    item = portal.publish(doc_number="", register_number="")

    html = portal.get(item.url).content.decode()

    assert "<dt>发文字号</dt>" not in html
    assert "<dt>统一登记号</dt>" not in html


def test_an_interpretation_and_its_document_link_to_each_other(portal: Portal) -> None:
    document = portal.publish(title="供水管理办法")
    explained = portal.publish(title="一张图看懂供水")
    Link.objects.create(source=explained, target=document, kind="interprets")

    on_document = portal.get(document.url).content.decode()
    on_explained = portal.get(explained.url).content.decode()

    assert f'<a href="{explained.url}">一张图看懂供水</a>' in on_document
    assert "解读的文件" in on_explained
    assert f'<a href="{document.url}">供水管理办法</a>' in on_explained


def test_a_link_to_a_withdrawn_document_is_not_shown(portal: Portal) -> None:
    document = portal.publish()
    gone = ItemFactory.create(withdrawn=True, home_column=portal.notices)
    Link.objects.create(source=document, target=gone, kind="replaces")

    html = portal.get(document.url).content.decode()

    assert gone.title not in html


def test_the_history_of_a_document_is_told_on_both_sides(portal: Portal) -> None:
    old, new = portal.publish(title="旧办法"), portal.publish(title="新办法")
    Link.objects.create(source=new, target=old, kind="replaces")

    assert "被替代" in portal.get(old.url).content.decode()
    assert "替代了" in portal.get(new.url).content.decode()


def test_another_path_leads_to_the_one_address(portal: Portal) -> None:
    item = portal.publish()
    elsewhere = f"/news/2001/01/{item.pk}.html"

    response = portal.get(elsewhere)

    assert response.status_code == 301
    assert response.headers["Location"] == item.url


def test_a_withdrawn_item_answers_410_with_its_reason(portal: Portal) -> None:
    item = ItemFactory.create(withdrawn=True, home_column=portal.notices)
    Item.objects.filter(pk=item.pk).update(withdrawn_reason="数字有误，更正后重发")

    response = portal.get(item.url)

    assert response.status_code == 410
    assert "数字有误，更正后重发" in response.content.decode()


def test_what_was_never_published_is_not_found(portal: Portal) -> None:
    draft = ItemFactory.create(home_column=portal.notices)

    assert portal.get(f"/openness/notices/2026/11/{draft.pk}.html").status_code == 404


def test_a_number_that_no_item_has_is_not_found(portal: Portal) -> None:
    assert portal.get("/a/2026/11/999999999999999999.html").status_code == 404
    assert portal.get("/a/2026/11/9999999999999999999999.html").status_code == 404


def test_an_import_names_its_source_and_the_date_there(portal: Portal) -> None:
    item = portal.publish(
        source_published_on=date(2019, 3, 4),
        origin="province",
        origin_id="1",
        origin_url="https://www.example.com/doc/1",
        version={"source_name": "省水利厅"},
    )

    html = portal.get(item.url).content.decode()

    assert "来源发布日期" in html
    assert "2019年3月4日" in html
    assert "转自省水利厅" in html
    assert "/leaving/?to=https%3A%2F%2Fwww.example.com%2Fdoc%2F1" in html


def test_outside_links_of_the_text_go_through_the_notice(portal: Portal) -> None:
    body = '<p><a href="https://www.example.com/">外</a><a href="http://www.gov.cn/">内</a></p>'
    item = portal.publish(version={"body": body})

    html = portal.get(item.url).content.decode()

    assert 'href="https://www.example.com/"' not in html
    assert "/leaving/?to=https%3A%2F%2Fwww.example.com%2F" in html
    assert 'href="http://www.gov.cn/"' in html


def test_a_wide_table_scrolls_inside_itself(portal: Portal) -> None:
    item = portal.publish(version={"body": "<table><tr><td>1</td></tr></table>"})

    html = portal.get(item.url).content.decode()

    assert '<div class="scroll" tabindex="0" role="region"' in html


def test_the_neighbours_in_the_column_are_linked(portal: Portal) -> None:
    older, middle, newer = (
        portal.publish(title=f"第{n}", days_ago=9 - n) for n in (1, 2, 3)
    )

    html = portal.get(middle.url).content.decode()

    assert f'<a href="{newer.url}" rel="prev">' in html
    assert f'<a href="{older.url}" rel="next">' in html


def test_an_archived_column_marks_its_items(portal: Portal) -> None:
    column = ColumnFactory.create(path="old", archived_on=timezone.localdate())
    item = portal.publish(home_column=column)
    generation.bump()

    assert "已归档" in portal.get(item.url).content.decode()


def test_a_body_of_150_000_characters_is_shown_whole(portal: Portal) -> None:
    body = "<p>" + "水" * 150_000 + "</p>"
    item = portal.publish(version={"body": body})

    response = portal.get(item.url)

    assert response.status_code == 200
    assert "水" * 150_000 in response.content.decode()


def test_an_item_page_costs_at_most_twelve_queries(
    portal: Portal, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    item = portal.publish(doc_number="临政发〔2026〕18号", validity="in_force")
    for n in range(8):
        other = portal.publish(days_ago=n)
        Link.objects.create(source=other, target=item, kind="interprets")
    generation.bump()

    with django_assert_max_num_queries(12):
        assert portal.get(item.url).status_code == 200


def test_a_second_item_page_costs_at_most_eight_queries(
    portal: Portal, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    first, second = portal.publish(), portal.publish()
    portal.get(first.url)

    with django_assert_max_num_queries(8):
        portal.get(second.url)


def test_the_page_says_when_a_consultation_closes(portal: Portal) -> None:
    column = ColumnFactory.create(path="engagement", kind="engagement")
    item = portal.publish(
        home_column=column, valid_until=timezone.localdate() + timedelta(days=3)
    )

    html = portal.get(item.url).content.decode()

    assert "还剩 3 天" in html
