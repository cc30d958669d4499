"""Hiding personal numbers from those who read the trail."""

import re
from typing import Any

from opencounty.kernel.base.codes import mask_citizen_id, mask_phone

CITIZEN_ID = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
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
