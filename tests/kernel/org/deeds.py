"""Hearing the deeds that organisation tells."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from opencounty.kernel.org.signals import deed_done


@contextmanager
def heard() -> Iterator[list[tuple[str, dict[str, Any]]]]:
    """Collect every deed told inside the block, as (action, facts)."""
    deeds: list[tuple[str, dict[str, Any]]] = []

    def hear(action: str, facts: dict[str, Any], **_: Any) -> None:
        deeds.append((action, facts))

    deed_done.connect(hear)
    try:
        yield deeds
    finally:
        deed_done.disconnect(hear)
