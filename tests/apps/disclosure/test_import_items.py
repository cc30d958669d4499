"""Importing is repeatable, resumable and never does half a record."""

import json
import lzma
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

from opencounty.apps.disclosure.intake import run
from opencounty.apps.disclosure.models import (
    Column,
    Item,
    Placement,
    Release,
    Version,
)
from opencounty.kernel.org.models import Unit
from opencounty.kernel.search import services as search
from tests.factories.disclosure import ColumnFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]


def record(number: int, **changes: Any) -> dict[str, Any]:
    base = {
        "id": f"n{number}",
        "标题": f"第{number}号停水通知",
        "发布日期": "2026-11-03",
        "成文日期": "2026-11-01",
        "发文字号": f"临水发〔2026〕{number}号",
        "正文": f"<p>第{number}号<script>x</script>停水。</p>",
    }
    return base | changes


def write(path: Path, *records: object) -> Path:
    text = "\n".join(json.dumps(r, ensure_ascii=False) for r in records)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def take(*paths: Path, **options: Any) -> str:
    out = StringIO()
    options = {"processes": 1, "no_index": True} | options
    call_command("import_items", *map(str, paths), stdout=out, stderr=out, **options)
    return out.getvalue()


def test_records_become_live_items_with_their_own_dates_kept(tmp_path: Path) -> None:
    said = take(write(tmp_path / "a.jsonl", record(1), record(2)))

    assert "新增 2，更新 0，未变 0，未导入 0" in said
    item = Item.objects.live().get(origin_id="n1")
    assert item.title == "第1号停水通知"
    assert item.doc_number == "临水发〔2026〕1号"
    assert str(item.made_on) == "2026-11-01"
    assert str(item.source_published_on) == "2026-11-03"
    assert item.released_at is not None
    assert item.released_at.year >= 2026  # the moment of the import, not the source's
    version = item.published_version
    assert version is not None
    assert version.body == "<p>第1号停水。</p>"
    assert version.text == "第1号停水。"
    assert Release.objects.get(item=item).action == Release.Action.IMPORTED


def test_importing_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", record(1), record(2))
    take(path)
    before = (Item.objects.count(), Version.objects.count(), Placement.objects.count())

    said = take(path)

    assert "新增 0，更新 0，未变 2，未导入 0" in said
    after = (Item.objects.count(), Version.objects.count(), Placement.objects.count())
    assert after == before


def test_a_changed_record_becomes_a_new_version_and_the_old_one_stays(
    tmp_path: Path,
) -> None:
    path = write(tmp_path / "a.jsonl", record(1))
    take(path)
    write(path, record(1, 正文="改过的正文"))

    said = take(path)

    assert "更新 1" in said
    item = Item.objects.get(origin_id="n1")
    assert item.published_version is not None
    assert item.published_version.text == "改过的正文"
    assert [v.number for v in item.versions.order_by("number")] == [1, 2]


def test_bad_records_are_reported_with_line_and_reason_and_kept_for_mending(
    tmp_path: Path,
) -> None:
    path = write(
        tmp_path / "a.jsonl",
        record(1),
        record(2, 标题=""),
        record(3, 发布日期="2024-02-30"),
        record(1, 标题="重复"),
        record(5),
    )

    said = take(path)

    assert "新增 2，更新 0，未变 0，未导入 3" in said
    assert "第 2 行：缺少标题" in said
    assert "第 3 行：发布日期（发布日期）：2024 年 2 月没有 30 日" in said
    assert "第 4 行：编号与第 1 行重复" in said
    folder = django_settings.VAR / "imports"
    report = max(folder.glob("a.jsonl-*.report.csv"), key=lambda p: p.stat().st_mtime)
    assert report.read_text("utf-8-sig").count("未导入") == 3
    refused = report.with_name(report.name.replace(".report.csv", ".refused.jsonl"))
    assert len(refused.read_text("utf-8").splitlines()) == 3


def test_a_file_that_breaks_off_keeps_what_came_before_and_goes_on_when_whole(
    tmp_path: Path,
) -> None:
    text = "".join(
        json.dumps(record(n), ensure_ascii=False) + "\n" for n in range(1, 4_001)
    )
    whole = lzma.compress(text.encode())
    path = tmp_path / "a.jsonl.xz"
    path.write_bytes(whole[: len(whole) - 200])

    with pytest.raises(CommandError, match=r"没有完整导入：a\.jsonl\.xz"):
        take(path)

    taken = Item.objects.count()
    assert 0 < taken < 4_000
    path.write_bytes(whole)
    said = take(path)
    assert f"新增 {4_000 - taken}，更新 0，未变 {taken}" in said


def test_an_import_that_was_stopped_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.jsonl", *(record(n) for n in range(1, 31)))
    monkeypatch.setattr(run, "BATCH", 10)
    taken = run.intake.take_in
    batches: list[int] = []

    def stop_at_the_second(batch: Any, *, by: Any) -> Any:
        batches.append(len(batch))
        if len(batches) == 2:
            raise KeyboardInterrupt
        return taken(batch, by=by)

    monkeypatch.setattr(run.intake, "take_in", stop_at_the_second)
    with pytest.raises(CommandError, match="已停下"):
        take(path)
    monkeypatch.setattr(run.intake, "take_in", taken)

    said = take(path)

    assert "接着上次，从第 11 行继续" in said
    assert "新增 20" in said
    assert Item.objects.count() == 30


def test_the_unit_and_the_column_can_be_named(tmp_path: Path) -> None:
    Unit.objects.create(
        slug="water", name="水利局", short_name="水利局", kind=Unit.Kind.DEPARTMENT
    )

    take(write(tmp_path / "a.jsonl", record(1)), unit="water")

    assert Item.objects.get().unit.slug == "water"
    with pytest.raises(CommandError):
        take(write(tmp_path / "b.jsonl", record(2)), unit="nowhere")


def test_a_named_column_is_not_joined_by_others_and_must_exist(tmp_path: Path) -> None:
    ColumnFactory.create(path="notices", name="通知公告")
    path = write(tmp_path / "a.jsonl", record(1))

    take(path, column="/notices/")

    assert set(Column.objects.values_list("path", flat=True)) == {"notices"}
    with pytest.raises(CommandError, match=r"a\.jsonl"):
        take(path, column="nowhere")


def test_what_was_imported_is_found_by_search(tmp_path: Path) -> None:
    take(write(tmp_path / "a.jsonl", record(1), record(2)))
    search.catch_up(wait=True)

    results = search.find(search.Query("第2号停水通知"))

    assert str(results.hits[0].title).replace("<mark>", "").replace("</mark>", "") == (
        "第2号停水通知"
    )


@pytest.mark.shared_data
def test_real_portal_records_all_come_in(shared_data: Path) -> None:
    said = take(shared_data / "portal_records.jsonl.gz")

    assert "新增 137，更新 0，未变 0，未导入 0" in said


@pytest.mark.shared_data
@pytest.mark.timeout(280)
def test_all_legal_texts_come_in_and_their_counts_are_the_sources(
    shared_data: Path,
) -> None:
    oracle = json.loads((shared_data / "oracle_counts.json").read_text())["docs"]

    take(
        shared_data / "docs_national.jsonl.xz",
        shared_data / "docs_local.jsonl.xz",
        processes=2,
    )

    items = Item.objects.live().filter(origin="legal-texts")
    rows = list(items.values("genre", "region_code", "made_on", "issuer_name"))
    assert len(rows) == oracle["total"]
    assert Counter(row["genre"] for row in rows) == oracle["by_category"]
    provinces = Counter(row["region_code"] or "null" for row in rows)
    assert provinces == oracle["by_province"]
    years = Counter(
        f"{row['made_on']:%Y}" if row["made_on"] else "null" for row in rows
    )
    assert years == oracle["by_year"]
    issuers = Counter(row["issuer_name"] for row in rows)
    assert {name: issuers[name] for name in oracle["top_issuers"]} == (
        oracle["top_issuers"]
    )
    assert items.exclude(doc_number="").count() == oracle["with_doc_number"]
    assert items.exclude(issuer_name="").count() == oracle["with_issuer"]
