"""The text of files is read apart, within limits, and what was found is kept."""

import time
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult

from opencounty.kernel.files import kinds, sandbox, storage
from opencounty.kernel.files import services as files
from opencounty.kernel.files.models import StoredFile
from opencounty.kernel.files.reading import text as reading_text
from opencounty.kernel.files.reading.__main__ import read
from opencounty.kernel.files.services.reading import read_in_background
from opencounty.kernel.files.signals import text_extracted
from tests.factories.files import PNG, pdf, sheet, stored, word, zipped

ENTITY = (
    "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>"
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>"
)
State = StoredFile.TextState
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file"


def reading_of(kind: str, path: Path, content: bytes) -> reading_text.Reading:
    path.write_bytes(content)
    return read(kind, path)


def test_pdf_is_read_by_pages(path: Path) -> None:
    assert reading_of("pdf", path, pdf("农村饮用水𠮷")).text == "农村饮用水𠮷"


def test_a_scan_is_said_to_be_one(path: Path) -> None:
    assert "扫描件" in reading_of("pdf", path, pdf()).note


def test_word_is_read_with_header_and_table(path: Path) -> None:
    content = word("第一段", "第二段\t后", header="页眉", cells=("甲", "乙"))

    text = reading_of("docx", path, content).text

    assert text.split("\n") == ["页眉", "第一段", "第二段\t后", "甲", "乙"]


def test_word_notes_are_read_and_deletions_only_mentioned(path: Path) -> None:
    document = (
        f"<w:document {W}><w:body><w:p><w:r><w:t>正</w:t><w:br/><w:t>文</w:t></w:r>"
        "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del></w:p></w:body></w:document>"
    )
    notes = f"<w:footnotes {W}><w:p><w:r><w:t>脚注</w:t></w:r></w:p></w:footnotes>"
    parts = {
        "word/document.xml": document,
        "word/footnotes.xml": notes,
        "word/comments.xml": "<a/>",
    }

    found = reading_of("docx", path, zipped(parts))

    assert found.text == "正\n文\n脚注"
    assert "修订痕迹和批注" in found.note


def test_a_text_box_drawn_twice_is_read_once(path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
    document = (
        f'<w:document {W} xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006"><w:p><w:r><w:t>外</w:t></w:r><mc:AlternateContent>'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:p></w:document>"
    )
    assert reading_of("docx", path, zipped({"word/document.xml": document})).text == (
        "外\n框"
    )


def test_sheets_are_read_by_rows(path: Path) -> None:
    content = sheet(("姓名", "金额", None), ("王", 12.5), (None, None))

    assert "姓名\t金额\n王\t12.5" in reading_of("xlsx", path, content).text


def test_slides_and_ofd_are_read(path: Path) -> None:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    slides = {
        f"ppt/slides/slide{n}.xml": (
            f'<p xmlns:a="{drawing}"><a:p><a:t>第{n}页</a:t></a:p></p>'
        )
        for n in (10, 2)
    }
    page = (
        '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:TextObject>'
        "<ofd:TextCode>版式</ofd:TextCode><ofd:TextCode>文件</ofd:TextCode>"
        "</ofd:TextObject></ofd:Page>"
    )
    assert reading_of("pptx", path, zipped(slides)).text == "第2页\n第10页"
    assert (
        reading_of("ofd", path, zipped({"Doc_0/Pages/Page_0/Content.xml": page})).text
        == "版式文件"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_any_encoding(path: Path, encoding: str) -> None:
    found = reading_of("txt", path, "㑇农村，饮用水\n𠮷".encode(encoding))

    assert (found.text, found.note) == ("㑇农村，饮用水\n𠮷", "")


def test_text_that_is_in_no_encoding_is_read_as_far_as_it_goes(path: Path) -> None:
    found = reading_of("txt", path, "通知".encode() + b"\xff\xff\xff")

    assert "编码" in found.note
    assert found.text


def test_long_text_is_cut_and_said_to_be(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("text", "plain"):
        name = f"opencounty.kernel.files.reading.{module}"
        monkeypatch.setattr(f"{name}.MOST_CHARACTERS", 50)
    monkeypatch.setattr("opencounty.kernel.files.reading.plain.MOST_BYTES", 100)

    plain = reading_of("txt", path, ("水" * 90).encode())
    paper = reading_of("docx", path, word(*["水利" * 10] * 9))

    assert (plain.text, plain.note) == ("水" * 33, reading_text.CUT)
    assert len(paper.text) == 50
    assert paper.note == reading_text.CUT


def test_web_pages_are_read_without_their_scripts(path: Path) -> None:
    page = "<html><p>供水</p><script>x()</script><p>通知</p>".encode("gb18030")

    assert reading_of("html", path, page).text == "供水\n通知"


def test_lines_broken_by_the_page_are_joined() -> None:
    assert reading_text.unwrapped("农村饮用\n水，\n保障。\n第二条") == (
        "农村饮用水，保障。\n第二条"
    )


@pytest.mark.django_db
def test_a_worker_reads_what_was_stored() -> None:
    heard: list[str] = []

    def hear(stored: StoredFile, **_: object) -> None:
        heard.append(stored.text)

    text_extracted.connect(hear)
    file = stored(word("饮用水"), "a.docx")
    assert (file.text_state, DBTaskResult.objects.count()) == (State.PENDING, 1)

    read_in_background.call(file.pk)
    read_in_background.call(0)
    file.refresh_from_db()

    assert (file.text_state, file.text) == (State.DONE, "饮用水")
    assert heard == ["饮用水"]


@pytest.mark.django_db
def test_bytes_read_before_are_not_read_again() -> None:
    files.read_text(stored(word("饮用水"), "a.docx"))
    queued = DBTaskResult.objects.count()

    again = stored(
        storage.path_of(StoredFile.objects.get().sha256).read_bytes(), "b.docx"
    )

    assert (again.text, again.text_state) == ("饮用水", State.DONE)
    assert DBTaskResult.objects.count() == queued


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name", "state", "words"),
    [
        (PNG, "a.png", State.NONE, "不提取"),
        (pdf(), "a.pdf", State.NONE, "扫描件"),
        (b"%PDF-1.4 broken", "a.pdf", State.FAILED, "已损坏"),
        (zipped({"word/document.xml": "<a"}), "a.docx", State.FAILED, "已损坏"),
        (zipped({"xl/workbook.xml": "<a"}), "a.xlsx", State.FAILED, "已损坏"),
        (zipped({"word/document.xml": ENTITY}), "a.docx", State.NONE, ""),
    ],
)
def test_what_cannot_be_read_is_noted(
    content: bytes, name: str, state: str, words: str
) -> None:
    file = files.read_text(stored(content, name))

    assert file.text_state == state
    assert words in file.text_note
    assert "root:" not in file.text


@pytest.mark.django_db
def test_a_lost_file_is_noted() -> None:
    file = stored()
    storage.path_of(file.sha256).unlink()

    assert "丢失" in files.read_text(file).text_note


def test_a_file_that_hangs_its_reader_is_given_up(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(b"x")
    monkeypatch.setattr(sandbox, "SECONDS", 0.01)
    started = time.monotonic()

    assert sandbox.read_apart("txt", path) == sandbox.SLOW
    assert time.monotonic() - started < 5


def test_a_file_that_eats_memory_is_given_up(path: Path) -> None:
    bomb = "<a>" * 3_000_000
    path.write_bytes(zipped({"word/document.xml": bomb}))

    assert sandbox.read_apart("docx", path).failed


def test_the_reader_sees_no_secret(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, str] = {}

    def look(*_: object, env: dict[str, str], **__: object) -> None:
        seen.update(env)
        raise RuntimeError

    monkeypatch.setenv("OPENCOUNTY_SECRET_KEY", "s")
    monkeypatch.setattr(sandbox.subprocess, "run", look)
    with pytest.raises(RuntimeError):
        sandbox.read_apart("txt", path)

    assert set(seen) == {"PATH", "PYTHONPATH", "PYTHONIOENCODING"}


def test_every_kind_has_its_own_extensions() -> None:
    extensions = [e for kind in kinds.KINDS.values() for e in kind.extensions]
    assert len(extensions) == len(set(extensions))
