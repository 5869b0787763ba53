"""
A local face of the broker for libraries and programs that bring their own client.

Theory. One port on 127.0.0.1, chosen by the system, speaks HTTP (CONNECT, and plain requests with a whole address) and SOCKS 5
(CONNECT only). Whoever asks names a token that is made at each start and handed to the desk alone: as the user name of
``Proxy-Authorization: Basic`` or of RFC 1929. Another user of the machine, or a page in a browser on it, does not know it.

Each connection is judged as a fetch is: text, port, every address of the name, once; then it is pinned. TLS passes through and
is checked by the library. Bytes of both directions together, time and silence are bounded. Each connection gives one custody
line. What is said inside a connection is not seen, so a client may follow redirects: each is a new connection, and is judged.

Known ugliness: ``socks5://`` clients resolve names themselves and send numbers; those are judged, but the name was asked for
outside the broker. Give clients the ``socks5h`` address.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hmac
import re
import secrets
import select
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address
from typing import Any

from firsthand.model.errors import Unavailable
from firsthand.shell.broker import process
from firsthand.shell.broker.addresses import Denial
from firsthand.shell.broker.dial import Deadline, Line, Stopped, dial, exactly, refuse
from firsthand.shell.broker.targets import Target, check_place, check_url
from firsthand.shell.broker.terms import Allowance, Terms
from firsthand.shell.world import SystemClock

MAX_CONNECTIONS = 32
"""At one time; more wait until they are taken, and the system turns away what cannot wait."""

GREETING_S = 10.0
"""Seconds for a client to say what it wants."""

MAX_HEAD = 65_536

_REQUEST = re.compile(rb"([A-Z]{3,10}) ([^ \r\n]+) HTTP/1\.[01]\r\n")

NOT_PASSED = frozenset({b"proxy-authorization", b"proxy-connection", b"connection", b"keep-alive", b"host", b"forwarded",
                        b"x-forwarded-for", b"via", b"cookie", b"referer"})  # fmt: skip
"""Fields of a plain request that stay here: what is meant for a proxy, and what tells who asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """
    The custody line of one connection.

    Attributes:
        face: ``connect``, ``plain`` or ``socks``.
        asked: Host and port, or the address of a plain request, as they were written.
        address: Connected to; empty when it never came to that.
        sent, received: Bytes to and from the other side.
        stop: Why it was refused or ended early: code and sentence; None when both sides were done.
        started, ended: UTC.
    """

    face: str
    asked: str
    address: str
    port: int
    sent: int
    received: int
    stop: Denial | None
    started: datetime
    ended: datetime


class LocalProxy:
    """The proxy's door. It runs in threads of the process that makes it; `serve` is that process."""

    def __init__(
        self, *, tell: Callable[[Connection], None], terms: Terms | None = None, allow: Collection[Allowance] = ()
    ) -> None:
        self.token = secrets.token_urlsafe(24)
        self._tell, self._terms, self._allow = tell, terms or Terms(), tuple(allow)
        self._closed = False
        self._free = threading.BoundedSemaphore(MAX_CONNECTIONS)
        self._door = socket.create_server(("127.0.0.1", 0), backlog=MAX_CONNECTIONS)
        self.port: int = self._door.getsockname()[1]

    def run(self) -> None:
        """Take connections until `close`."""
        while True:
            self._free.acquire()
            try:
                sock, _ = self._door.accept()
            except OSError:
                if self._closed:
                    return
                self._free.release()
                time.sleep(0.1)  # no file numbers left, or a client that went again: the door stays open
                continue
            try:
                threading.Thread(target=self._take, args=(sock,), daemon=True).start()
            except RuntimeError:  # no memory for a thread: this client is turned away
                sock.close()
                self._free.release()

    def close(self) -> None:
        """Take no more connections."""
        self._closed = True
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _take(self, sock: socket.socket) -> None:
        try:
            with sock:
                sock.settimeout(GREETING_S)
                first = sock.recv(1, socket.MSG_PEEK)
                face = _Socks if first == b"\x05" else _Http
                face(sock, self.token, self._terms, self._allow, self._tell).run()
        except (OSError, Stopped):
            pass  # the client hung up, or never said who it is: nothing went out, so there is no line
        finally:
            self._free.release()


class _Face:
    """One connection: greet, judge, connect, pass on, tell."""

    name = ""

    def __init__(
        self,
        sock: socket.socket,
        token: str,
        terms: Terms,
        allow: tuple[Allowance, ...],
        tell: Callable[[Connection], None],
    ) -> None:
        self.sock, self.token, self.terms, self.allow, self.tell = sock, token, terms, allow, tell
        self.first = b""
        """What goes to the other side before all else."""

    def greet(self) -> str:
        """Learn what is asked for. Raises `Stopped` for a client that does not know the token."""
        raise NotImplementedError

    def target(self, asked: str) -> Target | Denial:
        """What is asked for, judged as text."""
        return check_place(asked, None, ports=self.terms.ports, allow=self.allow)

    def answer(self, stop: Stopped | None, line: Line | None) -> bytes:
        """What the client is told before bytes flow, or instead."""
        raise NotImplementedError

    def run(self) -> None:
        clock = SystemClock()
        asked, started, deadline = self.greet(), clock.now(), Deadline(self.terms.total_s)
        line, stop, counts, port = None, None, [0, 0], 0
        try:
            target = self.target(asked)
            if isinstance(target, Denial):
                raise refuse(target)
            port = target.port
            line = dial(target, terms=self.terms, deadline=deadline, allow=self.allow)
            with line.sock:
                self.sock.sendall(self.answer(None, line))
                line.sock.sendall(self.first)
                counts[0] += len(self.first)
                _pass_on(self.sock, line.sock, counts, terms=self.terms, deadline=deadline)
        except Stopped as stopped:
            stop = stopped.denial
            if line is None:
                with contextlib.suppress(OSError):
                    self.sock.sendall(self.answer(stopped, None))
        except OSError as error:
            stop = Denial(code="cut-short", why=f"The connection broke ({error}).")
        self.tell(Connection(
            face=self.name, asked=asked, address=str(line.address or "") if line else "", port=port,
            sent=counts[0], received=counts[1], stop=stop, started=started, ended=clock.now(),
        ))  # fmt: skip


class _Http(_Face):
    """CONNECT, and plain requests with a whole address."""

    name = "connect"

    def greet(self) -> str:
        head = _read_head(self.sock)
        found = _REQUEST.match(head)
        fields = [line.partition(b":") for line in head.split(b"\r\n")[1:-2]]
        if not found or not self._knows(fields):
            self.sock.sendall(b'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="firsthand"\r\n'
                              b"Content-Length: 0\r\nConnection: close\r\n\r\n")  # fmt: skip
            raise Stopped("token", "The client does not know the token.", refused=True)
        asked = found[2].decode("latin-1")
        if found[1] != b"CONNECT":
            self.name, self._method, self._fields = "plain", found[1], fields
        return asked

    def _knows(self, fields: list[tuple[bytes, bytes, bytes]]) -> bool:
        for name, _, value in fields:
            scheme, _, coded = value.strip().partition(b" ")
            if name.lower() == b"proxy-authorization" and scheme.lower() == b"basic":
                with contextlib.suppress(binascii.Error):
                    user = base64.b64decode(coded, validate=True).partition(b":")[0]
                    return hmac.compare_digest(user, self.token.encode())
        return False

    def target(self, asked: str) -> Target | Denial:
        if self.name == "connect":
            return _Face.target(self, asked)
        target = check_url(asked, ports=self.terms.ports, allow=self.allow)
        if isinstance(target, Target):
            if target.scheme != "http":
                return Denial(code="url-scheme", why="A plain request is for http:// only; use CONNECT.")
            kept = [name + b":" + value for name, _, value in self._fields if name.lower() not in NOT_PASSED]
            # `Connection: close`, so that a second request is a second connection, and judged.
            front = [
                self._method + f" {target.path} HTTP/1.1\r\nHost: {target.authority}".encode(),
                b"Connection: close",
            ]
            self.first = b"\r\n".join([*front, *kept, b"", b""])
        return target

    def answer(self, stop: Stopped | None, line: Line | None) -> bytes:
        if stop is None:
            return b"" if self.name == "plain" else b"HTTP/1.1 200 Connection established\r\n\r\n"
        status = "403 Forbidden" if stop.refused else "502 Bad Gateway"
        told = f"{stop.denial.why} [{stop.denial.code}]\n".encode("utf-8", "replace")
        head = f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(told)}\r\n"
        return head.encode() + b"Connection: close\r\n\r\n" + told


class _Socks(_Face):
    """SOCKS 5 with user name (RFC 1928, RFC 1929), CONNECT only."""

    name = "socks"

    def greet(self) -> str:
        methods = exactly(self.sock, exactly(self.sock, 2)[1])
        if 2 not in methods:
            self.sock.sendall(b"\x05\xff")
            raise Stopped("token", "The client offers no user name.", refused=True)
        self.sock.sendall(b"\x05\x02")
        user = exactly(self.sock, exactly(self.sock, 2)[1])
        exactly(self.sock, exactly(self.sock, 1)[0])
        if not hmac.compare_digest(user, self.token.encode()):
            self.sock.sendall(b"\x01\x01")
            raise Stopped("token", "The client does not know the token.", refused=True)
        self.sock.sendall(b"\x01\x00")
        _version, command, _, kind = exactly(self.sock, 4)
        if command != 1 or kind not in (1, 3, 4):
            _last_word(self.sock, _socks_reply(7 if command != 1 else 8))
            raise Stopped("socks", "The client wants what is not offered.", refused=True)
        host = exactly(self.sock, {1: 4, 4: 16}.get(kind) or exactly(self.sock, 1)[0])
        port = struct.unpack(">H", exactly(self.sock, 2))[0]
        told = {
            1: lambda: str(IPv4Address(host)),
            4: lambda: f"[{IPv6Address(host)}]",
            3: lambda: host.decode("latin-1"),
        }
        return f"{told[kind]()}:{port}"

    def answer(self, stop: Stopped | None, line: Line | None) -> bytes:
        if stop is None:
            return _socks_reply(0)
        return _socks_reply(2 if stop.refused else 4)


def _socks_reply(code: int) -> bytes:
    return bytes([5, code, 0, 1]) + bytes(6)


def _last_word(sock: socket.socket, reply: bytes) -> None:
    """Answer, and let the rest of the request arrive: closing on unread bytes is a reset, which may take the answer along."""
    sock.sendall(reply)
    sock.shutdown(socket.SHUT_WR)
    until = Deadline(1.0)
    sock.settimeout(until.left(1.0))
    while sock.recv(512):
        sock.settimeout(until.left(1.0))


def _read_head(sock: socket.socket) -> bytes:
    """A request's head and not a byte of what follows it; slow, byte by byte, and short."""
    until = Deadline(GREETING_S)
    head = bytearray()
    while not head.endswith(b"\r\n\r\n"):
        sock.settimeout(until.left(GREETING_S))
        peeked = sock.recv(4_096, socket.MSG_PEEK)
        if not peeked or len(head) > MAX_HEAD:
            raise Stopped("bad-head", "The client's head has no end.", refused=True)
        joined = bytes(head[-3:]) + peeked
        end = joined.find(b"\r\n\r\n")
        head += sock.recv(len(peeked) if end < 0 else end + 4 - len(head[-3:]))
    return bytes(head)


def _pass_on(
    client: socket.socket, other: socket.socket, counts: list[int], *, terms: Terms, deadline: Deadline
) -> None:
    """
    Pass bytes both ways until both sides are done.

    Args:
        counts: Bytes sent to and received from the other side; counted on.

    Raises:
        Stopped: Too many bytes, too long, or silence.
    """
    open_ends = {client: other, other: client}
    while open_ends:
        ready = select.select(list(open_ends), [], [], deadline.left(terms.idle_s))[0]
        if not ready:
            deadline.left(0.001)
            raise Stopped("silent", f"Nothing came for {terms.idle_s:.0f} s.")
        for end in ready:
            got = end.recv(65_536)
            if not got:
                with contextlib.suppress(OSError):
                    open_ends[end].shutdown(socket.SHUT_WR)
                if end is other:
                    return
                del open_ends[end]
                continue
            counts[end is other] += len(got)
            if sum(counts) > terms.max_bytes:
                raise Stopped("too-big", f"More than {terms.max_bytes} bytes through one connection.")
            open_ends_of = open_ends[end]
            open_ends_of.settimeout(deadline.left(terms.idle_s))
            open_ends_of.sendall(got)


# ------------------------------------------------------------------ as a process of its own


def serve(sock: socket.socket, terms: Terms, allow: tuple[Allowance, ...]) -> int:
    """The process: tell the desk port and token, then a line for each connection; end when the desk hangs up."""
    lock = threading.Lock()

    def tell(one: Connection) -> None:
        line = asdict(one) | {"started": one.started.isoformat(), "ended": one.ended.isoformat()}
        with lock, contextlib.suppress(OSError):
            process.allow_cpu(process.CPU_S)
            process.send(sock, line)

    door = LocalProxy(tell=tell, terms=terms, allow=allow)
    threading.Thread(target=door.run, daemon=True).start()
    process.send(sock, {"port": door.port, "token": door.token})
    with contextlib.suppress(OSError):
        sock.recv(1)
    door.close()
    return 0


class ProxyFace:
    """
    The desk's end of a running local proxy.

    Attributes:
        http_url, socks_url: For a library's proxy setting, with the token as user name. They are secrets.
    """

    def __init__(self, child: subprocess.Popen[bytes], sock: socket.socket, hello: dict[str, Any]) -> None:
        self._process, self._sock = child, sock
        self.port, self.token = int(hello["port"]), str(hello["token"])
        self.http_url = f"http://{self.token}:x@127.0.0.1:{self.port}"
        self.socks_url = f"socks5h://{self.token}:x@127.0.0.1:{self.port}"

    def connections(self, *, wait_s: float = 0.0) -> list[Connection]:
        """
        The custody lines since the last call; waits so long for a first one.

        Call it often: when lines are not taken, connections wait, for none goes on record later or not at all.

        Raises:
            Unavailable: The proxy has ended.
        """
        lines: list[Connection] = []
        until = time.monotonic() + wait_s
        while select.select([self._sock], [], [], 0 if lines else max(until - time.monotonic(), 0))[0]:
            got = process.receive(self._sock)
            if got is None:
                raise Unavailable("The local proxy has ended.", code="broker-gone", advice="Run the command again.")
            line = got[0]
            lines.append(Connection(**line | {
                "stop": line["stop"] and Denial(**line["stop"]),
                "started": datetime.fromisoformat(line["started"]), "ended": datetime.fromisoformat(line["ended"]),
            }))  # fmt: skip
        return lines

    def close(self) -> None:
        """End the process."""
        with contextlib.suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)
        self._sock.close()
        process.end(self._process)

    def __enter__(self) -> ProxyFace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def start_proxy(*, terms: Terms | None = None, allow: Collection[Allowance] = ()) -> ProxyFace:
    """
    Start the local proxy as a process of its own.

    Args:
        allow: For tests only, see `Allowance`.

    Raises:
        Unavailable: It does not start.
    """
    return ProxyFace(*process.launch("proxy", terms or Terms(), allow=allow))
