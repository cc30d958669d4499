"""Search over real texts, against SQLite's own full-text index with trigrams."""

import os
import random
import re
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from django.test.utils import override_settings

from opencounty.kernel.search import documents, engine, generations
from opencounty.kernel.search import services as search
from opencounty.kernel.search.asking import read_question
from opencounty.kernel.search.documents import SearchDocument
from opencounty.kernel.search.services import Query
from opencounty.kernel.search.services.finding import match
from tests.bench.frame import bench, each, figure, peak_memory_mb, ratio
from tests.factories import public_data
from tests.factories.search import Shelf

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("OPENCOUNTY_SHARED_DATA", ROOT.parent / "shared" / "data"))
ITEMS = int(os.environ.get("OPENCOUNTY_BENCH_ITEMS", "100000"))
FACETS = ("kind", "column", "issuer", "year", "category", "region")
PER_CLASS = 100
ASKING = ("怎么办理", "需要什么材料", "如何申请", "有哪些规定", "在哪里办")


@bench
def search_index() -> None:
    """Index every public document once, here and in FTS5 trigram."""
    if not SHARED.is_dir():
        print("search-index left out: the public data set is not here")
        return
    things = [public_data.as_document(r) for r in public_data.records(SHARED)]
    with tempfile.TemporaryDirectory() as folder, indexed(folder, iter(things)) as took:
        folder_used = generations.current()
        assert folder_used is not None
        size = sum(file.stat().st_size for file in folder_used.iterdir())
        trigram_took, trigram_size = build_trigram(folder, things)
        figure("search-index", len(things) / took, "records/s")
        figure("search-index-size", size / 1e6, "MB")
        figure("search-index-peak", peak_memory_mb(), "MB")
        ratio("search-index-time", "fts5-trigram", took, trigram_took)
        ratio("search-index-size", "fts5-trigram", size, trigram_size)


@bench
def search_queries() -> None:
    """Ask questions of all kinds over very many items, facets counted with each."""
    if not SHARED.is_dir():
        print("search-queries left out: the public data set is not here")
        return
    things = [public_data.as_document(r) for r in public_data.records(SHARED)]
    with tempfile.TemporaryDirectory() as folder:
        with indexed(folder, iter(things)):
            compare_with_trigram(folder, things)
        with indexed(folder, copies(things, ITEMS)) as took:
            figure("search-build", ITEMS / took, "records/s")
            measure(things)


def measure(things: list[SearchDocument]) -> None:
    """Print the engine's times by class of question, and the whole page's."""
    shelf = Shelf()
    shelf.documents_by_key = {thing.key: thing for thing in things}
    documents.SOURCES["record"] = shelf
    classes = questions(things)
    everything = [text for texts in classes.values() for text in texts]
    for text in everything[::10]:
        ask(text)
    for name, texts in {**classes, "all": everything}.items():
        timing = each([lambda text=text: ask(text) for text in texts])
        figure(f"search-{name}-p50", timing.at(0.5), "ms")
        figure(f"search-{name}-p95", timing.at(0.95), "ms")
    pages = each([lambda text=t: search.find(Query(text)) for t in everything])
    figure("search-with-excerpts-p95", pages.at(0.95), "ms")


def ask(text: str, facets: tuple[str, ...] = FACETS) -> int:
    """Ask the engine alone, nothing remembered from questions before."""
    reader = engine.reader()
    assert reader is not None
    reader.counted.clear()
    query = Query(text, facets=facets)
    return match(query, read_question(text), reader).found.total


def questions(things: list[SearchDocument]) -> dict[str, list[str]]:
    """Return questions of several classes, cut from the texts, always the same."""
    chance = random.Random(20261124)
    chosen = chance.choices(things, k=PER_CLASS)

    def cut(text: str, least: int, most: int) -> str:
        runs = [r for r in re.findall("[\u4e00-\u9fff]+", text) if len(r) >= least]
        run = chance.choice(runs or ["饮用水管理"])
        length = chance.randint(least, min(most, len(run)))
        start = chance.randint(0, len(run) - length)
        return run[start : start + length]

    numbers = [thing.numbers[0] for thing in things if thing.numbers]
    return {
        "titles": [thing.title for thing in chosen],
        "title-words": [cut(thing.title, 2, 4) for thing in chosen],
        "phrases": [cut(thing.body, 4, 9) for thing in chosen],
        "numbers": chance.choices(numbers, k=PER_CLASS),
        "one-character": [cut(thing.title, 1, 1) for thing in chosen],
        "two-words": [f"{cut(t.title, 2, 3)} {cut(t.body, 2, 4)}" for t in chosen],
        "four-words": [" ".join(cut(t.body, 2, 4) for _ in "1234") for t in chosen],
        "questions": [cut(t.title, 3, 6) + chance.choice(ASKING) for t in chosen],
    }


def compare_with_trigram(folder: str, things: list[SearchDocument]) -> None:
    """Ask the oracle's phrases here and there: the best twenty and the total.

    Facets, which the other side cannot count, are left out of the ratio.
    """
    build_trigram(folder, things)
    phrases = [q["query"] for q in public_data.questions(SHARED, "phrase")]
    rows = sqlite3.connect(Path(folder) / "trigram.sqlite3")

    def there(phrase: str) -> None:
        asked = (f'"{phrase}"',)
        ranked = "SELECT rowid FROM docs WHERE docs MATCH ? ORDER BY rank LIMIT 20"
        rows.execute(ranked, asked).fetchall()
        rows.execute("SELECT count(*) FROM docs WHERE docs MATCH ?", asked).fetchone()

    with_facets = each([lambda p=p: ask(p) for p in phrases])
    ours = each([lambda p=p: ask(p, ()) for p in phrases])
    theirs = each([lambda p=p: there(p) for p in phrases])
    figure("search-oracle-p50", with_facets.at(0.5), "ms")
    figure("search-oracle-p95", with_facets.at(0.95), "ms")
    ratio("search-oracle-p50", "fts5-trigram", ours.at(0.5), theirs.at(0.5))
    ratio("search-oracle-p95", "fts5-trigram", ours.at(0.95), theirs.at(0.95))
    rows.close()


def copies(things: list[SearchDocument], count: int) -> Iterator[SearchDocument]:
    """Yield the things again and again under new keys until there are enough."""
    for number, thing in enumerate(islice(cycle(things), count)):
        round_ = number // len(things)
        yield replace(thing, key=f"{thing.key}-{round_}") if round_ else thing


@contextmanager
def indexed(folder: str, things: Iterator[SearchDocument]) -> Iterator[float]:
    """Index things in a generation of their own; yields the seconds it took."""
    with override_settings(SEARCH_INDEX=Path(folder) / "search"):
        start = time.perf_counter()
        generation = generations.begin()
        with engine.Writer(generation) as writer:
            for thing in things:
                writer.put(thing)
            writer.commit()
        took = time.perf_counter() - start
        generations.switch_to(generation)
        generations.sweep(keep=generation)
        yield took


def build_trigram(folder: str, things: list[SearchDocument]) -> tuple[float, int]:
    """Index things in FTS5 with trigrams; return the seconds and the bytes."""
    path = Path(folder) / "trigram.sqlite3"
    path.unlink(missing_ok=True)
    rows = sqlite3.connect(path)
    start = time.perf_counter()
    rows.execute(
        "CREATE VIRTUAL TABLE docs USING fts5"
        "(title, body, tokenize='trigram', content='', columnsize=1)"
    )
    values = ((thing.title, thing.body) for thing in things)
    rows.executemany("INSERT INTO docs(title, body) VALUES (?, ?)", values)
    rows.commit()
    took = time.perf_counter() - start
    rows.close()
    return took, path.stat().st_size
