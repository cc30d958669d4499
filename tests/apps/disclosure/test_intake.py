"""Imports: whole records, once, the source kept; what cannot be is refused alone."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from opencounty.apps.disclosure import services, signals
from opencounty.apps.disclosure.models import Column, Item, Placement, Release, Version
from opencounty.apps.disclosure.services import Enclosure
from opencounty.apps.disclosure.services.content import digest_of
from opencounty.apps.disclosure.services.intake import ImportedItem, Result, take_in
from opencounty.kernel.audit.models import Entry
from opencounty.kernel.base.errors import NotPermitted
from opencounty.kernel.org.actor import system
from opencounty.kernel.search.models import Pending
from tests.apps.disclosure.conftest import Office
from tests.factories.disclosure import ColumnFactory, FileFactory

BY = system("导入")
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _office(office: Office) -> None:
    office.unit.slug = "water"
    office.unit.save()


def record(number: int = 1, **facts: Any) -> ImportedItem:
    usual = ImportedItem(
        origin="flk",
        origin_id=f"r{number}",
        title=f"第{number}号条例",
        unit_slug="water",
        column_paths=("openness/notices",),
        body="<p>正文</p>",
        text="正文",
        source_published_on=date(2013, 4, 10),
        issuer_name="某市人民代表大会常务委员会",
        genre="地方性法规",
        region_code="33",
        origin_facts={"category": "地方性法规"},
    )
    return replace(usual, **facts)


def test_a_record_is_released_now_and_listed_at_its_sources_date() -> None:
    with time_machine.travel(NOON, tick=False):
        (outcome,) = take_in([record()], by=BY)

    item = Item.objects.get(pk=outcome.item_id)
    assert outcome.result == Result.CREATED
    assert item.is_live
    assert item.released_at == NOON
    assert item.listed_at is not None
    assert localdate(item.listed_at) == date(2013, 4, 10)
    assert item.source_published_on == date(2013, 4, 10)
    assert item.origin_category == "地方性法规"
    version = item.published_version
    assert version is not None
    assert (version.number, version.state) == (1, Version.State.PUBLISHED)
    assert version.digest == digest_of(version)
    assert item.releases.get().action == Release.Action.IMPORTED
    assert Pending.objects.filter(key=f"disclosure.item:{item.pk}").exists()


def test_a_record_without_source_date_is_listed_now() -> None:
    with time_machine.travel(NOON, tick=False):
        take_in([record(source_published_on=None)], by=BY)
        take_in([record(2, source_published_on=date(2030, 1, 1))], by=BY)

    assert {item.listed_at for item in Item.objects.all()} == {NOON}


def test_counts_and_rows_follow_as_for_any_release(office: Office) -> None:
    news = ColumnFactory.create(path="news")
    both = ("openness/notices", "news")
    take_in([record(1), record(2, column_paths=both)], by=BY)

    counted = dict(Column.objects.values_list("path", "live_items"))
    assert counted == {"openness": 2, "openness/notices": 2, "news": 1}
    assert Placement.objects.filter(live=True, inherited=True).count() == 2
    news.refresh_from_db()
    assert news.last_released_at is not None
    assert localdate(news.last_released_at) == date(2013, 4, 10)
    assert services.recount_columns(by=office.publisher) == 0


def test_the_same_records_again_cost_one_read(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    batch = [record(n) for n in range(50)]
    take_in(batch, by=BY)

    with django_assert_max_num_queries(6):
        outcomes = take_in(batch, by=BY)

    assert {outcome.result for outcome in outcomes} == {Result.UNCHANGED}
    assert Version.objects.count() == 50


def test_a_batch_costs_the_same_queries_whatever_its_size(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(40):
        take_in([record(n) for n in range(200)], by=BY)


def test_a_changed_record_becomes_a_new_version_and_the_old_one_stays() -> None:
    take_in([record()], by=BY)
    first = Version.objects.get()

    (outcome,) = take_in([record(title="修正后的条例")], by=BY)

    item = Item.objects.get()
    assert outcome.result == Result.UPDATED
    assert item.title == "修正后的条例"
    assert item.published_version is not None
    assert item.published_version.number == 2
    first.refresh_from_db()
    assert first.state == Version.State.SUPERSEDED
    assert list(item.releases.values_list("action", flat=True)) == [
        "imported",
        "updated",
    ]
    assert take_in([record(title="修正后的条例")], by=BY)[0].result == Result.UNCHANGED


def test_a_record_that_only_moved_gets_no_new_version(office: Office) -> None:
    ColumnFactory.create(path="news")
    take_in([record()], by=BY)

    (outcome,) = take_in([record(column_paths=("news",))], by=BY)

    assert outcome.result == Result.UPDATED
    assert Version.objects.count() == 1
    assert Item.objects.get().home_column.path == "news"
    assert services.recount_columns(by=office.publisher) == 0


def test_what_was_withdrawn_here_stays_withdrawn(office: Office) -> None:
    take_in([record()], by=BY)
    services.withdraw(Item.objects.get(), reason="不适用", by=office.publisher)

    (outcome,) = take_in([record(title="又来")], by=BY)

    assert outcome.result == Result.REFUSED
    assert "撤回" in outcome.refusal
    assert not Item.objects.live().exists()


def test_what_was_edited_here_is_not_overwritten(office: Office) -> None:
    take_in([record()], by=BY)
    draft = services.revise(Item.objects.get(), by=office.reporter)
    content = office.content(title="本地改过的标题")
    services.save_draft(draft, content, by=office.reporter)
    services.submit(draft, by=office.reporter)
    services.approve(draft, by=office.head)
    services.publish(draft, by=office.publisher)

    (outcome,) = take_in([record(title="来源的新标题")], by=BY)

    assert "本地已修改" in outcome.refusal
    assert Item.objects.get().title == "本地改过的标题"


def test_a_validity_set_here_survives_the_next_import(office: Office) -> None:
    take_in([record(validity="in_force")], by=BY)
    services.set_validity(
        Item.objects.get(), "repealed", reason="清理", by=office.publisher
    )

    take_in([record(validity="in_force", title="新标题")], by=BY)

    assert Item.objects.get().validity == "repealed"


def test_a_sources_own_index_number_is_kept_when_free_and_sound() -> None:
    take_in(
        [
            record(1, index_number="331024ZF010000/2013-108228"),
            record(2, index_number="331024ZF010000/2013-108228"),
            record(3, index_number="无"),
            record(4, index_number=" 002482031/2021-37874\u200b"),
        ],
        by=BY,
    )

    numbers = dict(Item.objects.values_list("origin_id", "index_number"))
    assert numbers["r1"] == "331024ZF010000/2013-108228"
    assert numbers["r4"] == "002482031/2021-37874"
    assert numbers["r2"].startswith("000014349/")
    assert len(set(numbers.values())) == 4
    kept = Item.objects.get(origin_id="r2").origin_facts
    assert kept["index_number"] == "331024ZF010000/2013-108228"
    assert Item.objects.get(origin_id="r3").origin_facts["index_number"] == "无"


def test_a_doc_number_is_printed_the_standard_way_and_the_original_kept() -> None:
    take_in([record(doc_number="义政办发[2013]130 号")], by=BY)

    item = Item.objects.get()
    assert item.doc_number == "义政办发〔2013〕130号"
    assert item.origin_facts["doc_number"] == "义政办发[2013]130 号"


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"title": ""}, "标题"),
        ({"title": "长" * 501}, "501"),
        ({"origin_id": ""}, "编号"),
        ({"unit_slug": "moon"}, "moon"),
        ({"column_paths": ("nowhere",)}, "nowhere"),
        ({"column_paths": ()}, "栏目"),
        ({"category_code": "99"}, "99"),
        ({"validity": "maybe"}, "maybe"),
        ({"openness": "closed"}, "主动公开"),
        ({"body": "<p>\x00</p>"}, "无法保存"),
        ({"title": "半个\ud800字"}, "无法保存"),
        ({"origin_facts": {"x": "\x00"}}, "无法保存"),
    ],
)
def test_a_record_that_cannot_be_is_refused_alone(
    facts: dict[str, Any], word: str
) -> None:
    outcomes = take_in([record(1), record(2, **facts), record(3)], by=BY)

    results = [outcome.result for outcome in outcomes]
    assert results == [Result.CREATED, Result.REFUSED, Result.CREATED]
    assert word in outcomes[1].refusal
    assert Item.objects.count() == 2


def test_a_number_given_twice_in_a_batch_is_taken_once() -> None:
    outcomes = take_in([record(1), record(1, title="另一条")], by=BY)

    assert [outcome.result for outcome in outcomes] == [
        Result.CREATED,
        Result.REFUSED,
    ]


def test_when_the_database_refuses_a_batch_the_others_stand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from opencounty.apps.disclosure.services import intake_rows

    real = intake_rows.log_releases

    def failing(ready: Any, *args: Any, **kwargs: Any) -> None:
        if any(one.record.origin_id == "r2" for one in ready):
            Item.objects.create(unit_id=0, home_column_id=0, index_number="x" * 99)
            Item.objects.filter(origin_id="r2").update(withdrawn_at=NOON)
        real(ready, *args, **kwargs)

    monkeypatch.setattr(intake_rows, "log_releases", failing)
    outcomes = take_in([record(n) for n in (1, 2, 3)], by=BY)

    assert [outcome.result for outcome in outcomes] == [
        Result.CREATED,
        Result.REFUSED,
        Result.CREATED,
    ]
    assert set(Item.objects.values_list("origin_id", flat=True)) == {"r1", "r3"}
    assert not Version.objects.exclude(item__origin_id__in=["r1", "r3"]).exists()


def test_attachments_are_sealed_with_their_version() -> None:
    file = FileFactory.create()
    take_in([record(files=(Enclosure(file, "名录"),))], by=BY)

    version = Version.objects.get()
    assert version.attachments.get().title == "名录"
    assert version.state == Version.State.PUBLISHED
    assert version.digest == digest_of(version)
    assert Item.objects.get().published_version == version


def test_the_countys_own_issuer_is_recognised(office: Office) -> None:
    take_in([record(issuer_name=office.unit.name, category_code="20.1")], by=BY)

    item = Item.objects.get()
    assert item.issuer == office.unit
    assert item.category is not None
    assert item.category.code == "20.1"


def test_one_entry_and_one_signal_tell_of_the_batch(office: Office) -> None:
    heard: list[dict[str, Any]] = []

    def hear(**facts: Any) -> None:
        heard.append(facts)

    signals.items_imported.connect(hear)
    take_in([record(n) for n in range(3)], by=BY)

    assert Entry.objects.get(action="disclosure.items_imported").facts["count"] == 3
    assert len(heard) == 1
    assert len(heard[0]["items"]) == 3
    assert set(heard[0]["columns"]) == set(Column.objects.values_list("pk", flat=True))


def test_importing_is_a_right_of_its_own(office: Office) -> None:
    with pytest.raises(NotPermitted):
        take_in([record()], by=office.head)
    assert take_in([record()], by=office.publisher)[0].result == Result.CREATED
    assert take_in([], by=BY) == []


def test_a_later_local_number_steps_over_imported_ones(office: Office) -> None:
    year = localdate().year
    take_in([record(index_number=f"000014349/{year}-00001")], by=BY)

    assert office.published().index_number == f"000014349/{year}-00002"


@pytest.mark.parametrize("closed", [True, False])
def test_columns_that_take_nothing_refuse_imports_too(closed: bool) -> None:
    facts = {"closed_on": localdate()} if closed else {"kind": "link"}
    ColumnFactory.create(path="old", name="旧栏目", **facts)

    (outcome,) = take_in([record(column_paths=("old",))], by=BY)

    assert "旧栏目" in outcome.refusal
