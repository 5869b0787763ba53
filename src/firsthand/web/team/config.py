"""
What a server is told in one file, and what it refuses to start with.

The file is read once, at the start. Nothing is taken from elsewhere but the passphrase of a case that names no file for it.
"""

from __future__ import annotations

import ipaddress
import os
import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from firsthand.model.errors import Mistaken, NotFound, Refused

LONGEST = 64 << 10
KEYS = {
    "site": str, "media": str, "listen": str, "proxies": list, "state": str, "secret_key_file": str, "idle_minutes": int,
    "longest_hours": int, "addresses": bool, "trial": bool, "case": list,
}  # fmt: skip
CASE_KEYS = {"path": str, "name": str, "passphrase_file": str}
NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    A case on the server.

    Attributes:
        name: In addresses and at the command line.
        passphrase_file: Its first line opens the secret; None for `FIRSTHAND_PASSPHRASE`, or none.
    """

    name: str
    root: Path
    passphrase_file: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """
    A team's server.

    Attributes:
        site, media: Origins as browsers see them: scheme, host, and port where it is not the usual one.
        listen: Address and port on this machine.
        proxies: Addresses whose word is taken for where a request came from, and that it came over TLS.
        state: Folder of the desk's own: its database, people's keys, the log of who came in.
        idle_s, longest_s: A session ends after so long without a request, and after so long at all.
        addresses: Network addresses stand in the log of who came in.
        trial: Without TLS, on this machine alone.
    """

    site: str
    media: str
    listen: tuple[str, int]
    proxies: tuple[str, ...]
    state: Path
    key_file: Path
    idle_s: int
    longest_s: int
    addresses: bool
    trial: bool
    places: tuple[Place, ...]

    @property
    def host(self) -> str:
        """Of the desk, with its port where it is not the usual one."""
        return urlsplit(self.site).netloc

    @property
    def media_host(self) -> str:
        """Of bytes that came from outside."""
        return urlsplit(self.media).netloc

    @property
    def database(self) -> Path:
        """People, invitations, sessions, jobs. Nothing of a case lies in it."""
        return self.state / "team.sqlite"


def read_server(path: Path) -> Server:
    """
    Read a server's file and refuse what is not safe.

    Raises:
        NotFound: There is no such file, or no case where one is named.
        Mistaken: It cannot be read.
        Refused: It would not be safe; every reason at once.
    """
    try:
        data = path.read_bytes()[: LONGEST + 1]
    except OSError:
        raise NotFound(f"{path} cannot be read.", code="no-team-file", advice="docs/recipes/team.md shows one to begin with.") from None
    try:
        if len(data) > LONGEST:
            raise ValueError(f"longer than {LONGEST} bytes")
        told = tomllib.loads(data.decode())
    except (ValueError, RecursionError) as error:
        raise _mistaken(path, f"is no TOML: {error}") from None
    if told.get("debug"):
        raise _unsafe(path, ["debug is on: a fault would show the case to whoever is looking. Take the line out."])
    _fit(path, told, KEYS, "")
    for place in told.get("case", []):
        _fit(path, place if isinstance(place, dict) else {"case": place}, CASE_KEYS, "case.")
    if missing := [name for name in ("site", "media", "state", "case") if not told.get(name)]:
        raise _mistaken(path, f"says nothing of {', '.join(missing)}")
    base = path.absolute().parent
    state = base / told["state"]
    server = Server(
        site=_origin(path, told["site"]), media=_origin(path, told["media"]), listen=_listen(path, told.get("listen", "127.0.0.1:8700")),
        proxies=tuple(str(one) for one in told.get("proxies", [])), state=state,
        key_file=base / told["secret_key_file"] if "secret_key_file" in told else state / "secret-key",
        idle_s=60 * told.get("idle_minutes", 30), longest_s=3600 * told.get("longest_hours", 12),
        addresses=told.get("addresses", True), trial=told.get("trial", False),
        places=tuple(_place(path, base, one) for one in told["case"]),
    )  # fmt: skip
    if why := unsafe(server):
        raise _unsafe(path, why)
    return server


def unsafe(server: Server) -> list[str]:
    """Why a server may not start: what is wrong, and what to do, each in a sentence or two."""
    why = _unsafe_names(server)
    for one in server.proxies:
        try:
            net = ipaddress.ip_network(one)
        except ValueError:
            why.append(f"proxies: {one!r} is no address. State the address of your reverse proxy, or a network.")
            continue
        if net.num_addresses > 65_536:
            why.append(f"proxies: {one} is nearly everybody, and anybody could say where they come from. State your proxy's own address.")
    if not server.proxies and not server.trial:
        why.append("proxies is empty: nothing would come in over TLS. State the address of your reverse proxy.")
    if not 60 <= server.idle_s <= 12 * 3600 or not 3600 <= server.longest_s <= 24 * 3600:
        why.append("A session may be idle for 1 to 720 minutes (idle_minutes) and last 1 to 24 hours (longest_hours).")
    private = [server.state, server.key_file, *(one.passphrase_file for one in server.places)]
    why.extend(
        f"{one} can be read by others. Run: chmod {'700' if one.is_dir() else '600'} {one}"
        for one in private if one is not None and one.exists() and one.stat().st_mode & OPEN_TO_OTHERS
    )  # fmt: skip
    names = [one.name for one in server.places]
    if len(set(names)) < len(names) or len({one.root for one in server.places}) < len(names):
        why.append('Two cases have one name or one path. Give each a name of its own: name = "…".')
    return why


def _unsafe_names(server: Server) -> list[str]:
    site, media, why = urlsplit(server.site), urlsplit(server.media), []
    if site.hostname == media.hostname:
        why.append("site and media are one host: a hostile file would share the desk's cookies. Give media its own (a subdomain).")
    if (site.hostname or "").endswith(f".{media.hostname}"):
        why.append("media stands above site: it could set cookies for the desk. Turn them round: media below site, or beside it.")
    if server.trial:
        if not ipaddress.ip_address(server.listen[0]).is_loopback or site.hostname != "localhost" or media.hostname != "127.0.0.1":
            why.append("trial is for this machine alone: listen on 127.0.0.1, site http://localhost:PORT, media http://127.0.0.1:PORT.")
    elif site.scheme != "https" or media.scheme != "https":
        why.append("site and media need https: what people read would travel in clear. Put a reverse proxy with TLS before it.")
    return why


def secret_key(server: Server) -> str:
    """
    The key of cookies and addresses; made at the first start.

    Raises:
        Refused: It is too short.
    """
    if not server.key_file.exists():
        handle = os.open(server.key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(os.urandom(48).hex().encode() + b"\n")
    key = server.key_file.read_text("utf-8", "replace").strip()
    if len(key) < 50:
        raise _unsafe(server.key_file, [f"The secret key has {len(key)} characters. Remove the file, and a good one is made."])
    return key


def passphrase(place: Place, environment: str) -> str | None:
    """What opens the secret of a case: the first line of its file, else what the environment says."""
    if place.passphrase_file is None:
        return environment or None
    return place.passphrase_file.read_text("utf-8").split("\n")[0]


def _place(path: Path, base: Path, told: dict[str, Any]) -> Place:
    root = (base / str(told.get("path", ""))).resolve()
    if not told.get("path") or not (root / "case.toml").exists():
        raise NotFound(f"{root} is not a case: it holds no case.toml.", code="no-case", advice="`firsthand new PATH --title …` makes one.")
    name = told.get("name", root.name)
    if not NAME.fullmatch(name):
        raise _mistaken(path, f"names a case {name!r}: small letters, digits and hyphens, forty at the most")
    file = base / told["passphrase_file"] if "passphrase_file" in told else None
    if file is not None and not file.is_file():
        raise NotFound(f"{file} is not there.", code="no-passphrase-file", advice="It holds the passphrase of the case in its first line.")
    return Place(name=name, root=root, passphrase_file=file)


def _origin(path: Path, stated: str) -> str:
    try:
        parts = urlsplit(stated)
        port = parts.port
    except ValueError:
        raise _mistaken(path, f"names {stated!r}, which is no address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query or parts.username:
        raise _mistaken(path, f'names {stated!r}: an address has the form "https://desk.example.org"')
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{parts.hostname}{f':{port}' if port not in (None, usual) else ''}"


def _listen(path: Path, stated: str) -> tuple[str, int]:
    host, _, port = stated.rpartition(":")
    try:
        ipaddress.ip_address(host.strip("[]"))
        if not 0 <= int(port) <= 65535:
            raise ValueError
    except ValueError:
        raise _mistaken(path, f'listens on {stated!r}: an address and a port, as "127.0.0.1:8700"') from None
    return host.strip("[]"), int(port)


def _fit(path: Path, told: dict[str, Any], keys: Mapping[str, type], where: str) -> None:
    for name, value in told.items():
        if name not in keys:
            raise _mistaken(path, f"has a line {where}{name}, which means nothing here")
        if type(value) is not keys[name]:
            raise _mistaken(path, f"says {where}{name} = {value!r}, which is no {keys[name].__name__}")


def _mistaken(path: Path, what: str) -> Mistaken:
    return Mistaken(f"{path} {what}.", code="bad-team-file", advice="docs/recipes/team.md shows one to begin with.")


def _unsafe(path: Path, why: list[str]) -> Refused:
    return Refused(
        f"{path} is not safe to serve from:\n" + "\n".join(f"- {one}" for one in why), code="unsafe-server",
        advice="Nothing was started. Put these right, and start again.",
    )  # fmt: skip
