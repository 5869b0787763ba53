"""
From a host's name to a connection with one judged address.

Rules. A name is resolved once. Every address in the answer is judged, and if one is denied, the name is refused: an honest
host has no private address beside its public one, and a mixed answer is how a check is got around. The connection is made to
the number that was judged, never to the name again. Through a route (Tor) the far end resolves; then only what is written
as a number can be judged here.

Known ugliness: ``getaddrinfo`` knows no time limit, so it runs in a thread that is left behind when it takes too long.
"""

from __future__ import annotations

import secrets
import socket
import ssl
import struct
import time
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from threading import Thread

from firsthand.shell.broker.addresses import Address, Denial
from firsthand.shell.broker.targets import Target, judged
from firsthand.shell.broker.terms import Allowance, Route, Terms

MAX_TRIED = 3
"""Addresses of one name that are tried, one after the other."""

SOCKS_SAID = {1: "general failure", 2: "not allowed", 3: "network unreachable", 4: "host unreachable", 5: "refused",
              6: "time ran out", 7: "command unknown", 8: "kind of address unknown"}  # fmt: skip
"""RFC 1928 section 6."""


class Stopped(Exception):
    """
    The end of a fetch before its end. It never leaves this room.

    Attributes:
        denial: What, and why.
        refused: Whether a rule of the broker said no; else the world failed.
    """

    def __init__(self, code: str, why: str, *, refused: bool = False) -> None:
        super().__init__(why)
        self.denial = Denial(code=code, why=why)
        self.refused = refused


def refuse(denial: Denial) -> Stopped:
    """Turn a verdict into an end."""
    return Stopped(denial.code, denial.why, refused=True)


class Deadline:
    """When all of it must be over, on a clock that is never set back."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, at_most: float) -> float:
        """
        Seconds that a step may take.

        Raises:
            Stopped: None are left.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise Stopped("time-over", "The time allowed for the whole fetch is over.")
        return min(left, at_most)


@dataclass(frozen=True, slots=True)
class Line:
    """
    An open connection.

    Attributes:
        address: The one that was judged and connected to; None when a route resolved the name.
    """

    sock: socket.socket
    address: Address | None


def open_socket(address: str, port: int, timeout: float) -> socket.socket:
    """Connect to a number. The only place where the broker opens a connection to the outside."""
    sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.settimeout(timeout)
        sock.connect((address, port))
    except BaseException:
        sock.close()
        raise
    return sock


def resolve(target: Target, *, terms: Terms, deadline: Deadline) -> tuple[Address, ...]:
    """
    Ask the system once for the addresses of a host.

    Returns:
        In the system's order, each once; not judged yet.

    Raises:
        Stopped: There is none, or the answer takes too long.
    """
    if target.address is not None:
        return (target.address,)
    return _ask(target.host, target.port, deadline.left(terms.connect_s))


def _ask(host: str, port: int, seconds: float) -> tuple[Address, ...]:
    answers: SimpleQueue[list[str] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put([str(one[4][0]) for one in found])
        except (OSError, UnicodeError) as error:
            answers.put(error)

    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise Stopped("name-slow", f"{host}: no answer for its name in {seconds:.0f} s.") from None
    if isinstance(answer, Exception) or not answer:
        raise Stopped("name-unknown", f"{host}: the name has no address here ({answer or 'an empty answer'}).")
    return tuple(dict.fromkeys(ip_address(one) for one in answer))


def dial(
    target: Target, *, terms: Terms, deadline: Deadline, allow: Collection[Allowance] = (), route: Route | None = None
) -> Line:
    """
    Connect to a target: resolve once, judge every address, connect to a judged one.

    Raises:
        Stopped: An address is denied, or nothing answers.
    """
    if target.address is not None and (no := judged(target.address, target.port, ports=terms.ports, allow=allow)):
        raise refuse(no)
    if route is not None:
        return Line(_through(route, target, terms, deadline), None)
    addresses = resolve(target, terms=terms, deadline=deadline)
    for one in addresses:
        if no := judged(one, target.port, ports=terms.ports, allow=allow):
            raise refuse(no)
    failures = []
    for one in addresses[:MAX_TRIED]:
        try:
            return Line(open_socket(str(one), target.port, deadline.left(terms.connect_s)), one)
        except OSError as error:
            failures.append(f"{one}: {error}")
    raise Stopped("no-connection", f"{target.host}: nothing answers at port {target.port} ({'; '.join(failures)}).")


def secure(line: Line, target: Target, *, terms: Terms, deadline: Deadline) -> Line:
    """
    Put TLS over a connection: the certificate must be good, and for the host that was asked for.

    Raises:
        Stopped: It is not, or the handshake fails. The connection is closed.
    """
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    line.sock.settimeout(deadline.left(terms.connect_s))
    try:
        # Ragged ends are not hidden: without the closing note nobody knows whether a page was cut.
        sock = context.wrap_socket(line.sock, server_hostname=target.host, suppress_ragged_eofs=False)
    except ssl.SSLCertVerificationError as error:
        line.sock.close()
        raise Stopped(
            "certificate", f"{target.host}: its certificate does not verify ({error.verify_message})."
        ) from None
    except (OSError, ValueError) as error:
        line.sock.close()
        raise Stopped("tls", f"{target.host}: no TLS connection ({error}).") from None
    return Line(sock, line.address)


def _through(route: Route, target: Target, terms: Terms, deadline: Deadline) -> socket.socket:
    """A connection that a proxy makes for us."""
    try:
        sock = socket.create_connection((route.host, route.port), deadline.left(terms.connect_s))
    except OSError as error:
        raise Stopped("no-proxy", f"{route} does not answer ({error}).") from None
    try:
        sock.settimeout(deadline.left(terms.connect_s * 2))
        if route.kind == "http":
            _http_connect(sock, target)
        else:
            _socks_connect(sock, target)
    except OSError as error:
        sock.close()
        raise Stopped("no-proxy", f"{route} hung up ({error}).") from None
    except BaseException:
        sock.close()
        raise
    return sock


def _http_connect(sock: socket.socket, target: Target) -> None:
    host = f"[{target.host}]" if ":" in target.host else target.host
    sock.sendall(f"CONNECT {host}:{target.port} HTTP/1.1\r\nHost: {host}:{target.port}\r\n\r\n".encode("ascii"))
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        if len(head) > 8192 or not (got := sock.recv(1)):
            raise Stopped("no-proxy", "The proxy's answer has no end.")
        head += got
    if not head.startswith((b"HTTP/1.1 2", b"HTTP/1.0 2")):
        told = head.partition(b"\r\n")[0].decode("latin-1")[:80]
        raise Stopped("proxy-refused", f"The proxy did not connect to {target.host}: {told!r}.")


def _socks_connect(sock: socket.socket, target: Target) -> None:
    """SOCKS 5 with the name sent along (RFC 1928). A chance user name keeps Tor's circuits of two fetches apart."""
    sock.sendall(b"\x05\x02\x00\x02")
    chosen = exactly(sock, 2)
    if chosen == b"\x05\x02":
        name = secrets.token_hex(8).encode()
        sock.sendall(bytes([1, len(name)]) + name + b"\x01x")
        if exactly(sock, 2)[1]:
            raise Stopped("proxy-refused", "The proxy wants a user name that it knows.")
    elif chosen != b"\x05\x00":
        raise Stopped("proxy-refused", "The proxy speaks no SOCKS 5, or wants another way to log in.")
    if target.address is None:
        name = target.host.encode("ascii")
        place = bytes([3, len(name)]) + name
    else:
        place = bytes([1 if target.address.version == 4 else 4]) + target.address.packed
    sock.sendall(b"\x05\x01\x00" + place + struct.pack(">H", target.port))
    _version, code, _, kind = exactly(sock, 4)
    if code:
        raise Stopped("proxy-refused", f"The proxy did not connect to {target.host}: {SOCKS_SAID.get(code, code)}.")
    exactly(sock, {1: 4, 4: 16}.get(kind) or exactly(sock, 1)[0])
    exactly(sock, 2)


def exactly(sock: socket.socket, size: int) -> bytes:
    """
    Read so many bytes.

    Raises:
        ConnectionError: The other side hung up.
    """
    got = b""
    while len(got) < size:
        more = sock.recv(size - len(got))
        if not more:
            raise ConnectionError("hung up")
        got += more
    return got
