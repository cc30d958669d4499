"""Django app of `opencounty.desk`."""

from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """办公网."""

    name = "opencounty.desk"
    label = "desk"
    verbose_name = "办公网"

    def ready(self) -> None:
        """Fill the menu, and the first page, with what the desk itself has."""
        for module in ("menu", "calendar.menu", "search.menu", "home.panels"):
            import_module(f"opencounty.desk.{module}")
