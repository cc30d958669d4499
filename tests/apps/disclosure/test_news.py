"""When a column last had news, reckoned by hand: no trick makes it look alive."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils.timezone import localdate

from opencounty.apps.disclosure import services
from opencounty.apps.disclosure.models import Item, Version
from opencounty.apps.disclosure.rules import Standing
from tests.apps.disclosure.conftest import Office
from tests.factories.disclosure import ColumnFactory

START = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def revised(item: Item, office: Office) -> Version:
    draft = services.revise(item, by=office.reporter)
    services.submit(draft, by=office.reporter)
    services.approve(draft, by=office.head)
    services.publish(draft, by=office.publisher)
    return draft


def last_of(office: Office) -> datetime | None:
    office.column.refresh_from_db()
    return office.column.last_released_at


def test_showing_again_what_was_withdrawn_is_no_news(
    office: Office, clock: time_machine.Traveller
) -> None:
    item = office.published()
    clock.shift(timedelta(days=200))
    services.withdraw(item, reason="核实", by=office.publisher)

    services.restore(item, reason="无误", by=office.publisher)

    assert last_of(office) == START
    today = localdate()
    assert office.column.freshness(today).standing == Standing.STALE


def test_a_new_version_is_news_and_stays_so_when_another_item_goes(
    office: Office, clock: time_machine.Traveller
) -> None:
    old = office.published()
    clock.shift(timedelta(days=10))
    newer = office.published()
    clock.shift(timedelta(days=10))
    revised(old, office)
    assert last_of(office) == START + timedelta(days=20)
    clock.shift(timedelta(days=1))

    services.withdraw(newer, reason="有误", by=office.publisher)

    assert last_of(office) == START + timedelta(days=20)
    services.withdraw(old, reason="有误", by=office.publisher)
    assert last_of(office) is None
    services.restore(old, reason="无误", by=office.publisher)
    assert last_of(office) == START + timedelta(days=20)


def test_a_new_version_that_ends_a_withdrawal_is_news(
    office: Office, clock: time_machine.Traveller
) -> None:
    item = office.published()
    services.withdraw(item, reason="有误", by=office.publisher)
    clock.shift(timedelta(days=3))

    revised(item, office)

    assert last_of(office) == START + timedelta(days=3)


@pytest.mark.parametrize(
    ("kind", "released", "last_fresh_day"),
    [
        ("news", date(2026, 2, 20), date(2026, 3, 6)),
        ("notice", date(2026, 8, 31), date(2027, 2, 28)),
        ("policy", date(2027, 8, 29), date(2028, 2, 29)),
        ("interpretation", date(2026, 5, 24), date(2026, 11, 24)),
        ("statistics", date(2026, 1, 1), date(2026, 4, 1)),
        ("finance", date(2026, 6, 1), date(2026, 11, 28)),
        ("guide", date(2027, 3, 1), date(2028, 2, 29)),
    ],
)
def test_a_column_is_stale_on_the_day_after_its_last(
    office: Office, kind: str, released: date, last_fresh_day: date
) -> None:
    noon = datetime(released.year, released.month, released.day, 4, tzinfo=UTC)
    column = ColumnFactory.create(kind=kind, last_released_at=noon, live_items=1)

    assert column.freshness(last_fresh_day).days_left == 0
    after = column.freshness(last_fresh_day + timedelta(days=1))
    assert after.standing == Standing.STALE


def test_a_release_shortly_before_midnight_counts_for_its_own_day(
    office: Office,
) -> None:
    late = datetime(2026, 3, 1, 15, 59, tzinfo=UTC)  # 23:59 in China
    column = ColumnFactory.create(kind="news", last_released_at=late, live_items=1)

    assert column.freshness(date(2026, 3, 15)).days_left == 0
    column.last_released_at = late + timedelta(minutes=1)
    assert column.freshness(date(2026, 3, 15)).days_left == 1
