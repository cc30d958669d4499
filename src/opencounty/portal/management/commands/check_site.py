"""Name the facts of the site that are unset or malformed."""

from typing import Any

from django.core.management.base import BaseCommand
from wagtail.models import Site

from opencounty.portal.checks import shortcomings
from opencounty.portal.models import SiteFacts


class Command(BaseCommand):
    help = "Say which facts of each site are unset or malformed; exits 1 if any."

    def handle(self, **options: Any) -> None:
        wanting = 0
        for site in Site.objects.order_by("-is_default_site", "pk"):
            facts = SiteFacts.objects.filter(site=site).first() or SiteFacts(site=site)
            lines = shortcomings(facts)
            wanting += len(lines)
            self.stdout.write(f"{site}：{'完整' if not lines else f'{len(lines)} 项'}")
            self.stdout.writelines(f"  {line}\n" for line in lines)
        if wanting:
            raise SystemExit(1)
