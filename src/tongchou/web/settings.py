"""Django's settings: safe as they stand, changed by four environment variables.

``TONGCHOU_HOME`` (folder), ``DATABASE_URL`` (PostgreSQL), ``TONGCHOU_HOSTS`` (names, comma between),
``TONGCHOU_HTTPS=1`` (the page is served over HTTPS).
"""

import os
import re
from datetime import timedelta
from pathlib import Path

from tongchou.web.home import database, home, secret_key

HERE = Path(__file__).parent
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
    "tongchou.web",
    "tongchou.web.access",
    "tongchou.web.trail",
    "tongchou.web.api",
    "tongchou.web.duties",
    "tongchou.web.maps",
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
    "tongchou.web.access.guarding.ProgrammesForTheAppointed",
    "tongchou.web.access.passwords.ChangeFirst",
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

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "tongchou.web.access.views.doors.locked_out"
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # a name is locked wherever the passwords are tried from

SESSION_COOKIE_AGE = 2 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = True
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
