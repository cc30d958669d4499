"""Figures of the home page: counted from the pool, each leading to its records."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import pairwise

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate, make_aware

from opencounty.apps.disclosure.models import Item, Placement
from opencounty.portal import disclosure, generation
from opencounty.portal.frame import Frame, Node

MONTHS = 12


@dataclass(frozen=True)
class Figure:
    """A number, what it counts, where its records are, what it is compared with."""

    label: str
    value: int
    unit: str
    url: str
    note: str
    months: tuple[int, ...] = ()


Maker = Callable[[Frame], Figure | None]
_kept: dict[tuple[str, str], tuple[Hashable, date, Figure | None]] = {}


def counted(frame: Frame, names: list[str]) -> list[Figure]:
    """Return the named figures, counted once a generation and day."""
    found = (_one(frame, name) for name in names)
    return [figure for figure in found if figure is not None]


def _one(frame: Frame, name: str) -> Figure | None:
    now, today, key = generation.current(), localdate(), (frame.base_url, name)
    known = _kept.get(key)
    if known and known[:2] == (now, today):
        return known[2]
    figure = MAKERS[name](frame) if name in MAKERS else None
    _kept[key] = (now, today, figure)
    return figure


def _released(frame: Frame) -> Figure | None:
    root = disclosure.root_of(frame)
    figure = _of_column(root, "主动公开信息", "条") if root else None
    return replace(figure, url=disclosure.CATALOGUE_URL) if figure else None


def _column_figure(kind: str, label: str, unit: str) -> Maker:
    """Count what stands in the column of a kind, this year against last."""

    def make(frame: Frame) -> Figure | None:
        node = frame.of_kind(kind)
        return _of_column(node, label, unit) if node else None

    return make


def _path_figure(path: str, label: str, unit: str) -> Maker:
    """Count what stands in the column at a path, this year against last."""

    def make(frame: Frame) -> Figure | None:
        node = frame.by_path.get(path)
        return _of_column(node, label, unit) if node else None

    return make


def _of_column(node: Node, label: str, unit: str) -> Figure:
    placed = Placement.objects.filter(column=node.pk, live=True)
    today = localdate()
    months = _by_month(placed, today)
    new = sum(months[-today.month :])
    last_year = (_start(date(today.year - n, 1, 1)) for n in (1, 0))
    before = placed.filter(**_between(*last_year)).count()
    note = f"其中今年 {new:,} {unit}，去年 {before:,} {unit}"
    return Figure(label, node.items, unit, node.url, note, months)


def _normative(frame: Frame) -> Figure | None:
    node = frame.by_path.get("openness/policies/normative")
    if node is None:
        return None
    placed = Placement.objects.filter(column=node.pk, live=True)
    force = placed.filter(item__validity=Item.Validity.IN_FORCE).count()
    total = node.items
    return Figure(
        "现行有效规范性文件",
        force,
        "件",
        f"/catalogue/?column={node.path}&validity=in_force",
        f"共公布 {total:,} 件，{total - force:,} 件已修改、废止或失效",
        _by_month(placed, localdate()),
    )


def _unit_sites(frame: Frame) -> Figure:
    towns = sum(site.kind == "town" for site in frame.unit_sites)
    total = len(frame.unit_sites)
    return Figure("部门与乡镇子站", total, "个", "/sites/", f"其中乡镇 {towns} 个")


MAKERS: dict[str, Maker] = {
    "released_total": _released,
    "normative_in_force": _normative,
    "interpretations": _column_figure("interpretation", "政策解读", "篇"),
    "letters": _path_figure("engagement/letters", "公开的来信和答复", "件"),
    "consultations": _path_figure("engagement/consultations", "意见征集", "次"),
    "guides": _path_figure("affairs/guides", "办事指南", "项"),
    "unit_sites": _unit_sites,
}


def _by_month(rows: QuerySet[Placement], today: date) -> tuple[int, ...]:
    """Count by month of listing, the last twelve months, in one statement."""
    starts = [_start(_month_before(today, n)) for n in range(MONTHS - 1, -2, -1)]
    spans = list(pairwise(starts))
    counts = {
        f"m{n:02}": Count("pk", filter=Q(**_between(*span)))
        for n, span in enumerate(spans)
    }
    found = rows.filter(**_between(starts[0], starts[-1])).aggregate(**counts)
    return tuple(found[name] for name in sorted(counts))


def _between(first: datetime, end: datetime) -> dict[str, datetime]:
    return {"listed_at__gte": first, "listed_at__lt": end}


def _start(day: date) -> datetime:
    """Return the first moment of a day."""
    return make_aware(datetime.combine(day, time.min))


def _month_before(day: date, months: int) -> date:
    """Return the first day of the month some months before; after, when negative."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
