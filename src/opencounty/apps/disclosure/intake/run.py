"""The import itself: read, map in parallel, take in by batches, report."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from opencounty.apps.disclosure.errors import UnreadableFile
from opencounty.apps.disclosure.intake import companion
from opencounty.apps.disclosure.intake.progress import Checkpoint, SeenKeys
from opencounty.apps.disclosure.intake.records import Mapper, Unacceptable
from opencounty.apps.disclosure.intake.report import Report
from opencounty.apps.disclosure.intake.tables import Record
from opencounty.apps.disclosure.services import intake
from opencounty.kernel.org.actor import Actor

BATCH = 200
CHUNK = 40
AHEAD = 6  # chunks being mapped at any time: the bound of memory

Thing = TypeVar("Thing")
Answer = intake.ImportedItem | str
Mapped = tuple[Record, Answer]
Progress = Callable[[Record, Report], None]


class Stopped(Exception):
    """The import was asked to stop; what was done is done."""


@dataclass(frozen=True)
class Run:
    """One import of one file."""

    mapper: Mapper
    report: Report
    checkpoint: Checkpoint
    by: Actor
    processes: int = 2
    stopped: Callable[[], bool] = bool  # asked between batches: bool() is False

    def take(self, records: Iterable[Record], progress: Progress) -> None:
        """Take every record in or refuse it with line and reason.

        What was taken stands when the file breaks off (UnreadableFile is raised
        at the end) and when the process is stopped: the next run goes on there.
        """
        seen = SeenKeys()
        done = self.checkpoint.line()
        stream = UntilBroken(records)
        mapped = self._mapped(self._fresh(stream, done, seen))
        try:
            for batch in _batches(mapped, BATCH):
                self._take_batch(batch, seen)
                self.report.flush()
                self.checkpoint.save(batch[-1][0].number)
                progress(batch[-1][0], self.report)
                if self.stopped():
                    raise Stopped
        finally:
            mapped.close()
            seen.close()
        if stream.error:
            raise stream.error
        self.checkpoint.clear()

    def _fresh(
        self, records: Iterable[Record], done: int, seen: SeenKeys
    ) -> Iterator[Record]:
        """Yield what was not done before the stop; remember the ids of what was."""
        for record in records:
            if record.number > done:
                yield record
            elif key := self.mapper.key(record):
                seen.first_line(key, record.number)

    def _take_batch(self, batch: list[Mapped], seen: SeenKeys) -> None:
        ready: list[tuple[Record, intake.ImportedItem]] = []
        for record, item in batch:
            if isinstance(item, str):
                self._refuse(record, item)
                continue
            first = seen.first_line(item.origin_id, record.number)
            if first != record.number:
                reason = f"编号与第 {first} 行重复（{item.origin_id}）；只导入第一条"
                self._refuse(record, reason)
                continue
            ready.append((record, item))
        outcomes = intake.take_in([item for _, item in ready], by=self.by)
        for (record, _), outcome in zip(ready, outcomes, strict=True):
            if outcome.refusal:
                self._refuse(record, outcome.refusal)
            else:
                self.report.count(outcome.result)

    def _refuse(self, record: Record, reason: str) -> None:
        key = self.mapper.mapping.first("origin_id", record.fields)[1]
        title = self.mapper.mapping.first("title", record.fields)[1]
        self.report.refuse(
            record, key=str(key or ""), title=str(title or ""), reason=reason
        )

    def _mapped(self, records: Iterator[Record]) -> Generator[Mapped]:
        chunks = _batches(records, CHUNK)
        if self.processes < 2:
            for chunk in chunks:
                yield from zip(chunk, map_chunk(self.mapper, chunk), strict=True)
            return
        with ProcessPoolExecutor(
            self.processes - 1, companion.CONTEXT, companion.start_helper
        ) as pool:
            waiting: deque[tuple[list[Record], Future[list[Answer]]]] = deque()
            try:
                for chunk in chunks:
                    waiting.append((chunk, pool.submit(map_chunk, self.mapper, chunk)))
                    if len(waiting) > AHEAD:
                        yield from _answers(*waiting.popleft())
                while waiting:
                    yield from _answers(*waiting.popleft())
            finally:
                pool.shutdown(cancel_futures=True)


def _answers(chunk: list[Record], future: Future[list[Answer]]) -> Iterator[Mapped]:
    return zip(chunk, future.result(), strict=True)


@dataclass
class UntilBroken:
    """A stream of records that ends where the file breaks off, and says so."""

    records: Iterable[Record]
    error: UnreadableFile | None = None

    def __iter__(self) -> Iterator[Record]:
        try:
            yield from self.records
        except UnreadableFile as error:
            self.error = error


def map_chunk(mapper: Mapper, records: Iterable[Record]) -> list[Answer]:
    """Map records to items; what cannot be one is answered with the reason."""
    return [_item_or_reason(mapper, record) for record in records]


def _item_or_reason(mapper: Mapper, record: Record) -> Answer:
    if record.problem:
        return record.problem
    try:
        return mapper.item(record)
    except Unacceptable as reason:
        return str(reason)


def _batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    stream = iter(things)
    while batch := list(islice(stream, size)):
        yield batch
