"""
Who signed a WACZ, as far as the file itself can say.

Two kinds are in use: a key of the maker's own ("anonymous"), and the certificate of a web domain with a time stamp. Common
viewers verify one shape of the first: ECDSA on P-384 with SHA-256, the two numbers side by side. Other shapes are judged
here as well, and what viewers will say of them is said.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from firsthand.shell.verify import Verdict

NAME = "datapackage-digest.json"
COMMON = {"hash", "created", "software", "signature"}
ANONYMOUS = {*COMMON, "publicKey"}
DOMAIN = {*COMMON, "domain", "domainCert", "timeSignature", "timestampCert"}
CURVES = ("secp384r1", "secp256r1")


def check_signature(
    signed: Mapping[str, Any] | None, stated: str, created: object, keys: Collection[str], need: bool, verdict: Verdict
) -> None:
    """
    Judge the signed part of a digest file.

    Args:
        stated: ``sha256:HEX`` of datapackage.json, the text that is signed.
        created: As datapackage.json states it.
        keys: SHA-256 of the public keys (SPKI) of which one must have signed; empty: any.
        need: A file without a signature is refused.
    """
    if signed is None:
        if need or keys:
            verdict.fail(NAME, "it carries no signature, and one is expected: it was stripped, or never there")
        else:
            verdict.skip("signature", 1, "there is none: the digests prove that the file is whole, not who made it")
        return
    fields = set(signed) - {"version"}
    anonymous = fields == ANONYMOUS
    if not anonymous and fields - {"crossSignedCert"} != DOMAIN:
        odd = ", ".join(sorted(fields ^ ANONYMOUS))[:120]
        verdict.fail(NAME, f"its signed part has fields that it should not have, or lacks some: {odd}")
        return
    if any(not isinstance(value, str) for value in signed.values()):
        verdict.fail(NAME, "its signed part cannot be read")
        return
    if signed["hash"] != stated:
        verdict.fail(NAME, "what is signed is another datapackage.json: the signature is stale")
        return
    if created is not None and signed["created"] != created:
        verdict.fail(NAME, "it states another time of making than datapackage.json")
        return
    try:
        chain = [] if anonymous else x509.load_pem_x509_certificates(signed["domainCert"].encode())
        found = load_der_public_key(_base64(signed["publicKey"])) if anonymous else chain[0].public_key()
        raw = _base64(signed["signature"])
    except (ValueError, IndexError, binascii.Error, UnsupportedAlgorithm):
        verdict.fail(NAME, "its key, certificate or signature cannot be read")
        return
    if not isinstance(found, ec.EllipticCurvePublicKey) or found.curve.name not in CURVES:
        verdict.fail(NAME, "its key is of a kind that this format does not have")
        return
    shape = _fits(found, raw, stated.encode())
    if not shape:
        verdict.fail(NAME, "the signature does not fit: datapackage.json, the key or the signature was changed")
        return
    fingerprint = key_fingerprint(found)
    if keys and fingerprint not in keys:
        verdict.fail(NAME, f"it was signed by another key than the one expected: {fingerprint}")
        return
    verdict.checked["signature"] += 1
    if anonymous:
        if (found.curve.name, shape) != ("secp384r1", "raw"):
            why = f"the signature is valid ({found.curve.name}, {shape}), but common viewers verify P-384 in raw form only"
            verdict.skip("signature as viewers see it", 1, why)
    else:
        _domain(signed, chain, verdict)
    if not keys:
        verdict.skip("who holds the key", 1, f"compare its fingerprint with one that you had from the maker: {fingerprint}")


def key_fingerprint(key: ec.EllipticCurvePublicKey) -> str:
    """SHA-256 of a public key as SPKI, hex."""
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def _fits(key: ec.EllipticCurvePublicKey, raw: bytes, text: bytes) -> str:
    """``raw`` or ``DER`` for the shape in which the signature verifies; empty when it does not."""
    half = (key.key_size + 7) // 8
    shapes = {"DER": raw}
    if len(raw) == 2 * half:
        shapes = {"raw": encode_dss_signature(int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big")), **shapes}
    for shape, signature in shapes.items():
        try:
            key.verify(signature, text, ec.ECDSA(hashes.SHA256()))
        except (InvalidSignature, ValueError):
            continue
        return shape
    return ""


def _domain(signed: Mapping[str, Any], chain: list[x509.Certificate], verdict: Verdict) -> None:
    """What the file alone can say of a domain's certificate; who issued it in the end is not known here."""
    try:
        names = chain[0].extensions.get_extension_for_class(x509.SubjectAlternativeName).value.get_values_for_type(x509.DNSName)
        at = datetime.fromisoformat(signed["created"].replace("Z", "+00:00"))
        held = chain[0].not_valid_before_utc <= at <= chain[0].not_valid_after_utc
        for lower, upper in pairwise(chain):
            lower.verify_directly_issued_by(upper)
    except (x509.ExtensionNotFound, ValueError, TypeError, InvalidSignature):
        verdict.fail(NAME, "the certificates of the domain do not follow from one another, or state no domain or time")
        return
    if signed["domain"] not in names:
        verdict.fail(NAME, "the certificate is of another domain than the one stated")
    if not held:
        verdict.fail(NAME, "the certificate was not valid at the time that is stated")
    verdict.skip("issuer of the domain's certificate", 1, "not checked: no pinned roots")
    verdict.skip("time-stamp signature and its chain", 1, "not checked: no pinned roots; the stated time is the maker's word")


def _base64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
