"""The disclosure platform: its entries at the left, in the order that is laid down.

政府信息公开指南 · 政府信息公开制度 · 法定主动公开内容 · 政府信息公开年报 · 依申请公开
"""

from dataclasses import dataclass, field

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
    own = {
        kind: next((n for n in columns if n.kind == kind), None) for kind in ENTRY_KINDS
    }
    others = [n for n in columns if n.kind not in ENTRY_KINDS]
    content = Branch(
        "法定主动公开内容",
        CATALOGUE_URL,
        here == CATALOGUE_URL,
        [_branch(frame, n, here) for n in others],
    )
    listed = [
        _entry(own["guide"], "政府信息公开指南", here),
        _entry(own["system"], "政府信息公开制度", here),
        content,
        _entry(own["report"], "政府信息公开年报", here),
        Branch("依申请公开", REQUEST_URL, here == REQUEST_URL),
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


def _entry(node: Node | None, label: str, here: str) -> Branch | None:
    return Branch(label, node.url, here == node.url) if node else None


def _branch(frame: Frame, node: Node, here: str) -> Branch:
    below = [n for n in frame.children.get(node.pk, []) if n.shown]
    return Branch(
        node.name, node.url, here == node.url, [_branch(frame, n, here) for n in below]
    )
