"""Drafting: a new item, a new version, saving, discarding."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from opencounty.apps.disclosure import permissions
from opencounty.apps.disclosure.errors import (
    DraftChangedMeanwhile,
    VersionInProgress,
    WrongState,
)
from opencounty.apps.disclosure.models import Attachment, Column, Item, Version
from opencounty.apps.disclosure.rules import State, may_become
from opencounty.apps.disclosure.services import content as contents
from opencounty.apps.disclosure.services import placing
from opencounty.apps.disclosure.services.content import Content
from opencounty.apps.disclosure.services.reasons import need
from opencounty.kernel.audit import services as audit
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Unit


@transaction.atomic
def draft_item(
    *,
    unit: Unit,
    home_column: Column,
    content: Content,
    columns: Sequence[Column] = (),
    by: Actor,
) -> Version:
    """Begin a new item of a unit with its first draft."""
    by = by.require(permissions.DRAFT, unit.pk)
    placing.refuse_unfit([home_column, *columns])

    item = Item(unit=unit, home_column=home_column)
    version = Version(item=item, number=1, drafted_by_id=by.account_id)
    contents.write(version, content)
    _show(item, version)
    item.save(force_insert=True)
    version.save(force_insert=True)
    contents.write_files(version, content.files or ())
    placing.rewrite(item, {home_column.pk, *(column.pk for column in columns)})
    note_writer(version, by)
    audit.record(
        "disclosure.item_drafted", on=item, by=by, column=home_column.path, number=1
    )
    return version


@transaction.atomic
def revise(item: Item, *, by: Actor) -> Version:
    """Begin the next version of an item, with the content of its last one."""
    item = Item.objects.select_for_update().get(pk=item.pk)
    by = by.require(permissions.DRAFT, item.unit_id)
    in_progress = item.versions.open().first()
    if in_progress is not None and in_progress.state != State.RETURNED:
        raise VersionInProgress(
            number=in_progress.number, state=in_progress.get_state_display()
        )

    last = item.versions.latest("number")
    base = in_progress or item.published_version or last
    if in_progress is not None:
        move(in_progress, State.REVISED, deed="修改")
    version = Version(
        item=item,
        number=last.number + 1,
        drafted_by_id=by.account_id,
        **contents.copied(base),
    )
    version.save(force_insert=True)
    _copy_files(base, version)
    if in_progress is not None:  # their words were never approved
        version.writers.set(in_progress.writers.all())
    note_writer(version, by)
    audit.record(
        "disclosure.version_drafted",
        on=item,
        by=by,
        number=version.number,
        based_on=base.number,
    )
    return version


@transaction.atomic
def save_draft(
    version: Version, content: Content, *, opened_at: datetime | None = None, by: Actor
) -> Version:
    """Save a draft whole; refuse when somebody saved it since `opened_at`."""
    version = locked(version)
    by = by.require(permissions.DRAFT, version.item.unit_id)
    if version.state != State.DRAFT:
        raise WrongState(state=version.get_state_display(), deed="修改")
    if opened_at is not None and version.saved_at != opened_at:
        saver = version.saved_by
        raise DraftChangedMeanwhile(name=saver.name if saver else "有人")

    contents.write(version, content)
    version.saved_by_id = by.account_id
    version.save()
    if content.files is not None:
        contents.write_files(version, content.files)
    if version.item.released_at is None:
        _show(version.item, version)
        version.item.save()
    note_writer(version, by)
    audit.record(
        "disclosure.draft_saved", on=version.item, by=by, number=version.number
    )
    return version


@transaction.atomic
def discard(version: Version, *, reason: str, by: Actor) -> Version:
    """Put a draft or a returned version aside for good; it stays on record."""
    version = locked(version)
    by = by.require(permissions.DRAFT, version.item.unit_id)
    need(reason)
    move(version, State.DISCARDED, deed="作废")
    audit.record(
        "disclosure.version_discarded",
        on=version.item,
        by=by,
        number=version.number,
        reason=reason,
    )
    return version


def locked(version: Version) -> Version:
    """Return a version as it is now, it and its item locked against others."""
    item = Item.objects.select_for_update().get(pk=version.item_id)
    fresh = Version.objects.select_for_update().get(pk=version.pk)
    fresh.item = item
    return fresh


def move(version: Version, state: State, *, deed: str) -> None:
    """Bring a locked version into another state, or refuse."""
    if not may_become(State(version.state), state):
        raise WrongState(state=version.get_state_display(), deed=deed)
    version.state = state
    version.save(update_fields=["state"])


def note_writer(version: Version, by: Actor) -> None:
    """Remember who had a hand in the wording, and in whose name."""
    hands = {by.account_id, by.for_account_id} - {None}
    version.writers.add(*(hand for hand in hands if hand is not None))


def _show(item: Item, version: Version) -> None:
    """Show a version's description on its item."""
    for name, value in version.description().items():
        setattr(item, name, value)


def _copy_files(source: Version, target: Version) -> None:
    Attachment.objects.bulk_create(
        Attachment(
            version=target,
            file_id=attachment.file_id,
            title=attachment.title,
            position=attachment.position,
        )
        for attachment in source.attachments.all()
    )
