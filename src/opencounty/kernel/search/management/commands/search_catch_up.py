"""Write what is pending into the search index."""

from typing import Any

from django.core.management.base import BaseCommand

from opencounty.kernel.search import services as search


class Command(BaseCommand):
    help = "Write what is pending into the search index; build it if there is none."

    def handle(self, **options: Any) -> None:
        handled = search.catch_up(wait=True)
        self.stdout.write(f"检索库已更新 {handled} 条。")
