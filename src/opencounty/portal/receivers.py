"""What the portal does when something public has changed: begin a generation."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, post_page_move

from opencounty.apps.disclosure import signals
from opencounty.portal import generation

RELEASES = (
    signals.item_released,
    signals.item_updated,
    signals.item_withdrawn,
    signals.items_imported,
    signals.column_changed,
)


@receiver(RELEASES)
@receiver((page_published, page_unpublished, post_page_move))
def begin_generation(**_facts: Any) -> None:
    """Let every process show the change as soon as it is committed."""
    generation.bump_on_commit()
