"""The tantivy index: its fields, one writer, and readers that follow its commits."""

import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

import tantivy

from opencounty.kernel.search import generations
from opencounty.kernel.search.asking import number_keys
from opencounty.kernel.search.documents import SearchDocument
from opencounty.kernel.search.results import Count
from opencounty.kernel.search.wording import join, pairs, squeezed, units, woven

KEY, TITLE, BODY, UNITS = "key", "title", "body", "units"
TITLE_UNITS, EXACT, NUMBER = "title_units", "exact", "number"
FACETS, ORDER, WEIGHT = "facets", "order", "weight"
LONGEST_VALUE = 200
MOST_VALUES = 100
# memory of the writer before it flushes a segment; one thread leaves a core free
HEAP_BYTES, THREADS = 50_000_000, 1
# documents queue for that thread without bound: a commit waits until it has done
QUEUED_CHARACTERS = 10_000_000
FACET_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
# ten years make a tenth: a mild lift for what is new, the same on every day
_LIFT_PER_DAY = 0.1 / 3_652
_FIRST_DAY = date(1949, 10, 1)


class IndexBroken(Exception):
    """The files of the index cannot be read."""


@dataclass(frozen=True)
class Found:
    """How many documents match, and the keys and scores of one page of them."""

    total: int = 0
    keys: tuple[tuple[str, float], ...] = ()


class Writer:
    """Writes documents into one generation; use as a context, commit to keep."""

    def __init__(self, folder: Path) -> None:
        with trusting(folder):
            self._index = _open(folder, create=True)
            self._writer = self._index.writer(HEAP_BYTES, THREADS)
        self._folder = folder
        self._queued = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with trusting(self._folder):
            if kind is not None:
                self._writer.rollback()
            self._writer.wait_merging_threads()

    def put(self, document: SearchDocument) -> None:
        """Add a document; every so often commit, so that few wait in memory."""
        written = _tantivy_document(document)
        body, characters = woven(join([document.body, *document.numbers]))
        written.add_text(BODY, body)
        written.add_text(UNITS, characters)
        self._writer.add_document(written)
        self._queued += len(body)
        if self._queued > QUEUED_CHARACTERS:
            self.commit()

    def remove(self, keys: Iterable[str]) -> None:
        """Remove documents, those added since the last commit too."""
        for key in keys:
            self._writer.delete_documents_by_term(KEY, key)

    def commit(self) -> None:
        """Make what was written durable and visible to readers."""
        with trusting(self._folder):
            self._writer.commit()
        self._queued = 0


class Reader:
    """One snapshot of the index, good for any number of threads."""

    def __init__(self, folder: Path, stamp: object) -> None:
        self.folder, self.stamp = folder, stamp
        with trusting(folder):
            self._index = _open(folder, create=False)
            self._index.config_reader("manual")
            self._index.reload()
            self.searcher = self._index.searcher()
        self.schema = self._index.schema
        # counts already asked of this snapshot, kept by whoever asks
        self.counted: dict[object, Mapping[str, tuple[Count, ...]]] = {}

    @property
    def size(self) -> int:
        """Return the number of documents."""
        return int(self.searcher.num_docs)

    def search(
        self, query: tantivy.Query, *, offset: int, limit: int, newest: bool
    ) -> Found:
        """Return the total and one page, by score or from the newest."""
        with trusting(self.folder):
            result = self.searcher.search(
                query,
                limit,
                offset=offset,
                order_by_field=ORDER if newest else None,
                weight_by_field=None if newest else WEIGHT,
            )
            keys = tuple(
                (str(self.searcher.doc(address)[KEY][0]), float(score))
                for score, address in result.hits
            )
            total = int(result.count)  # type: ignore[attr-defined]  # stub lacks it
        return Found(total, keys)

    def count_values(
        self, query: tantivy.Query, facets: Sequence[str]
    ) -> dict[str, list[tuple[str, int]]]:
        """Count the values of facets over all that matches, most frequent first."""
        wanted = {
            name: {
                "terms": {
                    "field": f"{FACETS}.{name}",
                    "size": MOST_VALUES,
                    "segment_size": 10 * MOST_VALUES,
                }
            }
            for name in facets
        }
        with trusting(self.folder):
            counted = self.searcher.aggregate(query, wanted)
        return {
            name: [(str(b["key"]), int(b["doc_count"])) for b in counts["buckets"]]
            for name, counts in counted.items()
        }


_lock = threading.Lock()
_reader: Reader | None = None


def reader() -> Reader | None:
    """Return a reader of the newest commit, or None when no index is fit for use.

    Two file stamps are compared each time; the index is opened only after a commit
    or a switch of generations.
    """
    global _reader  # noqa: PLW0603  one open index per process, behind the lock
    opened = _reader
    if opened is not None and opened.stamp == _stamp(opened.folder):
        return opened
    with _lock:
        for _ in range(3):
            folder = generations.current()
            if folder is None:
                break
            stamp = _stamp(folder)
            try:
                _reader = Reader(folder, stamp)
            except IndexBroken:
                if stamp == _stamp(folder):  # not a switch made meanwhile
                    generations.report_broken(folder)
            else:
                return _reader
        _reader = None
    return None


def _stamp(folder: Path) -> tuple[object, ...] | None:
    """Return what changes with every commit and every switch; None if unreadable."""
    try:
        stats = [generations.pointer().stat(), (folder / "meta.json").stat()]
    except OSError:
        return None
    return (folder, *((s.st_mtime_ns, s.st_ino, s.st_size) for s in stats))


def _open(folder: Path, *, create: bool) -> tantivy.Index:
    index = (
        tantivy.Index(_schema(), str(folder))
        if create
        else tantivy.Index.open(str(folder))
    )
    blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("blanks", blanks)
    return index


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(KEY, stored=True, tokenizer_name="raw", index_option="basic")
    for name in (TITLE, BODY):
        builder.add_text_field(name, tokenizer_name="blanks", index_option="position")
    for name in (UNITS, TITLE_UNITS):
        builder.add_text_field(name, tokenizer_name="blanks", index_option="basic")
    for name in (EXACT, NUMBER):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_json_field(
        FACETS, fast=True, tokenizer_name="raw", index_option="basic"
    )
    builder.add_unsigned_field(ORDER, fast=True)
    builder.add_float_field(WEIGHT, fast=True)
    return builder.build()


def _tantivy_document(document: SearchDocument) -> tantivy.Document:
    """Return all of a document but its body."""
    written = tantivy.Document()
    written.add_text(KEY, document.key)
    read = [unit for unit in units(document.title) if unit != " "]
    written.add_text(TITLE, " ".join(pairs([*read, " "])))
    written.add_text(TITLE_UNITS, " ".join(set(read)))
    written.add_text(EXACT, exact_key(document.title))
    for key in number_keys(document.numbers):
        written.add_text(NUMBER, key[:LONGEST_VALUE])
    written.add_json(FACETS, dict(_facets(document)))
    written.add_unsigned(ORDER, _order(document))
    written.add_float(WEIGHT, _lift(document.day) * document.weight)
    return written


def exact_key(title: str) -> str:
    """Return what a title typed in full is recognised by."""
    return squeezed(title)[:LONGEST_VALUE]


def facet_value(value: str) -> str:
    """Return a value as it is kept: whole characters, bounded length."""
    return value.encode(errors="replace").decode()[:LONGEST_VALUE]


def _facets(document: SearchDocument) -> Iterator[tuple[str, list[str]]]:
    yield "kind", [document.kind]
    for name, values in document.facets.items():
        if not FACET_NAME.fullmatch(name):
            raise ValueError(f"facet {name!r}: small letters, digits and _ only")
        yield name, [facet_value(value) for value in dict.fromkeys(values) if value]


def _order(document: SearchDocument) -> int:
    """Return what newest-first sorts by: the day, then the number in the key."""
    day = document.day.toordinal() if document.day else 0
    tail = document.key.rpartition(":")[2]
    return day << 40 | (int(tail) if tail.isdecimal() else 0) & (1 << 40) - 1


def _lift(day: date | None) -> float:
    """Return how much newness adds to the score; ten years weigh a tenth."""
    days = ((day or _FIRST_DAY) - _FIRST_DAY).days
    return max(0.5, (1 + _LIFT_PER_DAY) ** days)


@contextmanager
def trusting(folder: Path) -> Iterator[None]:
    """Turn tantivy's complaints about its files into IndexBroken."""
    try:
        yield
    except ValueError as error:
        raise IndexBroken(f"{folder.name}: {error}") from error
    except BaseException as error:
        # a panic in Rust over damaged files: no Exception, and no importable name
        if type(error).__name__ != "PanicException":
            raise
        raise IndexBroken(f"{folder.name}: {error}") from error
