"""
Checking an outside time stamp: a reply as RFC 3161 describes it, against the bytes it is said to stamp.

A stamp is checked at its own time: a certificate that has expired since does not make it worse. Authorities write replies
in dialects that strict parsers refuse (certificates in an order that DER forbids, a token without its wrapper). The raw
reply is never touched; for checking it is read leniently, put in order in memory, and given to `rfc3161-client`; what
that still cannot read goes to the `openssl` program. What neither accepts is not a stamp.

Every reply must, whichever way it was read: be granted; hold the digest of these bytes, and the nonce when the request
is there; be signed by the certificate that its own signed attributes name (ESSCertID, RFC 5816); and that certificate
must be for time stamping, for nothing else, and must say so critically (RFC 3161 section 2.3).

Not checked: whether a certificate was revoked.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from firsthand.model.stamp import StampVerdict

LARGEST_REPLY = 1 << 20
DIGESTS = ("sha256", "sha384", "sha512")
OPENSSL_SECONDS = 20
NO_ROOTS = "no root certificate of this authority is kept"

_UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)
"""What parsers raise on bytes that are not what they should be."""


class Token(NamedTuple):
    """
    A token, read leniently.

    Attributes:
        status: Word of the response's status; ``granted`` for a bare token.
        info: The parsed ContentInfo of asn1crypto; None when there is none.
        bare: There was no response around it.
        gen_time: Aware, UTC.
        algorithm, imprint: What was stamped.
        nonce: Of the request, or None.
    """

    status: str
    info: Any
    bare: bool = False
    gen_time: datetime | None = None
    algorithm: str = ""
    imprint: bytes = b""
    nonce: int | None = None


def check_stamp(reply: bytes, data: bytes, roots: bytes, *, request: bytes = b"") -> StampVerdict:
    """
    Check a reply.

    Args:
        reply: As it came: a response, or a bare token.
        data: The bytes that it is said to stamp.
        roots: Root certificates (and intermediates, and the authority's own, where replies leave them out), PEM or DER.
        request: When given, the reply must answer it and no other.
    """
    try:
        token = read_token(reply)
        asked = _nonce_of(request) if request else None
        trusted = read_certificates(roots) if roots.strip() else []
    except ValueError as error:
        return StampVerdict(ok=False, why=str(error))
    if token.status != "granted" or token.info is None:
        return StampVerdict(ok=False, why=f"the authority did not grant it ({token.status})")
    when = token.gen_time
    if token.algorithm not in DIGESTS or token.imprint != hashlib.new(token.algorithm, data).digest():
        return StampVerdict(ok=False, gen_time=when, why="it stamps other bytes: the digest in it is another")
    if request and token.nonce != asked:
        return StampVerdict(ok=False, gen_time=when, why="it answers another request: the nonce in it is another")
    try:
        signer, wrong = _signer(token.info, trusted)
    except _UNREADABLE:
        return StampVerdict(ok=False, gen_time=when, why="its signature or its certificates cannot be read")
    if signer is None:
        return StampVerdict(ok=False, gen_time=when, why=wrong, checked=bool(trusted) or wrong != NO_ROOTS)
    name = _name(signer)
    if wrong := _purpose(signer):
        return StampVerdict(ok=False, gen_time=when, authority=name, why=wrong)
    if not trusted:
        return StampVerdict(ok=False, gen_time=when, authority=name, why=NO_ROOTS, checked=False)
    wrong, checked = _chain(reply, token, signer, trusted)
    return StampVerdict(ok=not wrong, gen_time=when, authority=name, why=wrong, checked=checked)


def read_token(reply: bytes) -> Token:
    """
    Read a reply leniently; nothing is believed yet.

    Raises:
        ValueError: It is no reply and no token; the message is for people.
    """
    from asn1crypto import cms, core, tsp

    if len(reply) > LARGEST_REPLY:
        raise ValueError("the reply is larger than any time stamp")
    try:
        try:
            status = tsp.PKIStatusInfo.load(core.SequenceOf.load(reply, spec=core.Any, strict=True)[0].dump())["status"].native
            if status not in ("granted", "granted_with_mods"):
                return Token(str(status), None)  # such a reply holds no token, which asn1crypto does not foresee
            info, bare = tsp.TimeStampResp.load(reply, strict=True)["time_stamp_token"], False
        except _UNREADABLE:
            info, bare, status = cms.ContentInfo.load(reply, strict=True), True, "granted"
        content = info["content"]["encap_content_info"]
        if info["content_type"].native != "signed_data" or content["content_type"].native != "tst_info":
            raise ValueError("another content")
        stamped = content["content"].parsed
        imprint = stamped["message_imprint"]
        when = stamped["gen_time"].native
        if not isinstance(when, datetime) or when.tzinfo is None:
            raise ValueError("no time")
        return Token(
            str(status), info, bare, when, imprint["hash_algorithm"]["algorithm"].native,
            imprint["hashed_message"].native, stamped["nonce"].native,
        )  # fmt: skip
    except _UNREADABLE:
        raise ValueError("the reply cannot be read: it is no time stamp, or it was damaged") from None


def read_certificates(data: bytes) -> list[x509.Certificate]:
    """
    Read certificates, PEM (other text around them is passed over) or one in DER.

    Raises:
        ValueError: There are none; the message is for people.
    """
    try:
        if b"-----BEGIN" in data:
            return list(dict.fromkeys(x509.load_pem_x509_certificates(data)))
        return [x509.load_der_x509_certificate(data)]
    except ValueError:
        raise ValueError("the root certificates cannot be read: they are neither PEM nor DER") from None


def as_pem(data: bytes) -> bytes:
    """
    Root certificates as they are kept; PEM stays as it is, byte by byte.

    Raises:
        ValueError: They cannot be read.
    """
    found = read_certificates(data)
    return data if b"-----BEGIN" in data else b"".join(one.public_bytes(Encoding.PEM) for one in found)


def _nonce_of(request: bytes) -> int | None:
    from asn1crypto import tsp

    try:
        nonce: int | None = tsp.TimeStampReq.load(request, strict=True)["nonce"].native
    except _UNREADABLE:
        raise ValueError("the request cannot be read") from None
    return nonce


def _signer(info: Any, trusted: list[x509.Certificate]) -> tuple[x509.Certificate | None, str]:
    """The certificate that the signer names: by number in its id, by digest in its signed attributes."""
    signed = info["content"]
    if len(signed["signer_infos"]) != 1:
        return None, "it must bear one signature, and bears another number"
    one = signed["signer_infos"][0]
    embedded = [choice.chosen.dump() for choice in signed["certificates"] or () if choice.name == "certificate"]
    known = [*embedded, *(cert.public_bytes(Encoding.DER) for cert in trusted)]
    digests = list(_named_digests(one["signed_attrs"]))
    if not digests:
        return None, "its signature does not say which certificate it is of"
    for der in known:
        if any(hashlib.new(algorithm, der).digest() != digest for algorithm, digest in digests):
            continue
        cert = x509.load_der_x509_certificate(der)
        if one["sid"].name == "issuer_and_serial_number" and cert.serial_number != one["sid"].chosen["serial_number"].native:
            continue
        return cert, ""
    if embedded or trusted:
        return None, "the certificate that it names as its signer's is neither in it nor among the kept ones"
    return None, NO_ROOTS


def _named_digests(attributes: Any) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for attribute in attributes:
        if attribute["type"].native == "signing_certificate":
            found.append(("sha1", attribute["values"][0]["certs"][0]["cert_hash"].native))
        elif attribute["type"].native == "signing_certificate_v2":
            first = attribute["values"][0]["certs"][0]
            found.append((first["hash_algorithm"]["algorithm"].native, first["cert_hash"].native))
    return found


def _purpose(cert: x509.Certificate) -> str:
    """What is wrong with what the certificate may be used for."""
    try:
        usage = cert.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return "its signer's certificate is not for time stamping: it states no purpose"
    if list(usage.value) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        return "its signer's certificate is not for time stamping alone"
    return "" if usage.critical else "its signer's certificate does not make time stamping its critical purpose"


def _chain(reply: bytes, token: Token, signer: x509.Certificate, trusted: list[x509.Certificate]) -> tuple[str, bool]:
    """What is wrong with signature and chain at the token's own time, and whether that could be checked."""
    import rfc3161_client as client

    embedded = bool(token.info["content"]["certificates"])
    builder = client.VerifierBuilder(roots=list(trusted), tsa_certificate=None if embedded else signer)
    for in_order in (False, True):
        try:
            response = client.decode_timestamp_response(_in_order(token.info) if in_order else reply)
            if response.tst_info.gen_time.timestamp() != token.gen_time.timestamp():  # type: ignore[union-attr]
                return "two readers read two times in it", True
            builder.build().verify(response, token.imprint)
        except client.VerificationError as error:
            return _in_words(str(error)), True
        except _UNREADABLE:
            continue
        return "", True
    return _by_openssl(reply, token, trusted)


def _in_order(info: Any) -> bytes:
    """The same token in a response of its own, its certificates in the order that DER wants; none of it is signed."""
    from asn1crypto import cms, tsp

    fresh = cms.ContentInfo.load(info.dump())
    signed = fresh["content"]
    if signed["certificates"]:
        signed["certificates"] = cms.CertificateSet(sorted(signed["certificates"], key=lambda one: one.dump()))
    return bytes(tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": fresh}).dump())


def _by_openssl(reply: bytes, token: Token, trusted: list[x509.Certificate]) -> tuple[str, bool]:
    program = shutil.which("openssl")
    if program is None:
        return "its form needs the program openssl to be checked, and that is not here", False
    assert token.gen_time is not None
    with tempfile.TemporaryDirectory(prefix="firsthand-") as folder:
        (Path(folder) / "reply").write_bytes(reply)
        (Path(folder) / "roots").write_bytes(b"".join(one.public_bytes(Encoding.PEM) for one in trusted))
        command = [
            program, "ts", "-verify", "-digest", token.imprint.hex(), "-in", "reply", "-CAfile", "roots",
            "-untrusted", "roots", "-attime", str(int(token.gen_time.timestamp())), *(["-token_in"] if token.bare else []),
        ]  # fmt: skip
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, timeout=OPENSSL_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return "the program openssl did not answer", False
    if done.returncode == 0:
        return "", True
    return _in_words(done.stderr.decode("utf-8", "replace")), True


def _in_words(told: str) -> str:
    if "expired" in told or "not yet valid" in told:
        return "a certificate of its chain was not valid at the time that it states"
    if "issuer" in told or "self" in told or "untrusted" in told or "trust" in told:
        return "its chain does not lead to a root certificate that is kept"
    if "purpose" in told or "EKU" in told:
        return "a certificate of its chain is not for time stamping"
    return "its signature does not fit"


def _name(cert: x509.Certificate) -> str:
    for kind in (x509.NameOID.COMMON_NAME, x509.NameOID.ORGANIZATION_NAME):
        for one in cert.subject.get_attributes_for_oid(kind):
            return str(one.value)
    return ""
