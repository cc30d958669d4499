"""What the database refuses, whoever asks and however."""

from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from opencounty.apps.disclosure import guards
from opencounty.apps.disclosure.models import (
    Approval,
    Attachment,
    Item,
    Release,
    Version,
)
from tests.apps.disclosure.conftest import Office
from tests.factories.disclosure import AttachmentFactory, FileFactory


def refused() -> pytest.RaisesExc[IntegrityError]:
    return pytest.raises(IntegrityError)


def test_the_moment_of_release_is_never_edited(office: Office) -> None:
    item = office.published()

    for moment in (timezone.now() - timedelta(days=9), None):
        with refused(), transaction.atomic():
            Item.objects.filter(pk=item.pk).update(released_at=moment)
    item.refresh_from_db()
    item.save()


def test_an_index_number_never_changes(office: Office) -> None:
    item = office.published()

    for number in ("000000000/2026-99999", None):
        with refused(), transaction.atomic():
            Item.objects.filter(pk=item.pk).update(index_number=number)


@pytest.mark.parametrize(
    "change",
    [{"title": "改"}, {"body": "改"}, {"digest": ""}, {"made_on": "2020-01-01"}],
)
def test_sealed_content_never_changes(office: Office, change: dict[str, str]) -> None:
    version = office.submitted()

    with refused(), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(**change)
    version.refresh_from_db()
    version.save()


def test_attachments_of_sealed_content_never_change(office: Office) -> None:
    draft = office.draft()
    attachment = AttachmentFactory.create(version=draft)
    from opencounty.apps.disclosure import services

    services.submit(draft, by=office.reporter)

    with refused(), transaction.atomic():
        Attachment.objects.filter(pk=attachment.pk).update(title="改")
    with refused(), transaction.atomic():
        Attachment.objects.create(version=draft, file=FileFactory.create(), title="加")


def test_the_logs_are_append_only(office: Office) -> None:
    office.published()

    for model in (Approval, Release):
        with refused(), transaction.atomic():
            model.objects.update(by_name="别人")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets rows go")
def test_postgresql_deletes_nothing_that_is_kept(office: Office) -> None:
    office.published()

    for model in (Release, Approval, Version, Item):
        with (
            refused(),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608


def test_a_missing_trigger_is_named_and_put_back(db: None) -> None:
    assert not guards.check(None, databases=["default"])
    name = next(guard.name for guard in guards.guards(connection.vendor))
    on = " ON disclosure_item" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")

    faults = run_checks(tags=["database"], databases=["default"])
    assert [fault.id for fault in faults] == ["disclosure.W001"]
    assert name in faults[0].msg

    guards.install("default")
    assert not guards.check(None, databases=["default"])


def test_a_trigger_of_an_older_release_is_dropped(db: None) -> None:
    old = "disclosure_item_released_at_once_00000000"
    guard = next(iter(guards.guards(connection.vendor)))
    with connection.cursor() as cursor:
        for statement in guards.statements(guard, connection.vendor):
            cursor.execute(statement.replace(guard.name, old))

    guards.install("default")

    assert old not in guards.present(connection)
