"""Checks of the settings of files."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from opencounty.kernel.files.kinds import KINDS


@register()
def allowed_kinds_are_known(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Name kinds in FILES_ALLOWED that no file can be."""
    unknown = sorted(set(settings.FILES_ALLOWED) - set(KINDS))
    if not unknown:
        return []
    return [
        Error(
            f"FILES_ALLOWED names unknown kinds: {', '.join(unknown)}",
            hint=f"Known kinds are {', '.join(sorted(KINDS))}.",
            id="files.E001",
        )
    ]
