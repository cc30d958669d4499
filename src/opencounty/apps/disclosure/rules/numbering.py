"""Index numbers (索引号): front code, slash, back code, by an exchangeable pattern.

The national pattern is the organisation code without hyphen, `/`, the year and a
serial of five digits; it is given at publication and never changes again.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from opencounty.kernel.base.text import one_line

# what portals really use: 000014349/2019-00129, 11341702486344515H/202110-00013,
# LH331082-001/2013-85147, 330782000000/2013-405115
_SHAPE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{1,39}/(?:\d{4}|\d{6})-\d{4,8}")
NO_CODE = "000000000"
LIMIT = 60


@dataclass(frozen=True)
class Organ:
    """The codes of the organ a number is given in the name of."""

    organisation_code: str = ""  # 9 characters, GB 11714
    uscc: str = ""  # 18 characters, GB 32100


@dataclass(frozen=True)
class IndexPattern:
    """How a number is put together; serials run within a prefix and a period."""

    name: str
    label: str
    prefix_of: Callable[[Organ], str]
    period_of: Callable[[date], str]
    width: int = 5

    def series(self, organ: Organ, released_on: date) -> tuple[str, str]:
        """Return the series a number is taken from: front code and period."""
        return self.prefix_of(organ) or NO_CODE, self.period_of(released_on)

    def number(self, prefix: str, period: str, serial: int) -> str:
        """Return the index number of a serial; beyond 99999 it grows a digit."""
        if serial < 1:
            raise ValueError("serials begin at 1")
        return f"{prefix}/{period}-{serial:0{self.width}d}"


PATTERNS: dict[str, IndexPattern] = {}
DEFAULT_PATTERN = "national"


def register_pattern(pattern: IndexPattern) -> IndexPattern:
    """Add a pattern that the setting may choose; a second meaning is our bug."""
    if PATTERNS.get(pattern.name, pattern) != pattern:
        raise ValueError(f"index pattern {pattern.name} is already registered")
    PATTERNS[pattern.name] = pattern
    return pattern


def _code(organ: Organ) -> str:
    return organ.organisation_code


def _uscc(organ: Organ) -> str:
    return organ.uscc


def _year(day: date) -> str:
    return f"{day.year:04d}"


def _month(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}"


for _name, _label, _front, _back in (
    ("national", "机构代码/年-序号", _code, _year),
    ("uscc_year", "统一社会信用代码/年-序号", _uscc, _year),
    ("uscc_month", "统一社会信用代码/年月-序号", _uscc, _month),
):
    register_pattern(IndexPattern(_name, _label, _front, _back))


def tidy_index_number(given: str) -> str:
    """Return an index number as it should be written: no blanks, no invisible dirt."""
    return one_line(given).replace(" ", "").replace("／", "/").replace("－", "-")


def is_index_number(given: str) -> bool:
    """Say whether a tidy text has the shape of an index number of any portal."""
    return len(given) <= LIMIT and _SHAPE.fullmatch(given) is not None
