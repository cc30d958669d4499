"""Checks of how a site is set up: what a careless hand leaves open in production."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Advice
from django.db import connections

from opencounty.demo.people import PASSWORD
from opencounty.demo.texts import rows
from opencounty.kernel.org.models import Account

Apps = Sequence[AppConfig] | None


@register(Tags.security, deploy=True)
def the_address_of_people_is_known(app_configs: Apps, **_: Any) -> list[CheckMessage]:
    """Warn when everybody would seem to come from the proxy: one waits, all wait."""
    if not settings.PRODUCTION or settings.TRUSTED_PROXIES:
        return []
    return [
        Advice(
            "OPENCOUNTY_TRUSTED_PROXIES is 0: behind a proxy all people share its "
            "address, in the audit trail and when wrong passwords are counted.",
            hint="Behind nginx set it to 1; without any proxy leave this warning.",
            id="config.W001",
        )
    ]


@register(Tags.security, deploy=True)
def hosts_are_named(app_configs: Apps, **_: Any) -> list[CheckMessage]:
    """Refuse to answer to any host: links and kept pages would bear its name."""
    loose = [h for h in settings.ALLOWED_HOSTS if h == "*" or h.startswith(".")]
    if not settings.PRODUCTION or not loose:
        return []
    return [
        Error(
            f"OPENCOUNTY_HOSTS holds {', '.join(loose)}",
            hint="Name each host: links in feeds bear the name that was asked for.",
            id="config.E001",
        )
    ]


@register(Tags.database)
def nobody_of_the_demonstration_gets_in(
    app_configs: Apps, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Refuse, in production, log-ins whose password stands in the documentation."""
    if not settings.PRODUCTION or not databases or "default" not in databases:
        return []
    if Account._meta.db_table not in connections["default"].introspection.table_names():
        return []
    cast = [row["username"] for row in rows("cast.csv")]
    open_ = [
        account.username
        for account in Account.objects.active().filter(username__in=cast)
        if account.check_password(PASSWORD)
    ]
    if not open_:
        return []
    return [
        Error(
            "Accounts of the demonstration get in with its public password: "
            f"{', '.join(open_)}",
            hint="Begin with an empty database, or lock them on the desk before "
            "OPENCOUNTY_PRODUCTION is set.",
            id="config.E002",
        )
    ]
