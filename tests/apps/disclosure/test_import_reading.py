"""Any file is read record by record, or refused with line and reason."""

import gzip
import json
import lzma
import tempfile
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencounty.apps.disclosure.errors import UnreadableFile, UnreadableMapping
from opencounty.apps.disclosure.intake import mapping as mappings
from opencounty.apps.disclosure.intake import sources
from opencounty.apps.disclosure.intake.readers import Record, read
from opencounty.apps.disclosure.intake.records import Mapper, Unacceptable
from opencounty.apps.disclosure.intake.run import UntilBroken

ROW = {"id": "1", "标题": "停水通知", "发布日期": "2026-11-03", "正文": "明天停水。"}


def lines_of(*rows: object) -> bytes:
    return b"".join(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in rows)


def xlsx_of(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    out = BytesIO()
    book.save(out)
    return out.getvalue()


CSV = "id,标题,发布日期,正文\n1,停水通知,2026-11-03,明天停水。\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", lines_of(ROW)),
        ("a.jsonl.gz", gzip.compress(lines_of(ROW), mtime=0)),
        ("a.jsonl.xz", lzma.compress(lines_of(ROW))),
        ("a.csv", CSV.encode()),
        ("a.csv", CSV.encode("gb18030")),
        ("a.csv", CSV.encode("utf-8-sig")),
        ("a.csv", CSV.replace(",", "\t").encode()),
        ("a.csv.gz", gzip.compress(CSV.encode(), mtime=0)),
        ("named-wrongly.txt", gzip.compress(lines_of(ROW), mtime=0)),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_content(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    (record,) = read(path)

    assert record.fields == ROW
    assert not record.problem


def test_a_sheet_is_read_with_its_dates_and_numbers_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        xlsx_of(list(ROW), [1, "停水通知", date(2026, 11, 3), "明天停水。"])
    )

    (record,) = read(path)

    assert record.fields == ROW
    assert record.number == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.jsonl", b"", "文件是空的"),
        ("array.json", b'[{"id": 1}]', "JSON 数组"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64, "另存为 .xlsx"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4, "二进制"),
        ("fake.xlsx", b"PK\x03\x04" + b"x" * 200, "不是可以打开的 XLSX"),
        ("cut.xz", lzma.compress(b"x" * 5000)[:20], "损坏或不完整"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(UnreadableFile, match=said):
        list(read(path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"没有这个文件"):
        list(read(tmp_path / "nowhere.jsonl"))


def test_a_truncated_archive_gives_all_that_came_before_it_breaks(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.jsonl.xz"
    whole = lzma.compress(lines_of(*({**ROW, "n": n} for n in range(50_000))))
    path.write_bytes(whole[: len(whole) // 2])
    stream = UntilBroken(read(path))

    records = list(stream)

    assert "行之后读不下去" in str(stream.error)
    assert len(records) > 1_000


def test_bad_lines_are_named_and_the_others_stand(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = lines_of(ROW)
    path.write_bytes(good + b'{"id": "2", "\n' + b"[1]\n" + b"\n" + good)

    records = list(read(path))

    assert [(r.number, bool(r.problem)) for r in records] == [
        (1, False),
        (2, True),
        (3, True),
        (5, False),
    ]
    assert "不是完整的 JSON" in records[1].problem
    assert "不是一个 JSON 对象" in records[2].problem


def test_a_line_in_another_encoding_is_named_and_the_others_stand(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.jsonl"
    odd = json.dumps(ROW, ensure_ascii=False).encode("gb18030") + b"\n"
    path.write_bytes(lines_of(*[ROW] * 20) + odd + lines_of(ROW))

    records = list(read(path))

    assert [r.number for r in records if r.problem] == [21]
    assert "--encoding" in records[20].problem
    assert len(records) == 22


def test_an_endless_line_is_named_without_being_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        lines_of(ROW) + b'{"id":"' + b"x" * 5_000 + b'"}\n' + lines_of(ROW)
    )

    found = [line for line, _ in sources.lines(path, "utf-8", limit=1_000)]

    assert [line.number for line in found] == [1, 2, 3]
    assert "不像一条记录" in found[1].problem
    assert not found[0].problem
    assert not found[2].problem


def test_a_csv_row_with_too_many_cells_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(CSV + "2,甲,2026-11-04,乙,多出来\n3,丙,2026-11-05,丁\n", "utf-8")

    records = list(read(path))

    assert "这一行有 5 格，表头只有 4 格" in records[1].problem
    assert records[2].fields["标题"] == "丙"


@given(st.binary(max_size=400))
def test_any_bytes_give_records_or_a_refusal_never_worse(content: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(content)
        file.flush()
        records: list[Record] = []
        with suppress(UnreadableFile):
            records = list(read(Path(file.name)))
        assert all(isinstance(record, Record) for record in records)


GENERAL = Mapper(mappings.built_in("general"), "water")


def test_usual_chinese_headers_are_understood() -> None:
    item = GENERAL.item(Record(1, {**ROW, "发文字号": "临水发〔2026〕3号"}))

    assert (item.title, item.doc_number) == ("停水通知", "临水发〔2026〕3号")
    assert item.source_published_on == date(2026, 11, 3)
    assert item.body == "<p>明天停水。</p>"
    assert item.column_paths == ("library/imported",)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"标题": ""}, "缺少标题"),
        ({"标题": None}, "缺少标题"),
        ({"标题": "\u200b \ue000"}, "缺少标题"),
        ({"id": None}, "缺少编号"),
        ({"发布日期": "2024-02-30"}, r"发布日期（发布日期）：2024 年 2 月没有 30 日"),
        ({"发布日期": "去年"}, "应写成 2026-11-23"),
        ({"标题": "长" * 501}, "标题有 501 个字，最多 500 个"),
        ({"有效性": "大概有效"}, "不认识“大概有效”"),
    ],
)
def test_a_field_that_cannot_be_taken_is_named_with_what_is_wrong(
    changes: dict[str, object], said: str
) -> None:
    with pytest.raises(Unacceptable, match=said):
        GENERAL.item(Record(1, {**ROW, **changes}))


def test_dirt_in_a_title_goes_and_scripts_in_a_body_too() -> None:
    fields = {
        **ROW,
        "标题": "停\u200b水\u2060通知",
        "正文": '<p onclick="x()">甲</p><script>1</script>',
    }

    item = GENERAL.item(Record(1, fields))

    assert item.title == "停水通知"
    assert item.body == "<p>甲</p>"


def test_a_very_long_body_is_taken_whole() -> None:
    item = GENERAL.item(Record(1, {**ROW, "正文": "字" * 150_000}))

    assert item.text == "字" * 150_000


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[fields]\ntitle = 'a'", "至少要有 title 和 origin_id"),
        ("[fields]\ntitle='a'\norigin_id='b'\ncolour='c'", "不认识的字段 colour"),
        ("not toml", "对照文件"),
        (
            "[fields]\ntitle='a'\norigin_id='b'\n[body]\nformat='rtf'",
            "format 应为",
        ),
    ],
)
def test_a_mapping_that_could_only_fail_later_is_refused_at_once(
    tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(UnreadableMapping, match=said):
        mappings.load(path)


def test_the_mapping_is_recognised_by_the_fields_of_the_first_record() -> None:
    legal = dict.fromkeys(["id", "title", "history", "region", "body"], "x")

    assert mappings.recognise(legal).origin == "legal-texts"
    assert mappings.recognise({"标题": "x"}).origin == "general"
