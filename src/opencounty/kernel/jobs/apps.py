"""Django app of `opencounty.kernel.jobs`."""

from importlib import import_module

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """作业."""

    name = "opencounty.kernel.jobs"
    label = "jobs"
    verbose_name = "作业"

    def ready(self) -> None:
        """Register the permission and the jobs of its own."""
        for module in ("permissions", "recurring"):
            import_module(f"opencounty.kernel.jobs.{module}")
