"""The disclosure platform: its entries at the left, in the order that is laid down.

政府信息公开指南 · 政府信息公开制度 · 法定主动公开内容 · 政府信息公开年报 · 依申请公开
"""

from dataclasses import dataclass, field

from django.utils import timezone

from opencounty.portal.frame import Frame, Node

CATALOGUE_URL = "/catalogue/"
REQUEST_URL = "/request/"
# kinds that are entries of their own; all other columns unfold under the third
ENTRY_KINDS = ("guide", "system", "report")


@dataclass(frozen=True)
class Branch:
    """A line of a tree of links; `current` marks where the reader is."""

    label: str
    url: str
    current: bool = False
    note: str = ""
    below: list["Branch"] = field(default_factory=list)


def root_of(frame: Frame) -> Node | None:
    """Return the first-level column that is the disclosure platform."""
    return next(
        (n for n in frame.children.get(None, []) if n.kind == "catalogue"), None
    )


def platform_of(frame: Frame, node: Node) -> bool:
    """Say whether a column stands in the disclosure platform."""
    root = root_of(frame)
    return root is not None and frame.trail(node)[0] == root


def entries(frame: Frame, here: str = "") -> list[Branch]:
    """Return the five entries in their order; one that is missing is left out."""
    root = root_of(frame)
    if root is None:
        return []
    columns = [n for n in frame.children.get(root.pk, []) if n.shown]
    guide, system, report = (_first(columns, kind) for kind in ENTRY_KINDS)
    others = [n for n in columns if n.kind not in ENTRY_KINDS]
    content = Branch(
        "法定主动公开内容",
        CATALOGUE_URL,
        here == CATALOGUE_URL,
        f"{len(others)} 类 {root.items:,} 条",
        [_branch(frame, n, here) for n in others],
    )
    request = Branch(
        "依申请公开", REQUEST_URL, here == REQUEST_URL, "怎样申请、多久答复"
    )
    listed = [
        _entry(guide, "政府信息公开指南", here, _updated(guide)),
        _entry(system, "政府信息公开制度", here, _pieces(system)),
        content,
        _entry(report, "政府信息公开年报", here, _pieces(report)),
        request,
    ]
    return [branch for branch in listed if branch is not None]


def tree_of(frame: Frame, node: Node) -> list[Branch]:
    """Return the columns beside a column: the platform's, or its neighbours."""
    if platform_of(frame, node):
        return entries(frame, node.url)
    if node.site_unit_id is not None:
        columns = frame.unit_columns.get(node.site_unit_id, [])
        return [_branch(frame, n, node.url) for n in columns if n.shown and n.filled]
    top = frame.trail(node)[0]
    below = frame.children.get(top.pk, [])
    return [_branch(frame, n, node.url) for n in below if n.shown]


def _first(columns: list[Node], kind: str) -> Node | None:
    return next((n for n in columns if n.kind == kind), None)


def _updated(node: Node | None) -> str:
    at = node.last_released_at if node else None
    return f"{timezone.localtime(at):%Y-%m-%d} 更新" if at else "正在编制"


def _pieces(node: Node | None) -> str:
    return f"{node.items:,} 件" if node and node.items else "正在整理"


def _entry(node: Node | None, label: str, here: str, note: str) -> Branch | None:
    return Branch(label, node.url, here == node.url, note) if node else None


def _branch(frame: Frame, node: Node, here: str) -> Branch:
    below = [n for n in frame.children.get(node.pk, []) if n.shown]
    return Branch(
        node.name,
        node.url,
        here == node.url,
        below=[_branch(frame, n, here) for n in below],
    )
