"""Trees kept as rows with a parent."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from django.db.models import Model

Node = TypeVar("Node", bound=Model)


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


def walk(children: Mapping[int | None, Sequence[Node]]) -> Iterator[tuple[Node, int]]:
    """Yield every node below the root with its depth, parents before children."""
    waiting = [(node, 0) for node in reversed(children.get(None, ()))]
    seen: set[int] = set()
    while waiting:
        node, depth = waiting.pop()
        if node.pk in seen:
            continue
        seen.add(node.pk)
        yield node, depth
        below = children.get(node.pk, ())
        waiting.extend((child, depth + 1) for child in reversed(below))
