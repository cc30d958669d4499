"""Count what the public sees in the pool, exactly."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from opencounty.apps.disclosure.models import Column, Item

BY = ("category", "genre", "issuer", "province", "year", "validity", "column", "origin")


class Command(BaseCommand):
    """Print counts of live items; what has no value is counted as "null"."""

    help = "统计已发布信息的条数，可按类别、机构、省份、年份、栏目分列。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take by what to count, and in which form to print."""
        parser.add_argument("--by", choices=BY, action="append", default=[])
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--origin", help="只统计从这个来源导入的")

    def handle(self, *, by: list[str], origin: str | None, **options: Any) -> None:
        """Print the total, then the counts asked for."""
        counts: dict[str, Any] = {"total": items_of(origin).count()}
        counts |= {f"by_{name}": counted(name, origin) for name in by}
        if options["json"]:
            self.stdout.write(json.dumps(counts, ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"total\t{counts['total']}")
        for name in by:
            for value, number in counts[f"by_{name}"].items():
                self.stdout.write(f"{name}\t{value}\t{number}")


def items_of(origin: str | None) -> Any:
    """Return the live items, of one origin if it is named."""
    live = Item.objects.live()
    return live.filter(origin=origin) if origin else live


def counted(name: str, origin: str | None) -> dict[str, int]:
    """Return counts by one facet, in the order of the values."""
    items = items_of(origin)
    if name == "column":
        paths = Column.objects.order_by("path").values_list("pk", "path")
        numbers = items.counts_in_columns()
        return {path: numbers[pk] for pk, path in paths if pk in numbers}
    facet = "said_category" if name == "category" else name
    return dict(sorted(items.counts_by(facet).items()))
