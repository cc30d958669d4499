"""Writing many rows fast: one statement a table, no model instances.

`bulk_create` spends four fifths of its time on instances and SQL text; an import of
thousands of records is worth these forty lines.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
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
    connection = connections[DEFAULT_DB_ALIAS]
    fields = [f for f in model._meta.concrete_fields if not isinstance(f, AutoField)]
    writers = [_writer(field, connection) for field in fields]
    values = [tuple(write(row) for write in writers) for row in rows]
    quote = connection.ops.quote_name
    columns = [quote(field.column) for field in fields if field.column]
    write = _copy if connection.vendor == "postgresql" else _execute
    write(connection, quote(model._meta.db_table), columns, values)


def _execute(
    connection: BaseDatabaseWrapper,
    table: str,
    columns: Sequence[str],
    values: Sequence[tuple[Any, ...]],
) -> None:
    marks = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 -- names of ours
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def _copy(
    connection: BaseDatabaseWrapper,
    table: str,
    columns: Sequence[str],
    values: Sequence[tuple[Any, ...]],
) -> None:
    """Stream the rows with COPY; constraints and triggers hold as for INSERT."""
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(statement) as copy,
    ):
        for row in values:
            copy.write_row(row)


def _writer(
    field: "Field[Any, Any]", connection: BaseDatabaseWrapper
) -> Callable[[Row], Any]:
    """Return the function that takes a field's value out of a row for the database."""
    name = field.attname
    adapt: Callable[[Any], Any] = partial(field.get_db_prep_save, connection=connection)
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
