"""Units (单位): organs, offices, departments, towns and institutions."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opencounty.kernel.org.models.periods import in_force

if TYPE_CHECKING:
    from opencounty.kernel.org.actor import Actor


def _under(top: int, children: dict[int | None, list[int]]) -> frozenset[int]:
    """Return `top` and everything under it."""
    reached: set[int] = set()
    waiting = [top]
    while waiting:
        unit = waiting.pop()
        if unit not in reached:
            reached.add(unit)
            waiting.extend(children.get(unit, ()))
    return frozenset(reached)


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units as of a day, and trees of them."""

    def visible_to(self, actor: "Actor") -> Self:
        """Narrow to what `actor` may see: what the county has, everybody may know."""
        return self.all()

    def under(self, unit: "Unit") -> Self:
        """Narrow to the units right under one."""
        return self.filter(parent=unit)

    def within(self, unit_ids: frozenset[int] | None) -> Self:
        """Narrow to these units; None is everywhere, as `Actor.units_for` has it."""
        return self.all() if unit_ids is None else self.filter(pk__in=unit_ids)

    def valid_on(self, day: date) -> Self:
        """Narrow to the units that exist on `day`."""
        return self.filter(in_force(day))

    def below(self, tops: Iterable[int] | None = None) -> dict[int, frozenset[int]]:
        """Map each unit of `tops` (or all) to itself and all under it, in one query.

        A loop of parents, which the services refuse, ends where it began.
        """
        children: dict[int | None, list[int]] = {}
        for pk, parent_id in self.order_by().values_list("pk", "parent_id"):
            children.setdefault(parent_id, []).append(pk)
        if tops is None:
            tops = [pk for siblings in children.values() for pk in siblings]
        return {top: _under(top, children) for top in tops}


class Unit(models.Model):
    """A unit (单位) that acts, publishes and answers."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("人民政府")
        OFFICE = "office", _("办公室（办事机构）")
        DEPARTMENT = "department", _("工作部门")
        TOWN = "town", _("乡镇、街道")
        INSTITUTION = "institution", _("事业单位")
        ENTERPRISE = "enterprise", _("公共企业")
        VILLAGE = "village", _("村、社区")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("网址名"), unique=True, max_length=60)
    name = models.CharField(_("单位名称"), max_length=120)
    short_name = models.CharField(_("简称"), max_length=40)
    kind = models.CharField(_("类别"), max_length=20, choices=Kind)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级单位"),
    )
    division = models.ForeignKey(
        "org.Division",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        verbose_name=_("所在区划"),
    )
    phone = models.CharField(_("电话"), max_length=60, blank=True)
    fax = models.CharField(_("传真"), max_length=60, blank=True)
    email = models.EmailField(_("电子邮箱"), blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    postcode = models.CharField(_("邮政编码"), max_length=10, blank=True)
    hours = models.CharField(_("办公时间"), max_length=200, blank=True)
    duty = models.TextField(_("职责"), blank=True)
    position = models.PositiveIntegerField(_("排序"), default=0)
    valid_from = models.DateField(_("成立日期"), null=True, blank=True)
    valid_to = models.DateField(_("撤销日期"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("单位")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="org_unit_one_uscc", fields=["uscc"], condition=~Q(uscc="")
            ),
            models.CheckConstraint(
                name="org_unit_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=models.F("pk")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def organisation_code(self) -> str:
        """Return the 9-character organisation code inside the USCC (GB 32100)."""
        return self.uscc[8:17]
