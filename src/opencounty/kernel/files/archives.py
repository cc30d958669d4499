"""Archives looked into before they are taken: bombs, tricks with paths, nests."""

import io
import re
import stat
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MOST_ENTRIES = 5_000
LARGEST_DIRECTORY = 4_000_000
MOST_BYTES = 1_000_000_000
HIGHEST_RATIO = 200
# a small file may be squeezed hard: a blank sheet, a table of zeros
RATIO_COUNTS_FROM = 20_000_000
NESTED = frozenset({"zip", "rar", "7z", "gz", "tgz", "bz2", "xz", "tar", "zst", "cab"})
# what zipfile raises for bytes that are no archive, or none that it can read
DAMAGED = (zipfile.BadZipFile, ValueError, NotImplementedError)
_DRIVE = re.compile(r"^[A-Za-z]:")


@dataclass(frozen=True)
class Unsafe(Exception):
    """Why an archive must not be taken, in Chinese."""

    reason: str


class _Wary(io.FileIO):
    """A file that refuses to give a directory of a million entries.

    zipfile reads the directory of an archive in one go and makes an object of each
    entry: seconds and gigabytes, before anybody could count them.
    """

    def read(self, size: int | None = -1, /) -> bytes:
        """Return bytes, never as many as no honest directory has."""
        if size is not None and size > LARGEST_DIRECTORY:
            raise Unsafe(f"里面的文件太多，超过 {MOST_ENTRIES} 个")
        return super().read(size)


def entries_of(path: Path) -> list[zipfile.ZipInfo]:
    """Return what an archive holds; Unsafe or zipfile.BadZipFile as `inspect`."""
    with _Wary(path) as file, zipfile.ZipFile(file) as archive:
        return archive.infolist()


def inspect(path: Path, *, plain: bool) -> None:
    """Raise Unsafe for what could do harm, zipfile.BadZipFile for what is damaged.

    A plain archive may hold no further archive; the parts of an Office document
    are never unpacked by people, so theirs may.
    """
    entries = entries_of(path)
    if len(entries) > MOST_ENTRIES:
        raise Unsafe(f"里面有 {len(entries)} 个文件，超过 {MOST_ENTRIES} 个")
    for entry in entries:
        _check_name(entry)
        if plain and PurePosixPath(entry.filename.lower()).suffix[1:] in NESTED:
            raise Unsafe(f"压缩包里还有压缩包（{entry.filename[:60]}）")
    _check_sizes(entries, path.stat().st_size)
    _check_overlaps(entries)


def _check_name(entry: zipfile.ZipInfo) -> None:
    name = entry.filename.replace("\\", "/")
    tricks = (
        name.startswith("/")
        or ".." in name.split("/")
        or _DRIVE.match(name)
        or any(character < " " for character in name)
        or stat.S_ISLNK(entry.external_attr >> 16)
    )
    if tricks:
        raise Unsafe(f"里面有路径异常的文件（{name[:60]!r}）")


def _check_sizes(entries: Iterable[zipfile.ZipInfo], packed: int) -> None:
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES:
        raise Unsafe(
            f"解压后有 {total // 1_000_000} MB，超过 {MOST_BYTES // 1_000_000} MB"
        )
    if total > RATIO_COUNTS_FROM and total > HIGHEST_RATIO * max(packed, 1):
        raise Unsafe("压缩比异常，解压后体积过大")


def _check_overlaps(entries: Iterable[zipfile.ZipInfo]) -> None:
    """Refuse entries that share their bytes: the densest bombs are made so."""
    end = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        if entry.header_offset < end:
            raise Unsafe("里面的文件互相重叠")
        end = entry.header_offset + 30 + len(entry.filename) + entry.compress_size
