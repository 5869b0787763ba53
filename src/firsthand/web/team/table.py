"""Every address of a server that lies outside the cases, with who may open it. A page that is not in the table does not exist."""

from __future__ import annotations

from typing import NamedTuple


class Door(NamedTuple):
    """
    One address.

    Attributes:
        page: Where the view is; allauth's are named one by one, and none comes in by the dozen.
        who: ``open`` to everybody; ``self`` to who is signed in, with the session locked too; ``new`` without a second factor too;
            ``member`` to who is signed in with two.
    """

    address: str
    name: str
    page: str
    who: str


ACCOUNT, MFA, PAGES = "allauth.account.views", "allauth.mfa", "firsthand.web.team.pages"
TABLE = (
    Door("", "cases", f"{PAGES}.cases", "member"),
    Door("language", "set_language", "django.views.i18n.set_language", "open"),
    Door("invitation/<str:token>", "invitation", f"{PAGES}.invitation", "open"),
    Door("join", "join", f"{PAGES}.join", "open"),
    Door("lock", "lock", f"{PAGES}.lock", "self"),
    Door("account", "account", f"{PAGES}.account", "member"),
    Door("account/hide", "hide", f"{PAGES}.hide", "member"),
    Door("account/sessions", "usersessions_list", f"{PAGES}.sessions_page", "member"),
    Door("account/sign-in", "account_login", f"{ACCOUNT}.login", "open"),
    Door("account/sign-in/second", "mfa_authenticate", f"{MFA}.base.views.authenticate", "open"),
    Door("account/sign-in/passkey", "mfa_login_webauthn", f"{MFA}.webauthn.views.login_webauthn", "open"),
    Door("account/inactive", "account_inactive", f"{ACCOUNT}.account_inactive", "open"),
    Door("account/sign-out", "account_logout", f"{ACCOUNT}.logout", "self"),
    Door("account/again", "account_reauthenticate", f"{ACCOUNT}.reauthenticate", "self"),
    Door("account/again/code", "mfa_reauthenticate", f"{MFA}.base.views.reauthenticate", "self"),
    Door("account/again/passkey", "mfa_reauthenticate_webauthn", f"{MFA}.webauthn.views.reauthenticate_webauthn", "self"),
    Door("account/password", "account_change_password", f"{ACCOUNT}.password_change", "member"),
    Door("account/second", "mfa_index", f"{MFA}.base.views.index", "new"),
    Door("account/second/app", "mfa_activate_totp", f"{MFA}.totp.views.activate_totp", "new"),
    Door("account/second/app/off", "mfa_deactivate_totp", f"{MFA}.totp.views.deactivate_totp", "member"),
    Door("account/second/passkeys", "mfa_list_webauthn", f"{MFA}.webauthn.views.list_webauthn", "new"),
    Door("account/second/passkeys/add", "mfa_add_webauthn", f"{MFA}.webauthn.views.add_webauthn", "new"),
    Door("account/second/passkeys/<int:pk>/name", "mfa_edit_webauthn", f"{MFA}.webauthn.views.edit_webauthn", "member"),
    Door("account/second/passkeys/<int:pk>/remove", "mfa_remove_webauthn", f"{MFA}.webauthn.views.remove_webauthn", "member"),
    Door("account/codes", "mfa_view_recovery_codes", f"{MFA}.recovery_codes.views.view_recovery_codes", "member"),
    Door("account/codes/new", "mfa_generate_recovery_codes", f"{MFA}.recovery_codes.views.generate_recovery_codes", "member"),
    Door("account/codes/file", "mfa_download_recovery_codes", f"{MFA}.recovery_codes.views.download_recovery_codes", "member"),
)
WHO = {one.name: one.who for one in TABLE}

FRESH = frozenset({"story_publish", "ask_backup", "team_role", "carry_out", "sealed_opened"})
"""Addresses of a case that ask who is there once more before they do anything: what leaves the house, and who may what."""
FRESH_ACTS = frozenset({"withdraw", "override", "ask-erase", "ask-quarantine", "ask-unseal", "hold-legal"})
"""Acts that do."""
COSTLY = {
    "bring": 20, "begin": 20, "ask_screen": 6, "ask_thumbnails": 6, "story_publish": 6, "ask_backup": 3,
    "sheet_out": 10, "sheet_back": 20, "story": 240, "inbox": 240, "learning_chart": 60, "live": 30, "mark_all": 120,
    "street": 600, "removal_asked": 20, "carry_out": 6, "sealed_opened": 20,
}  # fmt: skip
"""How often in a minute one person may ask for what costs the machine something."""
