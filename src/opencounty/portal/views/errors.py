"""What the portal says when it has nothing to show."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is here and offer ways on."""
    return render(request, "portal/404.html", {}, status=404)
