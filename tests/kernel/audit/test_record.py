"""Deeds are recorded in their own transaction, with who, for whom and from where."""

import uuid
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from opencounty.kernel.audit import services
from opencounty.kernel.audit.models import Entry
from opencounty.kernel.org import services as org
from opencounty.kernel.org.actor import system
from tests.factories.audit import entry
from tests.factories.org import (
    PASSWORD,
    AccountFactory,
    DeputationFactory,
    OfficerFactory,
    UnitFactory,
    actor_of,
    actor_with,
    officer_with,
)

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_did_what_to_what_from_where() -> None:
    officer, unit = officer_with("a.b", name="李静"), UnitFactory.create()
    by = replace(actor_of(officer), address="10.1.2.3")

    services.record("org.unit_changed", on=unit, by=by, before={}, after={"a": 1})

    written = Entry.objects.get()
    assert written.account == officer
    assert (written.actor_kind, written.actor_name) == ("officer", "李静")
    assert (written.subject_type, written.subject_id) == ("org.unit", str(unit.pk))
    assert written.address == "10.1.2.3"
    assert written.facts == {"before": {}, "after": {"a": 1}}


def test_a_deputys_deed_names_both() -> None:
    principal = officer_with("a.b", name="李静")
    deputy = OfficerFactory.create(name="王建国")
    DeputationFactory.create(principal=principal, deputy=deputy)

    services.record("a.b_done", by=actor_of(deputy).require("a.b"))

    written = Entry.objects.get()
    assert written.actor_name == "王建国 代 李静"
    assert (written.account, written.for_account) == (deputy, principal)


def test_a_deed_rolled_back_leaves_no_entry() -> None:
    with transaction.atomic():
        entry()
        transaction.set_rollback(True)

    assert not Entry.objects.exists()


def test_facts_are_kept_as_plain_values() -> None:
    code = uuid.uuid4()

    written = entry(
        day=date(2026, 1, 2),
        code=code,
        sum=Decimal("1.50"),
        share=0.1,
        names={"b", "a"},
        nested=({"x": None},),
        text="a\x00b",
        long="长" * 3_000,
    )

    assert written.facts.pop("long") == "长" * 2_000 + "…"
    assert written.facts == {
        "day": "2026-01-02",
        "code": str(code),
        "sum": "1.50",
        "share": "0.1",
        "names": ["a", "b"],
        "nested": [{"x": None}],
        "text": "ab",
    }


def test_the_database_refuses_to_change_an_entry() -> None:
    entry()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.update(action="x")
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Entry.objects.all().delete()


def test_deeds_of_organisation_are_recorded() -> None:
    manager = actor_with("org.manage_people", county_wide=True)

    officer = org.open_officer("zhang", "张三", password="Abcde-12345", by=manager)

    written = Entry.objects.get()
    assert written.action == "org.officer_opened"
    assert written.subject_id == str(officer.pk)
    assert "Abcde-12345" not in str(written.facts)


def test_coming_in_leaving_and_failing_are_recorded(client: Client) -> None:
    account = AccountFactory.create()
    log_in = reverse("account_login")

    def post(password: str, name: str = account.username) -> None:
        client.post(
            log_in, {"login": name, "password": password}, REMOTE_ADDR="10.9.8.7"
        )

    post("wrong")
    post(PASSWORD, "my-secret-typed-in-the-wrong-box")
    post(PASSWORD)
    client.post(reverse("account_logout"))

    failed, unknown, came, left = Entry.objects.all()
    assert failed.action == unknown.action == "org.log_in_failed"
    assert failed.subject_id == str(account.pk)
    assert failed.address == "10.9.8.7"
    assert (unknown.subject_id, unknown.facts) == ("", {"known": False})
    assert (came.action, came.account) == ("org.logged_in", account)
    assert (left.action, left.account) == ("org.logged_out", account)


def test_the_trail_is_read_whole_or_not_at_all() -> None:
    entry()
    seen = Entry.objects.all().visible_to

    assert seen(actor_with("audit.read", county_wide=True)).count() == 1
    assert not seen(actor_with("audit.read"))
    assert not seen(actor_of(AccountFactory.create()))


def test_an_action_reads_as_its_app_words_it() -> None:
    services.register_phrases({"test.thing_done": "办了《{title}》，共 {count} 件"})

    said = services.phrase_for("test.thing_done", {"title": "甲", "count": 2})
    assert said == "办了《甲》，共 2 件"
    assert services.phrase_for("test.thing_done", {}) == "办了《—》，共 — 件"
    assert services.phrase_for("test.unknown", {}) == "test.unknown"
    with pytest.raises(ValueError, match="already"):
        services.register_phrases({"test.thing_done": "别的"})


def test_a_phrase_shows_facts_as_text_only() -> None:
    services.register_phrases({"test.shown": "{name}：{parts}"})

    said = services.phrase_for("test.shown", {"name": "{x}", "parts": ["甲", None]})
    assert said == "{x}：甲、"


def test_personal_numbers_are_starred_however_deep() -> None:
    facts = {
        "note": "身份证 11010519491231002X，手机 13912345678。",
        "password": "secret",
        "list": [{"a": "13912345678"}],
        "count": 12345678901234,
    }

    assert services.masked(facts) == {
        "note": "身份证 11*************02X，手机 139****5678。",
        "password": "***",
        "list": [{"a": "139****5678"}],
        "count": 12345678901234,
    }
    assert services.masked_name("黄秀英") == "黄**"
    assert services.masked_address("10.1.2.3") == "10.1.2.*"
    assert services.masked_address("fe80::1") == "fe80::*"
    assert services.masked_address("") == ""


def test_loading_roles_from_the_command_line_is_recorded() -> None:
    call_command("load_roles", verbosity=0)

    written = Entry.objects.filter(action="org.role_created")
    assert written.count() > 5
    assert {e.actor_name for e in written} == {"装载角色"}
    assert system("x").address == ""


@pytest.mark.parametrize(
    "said",
    [
        "11010519491231002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 1949 1231 002x",
        "110105-19491231-002X",
        "130503670401001",
        "6222021001122334455",
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "１３８１２３４５６７８",
    ],
)
def test_a_personal_number_is_starred_however_it_is_written(said: str) -> None:
    shown = services.masked({"reason": [f"电话{said}，已核"]})["reason"][0]

    assert said not in shown
    assert "****" in shown
    assert shown.startswith("电话")
    assert shown.endswith("，已核")


@pytest.mark.parametrize(
    "said", ["2026-11-24", "临政发〔2026〕12号", "11330000A12345678"]
)
def test_other_numbers_stay(said: str) -> None:
    assert services.masked(said) == said
