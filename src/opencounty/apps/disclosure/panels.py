"""Where the pool stands in the desk's menu and on its first page."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.timezone import localtime

from opencounty.apps.disclosure import permissions
from opencounty.apps.disclosure.models import Version
from opencounty.apps.disclosure.models.versions import VersionQuerySet
from opencounty.apps.disclosure.rules import State
from opencounty.kernel.org.actor import Actor
from opencounty.ui import menu, panels
from opencounty.ui.lights import Light
from opencounty.ui.panels import Panel, Row

SECTION = "信息公开"
MOST_ROWS = 10


def drafts(actor: Actor) -> Sequence[Row]:
    """Return what came back, then what one is writing."""
    mine = Version.objects.all().to_finish(actor)
    back, rest = mine.in_state(State.RETURNED), mine.in_state(State.DRAFT)
    return [*_rows(back), *_rows(rest)][:MOST_ROWS]


def to_approve(actor: Actor) -> Sequence[Row]:
    """Return what waits for one's approval, the oldest first."""
    return _rows(Version.objects.all().to_approve(actor), oldest_first=True)


def to_publish(actor: Actor) -> Sequence[Row]:
    """Return what is approved and waits to be released."""
    return _rows(Version.objects.all().to_publish(actor), oldest_first=True)


def waiting(actor: Actor) -> menu.Count | None:
    """Count what waits for one's approval."""
    if not actor.may(permissions.APPROVE):
        return None
    number = Version.objects.all().to_approve(actor).count()
    return menu.Count(number) if number else None


def _rows(versions: VersionQuerySet, *, oldest_first: bool = False) -> Sequence[Row]:
    order = ["saved_at", "pk"] if oldest_first else ["-saved_at", "-pk"]
    shown = versions.order_by(*order).select_related("item__unit")
    return [_row(version) for version in shown.defer("body", "text")[:MOST_ROWS]]


def _row(version: Version) -> Row:
    mine = {
        State.RETURNED.value: Light("soon", "退回修改"),
        State.DRAFT.value: Light("none", "草稿"),
    }.get(version.state)
    return Row(
        title=version.title or "（还没有标题）",
        url=reverse("disclosure:item", args=[version.item.code]),
        note=f"{version.item.unit.short_name}　第 {version.number} 版　"
        f"{localtime(version.saved_at):%m-%d %H:%M}",
        light=mine,
        stage="" if mine else str(version.get_state_display()),
    )


menu.register_section(SECTION, position=100)
menu.register(
    section=SECTION,
    label="信息库",
    url_name="disclosure:items",
    position=10,
    count=waiting,
)
menu.register(
    section=SECTION,
    label="起草信息",
    url_name="disclosure:draft-item",
    permission=permissions.DRAFT,
    position=20,
)
menu.register(section=SECTION, label="栏目", url_name="disclosure:columns", position=30)
menu.register(
    section=SECTION,
    label="更新检查",
    url_name="disclosure:stale-columns",
    position=40,
)
menu.register_search(
    menu.Search(
        "disclosure:items",
        "搜索信息库",
        "标题、发文字号、索引号",
        permissions.SEE,
    )
)
panels.register(
    Panel(
        "disclosure.to_approve",
        "等我审核",
        to_approve,
        permissions.APPROVE,
        position=10,
        more_url_name="disclosure:items",
        more_query="?state=submitted",
        count=lambda actor: Version.objects.all().to_approve(actor).count(),
        empty="没有等您审核的信息。",
    )
)
panels.register(
    Panel(
        "disclosure.to_publish",
        "等我发布",
        to_publish,
        permissions.PUBLISH,
        position=20,
        more_url_name="disclosure:items",
        more_query="?state=approved",
        count=lambda actor: Version.objects.all().to_publish(actor).count(),
        empty="没有等您发布的信息。",
    )
)
panels.register(
    Panel(
        "disclosure.drafts",
        "我的草稿",
        drafts,
        permissions.DRAFT,
        position=30,
        more_url_name="disclosure:items",
        more_query="?state=draft",
        count=lambda actor: Version.objects.all().to_finish(actor).count(),
        empty="没有草稿。菜单里的“起草信息”可以新写一条。",
    )
)
