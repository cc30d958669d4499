"""Making guesses at passwords slow: by log-in name and by network address."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from opencounty.kernel.org.errors import TooManyLogIns
from opencounty.kernel.org.models import LogInFailure

KEPT = timedelta(days=2)


def begin_log_in(username: str, address: str) -> LogInFailure:
    """Count an attempt as failed before the password is looked at, or refuse it.

    Counting first means that many attempts at the same moment do not slip through;
    `forgive_log_in` takes it back when the password was right.
    """
    now = timezone.now()
    wait = timedelta(minutes=settings.LOGIN_WAIT_MINUTES)
    attempt = LogInFailure.objects.create(
        username=username[:60].lower(), address=address
    )
    recent = LogInFailure.objects.since(now - wait)
    by_name = recent.filter(username=attempt.username).count()
    by_address = recent.filter(address=address).count() if address else 0
    if (
        by_name > settings.LOGIN_FAILURES
        or by_address > settings.LOGIN_FAILURES_PER_ADDRESS
    ):
        # an attempt refused unseen tells nothing, and does not lengthen the wait
        attempt.delete()
        raise TooManyLogIns(minutes=settings.LOGIN_WAIT_MINUTES)
    LogInFailure.objects.filter(at__lt=now - KEPT).delete()
    return attempt


def forgive_log_in(attempt: LogInFailure) -> None:
    """Forget the failures of a name whose holder has just proved who they are."""
    LogInFailure.objects.filter(username=attempt.username).delete()
