"""Settings of OpenCounty: one file, read from OPENCOUNTY_* variables.

With no variable at all it runs embedded: SQLite and files under var/.
"""

import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from opencounty.config.env import Env, database

env = Env()
PACKAGE = Path(__file__).resolve().parent.parent

PRODUCTION = env.flag(
    "PRODUCTION", default=False, about="Secret and hosts are then required."
)
DEBUG = env.flag("DEBUG", default=False, about="Never in production.")
VAR = Path(
    env.text("VAR", "var", about="Where everything the program writes is kept.")
).resolve()
VAR.mkdir(parents=True, exist_ok=True)


def _secret() -> str:
    """Return the secret key; embedded, make one and keep it in var/."""
    given = env.text("SECRET_KEY", about="Signs sessions; required in production.")
    if given:
        return given
    if PRODUCTION:
        raise ImproperlyConfigured("OPENCOUNTY_SECRET_KEY is required in production")
    path = VAR / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return path.read_text(encoding="utf-8")


SECRET_KEY = _secret()
SECRET_KEY_FALLBACKS = env.names(
    "SECRET_KEY_FALLBACKS", about="Keys used before, so that old seals stay good."
)
ALLOWED_HOSTS = env.names(
    "HOSTS",
    "" if PRODUCTION else "localhost,127.0.0.1,[::1],testserver",
    about="Host names the site answers to, comma separated.",
)
CSRF_TRUSTED_ORIGINS = env.names(
    "TRUSTED_ORIGINS", about="https:// origins in front of a proxy."
)

INSTALLED_APPS = [
    "opencounty.config",
    "opencounty.demo",
    "opencounty.portal",
    "opencounty.desk",
    "opencounty.apps.disclosure",
    "opencounty.ui",
    "opencounty.kernel.jobs",
    "opencounty.kernel.search",
    "opencounty.kernel.files",
    "opencounty.kernel.deadlines",
    "opencounty.kernel.audit",
    "opencounty.kernel.org",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "laces",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "opencounty.kernel.base.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "opencounty.portal.pagecache.PageCache",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "opencounty.kernel.org.middleware.CurrentActor",
    "opencounty.kernel.org.middleware.StaffReady",
    "opencounty.ui.middleware.Refusals",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "opencounty.config.urls"
WSGI_APPLICATION = "opencounty.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "opencounty.portal.context.site",
            ],
        },
    }
]

DATABASES = {
    "default": database(
        env.text(
            "DATABASE_URL",
            f"sqlite:///{VAR / 'opencounty.sqlite3'}",
            about="sqlite:///path or postgresql://user:password@host:port/name.",
        )
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

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
    about="Officers with power must log in with a one-time code as well.",
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
AUDIT_DIGEST = env.text(
    "AUDIT_DIGEST", "sha256", about="Digest of the audit trail's seals: sha256 or sm3."
)
if AUDIT_DIGEST not in {"sha256", "sm3"}:
    raise ImproperlyConfigured(f"OPENCOUNTY_AUDIT_DIGEST={AUDIT_DIGEST!r}")
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

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
FILES_ROOT = VAR / "files"
FILES_LARGEST_MB = env.number("FILES_LARGEST_MB", 50, about="Largest upload, in MB.")
FILES_ALLOWED = env.names(
    "FILES_ALLOWED",
    "pdf,ofd,docx,xlsx,pptx,doc,xls,ppt,zip,jpg,png,gif,webp,txt,csv",
    about="Kinds of file that may be uploaded.",
)
SEARCH_INDEX = VAR / "search"
DISCLOSURE_INDEX_PATTERN = env.text(
    "INDEX_PATTERN",
    "national",
    about="How index numbers are put together: national, uscc_year or uscc_month.",
)

PORTAL_CACHE_MB = env.number(
    "PAGE_CACHE_MB", 64, about="Memory per process for finished pages; 0 turns it off."
)
PORTAL_CACHE_SECONDS = env.number(
    "PAGE_CACHE_SECONDS", 300, about="How old a finished page may get."
)
PORTAL_GENERATION = env.text(
    "GENERATION", "file", about="file on one machine, cache when several share one."
)
PORTAL_GENERATION_FILE = VAR / "generation"
PORTAL_TALLY_SECONDS = env.number(
    "TALLY_SECONDS", 10, about="How often counted views are written; 0 is never."
)

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

WAGTAIL_SITE_NAME = "OpenCounty"
WAGTAILADMIN_BASE_URL = env.text(
    "BASE_URL", "http://localhost:8000", about="Address of the portal, with scheme."
)
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = False
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.flag(
        "SSL_REDIRECT", default=True, about="Off when the proxy redirects."
    )
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # what runs is on the jobs page, what editors do in the audit trail
    "loggers": {
        name: {"level": "WARNING"}
        for name in ("django_tasks", "django_tasks_db", "wagtail")
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
