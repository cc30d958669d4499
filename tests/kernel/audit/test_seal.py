"""The trail is sealed in batches, and checking names the first row that is wrong."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from opencounty.kernel.audit import services
from opencounty.kernel.audit.models import Entry, Leaf, Seal
from opencounty.kernel.audit.services import Fault
from tests.factories.audit import entry
from tests.kernel.audit.tampering import unguarded

pytestmark = pytest.mark.django_db

# Inside one test nothing is committed, so on PostgreSQL the running transaction is
# never "in". These tests seal as SQLite does; test_cursor seals real transactions.


@pytest.fixture(autouse=True)
def _seal_what_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def now_in() -> tuple[str, int, int]:
        newest = Entry.objects.order_by("pk").last()
        mark = newest.pk + 1 if newest else 0
        return Seal.Clock.IDS, mark, mark

    monkeypatch.setattr("opencounty.kernel.audit.services.sealing._now_in", now_in)


@pytest.fixture
def trail() -> list[Entry]:
    """Six entries under three seals."""
    written = []
    for batch in range(3):
        written += [entry(n=batch), entry(n=batch, name="李静")]
        services.seal()
    return written


def test_every_entry_is_sealed_once_and_the_chain_holds(trail: list[Entry]) -> None:
    verdict = services.verify()

    assert verdict.intact
    assert (verdict.entries, verdict.seals, verdict.waiting) == (6, 3, 0)
    first, second, _third = Seal.objects.all()
    assert second.previous == first.digest
    assert list(Leaf.objects.values_list("entry_id", flat=True)) == [
        e.pk for e in trail
    ]


def test_nothing_new_makes_no_seal(trail: list[Entry]) -> None:
    assert services.seal() is None


def test_what_waits_for_its_seal_is_no_fault(trail: list[Entry]) -> None:
    entry()

    verdict = services.verify()

    assert verdict.intact
    assert verdict.waiting == 1


def fault_of(*, head: tuple[int, str] | None = None) -> tuple[Fault, int | None]:
    finding = services.verify(head=head).finding
    assert finding is not None
    return finding.fault, finding.entry


@pytest.mark.parametrize(
    "change",
    [
        {"action": "org.logged_out"},
        {"actor_name": "别人"},
        {"facts": {"n": 7}},
        {"address": "1.1.1.1"},
        {"subject_id": "9"},
        {"at": timezone.now() + timedelta(seconds=1)},
    ],
)
def test_a_changed_entry_is_named(
    trail: list[Entry], change: dict[str, object]
) -> None:
    with unguarded():
        Entry.objects.filter(pk=trail[3].pk).update(**change)

    assert fault_of() == (Fault.CHANGED, trail[3].pk)


def test_the_first_of_several_faults_is_named(trail: list[Entry]) -> None:
    with unguarded():
        Entry.objects.filter(pk__in=[trail[2].pk, trail[5].pk]).update(action="x")

    assert fault_of() == (Fault.CHANGED, trail[2].pk)


def test_a_removed_entry_is_named(trail: list[Entry]) -> None:
    with unguarded(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE id = %s", [trail[2].pk])

    assert fault_of() == (Fault.REMOVED, trail[2].pk)


def test_an_entry_slipped_in_below_the_mark_is_named() -> None:
    gap = entry()
    with unguarded(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE id = %s", [gap.pk])
    entry()
    services.seal()

    Entry.objects.create(pk=gap.pk, action="org.forged", actor_kind="system")

    assert fault_of() == (Fault.INSERTED, gap.pk)
    services.seal()
    assert fault_of() == (Fault.INSERTED, gap.pk)


def test_a_backdated_entry_is_named(trail: list[Entry]) -> None:
    old = timezone.now() - timedelta(days=30)
    forged = Entry.objects.create(at=old, action="org.forged", actor_kind="system")
    services.seal()

    assert fault_of() == (Fault.BACKDATED, forged.pk)


def test_a_tampered_seal_is_named(trail: list[Entry]) -> None:
    with unguarded():
        Seal.objects.filter(number=2).update(count=3)

    assert services.verify().finding == services.Finding(Fault.SEAL_CHANGED, 2)


def test_a_removed_seal_is_named(trail: list[Entry]) -> None:
    with unguarded(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_leaf WHERE seal_id = 2")
        cursor.execute("DELETE FROM audit_seal WHERE number = 2")

    assert services.verify().finding == services.Finding(Fault.SEAL_MISSING, 2)


def test_an_entry_changed_together_with_its_leaf_breaks_the_root(
    trail: list[Entry],
) -> None:
    with unguarded():
        Leaf.objects.filter(entry=trail[2]).update(digest="0" * 64)
        Leaf.objects.filter(entry=trail[3]).update(digest="0" * 64)

    assert fault_of()[0] is Fault.CHANGED


def test_leaves_removed_with_their_entries_break_the_root(trail: list[Entry]) -> None:
    with unguarded(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_leaf WHERE entry_id = %s", [trail[2].pk])
        cursor.execute("DELETE FROM audit_entry WHERE id = %s", [trail[2].pk])

    # numbers have gaps of their own where transactions are the clock
    by_ids = Seal.objects.get(number=2).clock == Seal.Clock.IDS
    lacking = trail[2].pk if by_ids else None
    found = services.verify().finding
    assert found == services.Finding(Fault.LEAVES_CHANGED, 2, lacking)
    if lacking:
        with pytest.raises(CommandError, match=f"第 {lacking} 条不在其中"):
            call_command("audit", "verify")


def test_a_chain_made_anew_without_the_key_is_forged(
    trail: list[Entry], settings: Settings
) -> None:
    settings.SECRET_KEY = "another-key-the-intruder-made-up"

    assert services.verify().finding == services.Finding(Fault.SEAL_FORGED, 1)


def test_a_changed_site_key_keeps_old_seals_good(
    trail: list[Entry], settings: Settings
) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the-new-key"
    entry()
    services.seal()

    assert services.verify().intact


def test_a_trail_cut_off_at_the_end_is_told_by_a_head_kept_elsewhere(
    trail: list[Entry],
) -> None:
    head = Seal.objects.get(number=3)
    with unguarded(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_leaf WHERE seal_id = 3")
        cursor.execute("DELETE FROM audit_seal WHERE number = 3")
        ids = (trail[4].pk, trail[5].pk)
        cursor.execute("DELETE FROM audit_entry WHERE id IN (%s, %s)", ids)

    assert services.verify().intact
    assert fault_of(head=(3, head.digest))[0] is Fault.HEAD_MISSING


def test_an_old_head_still_fits(trail: list[Entry]) -> None:
    second = Seal.objects.get(number=2)

    assert services.verify(head=(2, second.digest)).intact


def test_a_restored_database_goes_on_and_says_so(
    trail: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = Seal.objects.get(number=3).upto - 1
    monkeypatch.setattr(
        "opencounty.kernel.audit.services.sealing._now_in",
        lambda: (Seal.Clock.IDS, earlier, earlier),
    )
    written = Entry.objects.create(
        pk=trail[-1].pk + 50, action="org.logged_in", actor_kind="system"
    )

    made = services.seal()

    assert made is not None
    assert made.restarted
    assert made.leaves.get().entry_id == written.pk
    assert services.verify().restarts == [4]


def test_the_digest_may_be_sm3(settings: Settings) -> None:
    hashlib = pytest.importorskip("hashlib")
    if "sm3" not in hashlib.algorithms_available:
        pytest.skip("left out: this OpenSSL has no SM3")
    entry()
    services.seal()
    settings.AUDIT_DIGEST = "sm3"
    entry()
    services.seal()

    assert [s.algorithm for s in Seal.objects.all()] == ["sha256", "sm3"]
    assert services.verify().intact


def test_the_command_says_that_all_is_well(trail: list[Entry]) -> None:
    out = io.StringIO()

    call_command("audit", "seal", stdout=out)
    call_command("audit", "verify", stdout=out)
    call_command("audit", "head", stdout=out)

    said = out.getvalue()
    assert "Nothing to seal" in said
    assert "审计记录完好：6 条、3 次封存" in said
    head = said.splitlines()[-1]
    call_command("audit", "verify", "--head", head, stdout=out)
    with pytest.raises(CommandError, match="末尾被截去"):
        call_command("audit", "verify", "--head", f"9:{head}")


def test_the_command_fails_and_names_the_row(trail: list[Entry]) -> None:
    with unguarded():
        Entry.objects.filter(pk=trail[3].pk).update(actor_name="别人")

    with pytest.raises(CommandError) as caught:
        call_command("audit", "verify")

    assert caught.value.returncode == 1
    assert f"第 {trail[3].pk} 条记录被修改（封存 2）" in str(caught.value)
    assert "别人" in str(caught.value)


def test_a_trail_without_a_seal_has_no_head() -> None:
    with pytest.raises(CommandError, match="No seal"):
        call_command("audit", "head")
