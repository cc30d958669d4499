"""Settings of accounts: logging in, passwords, second factors, sessions."""

from opencounty.config.ground import PACKAGE, PRODUCTION, env

AUTH_USER_MODEL = "org.Account"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
] + [{"NAME": "opencounty.kernel.org.passwords.OfficerPassword"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
STAFF_PATHS = ("/desk/", "/compose/")
SEPARATE_OFFICERS = env.flag(
    "SEPARATE_OFFICERS",
    default=True,
    about="System, security and audit officers are different people, without business.",
)
REQUIRE_SECOND_FACTOR = env.flag(
    "REQUIRE_SECOND_FACTOR",
    default=PRODUCTION,
    about="Officers with power log in with a one-time code; on in production.",
)
IDLE_MINUTES = env.number(
    "IDLE_MINUTES", 60, about="Staff are logged out after this long without a page."
)
LOGIN_FAILURES = env.number(
    "LOGIN_FAILURES", 5, about="Wrong passwords after which a log-in name waits."
)
LOGIN_FAILURES_PER_ADDRESS = env.number(
    "LOGIN_FAILURES_PER_ADDRESS", 50, about="The same for one network address."
)
LOGIN_WAIT_MINUTES = env.number(
    "LOGIN_WAIT_MINUTES", 30, about="How long it waits, in minutes."
)
CITIZEN_SIGN_UP = env.flag(
    "CITIZEN_SIGN_UP", default=True, about="Citizens may open accounts themselves."
)
TRUSTED_PROXIES = env.number(
    "TRUSTED_PROXIES", 0, about="How many proxies stand in front and tell the address."
)
ROLES_FILE = PACKAGE / "config" / "data" / "roles.toml"

ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
ACCOUNT_ADAPTER = "opencounty.kernel.org.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_FORMS = {
    "login": "opencounty.kernel.org.forms.LogInForm",
    "signup": "opencounty.kernel.org.forms.SignUpForm",
    "change_password": "opencounty.kernel.org.forms.ChangePasswordForm",
    "reauthenticate": "opencounty.kernel.org.forms.ReauthenticateForm",
}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USERNAME_MIN_LENGTH = 3
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
MFA_ADAPTER = "opencounty.kernel.org.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "opencounty.kernel.org.forms.CodeForm",
    "reauthenticate": "opencounty.kernel.org.forms.CodeAgainForm",
    "activate_totp": "opencounty.kernel.org.forms.SetUpCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "OpenCounty"
MFA_TOTP_TOLERANCE = 1

SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

# the composing tool asks who one is at our door, and keeps no passwords of its own
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
