"""The statutory catalogue and the series of index numbers."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opencounty.apps.disclosure.models import trees
from opencounty.apps.disclosure.models.keeping import Kept, KeptQuerySet


class CategoryQuerySet(KeptQuerySet["Category"]):
    """Categories and the tree they form."""

    def lines(self) -> dict[int, tuple[int, ...]]:
        """Map every category to itself and those above it, nearest first."""
        return trees.lines(dict(self.order_by().values_list("pk", "parent_id")))

    def within(self, top: "Category") -> Self:
        """Narrow to a category and everything under it."""
        inside = [
            pk for pk, line in Category.objects.all().lines().items() if top.pk in line
        ]
        return self.filter(pk__in=inside)

    def leaves(self) -> Self:
        """Narrow to the categories an item can be put in."""
        return self.filter(children=None)

    def for_scopes(self, *scopes: str) -> Self:
        """Narrow to what binds every organ and organs of these scopes."""
        return self.filter(Q(scope=Category.Scope.ALL) | Q(scope__in=scopes))


class Category(Kept):
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

    objects = CategoryQuerySet.as_manager()

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
