"""An item as its page shows it: tags, text, what belongs to it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.safestring import SafeString

from opencounty.apps.disclosure.models import Column
from opencounty.portal import documents, headings, leaving, lists, rules
from opencounty.portal.documents import Document, Enclosed, Relation, Wording
from opencounty.portal.frame import Frame, Node
from opencounty.portal.headtable import moment
from opencounty.portal.lists import Row
from opencounty.ui.tags.words import scroll_tables

RELATED = 5
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
    def replaced_by(self) -> list[Relation]:
        """Return what amended, repealed or replaced this document."""
        return [r for r in self.relations if r.kind == "overtaken"]

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
    return list_tags(
        frame,
        name=node.name,
        kind=node.kind_label,
        description=node.description,
        keywords=node.keywords,
    )


def list_tags(
    frame: Frame, *, name: str, kind: str, description: str = "", keywords: str = ""
) -> list[rules.Tag]:
    """Return the four column tags of whatever stands as a column."""
    return rules.column_tags(
        rules.column_words(
            name=name,
            kind=kind,
            description=description,
            keywords=keywords,
            site_name=frame.facts.name or "本站",
        )
    )


def item_path(frame: Frame, item: Document) -> str:
    """Return the one path of an item."""
    return lists.address(frame, item.pk, item.home_column_id, item.listed_at)


def dressed(html: str, leaves: Callable[[str], bool], *, under: int = 1) -> SafeString:
    """Make a stored, cleaned text fit to show below a heading of level `under`."""
    outlined = headings.outlined(html, under=under)
    named = headings.without_empty_heads(outlined)
    return scroll_tables(leaving.with_notices(named, leaves))
