"""Outside time stamps: what is accepted, and above all what is not."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import cms, tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from rfc3161_client import decode_timestamp_response

from firsthand.model.errors import Mistaken, Unavailable
from firsthand.model.stamp import PUBLIC_AUTHORITIES, parse_authority
from firsthand.shell import stamper, stamps
from firsthand.shell.broker.terms import Allowance
from firsthand.shell.stamper import STAMPER, Rfc3161, ask
from firsthand.shell.stamps import as_pem, check_stamp, read_token
from firsthand.testing.authority import LoopbackAuthority, openssl

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="the openssl program is not here")

DATA = "firsthand/اختبار\n7\nroot\n\n\u2014 signed\n".encode()
TIME, SERVER = ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.SERVER_AUTH
NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> LoopbackAuthority:
    """One authority for the module."""
    return LoopbackAuthority(tmp_path_factory.mktemp("authority") / "alpha", "Alpha")


@pytest.fixture(scope="module")
def request_(authority: LoopbackAuthority) -> bytes:
    """One request over DATA."""
    return Rfc3161().request(DATA)


@pytest.fixture(scope="module")
def reply(authority: LoopbackAuthority, request_: bytes) -> bytes:
    """The good reply to it."""
    return authority.reply(request_)


def forge(
    authority: LoopbackAuthority, reply: bytes, *, at: datetime, usage: list[Any] | None = None, critical: bool = True,
    since: int = 2000, until: int = 2100, root_until: int = 2100,
) -> tuple[bytes, bytes]:  # fmt: skip
    """Give a reply over the same imprint, of any time, by a certificate of any kind under a root of its own; and that root."""
    folder = authority.folder
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name, name = (x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, one)]) for one in ("Forged Root", "Forged"))

    def certificate(subject: x509.Name, public: Any, first: int, last: int) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder().subject_name(subject).issuer_name(root_name).public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(datetime(first, 1, 1, tzinfo=UTC)).not_valid_after(datetime(last, 1, 1, tzinfo=UTC))
        )  # fmt: skip

    root = certificate(root_name, root_key.public_key(), 2000, root_until).add_extension(
        x509.BasicConstraints(ca=True, path_length=None), critical=True
    )
    leaf = certificate(name, key.public_key(), since, until).add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    if usage is not None:
        leaf = leaf.add_extension(x509.ExtendedKeyUsage(usage), critical=critical)
    pem = serialization.Encoding.PEM
    roots = root.sign(root_key, hashes.SHA256()).public_bytes(pem)
    (folder / "f.pem").write_bytes(leaf.sign(root_key, hashes.SHA256()).public_bytes(pem))
    (folder / "f.key").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    info = tsp.TimeStampResp.load(reply)["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
    info["gen_time"] = at
    (folder / "f.info").write_bytes(info.dump(force=True))
    openssl("cms", "-sign", "-in", "f.info", "-binary", "-nodetach", "-econtent_type", "1.2.840.113549.1.9.16.1.4",
            "-signer", "f.pem", "-inkey", "f.key", "-md", "sha256", "-outform", "DER", "-out", "f.token", "-cades",
            folder=folder)  # fmt: skip
    token = cms.ContentInfo.load((folder / "f.token").read_bytes())
    return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump(), roots


def test_a_good_reply(authority: LoopbackAuthority, request_: bytes, reply: bytes) -> None:
    """It is accepted, and says whose it is and when."""
    verdict = check_stamp(reply, DATA, authority.roots, request=request_)

    assert (verdict.ok, verdict.authority, verdict.why, verdict.checked) == (True, "Alpha", "", True)
    assert verdict.gen_time is not None
    assert abs(verdict.gen_time - datetime.now(UTC)) < timedelta(minutes=5)


def test_what_is_asked_for(request_: bytes) -> None:
    """SHA-256, a nonce of its own in each request, the certificates."""
    first, second = tsp.TimeStampReq.load(request_), tsp.TimeStampReq.load(Rfc3161().request(DATA))

    assert first["message_imprint"]["hash_algorithm"]["algorithm"].native == "sha256"
    assert first["cert_req"].native is True
    assert first["nonce"].native != second["nonce"].native
    assert (STAMPER.kind, STAMPER.maker) == ("stamper", "rfc3161@1")


def test_no_roots_is_not_checked(reply: bytes, request_: bytes) -> None:
    """Nothing speaks against it, and nothing for it."""
    verdict = check_stamp(reply, DATA, b"", request=request_)

    assert (verdict.ok, verdict.checked, verdict.acceptable) == (False, False, True)
    assert verdict.why == "no root certificate of this authority is kept"


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ("other data", "other bytes"),
        ("other request", "another request"),
        ("other root", "does not lead to a root"),
        ("garbled roots", "cannot be read"),
        ("truncated", "cannot be read"),
        ("empty", "cannot be read"),
        ("not granted", "did not grant"),
        ("tail", "cannot be read"),
        ("huge", "larger"),
    ],
)
def test_what_is_refused(authority: LoopbackAuthority, request_: bytes, reply: bytes, tmp_path: Path, case: str, told: str) -> None:
    """Other bytes, another request (a replay), another root, a cut or refused reply: each with its reason."""
    data, roots, asked, answer = DATA, authority.roots, request_, reply
    if case == "other data":
        data = DATA + b" "
    elif case == "other request":
        asked = Rfc3161().request(DATA)
    elif case == "other root":
        roots = LoopbackAuthority(tmp_path / "other", "Alpha").roots
    elif case == "garbled roots":
        roots = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    elif case == "not granted":
        answer = bytes.fromhex("30053003020102")
    else:
        answer = {"truncated": reply[: len(reply) // 2], "empty": b"", "tail": reply + b"\0", "huge": b"0" * (2 << 20)}[case]

    verdict = check_stamp(answer, data, roots, request=asked)

    assert not verdict.acceptable
    assert told in verdict.why


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        ({"usage": [TIME]}, ""),
        ({"usage": [SERVER]}, "not for time stamping alone"),
        ({"usage": [TIME, SERVER]}, "not for time stamping alone"),
        ({"usage": [TIME], "critical": False}, "critical purpose"),
        ({"usage": None}, "states no purpose"),
        ({"usage": [TIME], "until": 2020}, "not valid at the time"),
        ({"usage": [TIME], "until": 2020, "at": datetime(2019, 6, 1, tzinfo=UTC)}, ""),
        ({"usage": [TIME], "until": 2020, "root_until": 2020, "at": datetime(2019, 6, 1, tzinfo=UTC)}, ""),
        ({"usage": [TIME], "since": 2020, "at": datetime(2019, 6, 1, tzinfo=UTC)}, "not valid at the time"),
    ],
)
def test_certificates(authority: LoopbackAuthority, reply: bytes, shape: dict[str, Any], told: str) -> None:
    """For time stamping, for nothing else, critically; valid at the token's own time, whatever day it is today."""
    forged, roots = forge(authority, reply, **{"at": NOW, **shape})

    verdict = check_stamp(forged, DATA, roots)

    assert verdict.ok is (not told)
    assert told in verdict.why
    assert verdict.gen_time == shape.get("at", NOW)


def test_no_flipped_byte_changes_time_or_digest(authority: LoopbackAuthority, request_: bytes, reply: bytes) -> None:
    """Of 300 changed bytes hardly any is accepted, and none with another time."""
    rng = random.Random(3161)
    good = check_stamp(reply, DATA, authority.roots, request=request_)
    accepted = 0
    for _ in range(300):
        changed = bytearray(reply)
        changed[rng.randrange(len(reply))] ^= rng.randrange(1, 256)
        verdict = check_stamp(bytes(changed), DATA, authority.roots, request=request_)
        if verdict.acceptable:
            accepted += 1
            assert (verdict.ok, verdict.gen_time) == (True, good.gen_time)
            assert read_token(bytes(changed)).imprint == read_token(reply).imprint

    assert accepted < 30


def dialects(authority: LoopbackAuthority, reply: bytes) -> Iterator[tuple[str, bytes]]:
    """The same token as authorities really send it."""
    token = tsp.TimeStampResp.load(reply)["time_stamp_token"]
    yield "bare", token.dump()
    extra = x509.load_pem_x509_certificate(authority.roots).public_bytes(serialization.Encoding.DER)
    own = token["content"]["certificates"][0].dump()
    for name, order in (("one order", (own, extra)), ("other order", (extra, own))):
        fresh = cms.ContentInfo.load(token.dump())
        raw = b"".join(order)
        fresh["content"]["certificates"] = cms.CertificateSet.load(b"\x31\x82" + len(raw).to_bytes(2, "big") + raw)
        yield name, tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": fresh}).dump()


def test_dialects(authority: LoopbackAuthority, request_: bytes, reply: bytes) -> None:
    """A token without its wrapper, and certificates in either order, prove what they prove."""
    strict = []
    for name, answer in dialects(authority, reply):
        try:
            decode_timestamp_response(answer)
        except ValueError:
            strict.append(name)
        assert check_stamp(answer, DATA, authority.roots, request=request_).ok, name
        assert not check_stamp(answer, DATA + b"x", authority.roots, request=request_).acceptable, name

    assert len(strict) == 2, "the library alone reads one of the two orders"


def test_the_program_openssl_stands_in(
    authority: LoopbackAuthority, request_: bytes, reply: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the library cannot read is checked by openssl, as of its own time; without it nothing is claimed."""
    def unreadable(_data: bytes) -> None:
        raise ValueError

    old, old_roots = forge(authority, reply, at=datetime(2019, 6, 1, tzinfo=UTC), usage=[TIME], until=2020)
    wrong, wrong_roots = forge(authority, reply, at=NOW, usage=[TIME], until=2020)
    bare = tsp.TimeStampResp.load(reply)["time_stamp_token"].dump()
    monkeypatch.setattr("rfc3161_client.decode_timestamp_response", unreadable)

    assert check_stamp(reply, DATA, authority.roots, request=request_).ok
    assert check_stamp(bare, DATA, authority.roots, request=request_).ok
    assert check_stamp(old, DATA, old_roots).ok
    assert "not valid" in check_stamp(wrong, DATA, wrong_roots).why
    assert "does not lead" in check_stamp(reply, DATA, old_roots).why
    monkeypatch.setattr(stamps.shutil, "which", lambda _name: None)
    verdict = check_stamp(reply, DATA, authority.roots)
    assert (verdict.ok, verdict.checked) == (False, False)


def test_replies_without_certificates(authority: LoopbackAuthority) -> None:
    """When the request did not ask for them, the kept file must hold the signer's too."""
    (authority.folder / "data").write_bytes(DATA)
    asked = openssl("ts", "-query", "-data", "data", "-sha256", folder=authority.folder)
    answer = authority.reply(asked)
    both = authority.roots + (authority.folder / "tsa.pem").read_bytes()

    assert check_stamp(answer, DATA, both, request=asked).ok
    assert not check_stamp(answer, DATA, authority.roots, request=asked).acceptable
    assert check_stamp(answer, DATA, b"", request=asked).checked is False


REAL = [
    ("identrust/issue-104.tsr", "identrust/ts_chain.pem", b"hello", ""),
    ("sigstage/response-sha256.tsr", "sigstage/ts_chain.pem", b"hello", ""),
    ("sigstage/response-sha384.tsr", "sigstage/ts_chain.pem", b"hello", ""),
    ("sigstage/response-sha512.tsr", "sigstage/ts_chain.pem", b"hello", ""),
    ("sigstage/response-no-embedded-cert.tsr", "sigstage/ts_chain.pem", b"hello", ""),
    ("sigstage/response-invalid-signature.tsr", "sigstage/ts_chain.pem", b"hello", "its signature does not fit"),
    ("sigstore.mock/response-expired.tsr", "sigstore.mock/ts_chain.pem", None, ""),
    ("test_tsa/response.tsr", "test_tsa/ts_chain.pem", b"hello", ""),
    ("test_tsa/response-injected-certs.tsr", "test_tsa/ts_chain.pem", b"hello", ""),
    ("test_tsa/other_response.tsr", "test_tsa/ts_chain.pem", b"hello", "its chain does not lead to a root certificate that is kept"),
]


@pytest.mark.parametrize(("name", "roots", "data", "why"), REAL, ids=[row[0] for row in REAL])
def test_real_replies(shared: Path, name: str, roots: str, data: bytes | None, why: str) -> None:
    """Replies of real authorities verify, expired ones too; the broken ones for their own reason."""
    folder = shared / "data" / "preservation" / "rfc3161"
    if not (folder / name).exists():
        pytest.skip("the real replies are not here")
    stamped = (folder / name).with_name("payload").read_bytes() if data is None else data

    verdict = check_stamp((folder / name).read_bytes(), stamped, (folder / roots).read_bytes())

    assert (verdict.ok, verdict.why) == (not why, why)


def test_a_real_replay(shared: Path) -> None:
    """A real reply answers its own request, and not the other one over the same bytes."""
    folder = shared / "data" / "preservation" / "rfc3161" / "test_tsa"
    if not folder.exists():
        pytest.skip("the real replies are not here")
    answer, roots = (folder / "response.tsr").read_bytes(), (folder / "ts_chain.pem").read_bytes()

    assert check_stamp(answer, b"hello", roots, request=(folder / "request.der").read_bytes()).ok
    assert "another request" in check_stamp(answer, b"hello", roots, request=(folder / "other_request.der").read_bytes()).why


def test_asking(authority: LoopbackAuthority, request_: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reply comes back as it is, with its custody line; a closed door, a flood and a denied address are said in words."""
    with authority.serving() as url:
        came = ask(url, request_)
        assert check_stamp(came.reply, DATA, authority.roots, request=request_).ok
        assert (came.custody["method"], came.custody["sent_digest"]) == ("POST", hashlib.sha256(request_).hexdigest())
        assert (came.custody["digest"], came.custody["hops"][0]["address"]) == (hashlib.sha256(came.reply).hexdigest(), "127.0.0.1")
        authority.canned = b"x" * 5000
        monkeypatch.setattr(stamper, "LARGEST_REPLY", 4096)
        with pytest.raises(Unavailable, match="more than a time stamp"):
            ask(url, request_)
        authority.canned = None
    seen = len(authority.seen)
    with pytest.raises(Unavailable, match=r"is not asked.*loopback") as error:
        ask(url, request_)
    assert (error.value.code, len(authority.seen)) == ("not-stamped", seen)
    with pytest.raises(Unavailable, match="cannot be reached") as error:
        ask(url, request_, allow=[Allowance(network=ip_network("127.0.0.1/32"), port=int(url.rstrip("/").rpartition(":")[2]))])
    assert error.value.code == "no-connection"


REDIRECT = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n"


@pytest.mark.parametrize("answer", [REDIRECT, b"HTTP/1.1 500 No\r\n\r\n", b"junk\r\n\r\n", b""])
def test_odd_servers(answer: bytes, request_: bytes) -> None:
    """No redirect is followed, and nothing that a server does is more than `Unavailable`."""
    import socket
    from threading import Thread

    with socket.create_server(("127.0.0.1", 0)) as door:
        def serve() -> None:
            guest, _ = door.accept()
            with guest:
                guest.recv(65536)
                guest.sendall(answer)

        thread = Thread(target=serve)
        thread.start()
        port = door.getsockname()[1]
        with pytest.raises(Unavailable):
            ask(f"http://127.0.0.1:{port}/", request_, allow=[Allowance(network=ip_network("127.0.0.1/32"), port=port)])
        thread.join()


@pytest.mark.parametrize("stated", ["", "a", "=http://x", "A=http://x", "../a=http://x", "a=ftp://x", "a=file:///etc/passwd", "a=http://",
                                    "a=http://u:p@x/", "a=http://x y", "a=http://[", "a=http://x:99999/", "a=http://é/"])  # fmt: skip
def test_addresses_that_are_none(stated: str) -> None:
    """A name that is no file name, or an address that is none of the web, is refused."""
    with pytest.raises(Mistaken):
        parse_authority(stated)


def test_public_authorities() -> None:
    """There are two, and both can be read."""
    assert len({parse_authority(one).name for one in PUBLIC_AUTHORITIES}) == 2


def test_roots_become_pem(authority: LoopbackAuthority) -> None:
    """PEM stays as it is; DER becomes PEM; anything else is refused."""
    der = x509.load_pem_x509_certificate(authority.roots).public_bytes(serialization.Encoding.DER)

    assert as_pem(b"words\n" + authority.roots) == b"words\n" + authority.roots
    assert as_pem(der) == authority.roots
    with pytest.raises(ValueError, match="neither"):
        as_pem(b"nothing")
