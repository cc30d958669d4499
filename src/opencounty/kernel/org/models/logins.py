"""Log-ins that failed, so that guessing becomes slow."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LogInFailureQuerySet(models.QuerySet["LogInFailure"]):
    """Failures by name and by address."""

    def since(self, moment: datetime) -> Self:
        """Narrow to those at or after a moment."""
        return self.filter(at__gte=moment)


class LogInFailure(models.Model):
    """A log-in that failed (登录失败), kept in the database that all workers share."""

    at = models.DateTimeField(_("时间"), default=timezone.now, db_index=True)
    username = models.CharField(_("登录名"), max_length=60)
    address = models.CharField(_("网络地址"), max_length=45)

    objects = LogInFailureQuerySet.as_manager()

    class Meta:
        verbose_name = _("登录失败")
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["username", "at"], name="org_failure_username"),
            models.Index(fields=["address", "at"], name="org_failure_address"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.address}"
