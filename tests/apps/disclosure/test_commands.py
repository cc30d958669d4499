"""Counting the pool from the command line."""

import json
from io import StringIO

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from pytest_django import Settings

from opencounty.apps.disclosure.models import Category, Column
from tests.factories.disclosure import ColumnFactory, ItemFactory

pytestmark = pytest.mark.django_db


def printed(*args: str) -> str:
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def test_counts_are_exact_and_name_what_is_missing() -> None:
    library = ColumnFactory.create(path="library")
    local = ColumnFactory.create(path="library/local", parent=library)
    facts = {"published": True, "home_column": local, "issuer_name": "某人大常委会"}
    ItemFactory.create(
        **facts,
        origin="flk",
        origin_id="1",
        origin_category="地方性法规",
        region_code="33",
        made_on="2013-04-10",
    )
    ItemFactory.create(**facts, category=Category.objects.get(code="20.4"))
    ItemFactory.create()
    ItemFactory.create(withdrawn=True)

    by = ("category", "issuer", "province", "year", "column")
    told = json.loads(printed("pool_counts", "--json", *[f"--by={b}" for b in by]))

    assert told == {
        "total": 2,
        "by_category": {"地方性法规": 1, "统计信息": 1},
        "by_issuer": {"某人大常委会": 2},
        "by_province": {"33": 1, "null": 1},
        "by_year": {"2013": 1, "null": 1},
        "by_column": {"library": 2, "library/local": 2},
    }
    assert "year\t2013\t1" in printed("pool_counts", "--by=year", "--origin=flk")
    assert printed("pool_counts", "--origin=flk").strip() == "total\t1"


def test_columns_are_recounted() -> None:
    ItemFactory.create(published=True)
    Column.objects.update(live_items=9)

    assert "更正 1 个栏目" in printed("pool_recount")
    assert Column.objects.get().live_items == 1


def test_an_unknown_pattern_of_index_numbers_is_named_at_start(
    settings: Settings,
) -> None:
    settings.DISCLOSURE_INDEX_PATTERN = "roman"

    faults = [fault for fault in run_checks() if fault.id == "disclosure.E001"]
    assert "roman" in faults[0].msg
