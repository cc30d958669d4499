"""Reasons and opinions: asked for, and no longer than what is kept of them."""

from opencounty.apps.disclosure.errors import ReasonMissing
from opencounty.kernel.base.errors import InputRefused

REASON_LIMIT = 300  # characters of a reason that stays on record
OPINION_LIMIT = 1000  # an opinion on a version may be longer


def need(reason: str, *, limit: int = REASON_LIMIT) -> None:
    """Refuse a deed without the reason it needs."""
    if not reason.strip():
        raise ReasonMissing
    keep_short(reason, limit=limit)


def keep_short(reason: str, *, limit: int = REASON_LIMIT) -> None:
    """Refuse words that the record has no room for."""
    length = len(reason.strip())
    if length > limit:
        raise InputRefused(field="理由", reason=f"有 {length} 个字，最多 {limit} 个")
