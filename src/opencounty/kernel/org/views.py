"""A page of allauth that needs a hand."""

from allauth.mfa.base import views
from django.http import HttpRequest
from django.http.response import HttpResponseBase


def authenticate(request: HttpRequest) -> HttpResponseBase:
    """Ask for the one-time code; an answer without one is an empty one.

    allauth takes it for a passkey, which this site does not offer, and breaks.
    """
    if request.method == "POST" and "code" not in request.POST:
        fields = request.POST.copy()
        fields["code"] = ""
        request.POST = fields  # type: ignore[assignment]  # QueryDicts both
    answer: HttpResponseBase = views.authenticate(request)
    return answer
