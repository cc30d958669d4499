"""Make the default site, its home page and the pages every portal has."""

from typing import Any

from django.core.management.base import BaseCommand

from opencounty.kernel.org.actor import system
from opencounty.portal import services


class Command(BaseCommand):
    help = "Make the portal's home page and standing pages; safe to repeat."

    def handle(self, **options: Any) -> None:
        home = services.lay_out_portal(by=system("搭建门户"))
        self.stdout.write(f"首页已就绪：{home.title}")
