"""Giving out index numbers, each once."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction

from opencounty.apps.disclosure import rules
from opencounty.apps.disclosure.models import IndexSeries, Item
from opencounty.kernel.org.models import Unit


def pattern() -> rules.IndexPattern:
    """Return the pattern chosen by the setting, national when none is."""
    chosen = getattr(settings, "DISCLOSURE_INDEX_PATTERN", rules.DEFAULT_PATTERN)
    return rules.PATTERNS[chosen]


def take_numbers(unit: Unit, released_on: date, count: int = 1) -> list[str]:
    """Take the next free index numbers of an organ; call inside a transaction.

    The series stays locked until the transaction ends, so nobody else gets the
    same serial; what an import brought along is stepped over.
    """
    chosen = pattern()
    organ = rules.Organ(organ_code(unit), uscc_of(unit))
    prefix, period = chosen.series(organ, released_on)
    series = _locked(prefix, period)
    taken: list[str] = []
    while len(taken) < count:
        serials = range(series.last + 1, series.last + 1 + count - len(taken))
        numbers = [chosen.number(prefix, period, serial) for serial in serials]
        taken += _free(numbers)
        series.last = serials[-1]
    series.save(update_fields=["last"])
    return taken


def organ_code(unit: Unit) -> str:
    """Return the organisation code of a unit, or of the nearest unit above it."""
    return uscc_of(unit)[8:17]


def uscc_of(unit: Unit) -> str:
    """Return the credit code of a unit, or of the nearest unit above it."""
    at: Unit | None = unit
    for _ in range(10):
        if at is None or at.uscc:
            break
        at = at.parent
    return at.uscc if at is not None else ""


def _free(numbers: Iterable[str]) -> list[str]:
    wanted = list(numbers)
    used = set(
        Item.objects.filter(index_number__in=wanted).values_list(
            "index_number", flat=True
        )
    )
    return [number for number in wanted if number not in used]


def _locked(prefix: str, period: str) -> IndexSeries:
    """Return the series, locked; begin it when this is its first number."""
    series = IndexSeries.objects.select_for_update()
    found = series.filter(prefix=prefix, period=period).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return IndexSeries.objects.create(prefix=prefix, period=period)
    except IntegrityError:  # somebody else began it in the meantime
        return series.get(prefix=prefix, period=period)
