"""Django app of `opencounty.kernel.search`."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """检索."""

    name = "opencounty.kernel.search"
    label = "search"
    verbose_name = "检索"
