"""One item at the desk: what it says, where it stands, what one may do with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from opencounty.apps.disclosure import permissions, services
from opencounty.apps.disclosure.models import (
    Approval,
    Attachment,
    Item,
    Link,
    Placement,
    Release,
    Version,
)
from opencounty.apps.disclosure.pages.deeds import (
    Deed,
    Standing,
    item_deeds,
    version_deeds,
)
from opencounty.apps.disclosure.rules import OPEN_STATES, State
from opencounty.apps.disclosure.services import content, personal
from opencounty.kernel.org.actor import Actor
from opencounty.ui.parts import Fact, Happening, Step

STAGES = (
    ("起草", Approval.Step.SUBMITTED),
    ("审核", Approval.Step.APPROVED),
    ("发布", None),
)
SHOWN_NUMBERS = 20


@dataclass(frozen=True)
class ItemPage:
    """The page of one item for one officer."""

    actor: Actor
    item: Item

    @cached_property
    def versions(self) -> list[Version]:
        """Return the versions, newest first, without their long texts."""
        rows = self.item.versions.all().visible_to(self.actor).order_by("-number")
        return list(
            rows.select_related("drafted_by", "issuer", "category")
            .defer("body", "text")
            .prefetch_related("approvals__by")
        )

    @cached_property
    def working(self) -> Version | None:
        """Return the version in progress."""
        return next((v for v in self.versions if v.state in OPEN_STATES), None)

    @cached_property
    def version(self) -> Version:
        """Return the version the page is about: in progress, else shown, else last."""
        shown = self.item.published_version_id
        published = next((v for v in self.versions if v.pk == shown), None)
        return self.working or published or self.versions[0]

    @property
    def body(self) -> str:
        """Return the text of that version, for whoever has to decide on it."""
        return self.version.body

    @cached_property
    def attachments(self) -> list[Attachment]:
        """Return the attachments of that version."""
        return list(self.version.attachments.select_related("file"))

    @cached_property
    def lacking(self) -> list[str]:
        """Return what a draft lacks before it may be submitted."""
        if self.working is None or self.working.state != State.DRAFT:
            return []
        self.working.item = self.item
        return content.missing(self.working)

    @cached_property
    def _watched(self) -> bool:
        """Say whether it is time to look for personal numbers."""
        states = {State.SUBMITTED, State.APPROVED}
        return self.working is not None and self.working.state in states

    @cached_property
    def personal(self) -> list[personal.Finding]:
        """Return the numbers that look personal, before the version is released."""
        if self.working is None or not self._watched:
            return []
        return personal.findings(self.working)[:SHOWN_NUMBERS]

    @property
    def unread(self) -> list[str]:
        """Return the attachments whose text nobody has read yet."""
        if not self._watched:
            return []
        pending = personal.PENDING
        return [a.title for a in self.attachments if a.file.text_state == pending]

    @cached_property
    def may_approve(self) -> bool:
        """Say whether the officer may decide on the version submitted."""
        if self.working is None:
            return False
        self.working.item = self.item
        return services.may_approve(self.working, self.actor)

    @cached_property
    def _standing(self) -> Standing:
        version = self.working
        is_writer = version is not None and version.state == State.SUBMITTED
        return Standing(
            actor=self.actor,
            item=self.item,
            working=version,
            complete=not self.lacking,
            clear=not self.personal and not self.unread,
            is_writer=is_writer and self._has_written(version),
        )

    def _has_written(self, version: Version | None) -> bool:
        if version is None:
            return False
        return version.writers.filter(pk=self.actor.account_id).exists()

    @property
    def version_deeds(self) -> list[Deed]:
        """Return the buttons for the version in progress."""
        return list(version_deeds(self._standing))

    @property
    def item_deeds(self) -> list[Deed]:
        """Return the buttons for the item."""
        return list(item_deeds(self._standing))

    @property
    def may_pin(self) -> bool:
        """Say whether the officer may set the item above others."""
        allowed = self.actor.may(permissions.PUBLISH, self.item.unit_id)
        return self.item.is_live and allowed

    @property
    def may_link(self) -> bool:
        """Say whether the officer may link the item, and take links back."""
        released = self.item.released_at is not None
        needed = permissions.PUBLISH if released else permissions.DRAFT
        return self.actor.may(needed, self.item.unit_id)

    @cached_property
    def placements(self) -> list[Placement]:
        """Return the columns chosen."""
        rows = self.item.placements.chosen().select_related("column__site_unit")
        return list(rows.order_by("column__path"))

    @cached_property
    def links(self) -> list[tuple[Link, str, Item]]:
        """Return the links as this item sees them, to what the officer may see."""
        links = list(Link.objects.all().around(self.item))
        others = {link.seen_from(self.item)[1].pk for link in links}
        seen = Item.objects.visible_to(self.actor).filter(pk__in=others)
        visible = set(seen.values_list("pk", flat=True))
        told = [(link, *link.seen_from(self.item)) for link in links]
        return [
            (link, words, other) for link, words, other in told if other.pk in visible
        ]

    @cached_property
    def releases(self) -> list[Release]:
        """Return the release log, newest first."""
        rows = self.item.releases.select_related("version").defer(
            "version__body", "version__text"
        )
        return list(rows.order_by("-at", "-pk"))

    @property
    def steps(self) -> list[Step]:
        """Return where the version stands between drafting and release."""
        state = State(self.version.state)
        done = {
            State.DRAFT: 0,
            State.RETURNED: 0,
            State.SUBMITTED: 1,
            State.APPROVED: 2,
        }.get(state, 3)
        signed = {a.step: a for a in self.version.approvals.all()}
        return list(_steps(done, signed, returned=state == State.RETURNED))

    @property
    def happenings(self) -> list[Happening]:
        """Return what was decided on the version, newest first."""
        return [
            Happening(
                what=str(a.get_step_display()),
                when=a.at,
                who=a.by_name,
                state="back" if a.step == Approval.Step.RETURNED else "done",
                words=a.opinion,
            )
            for a in sorted(
                self.version.approvals.all(), key=lambda a: (a.at, a.pk), reverse=True
            )
        ]

    @property
    def facts(self) -> Sequence[Fact]:
        """Return the description of the version the page is about."""
        version, item = self.version, self.item
        known = (
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
        facts = [Fact(name, value) for name, value in known if value not in (None, "")]
        if version.summary:
            facts.insert(0, Fact("内容概述", version.summary, wide=True))
        return facts


def _steps(done: int, signed: dict[str, Approval], *, returned: bool) -> Iterator[Step]:
    for place, (name, step) in enumerate(STAGES):
        by = signed.get(step) if step else None
        note = f"{by.by_name}" if by and place < done else ""
        if place < done:
            yield Step(name, "done", note)
        elif place == done:
            yield Step(name, "back" if returned else "now")
        else:
            yield Step(name)


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
