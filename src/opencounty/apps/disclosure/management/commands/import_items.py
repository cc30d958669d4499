"""Import items from JSON Lines, CSV or XLSX files, plain, .gz or .xz."""

import sys
import time
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from opencounty.apps.disclosure.errors import UnreadableFile, UnreadableMapping
from opencounty.apps.disclosure.intake import mapping as mappings
from opencounty.apps.disclosure.intake import readers
from opencounty.apps.disclosure.intake.companion import (
    go_through_once,
    indexing,
    stopping,
)
from opencounty.apps.disclosure.intake.places import prepare
from opencounty.apps.disclosure.intake.progress import Checkpoint
from opencounty.apps.disclosure.intake.records import Mapper
from opencounty.apps.disclosure.intake.report import Report
from opencounty.apps.disclosure.intake.run import Run, Stopped
from opencounty.apps.disclosure.intake.tables import Record
from opencounty.kernel.base.errors import Refusal
from opencounty.kernel.org.actor import system
from opencounty.kernel.search import services as search

OUTCOMES = {
    "created": "新增",
    "updated": "更新",
    "unchanged": "未变",
    "refused": "未导入",
}


class Command(BaseCommand):
    help = (
        "Import items from JSON Lines, CSV or XLSX (plain, .gz, .xz). Can be "
        "repeated and resumed; refused records are listed with line and reason."
    )
    # checking every page's code takes a second and 20 MB: `migrate` does it
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--mapping", help="a TOML file, or a built-in name")
        parser.add_argument("--unit", default="", help="slug of the owning unit")
        parser.add_argument("--column", default="", help="path of the column")
        parser.add_argument("--encoding", default="", help="of text files")
        parser.add_argument("--processes", type=int, default=2)
        parser.add_argument("--restart", action="store_true", help="from line 1")
        parser.add_argument("--no-index", action="store_true", help="index later")

    def handle(self, *, files: list[Path], **options: Any) -> None:
        try:
            with stopping() as self.wish:
                broken = self.take_with_index(files, options)
        except (Stopped, KeyboardInterrupt):
            words = "已停下，此前的记录都已导入。再运行一次同样的命令，会接着导"
            raise CommandError(words, returncode=130) from None
        if broken:
            raise CommandError(f"没有完整导入：{'、'.join(broken)}")

    def take_with_index(self, files: list[Path], options: dict[str, Any]) -> list[str]:
        """Import the files, and index what they bring unless told not to."""
        if options["no_index"]:
            return self.take_all(files, options)
        with indexing():
            broken = self.take_all(files, options)
        self.stdout.write("正在完成检索索引…")
        search.catch_up(wait=True)
        return broken

    def take_all(self, files: list[Path], options: dict[str, Any]) -> list[str]:
        """Import the files one by one; return the names of those that broke off."""
        go_through_once()
        broken = []
        for path in files:
            try:
                self.take(path, options)
            except Refusal as refusal:
                self.stderr.write(self.style.ERROR(str(refusal)))
                broken.append(path.name)
        return broken

    def take(self, path: Path, options: dict[str, Any]) -> None:
        """Import one file and print what became of it."""
        records = readers.read(path, encoding=options["encoding"])
        first = next(records, None)
        if first is None:
            raise UnreadableFile(file=path.name, reason="里面没有记录")
        mapping = self.mapping(options["mapping"], first)
        column = options["column"].strip("/")
        by = system(f"导入 {path.name}")
        self.refuse_misfit(path, mapping, first, column)
        unit = prepare(mapping, unit_slug=options["unit"], by=by, column=column)
        folder = settings.VAR / "imports"
        checkpoint = Checkpoint.of(path, folder, mapping.origin, unit.slug)
        if options["restart"]:
            checkpoint.clear()
        if line := checkpoint.line():
            self.stdout.write(f"{path.name}：接着上次，从第 {line + 1} 行继续")
        name = f"{path.name}-{timezone.localtime():%Y%m%d-%H%M%S}"
        mapper = Mapper(mapping, unit.slug, column)
        with Report(folder, name) as report:
            processes, stopped = options["processes"], self.wish.is_set
            run = Run(mapper, report, checkpoint, by, processes, stopped)
            ticker = Ticker(path.name)
            try:
                run.take(chain([first], records), ticker)
            finally:
                ticker.end()
                self.summarise(path, mapping, report)

    def refuse_misfit(
        self, path: Path, mapping: mappings.Mapping, first: Record, column: str
    ) -> None:
        """Refuse what would only be refused again with every record."""
        if not column and not mapping.has_place:
            reason = "没有说放进哪个栏目：请写 [columns] otherwise，或用 --column"
            raise UnreadableMapping(file=mapping.name, reason=reason)
        if not first.is_row or first.problem:
            return
        if lacking := mapping.lacks(first.fields):
            reason = f"{lacking}。请改表头，或用 --mapping 指明对照"
            raise UnreadableFile(file=path.name, reason=reason)
        unused = [name for name in first.fields if name not in mapping.theirs]
        if unused:
            self.stdout.write(f"{path.name}：没有用到的列：{'、'.join(unused)}")

    def mapping(self, given: str | None, first: Record) -> mappings.Mapping:
        """Return the mapping asked for, else the built-in one that fits."""
        if not given:
            return mappings.recognise(first.fields)
        if given.endswith(".toml"):
            return mappings.load(Path(given))
        return mappings.built_in(given)

    def summarise(self, path: Path, mapping: mappings.Mapping, report: Report) -> None:
        """Print the counts and where the report lies."""
        counts = "，".join(f"{OUTCOMES[k]} {report.counts[k]}" for k in OUTCOMES)
        self.stdout.write(f"{path.name}（{mapping.name}）：{counts}")
        if report.counts["refused"]:
            for problem in report.first_problems:
                self.stdout.write(self.style.WARNING(f"  {problem}"))
            self.stdout.write(f"  全部原因：{report.path}")
            self.stdout.write(f"  未导入的记录：{report.refused_path}")


class Ticker:
    """One line on the terminal that says how far the import is."""

    def __init__(self, name: str) -> None:
        self.name, self.started, self.last = name, time.monotonic(), 0.0
        self.visible = sys.stderr.isatty()

    def __call__(self, record: Record, report: Report) -> None:
        """Show progress, at most twice a second, on a terminal only."""
        now = time.monotonic()
        if not self.visible or now - self.last < 0.5:
            return
        self.last = now
        total = sum(report.counts.values())
        rate = total / max(now - self.started, 0.001)
        sys.stderr.write(
            f"\r{self.name} {record.share:5.1%}  {total:,} 条  {rate:,.0f} 条/秒"
            f"  未导入 {report.counts['refused']:,} "
        )
        sys.stderr.flush()

    def end(self) -> None:
        """Leave the line."""
        if self.visible and self.last:
            sys.stderr.write("\n")
