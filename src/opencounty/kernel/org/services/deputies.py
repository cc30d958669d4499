"""Letting one officer stand in for another, for some days."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.errors import (
    AlreadyDeputised,
    DeputationInThePast,
    DeputationOver,
    DeputationTooLong,
    DeputyUnfit,
    NothingToLend,
    OwnPower,
    PeriodBackwards,
)
from opencounty.kernel.org.models import Account, Appointment, Deputation
from opencounty.kernel.org.services.posts import planes_held, refuse_clash
from opencounty.kernel.org.services.records import record
from opencounty.kernel.org.services.scope import capacity_over

LONGEST = timedelta(days=366)


@transaction.atomic
def deputise(
    deputy: Account,
    *,
    principal: Account,
    starts_on: date,
    ends_on: date,
    reason: str,
    by: Actor,
) -> Deputation:
    """Let `deputy` stand in for `principal` from one day to another, both included.

    A principal gives what is theirs; for one who fell ill, who manages people does.
    """
    principal = Account.objects.select_for_update().get(pk=principal.pk)
    by = _require_principal(principal, deputy, by)
    _refuse_period(starts_on, ends_on)
    _refuse_pair(principal, deputy, starts_on, ends_on)

    deputation = Deputation.objects.create(
        principal=principal,
        deputy=deputy,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
    )
    record(
        "org.deputy_named",
        on=deputation,
        by=by,
        principal=principal.name,
        deputy=deputy.name,
        starts_on=starts_on.isoformat(),
        ends_on=ends_on.isoformat(),
        reason=reason,
    )
    return deputation


@transaction.atomic
def end_deputation(deputation: Deputation, *, by: Actor) -> Deputation:
    """End a deputation at once; the principal, the deputy or a manager may."""
    deputation = Deputation.objects.select_for_update().get(pk=deputation.pk)
    if by.account_id not in {deputation.principal_id, deputation.deputy_id}:
        by = capacity_over(deputation.principal, by)
    over = deputation.ends_on < timezone.localdate()
    if over or deputation.ended_early_at is not None:
        raise DeputationOver

    deputation.ended_early_at = timezone.now()
    deputation.save(update_fields=["ended_early_at"])
    record(
        "org.deputy_released",
        on=deputation,
        by=by,
        principal=deputation.principal.name,
        deputy=deputation.deputy.name,
    )
    return deputation


def _require_principal(principal: Account, deputy: Account, by: Actor) -> Actor:
    """Return the actor in the capacity to lend what the principal holds."""
    if principal.pk == by.account_id:
        return by
    by = capacity_over(principal, by)
    if deputy.pk in {by.account_id, by.for_account_id}:
        raise OwnPower
    return by


def _refuse_period(starts_on: date, ends_on: date) -> None:
    """Refuse a period that runs backwards, began before today, or never ends."""
    if ends_on < starts_on:
        raise PeriodBackwards(starts_on=starts_on, ends_on=ends_on)
    if starts_on < timezone.localdate():
        raise DeputationInThePast
    if ends_on - starts_on > LONGEST:
        raise DeputationTooLong(days=LONGEST.days)


def _refuse_pair(
    principal: Account, deputy: Account, starts_on: date, ends_on: date
) -> None:
    """Refuse a deputy who cannot stand in for this principal in these days."""
    officer = deputy.kind == Account.Kind.OFFICER and deputy.is_active
    if not officer or deputy.pk == principal.pk:
        raise DeputyUnfit
    held = Appointment.objects.overlapping(starts_on, ends_on)
    if not held.filter(account=principal).exists():
        raise NothingToLend(name=principal.name)
    for already in Deputation.objects.overlapping(starts_on, ends_on).filter(
        principal=principal, deputy=deputy
    ):
        raise AlreadyDeputised(
            deputy=deputy.name, starts_on=already.starts_on, ends_on=already.ends_on
        )
    if settings.SEPARATE_OFFICERS:
        _refuse_mixing(principal, deputy, starts_on, ends_on)


def _refuse_mixing(
    principal: Account, deputy: Account, starts_on: date, ends_on: date
) -> None:
    """Refuse when standing in would put unlike powers in one hand (三员分立)."""
    stood_in_for = Deputation.objects.overlapping(starts_on, ends_on).filter(
        deputy=deputy
    )
    people = {
        principal.pk,
        deputy.pk,
        *stood_in_for.values_list("principal", flat=True),
    }
    refuse_clash(deputy, planes_held(people, starts_on, ends_on))
