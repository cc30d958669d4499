"""What is asked of the index, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.utils.safestring import SafeString

RELEVANCE, NEWEST = "relevance", "newest"


@dataclass(frozen=True)
class Query:
    """A question: words, filters (any of a facet's values), facets to count."""

    text: str = ""
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    facets: Sequence[str] = ()
    sort: str = RELEVANCE
    page: int = 1
    size: int = 20


@dataclass(frozen=True)
class Hit:
    """One thing found, as the database has it now; title and excerpt are HTML."""

    key: str
    title: SafeString
    excerpt: SafeString
    url: str
    day: date | None
    kind: str
    score: float


class Count(NamedTuple):
    """How many of the matching documents carry a value."""

    value: str
    number: int


@dataclass(frozen=True)
class Results:
    """A page of hits. `notes` are for the person who asked, in plain Chinese.

    `relaxed` says that nothing held all the words and that these come near.
    `page` is the page answered, the last one when a later one was asked for.
    `facets` count, for each facet, under all filters but its own.
    """

    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[Count, ...]] = field(default_factory=dict)
    took_ms: float = 0.0
    relaxed: bool = False
    page: int = 1
    pages: int = 0
    notes: tuple[str, ...] = ()
    available: bool = True


@dataclass(frozen=True)
class IndexState:
    """How the index stands, for the desk and for commands."""

    usable: bool
    documents: int
    pending: int
    waiting_since: datetime | None
    committed_at: datetime | None
    size_bytes: int
    rebuilding: bool
