"""Where the marks of a chart stand; templates draw them as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from zlib import crc32

HEATS = 9
WIDTH, HEIGHT = 640, 180
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 160, 40, 3


@dataclass(frozen=True)
class Bar:
    """A thing compared: its figure, where the figure leads, a mark to compare with."""

    label: str
    value: float
    url: str = ""
    note: str = ""
    mark: float | None = None


@dataclass(frozen=True)
class Point:
    """A figure at a time."""

    label: str
    value: float
    url: str = ""


@dataclass(frozen=True)
class Part:
    """A share of a whole."""

    label: str
    value: float
    url: str = ""


@dataclass(frozen=True)
class HeatRow:
    """A line of a heat table; None is a cell without a figure."""

    label: str
    values: Sequence[float | None]


def percent(value: float, whole: float) -> str:
    """Return `value` as a percentage of `whole`, as SVG wants it, never outside."""
    share = 100 * value / whole if whole > 0 else 0
    return f"{min(100.0, max(0.0, share)):.2f}%"


def top_of(values: Sequence[float]) -> float:
    """Return a round number no smaller than any of the values."""
    largest = max([*values, 0])
    if largest <= 0:
        return 1
    step = 10 ** floor(log10(largest))
    fitting = (s * step for s in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if s * step >= largest)
    return float(next(fitting, largest))


def polyline(values: Sequence[float], *, top: float) -> str:
    """Return the points of a line chart that begins at zero."""
    gap = WIDTH / max(1, len(values) - 1)
    return " ".join(
        f"{i * gap:.1f},{HEIGHT - HEIGHT * v / top:.1f}" for i, v in enumerate(values)
    )


def sparkline(values: Sequence[float]) -> str:
    """Return the points of a line that only shows how a figure moved."""
    if not values:
        return ""
    low, high = min(values), max(values)
    span = (high - low) or 1
    gap = SPARK_WIDTH / max(1, len(values) - 1)
    room = SPARK_HEIGHT - 2 * SPARK_EDGE
    return " ".join(
        f"{i * gap:.1f},{SPARK_EDGE + room * (high - v) / span:.1f}"
        for i, v in enumerate(values)
    )


def heat(value: float | None, whole: float) -> int:
    """Return how warm a cell is, 1 to 9; 0 is a cell without a figure."""
    if value is None or whole <= 0:
        return 0
    return min(HEATS, max(1, ceil(HEATS * value / whole)))


def name_of(caption: str) -> str:
    """Return an id for a chart, the same for the same caption."""
    return f"c{crc32(caption.encode()):08x}"
