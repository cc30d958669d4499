"""What every portal template knows of the site."""

from typing import Any

from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the site's facts and navigation."""
    return {}
