"""A second process that indexes what an import writes, while it writes."""

import contextlib
from collections.abc import Iterator
from io import StringIO
from multiprocessing import get_context
from multiprocessing.synchronize import Event

import django
from django.core.management import call_command

PAUSE = 1.0  # seconds between two looks at what is pending


@contextlib.contextmanager
def indexing() -> Iterator[None]:
    """Keep the search index up with the pool until the block ends.

    Whatever happens to that process, the rows that mark what is pending stay:
    the caller catches up with the rest.
    """
    context = get_context("spawn")
    finished = context.Event()
    process = context.Process(target=_index_until, args=(finished,), daemon=True)
    process.start()
    try:
        yield
    finally:
        finished.set()
        process.join()


def _index_until(finished: Event) -> None:
    django.setup()
    with contextlib.suppress(KeyboardInterrupt):
        while not finished.wait(PAUSE):
            call_command("search_catch_up", stdout=StringIO())
