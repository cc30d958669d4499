"""Django app of `opencounty.kernel.org`."""

from importlib import import_module

from django.apps import AppConfig


class OrgConfig(AppConfig):
    """组织."""

    name = "opencounty.kernel.org"
    label = "org"
    verbose_name = "组织"

    def ready(self) -> None:
        """Listen to what allauth tells."""
        import_module("opencounty.kernel.org.receivers")
