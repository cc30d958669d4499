"""One item at the desk: what it says, where it stands, what one may do with it."""

from collections.abc import Sequence
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
from opencounty.apps.disclosure.pages import progress
from opencounty.apps.disclosure.pages.deeds import (
    Deed,
    Standing,
    item_deeds,
    version_deeds,
)
from opencounty.apps.disclosure.pages.facts import facts_of
from opencounty.apps.disclosure.pages.turns import Turn
from opencounty.apps.disclosure.rules import OPEN_STATES, State
from opencounty.apps.disclosure.services import content, personal
from opencounty.kernel.org.actor import Actor
from opencounty.ui.parts import Fact, Happening, Step

SHOWN_NUMBERS = 20
SHOWN_NOW = "公众正在看这一版。要改内容，请起草新版；新版发布之前，这一版一直在。"


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
        """Return the text of the version in progress; what is shown has its page."""
        return self.working.body if self.working else ""

    @property
    def shown_number(self) -> int | None:
        """Return which version the public sees while another is in progress."""
        shown = self.item.published_version
        return shown.number if shown and self.working and self.item.is_live else None

    @property
    def state_words(self) -> str:
        """Return how the version of the page stands, in a word."""
        if self.working is None and self.item.withdrawn_at is not None:
            return "已撤回"
        return str(self.version.get_state_display())

    @cached_property
    def next_words(self) -> str:
        """Return what happens next and who must act."""
        if self.working is not None:
            turn = Turn(
                actor=self.actor,
                item=self.item,
                version=self.working,
                complete=not self.lacking,
                may_approve=self.may_approve,
            )
            return turn.words
        if self.item.is_live:
            return SHOWN_NOW
        return "" if self.item.withdrawn_at else "已作废，不再办理，记录长期保留。"

    @property
    def sent_back(self) -> Approval | None:
        """Return the step that sent back what is being written, with its reason."""
        return progress.sent_back(self.working, self.versions)

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
            is_writer=is_writer and self._has_written(version),
            may_approve=self.may_approve,
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
        return progress.steps(self.version, self.releases)

    @property
    def happenings(self) -> list[Happening]:
        """Return what was decided on the versions, newest first."""
        return progress.happenings(self.versions)

    @property
    def facts(self) -> Sequence[Fact]:
        """Return the description of the version the page is about."""
        return facts_of(self.version, self.item)
