"""What lies sealed: kept, encrypted by itself, and opened only by an act that the ledger remembers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from firsthand.model.ids import Digest, Seq

SEALABLE = ("contact", "exact-place", "device", "consent-note", "original")
"""What a person may seal."""

PRIVATE = "private-file"
"""What a reader seals: private messages, contacts and their kin, as the source holds them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """
    One thing that is sealed.

    Attributes:
        entry: The entry that brought it.
        digest: Of the encrypted bytes, which lie in the vault under it.
        size: Bytes, encrypted. Short texts are made longer first, so that it says little.
        kind: A word of `SEALABLE`, or `PRIVATE`.
        subject: The post or account that it is about; the run that brought it.
        name: Of the file in its source; empty for what a person sealed.
        erased: The bytes and their key are gone.
    """

    entry: Seq
    digest: Digest
    size: int
    kind: str
    subject: str
    name: str
    at: datetime
    by: str
    erased: bool

    def ref(self) -> str:
        """What names it on the command line."""
        return self.digest[:12]


def stated(kind: str, digest: str, size: int, name: str = "") -> dict[str, Any]:
    """An envelope as the detail of an entry states it, in a list under ``envelopes``."""
    return {"kind": kind, "digest": digest, "size": size, "name": name}
