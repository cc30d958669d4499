"""Puts the actor on every request, and keeps the staff's pages for the ready."""

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from opencounty.kernel.org import services
from opencounty.kernel.org.addresses import address_of
from opencounty.kernel.org.rules import SECOND_FACTOR

Handler = Callable[[HttpRequest], HttpResponse]
SEEN = "org_seen_at"
SEEN_EVERY = 60  # seconds: the session is written at most this often


class CurrentActor:
    """Set `request.actor`, worked out when first asked for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: services.actor_for(request.user, address_of(request))
        )
        return self.get_response(request)


class StaffReady:
    """Before a page of the staff: not idle too long, own password, second factor."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(settings.STAFF_PATHS):
            return self.get_response(request)
        return _missing_step(request) or self.get_response(request)


def _missing_step(request: HttpRequest) -> HttpResponse | None:
    """Return the page a member of staff must see first, if any."""
    account = request.user
    if not account.is_authenticated:
        return None
    if _idle(request):
        logout(request)
        messages.warning(request, "很久没有操作，为安全起见已退出，请重新登录。")
        return redirect_to_login(request.get_full_path())
    if account.password_is_temporary:
        messages.warning(request, "这是管理员给的初始密码，请先换成自己的密码。")
        return redirect("account_change_password")
    if settings.REQUIRE_SECOND_FACTOR and not _passed_second_factor(request):
        return _to_second_factor(request)
    return None


def _idle(request: HttpRequest) -> bool:
    """Say whether the last page was too long ago; note this one."""
    now = int(time.time())
    seen = request.session.get(SEEN)
    if seen is not None and now - seen > settings.IDLE_MINUTES * 60:
        return True
    if seen is None or now - seen >= SEEN_EVERY:
        request.session[SEEN] = now
    return False


def _passed_second_factor(request: HttpRequest) -> bool:
    """Say whether a code was given in this very session, or none is needed.

    Having a second factor is not enough: the session may have come by another way
    than our log-in page, or be older than the factor.
    """
    if not request.actor.is_powerful:  # type: ignore[attr-defined]
        return True
    return bool(request.session.get(SECOND_FACTOR) == request.user.pk)


def _to_second_factor(request: HttpRequest) -> HttpResponse:
    """Return the page where a code is given, or where a second factor is set up."""
    if is_mfa_enabled(request.user):
        messages.warning(request, "您的岗位权限较大，请先输入二次验证的验证码。")
        return redirect_to_login(
            request.get_full_path(), login_url="mfa_reauthenticate"
        )
    messages.warning(request, "您的岗位权限较大，请先启用二次验证。")
    return redirect("mfa_activate_totp")
