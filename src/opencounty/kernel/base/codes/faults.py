"""What can be wrong with a code, and how codes are tidied before they are read."""

from collections.abc import Container
from dataclasses import dataclass

from opencounty.kernel.base.text import drop_invisible

# full-width ASCII, and the multiplication sign typed for X
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {ord("×"): ord("X")}
_LOOKALIKES = {"O": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "V": "U"}

# first two digits of a division code (GB/T 2260)
_HEADS = (
    (11, 15),
    (21, 23),
    (31, 37),
    (41, 46),
    (50, 54),
    (61, 65),
    (71, 71),
    (81, 83),
)
PROVINCES = frozenset(
    str(head) for first, last in _HEADS for head in range(first, last + 1)
)


@dataclass(frozen=True)
class Fault:
    """Why a code is not one: the words, the place, and what would stand there."""

    message: str
    position: int | None = None  # 1 is the first character
    expected: str = ""

    def __str__(self) -> str:
        return self.message


def normalise(text: str) -> str:
    """Return a code as it should be stored: narrow, upper case, no blanks."""
    return "".join(drop_invisible(text).translate(_NARROW).upper().split())


def wrong_length(name: str, code: str, length: int) -> Fault | None:
    """Return the fault of a code that is empty, too short or too long."""
    if not code:
        return Fault(f"请填写{name}，共 {length} 位")
    if len(code) != length:
        return Fault(f"{name}应为 {length} 位，现在是 {len(code)} 位")
    return None


def wrong_character(
    code: str, allowed: Container[str], what: str, start: int = 1
) -> Fault | None:
    """Return the fault of the first character that cannot stand in a code."""
    for place, character in enumerate(code, start):
        if character not in allowed:
            twin = _LOOKALIKES.get(character, "")
            guess = f"，可能是 {twin}" if twin and twin in allowed else ""
            return Fault(f"第 {place} 位“{character}”应为{what}{guess}", place, twin)
    return None
