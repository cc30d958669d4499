"""Working out who acts: the posts one holds, and those one stands in for."""

from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate

from opencounty.kernel.org.actor import (
    VISITOR,
    Actor,
    ActorKind,
    Grant,
    Principal,
    rights_of,
)
from opencounty.kernel.org.models import Account, Appointment, Deputation, Unit


def actor_for(account: Any, address: str = "") -> Actor:
    """Return the actor an account is today, in at most two queries.

    A deputy holds what the principal's own posts give; what the principal holds
    as somebody's deputy is not passed on.
    """
    if not isinstance(account, Account) or not account.is_active:
        return visitor(address)
    if account.kind == Account.Kind.CITIZEN:
        return Actor(ActorKind.CITIZEN, account.name, account.pk, address=address)
    grants, unit_ids = _grants_of(account)
    tops = {grant.unit_id for grant in grants if grant.unit_id is not None}
    below = Unit.objects.all().below(tops) if tops else {}
    return Actor(
        ActorKind.OFFICER,
        account.name,
        account.pk,
        frozenset(unit_ids),
        rights_of(grants, below),
        address=address,
    )


def visitor(address: str = "") -> Actor:
    """Return somebody who has not logged in, at a network address."""
    return replace(VISITOR, address=address) if address else VISITOR


def _grants_of(account: Account) -> tuple[set[Grant], set[int]]:
    """Return every permission held today, and the units one works in."""
    today = localdate()
    principals = Deputation.objects.on(today).filter(deputy=account)
    held = Appointment.objects.on(today).filter(
        Q(account=account) | Q(account__in=principals.values("principal")),
        account__is_active=True,
    )
    grants: set[Grant] = set()
    unit_ids: set[int] = set()
    for account_id, name, unit_id, county_wide, permissions in held.values_list(
        "account_id",
        "account__name",
        "post__unit_id",
        "post__roles__county_wide",
        "post__roles__permissions",
    ).order_by():
        own = account_id == account.pk
        if own:
            unit_ids.add(unit_id)
        principal = None if own else Principal(account_id, name)
        over = None if county_wide else unit_id
        grants |= {Grant(named, over, principal) for named in permissions or ()}
    return grants, unit_ids
