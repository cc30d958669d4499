"""The desk says what happens next and who must act, and gives back what was typed."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from opencounty.apps.disclosure import services
from opencounty.apps.disclosure.forms.bodies import as_typed, is_markup
from opencounty.apps.disclosure.models import Item
from opencounty.apps.disclosure.pages.people import in_charge, named
from opencounty.apps.disclosure.services import content
from opencounty.kernel.org.models import Account, Unit
from tests.factories.disclosure import ItemFactory
from tests.factories.org import UnitFactory, actor_of, officer_with

APPROVE, DRAFT = "disclosure.approve_item", "disclosure.draft_item"
SEE, PUBLISH = "disclosure.see_items", "disclosure.publish_item"


@pytest.fixture
def bureau(db: None) -> Unit:
    return UnitFactory.create(name="临溪县水利局", short_name="水利局", slug="water")


@pytest.fixture
def reporter(bureau: Unit) -> Account:
    return officer_with(SEE, DRAFT, unit=bureau, name="陈晓燕")


@pytest.fixture
def head(bureau: Unit) -> Account:
    return officer_with(SEE, DRAFT, APPROVE, unit=bureau, name="刘志强")


@pytest.fixture
def publisher(bureau: Unit) -> Account:
    return officer_with(SEE, PUBLISH, county_wide=True, name="李静")


@pytest.fixture
def item(bureau: Unit, reporter: Account) -> Item:
    """A complete draft of the reporter's."""
    version = services.draft_item(
        unit=bureau,
        home_column=ItemFactory.create().home_column,
        columns=[],
        content=content.Content(title="冬季供水", body="请做好防冻。", issuer=bureau),
        by=actor_of(reporter),
    )
    return version.item


def page_of(client: Client, account: Account, item: Item) -> str:
    client.force_login(account)
    response = client.get(reverse("disclosure:item", args=[item.code]))
    assert response.status_code == 200
    return response.content.decode()


def test_those_in_charge_are_named_the_own_unit_first(bureau: Unit) -> None:
    officer_with(APPROVE, county_wide=True, name="王建国")
    officer_with(APPROVE, unit=UnitFactory.create(), name="别局的")
    officer_with(APPROVE, unit=bureau, name="刘志强")
    below = UnitFactory.create(parent=bureau)

    names = [words.partition("（")[0] for words in in_charge(APPROVE, below)]

    assert names == ["刘志强", "王建国"]


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ((), ""),
        (("甲",), "甲"),
        (("甲", "乙"), "甲或乙"),
        (("甲", "乙", "丙"), "甲、乙或丙"),
        (("甲", "乙", "丙", "丁"), "甲、乙、丙等 4 人之一"),
    ],
)
def test_names_stand_in_a_line(people: tuple[str, ...], words: str) -> None:
    assert named(people) == words


def test_the_page_says_at_each_step_who_must_act(
    client: Client, item: Item, reporter: Account, head: Account, publisher: Account
) -> None:
    version = item.versions.get()
    assert "送审后由刘志强" in page_of(client, reporter, item)
    assert "陈晓燕正在起草" in page_of(client, publisher, item)

    services.submit(version, by=actor_of(reporter))
    assert "等刘志强" in page_of(client, reporter, item)
    assert "请您审核" in page_of(client, head, item)

    services.approve(version, by=actor_of(head))
    assert "审核已通过，等李静" in page_of(client, reporter, item)
    assert "请您发布" in page_of(client, publisher, item)

    services.publish(version, by=actor_of(publisher))
    page = page_of(client, reporter, item)
    assert "公众正在看这一版" in page
    assert "在门户查看" in page


def test_whoever_wrote_it_is_not_named_as_approver(
    client: Client, item: Item, head: Account
) -> None:
    version = item.versions.get()
    mended = content.Content(title="冬季供水", body="改过。", issuer_name="水利局")
    services.save_draft(version, mended, by=actor_of(head))

    page = page_of(client, head, item)

    assert "由刘志强" not in page
    assert "现在没有人能审核它" in page


def test_the_reason_of_a_return_stands_where_one_mends_it(
    client: Client, item: Item, reporter: Account, head: Account
) -> None:
    version = services.submit(item.versions.get(), by=actor_of(reporter))
    services.return_(version, opinion="比例不一致", by=actor_of(head))
    assert "比例不一致" in page_of(client, reporter, item)
    again = services.revise(item, by=actor_of(reporter))

    edit = client.get(reverse("disclosure:edit-version", args=[again.code]))

    assert "比例不一致" in edit.content.decode()
    assert "比例不一致" in page_of(client, reporter, item)


def test_information_that_is_not_released_says_so(
    client: Client, item: Item, reporter: Account, head: Account
) -> None:
    version = item.versions.get()
    closed = content.Content(
        title="冬季供水",
        body="内部。",
        issuer_name="水利局",
        openness=Item.Openness.CLOSED,
        openness_reason="内部事务",
    )
    services.save_draft(version, closed, by=actor_of(reporter))
    services.submit(version, by=actor_of(reporter))
    services.approve(version, by=actor_of(head))

    assert "不在门户发布" in page_of(client, reporter, item)


def test_before_release_one_sees_where_it_will_stand(
    client: Client, item: Item, reporter: Account, head: Account, publisher: Account
) -> None:
    version = services.submit(item.versions.get(), by=actor_of(reporter))
    services.approve(version, by=actor_of(head))
    client.force_login(publisher)

    asked = client.get(reverse("disclosure:publish-version", args=[version.code]))

    words = asked.content.decode()
    assert item.home_column.name in words
    assert "可以公开的理由" not in words


def test_plain_paragraphs_come_back_as_lines() -> None:
    assert as_typed("<p>各村：</p><p>水压 &lt; 2 &amp; 请储水。</p>") == (
        "各村：\n水压 < 2 & 请储水。"
    )


def test_a_table_comes_back_as_html_a_block_a_line() -> None:
    body = "<p>一</p><table><tbody><tr><td>格</td></tr></tbody></table><p>二</p>"

    assert as_typed(body).splitlines() == [
        "<p>一</p>",
        "<table><tbody><tr><td>格</td></tr></tbody></table>",
        "<p>二</p>",
    ]


@given(
    st.lists(
        st.one_of(
            st.text(max_size=20),
            st.sampled_from(["<p>", "</p>", "<b>粗</b>", "<table><tr><td>格", "&lt;"]),
        ),
        max_size=6,
    )
)
def test_saving_what_the_form_shows_changes_nothing(parts: list[str]) -> None:
    body = content.to_html("\n".join(parts))

    assert content.to_html(as_typed(body)) == body


def test_a_document_is_linked_by_its_title_and_several_are_told_apart(
    client: Client, bureau: Unit
) -> None:
    head = officer_with(SEE, DRAFT, PUBLISH, county_wide=True)
    source = ItemFactory.create(published=True)
    ItemFactory.create(published=True, title="供水管理办法（2019年）")
    only = ItemFactory.create(published=True, title="供水管理办法（2026年）")
    client.force_login(head)
    url = reverse("disclosure:link-item", args=[source.code])

    several = client.post(url, {"kind": "amends", "target": "供水管理办法"})
    found = client.post(url, {"kind": "amends", "target": "供水管理办法（2026"})

    assert several.status_code == 422
    assert f"《{only.title}》{only.index_number}" in several.content.decode()
    assert found.status_code == 302
    assert source.links.get().target == only


def test_a_body_with_a_table_says_how_it_is_shown() -> None:
    assert is_markup("<p>一</p>\n<table>")
    assert not is_markup("1 < 2")
