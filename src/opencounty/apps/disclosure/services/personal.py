"""Numbers of natural persons in what is about to be released (检查指标 R46).

Inspectors find them in attachments more often than in the text, so both are read.
They are hints: a person may release them, saying why, and that stays on record.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.timezone import localdate

from opencounty.apps.disclosure.errors import AttachmentNotRead, PersonalNumbersFound
from opencounty.apps.disclosure.models import Version
from opencounty.kernel.files.models import StoredFile
from opencounty.kernel.files.rules import PersonalNumber, personal_numbers

SHOWN = 5
PENDING = StoredFile.TextState.PENDING


@dataclass(frozen=True)
class Finding:
    """A number that looks personal, masked, and where it stands."""

    place: str
    number: PersonalNumber

    def __str__(self) -> str:
        return f"{self.place}：{self.number.label} {self.number.masked}"


def findings(version: Version) -> list[Finding]:
    """List what looks personal in title, text and attachments of a version."""
    today = localdate()
    return [
        Finding(place, number)
        for place, text in _texts(version)
        for number in personal_numbers(text, as_of=today)
    ]


def unread(version: Version) -> list[str]:
    """Return the titles of attachments whose text has not been read yet."""
    waiting = version.attachments.filter(file__text_state=PENDING)
    return list(waiting.values_list("title", flat=True))


def refuse_unconfirmed(version: Version, confirmed: str) -> list[str]:
    """Refuse to release numbers that look personal, unless a reason is given.

    Return what was found, masked, for the record.
    """
    waiting = unread(version)
    found = findings(version)
    if confirmed.strip():
        return [str(finding) for finding in found]
    if waiting:
        raise AttachmentNotRead(name=waiting[0])
    if found:
        words = "；".join(str(finding) for finding in found[:SHOWN])
        more = f" 等 {len(found)} 处" if len(found) > SHOWN else ""
        raise PersonalNumbersFound(found=words + more)
    return []


def _texts(version: Version) -> Iterator[tuple[str, str]]:
    yield "标题", version.title
    yield "内容概述", version.summary
    yield "正文", version.text
    for attachment in version.attachments.select_related("file"):
        yield f"附件“{attachment.title}”", attachment.file.text
