"""The table of addresses, from both sides."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.shell.broker.addresses import DENIED, UNICAST, verdict

PRIVATE = """
0.0.0.0 0.1.2.3 0.255.255.255 10.0.0.0 10.0.0.1 10.255.255.255 100.64.0.0 100.64.0.1 100.100.100.200 100.127.255.255
127.0.0.0 127.0.0.1 127.1.2.3 127.255.255.255 168.63.129.16 169.254.0.0 169.254.169.254 169.254.170.2 169.254.255.255
172.16.0.0 172.16.0.1 172.31.255.255 192.0.0.0 192.0.0.8 192.0.0.170 192.0.0.192 192.0.2.1 192.31.196.1 192.52.193.1
192.88.99.0 192.88.99.1 192.168.0.0 192.168.1.1 192.168.255.255 192.175.48.1 198.18.0.0 198.18.0.1 198.19.255.255
198.51.100.1 203.0.113.255 224.0.0.0 224.0.0.1 239.255.255.255 240.0.0.0 240.0.0.1 255.255.255.254 255.255.255.255
:: ::1 ::2 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 ::ffff:0:7f00:1
64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b::a9fe:a9fe 64:ff9b::c0a8:1 64:ff9b::6440:1 64:ff9b::e000:1
64:ff9b:1::a00:1 64:ff9b:1::808:808 64:ff9b:1:ffff::1 64:ff9b:2::1 100::1 100::ffff:ffff:ffff:ffff 100:0:0:1::1 200::1 400::1
2001::1 2001:0:7f00:1:: 2001:0:808:808:: 2001:1::1 2001:2::1 2001:10::1 2001:20::1 2001:1ff:ffff::1 2001:db8::1
2001:db8:ffff:ffff:ffff:ffff:ffff:ffff 2002:7f00:1:: 2002:a00:1::1 2002:a9fe:a9fe:: 2002:c0a8:101::1 2002:e000:1::
2620:4f:8000::1 3ffe::1 3ffe:ffff::1 3fff::1 3fff:fff:ffff::1 4000::1 5f00::1 5f00:ffff::1 8000::1 c000::1 e000::1 f000::1
fc00::1 fd00:ec2::254 fdff::1 fe00::1 fe80::1 fe80::1%lo 2606:4700::1%eth0 febf::1 fec0::1 feff::1 ff00::1 ff02::1 ff0e::1
2a00:1450::5efe:7f00:1 2a00:1450::200:5efe:a00:1
"""
DENY = PRIVATE.split()

PUBLIC = """
1.0.0.0 1.1.1.1 8.8.8.8 9.9.9.9 9.255.255.255 11.0.0.0 93.184.216.34 99.255.255.255 100.63.255.255 100.128.0.0 104.16.0.1
126.255.255.255 128.0.0.0 140.82.121.4 151.101.1.140 168.63.129.15 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0
185.199.108.153 191.255.255.255 192.0.1.0 192.0.3.0 192.31.197.0 192.88.98.255 192.88.100.0 192.167.255.255 192.169.0.0
198.17.255.255 198.20.0.0 198.51.99.255 198.51.101.0 203.0.112.255 203.0.114.0 223.255.255.255 149.154.167.99 91.198.174.192
2000::1 2001:200::1 2001:470::1 2001:4860:4860::8888 2001:67c:4e8::1 2003::1 2400:cb00::1 2600::1 2606:2800:220:1::1
2606:4700:4700::1111 2607:f8b0::1 2620:fe::fe 2620:4f:7fff::1 2620:4f:8001::1 2800::1 2a00:1450:4001::1 2a03:2880::1
2c0f:f248::1 3fff:1000::1 3ffd:ffff::1 64:ff9b::808:808 64:ff9b::5db8:d822 2002:808:808::1 2a00:1450::5efe:808:808
"""
ALLOW = PUBLIC.split()


def test_there_are_enough_of_both() -> None:
    """The lists hold what they are said to hold, each once."""
    assert len(DENY) + len(ALLOW) >= 120
    assert len(set(DENY + ALLOW)) == len(DENY + ALLOW)


@pytest.mark.parametrize("text", DENY)
def test_denied(text: str) -> None:
    """An address that is not public is denied, with its number and a source in the reason."""
    no = verdict(ip_address(text))

    assert no is not None
    assert "RFC" in no.why or "Microsoft" in no.why


@pytest.mark.parametrize("text", ALLOW)
def test_allowed(text: str) -> None:
    """A public address passes, also the last before and the first after a denied network."""
    assert verdict(ip_address(text)) is None


@pytest.mark.parametrize("row", DENIED, ids=lambda row: row.network)
def test_a_row_holds_at_its_ends(row: object) -> None:
    """The first and the last address of each network are denied, and the row names a source."""
    network = ip_network(row.network)  # type: ignore[attr-defined]

    assert verdict(network[0])
    assert verdict(network[-1])
    assert row.source  # type: ignore[attr-defined]


@given(st.integers(0, 2**32 - 1))
def test_an_address_inside_another_is_judged_alike(number: int) -> None:
    """NAT64 and 6to4 are as public as the IPv4 address that they lead to, and nothing else of IPv4 passes in IPv6."""
    inner = verdict(IPv4Address(number)) is None

    assert (verdict(IPv6Address(0x64FF9B << 96 | number)) is None) == inner
    assert (verdict(IPv6Address(0x2002 << 112 | number << 80 | 1)) is None) == inner
    assert verdict(IPv6Address(0xFFFF << 32 | number))
    assert verdict(IPv6Address(number))


@given(st.integers(0, 2**128 - 1))
def test_outside_of_what_is_given_out_nothing_passes(number: int) -> None:
    """IPv6 is denied by default."""
    address = IPv6Address(number)
    if address not in UNICAST and address not in IPv6Network("64:ff9b::/96"):
        assert verdict(address)


def test_against_the_standard_library() -> None:
    """Whatever the standard library calls private is denied, except where it is known to be wrong."""
    known = {"64:ff9b::808:808", "64:ff9b::5db8:d822"}

    assert not [one for one in ALLOW if ip_address(one).is_private and one not in known]
