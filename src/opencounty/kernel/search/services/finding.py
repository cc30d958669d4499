"""Finding: from a question to a page of hits."""

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

import tantivy

from opencounty.kernel.search import engine, generations, matching
from opencounty.kernel.search.asking import Question, read_question
from opencounty.kernel.search.documents import documents_of
from opencounty.kernel.search.engine import Found, IndexBroken, Reader
from opencounty.kernel.search.excerpts import Marker
from opencounty.kernel.search.results import NEWEST, Count, Hit, Query, Results

REACH = 10_000
LARGEST_PAGE = 100
UNAVAILABLE = "检索库正在建立，请稍后再试；您也可以从栏目进入查找。"
logger = logging.getLogger(__name__)


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


def _answer(query: Query, question: Question, reader: Reader) -> Results:
    if query.text.strip() and not question.words:
        return Results(notes=question.notes)
    size = min(max(query.size, 1), LARGEST_PAGE)
    for matched, relaxed in _attempts(question, reader):
        page = max(query.page, 1)
        found, page = _page(query, question, matched, reader, (page, size))
        if not found.total:
            continue
        pages = -(-min(found.total, REACH) // size)
        return Results(
            total=found.total,
            hits=_hits(found, Marker(question, loosely=relaxed)),
            facets=_facets(query, matched, reader),
            relaxed=relaxed,
            page=page,
            pages=pages,
            notes=(*question.notes, *_reach_note(found, page, pages)),
        )
    return Results(notes=question.notes)


def _attempts(
    question: Question, reader: Reader
) -> Iterator[tuple[tantivy.Query, bool]]:
    """Yield what to try in turn, and whether it is a relaxed reading."""
    if not question.words:
        yield matching.everything(), False
        return
    if strict := matching.all_words(question, reader):
        yield strict, False
    if question.broken and (apart := matching.all_words(question.in_parts(), reader)):
        yield apart, False
    if not question.quoted and (near := matching.some_words(question, reader)):
        yield near, True


def _page(
    query: Query,
    question: Question,
    matched: tantivy.Query,
    reader: Reader,
    wanted: tuple[int, int],
) -> tuple[Found, int]:
    """Return the page wanted, or the last one within reach, and its number."""
    page, size = wanted
    narrowed = matching.narrowed(matched, query.filters, reader.schema)
    newest = query.sort == NEWEST or not question.words
    page = min(page, REACH // size)
    offset = (page - 1) * size
    found = reader.search(narrowed, offset=offset, limit=size, newest=newest)
    if found.total and offset >= found.total:
        page = -(-found.total // size)
        offset = (page - 1) * size
        found = reader.search(narrowed, offset=offset, limit=size, newest=newest)
    return found, page


def _reach_note(found: Found, page: int, pages: int) -> Iterator[str]:
    if found.total > REACH and page == pages:
        yield f"只能翻看前 {REACH} 条，请再加检索词或筛选条件。"


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


def _facets(
    query: Query, matched: tantivy.Query, reader: Reader
) -> dict[str, tuple[Count, ...]]:
    """Count values, each facet under all filters but its own."""
    asked = [name for name in query.facets if engine.FACET_NAME.fullmatch(name)]
    filtered = [name for name in asked if query.filters.get(name)]
    groups: list[tuple[str, Sequence[str]]] = [(name, [name]) for name in filtered]
    if free := [name for name in asked if name not in filtered]:
        groups.append(("", free))
    counted: dict[str, tuple[Count, ...]] = {}
    for but, names in groups:
        narrowed = matching.narrowed(matched, query.filters, reader.schema, but=but)
        for name, values in reader.count_values(narrowed, names).items():
            counted[name] = tuple(Count(value, count) for value, count in values)
    return counted
