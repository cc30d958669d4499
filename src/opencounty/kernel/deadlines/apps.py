"""Django app of `opencounty.kernel.deadlines`."""

from importlib import import_module

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    """期限."""

    name = "opencounty.kernel.deadlines"
    label = "deadlines"
    verbose_name = "期限"

    def ready(self) -> None:
        """Register the permission to edit the calendar, and what deeds read like."""
        import_module("opencounty.kernel.deadlines.permissions")
        import_module("opencounty.kernel.deadlines.wording")
