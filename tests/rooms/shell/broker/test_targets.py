"""What a written address leads to."""

from __future__ import annotations

import socket
from ipaddress import ip_network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.shell.broker.addresses import Denial
from firsthand.shell.broker.targets import MAX_URL, Target, check_place, check_url
from firsthand.shell.broker.terms import Allowance

READ = [
    ("https://x.com/user/status/1?s=20", "https://x.com/user/status/1?s=20"),
    ("HTTPS://X.com", "https://x.com/"),
    ("https://x.com:443/", "https://x.com/"),
    ("http://x.com:443/", "http://x.com:443/"),
    ("https://x.com:/a", "https://x.com/a"),
    ("https://x.com./a#part", "https://x.com/a"),
    ("https://x.com?q=1", "https://x.com/?q=1"),
    ("https://x.com/a%20b?q=one%0Atwo", "https://x.com/a%20b?q=one%0Atwo"),
    ("https://example.org/وداعا", "https://example.org/%D9%88%D8%AF%D8%A7%D8%B9%D8%A7"),
    ("https://وداع.example/", "https://xn--mgbp5a7c.example/"),
    ("https://bücher.example/", "https://xn--bcher-kva.example/"),
    ("https://under_score.example/", "https://under_score.example/"),
    ("https://1.1.1.1/", "https://1.1.1.1/"),
    ("http://0x08080808/", "http://8.8.8.8/"),
    ("http://134744072/", "http://8.8.8.8/"),
    ("http://010.8.8.010/", "http://8.8.8.8/"),
    ("https://[2606:4700:4700::1111]/", "https://[2606:4700:4700::1111]/"),
    ("https://[2606:4700:4700:0:0:0:0:1111]:443/", "https://[2606:4700:4700::1111]/"),
    ("https://web.archive.org/web/2016/http://x.com/", "https://web.archive.org/web/2016/http://x.com/"),
    ("https://medium.com/@name/story", "https://medium.com/@name/story"),
    ("https://fa.example/می\u200cخواهم", "https://fa.example/%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85"),
]

REFUSED = [
    ("", "url-scheme"), ("x.com", "url-scheme"), ("//x.com/", "url-scheme"), ("https:x.com", "url-scheme"),
    ("https:/x.com", "url-scheme"), ("ws://x.com/", "url-scheme"), ("view-source:https://x.com/", "url-scheme"),
    (" https://x.com/", "url-character"), ("https://x.com/ ", "url-character"), ("https://x.com/a\tb", "url-character"),
    ("https://x.com/a\nb", "url-character"), ("https://x.com\u3000/", "url-character"), ("https://x.com/\u2028", "url-character"),
    ("https://x.com/\ud800", "url-character"), ("https://x.com\\@y.com/", "url-character"), ("https://x.com/%00", "url-character"),
    ("https://x.com/%0D%0AX: 1", "url-character"), ("https://x.com/?a=%0d%0aX:1", "url-character"),
    ("https://user@x.com/", "url-user"), ("https://user:word@x.com/", "url-user"), ("https://@x.com/", "url-user"),
    ("https://", "url-host"), ("https:///x.com/", "url-host"), ("https://:443/", "url-host"), ("https://a..com/", "url-host"),
    ("https://.com/", "url-host"), ("https://-a.com/", "url-host"), ("https://a-.com/", "url-host"), ("https://a%2eb.com/", "url-host"),
    ("https://a,b.com/", "url-host"), ("https://a\u2100.com/", "url-host"), ("https://x.com／.y.com/", "url-host"),
    (f"https://{'a' * 64}.com/", "url-host"), (f"https://{'a.' * 130}com/", "url-host"), ("https://1.2.3.4.5/", "url-host"),
    ("https://1.2.3.256/", "url-host"), ("https://256.1/", "url-host"), ("https://x.09/", "url-host"), ("https://x.0xg1.1/", "url-host"),
    ("https://4294967296/", "url-host"), ("https://1_0.1/", "url-host"), ("https://[::1", "url-host"), ("https://[1.1.1.1]/", "url-host"),
    ("https://[2606:4700::1]x/", "url-port"), ("https://x.com:80a/", "url-port"), ("https://x.com:-1/", "url-port"),
    ("https://x.com:８０/", "url-port"), ("https://x.com:8080/", "url-port"), ("https://x.com:0/", "url-port"),
    ("https://x.com:65536/", "url-port"), ("https://x.com:443:443/", "url-port"), ("https://straße.example/", "url-idna"),
    ("https://می\u200cخواهم.example/", "url-idna"), ("https://x.onion/", "name-denied"), ("https://intranet/", "name-denied"),
    ("https://a.home.arpa/", "name-denied"), ("https://lo\u00adcalhost/", "name-denied"), ("https://127.1/", "address-denied"),
    ("https://[fe80::1%25eth0]/", "address-zone"), ("https://[::ffff:10.0.0.1]/", "address-denied"),
    ("https://x.com/" + "a" * MAX_URL, "url-long"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "url"), READ)
def test_an_address_is_read(text: str, url: str) -> None:
    """Honest addresses pass and are asked for in one form."""
    target = check_url(text)

    assert isinstance(target, Target), target
    assert target.url == url


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_an_address_is_refused(text: str, code: str) -> None:
    """What can be read in two ways, or leads nowhere outside, is refused."""
    no = check_url(text)

    assert isinstance(no, Denial), no
    assert no.code == code


@settings(max_examples=50)
@given(st.text(max_size=30))
def test_any_text_is_answered(text: str) -> None:
    """No text makes the parser fall, and what it passes is ASCII without white space."""
    for url in (text, f"https://{text}/", f"https://x.com/{text}", f"http://{text}.com"):
        target = check_url(url)
        if isinstance(target, Target):
            assert target.url.isascii()
            assert target.url.isprintable()
            assert " " not in target.url
            assert check_url(target.url) == target


@given(
    st.integers(0, 2**32 - 1), st.sampled_from(["{0}", "0x{0:x}", "0{0:o}", "{1}.{2}", "0x{1:x}.{2}", "{1}.{3}.{4}"])
)
def test_numbers_are_read_as_the_system_reads_them(number: int, form: str) -> None:
    """Decimal, hexadecimal, octal and short forms give the address that `inet_aton` gives."""
    text = form.format(number, number >> 24, number & 0xFFFFFF, number >> 16 & 255, number & 0xFFFF)
    everything = (Allowance(network=ip_network("0.0.0.0/0"), port=80),)

    place = check_place(text, 80, allow=everything)

    assert isinstance(place, Target)
    assert place.host == socket.inet_ntoa(socket.inet_aton(text))


def test_an_allowance_is_for_one_port() -> None:
    """A test's server is reached at its port, and its neighbour is not."""
    allow = (Allowance(network=ip_network("127.0.0.1/32"), port=8123),)

    assert isinstance(check_url("http://127.0.0.1:8123/", allow=allow), Target)
    assert isinstance(check_url("http://127.0.0.1:80/", allow=allow), Denial)
    assert isinstance(check_url("http://127.0.0.2:8123/", allow=allow), Denial)


def test_onion_passes_only_where_a_proxy_resolves_it() -> None:
    """Without Tor, the name would be told to the local resolver."""
    assert isinstance(check_url("http://abc.onion/"), Denial)
    assert isinstance(check_url("http://abc.onion/", onion=True), Target)
