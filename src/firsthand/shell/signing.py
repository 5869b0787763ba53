"""Signatures of people over their acts."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from firsthand.ledger.canonical import canonical
from firsthand.model.actor import Actor
from firsthand.shell.people import private_key


def sign_act(origin: str, kind: str, detail: dict[str, Any], actor: Actor) -> dict[str, Any]:
    """Add the person's signature over everything else in the detail; without a key nothing is added."""
    if actor.kind != "person" or not actor.key:
        return detail
    key = private_key(actor.name)
    if key is None:
        return detail
    return {**detail, "signature": base64.b64encode(key.sign(signed_bytes(origin, kind, detail))).decode()}


def signature_fits(origin: str, kind: str, detail: dict[str, Any]) -> bool | None:
    """Whether the act is signed by the key it names; None when it carries no signature."""
    if "signature" not in detail:
        return None
    rest = {name: value for name, value in detail.items() if name != "signature"}
    try:
        public = base64.b64decode(detail["actor"]["key"], validate=True)
        signature = base64.b64decode(detail["signature"], validate=True)
        Ed25519PublicKey.from_public_bytes(public).verify(signature, signed_bytes(origin, kind, rest))
    except (binascii.Error, ValueError, KeyError, TypeError, InvalidSignature):
        return False
    return True


def signed_bytes(origin: str, kind: str, detail: dict[str, Any]) -> bytes:
    """What a person signs: the name of the ledger, the kind, the detail."""
    return b"firsthand act 1\n" + origin.encode() + b"\n" + kind.encode() + b"\n" + canonical(detail)
