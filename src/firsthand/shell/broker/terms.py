"""Under which limits the broker fetches, and which way out it takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network

from firsthand.model.errors import Mistaken


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """
    Limits of one fetch, or of one connection through the local proxy.

    Attributes:
        ports: Ports that may be connected to.
        max_bytes: Of a body, as received and unpacked alike; through the proxy, of both directions together.
        max_head: Bytes of a response's head.
        max_fields: Lines of a response's head.
        total_s: Seconds for all of it, redirects included.
        idle_s: Seconds without a byte.
        connect_s: Seconds for the names, and for each address.
        max_redirects: How often an answer may lead elsewhere.
        max_ratio: Bytes unpacked for each byte received, once `UNPACKED_FREE` are out.
        downgrade: Whether https may lead to http.
    """

    ports: frozenset[int] = frozenset({80, 443})
    max_bytes: int = 50_000_000
    max_head: int = 65_536
    max_fields: int = 200
    total_s: float = 50.0
    idle_s: float = 20.0
    connect_s: float = 15.0
    max_redirects: int = 5
    max_ratio: int = 100
    downgrade: bool = False


UNPACKED_FREE = 1_000_000
"""Bytes that may come out of a packed body before its ratio counts: short honest pages of one repeated word are packed well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """
    One network and port that the table denies and a test needs.

    It is an argument of functions and of the broker's start. No configuration, environment or request can say it.
    """

    network: IPv4Network | IPv6Network
    port: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """
    A proxy that a person set up, such as Tor. Names are then resolved at its far end.

    Attributes:
        kind: ``socks5h`` or ``http``.
        host: Not judged: it is the desk's own setting, and usually on this machine.
    """

    kind: str
    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.kind}://{self.host}:{self.port}"


_ROUTE = re.compile(r"(socks5h|http)://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})/?", re.ASCII)


def read_route(text: str) -> Route:
    """
    Read ``socks5h://127.0.0.1:9050`` or ``http://127.0.0.1:8118``.

    Raises:
        Mistaken: Another form. ``socks5://`` too: it would resolve names here, in sight of the local network.
    """
    found = _ROUTE.fullmatch(text)
    if not found or not 0 < int(found[3]) < 65536:
        raise Mistaken(
            f"{text!r} is no proxy.", code="bad-proxy", advice="Write socks5h://HOST:PORT or http://HOST:PORT."
        )
    return Route(kind=found[1], host=found[2].strip("[]"), port=int(found[3]))
