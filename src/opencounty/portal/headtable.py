"""The table at the head of government information (政府信息公开平台): what it says."""

from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from opencounty.apps.disclosure.models import Item
from opencounty.portal import rules
from opencounty.portal.documents import Document
from opencounty.ui.parts import Fact
from opencounty.ui.tags.words import light

VALIDITY_TONES = {
    Item.Validity.IN_FORCE: "fine",
    Item.Validity.AMENDED: "soon",
    Item.Validity.REPEALED: "late",
    Item.Validity.EXPIRED: "late",
}


def moment(at: datetime | None) -> str:
    """Write a moment as YYYY-MM-DD HH:MM in local time."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def day(value: date | None) -> str:
    """Write a day in words: 2026年11月12日."""
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def header(item: Document) -> list[Fact]:
    """Return the standard header table; what is unknown is left out."""
    subject = " / ".join(part for part in (item.subject, item.genre) if part)
    return in_pairs(
        Fact("索引号", item.index_number),
        Fact("主题分类", subject),
        Fact("发文机关", item.issuer),
        Fact("成文日期", day(item.made_on)),
        Fact("标题", item.title, wide=True),
        Fact("发文字号", item.doc_number),
        Fact("发布日期", moment(item.released_at)),
        Fact("统一登记号", item.register_number),
        Fact("有效性", validity(item)),
        Fact("公开类目", item.category),
        Fact("来源发布日期", day(item.source_published_on)),
        Fact("信息来源", item.source if item.source_published_on else ""),
        Fact("主题词", rules.words(item.keywords).replace(",", "　"), wide=True),
    )


def in_pairs(*facts: Fact) -> list[Fact]:
    """Set what is known two to a line; what is left alone takes the whole line."""
    lines: list[list[Fact]] = []
    for fact in facts:
        if not fact.value:
            continue
        joins = lines and len(lines[-1]) == 1 and not lines[-1][0].wide
        if joins and not fact.wide:
            lines[-1].append(fact)
        else:
            lines.append([fact])
    return [replace(f, wide=len(line) == 1) for line in lines for f in line]


def validity(item: Document) -> SafeString | str:
    """Return the light of a document's validity and until when it holds."""
    if not item.validity:
        return ""
    kind = Item.Validity(item.validity)
    tone = VALIDITY_TONES[kind]
    words = item.validity_note
    if not words and tone == "fine" and item.valid_until:
        words = f"有效期至{day(item.valid_until)}"
    return format_html(
        "{}{}", light(tone, str(kind.label)), f"，{words}" if words else ""
    )
