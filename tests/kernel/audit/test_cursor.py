"""No entry is lost to the seals, in whatever order transactions commit."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection, connections, transaction
from django.db.backends.utils import CursorWrapper
from django.db.utils import ConnectionHandler

from opencounty.kernel.audit import services
from opencounty.kernel.audit.models import Entry, Leaf, Seal
from opencounty.kernel.org.actor import system
from tests.factories.audit import entry

pytestmark = pytest.mark.django_db(transaction=True)


def only_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: ids are in commit order")


def test_an_entry_committed_late_with_a_lower_id_is_sealed_later() -> None:
    only_postgresql()
    written, may_commit = threading.Event(), threading.Event()
    late: list[int] = []

    def slow_deed() -> None:
        with closing(connections), transaction.atomic():
            late.append(services.record("test.slow", by=system("测试")).pk)
            written.set()
            may_commit.wait(20)

    with ThreadPoolExecutor(1) as pool:
        worker = pool.submit(slow_deed)
        assert written.wait(20)
        quick = entry("test.quick")
        assert quick.pk > late[0]
        services.seal()
        assert not Leaf.objects.filter(entry_id=late[0]).exists()
        may_commit.set()
        worker.result()
    services.seal()

    assert set(Leaf.objects.values_list("entry_id", flat=True)) == {quick.pk, *late}
    assert services.verify().intact


def test_many_writers_and_two_sealers_lose_and_double_nothing() -> None:
    only_postgresql()
    stop = threading.Event()

    with ThreadPoolExecutor(6) as pool:
        sealers = [pool.submit(keep_sealing, stop) for _ in range(2)]
        writers = [pool.submit(write, 40) for _ in range(4)]
        for writer in writers:
            writer.result()
        stop.set()
        for sealer in sealers:
            sealer.result()
    services.seal()

    assert Entry.objects.count() == Leaf.objects.count() == 160
    assert services.verify().intact


def test_a_long_transaction_in_a_neighbour_database_holds_nothing_back() -> None:
    only_postgresql()
    with neighbour() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
        entry()

        assert services.seal() is not None


def test_a_mark_never_moves_back_when_a_neighbour_is_in_the_way() -> None:
    only_postgresql()
    entry()
    with neighbour() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
        entry()
        services.seal()
        entry()
        services.seal()

    assert not Seal.objects.filter(restarted=True).exists()
    assert services.verify().intact


@contextmanager
def neighbour() -> Iterator[CursorWrapper]:
    """Open a transaction in another database of the same cluster."""
    other = connection.copy("neighbour")
    other.settings_dict["NAME"] = "postgres"
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            yield cursor
    finally:
        other.close()


def write(many: int) -> None:
    with closing(connections):
        for n in range(many):
            with transaction.atomic():
                entry("test.written", n=n)


def keep_sealing(stop: threading.Event) -> None:
    with closing(connections):
        while not stop.is_set():
            services.seal()


@contextmanager
def closing(threads: ConnectionHandler) -> Iterator[None]:
    try:
        yield
    finally:
        threads.close_all()


def test_real_transactions_are_sealed_on_either_database() -> None:
    first = entry()
    assert services.seal() is not None
    second = entry()
    assert services.seal() is not None
    assert services.seal() is None

    assert list(Leaf.objects.values_list("entry_id", flat=True)) == [
        first.pk,
        second.pk,
    ]
    expected = {"postgresql": Seal.Clock.TRANSACTIONS, "sqlite": Seal.Clock.IDS}
    assert Seal.objects.latest("number").clock == expected[connection.vendor]
    assert services.verify().intact


def test_an_entry_forged_into_a_finished_transaction_is_named() -> None:
    only_postgresql()
    entry()
    services.seal()
    old = Entry.objects.get().transaction_number

    forged = Entry.objects.create(
        action="org.forged", actor_kind="system", transaction_number=old
    )
    services.seal()

    finding = services.verify().finding
    assert finding is not None
    assert (finding.fault, finding.entry) == (services.Fault.INSERTED, forged.pk)
