"""A form sent twice is done once."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from opencounty.apps.disclosure.errors import TokenBelongsToAnother
from opencounty.apps.disclosure.models import OnceToken
from opencounty.kernel.org.actor import Actor

KEPT_FOR = timedelta(days=30)


@transaction.atomic
def once(token: UUID, *, deed: str, do: Callable[[], str], by: Actor) -> str:
    """Do a deed and return where it led; the same token again only returns that.

    A deed that is refused rolls back its token too, so the form can be sent again
    when it was mended. Two sent at the same moment: the second waits for the first.
    """
    try:
        with transaction.atomic():
            mine = OnceToken.objects.create(
                token=token, deed=deed, account_id=by.account_id
            )
    except IntegrityError:
        earlier = OnceToken.objects.get(token=token)
        if earlier.account_id != by.account_id or earlier.deed != deed:
            raise TokenBelongsToAnother from None
        return earlier.result

    mine.result = do()
    mine.save(update_fields=["result"])
    return mine.result


def forget_tokens() -> int:
    """Drop the tokens of forms that nobody will send again."""
    old = OnceToken.objects.filter(at__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0]
