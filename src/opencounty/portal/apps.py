"""Django app of `opencounty.portal`."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """门户."""

    name = "opencounty.portal"
    label = "portal"
    verbose_name = "门户"
