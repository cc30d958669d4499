"""The list of items at the desk, narrowed and turned page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Count, Prefetch
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localdate

from opencounty.apps.disclosure import permissions
from opencounty.apps.disclosure.forms.placing import ItemFilterForm
from opencounty.apps.disclosure.models import Column, Item, Version
from opencounty.apps.disclosure.models.items import ItemQuerySet
from opencounty.apps.disclosure.rules import OPEN_STATES, State
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Unit
from opencounty.ui.parts import Chip

SIZE = 30
COUNTY = "county"
IN_PROGRESS = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.APPROVED)
WHERE = (*IN_PROGRESS, State.PUBLISHED, State.WITHDRAWN)


@dataclass(frozen=True)
class Line:
    """An item in the list."""

    item: Item
    version: Version | None

    @property
    def state(self) -> str:
        """Return in words how the item stands."""
        if self.version is not None:
            return str(self.version.get_state_display())
        if self.item.is_live:
            return "已发布"
        return "已撤回" if self.item.withdrawn_at else "已作废"

    @property
    def note(self) -> str:
        """Return the numbers of the item, and that an older version is shown."""
        shown = "公众看到的是旧版" if self.version and self.item.is_live else ""
        words = (self.item.index_number, self.item.doc_number, shown)
        return "　".join(word for word in words if word)

    @property
    def title(self) -> str:
        """Return the title of the version in progress, or the one shown."""
        shown = self.version.title if self.version else self.item.title
        return shown or "（还没有标题）"


@dataclass(frozen=True)
class ItemList:
    """The items one officer asked for."""

    actor: Actor
    asked: QueryDict

    @cached_property
    def own_units(self) -> frozenset[int] | None:
        """Return the units one looks after; None is all of them."""
        units = self.actor.units_for(permissions.SEE)
        return None if units is None else units | self.actor.unit_ids

    @property
    def whole_county(self) -> bool:
        """Say whether other units' released items are wanted too."""
        return self.own_units is None or self.asked.get("scope") == COUNTY

    @property
    def where(self) -> str:
        """Return the state asked for, or nothing."""
        state = self.asked.get("state", "")
        return state if state in WHERE else ""

    @property
    def narrowed(self) -> bool:
        """Say whether anything was asked for."""
        return any(self.asked.get(name) for name in ("q", "unit", "column", "state"))

    @cached_property
    def form(self) -> ItemFilterForm:
        """Return the filters as they were set."""
        units = Unit.objects.order_by("position", "pk")
        if not self.whole_county:
            units = units.filter(pk__in=self.own_units or ())
        columns = Column.objects.all().open_on(localdate()).order_by("path")
        return ItemFilterForm(self.asked, units=units, columns=columns)

    @cached_property
    def scope(self) -> ItemQuerySet:
        """Return everything that may be listed here, before the filters."""
        items = Item.objects.visible_to(self.actor)
        return items if self.whole_county else items.of_units(self.own_units or ())

    @cached_property
    def _found(self) -> list[Item]:
        items = self.scope
        if self.where:
            items = items.standing(self.where)
        if self.form.is_valid():
            given = self.form.cleaned_data
            if given["q"]:
                items = items.matching(given["q"])
            if given["unit"]:
                items = items.of_units([given["unit"].pk])
            if given["column"]:
                items = items.filter(placements__column=given["column"])
        if self._after:
            items = items.touched_before(*self._after)
        open_versions = Version.objects.open().defer("body", "text")
        return list(
            items.order_by("-changed_at", "-pk")
            .select_related("unit", "home_column")
            .defer("origin_facts")
            .prefetch_related(
                Prefetch("versions", open_versions, to_attr="in_progress")
            )[: SIZE + 1]
        )

    @property
    def lines(self) -> Sequence[Line]:
        """Return the rows of this page."""
        return [
            Line(item, next(iter(getattr(item, "in_progress", ())), None))
            for item in self._found[:SIZE]
        ]

    @property
    def next(self) -> str:
        """Return where the next page begins, or nothing on the last."""
        if len(self._found) <= SIZE:
            return ""
        last = self._found[SIZE - 1]
        return f"{last.changed_at.isoformat()}_{last.pk}"

    @property
    def first_page(self) -> bool:
        """Say whether this is the first page."""
        return self._after is None

    @cached_property
    def _after(self) -> tuple[datetime, int] | None:
        moment, _, pk = self.asked.get("after", "").partition("_")
        try:
            parsed = parse_datetime(moment)
            number = int(pk)
        except ValueError:
            return None
        if parsed is None or parsed.tzinfo is None or not 0 < number < 2**63:
            return None
        return parsed, number

    @property
    def chips(self) -> list[Chip]:
        """Return the states to choose from, with counts of what is in progress."""
        counts = self._counts
        chips = [Chip("全部", self._url(state=None), on=not self.where)]
        for state in WHERE:
            count = counts.get(state, 0) if state in OPEN_STATES else None
            label = str(Version.State(state).label)
            chips.append(
                Chip(label, self._url(state=state), self.where == state, count)
            )
        return chips

    @property
    def scopes(self) -> list[Chip]:
        """Return the choice between own units and the county, where there is one."""
        if self.own_units is None:
            return []
        mine, county = self._url(scope=None), self._url(scope=COUNTY)
        return [
            Chip("本单位", mine, not self.whole_county),
            Chip("全县已发布", county, self.whole_county),
        ]

    @cached_property
    def _counts(self) -> dict[str, int]:
        """Count the versions in progress by state, in one query."""
        rows = Version.objects.visible_to(self.actor).open().order_by()
        if not self.whole_county:
            rows = rows.filter(item__unit__in=self.own_units or ())
        return dict(rows.values_list("state").annotate(Count("pk")))

    def _url(self, **changes: str | None) -> str:
        query = self.asked.copy()
        for name in ("after", *changes):
            query.pop(name, None)
        for name, value in changes.items():
            if value is not None:
                query[name] = value
        return f"?{query.urlencode()}"
