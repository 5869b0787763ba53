"""Asking a time-stamping authority: the stamper `rfc3161`. What it sends goes out through the fetch broker, and not from here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from firsthand.model.adapter import Adapter
from firsthand.model.errors import FirsthandError, Unavailable
from firsthand.model.stamp import Answer, StampVerdict
from firsthand.shell.broker.fetch import Fetched, Sent
from firsthand.shell.broker.process import start_broker as start_broker  # tests put an allowance into it
from firsthand.shell.broker.terms import Allowance, Terms, read_route
from firsthand.shell.stamps import LARGEST_REPLY, check_stamp

SECONDS = 20
MEDIA = "application/timestamp-query"
"""RFC 3161 section 3.4."""


@dataclass(frozen=True, slots=True)
class StampOptions:
    """
    How authorities are asked.

    Attributes:
        proxy: ``socks5h://HOST:PORT`` or ``http://HOST:PORT``; empty: directly.
    """

    proxy: str = ""


class Rfc3161:
    """See `desk.ports.Stamper`."""

    def __init__(self, proxy: str = "") -> None:
        if proxy:
            read_route(proxy)
        self._proxy = proxy

    def request(self, data: bytes) -> bytes:
        """Make a request over SHA-256 of some bytes, with a fresh nonce, that asks for the certificates."""
        from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

        return TimestampRequestBuilder(data=data, hash_algorithm=HashAlgorithm.SHA256).build().as_bytes()

    def send(self, url: str, request: bytes) -> Answer:
        """Ask; see `ask`. With a proxy nothing goes out beside it, also when it does not answer."""
        return ask(url, request, proxy=self._proxy)

    def check(self, reply: bytes, data: bytes, *, roots: bytes, request: bytes) -> StampVerdict:
        """Say what a reply proves of some bytes."""
        return check_stamp(reply, data, roots, request=request)


STAMPER = Adapter(
    kind="stamper", name="rfc3161", version="1", options=StampOptions, open=lambda options: Rfc3161(options.proxy),
    summary="Asks time-stamping authorities (RFC 3161) by HTTP for a stamp over the head of the ledger.",
    needs=("rfc3161-client", "asn1crypto"),
    losses=("whether a certificate was revoked is not asked",),
)  # fmt: skip


def ask(url: str, request: bytes, *, proxy: str = "", allow: Collection[Allowance] = ()) -> Answer:
    """
    Have a broker of its own send a request; the body of the reply as it came, and the custody line.

    Bounds: one megabyte, twenty seconds, no redirects. The port that the address names may be connected to, beside 80 and 443.

    Args:
        proxy: As in `read_route`; it learns the name, and resolves it.
        allow: For tests only, see `Allowance`.

    Raises:
        Unavailable: Nobody answered, or not with a reply; or the broker's rules say no.
    """
    host, port = _place(url)
    terms = Terms(ports=frozenset({80, 443, port}), max_bytes=LARGEST_REPLY, total_s=SECONDS)
    proxies = [proxy] if proxy else []
    try:
        with start_broker(terms=terms, proxies=proxies, sends_to=[url], allow=allow) as broker:
            fetched = broker.fetch(url, sent=Sent(body=request, media=MEDIA), through=proxy)
        _look(fetched, f"{host} cannot be reached" + (f" through {proxy}" if proxy else ""), host)
        return Answer(reply=fetched.unpacked(), custody=_custody(fetched))
    except Unavailable:
        raise
    except FirsthandError as error:
        raise _unavailable(str(error), "not-stamped", "Mend the authority's address in case.toml.") from None


def _place(url: str) -> tuple[str, int]:
    try:
        parts = urlsplit(url)
        return parts.hostname or url, parts.port or {"http": 80, "https": 443}[parts.scheme]
    except (ValueError, KeyError):
        raise _unavailable(f"{url} is no address of an authority", "not-stamped", "Mend it in case.toml.") from None


def _look(fetched: Fetched, unreached: str, host: str) -> None:
    """Say in words what came in place of a reply."""
    stop, later = fetched.stop, "Look up the authority's address, and ask again later."
    if 300 <= fetched.status < 400:
        raise _unavailable(f"{host} sends us to another address", "not-stamped", later)
    if stop and stop.code in ("too-big", "bomb"):
        raise _unavailable(f"{host} answered with more than a time stamp", "not-stamped", "Check the authority's address.")
    if stop and fetched.refused:
        raise _unavailable(f"{host} is not asked: {stop.why}", "not-stamped", "Another network can: firsthand stamp --export-request")
    if stop:
        raise _unavailable(f"{unreached}: {stop.why}", "no-connection", "Run `firsthand stamp` when there is a connection.")
    if not 200 <= fetched.status < 300:
        raise _unavailable(f"{host} answered {fetched.status}", "not-stamped", later)


def _custody(fetched: Fetched) -> dict[str, Any]:
    """The custody line for the stamp's entry. The head's digest stands for its fields: an authority may send very many."""
    line = fetched.custody()
    hops = [{name: value for name, value in hop.items() if name != "fields"} for hop in line["hops"]]
    kept = ("asked", "method", "sent_bytes", "sent_digest", "size_bytes", "digest", "head_digest", "through", "started", "ended")
    return {name: line[name] for name in kept} | {"hops": hops}


def _unavailable(message: str, code: str, advice: str) -> Unavailable:
    return Unavailable(message, code=code, advice=advice)
