"""Trees kept as rows with a parent."""

from collections.abc import Mapping


def lines(parents: Mapping[int, int | None]) -> dict[int, tuple[int, ...]]:
    """Map every node to itself and the nodes above it, nearest first."""
    return {pk: _line(pk, parents) for pk in parents}


def _line(pk: int, parents: Mapping[int, int | None]) -> tuple[int, ...]:
    """Return `pk` and its ancestors; a loop in bad data ends where it began."""
    line: list[int] = []
    at: int | None = pk
    while at is not None and at not in line:
        line.append(at)
        at = parents.get(at)
    return tuple(line)
