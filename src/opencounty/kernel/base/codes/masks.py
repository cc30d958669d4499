"""Masks for numbers shown to people who need not know them whole."""

from opencounty.kernel.base.codes.faults import normalise

LEAST_HIDDEN = 4


def mask_citizen_id(number: str) -> str:
    """Return the first two and last three places, the rest starred."""
    return _masked(normalise(number), 2, 3)


def mask_phone(number: str) -> str:
    """Return the first three and last four digits, the rest starred."""
    return _masked(normalise(number), 3, 4)


def _masked(code: str, head: int, tail: int) -> str:
    """Star the middle; a code too short to hide anything is starred whole."""
    hidden = len(code) - head - tail
    if hidden < LEAST_HIDDEN:
        return "*" * len(code)
    return code[:head] + "*" * hidden + code[-tail:]
