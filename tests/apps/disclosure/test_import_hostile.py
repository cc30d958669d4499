"""Files as they really arrive: broken, odd or meant to break; each named clearly."""

import json
import re
import zipfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from opencounty.apps.disclosure.errors import UnreadableFile, UnreadableMapping
from opencounty.apps.disclosure.intake import companion, mapping, run, workbooks
from opencounty.apps.disclosure.intake.readers import read
from opencounty.apps.disclosure.models import Item

HEADER = "编号,标题,发布日期,正文\n"


def saved(
    tmp_path: Path, name: str, content: str | bytes, encoding: str = "utf-8"
) -> Path:
    path = tmp_path / name
    path.write_bytes(
        content if isinstance(content, bytes) else content.encode(encoding)
    )
    return path


def take(*paths: Path, **options: Any) -> str:
    out = StringIO()
    options = {"processes": 1, "no_index": True} | options
    call_command("import_items", *map(str, paths), stdout=out, stderr=out, **options)
    return out.getvalue()


def problems(path: Path, **options: Any) -> list[tuple[int, str]]:
    return [(r.number, r.problem) for r in read(path, **options) if r.problem]


def workbook(
    path: Path, *rows: list[Any], more: Callable[[Any], object] | None = None
) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if more:
        more(book)
    book.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_encodings_of_office_machines_are_read(
    tmp_path: Path, name: str, encoding: str
) -> None:
    line = json.dumps({"编号": "1", "标题": "春耕"}, ensure_ascii=False)
    content = f"{line}\n{line}\n" if "jsonl" in name else "编号,标题\n1,春耕\n1,春耕\n"

    records = list(read(saved(tmp_path, name, content, encoding)))

    assert [record.fields["标题"] for record in records] == ["春耕", "春耕"]


def test_one_broken_character_does_not_change_the_encoding_of_all(
    tmp_path: Path,
) -> None:
    rows = [f"r{n},春耕生产,2024-03-01,正文内容".encode() for n in range(20)]
    rows.insert(5, b"bad,\xff\xfe,2024-03-01,x")
    head = b"id,title,date,body"

    records = list(read(saved(tmp_path, "a.csv", b"\n".join([head, *rows]))))

    assert [r.number for r in records if r.problem] == [7]
    assert {r.fields["title"] for r in records if not r.problem} == {"春耕生产"}


def test_an_encoding_nobody_knows_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.csv", "编号,标题\n1,甲\n")
    with pytest.raises(UnreadableFile, match="不认识编码“klingon”"):
        read(path, encoding="klingon")
    with pytest.raises(UnreadableFile, match="读不下去"):
        list(read(path, encoding="utf-16"))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.jsonl", b"%PDF-1.4\n1 0 obj", "二进制"),
        ("a.csv", bytes(range(32)) * 9, "二进制"),
        ("a.jsonl", '{\n "编号": 1\n}\n', "分成了好几行"),
        ("a.csv", "编号,标题\r1,甲\r", "旧式的 CR"),
    ],
)
def test_what_is_no_table_is_named(
    tmp_path: Path, name: str, content: str | bytes, words: str
) -> None:
    with pytest.raises(UnreadableFile, match=words):
        list(read(saved(tmp_path, name, content)))


def test_a_folder_and_a_locked_file_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnreadableFile, match="是一个文件夹"):
        read(tmp_path)
    path = saved(tmp_path, "a.csv", "编号\n1\n")

    def locked(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", locked)
    with pytest.raises(UnreadableFile, match="读取权限"):
        read(path)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"编号": "1", "标题":', "第 18 个字符附近有误"),
        ("[" * 100_000, "太深"),
        ('{"编号": ' + "9" * 5_000 + "}", "有一个数太长"),
        ("null", "不是一个 JSON 对象"),
    ],
)
def test_a_line_that_is_no_json_says_where(
    tmp_path: Path, line: str, words: str
) -> None:
    ((number, problem),) = problems(
        saved(tmp_path, "a.jsonl", f'{{"编号": "0"}}\n{line}\n')
    )

    assert number == 2
    assert words in problem


def test_an_open_quote_names_its_first_line(tmp_path: Path) -> None:
    rows = '1,甲,2024-03-01,x\n2,"乙,2024-03-01,x\n3,丙,2024-03-01,x\n'

    found = problems(saved(tmp_path, "a.csv", HEADER + rows))

    assert found == [(3, "引号没有闭合，从这一行到第 4 行都没有导入；补上引号再导一次")]


def test_a_row_over_several_lines_has_the_number_of_its_first(tmp_path: Path) -> None:
    rows = '1,甲,2024-03-01,"一\n二\n三"\n2,乙,2024-03-01,x\n'

    records = list(read(saved(tmp_path, "a.csv", HEADER + rows)))

    assert [record.number for record in records] == [2, 5]
    assert records[0].fields["正文"] == "一\n二\n三"


def test_cells_beyond_the_header_are_kept_for_mending(tmp_path: Path) -> None:
    records = list(read(saved(tmp_path, "a.csv", "编号,标题\n1\n2,乙,多,余\n")))

    assert records[0].fields == {"编号": "1", "标题": None}
    assert json.loads(records[1].raw)["第 4 格"] == "余"


def test_the_first_of_two_columns_of_one_name_counts(tmp_path: Path) -> None:
    records = list(read(saved(tmp_path, "a.csv", "编号,标题,标题\n1,甲,乙\n")))

    assert records[0].fields == {"编号": "1", "标题": "甲", "标题（2）": "乙"}


def test_a_broken_workbook_is_named_and_what_came_before_stands(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "a.xlsx", ["编号", "标题"], ["1", "甲"], ["2", "乙"])

    def rewritten(name: str, change: Callable[[bytes], bytes]) -> Path:
        with (
            zipfile.ZipFile(whole) as old,
            zipfile.ZipFile(tmp_path / name, "w") as new,
        ):
            for part in old.namelist():
                content = old.read(part)
                sheet = part.endswith("sheet1.xml")
                new.writestr(part, change(content) if sheet else content)
        return tmp_path / name

    cut = read(rewritten("cut.xlsx", lambda xml: xml[: xml.rindex(b"</row>")]))
    assert next(cut).fields["标题"] == "甲"
    with pytest.raises(UnreadableFile, match="表格已损坏"):
        list(cut)
    with pytest.raises(UnreadableFile, match="不是可以打开的 XLSX"):
        list(read(rewritten("none.xlsx", lambda _: b"")))
    with pytest.raises(UnreadableFile, match="不是可以打开的 XLSX"):
        list(read(saved(tmp_path, "half.xlsx", whole.read_bytes()[:900])))


def test_sheets_left_out_are_named_and_an_empty_first_one_is_passed(
    tmp_path: Path,
) -> None:
    def add(book: Any) -> None:
        for title in ("第二张", "第三张"):
            sheet = book.create_sheet(title)
            sheet.append(["编号", "标题"])
            sheet.append([title, "甲"])
        book.create_sheet("空的")

    records = list(read(workbook(tmp_path / "a.xlsx", more=add)))

    assert [record.fields.get("编号") for record in records] == ["第二张", None]
    assert "“第三张”没有导入" in records[1].problem


def test_a_workbook_that_is_huge_inside_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "a.xlsx", ["编号", "标题"], ["1", "长" * 30_000])
    monkeypatch.setattr(workbooks, "MAX_SHARED_BYTES", 10_000)
    monkeypatch.setattr(workbooks, "MAX_RATIO", 20)
    with pytest.raises(UnreadableFile, match="解压后太大"):
        list(read(path))
    monkeypatch.setattr(workbooks, "MAX_XLSX_BYTES", 100)
    with pytest.raises(UnreadableFile, match="解压后超过"):
        list(read(path))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[fields]\ntitle=5\norigin_id='b'", "写法不对"),
        ("fields='x'", "写法不对"),
        ("[fields]\ntitle='a'\norigin_id='b'\n[[column]]\ncolour='red'", "colour"),
        ("[fields]\ntitle='a'\norigin_id='b'\n[collumns]\nby='x'", "不认识 collumns"),
        ("[fields", "不是正确的 TOML"),
    ],
)
def test_a_mapping_written_wrongly_is_named(
    tmp_path: Path, content: str, words: str
) -> None:
    with pytest.raises(UnreadableMapping, match=words):
        mapping.load(saved(tmp_path, "m.toml", content))


def test_a_mapping_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableMapping, match="打不开"):
        mapping.load(tmp_path)
    with pytest.raises(UnreadableMapping, match="另存为 UTF-8"):
        mapping.load(saved(tmp_path, "m.toml", "name='中文'", "gbk"))
    with pytest.raises(UnreadableMapping, match="general、legal-texts"):
        mapping.built_in("m.yaml")


@pytest.mark.django_db
class TestTaking:
    """What the command says and does."""

    def test_a_header_without_title_is_refused_once(self, tmp_path: Path) -> None:
        path = saved(tmp_path, "a.csv", "甲,乙\n" + "1,2\n" * 50)
        out = StringIO()
        with pytest.raises(CommandError, match="没有完整导入"):
            call_command(
                "import_items", str(path), no_index=True, stderr=out, stdout=out
            )

        assert "表头里没有标题列" in out.getvalue()
        assert "甲、乙" in out.getvalue()

    def test_a_serial_is_no_number_by_which_another_table_is_overwritten(
        self, tmp_path: Path
    ) -> None:
        one = saved(tmp_path, "one.csv", "序号,标题\n1,甲\n")
        with pytest.raises(CommandError):
            take(one)
        assert not Item.objects.exists()

    def test_columns_nobody_uses_are_named(self, tmp_path: Path) -> None:
        said = take(saved(tmp_path, "a.csv", "编号,标题,备注,标题\n1,甲,乙,丙\n"))

        assert "没有用到的列：备注、标题（2）" in said

    def test_a_column_that_is_not_there_is_refused_once(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError):
            take(saved(tmp_path, "a.csv", "编号,标题\n1,甲\n"), column="no/where")

    def test_odd_values_refuse_their_record_and_no_other(self, tmp_path: Path) -> None:
        odd = [
            ('{"编号": "1", "标题": "甲\\ud800"}', "标题：含有无法保存的字符"),
            ('{"编号": "2\\ud800", "标题": "甲"}', "编号：含有无法保存的字符"),
            ('{"编号": "3", "标题": "甲", "正文": "<p>\\udfff</p>"}', "正文"),
            ('{"编号": "4", "标题": "甲", "发布日期": "\\ud800"}', "发布日期"),
            ('{"编号": "5", "标题": {"a": 1}}', "应为文字"),
            ('{"编号": "6", "标题": true}', "应为文字"),
        ]
        good = '{"编号": "7", "标题": "好", "关键词": ["春耕", "防汛"]}'
        lines = [*(line for line, _ in odd), good]

        said = take(saved(tmp_path, "a.jsonl", "\n".join(lines)))

        assert "新增 1" in said
        assert "未导入 6" in said
        assert Item.objects.get().keywords == "春耕;防汛"
        (where,) = re.findall("全部原因：(.*)", said)
        rows = Path(where).read_text("utf-8-sig").splitlines()[1:]
        assert [row.split(",")[0] for row in rows] == ["1", "2", "3", "4", "5", "6"]
        for (_, words), row in zip(odd, rows, strict=True):
            assert words in row

    def test_an_id_met_before_a_stop_is_known_after_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def line(number: int, key: str) -> str:
            words = {"编号": key, "标题": f"第{number}条"}
            return json.dumps(words, ensure_ascii=False)

        lines = [line(n, f"k{n}") for n in range(1, 30)]
        path = saved(tmp_path, "a.jsonl", "\n".join([*lines, line(30, "k1")]))
        monkeypatch.setattr(run, "BATCH", 10)
        asked: list[bool] = []

        def once(_: object) -> bool:
            asked.append(True)
            return len(asked) == 1

        monkeypatch.setattr(companion.threading.Event, "is_set", once)
        with pytest.raises(CommandError, match="会接着导"):
            take(path)
        said = take(path)

        assert "从第 11 行继续" in said
        assert "编号与第 1 行重复" in said
        assert Item.objects.get(origin_id="k1").title == "第1条"
