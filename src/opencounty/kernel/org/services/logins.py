"""Making guesses slow: at passwords by log-in name, at codes by account; by address."""

import ipaddress
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from opencounty.kernel.org.errors import TooManyLogIns
from opencounty.kernel.org.models import Account, LogInFailure

KEPT = timedelta(days=2)
ONE_LINE = 64  # bits of an IPv6 address that one subscriber does not choose


def begin_log_in(username: str, address: str) -> LogInFailure:
    """Count an attempt as failed before the password is looked at, or refuse it.

    Counting first means that many attempts at the same moment do not slip through;
    `forgive_log_in` takes it back when the password was right.
    """
    now = timezone.now()
    wait = timedelta(minutes=settings.LOGIN_WAIT_MINUTES)
    attempt = LogInFailure.objects.create(
        username=username[:60].lower(), address=_line_of(address)
    )
    recent = LogInFailure.objects.since(now - wait)
    by_name = recent.filter(username=attempt.username).count()
    by_address = recent.filter(address=attempt.address).count() if address else 0
    if (
        by_name > settings.LOGIN_FAILURES
        or by_address > settings.LOGIN_FAILURES_PER_ADDRESS
    ):
        # an attempt refused unseen tells nothing, and does not lengthen the wait
        attempt.delete()
        raise TooManyLogIns(minutes=settings.LOGIN_WAIT_MINUTES)
    LogInFailure.objects.filter(at__lt=now - KEPT).delete()
    return attempt


def begin_code(account: Account, address: str) -> LogInFailure:
    """Count an attempt at a one-time code in the same way."""
    return begin_log_in(_name_for_codes(account), address)


def forgive_log_in(attempt: LogInFailure) -> None:
    """Forget the failures of a name whose holder has just proved who they are."""
    LogInFailure.objects.filter(username=attempt.username).delete()


def forgive_person(account: Account) -> None:
    """Forget every failure of a person: an administrator vouches for them."""
    names = (account.username.lower(), _name_for_codes(account))
    LogInFailure.objects.filter(username__in=names).delete()


def _name_for_codes(account: Account) -> str:
    """Return what code attempts are counted under; no log-in name looks like it."""
    return f"code:{account.pk}"


def _line_of(address: str) -> str:
    """Return what counts as one address: of IPv6 the network one line is given."""
    if ":" not in address:
        return address
    return str(ipaddress.ip_network(f"{address}/{ONE_LINE}", strict=False)[0])
