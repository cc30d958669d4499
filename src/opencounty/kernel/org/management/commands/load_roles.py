"""Create the roles a county starts with."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from opencounty.kernel.org import services
from opencounty.kernel.org.actor import system


class Command(BaseCommand):
    help = "Create the roles of a file that are missing; others stay as they are."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=settings.ROLES_FILE)
        parser.add_argument(
            "--renew", action="store_true", help="Reset existing roles to the file."
        )

    def handle(self, *, file: Path, renew: bool, **options: Any) -> None:
        seeds = services.read_roles(file)
        roles = services.load_roles(seeds, by=system("装载角色"), renew=renew)
        self.stdout.write(f"角色 {len(roles)} 个已就绪。")
