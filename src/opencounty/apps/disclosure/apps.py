"""Django app of `opencounty.apps.disclosure`."""

from importlib import import_module

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """信息公开."""

    name = "opencounty.apps.disclosure"
    label = "disclosure"
    verbose_name = "信息公开"

    def ready(self) -> None:
        """Register what kernel and desk shall know; guard the tables."""
        for module in ("permissions", "wording", "receivers", "panels"):
            import_module(f"opencounty.apps.disclosure.{module}")
