"""Django app of `opencounty.desk`."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """办公网."""

    name = "opencounty.desk"
    label = "desk"
    verbose_name = "办公网"
