"""Columns: making, changing, closing and opening them again."""

import re
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.timezone import localdate

from opencounty.apps.disclosure import permissions, signals
from opencounty.apps.disclosure.errors import (
    ColumnClosed,
    ColumnInUse,
    ColumnPathTaken,
    ReasonMissing,
)
from opencounty.apps.disclosure.models import Column
from opencounty.apps.disclosure.services.reasons import need
from opencounty.kernel.audit import services as audit
from opencounty.kernel.base.errors import InputRefused
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Unit

_PATH = re.compile(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*")
# first words of paths that are pages of their own
RESERVED = frozenset(
    {"accounts", "catalogue", "compose", "deadlines", "desk", "feeds", "files", "kit"}
    | {"large-type", "leaving", "media", "search", "static", "topics"}
)


class ColumnTerms(TypedDict, total=False):
    """What may be said of a column beside its path, name and kind."""

    name: str
    kind: str
    parent: Column | None
    site_unit: Unit | None
    unit: Unit | None
    description: str
    keywords: str
    period_days: int | None
    counts_for_update: bool
    exempt_reason: str
    position: int
    in_navigation: bool
    opened_on: date | None


# what cannot change afterwards: addresses and the tree stand
FIXED = frozenset({"path", "parent", "site_unit"})


@transaction.atomic
def create_column(*, path: str, by: Actor, **terms: Unpack[ColumnTerms]) -> Column:
    """Open a column under an address that is its own for ever."""
    parent, unit = terms.get("parent"), terms.get("unit")
    by = by.require(permissions.MANAGE_COLUMNS, unit.pk if unit else None)
    column = Column(path=path, **terms)
    column.opened_on = column.opened_on or localdate()
    if parent is not None and column.site_unit_id is None:
        column.site_unit_id = parent.site_unit_id
    _refuse_bad_path(column)
    _refuse_unfit(column)

    column.save(force_insert=True)
    audit.record(
        "disclosure.column_created", on=column, by=by, path=path, kind=column.kind
    )
    signals.column_changed.send(Column, column=column)
    return column


@transaction.atomic
def change_column(column: Column, *, by: Actor, **terms: Unpack[ColumnTerms]) -> Column:
    """Change what is said of a column; its address and place in the tree stand."""
    if FIXED & set(terms):
        raise ValueError("a column keeps its address and its place")
    column = _locked(column)
    by = by.require(permissions.MANAGE_COLUMNS, column.unit_id)
    differing = {
        name: value for name, value in terms.items() if getattr(column, name) != value
    }
    if not differing:
        return column
    before = {name: _plain(getattr(column, name)) for name in differing}
    for name, value in differing.items():
        setattr(column, name, value)
    _refuse_unfit(column)

    column.save(update_fields=list(differing))
    after = {name: _plain(getattr(column, name)) for name in differing}
    audit.record(
        "disclosure.column_changed", on=column, by=by, before=before, after=after
    )
    signals.column_changed.send(Column, column=column)
    return column


@transaction.atomic
def close_column(column: Column, *, reason: str, by: Actor) -> Column:
    """Close a column to new items; what stands in it stays readable."""
    column = _locked(column)
    by = by.require(permissions.MANAGE_COLUMNS, column.unit_id)
    need(reason)
    today = localdate()
    if column.closed_on is not None and column.closed_on <= today:
        raise ColumnClosed(column=column.name)
    if column.children.all().open_on(today).exists():
        raise ColumnInUse(column=column.name, what="开着的下级栏目")

    column.closed_on = today
    column.save(update_fields=["closed_on"])
    audit.record("disclosure.column_closed", on=column, by=by, reason=reason)
    signals.column_changed.send(Column, column=column)
    return column


@transaction.atomic
def reopen_column(column: Column, *, reason: str, by: Actor) -> Column:
    """Open a closed column again."""
    column = _locked(column)
    by = by.require(permissions.MANAGE_COLUMNS, column.unit_id)
    need(reason)
    column.closed_on = None
    column.save(update_fields=["closed_on"])
    audit.record("disclosure.column_reopened", on=column, by=by, reason=reason)
    signals.column_changed.send(Column, column=column)
    return column


def _locked(column: Column) -> Column:
    return Column.objects.select_for_update().get(pk=column.pk)


def _refuse_bad_path(column: Column) -> None:
    path, parent = column.path, column.parent
    first = path.split("/")[0]
    if len(path) > 200 or not _PATH.fullmatch(path) or first in RESERVED:
        reason = "只用小写字母、数字和连字符，各级用 / 分开，不能用系统页面的名称"
        raise InputRefused(field="网址路径", reason=reason)
    if parent is not None and not path.startswith(f"{parent.path}/"):
        reason = f"应以上级栏目的路径 {parent.path}/ 开头"
        raise InputRefused(field="网址路径", reason=reason)
    other = Column.objects.filter(path=path).first()
    if other is not None:
        raise ColumnPathTaken(path=path, column=other.name)


def _refuse_unfit(column: Column) -> None:
    if not column.name.strip():
        raise InputRefused(field="栏目名称", reason="请填写")
    if column.kind not in Column.Kind.values:
        raise InputRefused(field="栏目类别", reason="请从列出的选项里选")
    if not column.counts_for_update and not column.exempt_reason.strip():
        raise ReasonMissing
    for field in Column._meta.concrete_fields:
        value, limit = getattr(column, field.attname), field.max_length
        if limit and isinstance(value, str) and len(value) > limit:
            raise InputRefused(field=field.verbose_name, reason=f"最多 {limit} 个字")


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | str | None) else str(value)
