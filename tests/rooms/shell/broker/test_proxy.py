"""The local proxy: who may use it, where it leads, what it tells."""

from __future__ import annotations

import base64
import socket
import struct
import threading
from collections.abc import Iterator
from queue import SimpleQueue

import pytest

from firsthand.shell.broker.proxy import Connection, LocalProxy, start_proxy
from firsthand.shell.broker.terms import Terms

PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"


class Door:
    """A proxy in this process and the lines that it tells."""

    def __init__(self, **stated) -> None:
        self.lines: SimpleQueue[Connection] = SimpleQueue()
        self.proxy = LocalProxy(tell=self.lines.put, **stated)
        self.thread = threading.Thread(target=self.proxy.run, daemon=True)
        self.thread.start()

    def line(self) -> Connection:
        return self.lines.get(timeout=5)

    def ask(self, *parts: bytes, token: str | None = None) -> bytes:
        """Send an HTTP request head, then the other parts; return all that comes."""
        known = base64.b64encode(f"{self.proxy.token if token is None else token}:x".encode())
        with socket.create_connection(("127.0.0.1", self.proxy.port), 5) as sock:
            sock.sendall(parts[0] + b"\r\nProxy-Authorization: Basic " + known + b"\r\n\r\n")
            for one in parts[1:]:
                sock.sendall(one)
            sock.shutdown(socket.SHUT_WR)
            return everything(sock)

    def socks(self, place: bytes, port: int, *, command: int = 1, token: str | None = None, then: bytes = b"") -> bytes:
        """Speak SOCKS 5; return the code of the reply and what comes after it."""
        user = (self.proxy.token if token is None else token).encode()
        with socket.create_connection(("127.0.0.1", self.proxy.port), 5) as sock:
            sock.sendall(b"\x05\x01\x02")
            assert sock.recv(2) == b"\x05\x02"
            sock.sendall(bytes([1, len(user)]) + user + b"\x01x")
            if sock.recv(2) != b"\x01\x00":
                return b"no token"
            sock.sendall(bytes([5, command, 0]) + place + struct.pack(">H", port))
            reply = sock.recv(10)
            sock.sendall(then)
            return reply[1:2] + everything(sock)


def everything(sock: socket.socket) -> bytes:
    """All bytes until the end."""
    got = b""
    try:
        while more := sock.recv(65_536):
            got += more
    except ConnectionError:
        pass
    return got


@pytest.fixture
def door() -> Iterator[Door]:
    """Give a proxy that allows nothing special."""
    door = Door(terms=Terms(total_s=5, idle_s=2))
    yield door
    door.proxy.close()
    door.thread.join(5)


def test_connect(world, door: Door) -> None:
    """CONNECT leads to the judged address of the name, and bytes pass as they are."""
    world.answers["good.test"] = [["93.184.216.34"]]

    came = door.ask(b"CONNECT good.test:443 HTTP/1.1\r\nHost: good.test:443", b"GET / HTTP/1.1\r\n\r\n")

    assert came == b"HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
    assert world.reached == ["93.184.216.34"]
    line = door.line()
    assert (line.face, line.asked, line.address, line.port, line.stop) == (
        "connect",
        "good.test:443",
        "93.184.216.34",
        443,
        None,
    )
    assert (line.sent, line.received) == (18, len(came) - 39)


def test_a_plain_request(world, door: Door) -> None:
    """A plain request goes on without the token, without cookies, to one server, for one answer."""
    world.answers["good.test"] = [["93.184.216.34"]]

    came = door.ask(
        b"POST http://GOOD.test/a?b HTTP/1.1\r\nHost: evil.test\r\nCookie: a=b\r\nX-Own: 1\r\nContent-Length: 3", b"abc"
    )

    assert came.endswith(b"hello")
    told = world.server.requests[0]
    assert told.startswith(b"POST /a?b HTTP/1.1\r\nHost: good.test\r\nConnection: close\r\n")
    assert b"X-Own: 1" in told
    for word in (b"Proxy", b"Cookie", b"evil"):
        assert word not in told
    assert door.line().face == "plain"


DENIED = [
    b"CONNECT 127.0.0.1:443", b"CONNECT [::1]:443", b"CONNECT 0x7f.1:80", b"CONNECT localhost:443", b"CONNECT inside.test:443",
    b"CONNECT mixed.test:443", b"CONNECT good.test:22", b"CONNECT good.test", b"CONNECT user@good.test:443",
    b"GET http://127.0.0.1/", b"GET http://inside.test/", b"GET https://good.test/", b"GET /", b"GET file:///etc/passwd",
    b"CONNECT [::ffff:10.0.0.1]:443", b"CONNECT good.test:443@127.0.0.1:80",
]  # fmt: skip


@pytest.mark.parametrize("asked", DENIED)
def test_denied_places(world, door: Door, asked: bytes) -> None:
    """What a fetch would refuse is refused here, with a line, and nothing is connected to."""
    world.answers |= {
        "good.test": [["93.184.216.34"]],
        "inside.test": [["10.0.0.1"]],
        "mixed.test": [["1.1.1.1", "10.0.0.1"]],
    }

    came = door.ask(asked + b" HTTP/1.1\r\nHost: x")

    assert came.startswith(b"HTTP/1.1 403 ")
    assert not world.reached
    assert door.line().stop is not None


def test_socks(world, door: Door) -> None:
    """SOCKS with a name, resolved here; a number is judged; other commands are not known."""
    world.answers |= {"good.test": [["93.184.216.34"]], "inside.test": [["10.0.0.1"]]}

    came = door.socks(b"\x03\x09good.test", 443, then=b"GET / HTTP/1.1\r\n\r\n")

    assert came.startswith(b"\x00HTTP/1.1 200 OK")
    assert door.line().asked == "good.test:443"
    assert door.socks(b"\x03\x0binside.test", 443)[:1] == b"\x02"
    assert door.socks(b"\x01\x7f\x00\x00\x01", 443)[:1] == b"\x02"
    assert door.socks(b"\x04" + bytes(15) + b"\x01", 443)[:1] == b"\x02"
    assert door.socks(b"\x03\x0cnowhere.test", 443)[:1] == b"\x04"
    assert door.socks(b"\x03\x09good.test", 443, command=2, then=b"and more")[:1] == b"\x07"
    assert world.reached == ["93.184.216.34"]


def test_nobody_without_the_token(world, door: Door) -> None:
    """Who does not know the token learns that a proxy is here, and nothing goes out."""
    world.answers["good.test"] = [["93.184.216.34"]]

    for token in ("", "wrong", "ü"):
        assert door.ask(b"CONNECT good.test:443 HTTP/1.1", token=token).startswith(b"HTTP/1.1 407 ")
        assert door.socks(b"\x03\x09good.test", 443, token=token or "-") == b"no token"
    with socket.create_connection(("127.0.0.1", door.proxy.port), 5) as sock:
        sock.sendall(b"\x05\x01\x00")
        assert sock.recv(2) == b"\x05\xff"
    assert not world.reached
    assert door.lines.empty()


def test_too_many_bytes(world) -> None:
    """A connection that carries more than it may is cut, and its line says so."""
    world.answers["good.test"] = [["93.184.216.34"]]
    world.server.handler = lambda sock, _: [sock.sendall(bytes(65_536)) for _ in range(100)] and None
    door = Door(terms=Terms(max_bytes=200_000, total_s=5))

    came = door.ask(b"GET http://good.test/ HTTP/1.1")
    door.proxy.close()

    assert len(came) <= 200_000
    assert door.line().stop.code == "too-big"


def test_as_a_process(serve) -> None:
    """The proxy runs apart from the desk, and its lines come over."""
    server = serve(PAGE)

    with start_proxy(allow=server.allow) as face:
        with socket.create_connection(("127.0.0.1", face.port), 5) as sock:
            known = base64.b64encode(f"{face.token}:x".encode())
            sock.sendall(
                b"GET " + server.url().encode() + b" HTTP/1.1\r\nProxy-Authorization: Basic " + known + b"\r\n\r\n"
            )
            came = everything(sock)
        lines = face.connections(wait_s=5)

    assert came.endswith(b"hello")
    assert [(one.face, one.address, one.stop) for one in lines] == [("plain", "127.0.0.1", None)]
    assert face.token in face.http_url
    assert face.socks_url.startswith("socks5h://")


def test_many_connections_at_once(serve) -> None:
    """Forty clients come at once; more than are served at one time wait, and all are served within the limits of memory."""
    server = serve(PAGE)

    with start_proxy(allow=server.allow) as face:
        known = base64.b64encode(f"{face.token}:x".encode())
        asked = b"GET " + server.url().encode() + b" HTTP/1.1\r\nProxy-Authorization: Basic " + known + b"\r\n\r\n"
        clients = [socket.create_connection(("127.0.0.1", face.port), 5) for _ in range(40)]
        for sock in clients:
            sock.sendall(asked)
        came = [everything(sock) for sock in clients]
        for sock in clients:
            sock.close()
        lines = face.connections(wait_s=5)

    assert all(one.endswith(b"hello") for one in came)
    assert lines
