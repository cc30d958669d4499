"""How django-allauth behaves here: who may sign up, where one lands, how it speaks."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.encoding import force_bytes
from django.utils.http import url_has_allowed_host_and_scheme

from opencounty.kernel.org import services
from opencounty.kernel.org.addresses import address_of
from opencounty.kernel.org.errors import TooManyLogIns
from opencounty.kernel.org.models import Account, LogInFailure

CITIZENS_HOME = "/"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Citizens may sign up; officers are made by the administrator."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "这个账号已停用。",
        "enter_current_password": "现在的密码不对。",
        "incorrect_password": "密码不对。",
        "username_taken": "这个登录名已有人使用，换一个。",
        "username_blacklisted": "这个登录名不能用，换一个。",
        "username_password_mismatch": "登录名或密码不对。",
        "rate_limited": "操作太频繁，请稍后再试。",
    }
    attempt: LogInFailure | None = None

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say whether citizens may open an account themselves."""
        return bool(settings.CITIZEN_SIGN_UP)

    @transaction.atomic
    def save_user(
        self,
        request: HttpRequest,
        user: Account,
        form: BaseForm,
        commit: bool = True,  # noqa: FBT001, FBT002 - allauth calls it so
    ) -> Account:
        """Make the account of a citizen who signs up."""
        user.kind = Account.Kind.CITIZEN
        user.name = form.cleaned_data["name"]
        super().save_user(request, user, form, commit)
        return services.welcome_citizen(user) if commit else user

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Send officers to the desk and citizens to the portal."""
        account = request.user
        officer = isinstance(account, Account) and account.kind == Account.Kind.OFFICER
        return str(settings.LOGIN_REDIRECT_URL) if officer else CITIZENS_HOME

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Send whoever signed up where a log-in would."""
        return self.get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go home once the password is changed."""
        return self.get_login_redirect_url(request)

    def is_safe_url(self, url: str) -> bool:
        """Say whether `next` stays on this very host; no other is trusted."""
        host = self.request.get_host()
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={host}, require_https=self.request.is_secure()
        )

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return where the request came from."""
        return address_of(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse to try yet another password after too many wrong ones."""
        username = str(credentials.get("username", ""))
        try:
            self.attempt = services.begin_log_in(username, address_of(request))
        except TooManyLogIns as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """Return the account these credentials belong to, or nothing."""
        account: Account | None = super().authenticate(request, **credentials)
        if account is not None and self.attempt is not None:
            services.forgive_log_in(self.attempt)
        return account


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """One-time codes, their secrets encrypted at rest."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "验证码不对。看一下是否已换成新的 6 位数字。",
        "cannot_delete_authenticator": "不能停用二次验证。",
        "cannot_generate_recovery_codes": "先启用二次验证，才能生成备用码。",
    }

    def build_totp_svg(self, url: str) -> str:
        """Return the picture of the secret as SVG that can stand in a page."""
        drawn: str = super().build_totp_svg(url)
        return drawn[drawn.index("<svg") :]

    def encrypt(self, text: str) -> str:
        """Encrypt a secret under the site's key."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret encrypted under the site's key or an earlier one."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    """Return the cipher under the site's secret key, then under those before it."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    salted = (b"opencounty.mfa:" + force_bytes(key) for key in keys)
    digests = (hashlib.sha256(key).digest() for key in salted)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(d)) for d in digests])
