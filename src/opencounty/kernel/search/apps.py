"""Django app of `opencounty.kernel.search`."""

from importlib import import_module

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """检索."""

    name = "opencounty.kernel.search"
    label = "search"
    verbose_name = "检索"

    def ready(self) -> None:
        """Register the permission, the job of its own, and what deeds read like."""
        for module in ("permissions", "recurring", "phrases"):
            import_module(f"opencounty.kernel.search.{module}")
