"""Django app of `opencounty.config`."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """配置."""

    name = "opencounty.config"
    label = "config"
    verbose_name = "配置"
