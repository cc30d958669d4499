"""Triggers: what the database itself refuses, whoever asks.

They are put in place after every `migrate` (SQLite drops them silently when a
later migration rebuilds a table) and a system check misses them loudly.
On SQLite rows can be deleted by hand, since Django empties test tables with DELETE;
PostgreSQL, which truncates instead, refuses that too.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage
from django.core.checks import Warning as Missing
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from opencounty.apps.disclosure.models import (
    Approval,
    Attachment,
    Item,
    Release,
    Version,
)

# may change after the content is sealed
MOVING = frozenset({"id", "state", "saved_at", "saved_by_id"})
KEPT: tuple[type[Model], ...] = (Item, Version, Release, Approval)
APPEND_ONLY: tuple[type[Model], ...] = (Release, Approval)
WRITE_ONCE = ("released_at", "index_number")


@dataclass(frozen=True)
class Guard:
    """A trigger: on which table and event, under what condition, what it says."""

    label: str
    table: str
    event: str
    condition: str
    message: str

    @property
    def name(self) -> str:
        """Return a name that changes with the condition, so that news is noticed."""
        mark = hashlib.sha256(f"{self.condition}{self.message}".encode()).hexdigest()
        return f"{self.label}_{mark[:8]}"


def guards(vendor: str) -> Iterator[Guard]:
    """Yield the triggers for SQLite or PostgreSQL."""
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    item, version = Item._meta.db_table, Version._meta.db_table
    for name in WRITE_ONCE:
        condition = f"OLD.{name} IS NOT NULL AND NEW.{name} {differs} OLD.{name}"
        yield Guard(
            f"{item}_{name}_once", item, "UPDATE", condition, f"{name} is set once"
        )
    frozen = [
        field.column
        for field in Version._meta.concrete_fields
        if field.column not in MOVING
    ]
    changed = " OR ".join(f"NEW.{name} {differs} OLD.{name}" for name in frozen)
    yield Guard(
        f"{version}_sealed",
        version,
        "UPDATE",
        f"OLD.digest <> '' AND ({changed})",
        "the content of a sealed version does not change",
    )
    for model in APPEND_ONLY:
        table = model._meta.db_table
        yield Guard(f"{table}_append_only", table, "UPDATE", "", "append only")
    if vendor == "postgresql":
        for model in KEPT:
            table = model._meta.db_table
            yield Guard(f"{table}_kept", table, "DELETE", "", "kept for ever")
    yield from _attachment_guards(vendor)


def _attachment_guards(vendor: str) -> Iterator[Guard]:
    table, version = Attachment._meta.db_table, Version._meta.db_table
    events = {"INSERT": "NEW", "UPDATE": "OLD"}
    if vendor == "postgresql":
        events["DELETE"] = "OLD"
    for event, row in events.items():
        yield Guard(
            f"{table}_{event.lower()}_sealed",
            table,
            event,
            f"EXISTS (SELECT 1 FROM {version} "  # noqa: S608 -- names of ours
            f"WHERE id = {row}.version_id AND digest <> '')",
            "the attachments of a sealed version do not change",
        )


def install(using: str = "default", **_: Any) -> None:
    """Make the triggers those of this code (called after `migrate`)."""
    connection = connections[using]
    wanted = {guard.name: guard for guard in guards(connection.vendor)}
    there = present(connection)
    with connection.cursor() as cursor:
        for name in sorted(set(there) - set(wanted)):
            on = f" ON {there[name]}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
        for name in sorted(set(wanted) - set(there)):
            for statement in statements(wanted[name], connection.vendor):
                cursor.execute(statement)


def check(
    app_configs: Sequence[AppConfig] | None,
    databases: Sequence[str] | None = None,
    **_: Any,
) -> list[CheckMessage]:
    """Name the triggers that a migrated database lacks."""
    faults: list[CheckMessage] = []
    for using in databases or ():
        connection = connections[using]
        if Item._meta.db_table not in connection.introspection.table_names():
            continue
        wanted = {guard.name for guard in guards(connection.vendor)}
        faults += [
            Missing(
                f"the database {using!r} lacks the trigger {name}",
                hint="run `manage.py migrate`",
                id="disclosure.W001",
            )
            for name in sorted(wanted - set(present(connection)))
        ]
    return faults


def present(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return our triggers in the database and the table of each."""
    query = (
        "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname, relname FROM pg_trigger "
        "JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        rows = cursor.fetchall()
    return {name: table for name, table in rows if name.startswith("disclosure_")}


def statements(guard: Guard, vendor: str) -> Iterator[str]:
    when = f"WHEN ({guard.condition})" if guard.condition else ""
    if vendor == "sqlite":
        yield (
            f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
            f"FOR EACH ROW {when} "
            f"BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"
        )
        return
    row = "OLD" if guard.event == "DELETE" else "NEW"
    holds = guard.condition or "TRUE"
    yield (
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger "
        f"LANGUAGE plpgsql AS $guard$ BEGIN IF {holds} THEN "
        f"RAISE EXCEPTION '{guard.message}' USING ERRCODE = 'check_violation'; "
        f"END IF; RETURN {row}; END $guard$"
    )
    yield (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()"
    )
