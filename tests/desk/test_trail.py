"""The audit trail is read by those who may, masked, and the reading is recorded."""

import pytest
from django.test import Client
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from opencounty.kernel.audit.models import Entry
from opencounty.kernel.org.actor import Actor, ActorKind
from opencounty.kernel.org.models import Account
from tests.factories.audit import entry
from tests.factories.org import officer_with

pytestmark = pytest.mark.django_db
TRAIL = "/desk/audit/"


@pytest.fixture
def auditor(client: Client) -> Account:
    account = officer_with("audit.read", county_wide=True, name="郑文")
    client.force_login(account)
    return account


def read(client: Client, query: str = "") -> str:
    response = client.get(f"{TRAIL}{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_others_do_not_read_it(client: Client) -> None:
    client.force_login(officer_with("disclosure.see_items"))

    assert client.get(TRAIL).status_code == 403


def test_deeds_are_told_in_words_newest_first(client: Client, auditor: Account) -> None:
    entry("org.unit_founded", name="水利局")
    entry("org.unit_founded", name="教育局")

    page = read(client)

    assert page.index("设立单位“教育局”") < page.index("设立单位“水利局”")


def test_reading_is_itself_recorded(client: Client, auditor: Account) -> None:
    read(client, "?person=李静")

    written = Entry.objects.filter(action="audit.trail_read").get()
    assert written.account == auditor
    assert written.facts == {"filters": "person=李静"}
    assert "查阅了审计记录（person=李静）" in read(client)


def test_it_is_narrowed_by_person_action_day_and_subject(
    client: Client, auditor: Account
) -> None:
    li = Actor(ActorKind.OFFICER, "李静")
    entry("org.unit_founded", by=li, name="水利局")
    Entry.objects.create(
        action="org.unit_closed",
        actor_kind="system",
        actor_name="测试",
        subject_type="org.unit",
        subject_id="7",
        facts={"name": "老局"},
    )

    for query in ("?person=李静", "?action=org.unit_founded"):
        page = read(client, query)
        assert "水利局" in page
        assert "老局" not in page
    for query in ("?subject=org.unit:7", "?subject=org.unit"):
        page = read(client, query)
        assert "老局" in page
        assert "水利局" not in page
    assert "水利局" in read(client, f"?day={localdate()}")
    assert "没有这样的记录" in read(client, "?day=2001-01-01")


def test_a_filter_that_is_wrong_is_said(client: Client, auditor: Account) -> None:
    page = read(client, "?day=2024-02-30&action=no.such&before=xyz&person=%00")

    assert "有误" in page


def test_pages_follow_the_key_and_lose_nothing(
    client: Client, auditor: Account
) -> None:
    for n in range(120):
        entry("org.unit_founded", name=f"第{n}局")

    first = read(client, "?action=org.unit_founded")
    last_key = Entry.objects.get(facts__name="第70局").pk
    assert "第70局" in first
    assert f"before={last_key}" in first
    second = read(client, f"?action=org.unit_founded&before={last_key}")
    assert "第69局" in second
    assert "第70局" not in second
    assert read(client, "?before=99999999999999999999999999")
    assert read(client, "?before=" + "9" * 5_000)


def test_personal_facts_are_starred(client: Client, auditor: Account) -> None:
    citizen = Actor(ActorKind.CITIZEN, "黄秀英", address="10.2.3.4")
    entry("org.unit_founded", by=citizen, name="电话 13912345678")

    page = read(client)

    assert "13912345678" not in page
    assert "139****5678" in page
    assert "黄秀英" not in page
    assert "黄**" in page
    assert "10.2.3.4" not in page


def test_a_subject_is_named_by_its_kind(client: Client, auditor: Account) -> None:
    for kind in ("org.unit", "gone.thing", "nonsense"):
        Entry.objects.create(
            action="x", actor_kind="system", subject_type=kind, subject_id="7"
        )

    page = read(client)

    for words in ("单位 7", "gone.thing 7", "nonsense 7"):
        assert words in page


def test_what_was_recorded_is_shown_as_text(client: Client, auditor: Account) -> None:
    entry("org.unit_founded", name="<script>alert(1)</script>")

    assert "<script>alert" not in read(client)


def test_a_page_takes_few_queries(
    client: Client,
    auditor: Account,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(60):
        entry("org.unit_founded", name=str(n))
    read(client)

    with django_assert_max_num_queries(8):
        read(client)
