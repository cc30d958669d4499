"""What the search engine is told of an item, and how many queries that takes."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from opencounty.apps.disclosure.models import Category
from opencounty.apps.disclosure.services.indexing import ItemSource, key_of
from tests.factories.disclosure import (
    AttachmentFactory,
    ColumnFactory,
    FileFactory,
    ItemFactory,
    VersionFactory,
)
from tests.factories.org import UnitFactory

pytestmark = pytest.mark.django_db
SOURCE = ItemSource()


def test_a_live_item_is_told_whole() -> None:
    openness = ColumnFactory.create(path="openness")
    policies = ColumnFactory.create(
        path="openness/policies", parent=openness, kind="policy"
    )
    water = UnitFactory.create(slug="water")
    site = ColumnFactory.create(path="sites/water/news", site_unit=water)
    item = ItemFactory.create(
        published=True,
        home_column=policies,
        columns=[site],
        title="饮水办法",
        doc_number="临政发〔2026〕18号",
        made_on=date(2026, 11, 12),
        genre="办法",
        category=Category.objects.get(code="20.1"),
        validity="in_force",
        region_code="33",
        keywords="供水",
        version={"text": "正文一段"},
    )

    (told,) = SOURCE.documents(None)

    assert told.key == key_of(item.pk)
    assert (told.kind, told.title, told.url) == ("policy", "饮水办法", item.url)
    assert told.body.splitlines() == ["正文一段", "供水"]
    assert set(told.numbers) == {"临政发〔2026〕18号", item.index_number}
    assert told.facets == {
        "kind": ("policy",),
        "column": ("openness", "openness/policies", "sites/water/news"),
        "site": ("county", "water"),
        "issuer": ("临溪县人民政府办公室",),
        "year": ("2026",),
        "category": ("20.1", "20"),
        "genre": ("办法",),
        "validity": ("in_force",),
        "region": ("33",),
    }


def test_attachments_are_found_by_title_and_text() -> None:
    version = VersionFactory.create()
    AttachmentFactory.create(
        version=version, title="名录", file=FileFactory.create(text="石桥镇水厂")
    )
    item = version.item
    from tests.factories.disclosure import place, release

    place(item, [item.home_column])
    version.state, version.digest = "published", "d" * 64
    version.save()
    from django.utils import timezone

    release(item, version, timezone.now())

    (told,) = SOURCE.documents([key_of(item.pk)])
    assert told.body.splitlines()[-2:] == ["名录", "石桥镇水厂"]


def test_what_the_public_does_not_see_is_not_told() -> None:
    withdrawn, draft = ItemFactory.create(withdrawn=True), ItemFactory.create()

    assert not list(SOURCE.documents(None))
    assert not list(SOURCE.documents([key_of(withdrawn.pk), key_of(draft.pk)]))
    assert not list(SOURCE.documents(["disclosure.item:999999"]))


def test_an_item_without_date_is_of_no_year() -> None:
    ItemFactory.create(published=True)

    (told,) = SOURCE.documents(None)
    assert told.facets["year"] == ("none",)
    assert "validity" not in told.facets


@pytest.mark.parametrize("count", [1, 12])
def test_telling_many_costs_no_more_queries_than_one(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    column = ColumnFactory.create()
    items = [
        ItemFactory.create(published=True, home_column=column) for _ in range(count)
    ]

    with django_assert_num_queries(6):
        told = list(SOURCE.documents([key_of(item.pk) for item in items]))
    assert len(told) == count
