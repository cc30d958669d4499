"""What follows when somebody has chosen a password."""

from typing import Any

from allauth.account.signals import password_changed, password_set
from django.dispatch import receiver

from opencounty.kernel.org import services
from opencounty.kernel.org.models import Account


@receiver([password_changed, password_set])
def on_password_chosen(sender: object, user: Account, **_: Any) -> None:
    """Note that a password one chose oneself is no longer temporary."""
    services.note_password_chosen(user)
