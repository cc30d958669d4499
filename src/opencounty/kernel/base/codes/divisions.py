"""Codes of administrative divisions: 12 digits, province to village.

Six digits to the county (GB/T 2260), three for the town (GB/T 10114), three for
the village.
"""

from dataclasses import dataclass
from enum import IntEnum

from opencounty.kernel.base.codes.faults import (
    PROVINCES,
    Fault,
    normalise,
    wrong_character,
)

DIGITS = "0123456789"
LENGTHS = (2, 4, 6, 9, 12)  # a shorter code stands for itself with zeros after it

_TOWN_KINDS = ((99, "街道"), (199, "镇"), (399, "乡"), (599, "其他乡级单位"))
_VILLAGE_KINDS = ((199, "居民委员会"), (399, "村民委员会"), (599, "其他村级单位"))


class Level(IntEnum):
    """The five levels."""

    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    TOWN = 4
    VILLAGE = 5


# where the digits of each level stand
_PLACES = {
    Level.PROVINCE: slice(0, 2),
    Level.CITY: slice(2, 4),
    Level.COUNTY: slice(4, 6),
    Level.TOWN: slice(6, 9),
    Level.VILLAGE: slice(9, 12),
}


@dataclass(frozen=True)
class DivisionCode:
    """A sound division code and its place in the tree."""

    code: str
    level: Level

    def __str__(self) -> str:
        return self.code

    @property
    def short(self) -> str:
        """Return the code without the zeros that only fill it up."""
        return self.code[: _PLACES[self.level].stop]

    @property
    def parent(self) -> "DivisionCode | None":
        """Return the division above; some cities have towns and no counties."""
        for level in sorted(Level, reverse=True):
            if level < self.level and (above := self.at(level)):
                return above
        return None

    @property
    def kind(self) -> str:
        """Return what towns and villages of such a number usually are, or nothing."""
        ranges, digits = {
            Level.TOWN: (_TOWN_KINDS, self.code[6:9]),
            Level.VILLAGE: (_VILLAGE_KINDS, self.code[9:]),
        }.get(self.level, ((), "0"))
        return next((words for last, words in ranges if int(digits) <= last), "")

    def at(self, level: Level) -> "DivisionCode | None":
        """Return the division of `level` that this one is, or lies in."""
        places = _PLACES[level]
        if level > self.level or not int(self.code[places]):
            return None
        return DivisionCode(self.code[: places.stop].ljust(12, "0"), level)

    def contains(self, other: "DivisionCode") -> bool:
        """Say whether `other` is this division or lies in it."""
        return other.code.startswith(self.short)


def parse_division(text: str) -> DivisionCode | Fault:
    """Read a code of 2, 4, 6, 9 or 12 digits; it is filled up to 12."""
    code = normalise(text)
    if not code:
        return Fault("请填写行政区划代码，共 12 位")
    fault = wrong_character(code, DIGITS, "数字")
    if fault:
        return fault
    if len(code) not in LENGTHS:
        return Fault(
            f"行政区划代码应为 12 位（省 2、市 4、县 6、乡 9 位也可），"
            f"现在是 {len(code)} 位"
        )
    if code[:2] not in PROVINCES:
        return Fault(f"第 1 至 2 位“{code[:2]}”不是省级行政区划代码", 1)
    code = code.ljust(12, "0")
    return _gap(code) or DivisionCode(code, _level(code))


def _level(code: str) -> Level:
    """Return the lowest level that is not filled with zeros."""
    return next(
        level for level in sorted(Level, reverse=True) if int(code[_PLACES[level]])
    )


def _gap(code: str) -> Fault | None:
    """Return the fault of a division that lies in nothing."""
    if int(code[4:]) and not int(code[2:4]):
        return Fault("第 3 至 4 位是 00，没有市级，后面却有下级", 3)
    if int(code[9:]) and not int(code[6:9]):
        return Fault("第 7 至 9 位是 000，没有乡级，后面却有村级", 7)
    return None
