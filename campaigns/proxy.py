"""
The campaign of the proxy: a team's server behind nginx and behind Caddy, with the configurations that the documentation prints.

    make campaign-proxy            (python campaigns/proxy.py)

The files of `docs/recipes/team` are taken as they stand; only ports, certificates and folders are put in place, and the names of the
hosts lead to this machine. Then somebody comes in over TLS and works: pages, the stream of news, media under the other name, 50 MB in
pieces, bodies that are too long, headers, cookies, and where a request came from, as the log of the desk has it. A proxy that is not
installed is left out, and the row says so.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).parent))
import team
from lib import Row, options, say, scratch

from firsthand.testing.world import WORDS, SmallCase, make_desk, take_in, twarc_lines

DOCS = Path(__file__).parents[1] / "docs" / "recipes" / "team"
SITE, MEDIA = "https://desk.example.org", "https://media.desk.example.org"
HERE = ("127.0.0.1", "127.0.0.2", "127.0.0.3")
"""The proxy and two browsers: all of a network that is this machine."""
PIECE = 8 << 20
UPLOAD = 50_000_000
NEWS_S = 30.0
"""A stream that is held back by a buffer says nothing at all until it ends; this one may be slow."""


def main() -> None:
    """Start both, one after the other, and look."""
    parser = options(__doc__ or "", count=UPLOAD, unit="bytes")
    parser.add_argument("--only", choices=tuple(PROXIES), default="")
    stated = parser.parse_args()
    rows = []
    for name in [stated.only] if stated.only else list(PROXIES):
        row = Row(f"proxy: {name}", stated.seed, "")
        found = installed(name)
        if not found:
            row.count, row.note = "0 checks", "not installed, not looked at"
            rows.append(row.end())
            continue
        with scratch() as folder:
            looked(row, PROXIES[name], found, folder, stated.count)
        rows.append(row.end())
    say(rows, failed=any(row.violations for row in rows) or not any(row.count != "0 checks" for row in rows))


def looked(row: Row, start: Callable[..., list[str]], program: str, folder: Path, size: int) -> None:
    """Everything that is looked at behind one proxy."""
    case = make_desk(folder)
    (folder / "posts.jsonl").write_bytes(twarc_lines(WORDS))
    take_in(case, folder / "posts.jsonl")
    inner, outer, plain = team.free_port(), team.free_port(), team.free_port()
    file = folder / "team.toml"
    file.write_text(told_by((DOCS / "team.toml").read_text(), inner, folder, case))
    version = subprocess.run([program, "version" if "caddy" in program else "-v"], capture_output=True, text=True, check=True)
    ways = {name: team.invited(file, name, "oradesh", "custodian") for name in ("N. Vale", "ليلى")}
    checks: dict[str, str] = {}
    with team.served(file), running(start(program, folder, inner, outer, plain), outer, folder):
        trusted = ssl.create_default_context()
        trusted.check_hostname, trusted.verify_mode = False, ssl.CERT_NONE  # whose certificate it is, is not looked at here

        def browser(source: str = HERE[1], site: str = SITE) -> team.Client:
            return team.Client(site, dial=("127.0.0.1", outer), trusted=trusted, source=source)

        me, other = browser(), browser(HERE[2])
        try:
            me.come_in(ways["N. Vale"], "N. Vale")
            other.come_in(ways["ليلى"], "ليلى")
        except (RuntimeError, OSError) as error:
            checks["coming in"] = str(error)[:300]
        else:
            for what, look in CHECKS.items():
                try:
                    checks[what] = look(Looked(me, other, browser, folder / "state", outer, inner, plain, size))
                except (OSError, http.client.HTTPException, RuntimeError, ValueError, KeyError) as error:
                    checks[what] = f"{type(error).__name__}: {error}"[:300]
    row.count = f"{len(checks)} checks, {size / 1e6:.0f} MB in pieces"
    row.violations = {f"{what} ({why})": 1 for what, why in checks.items() if why}
    row.note = (version.stdout or version.stderr).strip().splitlines()[0][:60]


def installed(name: str) -> str:
    """Where a proxy is; empty when it is not."""
    return shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") or ""


class Looked:
    """
    Who looks, and from where.

    Attributes:
        me, other: Two people who are signed in, at two addresses.
        browser: Makes one more, which nobody is signed in with.
        state: Folder of the desk's own.
        outer, inner, plain: Ports of the proxy, of the desk behind it, and of the proxy without TLS.
        size: Bytes of the upload.
    """

    def __init__(
        self, me: team.Client, other: team.Client, browser: Callable[..., team.Client], state: Path, outer: int, inner: int, plain: int,
        size: int,
    ) -> None:  # fmt: skip
        self.me, self.other, self.browser, self.state = me, other, browser, state
        self.outer, self.inner, self.plain, self.size = outer, inner, plain, size

    def logged(self) -> list[dict[str, str]]:
        """The log of who came in."""
        return [json.loads(line) for line in (self.state / "security.jsonl").read_text("utf-8").splitlines()]


def pages(it: Looked) -> str:
    """Pages of the server and of a case are answered, packed too."""
    for address in ("/", "/account", "/case/oradesh/inbox", "/case/oradesh/posts/x:1001", "/case/oradesh/stories", "/static/web/desk.css"):
        answer = it.me.get(address, Accept_Encoding="gzip")
        if answer.status != 200 or answer.headers.get("Content-Encoding") != "gzip":
            return f"{address}: {answer.status}, {answer.headers.get('Content-Encoding')}"
    return "" if it.browser().get("/case/oradesh/inbox").status == 302 else "a stranger was not sent to the entrance"


def headers(it: Looked) -> str:
    """What guards a page comes through, once."""
    answer = it.me.get("/case/oradesh/inbox")
    wanted = {
        "Strict-Transport-Security": "max-age=31536000", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
        "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
    }  # fmt: skip
    wrong = [name for name, value in wanted.items() if answer.headers.get_all(name) != [value]]
    policy = answer.headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or f"img-src 'self' {MEDIA}" not in policy or "unsafe" in policy:
        wrong.append(f"Content-Security-Policy: {policy}")
    return ", ".join(wrong)


def cookies(it: Looked) -> str:
    """A session's cookie is of this host alone, over TLS alone, and no script reads it; the other host sets none and is told none."""
    set_at = it.browser().get("/account/sign-in").headers.get_all("Set-Cookie") or []
    bad = [one for one in set_at if not one.startswith("__Host-") or "Secure" not in one or "HttpOnly" not in one or "Strict" not in one]
    elsewhere = it.browser(site=MEDIA).get("/").headers.get_all("Set-Cookie") or []
    return f"{bad} {elsewhere}" if bad or elsewhere or not set_at else ""


def plainly(it: Looked) -> str:
    """Without TLS nobody is answered, but sent on to TLS."""
    line = http.client.HTTPConnection("127.0.0.1", it.plain)
    line.request("GET", "/account/sign-in?x=1", headers={"Host": "desk.example.org"})
    answer = line.getresponse()
    to = answer.getheader("Location", "")
    parts = urlsplit(to)
    told = (answer.status in (301, 308), parts.scheme, parts.hostname, parts.path)
    return "" if told == (True, "https", "desk.example.org", "/account/sign-in") else f"{answer.status} {to}"


def names(it: Looked) -> str:
    """Another name is not answered; the desk behind the proxy is closed to who comes past it and says that it is the proxy."""
    stranger = it.browser()
    line = stranger.connect()
    stranger.send(line, "GET", "/account/sign-in", Host="desk.example.com")
    with suppress(OSError, http.client.HTTPException):
        answer = line.getresponse()
        if answer.status == 200 and answer.read():
            return "another name was answered"
    past = team.Client(SITE, dial=("127.0.0.1", it.inner), source=HERE[1])
    said = past.get("/account/sign-in", X_Forwarded_Proto="https", X_Forwarded_For="127.0.0.1")
    return "" if said.status == 400 else f"past the proxy: {said.status}"


def where_from(it: Looked) -> str:
    """The log holds the address that the proxy saw, whatever the browser says of itself."""
    before = len(it.logged())
    stranger = it.browser(HERE[2])
    lies = {"X_Forwarded_For": "198.51.100.7", "X_Real_IP": "198.51.100.7", "Forwarded": "for=198.51.100.7;proto=https"}
    stranger.post("/account/sign-in", {"login": "N. Vale", "password": "not this one"}, **lies)
    stranger.post("/account/sign-in", {"login": "N. Vale", "password": "not this one"}, X_Forwarded_For="198.51.100.7, 127.0.0.1")
    told = [one for one in it.logged()[before:] if one["event"] == "sign-in-refused"]
    if [one.get("address") for one in told] != [HERE[2]] * 2:
        return f"{[one.get('address') for one in told]}"
    came = {one["person"]: one.get("address") for one in it.logged() if one["event"] == "signed-in"}
    return "" if came == {"N. Vale": HERE[1], "ليلى": HERE[2]} else str(came)


def news(it: Looked) -> str:
    """A decision of somebody else arrives while the stream is open, and not when it ends."""
    line = it.me.connect()
    it.me.send(line, "GET", "/case/oradesh/live", Accept="text/event-stream")
    came = line.getresponse()
    if came.status != 200 or not came.headers["Content-Type"].startswith("text/event-stream"):
        return f"{came.status} {came.headers['Content-Type']}"
    fields = {"post": "x:1001", "mark": "hold"}
    marked = it.other.post("/case/oradesh/act/mark", fields, form_at="/case/oradesh/inbox", Accept="application/json")
    if marked.status != 200:
        return f"no decision: {marked.status}"
    begun, said = time.monotonic(), b""
    line.sock.settimeout(NEWS_S)
    with suppress(TimeoutError):
        while b"decision" not in said and time.monotonic() - begun < NEWS_S:
            said += came.read1(65536)
    line.close()
    return "" if b"decision" in said else f"nothing within {NEWS_S:.0f} s: {said[:100]!r}"


def media(it: Looked) -> str:
    """A hostile file is a download under the other name, without cookies; under the desk's own name it is nothing."""
    body = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
    fields = {"what": "typed", "platform": "x", "words": "a file", "csrfmiddlewaretoken": it.me.token("/case/oradesh/import")}
    edge = "an-edge"
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()]
    parts.append(f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="a.svg"\r\n\r\n'.encode() + body + b"\r\n")
    asked = it.me.ask("POST", "/case/oradesh/import", b"".join(parts) + f"--{edge}--\r\n".encode(), Accept="application/json",
                      Content_Type=f"multipart/form-data; boundary={edge}")  # fmt: skip
    told = done(it, json.loads(asked.body)["job"])
    if told["state"] != "done":
        return f"{told['state']} {told['result']}"
    posts = json.loads(it.me.get("/case/oradesh/inbox?q=file", Accept="application/json").body)["rows"]
    page = it.me.get(f"/case/oradesh/posts/{posts[0]['id']}").text
    found = re.search(rf"{re.escape(MEDIA)}(/[^\"&]+)", page)
    if not found:
        return "no address of media in the page"
    answer = it.browser(site=MEDIA).get(found[1])
    if answer.status != 200 or answer.body != body:
        return f"{answer.status} {answer.body[:60]!r}"
    guards = [answer.headers.get(name, "") for name in ("Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy")]
    if not guards[0].startswith("attachment") or guards[1] != "nosniff" or "sandbox" not in guards[2] or answer.headers.get("Set-Cookie"):
        return str(guards)
    return "" if it.browser().get(found[1]).status != 200 else "the desk's own name serves media"


def upload(it: Looked) -> str:
    """A large file comes in pieces and is read."""
    line = twarc_lines(["ا" * 9_000])
    data = twarc_lines([f"{n} " + "ا" * 9_000 for n in range(it.size // len(line))], first=500_000)
    token = it.me.token("/case/oradesh/import")
    listed = json.dumps([{"path": "رسائل.jsonl", "size": len(data)}])
    fields = {"csrfmiddlewaretoken": token, "files": listed}
    form = "application/x-www-form-urlencoded"
    begun = it.me.ask("POST", "/case/oradesh/import/uploads", urlencode(fields).encode(), Content_Type=form, Accept="application/json")
    where = f"/case/oradesh/import/uploads/{json.loads(begun.body)['upload']}"
    for start in range(0, len(data), PIECE):
        part = data[start : start + PIECE]
        address = f"{where}/0?offset={start}&sha256={hashlib.sha256(part).hexdigest()}"
        answer = it.me.ask("POST", address, part, Content_Type="application/octet-stream", X_CSRFToken=token, Accept="application/json")
        if answer.status != 200:
            return f"piece at {start}: {answer.status} {answer.text[:200]}"
    asked = it.me.ask("POST", where, urlencode({"csrfmiddlewaretoken": token}).encode(), Content_Type=form, Accept="application/json")
    told = done(it, json.loads(asked.body)["job"])
    kept = told["result"].get("kept")
    return "" if told["state"] == "done" and kept == it.size // len(line) else f"{told['state']} {str(told['result'])[:200]}"


def too_long(it: Looked) -> str:
    """Bodies that are too long, or of unknown length, are refused before they are read; the connection is not left hanging."""
    wrong = []
    for address, length, wanted in (
        ("/case/oradesh/act/note", 13 << 20, 413), ("/case/oradesh/import", 3 << 30, 413), ("/account/sign-in", 13 << 20, 413),
    ):  # fmt: skip
        line = it.me.connect()
        line.sock.settimeout(30)
        with suppress(OSError):  # it was told, and the line closed, while this was sent
            it.me.send(line, "POST", address, None, Content_Length=str(length))
            line.sock.sendall(b"x" * 65_536)
        try:
            status = line.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            status = f"{type(error).__name__}"
        if status != wanted:
            wrong.append(f"{address} {length >> 20} MB: {status}")
        line.close()
    line = it.me.connect()
    line.sock.settimeout(30)
    it.me.send(line, "POST", "/case/oradesh/act/note", None, Transfer_Encoding="chunked")
    line.sock.sendall(b"3\r\nabc\r\n0\r\n\r\n")
    if (status := line.getresponse().status) not in (411, 403):  # 403: the proxy had it all and said how long, and no form's token is in it
        wrong.append(f"of unknown length: {status}")
    return ", ".join(wrong)


def invitation(it: Looked) -> str:
    """What stands in the address of an invitation is in no log of the proxy."""
    secret = "S3cretOfAnInvitation"
    it.browser().get(f"/invitation/{secret}")
    logs = [one for one in it.state.parent.rglob("*.log") if one.is_file()]
    return ", ".join(one.name for one in logs if secret in one.read_text("utf-8", "replace"))


CHECKS: dict[str, Callable[[Looked], str]] = {
    "pages": pages, "headers": headers, "cookies": cookies, "without TLS": plainly, "names": names, "where from": where_from, "news": news,
    "media": media, "upload": upload, "too long": too_long, "invitations": invitation,
}  # fmt: skip


def done(it: Looked, job: int) -> dict[str, Any]:
    """A job, when it has ended."""
    for _ in range(1200):
        told: dict[str, Any] = json.loads(it.me.get(f"/case/oradesh/jobs/{job}", Accept="application/json").body)["job"]
        if told["state"] not in ("waiting", "running"):
            break
        time.sleep(0.1)
    return told


def told_by(page: str, port: int, folder: Path, case: SmallCase) -> str:
    """The documentation's file of a server, with what is of this machine."""
    page = page.replace("127.0.0.1:8700", f"127.0.0.1:{port}").replace('"/var/lib/firsthand"', f'"{folder / "state"}"')
    page = page.replace('"/srv/cases/oradesh"', f'"{case.root}"')
    return re.sub(r"^passphrase_file.*$", "", page, flags=re.M)


def nginx(program: str, folder: Path, inner: int, outer: int, plain: int) -> list[str]:
    """The documentation's file of nginx put in place; gives how it is started."""
    key, chain = certificate(folder)
    page = (DOCS / "nginx.conf").read_text()
    for old, new in {
        "listen 443 ": f"listen 127.0.0.1:{outer} ", "listen 80;": f"listen 127.0.0.1:{plain};", "127.0.0.1:8700": f"127.0.0.1:{inner}",
        "/etc/ssl/firsthand/fullchain.pem": str(chain), "/etc/ssl/firsthand/key.pem": str(key),
        "/var/log/nginx/firsthand.log": str(folder / "access.log"),
    }.items():  # fmt: skip
        if old not in page:
            raise RuntimeError(f"nginx.conf does not say {old!r}")
        page = page.replace(old, new)
    (folder / "site.conf").write_text(page)
    places = "\n".join(f"{one}_temp_path {folder / one};" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder / 'nginx.pid'}; error_log {folder / 'error.log'} warn;\nevents {{}}\n"
        f"http {{ access_log off; {places}\ninclude {folder / 'site.conf'}; }}\n"
    )
    return [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]


def caddy(program: str, folder: Path, inner: int, outer: int, plain: int) -> list[str]:
    """The documentation's file of Caddy put in place, with an authority of its own; gives how it is started."""
    page = (DOCS / "Caddyfile").read_text()
    if "127.0.0.1:8700" not in page:
        raise RuntimeError("Caddyfile does not say '127.0.0.1:8700'")
    here = f"admin off\nhttps_port {outer}\nhttp_port {plain}\nlocal_certs\nskip_install_trust\nstorage file_system {folder / 'caddy'}\n"
    (folder / "Caddyfile").write_text(f"{{\n{here}}}\n{page.replace('127.0.0.1:8700', f'127.0.0.1:{inner}')}")
    return [program, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


PROXIES = {"nginx": nginx, "caddy": caddy}


@contextmanager
def running(words: list[str], port: int, folder: Path) -> Iterator[None]:
    """A program of the system, until it is left."""
    with (folder / "proxy.log").open("wb") as log:
        process = subprocess.Popen(words, stdout=log, stderr=log, env={**os.environ, "HOME": str(folder)})
        try:
            for _ in range(300):
                with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                if process.poll() is not None:
                    raise RuntimeError((folder / "proxy.log").read_text()[-1500:])
                time.sleep(0.1)
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def certificate(folder: Path) -> tuple[Path, Path]:
    """A key, and a certificate that signs itself."""
    key, chain = folder / "key.pem", folder / "fullchain.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", str(key),
         "-out", str(chain), "-days", "2", "-subj", "/CN=desk.example.org",
         "-addext", "subjectAltName=DNS:desk.example.org,DNS:media.desk.example.org"],
        check=True, capture_output=True,
    )  # fmt: skip
    return key, chain


if __name__ == "__main__":
    main()
