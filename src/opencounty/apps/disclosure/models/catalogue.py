"""The statutory catalogue and the series of index numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.Model):
    """A class of information that must be disclosed (法定主动公开内容)."""

    class Scope(models.TextChoices):
        ALL = "all", _("各级行政机关")
        COUNTY = "county", _("县级政府及部门")
        TOWN = "town", _("乡镇政府")

    code = models.CharField(_("代码"), max_length=20, unique=True)
    name = models.CharField(_("名称"), max_length=120)
    full_name = models.TextField(_("条文表述"), blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级类目"),
    )
    basis = models.CharField(_("依据"), max_length=120, blank=True)
    scope = models.CharField(
        _("适用范围"), max_length=10, choices=Scope, default=Scope.ALL
    )
    position = models.PositiveIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = _("公开类目")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class IndexSeries(models.Model):
    """The last serial given out, per front code and period; never turned back."""

    prefix = models.CharField(_("前段码"), max_length=40)
    period = models.CharField(_("年份或年月"), max_length=8)
    last = models.PositiveIntegerField(_("最后序号"), default=0)

    class Meta:
        verbose_name = _("索引号序列")
        constraints = [
            models.UniqueConstraint(
                name="disclosure_index_series_once", fields=["prefix", "period"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.prefix}/{self.period}-{self.last:05d}"
