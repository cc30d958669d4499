"""Django app of `opencounty.kernel.files`."""

from importlib import import_module

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """文件."""

    name = "opencounty.kernel.files"
    label = "files"
    verbose_name = "文件"

    def ready(self) -> None:
        """Register the checks, and what deeds read like."""
        for module in ("checks", "wording"):
            import_module(f"opencounty.kernel.files.{module}")
