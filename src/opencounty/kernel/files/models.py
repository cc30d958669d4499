"""Stored files: private, known by content, addressed by code."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A file (文件) kept privately under its SHA-256, never by its given name."""

    class TextState(models.TextChoices):
        PENDING = "pending", _("待提取")
        DONE = "done", _("已提取")
        NONE = "none", _("无文字")
        FAILED = "failed", _("提取失败")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("文件名"), max_length=255)
    media_type = models.CharField(_("类型"), max_length=120)
    size = models.PositiveBigIntegerField(_("字节数"))
    sha256 = models.CharField(_("摘要"), max_length=64, db_index=True)
    text = models.TextField(_("文字"), blank=True)
    text_state = models.CharField(
        _("文字状态"), max_length=10, choices=TextState, default=TextState.PENDING
    )
    text_note = models.CharField(_("提取说明"), max_length=200, blank=True)
    stored_at = models.DateTimeField(_("存入时间"), auto_now_add=True)
    stored_by = models.ForeignKey(
        "org.Account",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("存入人"),
    )

    class Meta:
        verbose_name = _("文件")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name
