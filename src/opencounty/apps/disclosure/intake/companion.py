"""Processes that help an import: one indexes what it writes, others map records."""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from io import StringIO
from multiprocessing.synchronize import Event

import django
from django.core.management import call_command
from django.db import connection, connections

PAUSE = 4.0  # seconds between two looks at what is pending
# a fork spares a second start of the platform; elsewhere it is not safe
if sys.platform == "linux":
    CONTEXT = multiprocessing.get_context("fork")
else:
    CONTEXT = multiprocessing.get_context("spawn")


@contextlib.contextmanager
def indexing() -> Iterator[None]:
    """Keep the search index up with the pool until the block ends, and then all of it.

    Whatever happens to that process, the rows that mark what is pending stay:
    the next to catch up does the rest.
    """
    finished = CONTEXT.Event()
    # the child opens connections of its own
    connections.close_all()
    process = CONTEXT.Process(target=_index_until, args=(finished,))
    process.start()
    try:
        yield
    finally:
        finished.set()
        process.join()


def go_through_once() -> None:
    """Have SQLite keep little: a process that reads everything once gains nothing."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size=0")
            cursor.execute("PRAGMA cache_size=-16384")


def start_helper() -> None:
    """Prepare a process that maps records; it ends when its parent does."""
    django.setup()
    leave_with_parent()


def leave_with_parent() -> None:
    """Have this process end with its parent, however that one ended.

    Ctrl-C reaches every process of a terminal: the parent alone decides on it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_after, args=(parent,), daemon=True).start()


def _leave_after(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _index_until(finished: Event) -> None:
    """Catch up every few seconds, and once more when the import has finished."""
    django.setup()
    leave_with_parent()
    go_through_once()
    call_command("search_catch_up", stdout=StringIO())
    while not finished.wait(PAUSE):
        call_command("search_catch_up", stdout=StringIO())
    call_command("search_catch_up", stdout=StringIO())


@contextlib.contextmanager
def stopping() -> Iterator[threading.Event]:
    """Turn Ctrl-C and a polite kill into a wish to stop; a second one insists."""
    wish = threading.Event()

    def ask(number: int, _: object) -> None:
        if wish.is_set():
            raise KeyboardInterrupt
        wish.set()

    names = (signal.SIGINT, signal.SIGTERM)
    before = {name: signal.signal(name, ask) for name in names}
    try:
        yield wish
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
