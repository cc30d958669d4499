"""Finding: from a question to a page of hits."""

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import tantivy

from opencounty.kernel.search import engine, generations, matching
from opencounty.kernel.search.asking import Question, read_question
from opencounty.kernel.search.documents import documents_of
from opencounty.kernel.search.engine import Found, IndexBroken, Reader
from opencounty.kernel.search.excerpts import Marker
from opencounty.kernel.search.results import NEWEST, Count, Hit, Query, Results

REACH = 10_000
LARGEST_PAGE = 100
PARTED, RELAXED = 1, 2
UNAVAILABLE = "检索库正在建立，请稍后再试；您也可以从栏目进入查找。"
MOST_KEPT_COUNTS = 256
Counts = Mapping[str, tuple[Count, ...]]
logger = logging.getLogger(__name__)
_counters = ThreadPoolExecutor(2, thread_name_prefix="search-counts")


@dataclass(frozen=True)
class Attempt:
    """One way to read the question, from the strictest to the loosest."""

    query: tantivy.Query
    question: Question
    looseness: int = 0

    @property
    def relaxed(self) -> bool:
        """Say whether documents may lack some of what was asked."""
        return self.looseness >= RELAXED

    def marker(self) -> Marker:
        """Return what marks the words as they were read."""
        return Marker(self.question, loosely=self.relaxed)


@dataclass(frozen=True)
class Matched:
    """What the index alone can say of a question."""

    found: Found = field(default_factory=Found)
    page: int = 1
    facets: Counts = field(default_factory=dict)
    attempt: Attempt | None = None


def find(query: Query) -> Results:
    """Answer a question with one page of hits; any input is taken, none raises.

    Words apart by blanks must all occur. When no document holds them, breaks
    inside a word are taken for blanks too; when still none does, documents that
    hold a good part are ranked and `relaxed` says so. Quoted words are never
    loosened. Without words it browses: everything, narrowed, from the newest.
    """
    started = time.perf_counter()
    question = read_question(query.text)
    reader = engine.reader()
    if reader is None:
        return Results(notes=(*question.notes, UNAVAILABLE), available=False)
    try:
        results = _answer(query, question, reader)
    except IndexBroken:
        logger.exception("the search index cannot be read; it will be rebuilt")
        generations.report_broken(reader.folder)
        return Results(notes=(*question.notes, UNAVAILABLE), available=False)
    took = (time.perf_counter() - started) * 1e3
    return replace(results, took_ms=took)


def match(query: Query, question: Question, reader: Reader) -> Matched:
    """Return what the index alone can say: total, keys, counted values."""
    if query.text.strip() and not question.words:
        return Matched()
    for attempt in _attempts(question, reader):
        # both passes run outside the interpreter, so two cores halve the wait
        counting = None
        if query.facets:
            counting = _counters.submit(_facets, query, attempt, reader)
        found, page = _page(query, attempt, reader)
        if found.total:
            counts = counting.result() if counting else {}
            return Matched(found, page, counts, attempt)
    return Matched()


def _answer(query: Query, question: Question, reader: Reader) -> Results:
    matched = match(query, question, reader)
    if matched.attempt is None:
        return Results(notes=question.notes)
    total, page = matched.found.total, matched.page
    pages = -(-min(total, REACH) // _size(query))
    notes = question.notes
    if total > REACH and page == pages:
        notes = (*notes, f"只能翻看前 {REACH} 条，请再加检索词或筛选条件。")
    return Results(
        total=total,
        hits=_hits(matched.found, matched.attempt.marker()),
        facets=matched.facets,
        relaxed=matched.attempt.relaxed,
        page=page,
        pages=pages,
        notes=notes,
    )


def _attempts(question: Question, reader: Reader) -> Iterator[Attempt]:
    """Yield what to try in turn."""
    if not question.words:
        yield Attempt(matching.everything(), question)
        return
    if strict := matching.all_words(question, reader):
        yield Attempt(strict, question)
    apart = question.in_parts()
    if question.broken and (strict := matching.all_words(apart, reader)):
        yield Attempt(strict, apart, PARTED)
    if not question.quoted:
        for loose, near in enumerate(matching.some_words(question, reader), RELAXED):
            yield Attempt(near, question, loose)


def _size(query: Query) -> int:
    return min(max(query.size, 1), LARGEST_PAGE)


def _page(query: Query, attempt: Attempt, reader: Reader) -> tuple[Found, int]:
    """Return the page asked for, or the last one within reach, and its number."""
    narrowed = matching.narrowed(attempt.query, query.filters, reader.schema)
    newest = query.sort == NEWEST or not attempt.question.words
    size = _size(query)

    def turn_to(page: int) -> Found:
        return reader.search(
            narrowed, offset=(page - 1) * size, limit=size, newest=newest
        )

    page = min(max(query.page, 1), REACH // size)
    found = turn_to(page)
    last = max(1, -(-found.total // size))
    return (found, page) if page <= last else (turn_to(last), last)


def _hits(found: Found, marker: Marker) -> tuple[Hit, ...]:
    """Return the hits as the database has them; what is gone meanwhile is left out."""
    documents = {d.key: d for d in documents_of([key for key, _ in found.keys])}
    return tuple(
        Hit(
            key=key,
            title=marker.title(document.title),
            excerpt=marker.excerpt(document.body),
            url=document.url,
            day=document.day,
            kind=document.kind,
            score=score,
        )
        for key, score in found.keys
        if (document := documents.get(key))
    )


def _facets(query: Query, attempt: Attempt, reader: Reader) -> Counts:
    """Count values, each facet under all filters but its own; the same once a commit.

    Whoever turns pages asks for the same counts again.
    """
    asked = tuple(name for name in query.facets if engine.FACET_NAME.fullmatch(name))
    filters = tuple(sorted((name, tuple(v)) for name, v in query.filters.items()))
    key = (attempt.question, attempt.looseness, asked, filters)
    if key not in reader.counted:
        if len(reader.counted) >= MOST_KEPT_COUNTS:
            reader.counted.clear()
        reader.counted[key] = dict(_counts(query.filters, asked, attempt.query, reader))
    return reader.counted[key]


def _counts(
    filters: matching.Filters,
    asked: Sequence[str],
    matched: tantivy.Query,
    reader: Reader,
) -> Iterator[tuple[str, tuple[Count, ...]]]:
    filtered = [name for name in asked if filters.get(name)]
    free = [name for name in asked if name not in filtered]
    groups = [(name, [name]) for name in filtered] + ([("", free)] if free else [])
    for but, names in groups:
        narrowed = matching.narrowed(matched, filters, reader.schema, but=but)
        for name, values in reader.count_values(narrowed, names).items():
            yield name, tuple(Count(value, number) for value, number in values)
