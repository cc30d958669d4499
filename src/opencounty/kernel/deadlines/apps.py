"""Django app of `opencounty.kernel.deadlines`."""

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    """期限."""

    name = "opencounty.kernel.deadlines"
    label = "deadlines"
    verbose_name = "期限"
