"""Lights on a running clock: hint, yellow, red, by a profile that is data."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from opencounty.kernel.deadlines.rules.calendar import WorkCalendar
from opencounty.kernel.deadlines.rules.clock import Clock, elapsed, remaining


class Level(IntEnum):
    """How pressing a clock is; the higher, the worse."""

    NONE = 0
    HINT = 1
    YELLOW = 2
    RED = 3


@dataclass(frozen=True)
class Profile:
    """When a clock changes its light; None switches a condition off.

    The usual profile is that of county supervision offices: a hint one working day
    before, yellow at nine tenths of the period, red once it is over.
    """

    hint_left: int | None = 1
    yellow_left: int | None = None
    yellow_percent: int | None = 90


SUPERVISION = Profile()


def level(
    clock: Clock, on: date, calendar: WorkCalendar, profile: Profile = SUPERVISION
) -> Level:
    """Return the light of `clock` at the end of `on`, or on the day it was stopped."""
    left = remaining(clock, on, calendar)
    if left < 0:
        return Level.RED
    if profile.yellow_left is not None and left <= profile.yellow_left:
        return Level.YELLOW
    if profile.yellow_percent is not None:
        whole = clock.length + clock.extension
        used = elapsed(clock, on, calendar)
        if whole and used * 100 >= profile.yellow_percent * whole:
            return Level.YELLOW
    if profile.hint_left is not None and left <= profile.hint_left:
        return Level.HINT
    return Level.NONE
