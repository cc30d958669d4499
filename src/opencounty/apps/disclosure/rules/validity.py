"""Validity of normative documents: in force, amended, repealed, expired."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

UNKNOWN = "null"  # how counts name what has no value


class Validity(StrEnum):
    """What has become of a document; empty where the question does not arise."""

    NOT_APPLICABLE = ""
    IN_FORCE = "in_force"
    AMENDED = "amended"
    REPEALED = "repealed"
    EXPIRED = "expired"


ENDED = frozenset({Validity.REPEALED, Validity.EXPIRED})


@dataclass(frozen=True)
class Effect:
    """What a live document does to another, and from what day on."""

    ends: bool  # repeals or replaces it; else amends it
    from_day: date


def validity_on(
    day: date,
    now: Validity,
    valid_until: date | None,
    effects: Iterable[Effect] = (),
) -> Validity:
    """Return the validity of a document on `day`.

    Repeal outweighs expiry and expiry amendment. What has ended does not come
    back by itself: a person says so, with a reason.
    """
    if now in ENDED:
        return now
    begun = [effect for effect in effects if effect.from_day <= day]
    if any(effect.ends for effect in begun):
        return Validity.REPEALED
    if now is Validity.NOT_APPLICABLE and not begun:
        return now
    if valid_until is not None and valid_until < day:
        return Validity.EXPIRED
    if begun:
        return Validity.AMENDED
    return now
