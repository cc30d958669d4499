"""What can be found, and where it comes from."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol


@dataclass(frozen=True)
class SearchDocument:
    """One thing to find. `key` is `<source>:<id>`, e.g. `disclosure.item:123`.

    `weight` says how much it matters among others that match as well: 1 is plain.
    """

    key: str
    kind: str
    title: str
    body: str
    url: str
    day: date | None
    numbers: tuple[str, ...] = ()
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    weight: float = 1.0


class Source(Protocol):
    """Gives the documents of one kind of thing, as the database has them now."""

    def documents(self, keys: Sequence[str] | None) -> Iterator[SearchDocument]:
        """Yield the documents of `keys`, or all in the order of their keys.

        What may not be found by the public is not yielded; a key that yields
        nothing is taken out of the index.
        """


SOURCES: dict[str, Source] = {}


def register_source(name: str, source: Source) -> None:
    """Let the things whose keys begin with `name:` be found."""
    SOURCES[name] = source


def all_documents() -> Iterator[SearchDocument]:
    """Yield every document of every source."""
    for name in sorted(SOURCES):
        yield from SOURCES[name].documents(None)


def documents_of(keys: Sequence[str]) -> Iterator[SearchDocument]:
    """Yield the documents of `keys`, source by source; unknown keys yield nothing."""
    by_source: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        by_source[key.partition(":")[0]].append(key)
    for name, own in by_source.items():
        if source := SOURCES.get(name):
            yield from source.documents(own)
