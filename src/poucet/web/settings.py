"""The one settings module, read from the environment; docs/guide/settings.md lists it."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from poucet.web import environment

HERE = Path(__file__).parent
POUCET_HOME = environment.folder()

DEBUG = environment.flag("POUCET_DEBUG", default=False)
SECRET_KEY = environment.secret_key(POUCET_HOME)
ALLOWED_HOSTS = environment.names("POUCET_HOSTS", default=("localhost", "127.0.0.1", "[::1]"))
CSRF_TRUSTED_ORIGINS = environment.names("POUCET_ORIGINS", default=())

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "poucet.town",
    "poucet.measure",
    "poucet.star",
    "poucet.pebble",
    "poucet.dossier",
    "poucet.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "poucet.web.middleware.language_of_the_reader",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "poucet.web.urls"
WSGI_APPLICATION = "poucet.web.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "poucet.web.context.house",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "poucet.town.templatetags.town",
                "poucet.measure.templatetags.measure",
                "poucet.star.templatetags.star",
            ],
        },
    }
]

DATABASES = {"default": environment.database(POUCET_HOME)}
# Pictures drawn once serve every process, and the next start. Only this house's owner writes there.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": POUCET_HOME / "cache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
    "parts": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": POUCET_HOME / "cache" / "parts",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [HERE.parent / "locale"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["poucet.web.formats"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = POUCET_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "poucet.web.refusals.forged"

# Behind a proxy that speaks HTTPS (docs/guide/hosting.md); the demonstration speaks plain HTTP.
HTTPS = environment.flag("POUCET_HTTPS", default=False)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SILENCED_SYSTEM_CHECKS = [
    "security.W021"
]  # preloading binds the whole domain for good: the town's own choice
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
