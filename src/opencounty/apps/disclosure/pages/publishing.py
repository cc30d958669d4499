"""What whoever releases a version has before their eyes at that moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from opencounty.apps.disclosure.models import Version
from opencounty.apps.disclosure.rules import State
from opencounty.apps.disclosure.services import personal
from opencounty.ui.parts import Fact

SHOWN_NUMBERS = 20


@dataclass(frozen=True)
class PublishPage:
    """Where an approved version will stand, and what looks wrong with it."""

    version: Version

    @cached_property
    def warnings(self) -> list[str]:
        """Return what looks personal, and attachments that nobody has read."""
        if self.version.state != State.APPROVED:
            return []
        found = [str(one) for one in personal.findings(self.version)]
        more = len(found) - SHOWN_NUMBERS
        rest = [f"另有 {more} 处，见正文和附件"] if more > 0 else []
        unread = [
            f"附件“{title}”的文字还没有提取完，里面有没有个人号码还不知道"
            for title in personal.unread(self.version)
        ]
        return [*found[:SHOWN_NUMBERS], *rest, *unread]

    @property
    def facts(self) -> Sequence[Fact]:
        """Return where the version will be seen."""
        item = self.version.item
        chosen = item.placements.chosen().select_related("column__site_unit")
        columns = [row.column for row in chosen.order_by("column__path")]
        names = [
            f"{c.site_unit.short_name}子站：{c.name}" if c.site_unit else c.name
            for c in columns
        ]
        titles = [a.title for a in self.version.attachments.all()]
        return [
            Fact("显示在", "、".join(names)),
            Fact("附件", "、".join(titles) or "没有附件"),
            Fact("索引号", item.index_number or "发布时编定，以后不变"),
        ]
