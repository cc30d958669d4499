"""Rules of organisation that need no database: who may hold what together."""

from collections.abc import Iterable
from enum import StrEnum

# in a session: the account that has given a one-time code in it
SECOND_FACTOR = "org_second_factor"


class Plane(StrEnum):
    """The kinds of power kept apart: business and the three officers (三员)."""

    BUSINESS = "business"
    SYSTEM = "system"
    SECURITY = "security"
    AUDIT = "audit"


def clashing(planes: Iterable[str]) -> list[str]:
    """Return the planes one person may not hold together; empty when all is well.

    The system, the security and the audit officer are three people, and none of
    them does business (三员分立): one person stands in one plane only.
    """
    held = {Plane(plane) for plane in planes}
    return [plane for plane in Plane if plane in held] if len(held) > 1 else []
