"""Django app of `opencounty.portal`."""

from importlib import import_module

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """门户."""

    name = "opencounty.portal"
    label = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        """Register permissions and checks, and listen to releases."""
        for module in ("permissions", "wording", "receivers", "checks"):
            import_module(f"opencounty.portal.{module}")
