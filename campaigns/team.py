"""
A team's server and people who are in it: started as people start it, entered by invitation, with a password and an app for codes.

What asks is a plain client over HTTP with the cookies of one browser; where TLS is spoken, to a proxy on this machine under whatever
host name.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import os
import re
import socket
import ssl
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).parents[1]
FIRSTHAND = (sys.executable, "-c", "from firsthand.cli.main import main; main()")
PASSWORD = "four invented words in a row"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
SECRET = re.compile(r"\b[A-Z2-7]{32}\b")


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        """As words."""
        return self.body.decode("utf-8", "replace")


class Client:
    """
    One browser, as far as a server can tell.

    Attributes:
        site: Origin that it believes to be at.
        cookies: Name to value.
    """

    def __init__(self, site: str, *, dial: tuple[str, int] | None = None, trusted: ssl.SSLContext | None = None, source: str = "") -> None:
        """
        Args:
            dial: Where the connection goes instead.
            trusted: Certificates that are taken, for TLS.
            source: Address on this machine that it comes from.
        """
        self.site, self.cookies = site, dict[str, str]()
        self._parts = urlsplit(site)
        self._dial = dial or (self._parts.hostname or "", self._parts.port or 80)
        self._trusted, self._source = trusted, source
        self._line: http.client.HTTPConnection | None = None

    def connect(self) -> http.client.HTTPConnection:
        """A connection of its own."""
        sock = socket.create_connection(self._dial, timeout=120, source_address=(self._source, 0) if self._source else None)
        line = http.client.HTTPConnection(*self._dial)
        line.sock = self._trusted.wrap_socket(sock, server_hostname=self._parts.hostname) if self._trusted else sock
        line.auto_open = 0
        return line

    def send(self, line: http.client.HTTPConnection, method: str, path: str, body: bytes | None = None, **headers: str) -> None:
        """Send one request; an underscore in the name of a header is a hyphen."""
        said = {"Host": self._parts.netloc, "Origin": self.site, "Referer": f"{self.site}/", "User-Agent": "a campaign"}
        if self.cookies:
            said["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        line.request(method, path, body, said | {name.replace("_", "-"): value for name, value in headers.items()})

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """Ask and wait for the whole of the answer; the connection is kept for the next time."""
        for again in (False, True):
            line, self._line = self._line or self.connect(), None
            try:
                self.send(line, method, path, body, **headers)
                came = line.getresponse()
                answer = Answer(came.status, came.headers, came.read())
            except (http.client.RemoteDisconnected, ConnectionError):  # it was kept too long
                if again:
                    raise
                continue
            break
        self._line = None if came.will_close else line
        for stated in answer.headers.get_all("Set-Cookie", []):
            name, _, value = stated.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page."""
        return self.ask("GET", path, **headers)

    def token(self, page: str) -> str:
        """What the forms of a page carry."""
        answer = self.get(page)
        found = TOKEN.search(answer.text)
        if found is None:
            raise RuntimeError(f"{page}: {answer.status}, no form: {answer.text[:300]}")
        return found[1]

    def post(self, path: str, fields: dict[str, str], *, form_at: str = "", **headers: str) -> Answer:
        """Send a form with the token of the page that it stands on."""
        body = urlencode({"csrfmiddlewaretoken": self.token(form_at or path), **fields}).encode()
        return self.ask("POST", path, body, Content_Type="application/x-www-form-urlencoded", **headers)

    def come_in(self, invitation: str, name: str, **headers: str) -> Client:
        """Choose a password, sign in, add an app for codes: what a person does on their first day."""
        steps = [self.get(urlsplit(invitation).path), self.post("/join", {"password": PASSWORD, "again": PASSWORD})]
        steps.append(self.post("/account/sign-in", {"login": name, "password": PASSWORD}, **headers))
        page = self.get("/account/second/app")
        secret = SECRET.search(page.text)
        if secret is None:
            raise RuntimeError(f"{name} did not come in: {[one.status for one in steps]}, {page.status} {page.text[:500]}")
        steps.append(self.post("/account/second/app", {"code": code(secret[0])}, form_at="/account/second"))
        if self.get("/").status != 200:
            raise RuntimeError(f"{name} did not come in: {[one.status for one in steps]}")
        return self


def code(secret: str, at: float | None = None) -> str:
    """What an app shows now (RFC 6238: SHA-1, 30 seconds, 6 digits)."""
    counter = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF) % 1_000_000:06d}"


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def environment() -> dict[str, str]:
    """Of a program that is started: the source beside it, and the folder of keys that is set."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}


def trial(folder: Path, cases: Sequence[Path]) -> tuple[Path, str]:
    """A file for a server without TLS, on this machine alone, below a folder; gives it and the site."""
    port, file = free_port(), folder / "team.toml"
    lines = [f'site = "http://localhost:{port}"', f'media = "http://127.0.0.1:{port}"', f'listen = "127.0.0.1:{port}"']
    lines += ['state = "state"', "trial = true"]
    for one in cases:
        lines += ["[[case]]", f"path = {json.dumps(str(one))}", f"name = {json.dumps(called(one))}"]
    file.write_text("\n".join(lines) + "\n")
    return file, f"http://localhost:{port}"


def called(case: Path) -> str:
    """The name of a case in addresses: that of its folder, as far as it may be one."""
    return re.sub(r"[^a-z0-9-]", "-", case.name.lower())


@contextmanager
def served(file: Path) -> Iterator[subprocess.Popen[str]]:
    """The server of a file, until it is left."""
    process = subprocess.Popen(
        [*FIRSTHAND, "serve", "--team", "--config", str(file)], stderr=subprocess.PIPE, text=True, env=environment()
    )
    assert process.stderr
    said = ""
    try:
        while "Listening" not in said:
            line = process.stderr.readline()
            if not line:
                raise RuntimeError(f"the server ended: {said}")
            said += line
        yield process
    finally:
        process.terminate()
        process.wait(60)
        process.stderr.close()


def invited(file: Path, name: str, case: str, role: str) -> str:
    """The address of an invitation."""
    asked = [*FIRSTHAND, "team", "invite", name, "--case", case, "--role", role, "--config", str(file), "--json"]
    told = subprocess.run(asked, capture_output=True, text=True, check=True, env=environment())
    return str(json.loads(told.stdout)["address"])
