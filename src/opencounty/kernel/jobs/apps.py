"""Django app of `opencounty.kernel.jobs`."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """作业."""

    name = "opencounty.kernel.jobs"
    label = "jobs"
    verbose_name = "作业"
