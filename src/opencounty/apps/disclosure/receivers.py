"""What the pool tells kernel and desk when it loads, and what it listens to."""

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from opencounty.apps.disclosure import checks, guards
from opencounty.apps.disclosure.models import Item
from opencounty.apps.disclosure.services import expire_due, indexing
from opencounty.apps.disclosure.services.once import forget_tokens
from opencounty.kernel.files.models import StoredFile
from opencounty.kernel.files.signals import text_extracted
from opencounty.kernel.jobs import services as jobs
from opencounty.kernel.search import services as search

search.register_source(indexing.SOURCE, indexing.ItemSource())
post_migrate.connect(guards.install, sender=apps.get_app_config("disclosure"))
register(Tags.database)(guards.check)
register(checks.index_pattern)
jobs.register_recurring(
    "disclosure.expire_due", expire_due, every=timedelta(hours=1), label="有效性巡检"
)
jobs.register_recurring(
    "disclosure.forget_tokens",
    forget_tokens,
    every=timedelta(days=1),
    label="清理防重令牌",
)


@receiver(text_extracted, sender=StoredFile)
def index_owners(stored: StoredFile, **_: Any) -> None:
    """Let the items that show a file be found by the text just read from it."""
    indexing.mark(Item.objects.showing(stored).values_list("pk", flat=True))
