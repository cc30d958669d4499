"""Figures are counted from the pool: by month, this year against last."""

from datetime import date, datetime

import pytest
import time_machine
from django.utils.timezone import make_aware
from pytest_django import DjangoAssertNumQueries

from opencounty.apps.disclosure.models import Item
from opencounty.portal import figures, generation
from opencounty.portal.frame import build
from tests.portal.conftest import Portal


def list_on(portal: Portal, *days: str) -> None:
    for day in days:
        item = portal.publish()
        at = make_aware(datetime.fromisoformat(day))
        Item.objects.filter(pk=item.pk).update(listed_at=at)
        item.placements.update(listed_at=at)
    generation.bump()


@pytest.fixture
def in_november() -> object:
    with time_machine.travel(date(2026, 11, 24), tick=False) as travel:
        yield travel


def test_months_years_and_the_whole_add_up(portal: Portal, in_november: object) -> None:
    list_on(
        portal,
        *("2026-11-01T00:00", "2026-11-24T07:00", "2026-10-31T23:59"),
        *("2026-01-01T00:00", "2025-12-31T23:59", "2025-01-01T00:00"),
        "2024-12-31T23:59",
    )

    figure = figures.counted(build(), ["released_total"])[0]

    assert figure.value == 7
    assert figure.months == (1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2)
    assert figure.note == "其中今年 4 条，去年 2 条"


def test_a_figure_is_counted_once_a_generation(
    portal: Portal, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    frame = build()
    figures.counted(frame, ["released_total"])

    with django_assert_max_num_queries(0):
        figures.counted(frame, ["released_total"])


def test_a_figure_costs_two_queries(
    portal: Portal, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    frame = build()

    with django_assert_max_num_queries(2):
        figures.counted(frame, ["released_total"])
