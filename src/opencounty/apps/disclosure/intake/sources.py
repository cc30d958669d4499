"""Opening a file to import: compression by content, bounded lines, encoding.

Nothing here holds more than one line in memory, whatever the file's size.
"""

import codecs
import gzip
import io
import lzma
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from opencounty.apps.disclosure.errors import UnreadableFile

MAX_LINE_BYTES = 32 * 1024 * 1024
SNIFFED_BYTES = 256 * 1024
ENCODINGS = ("utf-8", "gb18030")
GZIP, XZ, ZIP, OLE = b"\x1f\x8b", b"\xfd7zXZ\x00", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Line:
    """One line of a file, or why it cannot be read."""

    number: int
    text: str = ""
    problem: str = ""


class Meter:
    """The raw file, counting the bytes read: progress of a compressed stream."""

    def __init__(self, path: Path) -> None:
        self.size = path.stat().st_size
        self.raw = path.open("rb")

    @property
    def share(self) -> float:
        """Return how much of the file has been read, 0 to 1."""
        return min(1.0, self.raw.tell() / self.size) if self.size else 1.0


@contextmanager
def opened(path: Path) -> Iterator[tuple[BinaryIO, Meter]]:
    """Open a plain, .gz or .xz file, told apart by its first bytes."""
    if path.is_dir():
        raise UnreadableFile(file=path.name, reason="是一个文件夹，请指明其中的文件")
    if not path.is_file():
        raise UnreadableFile(file=path.name, reason="没有这个文件，请检查路径")
    try:
        meter = Meter(path)
    except OSError as error:
        reason = f"打不开，请检查读取权限（{error.strerror}）"
        raise UnreadableFile(file=path.name, reason=reason) from error
    head = meter.raw.read(8)
    meter.raw.seek(0)
    stream: BinaryIO = meter.raw
    if head.startswith(GZIP):
        stream = cast("BinaryIO", gzip.GzipFile(fileobj=meter.raw))
    elif head.startswith(XZ):
        stream = cast("BinaryIO", lzma.LZMAFile(meter.raw))  # noqa: SIM115
    try:
        yield stream, meter
    finally:
        stream.close()
        meter.raw.close()


def sniff(path: Path) -> bytes:
    """Return the first bytes of what is inside, decompressed."""
    with opened(path) as (stream, _):
        try:
            return stream.read(SNIFFED_BYTES)
        except (EOFError, OSError, lzma.LZMAError) as error:
            raise UnreadableFile(
                file=path.name, reason=f"压缩文件已损坏或不完整（{error}）"
            ) from error


def encoding_of(head: bytes) -> str:
    """Return the encoding of a text by its first bytes: UTF-8, else GB 18030.

    The one in which more lines make sense: one broken character must not turn the
    whole file into signs nobody wrote.
    """
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    whole = head.removeprefix(codecs.BOM_UTF8).splitlines()
    # the sample may end inside a character
    lines = whole[:-1] if len(head) == SNIFFED_BYTES and whole[1:] else whole
    good = {name: sum(_decodes(line, name) for line in lines) for name in ENCODINGS}
    return max(ENCODINGS, key=lambda name: good[name])


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def known_encoding(path: Path, name: str) -> str:
    """Return the encoding somebody named, or refuse one nobody knows."""
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        reason = f"不认识编码“{name}”，常用的是 utf-8、gb18030、utf-16、big5"
        raise UnreadableFile(file=path.name, reason=reason) from error


class AsUtf8(io.RawIOBase):
    """A stream in an encoding whose line ends are more than one byte, as UTF-8."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ready = b""

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with UTF-8; 0 at the end of the stream."""
        while not self._ready:
            raw = self._stream.read(io.DEFAULT_BUFFER_SIZE)
            self._ready = self._decoder.decode(raw, final=not raw).encode()
            if not raw:
                break
        taken, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def lines(
    path: Path, encoding: str, *, limit: int = MAX_LINE_BYTES
) -> Iterator[tuple[Line, float]]:
    """Yield each line, or its problem, with the share of the file read so far.

    Raises UnreadableFile when the stream breaks off; what came before was
    yielded and stands.
    """
    number = 0
    with opened(path) as (stream, meter):
        if encoding.startswith(("utf-16", "utf-32")):
            text: BinaryIO = cast(
                "BinaryIO", io.BufferedReader(AsUtf8(stream, encoding))
            )
            encoding = "utf-8"
        else:
            text = stream
        while True:
            try:
                raw = text.readline(limit)
                whole = raw.endswith(b"\n") or len(raw) < limit
                while not whole:
                    rest = text.readline(limit)
                    whole = rest.endswith(b"\n") or len(rest) < limit
            except (EOFError, OSError, lzma.LZMAError, UnicodeError) as error:
                raise UnreadableFile(
                    file=path.name,
                    reason=f"第 {number + 1} 行之后读不下去：文件不完整或已损坏"
                    f"（{error}）。此前的记录已经导入；换上完整的文件再导一次即可",
                ) from error
            if not raw:
                return
            number += 1
            yield _line(number, raw, encoding, limit), meter.share


def _line(number: int, raw: bytes, encoding: str, limit: int) -> Line:
    if len(raw) >= limit and not raw.endswith(b"\n"):
        size = limit // (1024 * 1024)
        return Line(number, problem=f"这一行超过 {size} MB，不像一条记录，请检查换行")
    if number == 1:
        raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return Line(number, raw.decode(encoding))
    except UnicodeDecodeError as error:
        return Line(
            number,
            problem=f"第 {error.start + 1} 字节起不是 {encoding.upper()} 编码；"
            "若整个文件是别的编码，请用 --encoding 指定，如 gb18030",
        )
