"""The pool at the desk: lists, the item page, drafting, deeds, each once."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from opencounty.apps.disclosure import services
from opencounty.apps.disclosure.models import Item, Link, Version
from opencounty.kernel.org.models import Account, Unit
from tests.factories.disclosure import (
    AttachmentFactory,
    ColumnFactory,
    FileFactory,
    ItemFactory,
)
from tests.factories.org import AccountFactory, UnitFactory, officer_with

pytestmark = pytest.mark.django_db
ITEMS = "/desk/items/"
EVERYTHING = [
    f"disclosure.{name}"
    for name in (
        *("see_items", "draft_item", "approve_item", "publish_item"),
        *("withdraw_item", "set_validity", "manage_columns"),
    )
]


@pytest.fixture
def bureau() -> Unit:
    return UnitFactory.create(name="临溪县水利局", short_name="水利局", slug="water")


@pytest.fixture
def reporter(client: Client, bureau: Unit) -> Account:
    """Logged in: who drafts for the water bureau."""
    account = officer_with(
        "disclosure.see_items", "disclosure.draft_item", unit=bureau, name="陈晓燕"
    )
    client.force_login(account)
    return account


@pytest.fixture
def head(bureau: Unit) -> Account:
    return officer_with(
        "disclosure.see_items", "disclosure.approve_item", unit=bureau, name="刘志强"
    )


@pytest.fixture
def publisher() -> Account:
    return officer_with(*EVERYTHING, county_wide=True, name="李静")


def page_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def typed(**facts: Any) -> dict[str, Any]:
    usual = {
        "token": str(uuid4()),
        "title": "关于冬季供水的通知",
        "body": "请做好防冻。",
        "openness": "active",
        "issuer_name": "临溪县水利局",
    }
    return usual | facts


def draft(client: Client, **facts: Any) -> Version:
    facts.setdefault("home_column", ColumnFactory.create().pk)
    response = client.post(f"{ITEMS}draft/", typed(**facts))
    assert response.status_code == 302, response.content.decode()
    return Version.objects.latest("pk")


def post(
    client: Client, account: Account, name: str, code: object, **facts: Any
) -> Any:
    client.force_login(account)
    return client.post(
        reverse(f"disclosure:{name}", args=[code]), {"token": str(uuid4()), **facts}
    )


def test_visitors_and_citizens_do_not_come_in(client: Client) -> None:
    assert client.get(ITEMS).status_code == 302
    client.force_login(AccountFactory.create())
    assert client.get(ITEMS).status_code == 403


def test_a_draft_goes_its_way_to_the_portal(
    client: Client, reporter: Account, head: Account, publisher: Account
) -> None:
    version = draft(client, then="submit")
    item = version.item
    assert version.state == Version.State.SUBMITTED

    client.force_login(head)
    assert "审核通过" in page_of(client, reverse("disclosure:item", args=[item.code]))
    post(
        client, head, "decide-version", version.code, opinion="同意", decision="approve"
    )
    post(client, publisher, "publish-version", version.code)

    item.refresh_from_db()
    assert item.is_live
    page = page_of(client, reverse("disclosure:item", args=[item.code]))
    assert item.url in page
    assert "同意" in page
    assert str(item.index_number) in page


def test_a_form_sent_twice_makes_one_item(client: Client, reporter: Account) -> None:
    sent = typed(home_column=ColumnFactory.create().pk)

    first = client.post(f"{ITEMS}draft/", sent)
    second = client.post(f"{ITEMS}draft/", sent)

    assert Item.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_what_was_typed_stays_when_something_is_wrong(
    client: Client, reporter: Account, settings: Settings, tmp_path: Any
) -> None:
    settings.FILES_ROOT = tmp_path
    sent = typed(
        home_column="",
        title="很长的标题还在",
        made_on="2024-02-30",
        enclosed=SimpleUploadedFile("名单.txt", "青石乡".encode()),
    )

    response = client.post(f"{ITEMS}draft/", sent)

    page = response.content.decode()
    assert response.status_code == 422
    assert "很长的标题还在" in page
    assert "2024-02-30" in page
    assert "29 天" in page
    assert not Item.objects.exists()
    assert "保留 名单.txt" in page


def test_files_are_kept_renamed_and_dropped(
    client: Client, reporter: Account, settings: Settings, tmp_path: Any
) -> None:
    settings.FILES_ROOT = tmp_path
    column = ColumnFactory.create()
    upload = SimpleUploadedFile("名单.txt", "青石乡".encode())
    version = draft(client, home_column=column.pk, enclosed=upload)
    attachment = version.attachments.get()
    assert attachment.title == "名单"
    edit = reverse("disclosure:edit-version", args=[version.code])
    file = attachment.file
    given = client.get(reverse("disclosure:attachment", args=[file.code]))
    assert b"".join(given.streaming_content).decode() == "青石乡"  # type: ignore[attr-defined]

    kept = {"keep": [str(file.code)], f"title_{file.code}": "水管员名单"}
    client.post(edit, typed(home_column=column.pk, **kept))
    assert version.attachments.get().title == "水管员名单"

    client.post(edit, typed(home_column=column.pk))
    assert not version.attachments.exists()


def test_somebody_elses_stored_file_cannot_be_enclosed(
    client: Client, reporter: Account
) -> None:
    foreign = FileFactory.create()

    version = draft(client, keep=[str(foreign.code), "nonsense"])

    assert not version.attachments.exists()


def test_a_refused_file_is_said_on_its_field(
    client: Client, reporter: Account, settings: Settings, tmp_path: Any
) -> None:
    settings.FILES_ROOT = tmp_path
    sent = typed(
        home_column=ColumnFactory.create().pk,
        enclosed=SimpleUploadedFile("病毒.pdf", b"MZ not a pdf"),
    )

    response = client.post(f"{ITEMS}draft/", sent)

    assert response.status_code == 422
    assert "病毒.pdf" in response.content.decode()


def test_a_draft_changed_meanwhile_is_not_overwritten(
    client: Client, reporter: Account, bureau: Unit
) -> None:
    column = ColumnFactory.create()
    version = draft(client, home_column=column.pk)
    edit = reverse("disclosure:edit-version", args=[version.code])
    opened_at = version.saved_at.isoformat()
    colleague = officer_with("disclosure.draft_item", unit=bureau, name="周海")
    from tests.factories.org import actor_of

    services.save_draft(
        version, services.Content(title="同事的"), by=actor_of(colleague)
    )

    sent = typed(home_column=column.pk, opened_at=opened_at, title="我的")
    response = client.post(edit, sent)

    page = response.content.decode()
    assert response.status_code == 422
    assert "周海" in page
    assert 'value="我的"' in page
    version.refresh_from_db()
    assert version.title == "同事的"


def test_closed_information_asks_for_the_reason(
    client: Client, reporter: Account
) -> None:
    sent = typed(home_column=ColumnFactory.create().pk, openness="closed")

    response = client.post(f"{ITEMS}draft/", sent)

    assert response.status_code == 422
    assert "请写明不主动公开的理由" in response.content.decode()


def test_the_address_of_a_reprint_is_one_of_the_web(
    client: Client, reporter: Account
) -> None:
    sent = typed(
        home_column=ColumnFactory.create().pk, source_url="javascript:alert(1)"
    )

    response = client.post(f"{ITEMS}draft/", sent)

    assert response.status_code == 422
    assert "网址要以 http:// 或 https:// 开头" in response.content.decode()
    assert not Item.objects.exists()


def test_an_officer_drafts_only_for_units_of_theirs(
    client: Client, reporter: Account
) -> None:
    UnitFactory.create(slug="health", name="临溪县卫生健康局")

    page = page_of(client, f"{ITEMS}draft/?unit=health")
    assert "临溪县水利局" in page
    client.force_login(officer_with("disclosure.see_items"))
    assert client.get(f"{ITEMS}draft/").status_code == 403


def test_own_sub_site_columns_are_offered_others_not(
    client: Client, reporter: Account, bureau: Unit
) -> None:
    ColumnFactory.create(path="sites/water/news", name="动态", site_unit=bureau)
    other = UnitFactory.create(short_name="教育局")
    ColumnFactory.create(path="sites/edu/news", name="动态", site_unit=other)

    page = page_of(client, f"{ITEMS}draft/")

    assert "水利局子站：动态" in page
    assert "教育局子站" not in page


def test_buttons_are_shown_only_to_those_who_may(
    client: Client, reporter: Account, head: Account, publisher: Account
) -> None:
    version = draft(client, then="submit")
    url = reverse("disclosure:item", args=[version.item.code])

    mine = page_of(client, url)
    assert "收回修改" in mine
    assert "审核通过" not in mine
    client.force_login(head)
    assert "收回修改" not in page_of(client, url)
    client.force_login(publisher)
    theirs = page_of(client, url)
    assert "审核通过" in theirs
    assert "publish/" not in theirs


def test_a_refusal_is_answered_with_its_reason(
    client: Client, reporter: Account
) -> None:
    version = draft(client, body="")

    response = post(client, reporter, "submit-version", version.code)

    assert response.status_code == 422
    assert "缺正文或附件" in response.content.decode()


def test_submitting_while_saving_keeps_the_words_when_refused(
    client: Client, reporter: Account
) -> None:
    sent = typed(home_column=ColumnFactory.create().pk, body="", then="submit")

    response = client.post(f"{ITEMS}draft/", sent)

    assert response.status_code == 422
    assert "缺正文或附件" in response.content.decode()
    assert not Item.objects.exists()


def test_returning_needs_an_opinion_which_is_kept(
    client: Client, reporter: Account, head: Account
) -> None:
    version = draft(client, then="submit")

    refused = post(client, head, "decide-version", version.code, decision="return")
    assert refused.status_code == 422
    assert "退回要写明改什么" in refused.content.decode()
    post(
        client,
        head,
        "decide-version",
        version.code,
        decision="return",
        opinion="补附件",
    )

    version.refresh_from_db()
    assert version.state == Version.State.RETURNED
    client.force_login(reporter)
    page = page_of(client, reverse("disclosure:item", args=[version.item.code]))
    assert "修改后重报" in page
    assert "补附件" in page
    response = post(client, reporter, "revise-item", version.item.code)
    assert response.headers["Location"].endswith("/edit/")


def test_a_submitted_version_is_recalled_and_a_draft_discarded(
    client: Client, reporter: Account
) -> None:
    version = draft(client, then="submit")

    response = post(client, reporter, "recall-version", version.code)
    again = version.item.versions.get(state=Version.State.DRAFT)
    assert str(again.code) in response.headers["Location"]
    ask = reverse("disclosure:discard-version", args=[again.code])
    assert "作废这一版" in page_of(client, ask)
    post(client, reporter, "discard-version", again.code, reason="重复")

    again.refresh_from_db()
    assert again.state == Version.State.DISCARDED


def test_personal_numbers_ask_for_a_reason_before_release(
    client: Client, reporter: Account, head: Account, publisher: Account
) -> None:
    version = draft(client, body="联系人13800138000", then="submit")
    client.force_login(head)
    url = reverse("disclosure:item", args=[version.item.code])
    assert "疑似个人号码" in page_of(client, url)
    assert "13800138000" not in page_of(client, url).replace("联系人13800138000", "")
    post(client, head, "decide-version", version.code, decision="approve")

    assert post(client, publisher, "publish-version", version.code).status_code == 422
    asked = reverse("disclosure:publish-version", args=[version.code])
    assert "可以公开的理由" in page_of(client, asked)
    post(client, publisher, "publish-version", version.code, confirmed="公务电话")

    version.item.refresh_from_db()
    assert version.item.is_live


def test_an_approved_version_may_be_sent_back(
    client: Client, reporter: Account, head: Account
) -> None:
    version = draft(client, then="submit")
    post(client, head, "decide-version", version.code, decision="approve")

    post(client, head, "return-version", version.code, reason="日期有误")

    version.refresh_from_db()
    assert version.state == Version.State.RETURNED


def test_an_item_is_withdrawn_and_restored_with_reasons(
    client: Client, publisher: Account
) -> None:
    item = ItemFactory.create(published=True)
    services_digest(item)
    assert (
        post(client, publisher, "withdraw-item", item.code, reason="").status_code
        == 422
    )

    post(client, publisher, "withdraw-item", item.code, reason="附件有误")
    page = page_of(client, reverse("disclosure:item", args=[item.code]))
    assert "附件有误" in page
    assert "恢复发布" in page
    post(client, publisher, "restore-item", item.code, reason="已核实")

    item.refresh_from_db()
    assert item.is_live


def services_digest(item: Item) -> None:
    """Give a factory's version the digest the services would have given."""
    from opencounty.apps.disclosure.services.content import digest_of

    version = item.published_version
    assert version is not None
    digest = digest_of(version)
    fresh = Version.objects.create(
        item=item,
        number=99,
        state=Version.State.SUPERSEDED,
        title=version.title,
        body=version.body,
        text=version.text,
        issuer_name=version.issuer_name,
        source_name=version.source_name,
        digest=digest,
    )
    Version.objects.filter(pk=version.pk).update(state=Version.State.SUPERSEDED)
    Version.objects.filter(pk=fresh.pk).update(state=Version.State.PUBLISHED)
    Item.objects.filter(pk=item.pk).update(published_version=fresh)


def test_columns_pins_links_and_validity_are_set_from_the_item(
    client: Client, publisher: Account
) -> None:
    item = ItemFactory.create(published=True)
    other = ItemFactory.create(published=True, doc_number="临政发〔2019〕3号")
    news = ColumnFactory.create(name="要闻")
    home = item.home_column
    code = item.code

    post(client, publisher, "place-item", code, home_column=home.pk, columns=[news.pk])
    post(
        client,
        publisher,
        "pin-item",
        code,
        placement=item.placements.get(column=home).pk,
        pinned="on",
    )
    post(client, publisher, "link-item", code, kind="repeals", target="临政发[2019]3号")
    post(client, publisher, "set-validity", code, validity="in_force", reason="清理")

    page = page_of(client, reverse("disclosure:item", args=[code]))
    for words in ("要闻", "已置顶", other.title, "现行有效（清理）", "废止"):
        assert words in page
    other.refresh_from_db()
    assert other.validity == "repealed"
    made = Link.objects.get()
    taken = reverse("disclosure:unlink-item", args=[code, made.pk])
    client.post(taken, {"token": str(uuid4()), "reason": "弄错了"})
    assert not Link.objects.exists()


@pytest.mark.parametrize("target", ["没有的编号", "临政发〔2020〕1号"])
def test_a_link_to_nothing_or_to_several_is_refused_on_the_form(
    client: Client, publisher: Account, target: str
) -> None:
    item = ItemFactory.create(published=True)
    for _ in range(2):
        ItemFactory.create(published=True, doc_number="临政发〔2020〕1号")

    response = post(
        client, publisher, "link-item", item.code, kind="amends", target=target
    )

    assert response.status_code == 422
    assert target in response.content.decode()


def test_the_list_is_narrowed_by_state_unit_column_and_words(
    client: Client, publisher: Account, bureau: Unit
) -> None:
    client.force_login(publisher)
    column = ColumnFactory.create()
    ItemFactory.create(title="草稿一号", unit=bureau)
    ItemFactory.create(title="已发二号", published=True, home_column=column)
    ItemFactory.create(title="撤回三号", withdrawn=True, doc_number="临府〔2026〕3号")
    ItemFactory.create(
        title="待审四号", version={"state": "submitted", "title": "待审四号"}
    )

    def shown(query: str) -> set[str]:
        page = page_of(client, f"{ITEMS}?{query}")
        titles = ("草稿一号", "已发二号", "撤回三号", "待审四号")
        return {title for title in titles if title in page}

    assert len(shown("")) == 4
    assert shown("state=draft") == {"草稿一号"}
    assert shown("state=submitted") == {"待审四号"}
    assert shown("state=published") == {"已发二号"}
    assert shown("state=withdrawn") == {"撤回三号"}
    assert shown(f"unit={bureau.pk}") == {"草稿一号"}
    assert shown(f"column={column.pk}") == {"已发二号"}
    assert shown("q=〔2026〕3") == {"撤回三号"}
    assert shown("q=%22*(:") == set()
    assert len(shown("state=nonsense&after=nonsense_1")) == 4


def test_who_looks_after_one_unit_sees_it_first_and_the_county_on_request(
    client: Client, reporter: Account, bureau: Unit
) -> None:
    ItemFactory.create(title="本局的稿子", unit=bureau)
    ItemFactory.create(title="外局已发布", published=True)
    ItemFactory.create(title="外局的草稿")

    mine, county = page_of(client, ITEMS), page_of(client, f"{ITEMS}?scope=county")

    assert "本局的稿子" in mine
    assert "外局已发布" not in mine
    assert "外局已发布" in county
    assert "外局的草稿" not in county


def test_pages_follow_one_another_without_gap_or_overlap(
    client: Client, publisher: Account
) -> None:
    client.force_login(publisher)
    items = ItemFactory.create_batch(65)
    moment = timezone.now()
    for number, item in enumerate(items):  # pairs share their moment
        at = moment - timedelta(seconds=number // 2)
        Item.objects.filter(pk=item.pk).update(changed_at=at)
    seen: list[str] = []
    query = ""
    for _ in range(5):
        page = page_of(client, f"{ITEMS}{query}")
        seen += [str(item.code) for item in items if str(item.code) in page]
        if 'rel="next"' not in page:
            break
        query = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")

    assert len(seen) == len(set(seen)) == 65


@pytest.mark.parametrize("path", ["", "?state=published", "?q=通知"])
def test_the_list_takes_the_same_queries_whatever_its_size(
    client: Client,
    publisher: Account,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    path: str,
) -> None:
    client.force_login(publisher)
    ItemFactory.create_batch(35, published=True)
    client.get(ITEMS)

    with django_assert_max_num_queries(10):
        client.get(f"{ITEMS}{path}")


def test_the_item_page_keeps_its_query_budget(
    client: Client,
    publisher: Account,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(publisher)
    item = ItemFactory.create(
        columns=ColumnFactory.create_batch(4),
        version={"state": "submitted"},
    )
    for other in ItemFactory.create_batch(4, published=True):
        Link.objects.create(source=item, target=other, kind="relates_to")
    url = reverse("disclosure:item", args=[item.code])
    client.get(url)

    with django_assert_max_num_queries(20):
        client.get(url)


def test_others_drafts_and_their_files_are_not_found(
    client: Client, reporter: Account
) -> None:
    foreign = ItemFactory.create()
    version = foreign.versions.get()
    attachment = AttachmentFactory.create(version=version)

    for name, code in (
        ("item", foreign.code),
        ("version", version.code),
        ("edit-version", version.code),
        ("withdraw-item", foreign.code),
        ("attachment", attachment.file.code),
    ):
        url = reverse(f"disclosure:{name}", args=[code])
        assert client.get(url).status_code == 404, name


def test_deeds_are_posts(client: Client, reporter: Account) -> None:
    version = draft(client)

    for name, code in (
        ("submit-version", version.code),
        ("recall-version", version.code),
        ("revise-item", version.item.code),
        ("pin-item", version.item.code),
    ):
        url = reverse(f"disclosure:{name}", args=[code])
        assert client.get(url).status_code == 405, name


def test_a_version_is_read_as_the_public_would(
    client: Client, reporter: Account
) -> None:
    version = draft(client, body="<p>正文<table><tr><td>格</td></tr></table></p>")

    page = page_of(client, reverse("disclosure:version", args=[version.code]))

    assert "<td>格</td>" in page
    assert 'class="scroll"' in page


def test_home_panels_show_what_waits_for_whom(
    client: Client, reporter: Account, head: Account, publisher: Account
) -> None:
    version = draft(client, title="等我写完的")
    assert "等我写完的" in page_of(client, "/desk/")
    post(client, reporter, "submit-version", version.code)

    client.force_login(head)
    assert "等我写完的" in page_of(client, "/desk/")
    post(client, head, "decide-version", version.code, decision="approve")
    client.force_login(publisher)
    page = page_of(client, "/desk/")
    assert "等我发布" in page
    assert "等我写完的" in page


def test_a_draft_is_opened_again_as_it_was_saved(
    client: Client, reporter: Account
) -> None:
    column = ColumnFactory.create(name="通知公告栏")
    also = ColumnFactory.create(name="便民提示栏")
    version = draft(
        client,
        home_column=column.pk,
        columns=[also.pk],
        doc_number="临水发〔2026〕9号",
        body="",
        summary="概述一句",
    )
    AttachmentFactory.create(version=version, file__name="名册.pdf", title="名册")

    form = page_of(client, reverse("disclosure:edit-version", args=[version.code]))
    page = page_of(client, reverse("disclosure:item", args=[version.item.code]))

    for words in ("临水发〔2026〕9号", "名册.pdf", "概述一句"):
        assert words in form
    box = form.split(f'name="columns" value="{also.pk}"')[1].split(">")[0]
    assert "checked" in box
    assert "修改草稿" in page
    assert "作废" in page


def test_a_released_item_keeps_its_columns_while_a_new_version_is_written(
    client: Client, publisher: Account
) -> None:
    item = ItemFactory.create(published=True)
    response = post(client, publisher, "revise-item", item.code)

    form = page_of(client, response.headers["Location"])
    assert "主栏目" not in form
    sent = typed(title="更正", then="submit", opened_at="nonsense")
    assert client.post(response.headers["Location"], sent).status_code == 302
    assert item.versions.get(state="submitted").title == "更正"
    client.force_login(officer_with("disclosure.see_items", county_wide=True))
    assert "审核通过" not in page_of(
        client, reverse("disclosure:item", args=[item.code])
    )


def test_a_document_is_linked_by_the_serial_in_its_address(
    client: Client, publisher: Account
) -> None:
    item, other = ItemFactory.create_batch(2, published=True)

    post(client, publisher, "link-item", item.code, kind="based_on", target=other.pk)

    assert Link.objects.get().target == other
