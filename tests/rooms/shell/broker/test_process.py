"""The broker as a process: what it obeys, what it is denied, and when it ends."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from firsthand.model.errors import Mistaken, Unavailable
from firsthand.shell.broker import process
from firsthand.shell.broker.fetch import MAX_SENT, Sent
from firsthand.shell.broker.terms import Allowance, Terms

PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"


def gone(pid: int, seconds: float = 5) -> bool:
    """Whether a process ends within some seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_fetch_over_the_wire(serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record comes over whole; the same broker serves many wishes; a lower limit holds for one of them."""
    monkeypatch.setenv("FIRSTHAND_PASSPHRASE", "not for the broker")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    server = serve(PAGE)

    with process.start_broker(allow=server.allow) as broker:
        fetched = broker.fetch(server.url())
        short = broker.fetch(server.url(), max_bytes=2)
        denied = broker.fetch("http://127.0.0.1:1/")
        environment = Path(f"/proc/{broker.pid}/environ").read_bytes()
        limits = Path(f"/proc/{broker.pid}/limits").read_text()
        with pytest.raises(Mistaken, match="no proxy of this desk"):
            broker.fetch(server.url(), through="socks5h://127.0.0.1:9050")
        with pytest.raises(Mistaken):
            broker.fetch("x" * 200_000)
        assert broker.fetch("http://\ud800\n" + "y" * 9_000).stop.code == "url-long"
        pid = broker.pid

    assert fetched.whole() == b"hello"
    assert fetched.head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert fetched.hops[0].address == "127.0.0.1"
    assert short.stop.code == "too-big"
    assert denied.refused
    assert b"PASSPHRASE" not in environment
    assert b"proxy" not in environment
    assert f"Max address space         {process.MEMORY_BYTES}" in limits
    assert "Max file size             0" in limits
    assert gone(pid)
    with pytest.raises(Unavailable):
        broker.fetch(server.url())


@pytest.mark.parametrize(
    "wish", [{"do": "listen"}, {}, {"do": "fetch"}, {"do": "fetch", "url": 7}, {"do": "fetch", "url": "http://x.test/", "allow": []},
             {"do": "fetch", "url": "http://x.test/", "ports": [22]}, {"do": "fetch", "url": "http://x.test/", "media": "a/b"},
             {"do": "fetch", "url": "http://sent.test/", "media": 7}],
)  # fmt: skip
def test_everything_else_is_refused(wish: dict[str, object]) -> None:
    """A wish that is no fetch, or that wants to change the rules, gives an error and nothing else."""
    message, body = process._obey(wish, b"", process._Rules(Terms(), sends_to=frozenset({"http://sent.test/"})))

    assert message["error"]
    assert not body


def test_something_is_sent_only_where_the_start_said(serve) -> None:
    """The bytes go over the wire; another address, bytes without a type, and too many of them are refused."""
    server = serve(PAGE)
    named = server.url("/tsr")
    with process.start_broker(allow=server.allow, sends_to=[named]) as broker:
        fetched = broker.fetch(named, sent=Sent(body="سؤال\x00".encode(), media="application/timestamp-query"))
        with pytest.raises(Mistaken, match="no address that something is sent to"):
            broker.fetch(server.url("/other"), sent=Sent(body=b"x", media="a/b"))
        assert broker.fetch(server.url("/other")).whole() == b"hello"

    assert fetched.whole() == b"hello"
    assert (fetched.sent_bytes, fetched.sent_digest) == (9, hashlib.sha256("سؤال\x00".encode()).hexdigest())
    assert [one.split(b" ", 2)[:2] for one in server.requests] == [[b"POST", b"/tsr"], [b"GET", b"/other"]]
    assert process._obey({"do": "fetch", "url": named}, b"x", process._Rules(Terms(), sends_to=frozenset({named})))[0]["error"]
    child, sock, _ = process.launch("fetch", Terms(), sends_to=[named])
    process.send(sock, {"do": "fetch", "url": named, "media": "a/b"}, bytes(MAX_SENT + 1))
    told = process.receive(sock)
    assert told
    assert "error" in told[0]
    sock.close()
    assert child.wait(5)


@pytest.mark.parametrize(
    "junk", [b"\xff\xff\xff\xff", b"\x00\x00\x00\x02[]", b"\x00\x00\x00\x03{{{", b"GET / HTTP/1.1\r\n\r\n"]
)
def test_garbage_on_the_line_ends_the_broker(junk: bytes) -> None:
    """What is no message is answered by an end, not by a guess."""
    child, sock, _ = process.launch("fetch", Terms())
    sock.sendall(junk)

    answer = process.receive(sock)

    assert answer is None or "error" in answer[0]
    sock.close()
    child.wait(5)
    assert child.returncode


def test_a_limit_can_be_lowered_and_not_raised() -> None:
    """A wish for more, or for nonsense, is the limit of the start."""
    assert process._lower(10, 50) == 10
    assert [process._lower(one, 50) for one in (60, 0, -1, None, "9", True, float("nan"))] == [50] * 7


def test_no_setting_can_allow_an_address() -> None:
    """The allowance of tests is an argument of the start; it is not among the terms, which settings may fill."""
    assert "allow" not in {one.name for one in dataclasses.fields(Terms)}
    assert {one.name for one in dataclasses.fields(Allowance)} == {"network", "port"}


def test_it_ends_with_the_desk_in_the_middle_of_a_fetch(serve: Callable[..., object]) -> None:
    """When the desk is killed, no broker stays behind, not even one that waits for a server."""
    server = serve(lambda sock, _: sock.recv(1))
    script = (
        "import sys; from ipaddress import ip_network; from firsthand.shell.broker.process import *\n"
        f"b = start_broker(allow=[Allowance(network=ip_network('127.0.0.1/32'), port={server.port})])\n"  # type: ignore[attr-defined]
        f"print(b.pid, flush=True); b.fetch('{server.url()}')"  # type: ignore[attr-defined]
    )
    desk = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert desk.stdout
    with desk.stdout as out:
        pid = int(out.readline())
    until = time.monotonic() + 10
    while not server.requests and time.monotonic() < until:  # type: ignore[attr-defined]
        time.sleep(0.02)

    os.kill(desk.pid, signal.SIGKILL)
    desk.wait()

    assert gone(pid)


def test_messages_keep_their_bounds() -> None:
    """A length that is not allowed is an error, and an end inside a message is an end."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        process.send(ours, {"a": "ü"}, b"body")
        assert process.receive(theirs, max_bytes=4) == ({"a": "ü"}, b"body")
        process.send(ours, {}, b"body")
        with pytest.raises(ValueError, match="no message"):
            process.receive(theirs, max_bytes=3)
    ours, theirs = socket.socketpair()
    with theirs:
        with ours:
            ours.sendall(b"\x00\x00\x00\x09{}")
        assert process.receive(theirs) is None
