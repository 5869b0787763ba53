"""The open set of hostile addresses, names, redirects and servers, each held against its stated verdict."""

from __future__ import annotations

import gzip
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from firsthand.shell.broker.addresses import verdict
from firsthand.shell.broker.fetch import fetch
from firsthand.shell.broker.terms import Terms

QUICK = Terms(total_s=1.5, idle_s=1.0, max_bytes=2_000_000)
PUBLIC = "93.184.216.34"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
OK = b"HTTP/1.1 200 OK\r\n"


@pytest.fixture(scope="module")
def cases(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Give the cases of the class `url`, made anew."""
    script = shared / "bench" / "hostile" / "gen_hostile.py"
    if not script.is_file():
        pytest.skip("the generator of hostile inputs is not here")
    made = tmp_path_factory.mktemp("hostile")
    subprocess.run([sys.executable, str(script), str(made), "--only", "url"], check=True, capture_output=True)
    return [json.loads(line) for line in (made / "manifest.jsonl").read_text("utf-8").splitlines()]


def of(cases: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """Those whose id begins so; there are some."""
    found = [one for one in cases if one["id"].startswith(f"url/{kind}-")]
    assert found
    return found


def reached_only_public(world) -> bool:
    """No connection went to a denied address."""
    return all(verdict(ip_address(one)) is None for one in world.reached)


def test_every_case_belongs_to_a_test(cases) -> None:
    """A new kind of case is noticed."""
    assert {one["id"].split("/")[1].rpartition("-")[0] for one in cases} == {"bad", "dns", "redirect", "server", "ok"}


def test_bad_addresses(cases, world) -> None:
    """None of them is fetched: no connection, and for the text-only ones not even a question about a name."""
    world.answers |= {name: [[PUBLIC]] for name in ("good.test", "evil.test", "x!", "x")}
    world.answers |= {
        name: [["127.0.0.1"]] for name in ("localhost", "foo.localhost", "metadata.google.internal", "printer.local")
    }

    wrong = [one["id"] for one in of(cases, "bad") if not fetch(one["inline"], terms=QUICK).refused]

    assert not wrong
    assert not world.reached
    assert not world.asked


def test_public_addresses(cases, world) -> None:
    """Each of them comes whole: no public address is refused."""
    for name in ("x.com", "t.me", "example.org", "xn--4gbrim.example"):
        world.answers[name] = [[PUBLIC]]

    # Their https is asked for as http: the server of the test has no certificate.
    plain = [one["inline"].replace("https://", "http://") for one in of(cases, "ok")]

    assert [url for url in plain if fetch(url, terms=QUICK).stop] == []
    assert len(world.reached) == len(plain)


def test_answers_of_names(cases, world) -> None:
    """Whatever a name answers, first or later, no denied address is connected to, and the private answer is refused."""
    for one in of(cases, "dns"):
        told = json.loads(one["inline"])
        world.answers[told["host"]] = [each if isinstance(each, list) else [each] for each in told["answers"]]
        tries = [fetch(f"http://{told['host']}/", terms=QUICK) for _ in range(3)]

        assert tries[-1].refused, one["id"]

    assert reached_only_public(world)


def test_redirects(cases, world) -> None:
    """A redirect to a forbidden place is refused; a wish in a field is not followed."""
    world.answers["good.test"] = [[PUBLIC]]
    for one in of(cases, "redirect"):
        told = json.loads(one["inline"])
        field = told["location"] if told["status"] == 200 else f"Location: {told['location']}"
        world.server.handler = answering(
            f"HTTP/1.1 {told['status']} X\r\n{field}\r\nContent-Length: 0\r\n\r\n".encode()
        )
        fetched = fetch("http://good.test/start", terms=QUICK)

        assert fetched.refused or told["status"] == 200, one["id"]
        assert len(fetched.hops) <= 2

    assert reached_only_public(world)


def answering(answer: bytes) -> Callable[[socket.socket, bytes], None]:
    """A server that says one thing."""
    return lambda sock, _request: sock.sendall(answer)


def for_ever(start: bytes, more: bytes, pause_s: float = 0) -> Callable[[socket.socket, bytes], None]:
    """A server that never stops."""

    def serve(sock: socket.socket, _request: bytes) -> None:
        sock.sendall(start)
        while True:
            sock.sendall(more)
            threading.Event().wait(pause_s)

    return serve


BOMB = gzip.compress(bytes(30_000_000))
SERVERS = {
    "endless body": for_ever(OK + b"\r\n", b"x" * 65_536),
    "1 byte a second": for_ever(OK + b"Content-Length: 1000\r\n\r\n", b"x", 0.2),
    "headers never end": for_ever(OK, b"X: y\r\n" * 100),
    "gzip bomb": answering(OK + b"Content-Encoding: gzip\r\n\r\n" + BOMB),
    "Content-Length 10^15": answering(OK + b"Content-Length: 1000000000000000\r\n\r\nx"),
    "Content-Length too small": answering(OK + b"Content-Length: 2\r\n\r\nhello"),
    "10,000 Set-Cookie": answering(OK + b"Set-Cookie: a=b\r\n" * 10_000 + b"\r\nhello"),
    "no body after 200": answering(OK + b"\r\n"),
    "HTTP/0.9 reply": answering(b"<html>hello</html>\n"),
    "two Content-Length": answering(OK + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"),
}
"""One server for each name in the list; "TLS with a wrong name" is walked in test_fetch.py with a certificate of its own."""


def test_servers(cases, world) -> None:
    """Each fetch ends in time and bytes, and what came is not called whole."""
    world.answers["good.test"] = [[PUBLIC]]
    for one in of(cases, "server"):
        kind = json.loads(one["inline"])["server"]
        if kind == "TLS with a wrong name":
            assert stopped_by_tls(world)
            continue
        world.server.handler = SERVERS[kind]
        fetched = fetch("http://good.test/", terms=QUICK)

        assert fetched.stop, one["id"]
        assert (fetched.ended - fetched.started).total_seconds() < QUICK.total_s + 1
        assert len(fetched.body) <= QUICK.max_bytes


def stopped_by_tls(world) -> bool:
    """Whether https to a server that cannot prove the name is stopped before a request is sent."""
    before = len(world.server.requests)
    world.server.greets, world.server.handler = False, answering(PAGE)
    fetched = fetch("https://good.test/", terms=QUICK)
    world.server.greets = True
    return bool(fetched.stop) and not any(world.server.requests[before:])
