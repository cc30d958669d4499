"""Jobs that recur: when each is due, who runs it, and how it went."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from opencounty.kernel.org.actor import Actor

SEE = "jobs.see_jobs"


class RecurringJobQuerySet(models.QuerySet["RecurringJob"]):
    """Jobs that are due and free."""

    def visible_to(self, actor: "Actor") -> Self:
        """Narrow to what `actor` may see: all jobs, or none."""
        return self if actor.may(SEE) else self.none()

    def free(self, now: datetime) -> Self:
        """Narrow to the jobs that are due and that no living worker holds."""
        nobody = Q(leased_until=None) | Q(leased_until__lt=now)
        return self.filter(nobody, due_at__lte=now)


class RecurringJob(models.Model):
    """A job that runs again and again (定时作业), and its last run."""

    name = models.CharField(_("名称"), max_length=80, unique=True)
    every = models.DurationField(_("间隔"))
    due_at = models.DateTimeField(_("下次"), default=timezone.now)
    leased_until = models.DateTimeField(_("租用到"), null=True, blank=True)
    leased_by = models.CharField(_("租用者"), max_length=64, blank=True)
    started_at = models.DateTimeField(_("上次开始"), null=True, blank=True)
    took = models.DurationField(_("用时"), null=True, blank=True)
    succeeded_at = models.DateTimeField(_("上次成功"), null=True, blank=True)
    failure = models.TextField(_("失败原因"), blank=True)
    runs = models.PositiveBigIntegerField(_("运行次数"), default=0)
    failures = models.PositiveBigIntegerField(_("失败次数"), default=0)

    objects = RecurringJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("定时作业")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
