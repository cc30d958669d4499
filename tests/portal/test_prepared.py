"""A prepared query answers as the queryset it was made of, without writing it anew."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from opencounty.apps.disclosure.models import Item
from opencounty.portal import documents, lists
from opencounty.portal.prepared import Prepared
from tests.portal.conftest import Portal


def newer(at: datetime, pk: int) -> QuerySet[Item, Any]:
    rows = Item.objects.filter(listed_at__gte=at, pk__gt=pk, validity="")
    return rows.order_by("-listed_at").values_list("pk", "title", "listed_at", "code")


def test_it_answers_as_the_queryset_does(portal: Portal) -> None:
    items = [portal.publish(days_ago=n) for n in range(6)]
    prepared = Prepared(newer, at=datetime, pk=int)
    for days in (2, 4):
        at = timezone.now() - timedelta(days=days, minutes=1)

        found = prepared.rows(at=at, pk=items[0].pk)

        assert found == list(newer(at, items[0].pk))
        assert len(found) == days


def test_a_part_of_the_rows_can_be_asked_for(portal: Portal) -> None:
    for n in range(6):
        portal.publish(days_ago=n)
    long_ago = timezone.now() - timedelta(days=99)
    prepared = Prepared(newer, at=datetime, pk=int)

    found = prepared.rows(at=long_ago, pk=0, limit=2, offset=3)

    assert found == list(newer(long_ago, 0)[3:5])


def test_a_parameter_that_changes_nothing_is_our_mistake(portal: Portal) -> None:
    prepared = Prepared(lambda pk: Item.objects.values_list("pk"), pk=int)

    with pytest.raises(ValueError, match="not in the statement"):
        prepared.rows(pk=1)


@pytest.mark.parametrize(
    "name", ["_NEWER", "_OLDER", "_FROM_TOP", "_FROM_END", "_IN_COLUMN", "_LATEST"]
)
def test_no_hot_list_scans_a_table_or_sorts_it(portal: Portal, name: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the plans of SQLite; PostgreSQL chooses by statistics")
    item = portal.publish()
    values: dict[str, Any] = {
        "column": portal.notices.pk,
        "at": item.listed_at,
        "pk": item.pk,
    }
    prepared: Prepared = getattr(documents, name, None) or getattr(lists, name)
    kinds = prepared._kinds
    prepared.rows(**{kind: values[kind] for kind in kinds}, limit=1)
    plan = prepared._plans["sqlite"]

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {plan.sql} LIMIT 1", plan.params)
        steps = [row[3] for row in cursor.fetchall()]

    assert not [s for s in steps if s.startswith("SCAN disclosure_placement")]
    assert "USE TEMP B-TREE FOR ORDER BY" not in steps
