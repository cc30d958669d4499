"""Check the rendered portal against the rules government sites are inspected by."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from opencounty.portal import inspection


class Command(BaseCommand):
    help = "Inspect a sample of the portal's pages; exits 1 when a rule does not hold."

    def add_arguments(self, parser: CommandParser) -> None:
        host = next((h for h in settings.ALLOWED_HOSTS if h != "*"), "localhost")
        parser.add_argument("--host", default=host.lstrip("."))

    def handle(self, *, host: str, **options: Any) -> None:
        failed = 0
        for found in inspection.inspect(host):
            rule, measure = found.rule, found.measure
            failed += not measure.holds
            verdict = "合格" if measure.holds else "不合格"
            self.stdout.write(
                f"{rule.id}  {verdict}  {rule.what}："
                f"应为 {rule.threshold}，测得 {measure.words}"
            )
            self.stdout.writelines(f"      {line}\n" for line in measure.evidence)
        if failed:
            raise SystemExit(1)
