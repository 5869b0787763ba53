"""A server on this machine that answers as badly as it is told to, and a world of names that are not there."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from ipaddress import ip_network
from typing import Any

import pytest

from firsthand.shell.broker import dial
from firsthand.shell.broker.terms import Allowance

Handler = Callable[[socket.socket, bytes], None]


def read_request(sock: socket.socket) -> bytes:
    """One request's head."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        got = sock.recv(1)
        if not got:
            break
        head += got
    return head


@dataclass
class Server:
    """A server whose every connection is one call of a handler."""

    handler: Handler
    requests: list[bytes] = field(default_factory=list)
    greets: bool = True

    def __post_init__(self) -> None:
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        self.ending = threading.Event()
        self.threads = [threading.Thread(target=self._run, daemon=True)]
        self.threads[0].start()

    @property
    def allow(self) -> tuple[Allowance, ...]:
        """What lets the broker come here."""
        return (Allowance(network=ip_network("127.0.0.1/32"), port=self.port),)

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def _run(self) -> None:
        while True:
            try:
                sock, _ = self.door.accept()
            except OSError:
                return
            one = threading.Thread(target=self._take, args=(sock,), daemon=True)
            self.threads.append(one)
            one.start()

    def _take(self, sock: socket.socket) -> None:
        with sock:
            try:
                request = read_request(sock) if self.greets else b""
                self.requests.append(request)
                self.handler(sock, request)
            except OSError:
                pass  # the broker hung up, as it should

    def close(self) -> None:
        self.ending.set()
        self.door.shutdown(socket.SHUT_RDWR)
        self.door.close()
        for one in self.threads:
            one.join(5)


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Start servers: `serve(handler)`, or `serve(b"the whole answer")`."""
    started: list[Server] = []

    def start(handler: Handler | bytes, **stated: Any) -> Server:
        answer = handler
        if isinstance(answer, bytes):
            handler = lambda sock, _request: sock.sendall(answer)  # noqa: E731
        started.append(Server(handler, **stated))
        return started[-1]

    yield start
    for one in started:
        one.close()


@dataclass
class World:
    """Names with the answers that are given one after the other, and every address that was connected to."""

    server: Server
    answers: dict[str, list[list[str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    reached: list[str] = field(default_factory=list)

    def getaddrinfo(self, host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        if host == "127.0.0.1":  # a client of the local proxy; the broker resolves no numbers
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
        self.asked.append(host)
        given = self.answers.get(host)
        if not given:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        answer = given.pop(0) if len(given) > 1 else given[0]
        return [
            (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port))
            for one in answer
        ]


@pytest.fixture
def world(serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch) -> World:
    """Give a world in which every public address is one server on this machine."""
    server = serve(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
    world = World(server)
    real = dial.open_socket

    def open_socket(address: str, _port: int, timeout: float) -> socket.socket:
        world.reached.append(address)
        return real("127.0.0.1", server.port, timeout)

    monkeypatch.setattr(socket, "getaddrinfo", world.getaddrinfo)
    monkeypatch.setattr(dial, "open_socket", open_socket)
    return world
