"""What kinds of file there are, told by their content, not by their name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from opencounty.kernel.files import archives

HEAD, PROBE = 4_096, 1_000_000
_OOXML = "application/vnd.openxmlformats-officedocument."
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


@dataclass(frozen=True)
class Kind:
    """A kind of file: its name is its usual extension."""

    name: str
    label: str
    media_type: str
    extensions: frozenset[str]
    is_archive: bool = False
    is_image: bool = False


def _kind(
    label: str,
    media_type: str,
    names: str,
    *,
    is_archive: bool = False,
    is_image: bool = False,
) -> Kind:
    extensions = names.split()
    return Kind(
        extensions[0], label, media_type, frozenset(extensions), is_archive, is_image
    )


KINDS = {
    kind.name: kind
    for kind in (
        _kind("PDF 文档", "application/pdf", "pdf"),
        _kind("OFD 版式文档", "application/ofd", "ofd", is_archive=True),
        _kind(
            "Word 文档",
            _OOXML + "wordprocessingml.document",
            "docx",
            is_archive=True,
        ),
        _kind("Excel 表格", _OOXML + "spreadsheetml.sheet", "xlsx", is_archive=True),
        _kind(
            "PowerPoint 演示文稿",
            _OOXML + "presentationml.presentation",
            "pptx",
            is_archive=True,
        ),
        _kind("旧版 Word 或 WPS 文字", "application/msword", "doc wps wpt dot"),
        _kind("旧版 Excel 或 WPS 表格", "application/vnd.ms-excel", "xls et ett xlt"),
        _kind(
            "旧版 PowerPoint 或 WPS 演示",
            "application/vnd.ms-powerpoint",
            "ppt dps dpt pps",
        ),
        _kind("ZIP 压缩包", "application/zip", "zip", is_archive=True),
        _kind("JPEG 图片", "image/jpeg", "jpg jpeg jpe", is_image=True),
        _kind("PNG 图片", "image/png", "png", is_image=True),
        _kind("GIF 图片", "image/gif", "gif", is_image=True),
        _kind("WebP 图片", "image/webp", "webp", is_image=True),
        _kind("BMP 图片", "image/bmp", "bmp", is_image=True),
        _kind("TIFF 图片", "image/tiff", "tif tiff"),
        _kind("MP3 音频", "audio/mpeg", "mp3"),
        _kind("MP4 视频", "video/mp4", "mp4 m4v"),
        _kind("SVG 图形", "image/svg+xml", "svg"),
        _kind("网页", "text/html", "html htm"),
        _kind("CSV 表格", "text/csv", "csv"),
        _kind("纯文本", "text/plain", "txt"),
    )
}
UNKNOWN = _kind("无法识别的文件", "application/octet-stream", "unknown")
WITH_MACROS = _kind("带宏的 Office 文档", "application/octet-stream", "macros")
LOCKED = _kind("加密的 Office 文档", "application/octet-stream", "locked")
# what people mistake each other for, and may: text is text
TEXTS = frozenset({"txt", "csv", "html", "svg"})

_STARTS = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (rb"II\*\x00", "tif"),
    (rb"MM\x00\*", "tif"),
    (rb"ID3|\xff[\xfb\xf3\xf2]", "mp3"),
    (rb"RIFF....WEBP", "webp"),
    (rb"....ftyp", "mp4"),
)
_PACKED = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
)
_STREAMS = (
    ("EncryptedPackage", ""),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)


def detect(path: Path, extension: str) -> Kind:
    """Return the kind a file is by content; text is told apart by its extension."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        if head.startswith(_ZIP):
            return _packed_kind(path)
        if head.startswith(_OLE2):
            return _compound_kind(file)
    for start, name in _STARTS:
        if re.match(start, head, re.DOTALL):
            return KINDS[name]
    if extension == "pdf" and b"%PDF-" in head[:1_024]:
        return KINDS["pdf"]
    return _text_kind(head, extension)


def by_extension(extension: str) -> Kind | None:
    """Return the kind a name claims, if it is one we know."""
    return next((k for k in KINDS.values() if extension in k.extensions), None)


def labels(names: Iterable[str]) -> str:
    """Return what people call some kinds, for messages."""
    known = [KINDS[name] for name in names if name in KINDS]
    return "、".join(sorted({ext for kind in known for ext in kind.extensions}))


def _packed_kind(path: Path) -> Kind:
    """Tell the kinds that are zip archives apart by what they hold."""
    try:
        names = {entry.filename for entry in archives.entries_of(path)}
    except (archives.Unsafe, *archives.DAMAGED):
        return KINDS["zip"]  # looked into, and refused, as such
    if any(name.endswith("vbaProject.bin") for name in names):
        return WITH_MACROS
    return next((KINDS[kind] for part, kind in _PACKED if part in names), KINDS["zip"])


def _compound_kind(file: BinaryIO) -> Kind:
    """Tell the old Office kinds apart by the names of the streams inside."""
    file.seek(0)
    kept = b""
    while block := file.read(PROBE):
        for name, kind in _STREAMS:
            if name.encode("utf-16-le") + b"\x00\x00" in kept + block:
                return KINDS[kind] if kind else LOCKED
        kept = block[-64:]
    return UNKNOWN


def _text_kind(head: bytes, extension: str) -> Kind:
    """Tell text from what only machines read, and one kind of text from another."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    controls = sum(byte < 9 or 13 < byte < 27 for byte in head)
    if not head or (controls and not wide):
        return UNKNOWN
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in start[:1_024]:
        return KINDS["svg"]
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<script")):
        return KINDS["html"]
    claimed = by_extension(extension)
    if claimed and claimed.name in TEXTS - {"svg"}:
        return claimed
    return KINDS["txt"]
