"""Takes in the years of the calendar that came with an upgrade."""

from typing import Any

from django.core.management.base import BaseCommand

from opencounty.kernel.deadlines import services


class Command(BaseCommand):
    help = "Take in the packaged years of the calendar that are not known yet."

    def handle(self, **options: Any) -> None:
        """Load them and say which; the county's own days are left alone."""
        version = services.load_seed()
        self.stdout.write(version.reason if version else "日历已是最新，没有要载入的。")
