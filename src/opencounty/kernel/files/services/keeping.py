"""Keeping files: store, open, answer with, verify, sweep."""

import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from opencounty.kernel.audit import services as audit
from opencounty.kernel.files import archives, kinds, names, serving, storage
from opencounty.kernel.files.errors import (
    ArchiveDamaged,
    ArchiveUnsafe,
    EmptyFile,
    FileLost,
    FileTooLarge,
    KindNotAllowed,
    NameBelies,
    StorageFull,
)
from opencounty.kernel.files.models import StoredFile
from opencounty.kernel.files.services.reading import extract_text
from opencounty.kernel.org.actor import Actor

MEGABYTE = 1_024 * 1_024
A_DAY = 24 * 60 * 60


@transaction.atomic
def store(stream: storage.Stream, *, name: str, by: Actor) -> StoredFile:
    """Keep a file privately and have its text read; refuse what is not fit.

    The kind is told by content. Bytes are on disk, whole, before the record is
    written; the same bytes are kept once.
    """
    name = names.safe_name(name)
    limit = settings.FILES_LARGEST_MB * MEGABYTE
    try:
        with storage.received(stream, limit=limit) as arrived:
            kind = _examined(arrived, name)
            storage.keep(arrived)
    except storage.TooLarge:
        most = f"{settings.FILES_LARGEST_MB} MB"
        raise FileTooLarge(name=name, limit=most) from None
    except storage.DiskFull:
        raise StorageFull(name=name) from None
    stored = StoredFile.objects.create(
        name=name,
        media_type=kind.media_type,
        size=arrived.size,
        sha256=arrived.sha256,
        stored_by_id=by.account_id,
    )
    audit.record("files.stored", on=stored, by=by, name=name, sha256=stored.sha256)
    extract_text(stored)
    return stored


def open_(stored: StoredFile) -> BinaryIO:
    """Open the bytes of a file for reading; the caller closes it."""
    try:
        return storage.path_of(stored.sha256).open("rb")
    except FileNotFoundError as error:
        raise FileLost(name=stored.name, code=stored.code) from error


def respond(
    stored: StoredFile, *, inline: bool = False, request: HttpRequest | None = None
) -> HttpResponseBase:
    """Answer with a file, as attachment; of `inline` only plain images make use.

    Given the request, ranges and unchanged copies are answered as browsers ask.
    """
    return serving.answer(stored, open_(stored), inline=inline, request=request)


def verify() -> Iterator[tuple[StoredFile, str]]:
    """Yield each file whose bytes are lost or changed, and which of the two."""
    for stored in StoredFile.objects.order_by("pk").iterator(chunk_size=500):
        path = storage.path_of(stored.sha256)
        if not path.exists():
            yield stored, "丢失"
        elif storage.digest_of(path) != stored.sha256:
            yield stored, "内容已变"


def sweep(*, older_than: float = A_DAY) -> int:
    """Remove bytes no record knows, once they are a day old; return how many.

    They are left by transactions that were rolled back after their file was kept.
    """
    before = time.time() - older_than
    removed = 0
    for path in chain(_unknown(before), storage.abandoned(before)):
        path.unlink(missing_ok=True)
        removed += 1
    return removed


def _unknown(before: float) -> Iterator[Path]:
    """Yield bytes that no record knows, last wanted before a moment.

    The age is asked after the record: who stores the same bytes meanwhile touches
    them before writing one.
    """
    for sha256 in storage.digests():
        path = storage.path_of(sha256)
        known = StoredFile.objects.filter(sha256=sha256).exists()
        if not known and path.stat().st_mtime < before:
            yield path


def _examined(arrived: storage.Received, name: str) -> kinds.Kind:
    """Return the kind of what arrived, or refuse it."""
    if not arrived.size:
        raise EmptyFile(name=name)
    ending = names.extension(name)
    kind = kinds.detect(arrived.path, ending)
    if kind.is_archive:
        _check_archive(arrived.path, name, kind)
    if kind.name not in settings.FILES_ALLOWED:
        allowed = kinds.labels(settings.FILES_ALLOWED)
        raise KindNotAllowed(name=name, kind=kind.label, allowed=allowed)
    if ending not in kind.extensions:
        raise NameBelies(
            name=name, kind=kind.label, extensions="、".join(sorted(kind.extensions))
        )
    return kind


def _check_archive(path: Path, name: str, kind: kinds.Kind) -> None:
    try:
        archives.inspect(path, plain=kind.name == "zip")
    except archives.Unsafe as unsafe:
        raise ArchiveUnsafe(name=name, reason=unsafe.reason) from None
    except archives.DAMAGED:
        raise ArchiveDamaged(name=name) from None
