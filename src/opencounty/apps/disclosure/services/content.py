"""What a drafter hands over, made tidy and written into a version."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import CharField
from django.utils.timezone import localdate

from opencounty.apps.disclosure import rules
from opencounty.apps.disclosure.models import (
    Attachment,
    Category,
    Column,
    Item,
    Version,
)
from opencounty.kernel.base import html
from opencounty.kernel.base.errors import InputRefused
from opencounty.kernel.base.text import one_line
from opencounty.kernel.files.models import StoredFile
from opencounty.kernel.org.models import Unit

_TAGS = "p|div|br|table|t[rdh]|span|h[1-6]|[uo]l|li|img|a|strong|b|em"
_MARKUP = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
BODY_LIMIT = 5_000_000
POLICY_KINDS = frozenset({Column.Kind.POLICY, Column.Kind.LIBRARY})


@dataclass(frozen=True)
class Enclosure:
    """A stored file and the name it is shown under."""

    file: StoredFile
    title: str


@dataclass(frozen=True)
class Content:
    """The whole content of a version as its drafter gives it.

    `body` is HTML or plain paragraphs. `files` in order; None leaves them as they
    are.
    """

    title: str = ""
    body: str = ""
    summary: str = ""
    issuer: Unit | None = None
    issuer_name: str = ""
    doc_number: str = ""
    register_number: str = ""
    made_on: date | None = None
    category: Category | None = None
    genre: str = ""
    subject: str = ""
    keywords: str = ""
    openness: str = Item.Openness.ACTIVE
    openness_reason: str = ""
    validity: str = Item.Validity.NOT_APPLICABLE
    effective_on: date | None = None
    valid_until: date | None = None
    source_name: str = ""
    source_url: str = ""
    author: str = ""
    change_note: str = ""
    files: Sequence[Enclosure] | None = None


PLAIN_FIELDS = tuple(
    field.name for field in fields(Content) if field.name not in {"body", "files"}
)
# what is frozen with the digest, beside the attachments
DIGESTED = ("body", *PLAIN_FIELDS)
_TIDY = {"doc_number": rules.tidy_doc_number, "keywords": rules.tidy_keywords}


def write(version: Version, content: Content) -> None:
    """Set a draft's content, tidied; refuse what no column of the table can hold."""
    for name in PLAIN_FIELDS:
        value = getattr(content, name)
        if isinstance(value, str):
            value = _TIDY.get(name, one_line)(value)
        setattr(version, name, value)
    if version.issuer is not None and not version.issuer_name:
        version.issuer_name = version.issuer.name
    version.body = to_html(content.body)
    version.text = html.to_text(version.body)
    _refuse_unfit(version)


def write_files(version: Version, files: Sequence[Enclosure]) -> None:
    """Replace a draft's attachments; the files themselves stay stored."""
    version.attachments.all().delete()
    unique = {enclosure.file.pk: enclosure for enclosure in files}
    Attachment.objects.bulk_create(
        Attachment(
            version=version,
            file=enclosure.file,
            title=one_line(enclosure.title)[:200] or enclosure.file.name[:200],
            position=position,
        )
        for position, enclosure in enumerate(unique.values())
    )


def to_html(source: str) -> str:
    """Return clean HTML of what was typed or pasted: markup or plain paragraphs."""
    if len(source) > BODY_LIMIT:
        raise InputRefused(field="正文", reason=f"最多 {BODY_LIMIT:,} 个字符")
    return html.clean(source) if _MARKUP.search(source) else html.from_plain(source)


def _refuse_unfit(version: Version) -> None:
    for field in Version._meta.concrete_fields:
        value = getattr(version, field.attname)
        if not isinstance(field, CharField) or not isinstance(value, str):
            continue
        limit = field.max_length or len(value)
        if len(value) > limit:
            reason = f"有 {len(value)} 个字，最多 {limit} 个"
            raise InputRefused(field=field.verbose_name, reason=reason)
        if value and field.choices and value not in dict(field.flatchoices):
            raise InputRefused(field=field.verbose_name, reason="请从列出的选项里选")
    if version.openness != Item.Openness.ACTIVE and not version.openness_reason:
        raise InputRefused(field="不公开理由", reason="不主动公开的要写明理由")


def copied(version: Version) -> dict[str, Any]:
    """Return the content of a version as fields for the next one."""
    names = [*DIGESTED, "text"]
    return {name: getattr(version, name) for name in names if name != "change_note"}


def facts_of(
    said: Mapping[str, Any],
    issuer: Unit | None,
    category: Category | None,
    files: Iterable[Enclosure],
) -> dict[str, Any]:
    """Return everything the digest covers, in terms that never change."""
    facts = {
        name: said[name] for name in DIGESTED if name not in {"issuer", "category"}
    }
    facts["issuer"] = str(issuer.code) if issuer else ""
    facts["category"] = category.code if category else ""
    facts["attachments"] = [[one.file.sha256, one.title] for one in files]
    return facts


def digest_of(version: Version) -> str:
    """Return the digest of a version as the database holds it now."""
    attached = version.attachments.select_related("file")
    files = [Enclosure(attachment.file, attachment.title) for attachment in attached]
    said = {name: getattr(version, name) for name in DIGESTED}
    return rules.digest_of(facts_of(said, version.issuer, version.category, files))


def missing(version: Version) -> list[str]:
    """Return in words what the version lacks before it may be submitted."""
    begins, ends = version.effective_on, version.valid_until
    return rules.missing(
        rules.Blanks(
            has_title=bool(version.title),
            has_body=bool(version.text) or version.attachments.exists(),
            has_issuer=bool(version.issuer_name),
            summary_length=len(version.summary),
            is_policy=version.item.home_column.kind in POLICY_KINDS,
            has_made_on=version.made_on is not None,
            open_to_public=version.openness == Item.Openness.ACTIVE,
            has_openness_reason=bool(version.openness_reason),
            made_after_today=bool(version.made_on and version.made_on > localdate()),
            ends_before_start=bool(begins and ends and ends < begins),
        )
    )
