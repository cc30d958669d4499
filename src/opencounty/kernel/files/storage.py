"""Bytes on disk, under their SHA-256: written whole or not at all, never twice."""

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from django.conf import settings

BLOCK = 256 * 1_024
_INCOMING = "incoming"


class Stream(Protocol):
    """Anything bytes can be read from: an upload, an open file, a buffer."""

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True)
class Received:
    """Bytes that have arrived and may still be refused."""

    path: Path
    size: int
    sha256: str


class TooLarge(Exception):
    """More bytes came than may be taken."""


class DiskFull(Exception):
    """The disk has no room for more."""


def root() -> Path:
    """Return the folder of all files."""
    return Path(settings.FILES_ROOT)


def path_of(sha256: str) -> Path:
    """Return where bytes of this digest are kept."""
    return root() / sha256[:2] / sha256[2:4] / sha256


@contextmanager
def received(stream: Stream, *, limit: int) -> Iterator[Received]:
    """Take a stream into a temporary file, gone at the end unless it is kept."""
    folder = root() / _INCOMING
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        path = Path(file.name)
        try:
            size, sha256 = _copy(stream, file, limit)
            yield Received(path, size, sha256)
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise DiskFull from error
            raise
        finally:
            path.unlink(missing_ok=True)


def keep(arrived: Received) -> None:
    """Move received bytes to their place; bytes that are there already stay."""
    place = path_of(arrived.sha256)
    if place.exists() and place.stat().st_size == arrived.size:
        place.touch()  # wanted again: the sweep leaves alone what is new
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    arrived.path.chmod(0o640)
    arrived.path.replace(place)
    for folder in (place.parent, place.parent.parent):
        _sync(folder)


def digests() -> Iterator[str]:
    """Yield the digest of everything kept."""
    for path in root().glob("??/??/*"):
        yield path.name


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def abandoned(older_than: float) -> Iterator[Path]:
    """Yield what a killed process left half-received before a moment."""
    for path in (root() / _INCOMING).glob("*"):
        if path.stat().st_mtime < older_than:
            yield path


def _copy(stream: Stream, file: IO[bytes], limit: int) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    while block := stream.read(BLOCK):
        size += len(block)
        if size > limit:
            raise TooLarge
        digest.update(block)
        file.write(block)
    file.flush()
    os.fsync(file.fileno())
    return size, digest.hexdigest()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
