"""Office hours: half-open blocks of the working day, by season."""

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
MonthDay = tuple[int, int]


@dataclass(frozen=True)
class Block:
    """A time of work, [opens, closes): at closing time the office is shut."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.closes <= self.opens:
            raise ValueError("an office closes after it opens")

    def on(self, day: date) -> tuple[datetime, datetime]:
        """Return the block as instants of `day`."""
        return (
            datetime.combine(day, self.opens, BEIJING),
            datetime.combine(day, self.closes, BEIJING),
        )


@dataclass(frozen=True)
class Season:
    """Hours of a part of the year, both days included; it may span New Year."""

    begins: MonthDay
    ends: MonthDay
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        _check(self.blocks)

    def holds_on(self, day: date) -> bool:
        """Say whether `day` is in the season."""
        here = (day.month, day.day)
        if self.begins <= self.ends:
            return self.begins <= here <= self.ends
        return here >= self.begins or here <= self.ends


@dataclass(frozen=True)
class OfficeHours:
    """The usual hours, and the seasons that have their own."""

    usual: tuple[Block, ...]
    seasons: tuple[Season, ...] = ()

    def __post_init__(self) -> None:
        _check(self.usual)

    def on(self, day: date) -> tuple[Block, ...]:
        """Return the blocks of a working day."""
        for season in self.seasons:
            if season.holds_on(day):
                return season.blocks
        return self.usual


def _check(blocks: tuple[Block, ...]) -> None:
    """Refuse hours that are empty, out of order or overlap."""
    if not blocks:
        raise ValueError("an office is open at some time of a working day")
    for earlier, later in pairwise(blocks):
        if later.opens < earlier.closes:
            raise ValueError("blocks of office hours stand in order, apart")
