"""Hiding personal numbers from those who read the trail."""

import re
from typing import Any

from opencounty.kernel.base.codes import mask_citizen_id, mask_phone

_GAP = r"[ \-\u00a0\u3000]?"
# wide digits and the groups people write, 6-4-4-4 or 6-8-4, are the same number;
# fifteen digits are a number of before 1999, or a card's: neither is for all eyes
CITIZEN_ID = re.compile(
    rf"(?<![\dA-Za-z])(?:\d{{6}}{_GAP}\d{{4}}{_GAP}\d{{4}}{_GAP}\d{{3}}[\dXxＸｘ]"
    r"|\d{15,19})(?![\dA-Za-z])"
)
MOBILE = re.compile(rf"(?<!\d)[1１][3-9３-９]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)")
HIDDEN_NAMES = frozenset({"password", "secret", "token", "code"})


def masked(value: Any) -> Any:
    """Return facts with identity and telephone numbers starred, however deep."""
    if isinstance(value, str):
        without_ids = CITIZEN_ID.sub(lambda found: mask_citizen_id(found[0]), value)
        return MOBILE.sub(lambda found: mask_phone(found[0]), without_ids)
    if isinstance(value, dict):
        return {
            name: "***" if name in HIDDEN_NAMES else masked(inner)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [masked(inner) for inner in value]
    return value


def masked_name(name: str) -> str:
    """Return a citizen's name with all but the family name starred."""
    return name[:1] + "*" * (len(name) - 1)


def masked_address(address: str) -> str:
    """Return a network address without its last part."""
    for mark in (".", ":"):
        head, found, _tail = address.rpartition(mark)
        if found:
            return f"{head}{mark}*"
    return address
