"""Django app of `opencounty.demo`."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """演示县."""

    name = "opencounty.demo"
    label = "demo"
    verbose_name = "演示县"
