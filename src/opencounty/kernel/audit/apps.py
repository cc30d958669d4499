"""Django app of `opencounty.kernel.audit`."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """审计."""

    name = "opencounty.kernel.audit"
    label = "audit"
    verbose_name = "审计"
