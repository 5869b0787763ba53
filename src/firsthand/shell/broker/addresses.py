"""
Which addresses the desk never connects to.

Rules. An address is judged when it is about to be connected to, whatever name or number form it came from. The table below
is our own: ``ipaddress.is_global`` of Python 3.11 calls NAT64, 6to4, site-local, ``3fff::/20`` and multicast addresses
global, and changes between versions. In IPv6 nothing is allowed but ``2000::/3`` (what IANA gives out) and the NAT64 prefix,
so a block that is set aside tomorrow is refused today. Where an IPv6 address carries an IPv4 address that a router would
unwrap, the IPv4 address is judged too.

What the table cannot know: that a public address belongs to the desk's own network. A firewall, or a network namespace
for the broker, is the answer to that.

Source:
    IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890, RFC 8190), and the RFC of each row.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import NamedTuple

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """
    Why something is not fetched, or not fetched whole.

    Attributes:
        code: Stable, lower-case with hyphens.
        why: A sentence that names the thing.
    """

    code: str
    why: str


class Row(NamedTuple):
    """A network that is never connected to, what it is for, and who says so."""

    network: str
    use: str
    source: str


DENIED: tuple[Row, ...] = (
    Row("0.0.0.0/8", "this host on this network", "RFC 1122 3.2.1.3"),
    Row("10.0.0.0/8", "private", "RFC 1918"),
    Row("100.64.0.0/10", "shared by carriers (CGNAT)", "RFC 6598"),
    Row("127.0.0.0/8", "loopback", "RFC 1122 3.2.1.3"),
    Row(
        "168.63.129.16/32",
        "a cloud's platform services, on a public number",
        "Microsoft Learn, What is IP address 168.63.129.16?",
    ),
    Row("169.254.0.0/16", "link-local, with the metadata services of clouds", "RFC 3927"),
    Row("172.16.0.0/12", "private", "RFC 1918"),
    Row("192.0.0.0/24", "protocol assignments", "RFC 6890 2.1"),
    Row("192.0.2.0/24", "documentation", "RFC 5737"),
    Row("192.31.196.0/24", "AS112, answers for private addresses", "RFC 7535"),
    Row("192.52.193.0/24", "multicast tunnels (AMT)", "RFC 7450"),
    Row("192.88.99.0/24", "6to4 relays, withdrawn", "RFC 7526"),
    Row("192.168.0.0/16", "private", "RFC 1918"),
    Row("192.175.48.0/24", "AS112, answers for private addresses", "RFC 7534"),
    Row("198.18.0.0/15", "benchmarking", "RFC 2544"),
    Row("198.51.100.0/24", "documentation", "RFC 5737"),
    Row("203.0.113.0/24", "documentation", "RFC 5737"),
    Row("224.0.0.0/4", "multicast", "RFC 5771"),
    Row("240.0.0.0/4", "reserved, and the limited broadcast", "RFC 1112 4"),
    Row("::1/128", "loopback", "RFC 4291 2.5.3"),
    Row("::/128", "unspecified", "RFC 4291 2.5.2"),
    Row("::ffff:0:0/96", "IPv4-mapped", "RFC 4291 2.5.5.2"),
    Row("::ffff:0:0:0/96", "IPv4-translated", "RFC 2765 2.1"),
    Row("::/96", "IPv4-compatible, withdrawn", "RFC 4291 2.5.5.1"),
    Row("64:ff9b:1::/48", "NAT64 inside one network; only that network knows where it leads", "RFC 8215"),
    Row("100::/64", "discard", "RFC 6666"),
    Row("100:0:0:1::/64", "dummy prefix", "RFC 9780"),
    Row("2001::/32", "Teredo, leads to an IPv4 address that a server chooses", "RFC 4380"),
    Row("2001:2::/48", "benchmarking", "RFC 5180"),
    Row("2001:10::/28", "ORCHID, withdrawn", "RFC 4843"),
    Row("2001:20::/28", "ORCHIDv2, no places in the network", "RFC 7343"),
    Row("2001::/23", "protocol assignments", "RFC 2928"),
    Row("2001:db8::/32", "documentation", "RFC 3849"),
    Row("2620:4f:8000::/48", "AS112, answers for private addresses", "RFC 7534"),
    Row("3ffe::/16", "6bone, given back", "RFC 3701"),
    Row("3fff::/20", "documentation", "RFC 9637"),
    Row("5f00::/16", "segment routing inside one network", "RFC 9602"),
    Row("fc00::/7", "private (unique local)", "RFC 4193"),
    Row("fe80::/10", "link-local", "RFC 4291 2.5.6"),
    Row("fec0::/10", "site-local, withdrawn", "RFC 3879"),
    Row("ff00::/8", "multicast", "RFC 4291 2.7"),
)
"""In the order of the numbers, the narrower row before the wider one."""

UNICAST = IPv6Network("2000::/3")
"""What IANA gives out for the public network (RFC 4291 2.4; IANA, Internet Protocol Version 6 Address Space)."""

NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 reached from networks that speak IPv6 only (RFC 6052 2.1): judged by the IPv4 address in its last 32 bits."""

SIX_TO_FOUR = IPv6Network("2002::/16")
"""A packet for it goes to the IPv4 address in bits 16 to 47 (RFC 3056 2): judged by that."""

ISATAP = frozenset({0x00005EFE, 0x02005EFE})
"""Bits 64 to 95 of an address that a host unwraps to the IPv4 address in its last 32 bits (RFC 5214 6.1)."""

_TABLE: tuple[tuple[Network, Row], ...] = tuple((ip_network(row.network), row) for row in DENIED)


def verdict(address: Address) -> Denial | None:
    """
    Say why an address must not be connected to.

    Args:
        address: Of version 4 or 6; a zone ("fe80::1%eth0") alone is a reason.

    Returns:
        None when it is a public address.
    """
    if isinstance(address, IPv6Address):
        if address.scope_id is not None:
            return Denial(code="address-zone", why=f"{address} names an interface of this machine (RFC 4007).")
        if address in NAT64:
            return _inside(address, int(address) & 0xFFFFFFFF, "NAT64, RFC 6052")
    for network, row in _TABLE:
        if address in network:
            return Denial(code="address-denied", why=f"{address} is in {row.network}: {row.use} ({row.source}).")
    if isinstance(address, IPv4Address):
        return None
    if address not in UNICAST:
        return Denial(code="address-denied", why=f"{address} is in no block that is given out (RFC 4291 2.4).")
    if address in SIX_TO_FOUR:
        return _inside(address, int(address) >> 80 & 0xFFFFFFFF, "6to4, RFC 3056")
    if int(address) >> 32 & 0xFFFFFFFF in ISATAP:
        return _inside(address, int(address) & 0xFFFFFFFF, "ISATAP, RFC 5214")
    return None


def _inside(outer: IPv6Address, number: int, what: str) -> Denial | None:
    inner = verdict(IPv4Address(number))
    return inner and Denial(code=inner.code, why=f"{outer} leads to an IPv4 address ({what}): {inner.why}")
