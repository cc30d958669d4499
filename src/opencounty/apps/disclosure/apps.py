"""Django app of `opencounty.apps.disclosure`."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """信息公开."""

    name = "opencounty.apps.disclosure"
    label = "disclosure"
    verbose_name = "信息公开"
