"""What one document does to another, and what time does to both."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from opencounty.apps.disclosure import errors, services, signals
from opencounty.apps.disclosure.models import Item, Link
from opencounty.kernel.audit.models import Entry
from opencounty.kernel.base.errors import NotPermitted
from opencounty.kernel.search.models import Pending
from tests.apps.disclosure.conftest import Office
from tests.factories.disclosure import ItemFactory
from tests.factories.org import actor_with

Kind = Link.Kind
TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def in_force(**facts: object) -> Item:
    return ItemFactory.create(published=True, validity="in_force", days_ago=30, **facts)


@pytest.mark.parametrize(
    ("kind", "validity"),
    [
        (Kind.REPEALS, "repealed"),
        (Kind.REPLACES, "repealed"),
        (Kind.AMENDS, "amended"),
        (Kind.INTERPRETS, "in_force"),
    ],
)
def test_a_live_document_changes_what_it_links_to(
    office: Office, kind: str, validity: str
) -> None:
    old = in_force(title="旧办法")
    new = office.published(title="新办法", doc_number="临政发〔2026〕18号")

    services.link(new, old, kind, by=office.publisher)

    old.refresh_from_db()
    assert old.validity == validity
    if validity != "in_force":
        assert old.validity_note.startswith("被《新办法》（临政发〔2026〕18号）")
        assert old.validity_changed_on == TODAY
        assert Pending.objects.filter(key=f"disclosure.item:{old.pk}").exists()


def test_a_draft_changes_nothing_until_it_is_published(office: Office) -> None:
    old = in_force()
    version = office.draft()
    services.link(version.item, old, Kind.REPEALS, by=office.reporter)
    old.refresh_from_db()
    assert old.validity == "in_force"

    services.submit(version, by=office.reporter)
    services.approve(version, by=office.head)
    services.publish(version, by=office.publisher)

    old.refresh_from_db()
    assert old.validity == "repealed"


def test_a_repeal_waits_for_its_effective_day(office: Office) -> None:
    old = in_force()
    new = office.published(effective_on=TODAY + timedelta(days=9))
    services.link(new, old, Kind.REPEALS, by=office.publisher)
    old.refresh_from_db()
    assert old.validity == "in_force"

    assert services.expire_due(today=TODAY + timedelta(days=8)) == 0
    assert services.expire_due(today=TODAY + timedelta(days=9)) == 1
    old.refresh_from_db()
    assert old.validity == "repealed"


def test_a_document_expires_the_day_after_its_last_day(office: Office) -> None:
    item = in_force(valid_until=TODAY)

    assert services.expire_due(today=TODAY) == 0
    assert services.expire_due(today=TODAY + timedelta(days=1)) == 1
    item.refresh_from_db()
    assert (item.validity, item.validity_note) == (
        "expired",
        "有效期至2026-11-23，已届满",
    )
    entry = Entry.objects.get(action="disclosure.validity_changed")
    assert entry.actor_kind == "system"
    assert services.expire_due(today=TODAY + timedelta(days=2)) == 0


def test_a_last_day_means_nothing_where_validity_does_not_arise(
    office: Office,
) -> None:
    ItemFactory.create(published=True, valid_until=TODAY - timedelta(days=1))

    assert services.expire_due(today=TODAY) == 0


def test_a_withdrawn_document_has_no_effect(office: Office) -> None:
    old = in_force()
    new = office.published()
    services.withdraw(new, reason="有误", by=office.publisher)

    services.link(new, old, Kind.REPEALS, by=office.publisher)

    old.refresh_from_db()
    assert old.validity == "in_force"


def test_a_person_says_what_became_of_a_document_and_why(office: Office) -> None:
    item = in_force()
    with pytest.raises(errors.ReasonMissing):
        services.set_validity(item, "repealed", reason="", by=office.publisher)
    with pytest.raises(NotPermitted):
        services.set_validity(item, "repealed", reason="清理", by=office.reporter)

    services.set_validity(
        item, "repealed", reason="2026年清理废止", by=office.publisher
    )

    item.refresh_from_db()
    assert (item.validity, item.validity_note) == ("repealed", "2026年清理废止")


def test_links_are_made_once_and_read_from_both_ends(office: Office) -> None:
    policy, reading = office.published(title="办法"), office.published(title="解读")

    first = services.link(reading, policy, Kind.INTERPRETS, by=office.publisher)
    again = services.link(reading, policy, Kind.INTERPRETS, by=office.publisher)

    assert first == again
    link = Link.objects.all().around(policy).between_live().get()
    assert link.seen_from(policy) == ("解读材料", reading)
    assert link.seen_from(reading) == ("解读", policy)


def test_links_to_oneself_and_in_circles_are_refused(office: Office) -> None:
    one, two = office.published(), office.published()
    with pytest.raises(errors.LinkRefused, match="自己"):
        services.link(one, one, Kind.AMENDS, by=office.publisher)

    services.link(one, two, Kind.REPEALS, by=office.publisher)
    with pytest.raises(errors.LinkRefused, match="互相废止"):
        services.link(two, one, Kind.REPEALS, by=office.publisher)


def test_a_link_is_taken_back_with_a_reason(office: Office) -> None:
    one, two = office.published(), office.published()
    services.link(one, two, Kind.RELATES_TO, by=office.publisher)

    services.unlink(one, two, Kind.RELATES_TO, reason="弄错了", by=office.publisher)

    assert not Link.objects.exists()
    assert Entry.objects.filter(action="disclosure.items_unlinked").exists()
    with pytest.raises(errors.LinkRefused):
        services.unlink(one, two, Kind.RELATES_TO, reason="又", by=office.publisher)


def test_linking_needs_the_right_of_the_linking_documents_unit(office: Office) -> None:
    with pytest.raises(NotPermitted):
        services.link(
            office.published(),
            in_force(),
            Kind.REPEALS,
            by=actor_with("disclosure.publish_item"),
        )


def test_a_withdrawn_documents_validity_is_set_without_telling_the_public(
    office: Office,
) -> None:
    heard: list[object] = []

    def hear(**facts: object) -> None:
        heard.append(facts)

    item = ItemFactory.create(withdrawn=True)
    signals.item_updated.connect(hear)
    services.set_validity(item, "expired", reason="届满", by=office.publisher)

    assert not heard
