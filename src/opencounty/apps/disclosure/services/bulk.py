"""Writing many rows fast: one prepared statement, no model instances.

`bulk_create` spends four fifths of its time on instances and SQL text; an import of
thousands of records is worth these forty lines.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    AutoField,
    CharField,
    Field,
    ForeignKey,
    IntegerField,
    JSONField,
    Model,
    TextField,
)

Row = Mapping[str, Any]
# written as they are on every database
_PLAIN = (CharField, TextField, IntegerField, ForeignKey)


def insert(model: type[Model], rows: Iterable[Row]) -> None:
    """Insert rows given by attribute name; what a row leaves out gets its default."""
    fields = [f for f in model._meta.concrete_fields if not isinstance(f, AutoField)]
    connection = connections[DEFAULT_DB_ALIAS]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = quote(model._meta.db_table)
    writers = [_writer(field, connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 -- ours
            [tuple(write(row) for write in writers) for row in rows],
        )


def _writer(
    field: "Field[Any, Any]", connection: BaseDatabaseWrapper
) -> Callable[[Row], Any]:
    """Return the function that takes a field's value out of a row for the database."""
    name, adapt = field.attname, partial(field.get_db_prep_save, connection=connection)
    if not isinstance(field, JSONField):
        adapt = cache(adapt)  # the same days, moments and words come again and again
    if isinstance(field, _PLAIN):
        adapt = _as_it_is
    if callable(field.default):
        return lambda row: adapt(row[name] if name in row else field.get_default())
    default = adapt(field.get_default())
    return lambda row: adapt(row[name]) if name in row else default


def _as_it_is(value: Any) -> Any:
    return value
