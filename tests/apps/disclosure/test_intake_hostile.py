"""Imports against what an office does meanwhile, and days that cannot be."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from opencounty.apps.disclosure import services
from opencounty.apps.disclosure.models import Item, Placement, Version
from opencounty.apps.disclosure.services.intake import ImportedItem, Result, take_in
from opencounty.kernel.org.actor import system
from tests.apps.disclosure.conftest import Office
from tests.apps.disclosure.test_intake import record

BY = system("导入")
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _office(office: Office) -> None:
    office.unit.slug = "water"
    office.unit.save()


def refusal_of(given: ImportedItem) -> str:
    (outcome,) = take_in([given], by=BY)
    return outcome.refusal


def test_what_is_being_edited_here_is_not_overwritten(office: Office) -> None:
    take_in([record()], by=BY)
    draft = services.revise(Item.objects.get(), by=office.reporter)
    content = office.content(title="本地正在改的标题")
    services.save_draft(draft, content, by=office.reporter)

    (outcome,) = take_in([record(title="来源的新标题")], by=BY)

    assert outcome.result == Result.REFUSED
    assert "正在修改" in outcome.refusal
    assert Item.objects.get().title == "第1号条例"
    assert Version.objects.count() == 2


def test_a_discarded_draft_stands_in_no_imports_way(office: Office) -> None:
    take_in([record()], by=BY)
    draft = services.revise(Item.objects.get(), by=office.reporter)
    services.discard(draft, reason="不改了", by=office.reporter)

    (outcome,) = take_in([record(title="来源的新标题")], by=BY)

    assert outcome.result == Result.UPDATED
    assert list(Version.objects.values_list("number", "state")) == [
        (3, "published"),
        (2, "discarded"),
        (1, "superseded"),
    ]


def test_a_corrected_source_date_moves_the_item_in_lists_only(office: Office) -> None:
    with time_machine.travel(NOON, tick=False):
        take_in([record(), record(2)], by=BY)
    with time_machine.travel(LATER, tick=False):
        take_in([record(source_published_on=date(2014, 5, 6))], by=BY)

    item = Item.objects.get(origin_id="r1")
    assert item.released_at == NOON
    moved = datetime(2014, 5, 5, 16, 0, tzinfo=UTC)
    assert item.listed_at == moved
    assert set(item.placements.values_list("listed_at", flat=True)) == {moved}
    listed = Placement.objects.all().listed(office.column.pk)
    assert listed.values_list("item__origin_id", flat=True)[0] == "r1"
    assert item.versions.count() == 1


def test_a_source_that_no_longer_says_its_date_moves_nothing() -> None:
    take_in([record()], by=BY)
    before = Item.objects.get().listed_at

    take_in([record(source_published_on=None)], by=BY)

    assert Item.objects.get().listed_at == before


def test_a_source_that_leaves_a_record_out_takes_nothing_away() -> None:
    take_in([record(), record(2)], by=BY)

    take_in([record()], by=BY)

    assert Item.objects.live().count() == 2


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"made_on": date(2026, 11, 24)}, "成文日期 2026-11-24 晚于今天"),
        ({"source_published_on": date(2099, 1, 1)}, "发布日期 2099-01-01 晚于今天"),
        (
            {"effective_on": date(2026, 1, 2), "valid_until": date(2026, 1, 1)},
            "有效期至 2026-01-01，早于施行日期 2026-01-02",
        ),
    ],
)
def test_days_that_cannot_be_refuse_the_record(
    facts: dict[str, Any], words: str
) -> None:
    with time_machine.travel(NOON, tick=False):
        assert refusal_of(record(**facts)) == words
        assert refusal_of(record(2)) == ""


def test_days_to_come_are_fine_where_they_may_be() -> None:
    with time_machine.travel(NOON, tick=False):
        coming = {"effective_on": date(2027, 1, 1), "valid_until": date(2031, 12, 31)}
        assert refusal_of(record(made_on=date(2026, 11, 23), **coming)) == ""


@pytest.mark.parametrize("title", ["甲\ud800乙", "甲\x00乙"])
def test_characters_no_database_takes_refuse_the_record_alone(title: str) -> None:
    outcomes = take_in([replace(record(), title=title), record(2)], by=BY)

    assert [outcome.result for outcome in outcomes] == ["refused", "created"]
    assert outcomes[0].refusal == "含有无法保存的字符"


def test_legal_texts_are_counted_by_the_class_their_source_says(
    tmp_path: Path, search_index: object
) -> None:
    lines = [
        {
            "id": f"l{number}",
            "title": f"第{number}号法",
            "issuer": "全国人民代表大会",
            "doc_number": None,
            "date": "2020-05-28",
            "date_first": "2020-05-28",
            "category": category,
            "region": None,
            "province_code": None,
            "in_force": True,
            "history": [],
            "body": "###### 第一条\n\n内容。",
            "source": "国家法律法规数据库",
        }
        for number, category in enumerate(["法律", "法律", "司法解释"])
    ]
    path = tmp_path / "texts.jsonl"
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text(text, encoding="utf-8")
    call_command("import_items", str(path), processes=1, no_index=True, verbosity=0)
    out = StringIO()

    call_command("pool_counts", "--by=category", "--json", stdout=out)

    assert json.loads(out.getvalue())["by_category"] == {"司法解释": 1, "法律": 2}
