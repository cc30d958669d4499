"""Versions: what an item says. Frozen, with a digest, once submitted."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Version(models.Model):
    """One wording of an item (版本). Content is immutable once `digest` is set."""

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        SUBMITTED = "submitted", _("待审核")
        RETURNED = "returned", _("已退回")
        APPROVED = "approved", _("已审核")
        PUBLISHED = "published", _("已发布")
        SUPERSEDED = "superseded", _("已被新版替代")
        WITHDRAWN = "withdrawn", _("已撤回")

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
    title = models.CharField(_("标题"), max_length=500)
    body = models.TextField(_("正文"), blank=True)
    text = models.TextField(_("纯文本"), blank=True)
    summary = models.CharField(_("内容概述"), max_length=500, blank=True)
    issuer = models.ForeignKey(
        "org.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("发布机构（本县单位）"),
    )
    issuer_name = models.CharField(_("发布机构"), max_length=200, blank=True)
    doc_number = models.CharField(_("发文字号"), max_length=120, blank=True)
    register_number = models.CharField(_("统一登记号"), max_length=60, blank=True)
    made_on = models.DateField(_("成文日期"), null=True, blank=True)
    category = models.ForeignKey(
        "disclosure.Category",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("公开类目"),
    )
    genre = models.CharField(_("体裁"), max_length=40, blank=True)
    subject = models.CharField(_("主题"), max_length=120, blank=True)
    keywords = models.CharField(_("关键词"), max_length=300, blank=True)
    source_name = models.CharField(_("信息来源"), max_length=120, blank=True)
    source_url = models.CharField(_("转载原网址"), max_length=500, blank=True)
    author = models.CharField(_("作者"), max_length=60, blank=True)
    change_note = models.CharField(_("修改说明"), max_length=300, blank=True)
    digest = models.CharField(_("内容摘要值"), max_length=64, blank=True)
    drafted_by = models.ForeignKey(
        "org.Account",
        models.PROTECT,
        null=True,
        related_name="drafted_versions",
        verbose_name=_("起草人"),
    )
    drafted_at = models.DateTimeField(_("起草时间"), auto_now_add=True)
    saved_at = models.DateTimeField(_("保存时间"), auto_now=True)

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
                condition=Q(state__in=["draft", "submitted", "approved"]),
            ),
            models.CheckConstraint(
                name="disclosure_version_sealed_when_submitted",
                condition=Q(state="draft") | ~Q(digest=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（第{self.number}版）"


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
