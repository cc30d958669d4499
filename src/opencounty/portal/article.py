"""An item as its page shows it: header table, tags, text, what belongs to it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from opencounty.apps.disclosure.models import Column, Item
from opencounty.portal import documents, leaving, lists, rules
from opencounty.portal.documents import Document, Enclosed, Relation, Wording
from opencounty.portal.frame import Frame, Node
from opencounty.portal.lists import Row
from opencounty.ui.parts import Fact
from opencounty.ui.tags.words import light, scroll_tables

RELATED = 5
VALIDITY_TONES = {
    Item.Validity.IN_FORCE: "fine",
    Item.Validity.AMENDED: "soon",
    Item.Validity.REPEALED: "late",
    Item.Validity.EXPIRED: "late",
}
_IMAGE = re.compile(r'<img\b[^>]*?\bsrc="(/[^"]+)"')


@dataclass
class Article:
    """Everything the page of one item shows."""

    item: Document
    node: Node
    body: SafeString
    attachments: list[Enclosed] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    related: list[Row] = field(default_factory=list)
    newer: Row | None = None
    older: Row | None = None
    versions: list[Wording] = field(default_factory=list)

    @property
    def published(self) -> str:
        """Return the moment of release as 网页标签 want it: 24 hours, to the minute."""
        return moment(self.item.released_at)

    @property
    def related_by_kind(self) -> list[tuple[str, list[Relation]]]:
        """Return the linked documents under what they have to do with this one."""
        grouped: dict[str, list[Relation]] = {}
        for relation in self.relations:
            grouped.setdefault(relation.words, []).append(relation)
        return list(grouped.items())

    @property
    def interpretations(self) -> list[Relation]:
        """Return what explains this document."""
        return [r for r in self.relations if r.kind == "explained"]

    @property
    def is_document(self) -> bool:
        """Say whether it needs the header table of government information."""
        item = self.item
        return bool(
            item.category or item.doc_number or item.validity or item.index_number
        )

    @property
    def closes_in(self) -> int | None:
        """Return how many days a consultation still runs; None for anything else."""
        until = self.item.valid_until
        if self.node.kind != Column.Kind.ENGAGEMENT or until is None:
            return None
        return (until - timezone.localdate()).days


def moment(at: datetime | None) -> str:
    """Write a moment as YYYY-MM-DD HH:MM in local time."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def day(value: date | None) -> str:
    """Write a day in words: 2026年11月12日."""
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def compose(frame: Frame, item: Document) -> Article:
    """Gather what the page of a live item shows."""
    above, below = documents.neighbours(frame, item, newer=2, older=RELATED)
    return Article(
        item=item,
        node=frame.node(item.home_column_id),
        body=dressed(item.body, frame.leaves),
        attachments=documents.enclosed(item),
        relations=documents.relations(frame, item),
        versions=documents.wordings(item),
        newer=above[0] if above else None,
        older=below[0] if below else None,
        related=[*above[1:], *below[1:]][:RELATED],
    )


def header(article: Article) -> list[Fact]:
    """Return the standard header table; what is unknown is left out."""
    item = article.item
    subject = " / ".join(part for part in (item.subject, item.genre) if part)
    rows: list[tuple[str, object]] = [
        ("索引号", item.index_number),
        ("主题分类", subject),
        ("发布机构", item.issuer),
        ("成文日期", day(item.made_on)),
        ("发文字号", item.doc_number),
        ("发布日期", article.published),
        ("统一登记号", item.register_number),
        ("有效性", validity(item)),
        ("公开类目", item.category),
        ("来源发布日期", day(item.source_published_on)),
        ("信息来源", item.source if item.source_published_on else ""),
    ]
    told = [(name, value) for name, value in rows if value]
    alone = len(told) % 2 == 1
    return [
        Fact(name, value, wide=alone and number == len(told))
        for number, (name, value) in enumerate(told, 1)
    ]


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


def tags(frame: Frame, article: Article) -> list[rules.Tag]:
    """Return the column and article tags of the item's page."""
    item = article.item
    image = _IMAGE.search(item.body)
    extra = (
        ("Keywords", rules.words(item.keywords)),
        ("Author", item.author or item.issuer),
        ("Description", item.summary or item.title),
        ("Image", frame.base_url + image[1] if image else ""),
        ("Url", frame.base_url + item_path(frame, item)),
    )
    return [
        *column_tags(frame, article.node),
        *rules.article_tags(
            title=item.title,
            published=article.published,
            source=item.source,
            extra=extra,
        ),
    ]


def column_tags(frame: Frame, node: Node) -> list[rules.Tag]:
    """Return the four tags of a column."""
    return rules.column_tags(
        rules.column_words(
            name=node.name,
            kind=node.kind_label,
            description=node.description,
            keywords=node.keywords,
            site_name=frame.facts.name or "本站",
        )
    )


def item_path(frame: Frame, item: Document) -> str:
    """Return the one path of an item."""
    return lists.address(frame, item.pk, item.home_column_id, item.listed_at)


def dressed(html: str, leaves: Callable[[str], bool]) -> SafeString:
    """Make a stored, cleaned text fit to show: notices before outside links."""
    return scroll_tables(leaving.with_notices(html, leaves))
