"""How django-allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Citizens may sign up; officers are made by the administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say whether strangers may open an account."""
        return False
