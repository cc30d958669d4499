"""Build the search index anew from the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opencounty.kernel.search import services as search
from opencounty.kernel.search.errors import RebuildUnderWay


class Command(BaseCommand):
    help = "Build the search index anew from the database; searches go on meanwhile."

    def handle(self, **options: Any) -> None:
        try:
            written = search.rebuild(progress=self.say)
        except RebuildUnderWay as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"检索库已重建，共 {written} 条。")

    def say(self, written: int) -> None:
        """Print how far it is."""
        self.stdout.write(f"已编入 {written} 条…")
