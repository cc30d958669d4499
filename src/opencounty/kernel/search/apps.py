"""Django app of `opencounty.kernel.search`."""

import importlib

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """检索."""

    name = "opencounty.kernel.search"
    label = "search"
    verbose_name = "检索"

    def ready(self) -> None:
        """Register the permissions."""
        importlib.import_module("opencounty.kernel.search.permissions")
