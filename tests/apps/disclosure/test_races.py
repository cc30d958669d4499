"""Two at the same moment: one is done, the other waits and is told (PostgreSQL)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.utils.timezone import localdate

from opencounty.apps.disclosure import errors, services
from opencounty.apps.disclosure.models import IndexSeries, Item, Link, Release, Version
from opencounty.apps.disclosure.services.intake import Result, take_in
from opencounty.kernel.base.errors import Refusal
from opencounty.kernel.org.actor import system
from tests.apps.disclosure.conftest import Office
from tests.apps.disclosure.test_intake import record
from tests.factories.disclosure import ColumnFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one write at a time"
    ),
]
T = TypeVar("T")


def at_once(*deeds: Callable[[], T]) -> list[T | Refusal]:
    """Run deeds at the same moment, each on its own connection."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], T]) -> T | Refusal:
        start.wait()
        try:
            return deed()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_one_of_two_publishers_is_told_it_is_done(
    transactional_db: None, office: Office
) -> None:
    version = office.approved()

    answers = at_once(*[lambda: services.publish(version, by=office.publisher)] * 3)

    refusals = [a for a in answers if isinstance(a, errors.WrongState)]
    assert len(refusals) == 2
    assert Release.objects.count() == 1
    office.column.refresh_from_db()
    assert office.column.live_items == 1


def test_numbers_taken_at_once_differ(transactional_db: None, office: Office) -> None:
    versions = [office.approved() for _ in range(6)]

    at_once(
        *[
            lambda version=version: services.publish(version, by=office.publisher)
            for version in versions
        ]
    )

    numbers = set(Item.objects.values_list("index_number", flat=True))
    assert len(numbers) == 6
    assert None not in numbers
    assert IndexSeries.objects.get().last == 6
    office.column.refresh_from_db()
    assert office.column.live_items == 6


def test_releases_to_the_same_columns_do_not_lock_each_other_out(
    transactional_db: None, office: Office
) -> None:
    news, tips = ColumnFactory.create(), ColumnFactory.create()
    one = office.approved(home_column=news, columns=[tips])
    two = office.approved(home_column=tips, columns=[news])

    answers = at_once(
        lambda: services.publish(one, by=office.publisher),
        lambda: services.publish(two, by=office.publisher),
    )

    assert all(isinstance(answer, Item) for answer in answers)
    assert services.recount_columns(by=office.publisher) == 0


def test_approval_and_return_at_once_leave_one_decision(
    transactional_db: None, office: Office
) -> None:
    version = office.submitted()

    answers = at_once(
        lambda: services.approve(version, by=office.head),
        lambda: services.recall(version, by=office.reporter),
    )

    assert sum(isinstance(answer, Refusal) for answer in answers) == 1


def test_of_two_withdrawals_one_is_told_it_is_done(
    transactional_db: None, office: Office
) -> None:
    item = office.published()

    answers = at_once(
        *[lambda: services.withdraw(item, reason="有误", by=office.publisher)] * 2
    )

    assert sum(isinstance(a, errors.AlreadyWithdrawn) for a in answers) == 1
    assert Release.objects.filter(action=Release.Action.WITHDRAWN).count() == 1
    assert services.recount_columns(by=office.publisher) == 0


def test_a_release_and_the_withdrawal_of_what_it_repeals_both_happen(
    transactional_db: None, office: Office
) -> None:
    pairs = [(office.published(), office.approved()) for _ in range(6)]
    for old, new in pairs:
        services.link(new.item, old, Link.Kind.REPEALS, by=office.reporter)

    answers = [
        answer
        for old, new in pairs
        for answer in at_once(
            lambda new=new: services.publish(new, by=office.publisher),
            lambda old=old: services.withdraw(old, reason="旧", by=office.publisher),
        )
    ]

    assert all(isinstance(answer, Item) for answer in answers)
    repealed = Item.objects.filter(pk__in=[old.pk for old, _ in pairs])
    assert set(repealed.values_list("validity", flat=True)) == {"repealed"}
    assert services.recount_columns(by=office.publisher) == 0


def test_an_import_and_a_withdrawal_of_what_it_changes_both_happen(
    transactional_db: None, office: Office
) -> None:
    office.unit.slug = "water"
    office.unit.save()
    take_in([record(n) for n in range(12)], by=system("导入"))
    items = list(Item.objects.order_by("pk"))

    for n, item in enumerate(items[:6]):
        batch = [record(100 + n), record(n, title=f"新{n}"), record(6 + n, title="新")]
        answers = at_once(
            lambda batch=batch: take_in(batch, by=system("导入")),
            lambda item=item: services.withdraw(
                item, reason="有误", by=office.publisher
            ),
        )
        assert not any(isinstance(answer, Refusal) for answer in answers)

    assert Item.objects.count() == 18
    assert Item.objects.live().count() == 12
    assert services.recount_columns(by=office.publisher) == 0


def test_imports_and_releases_at_once_give_each_number_once(
    transactional_db: None, office: Office
) -> None:
    office.unit.slug = "water"
    office.unit.save()
    versions = [office.approved() for _ in range(3)]
    year = localdate().year
    wished = f"000014349/{year}-00002"  # what a release would take next

    def publish(version: Version) -> Callable[[], object]:
        return lambda: services.publish(version, by=office.publisher)

    def bring(number: int, **facts: str) -> Callable[[], object]:
        batch = [record(number * 10 + n, **(facts if n == 0 else {})) for n in range(4)]
        return lambda: take_in(batch, by=system("导入"))

    at_once(publish(versions[0]), bring(1), bring(2), publish(versions[1]))
    at_once(bring(3), bring(4, index_number=wished), publish(versions[2]))

    numbers = list(Item.objects.values_list("index_number", flat=True))
    assert len(numbers) == len(set(numbers)) == 3 + 16
    assert None not in numbers


def test_a_form_sent_twice_at_once_is_done_once(
    transactional_db: None, office: Office
) -> None:
    token = uuid4()

    def send() -> str:
        return services.once(
            token,
            deed="draft",
            do=lambda: str(office.draft().pk),
            by=office.reporter,
        )

    answers = at_once(send, send)

    assert answers[0] == answers[1]
    assert Item.objects.count() == 1


def test_the_same_record_imported_at_once_is_taken_once(
    transactional_db: None, office: Office
) -> None:
    office.unit.slug = "water"
    office.unit.save()
    batch = [record(n) for n in range(20)]

    at_once(*[lambda: take_in(batch, by=system("导入"))] * 2)

    assert Item.objects.count() == 20
    assert Release.objects.count() == 20
    again = take_in(batch, by=system("导入"))
    assert {outcome.result for outcome in again} == {Result.UNCHANGED}
