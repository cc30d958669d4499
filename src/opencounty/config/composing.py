"""Who may come in to the composing tool, and by which door.

Wagtail brings a log-in page, password pages and a user administration of its own.
They know neither the wait after wrong passwords nor the second factor, nor the three
officers, nor the audit trail: here there is one door, and people are the desk's.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, re_path
from wagtail.admin import urls as wagtail
from wagtail.utils.urlpatterns import decorate_urlpatterns

from opencounty.kernel.base.errors import NotPermitted
from opencounty.kernel.org.models import Account
from opencounty.ui.http import public

View = Callable[..., HttpResponse]
COMPOSE = "wagtailadmin.access_admin"


def composers_only(view: View) -> View:
    """Let in composers who hold a post today; strangers are sent to log in further on.

    Whoever is made a composer stays one in Wagtail's groups: the post is what ends.
    """

    @wraps(view)
    def gate(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
        account = request.user
        if isinstance(account, Account) and not _may_compose(request, account):
            raise NotPermitted(deed="编排网页")
        return view(request, *args, **kwargs)

    return gate


def _may_compose(request: HttpRequest, account: Account) -> bool:
    """Say whether an account composes: named for it, and in a post (or the root)."""
    in_post = bool(request.actor.unit_ids)  # type: ignore[attr-defined]
    return account.has_perm(COMPOSE) and (in_post or account.is_superuser)


@public
def the_one_door(_request: HttpRequest) -> HttpResponse:
    """Send whoever is at Wagtail's own door to ours."""
    return redirect("/compose/")


@public
def not_here(_request: HttpRequest) -> HttpResponse:
    """Know nothing of what is the desk's business."""
    raise Http404


urlpatterns: list[URLPattern] = [
    path("login/", the_one_door),
    re_path(r"^(?:users|groups|password_reset|failwhale)/", not_here),
    *decorate_urlpatterns(wagtail.urlpatterns, composers_only),
]
