"""Compare the stored files with their records."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from opencounty.kernel.files import services as files


class Command(BaseCommand):
    help = "Name files whose bytes are lost or changed; remove bytes no record knows."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--sweep", action="store_true", help="Remove what no record knows."
        )

    def handle(self, *, sweep: bool, **options: Any) -> None:
        faults = list(files.verify())
        for stored, fault in faults:
            self.stdout.write(f"{fault}\t{stored.code}\t{stored.sha256}\t{stored.name}")
        if sweep:
            self.stdout.write(f"已清理 {files.sweep()} 个没有登记的文件。")
        if faults:
            raise CommandError(f"{len(faults)} 个文件有问题，请从备份恢复。")
        self.stdout.write("所有文件完好。")
