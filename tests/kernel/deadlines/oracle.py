"""The rules again, slowly: one day at a time, with sets and loops, sharing no code.

It follows docs/explanation/deadlines.md to the letter, so that the fast rules and
the written convention are held against each other.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

DAY = timedelta(days=1)
Pause = tuple[date, date | None]  # S, E


def out_days(
    pauses: Iterable[Pause],
    until: date | None,
    *,
    start_counts: bool = True,
    end_counts: bool = False,
) -> set[date]:
    """Every single day that pauses take out."""
    out: set[date] = set()
    for begins, ends in pauses:
        last = ends if ends is not None else until
        if last is None:
            continue
        day = begins + DAY if start_counts else begins
        while day < last or (day == last and (ends is None or not end_counts)):
            out.add(day)
            day += DAY
    return out


def walk(start: date, length: int, counts: Callable[[date], bool]) -> date:
    """The `length`-th day after `start` that counts."""
    day = start
    while length:
        day += DAY
        if counts(day):
            length -= 1
    return day


def working_due(
    start: date,
    length: int,
    extension: int,
    works: Callable[[date], bool],
    out: set[date],
) -> date:
    """The due day of a period in working days."""

    def counts(day: date) -> bool:
        return works(day) and day not in out

    return walk(walk(start, length, counts), extension, counts)


def natural_due(
    start: date,
    length: int,
    extension: int,
    works: Callable[[date], bool],
    out: set[date],
) -> date:
    """The due day of a period in natural days, rolled to a working day."""
    day = start
    for part in (length, extension):
        if part:
            day = walk(day, part, lambda d: d not in out)
            while not works(day) or day in out:
                day += DAY
    return day


def used(start: date, on: date, counts: Callable[[date], bool]) -> int:
    """The days of (start, on] that count."""
    total = 0
    day = start
    while day < on:
        day += DAY
        total += counts(day)
    return total
