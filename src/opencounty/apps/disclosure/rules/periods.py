"""Update periods of columns: what is stale, from what day on.

News within 14 days and notices, policies and interpretations within six months
are limits of the inspection rules for government sites (国办秘函〔2019〕19号); the
others are the usual local limits. A column may set itself a tighter one.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


@dataclass(frozen=True)
class Period:
    """A length of time in natural days or in calendar months."""

    days: int = 0
    months: int = 0

    def after(self, day: date) -> date:
        """Return the last day within the period: a shorter month ends earlier."""
        month = day.month - 1 + self.months
        year, month = day.year + month // 12, month % 12 + 1
        last = monthrange(year, month)[1]
        return date(year, month, min(day.day, last)) + timedelta(days=self.days)


TWO_WEEKS, HALF_YEAR = Period(days=14), Period(months=6)
PERIODS: dict[str, Period] = {
    "news": TWO_WEEKS,
    "notice": HALF_YEAR,
    "policy": HALF_YEAR,
    "interpretation": HALF_YEAR,
    "emergency": Period(days=60),
    "engagement": Period(days=60),
    "statistics": Period(days=90),
    "project": Period(days=90),
    "welfare": Period(days=90),
    "enforcement": Period(days=90),
    "supervision": Period(days=90),
    "affairs": Period(days=90),
    "finance": Period(days=180),
    "organ": Period(days=365),
    "leader": Period(days=365),
    "personnel": Period(days=365),
    "plan": Period(days=365),
    "guide": Period(days=365),
    "system": Period(days=365),
    "report": Period(days=365),
}
WARN_AT_LEAST, WARN_AT_MOST, WARN_SHARE = 4, 30, 6


class Standing(StrEnum):
    """How a column stands towards its period."""

    FRESH = "fresh"
    SOON = "soon"
    STALE = "stale"
    EMPTY = "empty"
    UNLIMITED = "unlimited"
    EXEMPT = "exempt"


@dataclass(frozen=True)
class ColumnFacts:
    """What the rule needs to know of a column."""

    kind: str
    period_days: int | None = None
    last_released_on: date | None = None
    live_items: int = 0
    counts: bool = True
    closed: bool = False


@dataclass(frozen=True)
class Freshness:
    """The rule's finding: how it stands, until when it is fresh, days left."""

    standing: Standing
    due_on: date | None = None
    days_left: int | None = None

    @property
    def is_fault(self) -> bool:
        """Say whether an inspector would count it."""
        return self.standing in {Standing.STALE, Standing.EMPTY}


def period_of(kind: str, own_days: int | None) -> tuple[Period, ...]:
    """Return the periods that bind a column: that of its kind, and its own."""
    of_kind = PERIODS.get(kind)
    own = Period(days=own_days) if own_days else None
    return tuple(period for period in (of_kind, own) if period is not None)


def freshness(column: ColumnFacts, today: date) -> Freshness:
    """Return how a column stands today (检查指标 R03–R07).

    The tighter of the kind's and the column's own period binds: a column may be
    stricter with itself, never laxer. The last day of the period is still fresh.
    """
    if column.closed or not column.counts:
        return Freshness(Standing.EXEMPT)
    if column.last_released_on is None or not column.live_items:
        return Freshness(Standing.EMPTY)
    periods = period_of(column.kind, column.period_days)
    if not periods:
        return Freshness(Standing.UNLIMITED)
    last = column.last_released_on
    due = min(period.after(last) for period in periods)
    left = (due - today).days
    if left < 0:
        return Freshness(Standing.STALE, due, left)
    warn = min(WARN_AT_MOST, max(WARN_AT_LEAST, (due - last).days // WARN_SHARE))
    return Freshness(Standing.SOON if left <= warn else Standing.FRESH, due, left)
