"""Django app of `opencounty.kernel.audit`."""

from importlib import import_module

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """审计."""

    name = "opencounty.kernel.audit"
    label = "audit"
    verbose_name = "审计"

    def ready(self) -> None:
        """Register the permission and the phrases, and listen."""
        for module in ("permissions", "wording", "receivers", "recurring"):
            import_module(f"opencounty.kernel.audit.{module}")
