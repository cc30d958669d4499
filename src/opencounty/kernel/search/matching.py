"""From a question to a tantivy query: what must match, and what ranks higher."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tantivy import Occur, Query, Schema

from opencounty.kernel.search import engine
from opencounty.kernel.search.asking import Question, Word
from opencounty.kernel.search.engine import (
    BODY,
    EXACT,
    FACETS,
    NUMBER,
    TITLE,
    TITLE_UNITS,
    UNITS,
    Reader,
)
from opencounty.kernel.search.wording import pairs

TITLE_BOOST, NUMBER_SCORE, EXACT_SCORE = 4.0, 60.0, 100.0
SINGLE_TITLE_SCORE, SINGLE_BODY_SCORE = 4.0, 1.0
# a relaxed question is asked by its rarest pairs, and this share of them must match;
# pairs in more than a tenth of all documents say too little to be asked by
MOST_PAIRS, LEAST_PAIRS, SHARE = 12, 3, 0.4
COMMON_SHARE, NEVER_COMMON = 0.1, 50
MOST_FILTER_VALUES = 50
Filters = Mapping[str, Sequence[str]]


def everything() -> Query:
    """Match every document."""
    return Query.all_query()


def all_words(question: Question, reader: Reader) -> Query | None:
    """Match documents that hold every word; None when it is plain that none does."""
    clauses = []
    for word in question.words:
        query = _word(word, reader)
        if query is None:
            return None
        clauses.append((Occur.Must, query))
    return Query.boolean_query([*clauses, (Occur.Should, _exact(question, reader))])


def some_words(question: Question, reader: Reader) -> Iterator[Query]:
    """Match documents with a good share of the rarest pairs, at last with any."""
    wanted = _rarest(question, reader)
    shares = [(Occur.Should, _anywhere(pair, reader.schema)) for pair in wanted]
    whole = [
        (Occur.Should, query)
        for word in question.words
        if (query := _word(word, reader))
    ]
    for least in dict.fromkeys((max(1, math.floor(len(wanted) * SHARE)), 1)):
        if wanted:
            must = Query.boolean_query(shares, least)
            yield Query.boolean_query([(Occur.Must, must), *whole])


def narrowed(query: Query, filters: Filters, schema: Schema, *, but: str = "") -> Query:
    """Keep what has, of each filtered facet except `but`, one of the values asked."""
    clauses = [
        (Occur.Must, Query.const_score_query(_one_of(name, values, schema), 0.0))
        for name, values in filters.items()
        if name != but and values
    ]
    return Query.boolean_query([(Occur.Must, query), *clauses]) if clauses else query


def _one_of(name: str, values: Iterable[str], schema: Schema) -> Query:
    if not engine.FACET_NAME.fullmatch(name):
        return Query.empty_query()
    kept = [engine.facet_value(value) for value in values][:MOST_FILTER_VALUES]
    return Query.boolean_query(
        [
            (Occur.Should, Query.term_query(schema, f"{FACETS}.{name}", value))
            for value in kept
        ]
    )


def _exact(question: Question, reader: Reader) -> Query:
    key = question.squeezed[: engine.LONGEST_VALUE]
    return _certain(reader.schema, EXACT, key, EXACT_SCORE)


def _certain(schema: Schema, field: str, value: str, score: float) -> Query:
    return Query.const_score_query(Query.term_query(schema, field, value), score)


def _word(word: Word, reader: Reader) -> Query | None:
    """Match a word in title, body or numbers; None when no document can hold it."""
    found = [
        _certain(reader.schema, NUMBER, key, NUMBER_SCORE)
        for key in word.numbers
        if reader.searcher.doc_freq(NUMBER, key)
    ]
    if len(word.units) == 1:
        found += _single(word.units[0], reader.schema)
    else:
        title = _phrase(TITLE, pairs(list(word.unbroken)), reader)
        body = _phrase(BODY, pairs(list(word.units)), reader)
        found += [Query.boost_query(title, TITLE_BOOST)] if title else []
        found += [body] if body else []
    if not found:
        return None
    return Query.boolean_query([(Occur.Should, query) for query in found])


def _single(unit: str, schema: Schema) -> list[Query]:
    """Match one character or word."""
    return [
        _certain(schema, TITLE_UNITS, unit, SINGLE_TITLE_SCORE),
        _certain(schema, UNITS, unit, SINGLE_BODY_SCORE),
    ]


def _phrase(field: str, row: list[str], reader: Reader) -> Query | None:
    """Match a row of pairs; None when one of them is in no document."""
    if not row:
        return None
    counts = [reader.searcher.doc_freq(field, pair) for pair in row]
    if not all(counts):
        return None
    if len(row) == 1:
        return Query.term_query(reader.schema, field, row[0])
    kept: list[str | tuple[int, str]] = [(p, row[p]) for p in _needed(counts)]
    return Query.phrase_query(reader.schema, field, kept)


def _needed(counts: Sequence[int]) -> list[int]:
    """Return the places whose pairs say it all, the most frequent left out.

    A pair between two that are kept adds nothing: both its units are known, and
    their places too. Frequent pairs are the dear ones to compare.
    """
    kept = [True] * len(counts)
    for place in sorted(range(1, len(counts) - 1), key=lambda p: -counts[p]):
        kept[place] = not (kept[place - 1] and kept[place + 1])
    return [place for place, keep in enumerate(kept) if keep]


def _rarest(question: Question, reader: Reader) -> list[str]:
    """Return the question's pairs that occur at all, rarest first, bounded."""
    seen: dict[str, int] = {}
    for word in question.words:
        for part in word.parts():
            for pair in pairs(list(part.units)) or part.units:
                seen.setdefault(pair, reader.searcher.doc_freq(BODY, pair))
    known = sorted((count, pair) for pair, count in seen.items() if count)
    common = max(NEVER_COMMON, COMMON_SHARE * reader.size)
    telling = sum(count <= common for count, _ in known)
    return [pair for _, pair in known[: min(max(telling, LEAST_PAIRS), MOST_PAIRS)]]


def _anywhere(pair: str, schema: Schema) -> Query:
    title = Query.boost_query(Query.term_query(schema, TITLE, pair), TITLE_BOOST)
    body = Query.term_query(schema, BODY, pair)
    return Query.boolean_query([(Occur.Should, title), (Occur.Should, body)])
