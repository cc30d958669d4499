"""What actions read like: each app gives its phrases when it loads.

`{title}` and the like are filled from the entry's facts when it is shown, so a
phrase can be worded better without touching what was recorded.
"""

import re
from collections.abc import Mapping
from typing import Any

PHRASES: dict[str, str] = {}


class _Facts(dict[str, Any]):
    """Facts that answer every name; what was not recorded shows as a dash."""

    def __missing__(self, name: str) -> str:
        return "—"


def register_phrases(phrases: Mapping[str, str]) -> None:
    """Add phrases by action; a second wording of the same action is our bug."""
    for action, phrase in phrases.items():
        if PHRASES.get(action, phrase) != phrase:
            raise ValueError(f"action {action} already has a phrase")
        PHRASES[action] = phrase


def actions() -> list[tuple[str, str]]:
    """Return every known action with its phrase, blanks shown as dots, by name."""
    return [
        (action, f"{re.sub(r'{[^}]*}', '…', phrase)[:40]}（{action}）")
        for action, phrase in sorted(PHRASES.items())
    ]


def phrase_for(action: str, facts: Mapping[str, Any]) -> str:
    """Return what was done in words; without a phrase, the action's name."""
    phrase = PHRASES.get(action)
    if phrase is None:
        return action
    return phrase.format_map(_Facts({name: _said(v) for name, v in facts.items()}))


def _said(value: Any) -> str:
    """Return a fact as people write it."""
    if isinstance(value, list):
        return "、".join(_said(part) for part in value)
    return "" if value is None else str(value)
