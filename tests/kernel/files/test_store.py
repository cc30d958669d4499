"""Files are kept whole, private and once; what is not fit is refused with reasons."""

import hashlib
import io
import os
import struct
import time
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django import Settings

from opencounty.kernel.audit.models import Entry
from opencounty.kernel.base.errors import Refusal
from opencounty.kernel.files import archives, errors, storage
from opencounty.kernel.files import services as files
from opencounty.kernel.files.checks import allowed_kinds_are_known
from opencounty.kernel.files.models import StoredFile
from opencounty.kernel.org.actor import system
from tests.factories.files import PNG, pdf, sheet, stored, word, zipped
from tests.factories.org import OfficerFactory, actor_of

pytestmark = pytest.mark.django_db
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def kept(root: Path) -> list[str]:
    return sorted(path.name for path in root.rglob("*") if path.is_file())


def test_bytes_are_kept_under_their_digest_and_come_back(files_root: Path) -> None:
    officer = OfficerFactory.create()
    content = pdf("饮用水")
    file = stored(content, "../水质.pdf", by=actor_of(officer))

    sha256 = hashlib.sha256(content).hexdigest()
    assert (file.sha256, file.size, file.name) == (sha256, len(content), "水质.pdf")
    assert file.media_type == "application/pdf"
    assert file.stored_by == officer
    assert (files_root / sha256[:2] / sha256[2:4] / sha256).read_bytes() == content
    with files.open_(file) as opened:
        assert opened.read() == content
    assert Entry.objects.get(action="files.stored").facts["sha256"] == sha256


def test_the_same_bytes_are_kept_once(files_root: Path) -> None:
    first, second = stored(name="一.pdf"), stored(name="二.pdf")

    assert first.pk != second.pk
    assert first.sha256 == second.sha256
    assert kept(files_root) == [first.sha256]


def test_damaged_bytes_are_mended_when_they_come_again(files_root: Path) -> None:
    file = stored()
    storage.path_of(file.sha256).write_bytes(b"%PDF")

    stored()

    assert list(files.verify()) == []


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (word("正文"), "a.docx", "wordprocessingml.document"),
        (sheet(("一",)), "a.xlsx", "spreadsheetml.sheet"),
        (zipped({"ppt/presentation.xml": "<a/>"}), "a.pptx", "presentationml"),
        (zipped({"OFD.xml": "<a/>"}), "a.ofd", "application/ofd"),
        (zipped({"通知.txt": "文"}), "a.zip", "application/zip"),
        (OLE2 + "WordDocument\0".encode("utf-16-le"), "a.wps", "application/msword"),
        (OLE2 + "Workbook\0".encode("utf-16-le"), "a.et", "application/vnd.ms-excel"),
        (
            OLE2 * 3000 + "PowerPoint Document\0".encode("utf-16-le"),
            "a.dps",
            "application/vnd.ms-powerpoint",
        ),
        (PNG, "a.png", "image/png"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 9, "a.JPEG", "image/jpeg"),
        (b"GIF89a.", "a.gif", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a.webp", "image/webp"),
        ("姓名,年龄\n".encode("gb18030"), "a.csv", "text/csv"),
        ("通知".encode(), "a.txt", "text/plain"),
        ("通知".encode("utf-16"), "a.txt", "text/plain"),
        (b"\r\n%PDF-1.4", "a.pdf", "application/pdf"),
    ],
)
def test_the_kind_is_told_by_content(
    content: bytes, name: str, media_type: str
) -> None:
    assert media_type in stored(content, name).media_type


@pytest.mark.parametrize(
    ("content", "name", "refusal", "words"),
    [
        (b"", "a.pdf", errors.EmptyFile, "空文件"),
        (b"MZ\x90\x00" + b"\x00" * 99, "a.pdf", errors.KindNotAllowed, "无法识别"),
        (b"\x7fELF\x02\x01", "a.txt", errors.KindNotAllowed, "可以上传的类型"),
        (PNG, "a.pdf", errors.NameBelies, "内容是PNG 图片"),
        (word("x"), "a.zip", errors.NameBelies, "docx"),
        (b"<html><script>", "a.txt", errors.KindNotAllowed, "网页"),
        (b"<svg onload=x>", "a.png", errors.KindNotAllowed, "SVG"),
        (b"notes", "a.exe", errors.NameBelies, "纯文本"),
        (b"notes", "没有扩展名", errors.NameBelies, "txt"),
        (zipped({"word/vbaProject.bin": "x"}), "a.docm", errors.KindNotAllowed, "宏"),
        (
            OLE2 + "EncryptedPackage\0".encode("utf-16-le"),
            "a.docx",
            errors.KindNotAllowed,
            "加密",
        ),
        (b"PK\x03\x04" + b"junk" * 9, "a.zip", errors.ArchiveDamaged, "损坏"),
        (b"PK\x03\x04" + b"junk" * 9, "a.docx", errors.ArchiveDamaged, "损坏"),
        (zipped({"../../a.txt": "x"}), "a.zip", errors.ArchiveUnsafe, "路径异常"),
        (zipped({"/etc/passwd": "x"}), "a.zip", errors.ArchiveUnsafe, "路径异常"),
        (zipped({"c:\\a.txt": "x"}), "a.zip", errors.ArchiveUnsafe, "路径异常"),
        (zipped({"a/b.ZIP": "x"}), "a.zip", errors.ArchiveUnsafe, "还有压缩包"),
        (
            zipped({f"{n}": "" for n in range(archives.MOST_ENTRIES + 1)}),
            "a.zip",
            errors.ArchiveUnsafe,
            "5001 个文件",
        ),
        (zipped({"a": b"\0" * 30_000_000}), "a.zip", errors.ArchiveUnsafe, "压缩比"),
        (
            zipped({"word/document.xml": b" " * 30_000_000}),
            "a.docx",
            errors.ArchiveUnsafe,
            "压缩比",
        ),
    ],
)
def test_what_is_not_fit_is_refused_and_leaves_nothing(
    content: bytes, name: str, refusal: type[Refusal], words: str, files_root: Path
) -> None:
    with pytest.raises(refusal) as refused:
        stored(content, name)

    assert words in str(refused.value)
    assert name in str(refused.value)
    assert kept(files_root) == []
    assert StoredFile.objects.count() == 0


def test_an_archive_that_declares_too_much_is_refused() -> None:
    content = bytearray(zipped({"a": b"x" * 100}))
    central = content.index(b"PK\x01\x02")
    struct.pack_into("<I", content, central + 24, 2_000_000_000)

    with pytest.raises(errors.ArchiveUnsafe, match="2000 MB"):
        stored(bytes(content), "a.zip")


def test_an_archive_whose_entries_overlap_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a", b"x" * 1000)
        archive.writestr("b", b"x")
        archive.getinfo("b").header_offset = 0
    with pytest.raises(errors.ArchiveUnsafe, match="重叠"):
        stored(buffer.getvalue(), "a.zip")


def test_a_link_inside_an_archive_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(errors.ArchiveUnsafe):
        stored(buffer.getvalue(), "a.zip")


def test_a_file_beyond_the_limit_is_refused_while_it_arrives(
    settings: Settings, files_root: Path
) -> None:
    settings.FILES_LARGEST_MB = 1

    class Endless:
        read_bytes = 0

        def read(self, size: int = -1, /) -> bytes:
            self.read_bytes += size
            return b"x" * size

    stream = Endless()
    with pytest.raises(errors.FileTooLarge, match="1 MB"):
        files.store(stream, name="a.txt", by=system("测试"))

    assert stream.read_bytes < 2_000_000
    assert kept(files_root) == []


def test_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch, files_root: Path) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage, "_copy", full)
    with pytest.raises(errors.StorageFull, match="存储空间不足"):
        stored()
    assert kept(files_root) == []


def test_other_faults_of_the_disk_are_not_hidden(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(storage, "_copy", broken)
    with pytest.raises(OSError, match="Input/output"):
        stored()


def test_the_allow_list_is_a_setting(settings: Settings) -> None:
    settings.FILES_ALLOWED = ["html", "svg"]

    assert stored(b"<!DOCTYPE html><p>x", "a.html").media_type == "text/html"
    assert stored(b"<?xml ?><svg/>", "a.svg").media_type == "image/svg+xml"
    with pytest.raises(errors.KindNotAllowed, match="htm、html、svg"):
        stored()


def test_an_unknown_kind_in_the_allow_list_is_an_error(settings: Settings) -> None:
    settings.FILES_ALLOWED = ["pdf", "docx2"]

    (fault,) = allowed_kinds_are_known(None)

    assert "docx2" in fault.msg
    settings.FILES_ALLOWED = ["pdf"]
    assert allowed_kinds_are_known(None) == []


def test_lost_and_changed_bytes_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    good, lost, changed = (stored(b"%PDF-" + x) for x in (b"1", b"2", b"3"))
    storage.path_of(lost.sha256).unlink()
    storage.path_of(changed.sha256).write_bytes(b"%PDF-4")

    with pytest.raises(CommandError, match="2 个文件有问题"):
        call_command("files_check")

    said = capsys.readouterr().out
    assert f"丢失\t{lost.code}" in said
    assert f"内容已变\t{changed.code}" in said
    assert str(good.code) not in said
    with pytest.raises(errors.FileLost, match="管理员"):
        files.open_(lost)


def test_bytes_of_a_transaction_rolled_back_are_swept_a_day_later(
    files_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = stored(b"%PDF-known")
    with transaction.atomic():
        orphan = stored(b"%PDF-orphan")
        transaction.set_rollback(True)
    (files_root / "incoming" / "half").write_bytes(b"half")
    assert files.sweep() == 0

    yesterday = time.time() - 90_000
    for path in files_root.rglob("*"):
        os.utime(path, (yesterday, yesterday))
    call_command("files_check", "--sweep")

    assert "已清理 2 个" in capsys.readouterr().out
    assert kept(files_root) == [known.sha256] != [orphan.sha256]


def test_a_directory_of_a_million_entries_is_not_read(tmp_path: Path) -> None:
    entry = struct.pack(
        "<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 0, 20, *[0] * 8, 1, *[0] * 6
    )
    size = 200_000 * len(entry + b"a")
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, size, 4, 0)
    bomb = tmp_path / "bomb.zip"
    bomb.write_bytes(b"PK\x03\x04" + (entry + b"a") * 200_000 + end)
    began = time.process_time()

    with bomb.open("rb") as file, pytest.raises(errors.ArchiveUnsafe, match="太多"):
        files.store(file, name="bomb.zip", by=system("测试"))

    assert time.process_time() - began < 0.5


def test_the_sweep_leaves_bytes_that_are_wanted_again(files_root: Path) -> None:
    rolled_back(b"%PDF-1.4 again")
    (path,) = [p for p in files_root.rglob("*") if p.is_file()]
    os.utime(path, (0, 0))

    rolled_back(b"%PDF-1.4 again")

    assert files.sweep() == 0
    assert path.exists()


def rolled_back(content: bytes) -> None:
    """Store bytes in a transaction that fails afterwards."""
    with transaction.atomic():
        stored(content)
        transaction.set_rollback(True)
