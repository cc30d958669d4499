"""A small portal: laid out, with its facts, a platform of columns and one notice."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from opencounty.apps.disclosure.models import Column, Item
from opencounty.kernel.org.actor import system
from opencounty.portal import generation, pagecache, services, tallies
from opencounty.portal.models import HomePage
from tests.factories.disclosure import ColumnFactory, ItemFactory
from tests.factories.org import UnitFactory

FACTS: dict[str, Any] = {
    "name": "临溪县人民政府",
    "main_domain": "www.linxi.example",
    "site_id_code": "9999010001",
    "icp_no": "溪ICP备00000001号",
    "police_no": "99990102000001",
    "conac_id": "0" * 28 + "9999",
    "host_organ": "临溪县人民政府办公室",
    "phone": "0000-12345",
    "hours": "工作日 8:30–17:30",
    "address": "临溪县清水路1号",
}
READER = "Mozilla/5.0 (X11; Linux x86_64) Chrome/120.0 Safari/537.36"


@pytest.fixture(autouse=True)
def new_generation(settings: Settings) -> Iterator[None]:
    """Nothing kept in memory passes from one test to the next."""
    settings.PORTAL_CACHE_MB = 0
    generation.bump()
    pagecache.store.clear()
    yield
    tallies.buffer.forget()


def reader() -> Client:
    """A person's browser without cookies."""
    return Client(headers={"user-agent": READER})


@dataclass
class Portal:
    """The portal under test and its usual parts."""

    home: HomePage
    platform: Column
    notices: Column
    client: Client = field(default_factory=reader)

    def publish(self, **facts: Any) -> Item:
        """Put a live item into the column of notices, unless another is given."""
        facts.setdefault("home_column", self.notices)
        return ItemFactory.create(published=True, **facts)

    def get(self, path: str, **headers: str) -> Any:
        """Ask for a page as a reader."""
        return self.client.get(path, headers=headers)


@pytest.fixture
def portal(db: None) -> Portal:
    by = system("测试")
    home = services.lay_out_portal(by=by)
    services.set_site_facts(by=by, **FACTS)
    office = UnitFactory.create(slug="office", name="临溪县人民政府办公室")
    platform = ColumnFactory.create(
        path="openness", name="政务公开", kind=Column.Kind.CATALOGUE, unit=office
    )
    notices = ColumnFactory.create(
        path="openness/notices",
        name="通知公告",
        kind=Column.Kind.NOTICE,
        parent=platform,
        description="面向社会的通知和公告",
        keywords="通知;公告",
    )
    generation.bump()
    return Portal(home, platform, notices)
