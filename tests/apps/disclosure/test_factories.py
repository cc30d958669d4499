"""The factories make what the services would have made."""

import pytest

from opencounty.apps.disclosure.models import Item
from tests.factories.disclosure import ColumnFactory, ItemFactory

pytestmark = pytest.mark.django_db


def test_a_published_item_is_live_in_its_column_and_above() -> None:
    parent = ColumnFactory.create()
    column = ColumnFactory.create(parent=parent)

    item = ItemFactory.create(published=True, home_column=column, days_ago=3)

    assert list(Item.objects.live()) == [item]
    assert item.published_version is not None
    assert item.placements.filter(live=True).count() == 2
    parent.refresh_from_db()
    assert parent.live_items == 1


def test_a_withdrawn_item_is_not_live() -> None:
    item = ItemFactory.create(withdrawn=True)

    assert not Item.objects.live().exists()
    assert not item.placements.filter(live=True).exists()


def test_a_draft_is_not_live() -> None:
    ItemFactory.create()

    assert not Item.objects.live().exists()
