"""Django app of `opencounty.config`."""

from importlib import import_module

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """配置."""

    name = "opencounty.config"
    label = "config"
    verbose_name = "配置"

    def ready(self) -> None:
        """Register the checks."""
        import_module("opencounty.config.checks")
