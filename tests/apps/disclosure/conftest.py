"""A small office: a water bureau with a reporter, a head, a publisher, a column."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from opencounty.apps.disclosure import services
from opencounty.apps.disclosure.models import Column, Item, Version
from opencounty.apps.disclosure.services import Content
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Unit
from tests.factories.disclosure import ColumnFactory
from tests.factories.org import UnitFactory, actor_with

EVERYTHING = (
    *("see_items", "draft_item", "approve_item", "publish_item", "withdraw_item"),
    *("set_validity", "manage_columns", "manage_categories", "import_items"),
)


@dataclass
class Office:
    """Who works here, and the deeds they usually do."""

    unit: Unit
    column: Column
    reporter: Actor
    head: Actor
    publisher: Actor

    def content(self, **facts: Any) -> Content:
        usual = Content(
            title="关于冬季供水的通知",
            body="各村：\n请做好防冻。",
            issuer=self.unit,
            source_name="临溪县人民政府网",
        )
        return replace(usual, **facts)

    def draft(self, **facts: Any) -> Version:
        column = facts.pop("home_column", self.column)
        return services.draft_item(
            unit=self.unit,
            home_column=column,
            columns=facts.pop("columns", ()),
            content=self.content(**facts),
            by=self.reporter,
        )

    def submitted(self, **facts: Any) -> Version:
        return services.submit(self.draft(**facts), by=self.reporter)

    def approved(self, **facts: Any) -> Version:
        version = self.submitted(**facts)
        return services.approve(version, opinion="同意", by=self.head)

    def published(self, **facts: Any) -> Item:
        return services.publish(self.approved(**facts), by=self.publisher)


@pytest.fixture
def office(db: None) -> Office:
    unit = UnitFactory.create(
        name="临溪县水利局", short_name="水利局", uscc="11999901000014349X"
    )
    parent = ColumnFactory.create(path="openness", kind=Column.Kind.CATALOGUE)
    column = ColumnFactory.create(
        path="openness/notices", name="通知公告", parent=parent, unit=unit
    )
    return Office(
        unit=unit,
        column=column,
        reporter=actor_with("disclosure.see_items", "disclosure.draft_item", unit=unit),
        head=actor_with("disclosure.see_items", "disclosure.approve_item", unit=unit),
        publisher=actor_with(
            *(f"disclosure.{name}" for name in EVERYTHING), county_wide=True
        ),
    )
