"""What others tell, written into the trail: deeds of organisation, and log-ins."""

from typing import Any

from allauth.mfa import signals as mfa
from django.contrib.auth.signals import (
    user_logged_in,
    user_logged_out,
    user_login_failed,
)
from django.db import models
from django.dispatch import receiver
from django.http import HttpRequest

from opencounty.kernel.audit.services import record
from opencounty.kernel.org import services as org
from opencounty.kernel.org.actor import VISITOR, Actor, ActorKind
from opencounty.kernel.org.models import Account
from opencounty.kernel.org.services import address_of
from opencounty.kernel.org.signals import deed_done


@receiver(deed_done)
def on_deed_done(
    sender: object,
    action: str,
    on: models.Model | None,
    by: Actor,
    facts: dict[str, Any],
    **_: Any,
) -> None:
    """Record a deed of organisation in its own transaction."""
    record(action, on=on, by=by, **facts)


@receiver(user_logged_in)
def on_logged_in(
    sender: object, request: HttpRequest | None, user: Account, **_: Any
) -> None:
    """Record who came in, and from where."""
    record("org.logged_in", on=user, by=_person(user, request))


@receiver(user_logged_out)
def on_logged_out(
    sender: object, request: HttpRequest | None, user: Account | None, **_: Any
) -> None:
    """Record who left; leaving twice is nothing."""
    if user is not None:
        record("org.logged_out", on=user, by=_person(user, request))


@receiver(user_login_failed)
def on_log_in_failed(
    sender: object,
    credentials: dict[str, Any],
    request: HttpRequest | None = None,
    **_: Any,
) -> None:
    """Record a wrong password against the account, if there is one.

    A name nobody has is not written down: people type passwords into that box.
    """
    username = str(credentials.get("username", "")).lower()
    account = Account.objects.filter(username=username).first()
    by = _visitor(request)
    record("org.log_in_failed", on=account, by=by, known=account is not None)


@receiver(mfa.authentication_failed)
def on_code_failed(
    sender: object, request: HttpRequest, user: Account, **_: Any
) -> None:
    """Record a wrong one-time code."""
    record("org.code_failed", on=user, by=_visitor(request))


@receiver([mfa.authenticator_added, mfa.authenticator_removed, mfa.authenticator_reset])
def on_second_factor_changed(
    sender: object, request: HttpRequest, user: Account, signal: object, **facts: Any
) -> None:
    """Record that a second factor was set up, given up or renewed."""
    action = {
        id(mfa.authenticator_added): "org.second_factor_added",
        id(mfa.authenticator_removed): "org.second_factor_removed",
        id(mfa.authenticator_reset): "org.second_factor_renewed",
    }[id(signal)]
    kind = str(facts["authenticator"].type)
    record(action, on=user, by=_person(user, request), kind=kind)


def _person(account: Account, request: HttpRequest | None) -> Actor:
    """Return the person as one who acts for nobody but themselves."""
    kind = ActorKind(account.kind)
    return Actor(kind, account.name, account.pk, address=_address(request))


def _visitor(request: HttpRequest | None) -> Actor:
    """Return a stranger at some address."""
    return org.visitor(_address(request)) if request is not None else VISITOR


def _address(request: HttpRequest | None) -> str:
    return address_of(request) if request is not None else ""
