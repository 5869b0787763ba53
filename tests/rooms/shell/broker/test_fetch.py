"""Fetches in a world of names that are not there, and from a server that answers badly."""

from __future__ import annotations

import datetime
import gzip
import hashlib
import json
import socket
import ssl
import threading
import zlib
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.errors import Mistaken, Refused, Unavailable
from firsthand.shell.broker.dial import Deadline, Stopped
from firsthand.shell.broker.fetch import MAX_SENT, Sent, fetch
from firsthand.shell.broker.terms import Route, Terms, read_route
from firsthand.shell.broker.wire import Stream, read_body, read_head, unpack

QUICK = Terms(total_s=1.5, idle_s=1.0, max_bytes=2_000_000)
PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: text/plain\r\nSet-Cookie: a=b\r\n\r\nhello"


def answer(*fields: str, body: bytes = b"", status: int = 200) -> bytes:
    """An answer as bytes."""
    return "\r\n".join([f"HTTP/1.1 {status} X", *fields, "", ""]).encode() + body


# ---- names and addresses


def test_a_name_is_resolved_once_and_pinned(world) -> None:
    """A name that changes its mind between two looks is looked at once: the first answer is used, the next fetch refused."""
    world.answers["rebind.test"] = [["93.184.216.34"], ["127.0.0.1"]]

    first = fetch("http://rebind.test/")
    second = fetch("http://rebind.test/")

    assert first.whole() == b"hello"
    assert (world.asked, world.reached) == (["rebind.test", "rebind.test"], ["93.184.216.34"])
    assert second.refused
    assert second.stop.code == "address-denied"
    assert second.hops[0].address == ""


@pytest.mark.parametrize(
    "answer",
    [["93.184.216.34", "10.0.0.1"], ["10.0.0.1", "93.184.216.34"], ["2606:2800:220:1::1", "::1"], ["fe80::1%lo"]],
)
def test_one_denied_address_refuses_the_name(world, answer) -> None:
    """Among several addresses one private one is enough, wherever it stands; nothing is connected to."""
    world.answers["mixed.test"] = [answer]

    fetched = fetch("http://mixed.test/")

    assert fetched.refused
    assert not world.reached


def test_a_name_without_address(world) -> None:
    """The world failed, and not a rule."""
    fetched = fetch("http://nowhere.test/")

    assert (fetched.stop.code, fetched.refused) == ("name-unknown", False)
    with pytest.raises(Unavailable):
        fetched.whole()


def test_a_slow_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A resolver that does not answer is not waited for."""
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait(5) and [])

    fetched = fetch("http://slow.test/", terms=Terms(connect_s=0.1))
    over.set()

    assert fetched.stop.code == "name-slow"


def test_what_is_said_of_the_desk(world) -> None:
    """The request holds a host, the same user agent for all, and nothing that says who asks."""
    world.answers["good.test"] = [["93.184.216.34"]]

    fetch("http://good.test/a?b#c")

    told = world.server.requests[0].decode().lower()
    assert told.startswith("get /a?b http/1.1\r\nhost: good.test\r\n")
    assert "accept-encoding: identity" in told
    for word in ("cookie", "referer", "firsthand", "python", "accept-language", "#c"):
        assert word not in told


def test_the_custody_line(world) -> None:
    """The record says what was asked, where it went, what came, and when; it is JSON, and holds no cookie."""
    world.answers["good.test"] = [["93.184.216.34"]]
    world.server.handler = lambda sock, _: sock.sendall(PAGE)

    line = json.loads(json.dumps(fetch("http://good.test/").custody()))

    assert line["digest"] == hashlib.sha256(b"hello").hexdigest()
    assert line["hops"][0] | {"at": ""} == {
        "url": "http://good.test/", "address": "93.184.216.34", "port": 80, "status": 200, "at": "",
        "fields": [["content-length", "5"], ["content-type", "text/plain"]],
    }  # fmt: skip
    assert line["started"].endswith("Z")
    assert line["started"] <= line["ended"]


# ---- sending


def test_what_is_sent_stands_in_the_request_and_in_the_custody_line(world) -> None:
    """A POST says its type and length and nothing of who asks; the record holds the digest of what was sent, not the bytes."""
    world.answers["good.test"] = [["93.184.216.34"]]
    body = "سؤال\x00".encode()

    fetched = fetch("http://good.test/tsr", sent=Sent(body=body, media="application/timestamp-query"))

    head = world.server.requests[0].decode().lower()
    assert head.startswith("post /tsr http/1.1\r\nhost: good.test\r\n")
    assert f"content-type: application/timestamp-query\r\ncontent-length: {len(body)}\r\n" in head
    assert "firsthand" not in head
    line = fetched.custody()
    assert (line["method"], line["sent_bytes"], line["sent_digest"]) == ("POST", len(body), hashlib.sha256(body).hexdigest())
    assert fetch("http://good.test/").custody()["method"] == "GET"
    assert fetched.whole() == b"hello"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_what_is_sent_is_sent_on_to_nobody(world, status: int) -> None:
    """No redirect is followed where something is sent, not even to the same host."""
    world.answers["good.test"] = [["93.184.216.34"]]
    world.server.handler = lambda sock, _: sock.sendall(answer("Location: http://good.test/other", status=status))

    fetched = fetch("http://good.test/", sent=Sent(body=b"x", media="a/b"))

    assert (fetched.stop.code, fetched.refused, fetched.status) == ("redirect", True, status)
    assert len(world.reached) == 1


def test_a_denied_address_is_sent_nothing(world) -> None:
    """The table holds for POST as it does for GET."""
    world.answers["inside.test"] = [["10.0.0.1"]]

    assert fetch("http://inside.test/", sent=Sent(body=b"x", media="a/b")).stop.code == "address-denied"
    assert not world.reached


@pytest.mark.parametrize(("size", "media"), [(MAX_SENT + 1, "a/b"), (1, "a/b\r\nX: x"), (1, "a"), (1, ""), (1, "A/ب"), (1, "a/b; q")])
def test_what_may_not_be_sent(size: int, media: str) -> None:
    """Too many bytes, and a type that would be more than a type."""
    with pytest.raises(Mistaken):
        Sent(body=bytes(size), media=media)


# ---- redirects


REDIRECTS = [
    ("http://127.0.0.1/", "address-denied"), ("http://[::ffff:10.0.0.1]/", "address-denied"), ("//169.254.169.254/", "address-denied"),
    ("http://inside.test/", "address-denied"), ("http://localhost/", "name-denied"), ("file:///etc/passwd", "url-scheme"),
    ("http://good.test:22/", "url-port"), ("http://good.test:8080/", "url-port"), ("http://user@good.test/", "url-user"),
    ("http://good.test/", "redirect-loop"), ("/", "redirect-loop"), ("http://good.test\\@127.0.0.1/", "url-character"),
    ("http://[::1/", "url-host"), ("javascript:alert(1)", "url-scheme"), ("data:text/html,x", "url-scheme"),
]  # fmt: skip


@pytest.mark.parametrize(("where", "code"), REDIRECTS)
def test_a_redirect_is_judged_like_an_address(world, where: str, code: str) -> None:
    """A redirect to a place that is denied is a refusal, with the hop that led there on record."""
    world.answers |= {"good.test": [["93.184.216.34"]], "inside.test": [["10.0.0.1"]]}
    world.server.handler = lambda sock, _: sock.sendall(answer(f"Location: {where}", status=302))

    fetched = fetch("http://good.test/")

    assert fetched.refused
    assert fetched.stop.code == code
    assert fetched.hops[0].status == 302
    assert set(world.reached) == {"93.184.216.34"}
    with pytest.raises(Refused):
        fetched.whole()


def test_redirects_are_followed_up_to_a_limit(world) -> None:
    """Five are followed, each resolved anew; the sixth is not."""
    world.answers["good.test"] = [["93.184.216.34"]]

    def count(sock: socket.socket, request: bytes) -> None:
        at = int(request.split(b" ")[1].strip(b"/"))
        sock.sendall(answer(f"Location: /{at - 1}", "Content-Length: 0", status=301) if at else PAGE)

    world.server.handler = count
    five, six = fetch("http://good.test/5"), fetch("http://good.test/6")

    assert five.whole() == b"hello"
    assert len(five.hops) == 6
    assert six.stop.code == "redirects"


def test_a_redirect_with_a_name_that_changed(world) -> None:
    """The second look at a name is judged like the first."""
    world.answers["rebind.test"] = [["93.184.216.34"], ["127.0.0.1"]]
    world.server.handler = lambda sock, _: sock.sendall(answer("Location: /again", status=302))

    assert fetch("http://rebind.test/").stop.code == "address-denied"
    assert world.reached == ["93.184.216.34"]


def test_a_refresh_is_not_followed(world) -> None:
    """What a page or a field wishes for is kept, and not done."""
    world.answers["good.test"] = [["93.184.216.34"]]
    world.server.handler = lambda sock, _: sock.sendall(answer("Refresh: 0;url=http://127.0.0.1/", "Content-Length: 0"))

    assert len(fetch("http://good.test/").hops) == 1
    assert world.reached == ["93.184.216.34"]


# ---- TLS


def test_tls(world, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A good certificate for the name passes; one for another name does not; neither does https that leads to http."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "good.test")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - datetime.timedelta(1)).not_valid_after(now + datetime.timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("good.test")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = tmp_path / "good.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)

    def talk(sock: socket.socket, _: bytes) -> None:
        with context.wrap_socket(sock, server_side=True) as inside:
            asked = b""
            while not asked.endswith(b"\r\n\r\n"):
                asked += inside.recv(4096)
            inside.sendall(answer("Location: http://good.test/x", status=302) if b"GET /down" in asked else PAGE)

    world.server.greets = False
    world.server.handler = talk
    world.answers |= {"good.test": [["93.184.216.34"]], "wrong.test": [["93.184.216.34"]]}

    assert fetch("https://good.test/").stop.code == "certificate"
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    assert fetch("https://good.test/").whole() == b"hello"
    assert fetch("https://wrong.test/").stop.code == "certificate"
    assert fetch("https://good.test/down").stop.code == "downgrade"


def test_a_server_that_speaks_no_tls(world) -> None:
    """Plain bytes at the port of https are a failure of the world."""
    world.answers["good.test"] = [["93.184.216.34"]]
    world.server.greets = False

    assert fetch("https://good.test/", terms=QUICK).stop.code == "tls"


# ---- a server that answers badly


def endless(sock: socket.socket, _: bytes) -> None:
    """A body that has no end."""
    sock.sendall(answer("Content-Type: text/plain"))
    while True:
        sock.sendall(b"x" * 65_536)


def endless_chunks(sock: socket.socket, _: bytes) -> None:
    """Chunks without end, each costing more than it carries."""
    sock.sendall(answer("Transfer-Encoding: chunked"))
    while True:
        sock.sendall((b"1;" + b"e" * 900 + b"\r\nx\r\n") * 100)


def endless_head(sock: socket.socket, _: bytes) -> None:
    """A head that has no end."""
    sock.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        sock.sendall(b"X: y\r\n" * 10)


def endless_interim(sock: socket.socket, _: bytes) -> None:
    """Interim answers for ever."""
    while True:
        sock.sendall(b"HTTP/1.1 103 Wait\r\n\r\n")


def drip(sock: socket.socket, _: bytes) -> None:
    """A byte now and then."""
    sock.sendall(answer("Content-Length: 1000"))
    while True:
        sock.sendall(b"x")
        threading.Event().wait(0.1)


def silent(sock: socket.socket, _: bytes) -> None:
    """A promise, and nothing more."""
    sock.sendall(answer("Content-Length: 1000"))
    sock.recv(1)


BOMB = gzip.compress(bytes(30_000_000))
PACKED = gzip.compress(b"hello " * 100)
BAD = {
    "endless body": (endless, "too-big"),
    "endless chunks": (endless_chunks, "too-big"),
    "endless head": (endless_head, "head-long"),
    "endless interim answers": (endless_interim, "not-http"),
    "slow body": (drip, "time-over"),
    "silence": (silent, "silent"),
    "gzip bomb": (answer("Content-Encoding: gzip", f"Content-Length: {len(BOMB)}", body=BOMB), "bomb"),
    "deflate bomb": (answer("Content-Encoding: deflate", body=zlib.compress(bytes(30_000_000))), "bomb"),
    "cut gzip": (answer("Content-Encoding: gzip", body=PACKED[:-9]), "cut-short"),
    "broken gzip": (answer("Content-Encoding: gzip", body=b"no gzip"), "bad-coding"),
    "one long field": (answer("X: " + "y" * 70_000), "head-long"),
    "10,000 cookies": (answer(*["Set-Cookie: a=b"] * 10_000), "head-long"),
    "huge length": (answer("Content-Length: 1000000000000000", body=b"x"), "too-big"),
    "length too long": (answer("Content-Length: 10", body=b"hello"), "cut-short"),
    "length too short": (answer("Content-Length: 2", body=b"hello"), "bytes-after-end"),
    "length negative": (answer("Content-Length: -5", body=b"hello"), "two-lengths"),
    "two lengths": (answer("Content-Length: 5", "Content-Length: 4", body=b"hello"), "two-lengths"),
    "length and chunks": (answer("Content-Length: 5", "Transfer-Encoding: chunked", body=b"0\r\n\r\n"), "two-lengths"),
    "unknown transfer": (answer("Transfer-Encoding: gzip, chunked", body=b"0\r\n\r\n"), "bad-coding"),
    "chunk garbage": (answer("Transfer-Encoding: chunked", body=b"zz\r\nhello"), "bad-chunk"),
    "chunk too long": (answer("Transfer-Encoding: chunked", body=b"2\r\nhello\r\n0\r\n\r\n"), "bad-chunk"),
    "chunk of terabytes": (answer("Transfer-Encoding: chunked", body=b"ffffffffff\r\nhello"), "too-big"),
    "chunk cut": (answer("Transfer-Encoding: chunked", body=b"5\r\nhel"), "cut-short"),
    "chunks cut": (answer("Transfer-Encoding: chunked", body=b"5\r\nhello\r\n"), "cut-short"),
    "no body": (answer("Content-Type: text/plain"), "no-body"),
    "no answer": (b"", "cut-short"),
    "HTTP/0.9": (b"<html>hello</html>", "cut-short"),
    "HTTP/0.9, lines": (b"<html>\nhello</html>\n", "not-http"),
    "another protocol": (b"SSH-2.0-OpenSSH_9\r\n", "not-http"),
    "a field without name": (answer(": x"), "bad-head"),
    "a space in a name": (answer("X : y"), "bad-head"),
    "cut head": (b"HTTP/1.1 200 OK\r\nX: y", "cut-short"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_answer_ends_in_time_with_a_reason(serve, name: str) -> None:
    """Whatever a server does, the fetch ends within its limits, keeps what came, and does not call it whole."""
    handler, code = BAD[name]
    server = serve(handler)

    fetched = fetch(server.url(), terms=QUICK, allow=server.allow)

    assert fetched.stop.code == code
    assert not fetched.refused
    assert len(fetched.body) <= QUICK.max_bytes
    assert (fetched.ended - fetched.started).total_seconds() < QUICK.total_s + 1
    with pytest.raises(Unavailable):
        fetched.whole()


def test_what_came_is_kept(serve) -> None:
    """A cut body is evidence of the attempt: its bytes and its head are in the record."""
    server = serve(answer("Content-Length: 10", body=b"hello"))

    fetched = fetch(server.url(), allow=server.allow)

    assert fetched.body == b"hello"
    assert fetched.head.startswith(b"HTTP/1.1 200 X\r\n")
    assert fetched.digest == hashlib.sha256(b"hello").hexdigest()


GOOD = {
    "a length": (answer("Content-Length: 5", body=b"hello"), b"hello"),
    "until the end": (answer(body=b"hello"), b"hello"),
    "chunks": (
        answer("Transfer-Encoding: Chunked", body=b"2;x=y\r\nhe\r\n3\r\nllo\r\n0\r\nTrailer: x\r\n\r\n"),
        b"hello",
    ),
    "nothing, as said": (answer("Content-Length: 0"), b""),
    "no content": (answer(status=204), b""),
    "bare line ends": (b"HTTP/1.0 200\nContent-Length: 5\n\nhello", b"hello"),
    "a folded field": (answer("X: a\r\n b", "Content-Length: 5", body=b"hello"), b"hello"),
    "after an interim answer": (b"HTTP/1.1 100 Continue\r\n\r\n" + PAGE, b"hello"),
    "packed": (answer("Content-Encoding: gzip", f"Content-Length: {len(PACKED)}", body=PACKED), PACKED),
}


@pytest.mark.parametrize("name", GOOD)
def test_an_honest_answer_comes_whole(serve, name: str) -> None:
    """Every honest way to state the end of a body is read."""
    handler, body = GOOD[name]
    server = serve(handler)

    fetched = fetch(server.url(), terms=QUICK, allow=server.allow)

    assert fetched.stop is None
    assert fetched.whole() == body


def test_packed_bytes_are_kept_as_received(serve) -> None:
    """A packed body is kept packed and unpacked on demand."""
    server = serve(GOOD["packed"][0])

    fetched = fetch(server.url(), allow=server.allow)

    assert (fetched.body, fetched.coding) == (PACKED, "gzip")
    assert fetched.unpacked() == b"hello " * 100


@given(st.binary(max_size=300_000), st.sampled_from(["gzip", "x-gzip", "deflate", "bare", "identity", "two"]))
def test_unpacking_loses_nothing(data: bytes, coding: str) -> None:
    """Packed in any way that is known, also in two members, and unpacked, bytes are the same."""
    bare = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(data), "x-gzip": gzip.compress(data), "deflate": zlib.compress(data), "identity": data,
        "bare": bare.compress(data) + bare.flush(), "two": gzip.compress(data[:100]) + gzip.compress(data[100:]),
    }[coding]  # fmt: skip

    assert unpack(packed, {"bare": "deflate", "two": "gzip"}.get(coding, coding), terms=Terms()) == data


@given(st.one_of(st.binary(max_size=400), st.binary(max_size=200).map(lambda rest: b"HTTP/1.1 200 OK\r\n" + rest)))
def test_any_bytes_are_an_answer_or_a_reason(data: bytes) -> None:
    """Garbage gives a head and a body, or a reason; nothing falls and nothing hangs."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(data)
        theirs.shutdown(socket.SHUT_WR)
        stream, body = Stream(ours, terms=QUICK, deadline=Deadline(2)), bytearray()
        try:
            read_body(stream, read_head(stream, terms=QUICK), body, terms=QUICK)
        except Stopped as stop:
            assert stop.denial.code

    assert len(body) <= len(data) * 2


# ---- proxies


def test_through_socks(serve) -> None:
    """A proxy is told the name and nobody else is; a private number is refused before the proxy is asked."""
    told: list[bytes] = []

    def socks(sock: socket.socket, _: bytes) -> None:
        assert sock.recv(4) == b"\x05\x02\x00\x02"
        sock.sendall(b"\x05\x02")
        told.append(sock.recv(64))
        sock.sendall(b"\x01\x00")
        told.append(sock.recv(64))
        sock.sendall(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
        sock.recv(4096)
        sock.sendall(PAGE)

    server = serve(socks, greets=False)
    route = Route(kind="socks5h", host="127.0.0.1", port=server.port)

    fetched = fetch("http://abcdef.onion/", route=route)

    assert fetched.whole() == b"hello"
    assert told[1] == b"\x05\x01\x00\x03\x0cabcdef.onion\x00\x50"
    assert fetched.hops[0].address == ""
    assert fetched.through == f"socks5h://127.0.0.1:{server.port}"
    for url in ("http://10.0.0.1/", "http://0x7f.1/", "http://[::1]/", "http://localhost/"):
        assert fetch(url, route=route).refused
    assert len(told) == 2


def test_through_an_http_proxy(serve) -> None:
    """The proxy is asked to connect, and what it says no to is a failure of the world."""

    def proxy(sock: socket.socket, request: bytes) -> None:
        if b"no.test" in request:
            sock.sendall(b"HTTP/1.1 403 No\r\n\r\n")
        else:
            sock.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            sock.recv(4096)
            sock.sendall(PAGE)

    server = serve(proxy)
    route = Route(kind="http", host="127.0.0.1", port=server.port)

    assert fetch("http://good.test/", route=route).whole() == b"hello"
    assert server.requests[0].startswith(b"CONNECT good.test:80 HTTP/1.1\r\n")
    assert fetch("http://no.test/", route=route).stop.code == "proxy-refused"
    assert fetch("http://x.onion/", route=route).stop.code == "name-denied"


def test_a_proxy_is_read() -> None:
    """Only kinds that leave names to the far end are known."""
    assert str(read_route("socks5h://127.0.0.1:9050")) == "socks5h://127.0.0.1:9050"
    for text in (
        "socks5://127.0.0.1:9050",
        "127.0.0.1:9050",
        "http://127.0.0.1",
        "http://u:p@h:1",
        "http://h:0",
        "http://h:70000",
    ):
        with pytest.raises(Mistaken):
            read_route(text)
