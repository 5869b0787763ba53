"""Asking a time-stamping authority: the stamper `rfc3161`, and the one function that sends something out."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import quote, urlsplit

from firsthand.model.adapter import Adapter
from firsthand.model.errors import Unavailable
from firsthand.model.stamp import StampVerdict
from firsthand.shell.broker.targets import Target
from firsthand.shell.broker.terms import Allowance, Route, Terms, read_route
from firsthand.shell.stamps import LARGEST_REPLY, check_stamp

SECONDS = 20
HEADERS = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply", "User-Agent": "firsthand"}


@dataclass(frozen=True, slots=True)
class StampOptions:
    """
    How authorities are asked.

    Attributes:
        proxy: ``socks5h://HOST:PORT`` or ``http://HOST:PORT``; empty: directly, or as the system's own settings say.
    """

    proxy: str = ""


class Rfc3161:
    """See `desk.ports.Stamper`."""

    def __init__(self, route: Route | None = None) -> None:
        self._route = route

    def request(self, data: bytes) -> bytes:
        """Make a request over SHA-256 of some bytes, with a fresh nonce, that asks for the certificates."""
        from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

        return TimestampRequestBuilder(data=data, hash_algorithm=HashAlgorithm.SHA256).build().as_bytes()

    def send(self, url: str, request: bytes) -> bytes:
        """Ask; see `post` and `post_through`. With a proxy nothing goes out beside it, also when it does not answer."""
        return post_through(self._route, url, request) if self._route else post(url, request)

    def check(self, reply: bytes, data: bytes, *, roots: bytes, request: bytes) -> StampVerdict:
        """Say what a reply proves of some bytes."""
        return check_stamp(reply, data, roots, request=request)


STAMPER = Adapter(
    kind="stamper", name="rfc3161", version="1", options=StampOptions,
    open=lambda options: Rfc3161(read_route(options.proxy) if options.proxy else None),
    summary="Asks time-stamping authorities (RFC 3161) by HTTP for a stamp over the head of the ledger.",
    needs=("rfc3161-client", "asn1crypto"),
    losses=("whether a certificate was revoked is not asked",),
)  # fmt: skip


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A stamp is asked of the one who was named, of nobody else."""

    def redirect_request(self, *_args: Any, **_named: Any) -> None:
        return None


def post(url: str, body: bytes) -> bytes:
    """
    Send a request and give back the body of the reply, as it came.

    Bounds: one megabyte, twenty seconds, no redirects.

    Raises:
        Unavailable: Nobody answered, or not with a reply.
    """
    host = urlsplit(url).hostname or url
    opener = urllib.request.OpenerDirector()
    for one in (
        urllib.request.ProxyHandler(), urllib.request.HTTPHandler(), urllib.request.HTTPSHandler(), _NoRedirects(),
        urllib.request.HTTPDefaultErrorHandler(), urllib.request.HTTPErrorProcessor(), urllib.request.UnknownHandler(),
    ):  # fmt: skip
        opener.add_handler(one)
    asked = urllib.request.Request(url, data=body, headers=HEADERS, method="POST")
    try:
        with opener.open(asked, timeout=SECONDS) as answer:
            return _bounded(answer, host)
    except urllib.error.HTTPError as error:
        error.close()
        told = "sends us to another address" if 300 <= error.code < 400 else f"answered {error.code}"
        raise _unavailable(f"{host} {told}", "not-stamped", "Look up the authority's address, and ask again later.") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise _unavailable(
            f"{host} cannot be reached ({type(reason).__name__})", "no-connection", "Run `firsthand stamp` when there is a connection."
        ) from None


def post_through(route: Route, url: str, body: bytes) -> bytes:
    """
    As `post`, through a proxy: it learns the name, and resolves it; nothing here does.

    Raises:
        Unavailable: The proxy or the authority does not answer, or not with a reply.
    """
    from firsthand.shell.broker.dial import Deadline, Stopped, dial, secure

    target = _target(url)
    # The authority is the desk's own setting, as the proxy is: a port or a private number of its own is no stranger's trap.
    terms, deadline = Terms(ports=frozenset({target.port}), connect_s=SECONDS), Deadline(SECONDS)
    allow = (Allowance(network=ip_network(target.address), port=target.port),) if target.address else ()
    try:
        line = dial(target, terms=terms, deadline=deadline, allow=allow, route=route)
        if target.scheme == "https":
            line = secure(line, target, terms=terms, deadline=deadline)
    except Stopped as stopped:
        why = f"{target.host} cannot be reached through {route}: {stopped.denial.why}"
        raise _unavailable(why, "no-connection", "Look whether the proxy of case.toml runs; `firsthand stamp` asks again.") from None
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = line.sock
    try:
        line.sock.settimeout(deadline.left(SECONDS))
        connection.request("POST", target.path, body=body, headers={"Host": target.authority, **HEADERS})
        answer = connection.getresponse()
        if not 200 <= answer.status < 300:
            told = "sends us to another address" if 300 <= answer.status < 400 else f"answered {answer.status}"
            raise _unavailable(f"{target.host} {told}", "not-stamped", "Look up the authority's address, and ask again later.")
        return _bounded(answer, target.host)
    except (OSError, http.client.HTTPException, ValueError, Stopped) as error:
        raise _unavailable(
            f"{target.host} cannot be reached through {route} ({type(error).__name__})", "no-connection", "Run `firsthand stamp` later."
        ) from None
    finally:
        connection.close()


def _target(url: str) -> Target:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or {"http": 80, "https": 443}[parts.scheme]
        try:
            address = ip_address(host)
        except ValueError:
            host, address = host.encode("idna").decode("ascii"), None
    except (ValueError, KeyError):
        raise _unavailable(f"{url} is no address of an authority", "not-stamped", "Mend it in case.toml.") from None
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{quote(parts.query, safe='=&%/:;,+')}" if parts.query else "")
    return Target(scheme=parts.scheme, host=host, port=port, path=path, address=address)


def _bounded(answer: Any, host: str) -> bytes:
    until = time.monotonic() + SECONDS
    got = b""
    while part := answer.read1(65536):
        got += part
        if len(got) > LARGEST_REPLY:
            raise _unavailable(f"{host} answered with more than a time stamp", "not-stamped", "Check the authority's address.")
        if time.monotonic() > until:
            raise _unavailable(f"{host} answers too slowly", "no-connection", "Run `firsthand stamp` later.")
    return got


def _unavailable(message: str, code: str, advice: str) -> Unavailable:
    return Unavailable(message, code=code, advice=advice)
