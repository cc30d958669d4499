"""An item as its page shows it: header table, text, what belongs to it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from opencounty.apps.disclosure.models import (
    Attachment,
    Column,
    Item,
    Link,
    Placement,
    Version,
)
from opencounty.portal import leaving, lists, rules
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
_UNSEEN = ("published_version__text", "origin_facts")


@dataclass(frozen=True)
class Relation:
    """Another document and what it has to do with this one."""

    kind: str
    words: str
    title: str
    url: str
    doc_number: str


@dataclass
class Article:
    """Everything the page of one item shows."""

    item: Item
    version: Version
    node: Node
    body: SafeString
    source: str
    attachments: list[Attachment] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    related: list[Row] = field(default_factory=list)
    newer: Row | None = None
    older: Row | None = None
    versions: list[Version] = field(default_factory=list)

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
            item.category_id or item.doc_number or item.validity or item.index_number
        )

    @property
    def closes_in(self) -> int | None:
        """Return how many days a consultation still runs; None for anything else."""
        until = self.item.valid_until
        if self.node.kind != Column.Kind.ENGAGEMENT or until is None:
            return None
        return (until - timezone.localdate()).days

    @property
    def is_imported(self) -> bool:
        """Say whether the item came from elsewhere with a date of its own."""
        return bool(self.item.source_published_on)


def moment(at: datetime | None) -> str:
    """Write a moment as YYYY-MM-DD HH:MM in local time."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def day(value: date | None) -> str:
    """Write a day in words: 2026年11月12日."""
    return date_format(value, "Y年n月j日") if value else ""


def find(pk: int) -> Item | None:
    """Return a released item, withdrawn ones too; a draft is nobody's business."""
    return (
        Item.objects.filter(released_at__isnull=False, pk=pk)
        .select_related("published_version", "issuer", "unit", "category")
        .defer(*_UNSEEN)
        .first()
    )


def compose(frame: Frame, item: Item) -> Article:
    """Gather what the page of a live item shows."""
    version = item.published_version
    if version is None:
        raise ValueError("a released item has a published version")
    node = frame.node(item.home_column_id)
    above, below = _neighbours(frame, item)
    return Article(
        item=item,
        version=version,
        node=node,
        body=dressed(version.body, frame.leaves),
        source=version.source_name or issuer_of(item),
        attachments=_attachments(version),
        relations=_relations(frame, item),
        versions=_versions(item),
        newer=above[0] if above else None,
        older=below[0] if below else None,
        related=[*above[1:], *below[1:]][:RELATED],
    )


def issuer_of(item: Item) -> str:
    """Return who issued it: our own unit, the name given, or the keeping unit."""
    if item.issuer_name:
        return item.issuer_name
    return item.issuer.name if item.issuer else item.unit.name


def header(article: Article) -> list[Fact]:
    """Return the standard header table; what is unknown is left out."""
    item = article.item
    subject = " / ".join(part for part in (item.subject, item.genre) if part)
    rows: list[tuple[str, object]] = [
        ("索引号", item.index_number),
        ("主题分类", subject),
        ("发布机构", issuer_of(item)),
        ("成文日期", day(item.made_on)),
        ("发文字号", item.doc_number),
        ("发布日期", article.published),
        ("统一登记号", item.register_number),
        ("有效性", validity(item)),
        ("公开类目", item.category.name if item.category else ""),
        ("来源发布日期", day(item.source_published_on)),
        ("信息来源", article.source if article.is_imported else ""),
    ]
    told = [(name, value) for name, value in rows if value]
    alone = len(told) % 2 == 1
    return [
        Fact(name, value, wide=alone and number == len(told))
        for number, (name, value) in enumerate(told, 1)
    ]


def validity(item: Item) -> SafeString | str:
    """Return the light of a document's validity and until when it holds."""
    if not item.validity:
        return ""
    tone = VALIDITY_TONES[Item.Validity(item.validity)]
    words = item.validity_note
    if not words and tone == "fine" and item.valid_until:
        words = f"有效期至{day(item.valid_until)}"
    shown = light(tone, str(item.get_validity_display()))
    return format_html("{}{}", shown, f"，{words}" if words else "")


def tags(frame: Frame, article: Article) -> list[rules.Tag]:
    """Return the column and article tags of the item's page."""
    item, version = article.item, article.version
    summary = item.summary or item.title
    image = _IMAGE.search(version.body)
    extra = (
        ("Keywords", rules.words(item.keywords)),
        ("Author", version.author or issuer_of(item)),
        ("Description", summary),
        ("Image", frame.base_url + image[1] if image else ""),
        ("Url", frame.base_url + item_path(frame, item)),
    )
    return [
        *column_tags(frame, article.node),
        *rules.article_tags(
            title=item.title,
            published=article.published,
            source=article.source,
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


def item_path(frame: Frame, item: Item) -> str:
    """Return the one path of an item."""
    at = item.listed_at or item.released_at
    if at is None:
        raise ValueError("only a released item has an address")
    return lists.address(frame, item.pk, item.home_column_id, at)


def dressed(html: str, leaves: Callable[[str], bool]) -> SafeString:
    """Make a stored, cleaned text fit to show: notices before outside links."""
    return scroll_tables(leaving.with_notices(html, leaves))


def _attachments(version: Version) -> list[Attachment]:
    rows = Attachment.objects.filter(version=version).select_related("file")
    return list(rows.defer("file__text").order_by("position", "pk"))


# what a document's relation to this one is called, seen from this one
_FORWARD = {
    Link.Kind.INTERPRETS: ("explains", "解读的文件"),
    Link.Kind.AMENDS: ("history", "修改了"),
    Link.Kind.REPEALS: ("history", "废止了"),
    Link.Kind.REPLACES: ("history", "替代了"),
    Link.Kind.BASED_ON: ("basis", "依据"),
    Link.Kind.RELATES_TO: ("other", "相关"),
}
_BACKWARD = {
    Link.Kind.INTERPRETS: ("explained", "政策解读"),
    Link.Kind.AMENDS: ("history", "被修改"),
    Link.Kind.REPEALS: ("history", "被废止"),
    Link.Kind.REPLACES: ("history", "被替代"),
    Link.Kind.BASED_ON: ("follows", "以此为依据"),
    Link.Kind.RELATES_TO: ("other", "相关"),
}


def _relations(frame: Frame, item: Item) -> list[Relation]:
    """Return the live documents linked either way, in one query."""
    ends = [
        F(f"{end}__{name}")
        for end in ("source", "target")
        for name in ("pk", "title", "home_column_id", "listed_at", "doc_number")
    ]
    rows = Link.objects.filter(Q(source=item) | Q(target=item)).between_live()
    found = []
    for kind, *values in rows.order_by("kind", "pk").values_list("kind", *ends):
        source, target = values[:5], values[5:]
        forward = source[0] == item.pk
        group, words = (_FORWARD if forward else _BACKWARD)[Link.Kind(kind)]
        pk, title, column_id, at, doc_number = target if forward else source
        url = lists.address(frame, pk, column_id, at)
        found.append(Relation(group, words, title, url, doc_number))
    return found


def _versions(item: Item) -> list[Version]:
    """Return the wordings the public has seen, newest first, without their text."""
    states = [Version.State.PUBLISHED, Version.State.SUPERSEDED]
    rows = Version.objects.filter(item=item, state__in=states)
    return list(
        rows.only("number", "state", "change_note", "saved_at").order_by("-number")
    )


def _neighbours(frame: Frame, item: Item) -> tuple[list[Row], list[Row]]:
    """Return the titles of the home column just newer and just older."""
    placed = Placement.objects.filter(column=item.home_column_id, live=True)
    at, pk = item.listed_at, item.pk
    newer = placed.filter(listed_at__gte=at).exclude(listed_at=at, item__lte=pk)
    older = placed.filter(listed_at__lte=at).exclude(listed_at=at, item__gte=pk)
    fields = [f"item__{name}" for name in lists.FIELDS]
    above = newer.order_by("listed_at", "item_id").values_list(*fields)[:2]
    below = older.order_by("-listed_at", "-item_id").values_list(*fields)
    return (
        [lists.row_of(frame, values) for values in above],
        [lists.row_of(frame, values) for values in below[:RELATED]],
    )
