"""
Django's settings, made by a function: nothing is read from the machine's environment by surprise.

Two host names are served by one process. The desk answers under ``localhost``; bytes that came from outside answer under
``127.0.0.1``, without cookies, so that a hostile file shares neither origin nor cookies with the desk (browsers keep
cookies by host name, whatever the port).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

DESK_HOST, MEDIA_HOST = "localhost", "127.0.0.1"
COOKIE_AGE_S = 12 * 60 * 60
"""A day's work; a new start of the desk ends all sessions anyway, since its key is new."""


def settings_for(database: Path, *, key: str, port: int, spool: Path | None = None) -> dict[str, Any]:
    """
    Give the settings of a desk on this machine.

    Args:
        database: The desk's own: sessions, preferences, exposure. Nothing of the case lies in it.
        key: For signatures of cookies and media addresses; new at every start.
        port: On which the desk and its media answer.
        spool: Where long forms lie while they come in: on the disk of the case, and no other.
    """
    here = Path(__file__).parent
    return {
        "SECRET_KEY": key,
        "DEBUG": False,
        "ALLOWED_HOSTS": [DESK_HOST, MEDIA_HOST],
        "ROOT_URLCONF": "firsthand.web.routes",
        "INSTALLED_APPS": ["django.contrib.sessions", "django.contrib.staticfiles", "csp", "firsthand.web"],
        "MIDDLEWARE": [
            "firsthand.web.doors.by_host",
            "django.middleware.security.SecurityMiddleware",
            "firsthand.web.squeeze.squeezed",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "csp.middleware.CSPMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.locale.LocaleMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "firsthand.web.doors.only_with_the_token",
            "firsthand.web.doors.nothing_is_stored",
            "firsthand.web.answer.errors_in_words",
        ],
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [here / "templates"],
                "OPTIONS": {
                    "context_processors": ["django.template.context_processors.i18n", "firsthand.web.chrome.chrome"],
                    "builtins": [
                        "firsthand.web.templatetags.desk", "firsthand.web.templatetags.work", "django.templatetags.i18n",
                        "django.templatetags.static",
                    ],
                },
            }
        ],
        "DATABASES": {
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": database,
                "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL"},
            }
        },
        "STATIC_URL": "/static/",
        "STATICFILES_DIRS": [("web/fonts", here.parent / "exporters" / "fonts")],
        "STATICFILES_FINDERS": [
            "django.contrib.staticfiles.finders.FileSystemFinder", "django.contrib.staticfiles.finders.AppDirectoriesFinder",
            "firsthand.web.styles.SharedStyles",
        ],
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_AUTOREFRESH": False,
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "LANGUAGE_CODE": "en",
        "LANGUAGES": [("en", "English"), ("ar", "العربية"), ("uk", "Українська"), ("fr", "Français")],
        "LOCALE_PATHS": [here / "locale"],
        "SESSION_COOKIE_NAME": "firsthand",
        "SESSION_COOKIE_AGE": COOKIE_AGE_S,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Strict",
        "CSRF_COOKIE_NAME": "firsthand-form",
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Strict",
        "CSRF_USE_SESSIONS": True,
        "CSRF_FAILURE_VIEW": "firsthand.web.doors.closed",
        "CSRF_TRUSTED_ORIGINS": [f"http://{DESK_HOST}:{port}"],
        "LANGUAGE_COOKIE_SAMESITE": "Strict",
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 2_000,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 12 << 20,
        "DATA_UPLOAD_MAX_NUMBER_FILES": 2_000,
        "FILE_UPLOAD_TEMP_DIR": spool,
        "CONTENT_SECURITY_POLICY": {
            "DIRECTIVES": {
                "default-src": [NONE], "script-src": [SELF], "style-src": [SELF], "font-src": [SELF], "connect-src": [SELF],
                "img-src": [SELF, f"http://{MEDIA_HOST}:{port}"], "media-src": [f"http://{MEDIA_HOST}:{port}"],
                "frame-src": [f"http://{MEDIA_HOST}:{port}"], "form-action": [SELF], "base-uri": [NONE], "frame-ancestors": [NONE],
            }
        },
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "LOGGING_CONFIG": None,
    }  # fmt: skip
