"""Settings of OpenCounty: one file, read from OPENCOUNTY_* variables.

With no variable at all it runs embedded: SQLite and files under var/.
"""

from django.core.exceptions import ImproperlyConfigured

from opencounty.config.accounts import *  # noqa: F403 - a part of this file
from opencounty.config.env import database
from opencounty.config.ground import (
    PRODUCTION,
    SECRET_KEY,  # noqa: F401 - Django looks for it here
    VAR,
    env,
)

DEBUG = env.flag("DEBUG", default=False, about="Never in production.")
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
    # before what answers early: a kept page too is redirected to TLS, and says HSTS
    "django.middleware.security.SecurityMiddleware",
    "opencounty.kernel.base.middleware.NoNul",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "opencounty.portal.pagecache.PageCache",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "opencounty.kernel.files.middleware.BodyLimit",
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

AUDIT_DIGEST = env.text(
    "AUDIT_DIGEST", "sha256", about="Digest of the audit trail's seals: sha256 or sm3."
)
if AUDIT_DIGEST not in {"sha256", "sm3"}:
    raise ImproperlyConfigured(f"OPENCOUNTY_AUDIT_DIGEST={AUDIT_DIGEST!r}")
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
PORTAL_GENERATION_FILE = VAR / "generation"
PORTAL_TALLY_SECONDS = env.number(
    "TALLY_SECONDS", 10, about="How often counted views are written; 0 is never."
)

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

WAGTAIL_SITE_NAME = "门户编排"
WAGTAILADMIN_BASE_URL = env.text(
    "BASE_URL", "http://localhost:8000", about="Address of the portal, with scheme."
)
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_ENABLED = False  # who composes publishes; review is the pool's
WAGTAIL_I18N_ENABLED = False
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = env.flag(
    "SSL_REDIRECT",
    default=PRODUCTION,
    about="HTTP is led to HTTPS; on in production, unless the proxy does it.",
)
if PRODUCTION:
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
# whether every other host of the county's domain speaks TLS is not ours to promise
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
