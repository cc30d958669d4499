"""Lights: late, soon or fine, by shape and in words before colour."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["late", "soon", "fine", "none"]
TONES: tuple[Tone, ...] = ("late", "soon", "fine", "none")
SOON_DAYS = 2


@dataclass(frozen=True)
class Light:
    """A tone and the words that say the same."""

    tone: Tone
    words: str


def of_days_left(left: int | None, *, unit: str = "个工作日") -> Light:
    """Say how a limit stands when `left` days remain; None is no limit."""
    if left is None:
        return Light("none", "无期限")
    if left < 0:
        return Light("late", f"超期 {-left} {unit}")
    if left == 0:
        return Light("soon", "今天到期")
    return Light("soon" if left <= SOON_DAYS else "fine", f"剩 {left} {unit}")
