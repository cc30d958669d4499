"""The index on disk: generations beside each other, one of them current.

`current` holds the name of the generation in use and is replaced atomically, so
searches go on while the next generation is built. Two file locks keep writers
apart; the system frees them when a process dies.
"""

import fcntl
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.utils import timezone

# raise it whenever what is written into the index changes its meaning
FORMAT = 1
_POINTER = "current"
_LABEL = "generation.json"
_BROKEN = "broken"
WRITING, REBUILDING = "write.lock", "rebuild.lock"


def root() -> Path:
    """Return the folder of the index."""
    return Path(settings.SEARCH_INDEX)


def pointer() -> Path:
    """Return the file that names the current generation."""
    return root() / _POINTER


def current() -> Path | None:
    """Return the generation in use, or None when there is none fit for use."""
    try:
        name = pointer().read_text(encoding="ascii").strip()
        label = json.loads((root() / name / _LABEL).read_bytes())
    except (OSError, ValueError):
        return None
    fits = isinstance(label, dict) and label.get("format") == FORMAT
    return root() / name if fits and not is_broken(root() / name) else None


def begin() -> Path:
    """Make the folder of a new generation."""
    stamp = timezone.now().strftime("%Y%m%d%H%M%S")
    folder = root() / f"{stamp}-{secrets.token_hex(3)}"
    folder.mkdir(parents=True)
    (folder / _LABEL).write_text(json.dumps({"format": FORMAT}), encoding="ascii")
    return folder


def switch_to(folder: Path) -> None:
    """Make a generation the current one, in one step."""
    draft = root() / f"{_POINTER}.{secrets.token_hex(3)}"
    with draft.open("w", encoding="ascii") as file:
        file.write(folder.name)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(pointer())


def sweep(*, keep: Path | None) -> None:
    """Remove every generation but one, finished or not; readers hold theirs open."""
    for folder in root().iterdir():
        if folder.is_dir() and folder != keep:
            shutil.rmtree(folder, ignore_errors=True)


def report_broken(folder: Path) -> None:
    """Note that a generation cannot be read, so that the worker builds another."""
    if folder.is_dir():
        (folder / _BROKEN).touch()


def is_broken(folder: Path) -> bool:
    """Say whether somebody could not read the generation."""
    return (folder / _BROKEN).exists()


@contextmanager
def locked(name: str, *, wait: bool = False, tries: int = 1) -> Iterator[bool]:
    """Hold a lock between processes; yields whether it was got."""
    root().mkdir(parents=True, exist_ok=True)
    with (root() / name).open("a") as file:
        if wait:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield True
        else:
            yield any(_seized(file, attempt) for attempt in range(tries))


def is_locked(name: str) -> bool:
    """Say whether another process holds the lock at this moment."""
    with locked(name) as got:
        return not got


def _seized(file: TextIO, attempt: int) -> bool:
    """Try to lock; later attempts let a passing `is_locked` finish first."""
    time.sleep(0.01 if attempt else 0)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
