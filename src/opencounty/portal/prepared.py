"""Queries whose SQL is worked out once; only their values change.

On the portal's hottest pages Django spent more time on writing each statement anew
than the database on answering it: for an item page two thirds of its time. A
prepared query is an ordinary queryset, compiled with sample values the first time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

# values no row has, by which the places of parameters are told in the statement
SAMPLES: dict[type, Callable[[int], Any]] = {
    int: lambda n: 9_000_000_000_000 + n,
    datetime: lambda n: datetime(8_000 + n, 1, 1, tzinfo=UTC),
}
Maker = Callable[..., QuerySet[Any, Any]]


@dataclass(frozen=True)
class Plan:
    """A statement, its fixed parameters, and where the changing ones go."""

    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[str, int], ...]
    compiler: Any
    converters: Any


class Prepared:
    """A `values_list` queryset of some parameters, compiled once per database."""

    def __init__(self, make: Maker, **kinds: type) -> None:
        self._make, self._kinds = make, kinds
        self._plans: dict[str, Plan] = {}

    def rows(
        self, *, limit: int | None = None, offset: int = 0, **values: Any
    ) -> list[tuple[Any, ...]]:
        """Return the rows for these values, `limit` of them from `offset` on."""
        plan = self._plans.get(connection.vendor) or self._compile()
        params = list(plan.params)
        for name, place in plan.places:
            params[place] = _adapted(values[name])
        sql = plan.sql
        if limit is not None:
            sql += " LIMIT %s OFFSET %s"
            params += [limit, offset]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            found: Sequence[Sequence[Any]] = cursor.fetchall()
        if plan.converters:
            found = list(plan.compiler.apply_converters(found, plan.converters))
        return [tuple(row) for row in found]

    def _compile(self) -> Plan:
        samples = {
            name: SAMPLES[kind](n) for n, (name, kind) in enumerate(self._kinds.items())
        }
        query = self._make(**samples).query
        compiler = query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        marks = {_adapted(sample): name for name, sample in samples.items()}
        places = tuple(
            (marks[value], place)
            for place, value in enumerate(params)
            if value in marks
        )
        if {name for name, _ in places} != set(self._kinds):
            raise ValueError("a parameter is not in the statement")
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(columns)
        plan = Plan(sql, tuple(params), places, compiler, converters)
        self._plans[connection.vendor] = plan
        return plan


def _adapted(value: Any) -> Any:
    """Return a value as the database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
