"""Release: publish, withdraw, restore; the moment is set here, once, for ever."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from opencounty.apps.disclosure import permissions, signals
from opencounty.apps.disclosure.errors import (
    AlreadyWithdrawn,
    ContentChanged,
    NotForThePublic,
    NotWithdrawn,
    WrongState,
)
from opencounty.apps.disclosure.models import Item, Release, Version
from opencounty.apps.disclosure.rules import State
from opencounty.apps.disclosure.services import (
    content as contents,
)
from opencounty.apps.disclosure.services import (
    indexing,
    news,
    numbering,
    personal,
    placing,
    reviewing,
    validity,
)
from opencounty.apps.disclosure.services.drafting import locked, move
from opencounty.apps.disclosure.services.reasons import keep_short, need
from opencounty.kernel.audit import services as audit
from opencounty.kernel.org.actor import Actor


@transaction.atomic
def publish(version: Version, *, confirmed: str = "", by: Actor) -> Item:
    """Release an approved version: the public sees it when this commits.

    `confirmed` is the reason why numbers that look personal may be shown. A newer
    version takes the place of the one shown, and ends a withdrawal.
    """
    validity.lock_with_targets(version.item_id)
    version = locked(version)
    item = version.item
    by = by.require(permissions.PUBLISH, item.unit_id)
    keep_short(confirmed)
    _refuse_unreleasable(version)
    placing.refuse_unfit(placing.columns_of(placing.chosen_ids(item)))
    findings = personal.refuse_unconfirmed(version, confirmed)

    now = timezone.now()
    action = _action(item)
    if item.published_version is not None:
        move(item.published_version, State.SUPERSEDED, deed="替代")
    move(version, State.PUBLISHED, deed="发布")
    _show_released(item, version, now)
    columns = placing.go_live(item, at=now)
    _log(version, action, at=now, columns=columns, reason=confirmed, by=by)
    validity.follow_links(item, by=by)
    indexing.mark([item.pk])
    audit.record(
        "disclosure.item_published",
        on=item,
        by=by,
        number=version.number,
        digest=version.digest,
        index_number=item.index_number,
        **({"personal_numbers": findings, "confirmed": confirmed} if findings else {}),
    )
    first = action == Release.Action.PUBLISHED
    announce = signals.item_released if first else signals.item_updated
    announce.send(Item, item=item, version=version)
    return item


@transaction.atomic
def withdraw(item: Item, *, reason: str, by: Actor) -> Item:
    """Take a released item out of sight; it, its number and its past stay."""
    item = _locked(item)
    by = by.require(permissions.WITHDRAW, item.unit_id)
    need(reason)
    version = item.published_version
    if not item.is_live or version is None:
        raise AlreadyWithdrawn

    now = timezone.now()
    move(version, State.WITHDRAWN, deed="撤回")
    item.withdrawn_at, item.withdrawn_reason = now, reason.strip()
    item.save(update_fields=["withdrawn_at", "withdrawn_reason", "changed_at"])
    columns = placing.go_dark(item)
    _log(
        version, Release.Action.WITHDRAWN, at=now, columns=columns, reason=reason, by=by
    )
    indexing.mark([item.pk])
    audit.record("disclosure.item_withdrawn", on=item, by=by, reason=reason)
    signals.item_withdrawn.send(Item, item=item)
    return item


@transaction.atomic
def restore(item: Item, *, reason: str, confirmed: str = "", by: Actor) -> Item:
    """Show a withdrawn item again, in the wording that was withdrawn."""
    item = _locked(item)
    by = by.require(permissions.WITHDRAW, item.unit_id)
    need(reason)
    keep_short(confirmed)
    version = item.published_version
    if item.withdrawn_at is None or version is None:
        raise NotWithdrawn
    if contents.digest_of(version) != version.digest:
        raise ContentChanged
    placing.refuse_unfit(placing.columns_of(placing.chosen_ids(item)))
    findings = personal.refuse_unconfirmed(version, confirmed)

    now = timezone.now()
    move(version, State.PUBLISHED, deed="恢复")
    item.withdrawn_at, item.withdrawn_reason = None, ""
    item.save(update_fields=["withdrawn_at", "withdrawn_reason", "changed_at"])
    columns = placing.go_live(item, at=news.of_item(item) or now)
    _log(
        version, Release.Action.RESTORED, at=now, columns=columns, reason=reason, by=by
    )
    indexing.mark([item.pk])
    audit.record(
        "disclosure.item_restored",
        on=item,
        by=by,
        reason=reason,
        **({"personal_numbers": findings, "confirmed": confirmed} if findings else {}),
    )
    signals.item_released.send(Item, item=item, version=version)
    return item


def _locked(item: Item) -> Item:
    return (
        Item.objects.select_for_update(of=("self",))
        .select_related("published_version", "home_column")
        .get(pk=item.pk)
    )


def _refuse_unreleasable(version: Version) -> None:
    if version.state != State.APPROVED:
        raise WrongState(state=version.get_state_display(), deed="发布")
    if version.openness != Item.Openness.ACTIVE:
        raise NotForThePublic(openness=version.get_openness_display())
    digest = contents.digest_of(version)
    if digest != version.digest or digest != reviewing.approved_digest(version):
        raise ContentChanged


def _action(item: Item) -> Release.Action:
    if item.released_at is None:
        return Release.Action.PUBLISHED
    if item.withdrawn_at is None:
        return Release.Action.UPDATED
    return Release.Action.RESTORED


def _show_released(item: Item, version: Version, now: datetime) -> None:
    """Write the version's face and the release onto the item."""
    for name, value in version.description().items():
        setattr(item, name, value)
    if item.released_at is None:
        item.released_at = now
        item.listed_at = item.listed_at or now
        item.validity = version.validity
    elif not item.validity:
        item.validity = version.validity
    if item.index_number is None:
        organ = version.issuer or item.unit
        today = timezone.localdate(now)
        item.index_number = numbering.take_numbers(organ, today)[0]
    item.published_version = version
    item.withdrawn_at, item.withdrawn_reason = None, ""
    item.save()


def _log(
    version: Version, action: Release.Action, *, reason: str, by: Actor, **facts: Any
) -> Release:
    """Write an entry of the release log."""
    return Release.objects.create(
        item_id=version.item_id,
        version=version,
        action=action,
        by_id=by.account_id,
        by_name=by.name,
        digest=version.digest,
        reason=reason.strip(),
        **facts,
    )
