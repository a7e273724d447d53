"""Django's settings: safe as they stand, changed by four environment variables and one file.

``TONGCHOU_HOME`` (folder), ``DATABASE_URL`` (PostgreSQL), ``TONGCHOU_HOSTS`` (names, comma between),
``TONGCHOU_HTTPS=1`` (the page is served over HTTPS). Sign-in services and mail stand in ``office.toml`` of that folder.
"""

import os
import re
from datetime import timedelta
from pathlib import Path

from tongchou.web.errands import LONG, QUICK
from tongchou.web.home import database, home, secret_key
from tongchou.web.office_file import read_office_file, secret

HERE = Path(__file__).parent
OFFICE = read_office_file(home())
HTTPS = os.environ.get("TONGCHOU_HTTPS") == "1"

SECRET_KEY = secret_key(home())
DEBUG = False
ALLOWED_HOSTS = [name for name in os.environ.get("TONGCHOU_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if name]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "tongchou.web",
    "tongchou.web.access",
    "tongchou.web.trail",
    "tongchou.web.errands",
    "tongchou.web.amending",
    "tongchou.web.readings",
    "tongchou.web.changes",
    "tongchou.web.api",
    "tongchou.web.duties",
    "tongchou.web.judging",
    "tongchou.web.returns",
    "tongchou.web.maps",
    "tongchou.web.decisions",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tongchou.web.middleware.page_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tongchou.web.middleware.language_of_the_cookie",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "tongchou.web.access.sessions.keep_session",
    "tongchou.web.access.guarding.ProgrammesForTheAppointed",
    "tongchou.web.access.passwords.ChangeFirst",
    "tongchou.web.dates.LookFromTheChosenDay",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "tongchou.web.urls"
WSGI_APPLICATION = "tongchou.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "tongchou.web.frame.frame",
            ],
            "builtins": ["tongchou.web.templatetags.say", "tongchou.web.templatetags.figures"],
        },
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), home())}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "answers": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": home() / "answers"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": [QUICK, LONG]}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "web.Person"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "programmes"
LOGOUT_REDIRECT_URL = "sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    *(["django_python3_ldap.auth.LDAPBackend"] if OFFICE.ldap else []),
    "django.contrib.auth.backends.ModelBackend",
    *(["tongchou.web.access.services.KnownByClaim"] if OFFICE.oidc else []),
]
OIDC_CLAIM = OFFICE.oidc.claim if OFFICE.oidc else ""
if OFFICE.oidc:
    OIDC_OP_AUTHORIZATION_ENDPOINT, OIDC_OP_TOKEN_ENDPOINT = OFFICE.oidc.authorize, OFFICE.oidc.token
    OIDC_OP_USER_ENDPOINT, OIDC_OP_JWKS_ENDPOINT = OFFICE.oidc.userinfo, OFFICE.oidc.keys
    OIDC_RP_CLIENT_ID, OIDC_RP_CLIENT_SECRET = OFFICE.oidc.client, secret(home(), OFFICE.oidc.secret_file)
    OIDC_RP_SIGN_ALGO, OIDC_RP_SCOPES, OIDC_USE_PKCE = "RS256", "openid profile", True
    OIDC_AUTHENTICATION_CALLBACK_URL, LOGIN_REDIRECT_URL_FAILURE = "oidc-back", "/sign-in/?refused=1"
if OFFICE.ldap:
    LDAP_AUTH_URL, LDAP_AUTH_SEARCH_BASE = OFFICE.ldap.url, OFFICE.ldap.base
    LDAP_AUTH_USER_FIELDS = {"username": OFFICE.ldap.name, "called": "cn", "email": "mail"}
    LDAP_AUTH_USER_LOOKUP_FIELDS, LDAP_AUTH_CONNECT_TIMEOUT, LDAP_AUTH_RECEIVE_TIMEOUT = ("username",), 5, 5
    LDAP_AUTH_CONNECT_USE_SSL = OFFICE.ldap.url.startswith("ldaps")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if OFFICE.mail else 'dummy'}.EmailBackend"
if OFFICE.mail:
    EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER = OFFICE.mail.host, OFFICE.mail.port, OFFICE.mail.user
    EMAIL_HOST_PASSWORD, DEFAULT_FROM_EMAIL = secret(home(), OFFICE.mail.password_file), OFFICE.mail.sender
    EMAIL_USE_SSL, EMAIL_USE_TLS, EMAIL_TIMEOUT = OFFICE.mail.port == 465, OFFICE.mail.port != 465, 10
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "tongchou.web.access.views.doors.locked_out"
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # a name is locked wherever the passwords are tried from

DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 2**20
SESSION_COOKIE_AGE = 2 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False


def WHITENOISE_IMMUTABLE_FILE_TEST(path: str, url: str) -> bool:  # noqa: N802, ARG001
    """Whether a file's name carries its digest, so that it may be kept for ever."""
    return re.match(r"/static/ui/assets/.+-[\w-]{8}\.\w+$", url) is not None
