"""Posts, who holds them, what they may do, and who stands in."""

import uuid
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from opencounty.kernel.org import rules
from opencounty.kernel.org.models.periods import in_force, overlapping

if TYPE_CHECKING:
    from opencounty.kernel.org.actor import Actor
    from opencounty.kernel.org.models.units import Unit


class RoleQuerySet(models.QuerySet["Role"]):
    """Roles, and who may see them."""

    def visible_to(self, actor: "Actor") -> Self:
        """Narrow to what `actor` may see: officers know what roles permit."""
        return self.all() if actor.is_officer or actor.is_system else self.none()


class Role(models.Model):
    """A named set of permissions (角色), given to posts."""

    class Plane(models.TextChoices):
        """What kind of power this is; the planes are kept apart (三员分立)."""

        BUSINESS = rules.Plane.BUSINESS, _("业务")
        SYSTEM = rules.Plane.SYSTEM, _("系统管理")
        SECURITY = rules.Plane.SECURITY, _("安全管理")
        AUDIT = rules.Plane.AUDIT, _("安全审计")

    slug = models.SlugField(_("代号"), unique=True, max_length=60)
    name = models.CharField(_("角色"), max_length=60)
    plane = models.CharField(
        _("类别"), max_length=10, choices=Plane, default=Plane.BUSINESS
    )
    permissions = models.JSONField(_("权限"), default=list)
    county_wide = models.BooleanField(_("全县范围"), default=False)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("角色")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name


class PostQuerySet(models.QuerySet["Post"]):
    """Posts, and who may see them."""

    def visible_to(self, actor: "Actor") -> Self:
        """Narrow to what `actor` may see: officers know the posts of the county."""
        return self.all() if actor.is_officer or actor.is_system else self.none()

    def in_units(self, unit_ids: frozenset[int] | None) -> Self:
        """Narrow to the posts of these units; None is everywhere."""
        return self.all() if unit_ids is None else self.filter(unit__in=unit_ids)


class Post(models.Model):
    """A post (岗位) in a unit, whoever holds it."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(
        "org.Unit", models.PROTECT, related_name="posts", verbose_name=_("单位")
    )
    title = models.CharField(_("岗位"), max_length=80)
    roles = models.ManyToManyField(Role, related_name="posts", verbose_name=_("角色"))

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("岗位")
        ordering = ["unit", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="org_post_one_title_in_a_unit", fields=["unit", "title"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.title}"


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Appointments as of a day, and those one may see."""

    def on(self, day: date) -> Self:
        """Narrow to the appointments in force on `day`, none of them cancelled."""
        return self.filter(in_force(day, "starts_on", "ends_on"), cancelled_at=None)

    def overlapping(self, starts_on: date, ends_on: date | None) -> Self:
        """Narrow to those not cancelled that share a day with the period given."""
        return self.filter(overlapping(starts_on, ends_on), cancelled_at=None)

    def not_over(self, day: date) -> Self:
        """Narrow to those that hold on `day` or will hold later."""
        return self.overlapping(day, None)

    def of(self, account_id: int | None) -> Self:
        """Narrow to the posts one person held, holds or will hold."""
        return self.filter(account=account_id)

    def in_unit(self, unit: "Unit") -> Self:
        """Narrow to the posts of one unit."""
        return self.filter(post__unit=unit)

    def visible_to(self, actor: "Actor") -> Self:
        """Narrow to what `actor` may see: officers know who holds which post."""
        return self if actor.is_officer or actor.is_system else self.none()


class Appointment(models.Model):
    """A person holding a post from one day to another (任职)."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
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
    ends_on = models.DateField(_("任职截止日期"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("任职")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="org_appointment_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.post}"


class DeputationQuerySet(models.QuerySet["Deputation"]):
    """Deputations as of a day, and those one may see."""

    def on(self, day: date) -> Self:
        """Narrow to the deputations in force on `day`, none of them ended early."""
        return self.filter(in_force(day, "starts_on", "ends_on"), ended_early_at=None)

    def overlapping(self, starts_on: date, ends_on: date | None) -> Self:
        """Narrow to those not ended early that share a day with the period."""
        return self.filter(overlapping(starts_on, ends_on), ended_early_at=None)

    def not_over(self, day: date) -> Self:
        """Narrow to those that hold on `day` or will hold later."""
        return self.overlapping(day, None)

    def of(self, account_id: int) -> Self:
        """Narrow to those one person gave or was given."""
        return self.filter(Q(principal=account_id) | Q(deputy=account_id))

    def visible_to(self, actor: "Actor") -> Self:
        """Narrow to the actor's own, or all for those who manage people."""
        if actor.units_for("org.manage_people") is None:
            return self
        if actor.account_id is None:
            return self.none()
        return self.of(actor.account_id)


class Deputation(models.Model):
    """One officer standing in for another from one day to another (代理)."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
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

    objects = DeputationQuerySet.as_manager()

    class Meta:
        verbose_name = _("代理")
        ordering = ["-starts_on", "-pk"]
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

    @property
    def is_over(self) -> bool:
        """Say whether the last day is past, or the deputy was called back."""
        return self.ended_early_at is not None or self.ends_on < localdate()
