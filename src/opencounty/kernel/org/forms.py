"""The forms of logging in and signing up, in words people use."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.core.exceptions import ValidationError

from opencounty.kernel.org import services
from opencounty.kernel.org.addresses import address_of
from opencounty.kernel.org.errors import TooManyLogIns
from opencounty.kernel.org.models import Account
from opencounty.kernel.org.passwords import FOR_OFFICERS

FOR_EVERYBODY = "至少 8 位，不能全是数字，不能和登录名相近，不能用常见密码。"
NAME_LENGTH = 60


class _Plain:
    """Labels above and hints below instead of words inside the boxes."""

    use_required_attribute = False  # the server says what is missing, in Chinese
    widths: ClassVar[dict[str, int]] = {
        **dict.fromkeys(("login", "username", "name", "code"), 16),
        **dict.fromkeys(("password", "oldpassword", "password1", "password2"), 16),
    }
    labels: dict[str, str] = {}
    hints: dict[str, str] = {}
    fields: dict[str, forms.Field]

    def say_plainly(self) -> None:
        """Take the words out of the boxes and put ours around them."""
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.error_messages["required"] = f"请填写{field.label}。"


class LogInForm(_Plain, account.LoginForm):  # type: ignore[misc]
    """A log-in name and a password."""

    labels = {"login": "登录名", "password": "密码"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say_plainly()


class SignUpForm(_Plain, account.SignupForm):  # type: ignore[misc]
    """What a citizen tells to open an account: nothing that is not needed."""

    labels = {"username": "登录名", "password1": "密码", "password2": "再输一次密码"}
    hints = {
        "name": "办事时以身份证上的姓名为准。",
        "username": "3 个字以上，可用汉字、字母、数字和 @ . + - _。",
        "password1": FOR_EVERYBODY,
    }
    field_order = ["name", "username", "password1", "password2"]

    name = forms.CharField(
        label="姓名",
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say_plainly()


class ChangePasswordForm(_Plain, account.ChangePasswordForm):  # type: ignore[misc]
    """The present password, and the new one twice."""

    labels = {
        "oldpassword": "现在的密码",
        "password1": "新密码",
        "password2": "再输一次新密码",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        officer = isinstance(self.user, Account) and (
            self.user.kind == Account.Kind.OFFICER
        )
        self.hints = {"password1": FOR_OFFICERS if officer else FOR_EVERYBODY}
        self.say_plainly()


class ReauthenticateForm(_Plain, account.ReauthenticateForm):  # type: ignore[misc]
    """The password again, before something that matters."""

    labels = {"password": "密码"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say_plainly()


class _Code(_Plain):
    """A one-time code: digits, large enough to hit."""

    labels = {"code": "验证码"}

    def say_plainly(self) -> None:
        """Let phones offer digits."""
        super().say_plainly()
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
        self.fields["code"].widget.attrs["maxlength"] = "12"


class _Guarded(_Code):
    """A code that is asked for: who guesses waits, as with passwords.

    allauth counts in the memory of each process; the database counts for all.
    """

    user: Account

    def clean_code(self) -> str:
        """Return the right code, or refuse a wrong one or yet another one."""
        try:
            attempt = services.begin_code(self.user, address_of(context.request))
        except TooManyLogIns as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal
        code: str = super().clean_code()  # type: ignore[misc]
        services.forgive_log_in(attempt)
        return code


class CodeForm(_Guarded, mfa.AuthenticateForm):  # type: ignore[misc]
    """The code of the authenticator, or a recovery code, when logging in."""

    hints = {"code": "手机验证器上的 6 位数字；手机不在身边时填一个 8 位备用码。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say_plainly()


class CodeAgainForm(_Guarded, mfa.ReauthenticateForm):  # type: ignore[misc]
    """The code again, before something that matters."""

    hints = CodeForm.hints

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say_plainly()


class SetUpCodeForm(_Code, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code, to prove that the phone took the secret."""

    hints = {"code": "手机上现在显示的 6 位数字。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say_plainly()
