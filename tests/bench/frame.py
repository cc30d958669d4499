"""What a bench is: a named function that prints figures and ratios."""

import os
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Bench = Callable[[], None]
BENCHES: dict[str, Bench] = {}


def bench(function: Bench) -> Bench:
    """Register a bench under its name."""
    BENCHES[function.__name__.replace("_", "-")] = function
    return function


def figure(name: str, value: float, unit: str) -> None:
    """Print one measured figure."""
    print(f"{name} {value:.4g} {unit}", flush=True)


def ratio(name: str, baseline: str, value: float, against: float) -> None:
    """Print a figure against its baseline of the same run."""
    print(f"{name}/{baseline} {value / against:.3g}", flush=True)


@dataclass
class Timing:
    """Wall and CPU milliseconds of repeated calls."""

    wall: list[float]
    cpu: float

    def at(self, share: float) -> float:
        """Return the wall time below which `share` of the calls stayed."""
        ordered = sorted(self.wall)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def median(self) -> float:
        """Return the median wall time."""
        return statistics.median(self.wall)


def timed(call: Callable[[], object], times: int, *, warm: int = 3) -> Timing:
    """Call repeatedly after a warm-up; CPU is of this process, per call."""
    for _ in range(warm):
        call()
    wall = []
    before = time.process_time()
    for _ in range(times):
        start = time.perf_counter()
        call()
        wall.append((time.perf_counter() - start) * 1e3)
    return Timing(wall, (time.process_time() - before) * 1e3 / times)


def each(calls: Sequence[Callable[[], object]]) -> Timing:
    """Call every function once, in order."""
    wall = []
    before = time.process_time()
    for call in calls:
        start = time.perf_counter()
        call()
        wall.append((time.perf_counter() - start) * 1e3)
    return Timing(wall, (time.process_time() - before) * 1e3 / max(len(calls), 1))


def peak_memory_mb() -> float:
    """Return the largest memory this process and its children have held."""
    usage = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return usage / 1024


def cores() -> int:
    """Return how many processors there are."""
    return os.cpu_count() or 1
