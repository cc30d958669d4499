"""Versions: what an item says. Frozen, with a digest, once submitted."""

import uuid
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opencounty.apps.disclosure.models.faces import Described
from opencounty.apps.disclosure.models.items import Item
from opencounty.apps.disclosure.models.keeping import Kept, KeptQuerySet
from opencounty.apps.disclosure.rules import OPEN_STATES, State
from opencounty.kernel.org.actor import Actor


class VersionQuerySet(KeptQuerySet["Version"]):
    """Versions by where they stand and whose turn it is."""

    def open(self) -> Self:
        """Narrow to the versions in progress; an item has at most one."""
        return self.filter(state__in=OPEN_STATES)

    def in_state(self, state: State) -> Self:
        """Narrow to versions that stand somewhere."""
        return self.filter(state=state)

    def to_finish(self, actor: Actor) -> Self:
        """Narrow to what a drafter has on the desk: drafts and returned ones."""
        if actor.account_id is None:
            return self.none()
        return self.filter(
            drafted_by=actor.account_id, state__in=[State.DRAFT, State.RETURNED]
        )

    def to_approve(self, actor: Actor) -> Self:
        """Narrow to what waits for the actor: submitted, and not their own work."""
        waiting = self.filter(state=State.SUBMITTED)
        units = actor.units_for("disclosure.approve_item")
        if units is not None:
            waiting = waiting.filter(item__unit__in=units)
        if actor.account_id is None:
            return waiting
        return waiting.exclude(writers=actor.account_id)

    def to_publish(self, actor: Actor) -> Self:
        """Narrow to what is approved and waits for the actor to release it."""
        waiting = self.filter(state=State.APPROVED, openness=Item.Openness.ACTIVE)
        units = actor.units_for("disclosure.publish_item")
        return waiting if units is None else waiting.filter(item__unit__in=units)

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to what `actor` may see: the public sees what is published."""
        if actor.is_system:
            return self
        if not actor.is_officer:
            return self.filter(state=State.PUBLISHED)
        units = actor.units_for("disclosure.see_items")
        if units is None:
            return self
        return self.filter(
            Q(state__in=[State.PUBLISHED, State.SUPERSEDED])
            | Q(item__unit__in=units | actor.unit_ids)
            | Q(drafted_by=actor.account_id)
        )


class Version(Described, Kept):
    """One wording of an item (版本). Content is immutable once `digest` is set."""

    class State(models.TextChoices):
        DRAFT = State.DRAFT, _("草稿")
        SUBMITTED = State.SUBMITTED, _("待审核")
        RETURNED = State.RETURNED, _("已退回")
        APPROVED = State.APPROVED, _("已审核")
        PUBLISHED = State.PUBLISHED, _("已发布")
        REVISED = State.REVISED, _("已另起修改稿")
        SUPERSEDED = State.SUPERSEDED, _("已被新版替代")
        WITHDRAWN = State.WITHDRAWN, _("已撤回")
        DISCARDED = State.DISCARDED, _("已作废")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(
        "disclosure.Item",
        models.PROTECT,
        related_name="versions",
        verbose_name=_("信息"),
    )
    number = models.PositiveIntegerField(_("版次"))
    state = models.CharField(
        _("状态"), max_length=12, choices=State, default=State.DRAFT
    )
    body = models.TextField(_("正文"), blank=True)
    text = models.TextField(_("纯文本"), blank=True)
    # what it says of itself; Item.validity is what has become of it since
    validity = models.CharField(
        _("有效性"), max_length=12, choices=Item.Validity, blank=True, default=""
    )
    source_name = models.CharField(_("信息来源"), max_length=120, blank=True)
    source_url = models.CharField(_("转载原网址"), max_length=500, blank=True)
    author = models.CharField(_("作者"), max_length=60, blank=True)
    change_note = models.CharField(_("修改说明"), max_length=300, blank=True)
    digest = models.CharField(_("内容摘要值"), max_length=64, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="drafted_versions",
        verbose_name=_("起草人"),
    )
    # everybody who drafted, saved or submitted it: none of them may approve it
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("经手人")
    )
    drafted_at = models.DateTimeField(_("起草时间"), auto_now_add=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("最近保存人"),
    )
    saved_at = models.DateTimeField(_("保存时间"), auto_now=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("版本")
        ordering = ["item", "-number"]
        constraints = [
            models.UniqueConstraint(
                name="disclosure_version_number_once", fields=["item", "number"]
            ),
            models.UniqueConstraint(
                name="disclosure_version_one_open",
                fields=["item"],
                condition=Q(state__in=["draft", "submitted", "returned", "approved"]),
            ),
            models.CheckConstraint(
                name="disclosure_version_sealed_when_submitted",
                condition=Q(state__in=["draft", "discarded"]) | ~Q(digest=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "-saved_at"],
                name="disclosure_version_in_progress",
                condition=Q(state__in=["draft", "submitted", "returned", "approved"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}（第{self.number}版）"

    @property
    def is_sealed(self) -> bool:
        """Say whether the content is frozen."""
        return bool(self.digest)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Attachments as one may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to those of versions that `actor` may see."""
        versions = Version.objects.visible_to(actor)
        return self.filter(version__in=versions.order_by().values("pk"))

    def of_file(self, code: UUID) -> Self:
        """Narrow to one that encloses a file, whichever it is."""
        first = self.filter(file__code=code).order_by("pk").values("pk")[:1]
        return self.filter(pk__in=list(first.values_list("pk", flat=True)))


class Attachment(models.Model):
    """A file that belongs to a version (附件)."""

    version = models.ForeignKey(
        Version, models.PROTECT, related_name="attachments", verbose_name=_("版本")
    )
    file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, related_name="+", verbose_name=_("文件")
    )
    title = models.CharField(_("附件名称"), max_length=200)
    position = models.PositiveIntegerField(_("排序"), default=0)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("附件")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="disclosure_attachment_once", fields=["version", "file"]
            )
        ]

    def __str__(self) -> str:
        return self.title
