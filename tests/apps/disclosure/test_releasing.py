"""The moment of release is the system's, once; what was released stays on record."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from opencounty.apps.disclosure import errors, services, signals
from opencounty.apps.disclosure.models import IndexSeries, Item, Release, Version
from opencounty.kernel.audit.models import Entry
from opencounty.kernel.base.errors import NotPermitted
from opencounty.kernel.org.actor import VISITOR
from opencounty.kernel.search.models import Pending
from tests.apps.disclosure.conftest import Office
from tests.factories.disclosure import ColumnFactory, ItemFactory
from tests.factories.org import UnitFactory

State = Version.State
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def test_publishing_shows_the_item_and_sets_the_moment(office: Office) -> None:
    with time_machine.travel(NOON, tick=False):
        item = office.published()

    item.refresh_from_db()
    assert item.released_at == item.listed_at == NOON
    assert item.published_version is not None
    assert item.published_version.state == State.PUBLISHED
    assert Item.objects.visible_to(VISITOR).get() == item
    assert item.url == f"/openness/notices/2026/11/{item.pk}.html"
    assert Pending.objects.filter(key=f"disclosure.item:{item.pk}").exists()


def test_the_release_log_says_who_when_what_and_where(office: Office) -> None:
    item = office.published()

    log = item.releases.get()
    assert log.action == Release.Action.PUBLISHED
    assert log.by_id == office.publisher.account_id
    assert item.published_version is not None
    assert log.digest == item.published_version.digest
    assert log.columns == sorted(item.placements.values_list("column_id", flat=True))


def test_a_version_nobody_approved_is_not_published(office: Office) -> None:
    with pytest.raises(errors.WrongState):
        services.publish(office.submitted(), by=office.publisher)

    assert not Item.objects.live().exists()


def test_publishing_needs_its_own_right(office: Office) -> None:
    with pytest.raises(NotPermitted):
        services.publish(office.approved(), by=office.head)


def test_what_is_not_disclosed_is_approved_but_never_published(office: Office) -> None:
    version = office.approved(
        openness=Item.Openness.ON_REQUEST, openness_reason="涉及第三方"
    )

    with pytest.raises(errors.NotForThePublic, match="依申请公开"):
        services.publish(version, by=office.publisher)


def test_content_other_than_the_approved_is_not_published(office: Office) -> None:
    version = office.approved()
    version.approvals.filter(step="approved")
    unapproved = office.approved()
    Version.objects.filter(pk=unapproved.pk).update(state=State.SUBMITTED)
    forged = Version.objects.get(pk=unapproved.pk)
    forged.approvals.create(
        step="approved",
        by_id=office.head.account_id,
        by_name="x",
        at=timezone.now(),
        digest="0" * 64,
    )
    Version.objects.filter(pk=unapproved.pk).update(state=State.APPROVED)

    with pytest.raises(errors.ContentChanged):
        services.publish(forged, by=office.publisher)


def test_a_newer_version_takes_the_place_and_keeps_number_and_moment(
    office: Office,
) -> None:
    with time_machine.travel(NOON, tick=False):
        item = office.published()
    first = item.published_version
    assert first is not None
    draft = services.revise(item, by=office.reporter)
    services.save_draft(draft, office.content(title="更正后的标题"), by=office.reporter)
    services.submit(draft, by=office.reporter)
    services.approve(draft, by=office.head)
    with time_machine.travel(NOON + timedelta(days=3), tick=False):
        services.publish(draft, by=office.publisher)

    number = item.index_number
    item.refresh_from_db()
    first.refresh_from_db()
    assert (item.title, item.index_number) == ("更正后的标题", number)
    assert item.released_at == NOON
    assert first.state == State.SUPERSEDED
    assert item.releases.filter(action=Release.Action.UPDATED).count() == 1
    office.column.refresh_from_db()
    assert office.column.live_items == 1
    assert office.column.last_released_at == NOON + timedelta(days=3)


def test_withdrawing_hides_everywhere_and_says_why(office: Office) -> None:
    item = office.published()

    services.withdraw(item, reason="附件有误", by=office.publisher)

    item.refresh_from_db()
    assert item.withdrawn_reason == "附件有误"
    assert not Item.objects.visible_to(VISITOR).exists()
    assert not item.placements.filter(live=True).exists()
    office.column.refresh_from_db()
    assert (office.column.live_items, office.column.last_released_at) == (0, None)
    assert item.releases.filter(action="withdrawn", reason="附件有误").exists()
    with pytest.raises(errors.AlreadyWithdrawn):
        services.withdraw(item, reason="再来", by=office.publisher)


def test_withdrawing_and_restoring_need_a_reason(office: Office) -> None:
    item = office.published()
    with pytest.raises(errors.ReasonMissing):
        services.withdraw(item, reason="  ", by=office.publisher)
    services.withdraw(item, reason="有误", by=office.publisher)
    with pytest.raises(errors.ReasonMissing):
        services.restore(item, reason="", by=office.publisher)


def test_restoring_shows_the_same_wording_again(office: Office) -> None:
    item = office.published()
    number, released_at = item.index_number, item.released_at
    services.withdraw(item, reason="核实", by=office.publisher)

    services.restore(item, reason="核实无误", by=office.publisher)

    item.refresh_from_db()
    assert item.is_live
    assert (item.index_number, item.released_at) == (number, released_at)
    office.column.refresh_from_db()
    assert office.column.live_items == 1
    with pytest.raises(errors.NotWithdrawn):
        services.restore(item, reason="再来", by=office.publisher)


def test_a_corrected_version_ends_a_withdrawal(office: Office) -> None:
    item = office.published()
    services.withdraw(item, reason="有误", by=office.publisher)
    draft = services.revise(item, by=office.reporter)
    services.submit(draft, by=office.reporter)
    services.approve(draft, by=office.head)

    services.publish(draft, by=office.publisher)

    item.refresh_from_db()
    assert item.is_live
    assert item.withdrawn_reason == ""
    assert item.releases.order_by("-pk")[0].action == Release.Action.RESTORED


def test_index_numbers_follow_the_organ_and_the_year(office: Office) -> None:
    with time_machine.travel(NOON, tick=False):
        first, second = office.published(), office.published()

    assert first.index_number == "000014349/2026-00001"
    assert second.index_number == "000014349/2026-00002"


def test_a_unit_without_code_uses_that_of_the_unit_above(office: Office) -> None:
    office.unit.uscc, office.unit.parent = "", UnitFactory.create()
    office.unit.save()
    with time_machine.travel(NOON, tick=False):
        assert office.published().index_number == "000000000/2026-00001"


def test_a_number_an_import_brought_is_stepped_over(office: Office) -> None:
    ItemFactory.create(index_number="000014349/2026-00001", published=False)

    with time_machine.travel(NOON, tick=False):
        assert office.published().index_number == "000014349/2026-00002"


def test_a_withdrawn_number_is_never_given_again(office: Office) -> None:
    with time_machine.travel(NOON, tick=False):
        item = office.published()
        services.withdraw(item, reason="有误", by=office.publisher)
        again = office.published()

    assert again.index_number != item.index_number
    assert IndexSeries.objects.get().last == 2


def test_the_pattern_of_index_numbers_is_a_setting(
    office: Office, settings: pytest.FixtureRequest
) -> None:
    settings.DISCLOSURE_INDEX_PATTERN = "uscc_month"  # type: ignore[attr-defined]
    with time_machine.travel(NOON, tick=False):
        assert office.published().index_number == "11999901000014349X/202611-00001"


def test_listeners_hear_of_release_update_and_withdrawal(office: Office) -> None:
    heard: list[str] = []

    def hear(signal: object, name: str) -> None:
        def receiver(**_: object) -> None:
            heard.append(name)

        kept.append(receiver)
        signal.connect(receiver)  # type: ignore[attr-defined]

    kept: list[object] = []
    for name in ("item_released", "item_updated", "item_withdrawn"):
        hear(getattr(signals, name), name)

    item = office.published()
    services.set_validity(item, "in_force", reason="清理结果", by=office.publisher)
    services.withdraw(item, reason="有误", by=office.publisher)

    assert heard == ["item_released", "item_updated", "item_withdrawn"]


def test_every_deed_is_on_the_trail(office: Office) -> None:
    item = office.published()
    services.withdraw(item, reason="有误", by=office.publisher)
    services.restore(item, reason="无误", by=office.publisher)

    actions = Entry.objects.filter(
        subject_type="disclosure.item", subject_id=str(item.pk)
    ).values_list("action", flat=True)
    assert list(actions) == [
        "disclosure.item_drafted",
        "disclosure.version_submitted",
        "disclosure.version_approved",
        "disclosure.item_published",
        "disclosure.item_withdrawn",
        "disclosure.item_restored",
    ]


def test_a_closed_column_bars_publishing(office: Office) -> None:
    version = office.approved(home_column=ColumnFactory.create(name="旧栏目"))
    column = version.item.home_column
    services.close_column(column, reason="合并", by=office.publisher)

    with pytest.raises(errors.ColumnClosed, match="旧栏目"):
        services.publish(version, by=office.publisher)


def test_a_wording_that_no_longer_matches_is_not_restored(office: Office) -> None:
    item = ItemFactory.create(withdrawn=True)  # its digest is not its content's

    with pytest.raises(errors.ContentChanged):
        services.restore(item, reason="无误", by=office.publisher)


def test_a_later_version_may_say_that_a_document_is_in_force(office: Office) -> None:
    item = office.published()
    draft = services.revise(item, by=office.reporter)
    services.save_draft(draft, office.content(validity="in_force"), by=office.reporter)
    services.submit(draft, by=office.reporter)
    services.approve(draft, by=office.head)
    assert services.publish(draft, by=office.publisher).validity == "in_force"

    services.set_validity(item, "repealed", reason="清理", by=office.publisher)
    again = services.revise(item, by=office.reporter)
    services.submit(again, by=office.reporter)
    services.approve(again, by=office.head)
    assert services.publish(again, by=office.publisher).validity == "repealed"
