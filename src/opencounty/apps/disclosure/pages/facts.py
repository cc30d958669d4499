"""What is said of a version, as a table of names and values."""

from collections.abc import Sequence

from opencounty.apps.disclosure.models import Item, Version
from opencounty.ui.parts import Fact


def facts_of(version: Version, item: Item) -> Sequence[Fact]:
    """Return what is said of a version, without what is left blank."""
    facts = [Fact(name, value) for name, value in _known(version, item) if value]
    if version.summary:
        facts.insert(0, Fact("内容概述", version.summary, wide=True))
    return facts


def _known(version: Version, item: Item) -> tuple[tuple[str, object], ...]:
    return (
        ("索引号", item.index_number or "发布时编定"),
        ("发布机构", version.issuer_name),
        ("发文字号", version.doc_number),
        ("统一登记号", version.register_number),
        ("成文日期", version.made_on),
        ("公开类目", version.category or ""),
        ("体裁", version.genre),
        ("主题", version.subject),
        ("关键词", version.keywords.replace(";", "，")),
        ("公开属性", _openness(version)),
        ("有效性", _validity(item, version)),
        ("施行日期", version.effective_on),
        ("有效期至", version.valid_until),
        ("信息来源", version.source_name),
        ("转载原网址", version.source_url),
        ("作者", version.author),
        ("起草人", version.drafted_by or ("导入" if item.origin else "")),
        ("修改说明", version.change_note),
    )


def _openness(version: Version) -> str:
    words = str(version.get_openness_display())
    return f"{words}：{version.openness_reason}" if version.openness_reason else words


def _validity(item: Item, version: Version) -> str:
    shown = item if item.released_at is not None else version
    if not shown.validity:
        return ""
    words = str(shown.get_validity_display())
    note = item.validity_note if item.released_at is not None else ""
    return f"{words}（{note}）" if note else words
