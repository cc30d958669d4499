"""Django app of `opencounty.kernel.org`."""

from django.apps import AppConfig


class OrgConfig(AppConfig):
    """组织."""

    name = "opencounty.kernel.org"
    label = "org"
    verbose_name = "组织"
