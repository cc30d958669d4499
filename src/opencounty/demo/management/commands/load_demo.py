"""Load the demonstration county, or print the log-ins of its cast."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from opencounty.demo import loader, people


class Command(BaseCommand):
    help = "Load the fictional county of Linxi; safe to repeat; never in production."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--log-ins", action="store_true", help="Only print the cast's log-ins."
        )

    def handle(self, *, log_ins: bool, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("正式环境不能载入演示县：内容虚构，且共用一个密码。")
        if not log_ins:
            loader.load(self.stdout.write)
        self.print_log_ins()

    def print_log_ins(self) -> None:
        """Print who can log in, and the one password they share."""
        cast = people.log_ins()
        if not cast:
            return
        self.stdout.write(f"\n  演示账号（密码都是 {people.PASSWORD}）")
        for username, name, what in cast:
            self.stdout.write(f"  {username:<16}{name}　{what}")
        self.stdout.write("")
