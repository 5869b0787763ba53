"""Django's settings of a server, made from its file; what they share with the desk of one person comes from there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from firsthand.web.settings import settings_for
from firsthand.web.team.config import Server

HERE = Path(__file__).parent
PASSWORD_LEAST, PASSWORD_MOST = 12, 1_000
"""Characters. No rule says of what kind: length and a list of common ones are what holds."""
COOKIE = "__Host-firsthand"
"""A browser takes a cookie of such a name only over TLS, for this host alone, for every path."""
RECENT_S = 5 * 60
"""How long somebody counts as having just shown who they are."""
PASSWORD = "django.contrib.auth.password_validation"


def team_settings(server: Server, key: str) -> dict[str, Any]:
    """
    Give the settings of a server.

    Args:
        key: For signatures of cookies and addresses, and for the secrets of second factors at rest.
    """
    base = settings_for(server.database, key=key, port=0, spool=server.state / "spool")
    options = base["TEMPLATES"][0]["OPTIONS"]
    return {
        **base,
        "ALLOWED_HOSTS": [server.host.rpartition(":")[0] or server.host, server.media_host.rpartition(":")[0] or server.media_host],
        "ROOT_URLCONF": "firsthand.web.team.routes",
        "INSTALLED_APPS": [
            "django.contrib.contenttypes", "django.contrib.auth", "django.contrib.humanize", *base["INSTALLED_APPS"],
            "allauth", "allauth.account", "allauth.mfa", "allauth.usersessions", "firsthand.web.team",
        ],
        "MIDDLEWARE": [
            "firsthand.web.team.doors.by_host",
            "firsthand.web.doors.nothing_is_stored",
            "django.middleware.security.SecurityMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
            "firsthand.web.squeeze.squeezed",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "csp.middleware.CSPMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.locale.LocaleMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "allauth.account.middleware.AccountMiddleware",
            "firsthand.web.team.doors.OnlyMembers",
            "firsthand.web.team.doors.ErrorsInWords",
        ],
        "TEMPLATES": [
            {
                **base["TEMPLATES"][0],
                "DIRS": [HERE / "templates", *base["TEMPLATES"][0]["DIRS"]],
                "APP_DIRS": True,
                "OPTIONS": {
                    **options,
                    "context_processors": [
                        "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
                        *options["context_processors"], "firsthand.web.team.chrome.chrome",
                    ],
                },
            }
        ],
        "CACHES": {
            "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 200_000}},
        },
        **_cookies(server), **_accounts(server), **_policy(server),
    }  # fmt: skip


def _cookies(server: Server) -> dict[str, Any]:
    return {
        "SESSION_COOKIE_NAME": COOKIE, "SESSION_COOKIE_AGE": server.longest_s, "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True, "SESSION_COOKIE_SAMESITE": "Strict", "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "CSRF_COOKIE_SECURE": True, "CSRF_FAILURE_VIEW": "firsthand.web.team.doors.old_form",
        "CSRF_TRUSTED_ORIGINS": [server.site],
        "LANGUAGE_COOKIE_NAME": "__Host-firsthand-language", "LANGUAGE_COOKIE_SECURE": True, "LANGUAGE_COOKIE_HTTPONLY": True,
        "SECURE_HSTS_SECONDS": 0 if server.trial else 365 * 24 * 3600,
    }  # fmt: skip


def _accounts(server: Server) -> dict[str, Any]:
    return {
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.ScryptPasswordHasher"],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": f"{PASSWORD}.MinimumLengthValidator", "OPTIONS": {"min_length": PASSWORD_LEAST}},
            {"NAME": "firsthand.web.team.passwords.NotTheName"},
            {"NAME": f"{PASSWORD}.CommonPasswordValidator"},
        ],
        "LOGIN_URL": "account_login", "LOGIN_REDIRECT_URL": "/", "LOGOUT_REDIRECT_URL": "/account/sign-in",
        "ACCOUNT_ADAPTER": "firsthand.web.team.adapters.Accounts", "MFA_ADAPTER": "firsthand.web.team.adapters.Factors",
        "ACCOUNT_LOGIN_METHODS": {"username"}, "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*", "password2*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none", "ACCOUNT_EMAIL_NOTIFICATIONS": False, "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": RECENT_S, "ACCOUNT_PREVENT_ENUMERATION": True,
        "ACCOUNT_RATE_LIMITS": {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reauthenticate": "10/m/user"},
        "ALLAUTH_TRUSTED_PROXY_COUNT": 0,  # the server has put the right address in place already
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"], "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_WEBAUTHN_USER_VERIFICATION": "required", "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": server.trial,
        "MFA_RECOVERY_CODES_SHOW_ONCE": False, "MFA_RECOVERY_CODE_DIGITS": 12, "MFA_TOTP_TOLERANCE": 1,
        "MFA_TOTP_ISSUER": f"Firsthand {server.host}",
        "USERSESSIONS_TRACK_ACTIVITY": False,
        "FIRSTHAND_SERVER": server,
    }  # fmt: skip


def _policy(server: Server) -> dict[str, Any]:
    media = server.media
    return {
        "CONTENT_SECURITY_POLICY": {
            "DIRECTIVES": {
                "default-src": [NONE], "script-src": [SELF], "style-src": [SELF], "font-src": [SELF], "connect-src": [SELF],
                "img-src": [SELF, media], "media-src": [media], "frame-src": [media], "form-action": [SELF], "base-uri": [NONE],
                "frame-ancestors": [NONE],
            }
        }
    }  # fmt: skip
