"""System checks of the pool's settings."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from opencounty.apps.disclosure import rules


def index_pattern(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Refuse a pattern of index numbers that nobody registered."""
    chosen = settings.DISCLOSURE_INDEX_PATTERN
    if chosen in rules.PATTERNS:
        return []
    return [
        Error(
            f"OPENCOUNTY_INDEX_PATTERN={chosen!r} is no pattern of index numbers",
            hint=f"use one of: {', '.join(sorted(rules.PATTERNS))}",
            id="disclosure.E001",
        )
    ]
