"""Archives looked into before they are taken: bombs, tricks with paths, nests."""

import re
import stat
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MOST_ENTRIES = 5_000
MOST_BYTES = 1_000_000_000
HIGHEST_RATIO = 200
# a small file may be squeezed hard: a blank sheet, a table of zeros
RATIO_COUNTS_FROM = 20_000_000
NESTED = frozenset({"zip", "rar", "7z", "gz", "tgz", "bz2", "xz", "tar", "zst", "cab"})
_DRIVE = re.compile(r"^[A-Za-z]:")


@dataclass(frozen=True)
class Unsafe(Exception):
    """Why an archive must not be taken, in Chinese."""

    reason: str


def inspect(path: Path, *, plain: bool) -> None:
    """Raise Unsafe for what could do harm, zipfile.BadZipFile for what is damaged.

    A plain archive may hold no further archive; the parts of an Office document
    are never unpacked by people, so theirs may.
    """
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
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
