"""The columns at the desk: the tree with its lights, and what is stale."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.timezone import localdate

from opencounty.apps.disclosure import permissions
from opencounty.apps.disclosure.models import Column
from opencounty.apps.disclosure.rules import Freshness, Standing, period_of
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Unit
from opencounty.ui.lights import Light
from opencounty.ui.parts import Chip

COUNTY = ""
ALL = "all"


def light_of(freshness: Freshness) -> Light:
    """Say how a column stands towards its period, in shape and words."""
    left = freshness.days_left or 0
    return {
        Standing.FRESH: Light("fine", f"剩 {left} 天"),
        Standing.SOON: Light("soon", f"剩 {left} 天" if left else "今天到期"),
        Standing.STALE: Light("late", f"超期 {-left} 天"),
        Standing.EMPTY: Light("late", "没有信息"),
        Standing.UNLIMITED: Light("none", "不限周期"),
        Standing.EXEMPT: Light("none", "不计入"),
    }[freshness.standing]


def period_words(column: Column) -> str:
    """Return the periods that bind a column: its kind's, and its own."""
    periods = period_of(column.kind, column.period_days)
    words = [f"{p.months} 个月" if p.months else f"{p.days} 天" for p in periods]
    return "、".join(dict.fromkeys(words)) or "不限"


@dataclass(frozen=True)
class Line:
    """A column in the tree."""

    column: Column
    depth: int
    freshness: Freshness
    may_change: bool

    @property
    def light(self) -> Light:
        """Return the light of the column."""
        return light_of(self.freshness)

    @property
    def period(self) -> str:
        """Return its update period in words."""
        return period_words(self.column)


@dataclass(frozen=True)
class ColumnTree:
    """The columns of the county portal, or of one sub-site."""

    actor: Actor
    site: str

    @cached_property
    def sites(self) -> list[Unit]:
        """Return the units that have a sub-site."""
        rows = Unit.objects.filter(site_columns__isnull=False).distinct()
        return list(rows.order_by("position", "pk"))

    @property
    def chosen(self) -> Unit | None:
        """Return the unit whose sub-site is shown; none is the county portal."""
        return next((unit for unit in self.sites if unit.slug == self.site), None)

    @cached_property
    def lines(self) -> list[Line]:
        """Return the columns in the order of the tree."""
        site = self.chosen.pk if self.chosen else None
        columns = Column.objects.visible_to(self.actor).of_site(site)
        return lines_of(columns.select_related("unit").as_tree(), self.actor)

    @property
    def faults(self) -> int:
        """Return how many columns an inspector would count."""
        return sum(line.freshness.is_fault for line in self.lines)

    @property
    def may_create(self) -> bool:
        """Say whether one may open a column somewhere."""
        return self.actor.may(permissions.MANAGE_COLUMNS)


@dataclass(frozen=True)
class StaleColumns:
    """Every column whose period has passed, is about to, or that is empty."""

    actor: Actor
    shown: str

    @cached_property
    def _lines(self) -> list[Line]:
        columns = Column.objects.visible_to(self.actor).open_on(localdate())
        rows = columns.select_related("unit", "site_unit").order_by("path")
        return lines_of(((column, 0) for column in rows), self.actor)

    @cached_property
    def _by_standing(self) -> dict[Standing, list[Line]]:
        found: dict[Standing, list[Line]] = {standing: [] for standing in Standing}
        for line in self._lines:
            found[line.freshness.standing].append(line)
        return found

    @property
    def lines(self) -> list[Line]:
        """Return the columns asked for, the longest overdue first."""
        if self.shown in {Standing.STALE, Standing.SOON, Standing.EMPTY}:
            lines = self._by_standing[Standing(self.shown)]
        else:
            kinds = (Standing.STALE, Standing.EMPTY, Standing.SOON)
            lines = [line for kind in kinds for line in self._by_standing[kind]]
        return sorted(lines, key=_urgency)

    @property
    def chips(self) -> list[Chip]:
        """Return the standings to choose from."""
        chosen = [
            ("", "全部问题"),
            (Standing.STALE.value, "已超期"),
            (Standing.EMPTY.value, "没有信息"),
            (Standing.SOON.value, "快到期"),
        ]
        counts = {s.value: len(lines) for s, lines in self._by_standing.items()}
        counts[""] = sum(counts[value] for value, _ in chosen[1:])
        return [
            Chip(label, f"?shown={value}", self.shown == value, counts[value])
            for value, label in chosen
        ]


def lines_of(tree: Iterable[tuple[Column, int]], actor: Actor) -> list[Line]:
    """Return columns as lines, each with how it stands today."""
    today = localdate()
    units = actor.units_for(permissions.MANAGE_COLUMNS)
    return [
        Line(
            column,
            depth,
            column.freshness(today),
            units is None or column.unit_id in units,
        )
        for column, depth in tree
    ]


def _urgency(line: Line) -> tuple[bool, int, str]:
    left = line.freshness.days_left
    return left is None, left or 0, line.column.path
