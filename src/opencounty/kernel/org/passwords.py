"""What an officer's password must be, beyond what everybody's must."""

import re

from django.core.exceptions import ValidationError

from opencounty.kernel.org.models import Account

SHORTEST = 10
KINDS = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^A-Za-z0-9]")
FOR_OFFICERS = "工作人员的密码至少 10 位，大写字母、小写字母、数字、符号至少有三种。"


class OfficerPassword:
    """Ten characters of three kinds for those who act for the county (等保三级)."""

    def validate(self, password: str, user: object = None) -> None:
        """Refuse a password too plain for an officer; citizens are not asked."""
        if not isinstance(user, Account) or user.kind != Account.Kind.OFFICER:
            return
        kinds = sum(bool(re.search(kind, password)) for kind in KINDS)
        if len(password) < SHORTEST or kinds < 3:
            raise ValidationError(FOR_OFFICERS, code="officer_password")

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return FOR_OFFICERS
