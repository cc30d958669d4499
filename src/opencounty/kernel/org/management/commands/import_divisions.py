"""Take in a list of administrative divisions."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from opencounty.kernel.org import services
from opencounty.kernel.org.actor import system
from opencounty.kernel.org.division_rows import UnreadableList, read_rows


class Command(BaseCommand):
    help = (
        "Take in lists of divisions: CSV or CSV.GZ with the columns code, name, level, "
        "parent and, where known, valid_from, valid_to, succeeds (codes apart by "
        "spaces). The same list again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--on",
            type=date.fromisoformat,
            help="The day from which the list holds, as 2026-01-31. Default: today "
            "for changes; divisions not known before have no first day.",
        )
        parser.add_argument(
            "--whole",
            action="store_true",
            help="Each parent has exactly the children listed; close the others.",
        )

    def handle(self, *, files: list[Path], **options: Any) -> None:
        for path in files:
            try:
                intake = services.import_divisions(
                    read_rows(path),
                    by=system("区划导入"),
                    on=options["on"],
                    whole=options["whole"],
                )
            except UnreadableList as error:
                raise CommandError(str(error)) from error
            self.report(path, intake)

    def report(self, path: Path, intake: services.DivisionIntake) -> None:
        """Print what was done, and every refused line with its reason."""
        for refused in intake.refused:
            self.stderr.write(f"{path.name} 第 {refused.line} 行：{refused.reason}")
        self.stdout.write(
            f"{path.name}：新增 {intake.created}，变更 {intake.changed}，"
            f"停用 {intake.closed}，未变 {intake.unchanged}，"
            f"重复 {intake.repeated}，拒收 {len(intake.refused)}"
        )
