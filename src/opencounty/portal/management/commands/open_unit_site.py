"""Open the sub-sites of units from the template."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from opencounty.kernel.org.actor import system
from opencounty.kernel.org.models import Unit
from opencounty.portal import services


class Command(BaseCommand):
    help = "Open the sub-site of each unit named by its slug; safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="+", metavar="SLUG")

    def handle(self, *, slugs: list[str], **options: Any) -> None:
        units = {unit.slug: unit for unit in Unit.objects.filter(slug__in=slugs)}
        unknown = [slug for slug in slugs if slug not in units]
        if unknown:
            raise CommandError(f"没有网址名为 {'、'.join(unknown)} 的单位")
        for slug in slugs:
            page = services.open_unit_site(units[slug], by=system("开设子站"))
            self.stdout.write(f"{page.title}\t/sites/{page.slug}/")
