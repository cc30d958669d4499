"""Django app of `opencounty.ui`."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """界面."""

    name = "opencounty.ui"
    label = "ui"
    verbose_name = "界面"
