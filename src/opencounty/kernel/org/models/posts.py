"""Posts, who holds them, what they may do, and who stands in."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Role(models.Model):
    """A named set of permissions (角色), given to posts."""

    slug = models.SlugField(_("代号"), unique=True, max_length=60)
    name = models.CharField(_("角色"), max_length=60)
    permissions = models.JSONField(_("权限"), default=list)
    county_wide = models.BooleanField(_("全县范围"), default=False)

    class Meta:
        verbose_name = _("角色")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A post (岗位) in a unit, whoever holds it."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(
        "org.Unit", models.PROTECT, related_name="posts", verbose_name=_("单位")
    )
    title = models.CharField(_("岗位"), max_length=80)
    roles = models.ManyToManyField(Role, related_name="posts", verbose_name=_("角色"))

    class Meta:
        verbose_name = _("岗位")
        ordering = ["unit", "pk"]

    def __str__(self) -> str:
        return f"{self.unit} {self.title}"


class PeriodQuerySet(models.QuerySet[models.Model]):
    """Rows that hold from a first to a last day."""

    def on(self, day: date) -> Self:
        """Narrow to the rows in force on `day`."""
        return self.filter(Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))


class Appointment(models.Model):
    """A person holding a post from one day to another (任职)."""

    account = models.ForeignKey(
        "org.Account",
        models.PROTECT,
        related_name="appointments",
        verbose_name=_("人员"),
    )
    post = models.ForeignKey(
        Post, models.PROTECT, related_name="appointments", verbose_name=_("岗位")
    )
    starts_on = models.DateField(_("任职日期"))
    ends_on = models.DateField(_("免职日期"), null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("任职")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                name="org_appointment_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.post}"


class Deputation(models.Model):
    """One officer standing in for another from one day to another (代理)."""

    principal = models.ForeignKey(
        "org.Account",
        models.PROTECT,
        related_name="deputies",
        verbose_name=_("委托人"),
    )
    deputy = models.ForeignKey(
        "org.Account",
        models.PROTECT,
        related_name="deputations",
        verbose_name=_("代理人"),
    )
    starts_on = models.DateField(_("起始日期"))
    ends_on = models.DateField(_("截止日期"))
    reason = models.CharField(_("事由"), max_length=200)
    ended_early_at = models.DateTimeField(_("提前收回时间"), null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("代理")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                name="org_deputation_ends_after_start",
                condition=Q(ends_on__gte=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="org_deputation_two_people",
                condition=~Q(principal=models.F("deputy")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} 代 {self.principal}"
