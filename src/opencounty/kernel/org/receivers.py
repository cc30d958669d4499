"""What follows when somebody has chosen a password, or given a one-time code."""

from typing import Any

from allauth.account.signals import password_changed, password_set
from allauth.mfa.signals import (
    authenticator_added,
    authenticator_removed,
    authenticator_used,
)
from django.dispatch import receiver
from django.http import HttpRequest

from opencounty.kernel.org import services
from opencounty.kernel.org.models import Account
from opencounty.kernel.org.rules import SECOND_FACTOR


@receiver([password_changed, password_set])
def on_password_chosen(sender: object, user: Account, **_: Any) -> None:
    """Note that a password one chose oneself is no longer temporary."""
    services.note_password_chosen(user)


@receiver([authenticator_added, authenticator_used])
def on_code_given(
    sender: object, request: HttpRequest, user: Account, **_: Any
) -> None:
    """Note in the session that its holder has proved to have the second factor."""
    request.session[SECOND_FACTOR] = user.pk


@receiver(authenticator_removed)
def on_second_factor_removed(sender: object, request: HttpRequest, **_: Any) -> None:
    """Forget it with the factor: power asks for a new one at the next page."""
    request.session.pop(SECOND_FACTOR, None)
