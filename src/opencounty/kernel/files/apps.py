"""Django app of `opencounty.kernel.files`."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """文件."""

    name = "opencounty.kernel.files"
    label = "files"
    verbose_name = "文件"
