"""Review: submit, recall, return, approve; each step signed and kept."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from opencounty.apps.disclosure import permissions, rules
from opencounty.apps.disclosure.errors import (
    ContentChanged,
    ContentIncomplete,
    DrafterMayNotApprove,
    WrongState,
)
from opencounty.apps.disclosure.models import Approval, Version
from opencounty.apps.disclosure.rules import State
from opencounty.apps.disclosure.services import content as contents
from opencounty.apps.disclosure.services import placing
from opencounty.apps.disclosure.services.drafting import (
    locked,
    move,
    note_writer,
    revise,
)
from opencounty.apps.disclosure.services.reasons import OPINION_LIMIT, need
from opencounty.kernel.audit import services as audit
from opencounty.kernel.base.errors import NotPermitted
from opencounty.kernel.org.actor import Actor


@transaction.atomic
def submit(version: Version, *, by: Actor) -> Version:
    """Send a draft to review; from now on its wording cannot change."""
    version = locked(version)
    by = by.require(permissions.DRAFT, version.item.unit_id)
    if version.state != State.DRAFT:
        raise WrongState(state=version.get_state_display(), deed="送审")
    lacking = contents.missing(version)
    if lacking:
        raise ContentIncomplete(missing="；".join(lacking))
    chosen = placing.chosen_ids(version.item)
    placing.refuse_unfit(placing.columns_of(chosen))

    version.digest = contents.digest_of(version)
    version.state = State.SUBMITTED
    version.save(update_fields=["digest", "state"])
    note_writer(version, by)
    sign(version, Approval.Step.SUBMITTED, by=by)
    _record("disclosure.version_submitted", version, by)
    return version


@transaction.atomic
def recall(version: Version, *, by: Actor) -> Version:
    """Take a submitted version back before it is decided; return the new draft."""
    version = locked(version)
    by = by.require(permissions.DRAFT, version.item.unit_id)
    if version.state != State.SUBMITTED:
        raise WrongState(state=version.get_state_display(), deed="收回")
    if not version.writers.filter(pk=by.account_id).exists():
        raise NotPermitted(deed="收回别人送审的信息")
    move(version, State.RETURNED, deed="收回")
    sign(version, Approval.Step.RECALLED, by=by)
    _record("disclosure.version_recalled", version, by)
    return revise(version.item, by=by)


@transaction.atomic
def return_(version: Version, *, opinion: str, by: Actor) -> Version:
    """Send a submitted or approved version back to its drafter, saying why."""
    version = locked(version)
    by = by.require(permissions.APPROVE, version.item.unit_id)
    need(opinion, limit=OPINION_LIMIT)
    move(version, State.RETURNED, deed="退回")
    sign(version, Approval.Step.RETURNED, opinion=opinion, by=by)
    _record("disclosure.version_returned", version, by, opinion=opinion)
    return version


@transaction.atomic
def approve(version: Version, *, opinion: str = "", by: Actor) -> Version:
    """Approve exactly the wording that was submitted; its writers may not."""
    version = locked(version)
    by = approving_capacity(version, by)
    if contents.digest_of(version) != version.digest:
        raise ContentChanged
    move(version, State.APPROVED, deed="审核通过")
    sign(version, Approval.Step.APPROVED, opinion=opinion, by=by)
    _record("disclosure.version_approved", version, by, digest=version.digest)
    return version


def approving_capacity(version: Version, by: Actor) -> Actor:
    """Return the capacity in which somebody may approve a version, or refuse.

    Of several rights, own or as a deputy, the first counts that does not come
    from a person who wrote the version (条例第十七条：先审查、后公开).
    """
    unit_id = version.item.unit_id
    first = by.require(permissions.APPROVE, unit_id)
    writers = frozenset(version.writers.values_list("pk", flat=True))
    rights = by.held.get(permissions.APPROVE, ())
    capacities = [
        replace(first, principal=r.principal) for r in rights if r.covers(unit_id)
    ]
    for capacity in capacities or [first]:
        principal = capacity.for_account_id
        if rules.may_approve(capacity.account_id, writers, principal):
            return capacity
    raise DrafterMayNotApprove


def may_approve(version: Version, by: Actor) -> bool:
    """Say whether somebody could approve a submitted version now."""
    if version.state != State.SUBMITTED or by.account_id is None:
        return False
    try:
        approving_capacity(version, by)
    except (NotPermitted, DrafterMayNotApprove):
        return False
    return True


def sign(
    version: Version, step: Approval.Step, *, opinion: str = "", by: Actor
) -> Approval:
    """Write a signed step of review: who, for whom, when, over which content."""
    if by.account_id is None:
        raise NotPermitted(deed="在审核记录上签署")
    return Approval.objects.create(
        version=version,
        step=step,
        by_id=by.account_id,
        for_account_id=by.for_account_id,
        by_name=by.name,
        at=timezone.now(),
        opinion=opinion.strip(),
        digest=version.digest,
    )


def approved_digest(version: Version) -> str:
    """Return the digest that was approved last, empty when none was."""
    steps = version.approvals.filter(step=Approval.Step.APPROVED).order_by("-at", "-pk")
    last = steps.first()
    return last.digest if last else ""


def _record(action: str, version: Version, by: Actor, **facts: str) -> None:
    audit.record(action, on=version.item, by=by, number=version.number, **facts)
