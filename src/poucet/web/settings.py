"""The one settings module, read from the environment; docs/guide/settings.md lists it."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from poucet.web import environment
from poucet.web.opendata.licences import LICENCES

HERE = Path(__file__).parent
POUCET_HOME = environment.folder()

DEBUG = environment.flag("POUCET_DEBUG", default=False)
SECRET_KEY = environment.secret_key(POUCET_HOME)
ALLOWED_HOSTS = environment.names("POUCET_HOSTS", default=("localhost", "127.0.0.1", "[::1]"))
CSRF_TRUSTED_ORIGINS = environment.names("POUCET_ORIGINS", default=())

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "poucet.town",
    "poucet.town.people",
    "poucet.town.identity",
    "poucet.town.residence",
    "poucet.town.desk",
    "poucet.measure",
    "poucet.star",
    "poucet.contribute",
    "poucet.contribute.comments",
    "poucet.contribute.moderation",
    "poucet.contribute.meetings",
    "poucet.contribute.assisting",
    "poucet.contribute.agreements",
    "poucet.contribute.sharing",
    "poucet.contribute.drafting",
    "poucet.pebble",
    "poucet.pebble.claims",
    "poucet.dossier",
    "poucet.web.search",
    "poucet.web",
    "allauth",  # after ours, whose templates stand for its own
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "poucet.web.middleware.language_of_the_reader",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "poucet.web.accounts.middleware.who_asks",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "poucet.web.past.pages_of_the_past",  # last: what others write about a request is written today
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
                "django.contrib.messages.context_processors.messages",
                "poucet.web.context.house",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "poucet.town.templatetags.town",
                "poucet.measure.templatetags.measure",
                "poucet.star.templatetags.star",
                "poucet.pebble.claims.templatetags.claims",
            ],
        },
    }
]

DATABASES = {"default": environment.database(POUCET_HOME)}
# Counts of attempts are kept where every process sees them. Pictures drawn once serve every process, and the
# next start; only this house's owner writes there.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "poucet_cache"},
    "pictures": {
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
# A map has its own layers and asks nobody; with these, readers' browsers ask that server for its pictures.
TILES, TILES_CREDIT = environment.tiles()
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "poucet.web.refusals.forged"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "poucet.web.accounts.adapter.Door"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_FORMS = {
    name: f"poucet.web.accounts.library_forms.{form}"
    for name, form in {
        "login": "Login",
        "signup": "Signup",
        "request_login_code": "RequestLoginCode",
        "confirm_login_code": "ConfirmLoginCode",
        "confirm_email_verification_code": "ConfirmEmailCode",
        "confirm_password_reset_code": "ConfirmResetCode",
        "add_email": "AddEmail",
        "change_email": "ChangeEmail",
        "change_password": "ChangePassword",
        "set_password": "SetPassword",
        "reset_password": "ResetPassword",
        "reset_password_from_key": "ResetPasswordKey",
        "reauthenticate": "Reauthenticate",
    }.items()
}
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "poucet.web.accounts.library_forms.Authenticate",
    "reauthenticate": "poucet.web.accounts.library_forms.ReauthenticateTwice",
    "activate_totp": "poucet.web.accounts.library_forms.ActivateTOTP",
}
MFA_ADAPTER = "poucet.web.accounts.adapter.SecondFactor"
USERSESSIONS_TRACK_ACTIVITY = False
SECOND_FACTOR = environment.flag("POUCET_SECOND_FACTOR", default=True)
SIGN_UP = environment.flag("POUCET_SIGN_UP", default=True)
# What stands before us on the way: without it, everybody would seem to come from one address.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.count("POUCET_PROXIES", default=0)

MAIL = environment.mail()
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = MAIL.backend, MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = MAIL.starttls, MAIL.tls, 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL.sender
FRANCECONNECT = environment.franceconnect()
ERRANDS_APART = True  # letters to many leave once the page has been answered
# What the API and the files of the open data may be asked in a minute, by one address.
API_LIMIT = environment.count("POUCET_API_LIMIT", default=100, least=1)
LICENCE = environment.one_of("POUCET_LICENCE", tuple(LICENCES), default="etalab-2.0")

# Behind a proxy that speaks HTTPS (docs/guide/hosting.md); the demonstration speaks plain HTTP.
HTTPS = environment.flag("POUCET_HTTPS", default=False)
SESSION_COOKIE_NAME = "seance"
SESSION_COOKIE_AGE = 30 * 24 * 3600
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SILENCED_SYSTEM_CHECKS = [
    "security.W021"
]  # preloading binds the whole domain for good: the town's own choice
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
