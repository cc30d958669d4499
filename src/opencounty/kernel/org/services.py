"""Verbs of organisation: who acts."""

from typing import Any

from django.utils.timezone import localdate

from opencounty.kernel.org.actor import VISITOR, Actor, ActorKind, Grant, scope_of
from opencounty.kernel.org.models import Account, Appointment, Deputation, Unit


def actor_for(account: Any) -> Actor:
    """Return the actor an account is today: posts held and posts stood in for."""
    if not isinstance(account, Account) or not account.is_active:
        return VISITOR
    if account.kind == Account.Kind.CITIZEN:
        return Actor(ActorKind.CITIZEN, account.name, account.pk)
    today = localdate()
    principals = set(
        Deputation.objects.on(today)
        .filter(deputy=account, ended_early_at=None)
        .values_list("principal_id", flat=True)
    )
    held = (
        Appointment.objects.on(today)
        .filter(account__in=principals | {account.pk}, account__is_active=True)
        .select_related("post")
        .prefetch_related("post__roles")
    )
    grants: set[Grant] = set()
    units: set[int] = set()
    for appointment in held:
        deputy_for = (
            None if appointment.account_id == account.pk else appointment.account_id
        )
        if deputy_for is None:
            units.add(appointment.post.unit_id)
        for role in appointment.post.roles.all():
            over = None if role.county_wide else appointment.post.unit_id
            grants |= {Grant(name, over, deputy_for) for name in role.permissions}
    return Actor(
        ActorKind.OFFICER,
        account.name,
        account.pk,
        frozenset(units),
        frozenset(grants),
        scope_of(grants, Unit.objects.all().below()),
    )
