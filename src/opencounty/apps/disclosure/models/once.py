"""Tokens by which a form sent twice is done once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OnceToken(models.Model):
    """A form that was already acted on, and where it led (防重令牌)."""

    token = models.UUIDField(_("令牌"), unique=True)
    deed = models.CharField(_("动作"), max_length=60)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("账号"),
    )
    result = models.CharField(_("结果"), max_length=300, blank=True)
    at = models.DateTimeField(_("时间"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("防重令牌")

    def __str__(self) -> str:
        return f"{self.deed} {self.token}"
