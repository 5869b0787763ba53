"""
The broker as a process of its own.

Theory. The desk starts ``python -P -m firsthand.shell.broker`` and speaks with it over one end of a pair of Unix sockets.
A message is a length of four bytes (big-endian), that many bytes of JSON, and then as many bytes as its ``bytes`` says. The
broker knows one wish, ``fetch``; a wish can lower the limits of the start, never raise them, and can name only a proxy that
was named at the start, and send something only to an address that was. So a part of the desk that was taken over by a hostile
file gains no other way out.

The process gets no environment but what TLS needs, so neither passphrase nor ``http_proxy``; it stands in ``/``; it may use so
much memory, so much processor time for each fetch, and may write no file. It ends when the desk ends, however that happens.

Known ugliness: fetches of one broker wait for each other. Start two where that matters.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import resource
import select
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import firsthand
from firsthand.model.errors import FirsthandError, Mistaken, Unavailable
from firsthand.shell.broker.addresses import Denial
from firsthand.shell.broker.fetch import MAX_SENT, Fetched, Hop, Sent, fetch
from firsthand.shell.broker.terms import Allowance, Terms, read_route

MAX_MESSAGE = 4 << 20
"""Bytes of JSON in one message; bodies come behind it. Six heads of the usual bound fit in, each character escaped."""

MAX_ASKED = 100_000
"""Characters of an address that is passed on to be refused; a longer one is refused here."""

MEMORY_BYTES = 1 << 30
"""Of address space: a body and its copies, and the stacks of threads, which are counted whole."""

CPU_S = 60
"""Processor seconds for one fetch, above what the process has used before."""

STACK_BYTES = 1 << 20
"""Of each thread: the system's usual eight megabytes would count as memory thirty-two times."""

PASSED_ON = ("SSL_CERT_FILE", "SSL_CERT_DIR", "LANG", "TZ")
"""What the broker may know of the desk's environment."""


def send(sock: socket.socket, message: Mapping[str, Any], body: bytes = b"") -> None:
    """Send one message and the bytes behind it."""
    told = json.dumps({**message, "bytes": len(body)}).encode()
    sock.sendall(struct.pack(">I", len(told)) + told)
    if body:
        sock.sendall(body)


def receive(sock: socket.socket, *, max_bytes: int = 0) -> tuple[dict[str, Any], bytes] | None:
    """
    Receive one message and the bytes behind it; None when the other side has gone.

    Raises:
        ValueError: It is too long, or no message.
    """
    front = _exactly(sock, 4)
    if front is None:
        return None
    size = struct.unpack(">I", front)[0]
    if size > MAX_MESSAGE:
        raise ValueError("the message is too long")
    told = _exactly(sock, size)
    if told is None:
        return None
    message = json.loads(told)
    if (
        not isinstance(message, dict)
        or not isinstance(behind := message.pop("bytes", 0), int)
        or not 0 <= behind <= max_bytes
    ):
        raise ValueError("this is no message")
    body = _exactly(sock, behind)
    return None if body is None else (message, body)


def _exactly(sock: socket.socket, size: int) -> bytes | None:
    got = bytearray()
    while len(got) < size:
        more = sock.recv(min(size - len(got), 1 << 20))
        if not more:
            return None
        got += more
    return bytes(got)


class Broker:
    """The desk's end. Use it as a context, or call `close`; one fetch at a time, whatever thread asks."""

    def __init__(self, process: subprocess.Popen[bytes], sock: socket.socket, terms: Terms) -> None:
        self._process, self._sock, self._terms = process, sock, terms
        self._lock = threading.Lock()

    @property
    def pid(self) -> int:
        """Of the process, for the record of a run and for `doctor`."""
        return self._process.pid

    def fetch(
        self, url: str, *, sent: Sent | None = None, through: str = "", max_bytes: int | None = None, total_s: float | None = None
    ) -> Fetched:
        """
        Have an address fetched.

        Args:
            sent: What to send by POST, to an address named at the start; else it is asked for by GET.
            through: A proxy named at the start; else directly.
            max_bytes, total_s: Lower limits than those of the start.

        Raises:
            Mistaken: The proxy, or where something is sent, was not named at the start; or the address is no address by its length alone.
            Unavailable: The broker has died; start another.
        """
        if len(url) > MAX_ASKED:
            raise Mistaken(f"An address of {len(url)} characters is none.", code="bad-url", advice="Give one address.")
        wish = {"do": "fetch", "url": url, "through": through, "max_bytes": max_bytes, "total_s": total_s,
                "media": sent.media if sent else None}  # fmt: skip
        with self._lock:
            try:
                self._sock.settimeout(self._terms.total_s + 30)
                send(self._sock, wish, sent.body if sent else b"")
                got = receive(self._sock, max_bytes=self._terms.max_bytes + self._terms.max_head + 8_192)
            except (OSError, ValueError) as error:
                got, why = None, str(error)
            else:
                why = "it has ended"
        if got is None:
            self.close()
            raise Unavailable(
                f"The fetch broker does not answer: {why}.", code="broker-gone", advice="Run the command again."
            )
        message, body = got
        if message.get("error"):
            raise Mistaken(f"The fetch broker did not take the wish: {message['error']}", code="broker-refused",
                           advice="Name the proxy in the desk's settings, and give one address.")  # fmt: skip
        return read_record(message, body)

    def close(self) -> None:
        """End the process."""
        with contextlib.suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)
        self._sock.close()
        end(self._process)

    def __enter__(self) -> Broker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def start_broker(
    *, terms: Terms | None = None, proxies: Sequence[str] = (), sends_to: Sequence[str] = (), allow: Collection[Allowance] = ()
) -> Broker:
    """
    Start the broker.

    Args:
        proxies: That a fetch may name, as in `read_route`.
        sends_to: Addresses that something may be sent to by POST; others are only asked.
        allow: For tests only, see `Allowance`.

    Raises:
        Mistaken: A proxy cannot be read.
        Unavailable: It does not start.
    """
    for one in proxies:
        read_route(one)
    process, sock, _hello = launch("fetch", terms or Terms(), proxies=proxies, sends_to=sends_to, allow=allow)
    return Broker(process, sock, terms or Terms())


def launch(
    role: str, terms: Terms, *, proxies: Sequence[str] = (), sends_to: Sequence[str] = (), allow: Collection[Allowance] = ()
) -> tuple[subprocess.Popen[bytes], socket.socket, dict[str, Any]]:
    """
    Start a process of this room and wait for its first message.

    Args:
        role: ``fetch``, or ``proxy`` for the local proxy.

    Raises:
        Unavailable: It does not start.
    """
    ours, theirs = socket.socketpair()
    settings = dataclasses.asdict(terms) | {"ports": sorted(terms.ports)}
    start = {"role": role, "terms": settings, "proxies": list(proxies), "sends_to": list(sends_to), "parent": os.getpid(),
             "allow": [[str(one.network), one.port] for one in allow]}  # fmt: skip
    with theirs:
        process = subprocess.Popen(
            # -P: a folder that the desk stands in must not be searched for modules.
            [sys.executable, "-P", "-m", "firsthand.shell.broker", str(theirs.fileno())],
            pass_fds=[theirs.fileno()], env=_environment(), cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    try:
        ours.settimeout(30)
        send(ours, start)
        hello = receive(ours)
    except (OSError, ValueError):
        hello = None
    if hello is None:
        ours.close()
        end(process)
        raise Unavailable("The fetch broker did not start.", code="broker-gone", advice="Run `firsthand doctor`.")
    return process, ours, hello[0]


def end(process: subprocess.Popen[bytes]) -> None:
    """Let a process end, and end it if it does not."""
    try:
        process.wait(2)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _environment() -> dict[str, str]:
    here = str(Path(firsthand.__file__).resolve().parents[1])
    return {
        "PYTHONPATH": here,
        "PYTHONDONTWRITEBYTECODE": "1",
        **{name: os.environ[name] for name in PASSED_ON if name in os.environ},
    }


def read_record(message: Mapping[str, Any], body: bytes) -> Fetched:
    """Read a record as `write_record` sent it; the bytes are the head and the body."""
    stop = message["stop"]
    cut = message["head_bytes"]
    return Fetched(
        asked=message["asked"],
        hops=tuple(
            Hop(**{**one, "at": datetime.fromisoformat(one["at"]), "fields": tuple((name, value) for name, value in one["fields"])})
            for one in message["hops"]
        ),
        head=body[:cut], body=body[cut:], digest=message["digest"], coding=message["coding"], through=message["through"],
        stop=stop and Denial(**stop), refused=message["refused"],
        sent_bytes=message["sent_bytes"], sent_digest=message["sent_digest"],
        started=datetime.fromisoformat(message["started"]), ended=datetime.fromisoformat(message["ended"]),
    )  # fmt: skip


def write_record(fetched: Fetched) -> tuple[dict[str, Any], bytes]:
    """A record as a message, and the bytes behind it. Times keep their microseconds."""
    message = fetched.custody() | {
        "head_bytes": len(fetched.head), "started": fetched.started.isoformat(), "ended": fetched.ended.isoformat(),
    }  # fmt: skip
    for told, one in zip(message["hops"], fetched.hops, strict=True):
        told["at"] = one.at.isoformat()
    return message, fetched.head + fetched.body


# ------------------------------------------------------------------ inside the process


def main(arguments: Sequence[str]) -> int:
    """Run the process: read the start, tie the hands, serve."""
    sock = socket.socket(fileno=int(arguments[0]))
    got = receive(sock)
    if got is None:
        return 1
    start = got[0]
    terms = Terms(**start["terms"] | {"ports": frozenset(start["terms"]["ports"])})
    allow = tuple(Allowance(network=ip_network(network), port=port) for network, port in start["allow"])
    threading.stack_size(STACK_BYTES)
    die_with(sock, start["parent"])
    tie_hands()
    if start["role"] == "proxy":
        from firsthand.shell.broker.proxy import serve

        return serve(sock, terms, allow)
    send(sock, {"ready": os.getpid()})
    return _serve(sock, _Rules(terms, frozenset(start["proxies"]), frozenset(start["sends_to"]), allow))


def tie_hands() -> None:
    """Limit what this process may use. A limit that the system lowers further stays lower."""
    for what, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0),
                       (resource.RLIMIT_NOFILE, 256)):  # fmt: skip
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))
    allow_cpu(CPU_S)


def allow_cpu(seconds: int) -> None:
    """Allow so many processor seconds from now on; then the system ends the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    most = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def die_with(sock: socket.socket, parent: int) -> None:
    """End this process when the desk has hung up or is gone, also in the middle of a fetch."""

    def watch() -> None:
        poll = select.poll()
        poll.register(sock, select.POLLHUP)
        while os.getppid() == parent and not poll.poll(500):
            pass
        time.sleep(0.05)  # a broker that ends by itself does so first, with its own exit
        os._exit(3)

    threading.Thread(target=watch, daemon=True).start()


@dataclasses.dataclass(frozen=True, slots=True)
class _Rules:
    """What was laid down at the start; no wish changes it."""

    terms: Terms
    proxies: frozenset[str] = frozenset()
    sends_to: frozenset[str] = frozenset()
    allow: tuple[Allowance, ...] = ()


def _serve(sock: socket.socket, rules: _Rules) -> int:
    while True:
        try:
            got = receive(sock, max_bytes=MAX_SENT)
        except ValueError as error:
            send(sock, {"error": f"{error}."})
            return 1
        if got is None:
            return 0
        allow_cpu(CPU_S)
        try:
            message, body = _obey(*got, rules)
        except FirsthandError as error:
            message, body = {"error": str(error)}, b""
        send(sock, message, body)


def _obey(wish: Mapping[str, Any], behind: bytes, rules: _Rules) -> tuple[dict[str, Any], bytes]:
    if wish.get("do") != "fetch" or not set(wish) <= {"do", "url", "through", "max_bytes", "total_s", "media"}:
        return {"error": "this broker only fetches."}, b""
    url, through, media = wish.get("url"), wish.get("through", ""), wish.get("media")
    if not isinstance(url, str) or not isinstance(through, str):
        return {"error": "no address is given."}, b""
    if through and through not in rules.proxies:
        return {"error": f"{through!r} is no proxy of this desk."}, b""
    if (media is not None or behind) and (not isinstance(media, str) or url not in rules.sends_to):
        return {"error": f"{url[:200]!r} is no address that something is sent to."}, b""
    lowered = dataclasses.replace(
        rules.terms, max_bytes=_lower(wish.get("max_bytes"), rules.terms.max_bytes),
        total_s=_lower(wish.get("total_s"), rules.terms.total_s),
    )  # fmt: skip
    sent = Sent(body=behind, media=media) if media is not None else None
    route = read_route(through) if through else None
    try:
        return write_record(fetch(url, sent=sent, terms=lowered, route=route, allow=rules.allow))
    except MemoryError:
        return {"error": "the answer needs more memory than the broker may use."}, b""


def _lower(stated: Any, most: Any) -> Any:
    """The lower of a wished limit and the one of the start; what is no positive number is no wish."""
    wished = isinstance(stated, int | float) and not isinstance(stated, bool) and 0 < stated < most
    return type(most)(stated) if wished else most
