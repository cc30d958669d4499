"""What waits on the sample of the desk's first page."""

from opencounty.ui.lights import Light
from opencounty.ui.panels import Filled, Panel, Row

WAITING = [
    Row(
        "农村饮用水三季度水质检测结果通告",
        "/kit/desk-case/",
        "信息 2026-04731 · 县水利局",
        Light("late", "超期 1 个工作日"),
        "保密审查",
    ),
    Row(
        "冬季用电安全提示",
        "/kit/desk-case/",
        "信息 2026-04733 · 县应急局",
        Light("soon", "今天到期"),
        "分管领导审核",
    ),
    Row(
        "乡镇招聘会场次和岗位",
        "/kit/desk-case/",
        "信息 2026-04736 · 县人社局",
        Light("fine", "剩 6 个工作日"),
        "编辑",
    ),
]
STALE = [
    Row(
        "应急管理",
        "/kit/portal-list/",
        "县应急局，应每 60 天更新",
        Light("soon", "还有 4 天"),
    )
]


def panels() -> list[Filled]:
    """Return panels with their rows and where they lead."""
    waiting = Panel("waiting", "等您审核的信息", lambda _: WAITING)
    stale = Panel("stale", "快要过期的栏目", lambda _: STALE)
    back = Panel("returned", "退回给您的", lambda _: [], empty="没有退回的信息。")
    return [
        Filled(waiting, WAITING, len(WAITING), "/kit/desk-list/"),
        Filled(stale, STALE, len(STALE), ""),
        Filled(back, [], 0, ""),
    ]
