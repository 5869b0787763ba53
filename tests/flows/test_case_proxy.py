"""A case with a proxy: what goes out goes through it, names are resolved at its far end, and nothing goes beside it."""

from __future__ import annotations

import json
import shutil
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from firsthand.shell.verify import verify_path
from firsthand.testing.authority import LoopbackAuthority
from firsthand.testing.world import SmallCase


class Socks:
    """
    A SOCKS 5 server on this machine (RFC 1928, without login) that carries bytes.

    Attributes:
        asked: Hosts and ports, as clients named them.
        leads: Host and port to the port of this machine that is meant; the port itself when it is not named.
    """

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        self.leads: dict[tuple[str, int], int] = {}
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        Thread(target=self._open, daemon=True).start()

    @property
    def url(self) -> str:
        """As case.toml names it."""
        return f"socks5h://127.0.0.1:{self.port}"

    def close(self) -> None:
        """Answer no more."""
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _open(self) -> None:
        while True:
            try:
                client, _ = self._door.accept()
            except OSError:
                return
            Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, client.makefile("rb") as stream:
            _, ways = stream.read(2)
            stream.read(ways)
            client.sendall(b"\x05\x00")
            _, command, _, kind = stream.read(4)
            assert (command, kind) in ((1, 1), (1, 3))
            host = stream.read(stream.read(1)[0]).decode() if kind == 3 else socket.inet_ntoa(stream.read(4))
            (port,) = struct.unpack(">H", stream.read(2))
            self.asked.append((host, port))
            with socket.create_connection(("127.0.0.1", self.leads.get((host, port), port))) as far:
                client.sendall(b"\x05\x00\x00\x01" + bytes(6))
                back = Thread(target=_pump, args=(far, client), daemon=True)
                back.start()
                while piece := stream.read1(65536):
                    far.sendall(piece)
                far.shutdown(socket.SHUT_WR)
                back.join(5)


def _pump(source: socket.socket, target: socket.socket) -> None:
    while piece := source.recv(65536):
        target.sendall(piece)
    target.shutdown(socket.SHUT_WR)


@pytest.fixture
def socks() -> Iterator[Socks]:
    """Give a running server."""
    running = Socks()
    yield running
    with suppress(OSError):  # the test may have closed it
        running.close()


@pytest.fixture
def no_names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whoever resolves an invented name here is noticed."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def look(host: Any, *rest: Any, **named: Any) -> Any:
        if str(host).endswith(".example"):
            asked.append(str(host))
            raise socket.gaierror(f"{host}: nobody may ask")
        return real(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", look)
    return asked


@contextmanager
def a_page(body: bytes) -> Iterator[int]:
    """Serve one page."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_told: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()


def configure(root: Path, **settings: Any) -> None:
    """Put settings into case.toml."""
    kept = [line for line in (root / "case.toml").read_text("utf-8").splitlines() if line.split(" ")[0] not in settings]
    (root / "case.toml").write_text("\n".join([*kept, *(f"{k} = {json.dumps(v)}" for k, v in settings.items()), ""]), "utf-8")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="the openssl program is not here")
def test_stamps_come_through_the_proxy(run: Any, small: SmallCase, socks: Socks, no_names: list[str], tmp_path: Path) -> None:
    """The authority's name is known to the proxy alone; when the proxy is gone, nothing goes out beside it."""
    authority = LoopbackAuthority(tmp_path / "alpha", "Alpha")
    (small.root / "plan" / "stampers").mkdir(parents=True, exist_ok=True)
    (small.root / "plan" / "stampers" / "alpha.pem").write_bytes(authority.roots)
    with authority.serving() as url:
        port = int(url.rstrip("/").rpartition(":")[2])
        configure(small.root, proxy=socks.url, stampers=[f"alpha=http://stamps.example:{port}/tsr"])
        done = run("stamp", "--case", small.root, "--json")

        assert done.code == 0, done.err
        assert [one["checked"] for one in done.json["stamped"]] == [True]
        assert (socks.asked, no_names) == ([("stamps.example", port)], [])
        assert verify_path(small.root).checked["time stamps"] == 1

        socks.close()
        configure(small.root, stampers=[f"alpha={url}"])
        seen = len(authority.seen)
        gone = run("stamp", "--case", small.root)

        assert "queued" in gone.err
        assert len(authority.seen) == seen
        assert run("stamp", "--case", small.root, "--json").error["code"] == "no-connection"


def test_the_broker_goes_through_it(run: Any, small: SmallCase, socks: Socks, no_names: list[str]) -> None:
    """A fetch for a case uses the case's proxy, and the custody line says so."""
    configure(small.root, proxy=socks.url)
    with a_page("نص".encode()) as port:
        socks.leads["page.example", 80] = port
        done = run("broker", "http://page.example/", "--fetch", "--case", small.root, "--json")

    assert done.code == 0, done.err
    assert socks.asked == [("page.example", 80)]
    assert no_names == []
    assert done.json["through"] == socks.url


@pytest.mark.parametrize("text", ["socks5://127.0.0.1:9050", "127.0.0.1:9050", "socks5h://127.0.0.1", "http://u:p@h:1", "socks5h://h:0"])
def test_what_is_no_proxy_is_said(run: Any, small: SmallCase, text: str) -> None:
    """Among them `socks5://`, which would ask for names here."""
    configure(small.root, proxy=text)

    error = run("posts", "--case", small.root, "--json").error

    assert error["code"] == "bad-plan"
    assert "socks5h://HOST:PORT" in error["message"]
