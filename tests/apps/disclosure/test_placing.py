"""An item stands in its columns and in those above; counts and lists follow."""

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from opencounty.apps.disclosure import errors, services
from opencounty.apps.disclosure.models import Column, Placement, trees
from opencounty.kernel.audit.models import Entry
from opencounty.kernel.base.errors import NotPermitted
from tests.apps.disclosure.conftest import Office
from tests.factories.disclosure import ColumnFactory, ItemFactory


def rows(item: object) -> dict[str, bool]:
    found = Placement.objects.filter(item=item).select_related("column")
    return {row.column.path: row.inherited for row in found}


def test_a_draft_stands_in_its_column_and_above_unseen(office: Office) -> None:
    item = office.draft().item

    assert rows(item) == {"openness/notices": False, "openness": True}
    assert not Placement.objects.filter(live=True).exists()


def test_placing_adds_and_removes_and_counts(office: Office) -> None:
    item = office.published()
    news = ColumnFactory.create(path="news")

    services.place(item, [news], by=office.publisher)
    assert rows(item) == {"openness/notices": False, "openness": True, "news": False}
    news.refresh_from_db()
    assert news.live_items == 1
    assert news.last_released_at == item.listed_at

    services.place(item, [], by=office.publisher)
    assert rows(item) == {"openness/notices": False, "openness": True}
    news.refresh_from_db()
    assert (news.live_items, news.last_released_at) == (0, None)


def test_a_column_above_may_itself_be_chosen(office: Office) -> None:
    item = office.published()
    parent = Column.objects.get(path="openness")

    services.place(item, [parent], by=office.publisher)
    assert rows(item) == {"openness/notices": False, "openness": False}

    services.place(item, [], by=office.publisher)
    assert rows(item) == {"openness/notices": False, "openness": True}
    parent.refresh_from_db()
    assert parent.live_items == 1


def test_a_new_home_moves_the_address(office: Office) -> None:
    item = office.published()
    news = ColumnFactory.create(path="news")

    item = services.place(item, [], home=news, by=office.publisher)

    assert item.url.startswith("/news/")
    assert rows(item) == {"news": False}
    office.column.refresh_from_db()
    assert office.column.live_items == 0


def test_a_drafter_places_before_release_but_not_after(office: Office) -> None:
    news = ColumnFactory.create(path="news")
    version = office.draft()
    services.place(version.item, [news], by=office.reporter)
    assert "news" in rows(version.item)

    with pytest.raises(NotPermitted):
        services.place(office.published(), [news], by=office.reporter)


def test_a_closed_column_takes_nothing_new_but_keeps_what_it_has(
    office: Office,
) -> None:
    item = office.published()
    closed = ColumnFactory.create(path="old")
    services.close_column(closed, reason="合并", by=office.publisher)
    closed.refresh_from_db()

    with pytest.raises(errors.ColumnClosed):
        services.place(item, [closed], by=office.publisher)
    services.close_column(office.column, reason="合并", by=office.publisher)
    services.place(item, [ColumnFactory.create(path="news")], by=office.publisher)
    assert "openness/notices" in rows(item)


def test_a_pinned_item_stands_first(office: Office) -> None:
    older = ItemFactory.create(published=True, home_column=office.column, days_ago=9)
    newer = ItemFactory.create(published=True, home_column=office.column)
    listed = Placement.objects.listed(office.column.pk)
    assert listed.item_ids(0, 20, 2) == [newer.pk, older.pk]

    services.pin(older, office.column, pinned=True, by=office.publisher)

    assert listed.item_ids(0, 20, 2) == [older.pk, newer.pk]


@pytest.mark.parametrize("start", [0, 2, 4, 6, 8, 10])
def test_a_page_read_from_the_far_end_is_the_same(office: Office, start: int) -> None:
    for day in range(11):
        ItemFactory.create(published=True, home_column=office.column, days_ago=day)
    listed = Placement.objects.listed(office.column.pk)
    whole = list(listed.values_list("item_id", flat=True))

    assert listed.item_ids(start, 2, 11) == whole[start : start + 2]


def test_a_list_page_is_one_query_in_the_index(
    office: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ItemFactory.create(published=True, home_column=office.column)

    with django_assert_num_queries(1):
        Placement.objects.listed(office.column.pk).item_ids(0, 20, 1)


def test_counts_that_went_wrong_are_mended(office: Office) -> None:
    item = office.published()
    Column.objects.update(live_items=7)

    assert services.recount_columns(by=office.publisher) == 2

    office.column.refresh_from_db()
    assert office.column.live_items == 1
    assert office.column.last_released_at == item.listed_at
    assert services.recount_columns(by=office.publisher) == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite for its plan")
def test_a_deep_page_is_answered_by_the_index_alone(office: Office) -> None:
    listed = Placement.objects.listed(office.column.pk).values_list("item_id")

    plan = listed[50_000:50_020].explain()

    assert "USING COVERING INDEX disclosure_placement_list" in plan
    assert "TEMP B-TREE" not in plan


def test_nothing_changed_leaves_no_trace(office: Office) -> None:
    item = office.published()
    before = Entry.objects.count()

    services.place(item, [], by=office.publisher)
    services.pin(item, office.column, pinned=False, by=office.publisher)

    assert Entry.objects.count() == before


def test_a_loop_of_columns_ends_where_it_began() -> None:
    assert trees.lines({1: 2, 2: 1}) == {1: (1, 2), 2: (2, 1)}
