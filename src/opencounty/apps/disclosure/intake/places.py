"""The unit and the columns a mapping needs, made when they do not exist."""

from opencounty.apps.disclosure.errors import NoSuchColumn, NoSuchUnit
from opencounty.apps.disclosure.intake.mapping import ColumnSpec, Mapping
from opencounty.apps.disclosure.models import Column
from opencounty.apps.disclosure.services import create_column
from opencounty.kernel.org import services as org
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Unit

WHY_EXEMPT = "导入的资料，不按周期更新"


def prepare(mapping: Mapping, *, unit_slug: str, by: Actor, column: str = "") -> Unit:
    """Return the owning unit, after making what the mapping says is needed.

    With a column named, the mapping's own columns are not: none is made. Raises
    NoSuchUnit, NoSuchColumn when something was named that does not exist.
    """
    unit = _unit(mapping, unit_slug, by)
    if column and not Column.objects.filter(path=column).exists():
        raise NoSuchColumn(path=column)
    for spec in () if column else mapping.columns:
        _column(spec, unit, by)
    return unit


def _unit(mapping: Mapping, unit_slug: str, by: Actor) -> Unit:
    if unit_slug:
        named = Unit.objects.filter(slug=unit_slug).first()
        if named is None:
            raise NoSuchUnit(slug=unit_slug)
        return named
    slug = mapping.unit_slug or "imported"
    name = mapping.unit_name or "导入资料"
    existing = Unit.objects.filter(slug=slug).first()
    return existing or org.found_unit(
        Unit(slug=slug, name=name, short_name=name, kind=Unit.Kind.INSTITUTION), by=by
    )


def _column(spec: ColumnSpec, unit: Unit, by: Actor) -> Column:
    existing = Column.objects.filter(path=spec.path).first()
    if existing is not None:
        return existing
    parent_path, _, _ = spec.path.rpartition("/")
    return create_column(
        path=spec.path,
        name=spec.name,
        parent=Column.objects.filter(path=parent_path).first(),
        kind=Column.Kind.LIBRARY,
        unit=unit,
        description=spec.description,
        keywords=spec.keywords,
        counts_for_update=False,
        exempt_reason=WHY_EXEMPT,
        by=by,
    )
