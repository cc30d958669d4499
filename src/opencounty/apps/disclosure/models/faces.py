"""What a version says of itself and an item shows: one list of fields for both."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Openness(models.TextChoices):
    """公开属性."""

    ACTIVE = "active", _("主动公开")
    ON_REQUEST = "on_request", _("依申请公开")
    CLOSED = "closed", _("不予公开")


class Described(models.Model):
    """The catalogue's description of a document (元数据).

    A version carries it as content; an item shows that of its published version,
    so that lists and the catalogue need no join.
    """

    title = models.CharField(_("标题"), max_length=500)
    issuer = models.ForeignKey(
        "org.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="issued_%(class)ss",
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
        related_name="%(class)ss",
        verbose_name=_("公开类目"),
    )
    genre = models.CharField(_("体裁"), max_length=40, blank=True)
    subject = models.CharField(_("主题"), max_length=120, blank=True)
    keywords = models.CharField(_("关键词"), max_length=300, blank=True)
    summary = models.CharField(_("内容概述"), max_length=500, blank=True)
    openness = models.CharField(
        _("公开属性"), max_length=12, choices=Openness, default=Openness.ACTIVE
    )
    openness_reason = models.CharField(_("不公开理由"), max_length=200, blank=True)
    effective_on = models.DateField(_("施行日期"), null=True, blank=True)
    valid_until = models.DateField(_("有效期至"), null=True, blank=True)

    class Meta:
        abstract = True

    def description(self) -> dict[str, Any]:
        """Return the description as fields that another row can take over."""
        names = [field.attname for field in Described._meta.local_concrete_fields]
        return {name: getattr(self, name) for name in names}
