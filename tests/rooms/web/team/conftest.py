"""The desk of a team in one process: the settings of a server stand in for those of one person while these tests run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("allauth")

from django.test import Client
from django.test.utils import override_settings

from firsthand.model.actor import Actor
from firsthand.testing.world import WORDS, SmallCase, make_desk, take_in, twarc_lines
from firsthand.web.room import Room, open_rooms
from firsthand.web.team.config import Server, read_server

SITE, MEDIA = "desk.example.org", "media.desk.example.org"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
COUNTERS = (59_000_000, 59_000_001, 59_000_002)
PASSWORD = "four words in a row"


@pytest.fixture(scope="module")
def server(_django: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server's file as people write it; its settings hold while a module runs."""
    from django.conf import settings
    from django.core.management import call_command

    folder = tmp_path_factory.mktemp("server")
    (folder / "oradesh").mkdir()
    (folder / "oradesh" / "case.toml").write_text("# stands in for a case\n")
    (folder / "team.toml").write_text(
        f'site = "https://{SITE}"\nmedia = "https://{MEDIA}"\nproxies = ["127.0.0.1"]\nstate = "state"\n[[case]]\npath = "oradesh"\n'
    )
    (folder / "state").mkdir(mode=0o700)
    told = read_server(folder / "team.toml")
    from firsthand.web.team.settings import team_settings

    own = team_settings(told, "of the tests " * 5) | {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
    changed = {name: value for name, value in own.items() if name != "DATABASES" and getattr(settings, name, None) != value}
    installed = changed.pop("INSTALLED_APPS")
    with override_settings(**changed), override_settings(INSTALLED_APPS=installed):  # allauth looks at the rest when it is loaded
        call_command("migrate", verbosity=0, interactive=False)
        yield told


@pytest.fixture(scope="session")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, SmallCase]:
    """Two cases with posts in several scripts; what one test enters, the next one finds."""
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        for name in ("oradesh", "harbour"):
            folder = tmp_path_factory.mktemp(name)
            patch.setenv("FIRSTHAND_HOME", str(folder / "home"))
            found[name] = make_desk(folder)
            (folder / "posts.jsonl").write_bytes(twarc_lines(WORDS if name == "oradesh" else ("في الميناء", "at the pier")))
            take_in(found[name], folder / "posts.jsonl")
    return found


@pytest.fixture
def two(server: Server, cases: dict[str, SmallCase], monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, SmallCase]]:
    """The cases on the server, and nobody in them."""
    from django.contrib.auth import get_user_model
    from django.contrib.sessions.models import Session
    from django.core.cache import cache

    from firsthand.web.team.models import Call, Invitation
    from firsthand.web.team.people import actor_of

    monkeypatch.setenv("FIRSTHAND_HOME", str(server.state))
    # The telephone's clock stands still: a code is good however long the machine takes.
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.yield_hotp_counters_from_time", lambda: iter(COUNTERS))
    nobody, origins = Actor(name="nobody"), (server.site, server.media)
    open_rooms(Room(one.desk, nobody, "", 0, name=name, origins=origins) for name, one in cases.items())
    yield cases
    open_rooms([])
    for rows in (get_user_model(), Session, Invitation, Call):
        rows.objects.all().delete()
    cache.clear()
    actor_of.cache_clear()
    for key in (server.state / "people").glob("*.key"):
        key.unlink()
    (server.state / "security.jsonl").unlink(missing_ok=True)


class Secure(Client):
    """A browser that asks over TLS, as the proxy tells it."""

    def generic(self, *args: Any, **named: Any) -> Any:
        return super().generic(*args, **{**named, "secure": True})


@pytest.fixture
def way(two: dict[str, SmallCase]) -> Entrance:
    """How people come in."""
    return Entrance()


@pytest.fixture
def stranger(way: Entrance) -> Client:
    """A browser that nobody has signed in with."""
    return way.browser()


class Entrance:
    """What a person does with a browser and a telephone."""

    site, media, password = SITE, MEDIA, PASSWORD

    def held(self) -> bytes:
        """Everything that lies in the desk's database."""
        from django.conf import settings

        database = Path(settings.DATABASES["default"]["NAME"])
        return b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))

    def browser(self, **headers: str) -> Client:
        """A new one, with nothing in it."""
        told = {"HTTP_HOST": SITE, "HTTP_REFERER": f"https://{SITE}/", **headers}
        return Secure(enforce_csrf_checks=True, raise_request_exception=False, **told)

    def form(self, client: Client, address: str) -> dict[str, str]:
        """The token of a page's form."""
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(address).content.decode())
        assert found, address
        return {"csrfmiddlewaretoken": found[1]}

    def post(self, client: Client, address: str, form_at: str = "", **fields: str) -> Any:
        """Send a form with its token."""
        return client.post(address, {**fields, **self.form(client, form_at or address)})

    def sign_in(self, client: Client, name: str, password: str = PASSWORD) -> Any:
        """The first factor."""
        return self.post(client, "/account/sign-in", login=name, password=password)

    def second(self, client: Client, number: int = 0) -> Any:
        """The second one; each code opens once, so the next time it is `number` 1."""
        return self.post(client, "/account/sign-in/second", code=self.code(number))

    def code(self, number: int = 0) -> str:
        """What the app on their telephone shows now."""
        from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

        return str(format_hotp_value(hotp_value(SECRET, COUNTERS[number])))

    def account(self, name: str, *, factor: bool = True, **roles: str) -> Any:
        """Somebody who was invited and has chosen a password."""
        from allauth.mfa.totp.internal.auth import TOTP

        from firsthand.web.team import people

        user = people.accept(people.digest(people.invite(name, roles)), PASSWORD)
        if factor:
            TOTP.activate(user, SECRET)
        return user

    def come(self, name: str = "N. Vale", **roles: str) -> Client:
        """Somebody who is in, with a role in each case that is named."""
        self.account(name, **roles)
        client = self.browser()
        assert self.sign_in(client, name).status_code == 302
        assert self.second(client).status_code == 302
        return client
