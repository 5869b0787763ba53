"""
Entries of the ledger: a leaf that says nothing, and a body that says all.

A leaf is ``{"commit", "kind", "seq"}``. The commitment hides the body behind a salt, so that a body can be erased while
the tree still verifies, and so that nobody can guess a short body from its digest:

    commit        = SHA-256(salt || SHA-256(cover))
    cover         = {"detail": detail_commit, "items_root": root or null}, canonical
    detail_commit = SHA-256(detail_salt || SHA-256(detail)), canonical detail

The cover stands between, so that a proof can show the items_root of a run without its detail: the detail holds file
names and people's names that a stranger must not see.

A body is a plain file that carries its salts. Salts of items are not in it: they come from the run's seed in `secret/`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from firsthand.ledger.canonical import canonical
from firsthand.ledger.tree import leaf_hash
from firsthand.model.errors import Tampered
from firsthand.model.ids import Seq

KINDS = {
    "case": 1, "people": 2, "run": 3, "screen": 4, "undo-run": 5, "adapter": 6, "plan": 7,
    "label": 20, "mark": 21, "note": 22, "judge": 23, "grade": 24, "second": 25, "translate": 26, "describe": 27,
    "redact": 28, "span": 29, "consent": 30, "contact": 31, "rights": 32, "caution": 33, "claim": 34, "answer": 35,
    "claim-status": 36, "undo": 37, "transcribe": 38, "redact-media": 39, "coarsen": 40, "statement": 41, "request": 42,
    "request-done": 43, "finding": 44, "cell": 45, "verification": 46, "appeal": 47,
    "erase": 70, "withdraw": 71, "ask-erase": 72, "quarantine": 73, "ask-quarantine": 74, "hold-legal": 75,
    "seal": 76, "ask-unseal": 77, "unseal": 78, "retain": 79,
    "story": 50, "card": 51, "publish": 52, "update": 53, "override": 54, "figure": 55,
    "stamp": 60, "fixity": 61, "backup": 62, "export": 63,
}  # fmt: skip
"""Every kind ever released, with its number. A kind is never renamed; a new shape gets a new version in its body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    One entry with its body.

    Attributes:
        seq: Place in the ledger.
        kind: A word of `KINDS`.
        detail: JSON value; empty when the body was erased.
        items_root: 32 bytes over the items of a run, or None.
        salt, detail_salt: 32 bytes each.
    """

    seq: Seq
    kind: str
    detail: dict[str, Any]
    items_root: bytes | None
    salt: bytes
    detail_salt: bytes

    @property
    def commit(self) -> bytes:
        """The commitment in the leaf, 32 bytes."""
        return commitment(self.salt, cover_bytes(self.detail_commit, self.items_root))

    @property
    def detail_commit(self) -> bytes:
        """The commitment to the detail alone, 32 bytes."""
        return commitment(self.detail_salt, canonical(self.detail))

    def leaf(self) -> bytes:
        """Bytes of the leaf."""
        return leaf_bytes(self.seq, self.kind, self.commit)

    def body(self) -> bytes:
        """Bytes of the body file."""
        return canonical(
            {
                "detail": self.detail,
                "detail_salt": self.detail_salt.hex(),
                "items_root": self.items_root.hex() if self.items_root else None,
                "kind": self.kind,
                "salt": self.salt.hex(),
                "seq": self.seq,
            }
        )


def commitment(salt: bytes, data: bytes) -> bytes:
    """SHA-256 of salt and digest of the data."""
    return hashlib.sha256(salt + hashlib.sha256(data).digest()).digest()


def cover_bytes(detail_commit: bytes, items_root: bytes | None) -> bytes:
    """The bytes between a leaf and a detail."""
    return canonical({"detail": detail_commit.hex(), "items_root": items_root.hex() if items_root else None})


def leaf_bytes(seq: int, kind: str, commit: bytes) -> bytes:
    """The bytes of a leaf as they stand in the entries tiles."""
    return canonical({"commit": commit.hex(), "kind": kind, "seq": seq})


def entry_leaf_hash(seq: int, kind: str, commit: bytes) -> bytes:
    """Hash of a leaf as the tree takes it."""
    return leaf_hash(leaf_bytes(seq, kind, commit))


def open_body(data: bytes) -> Entry:
    """
    Read a body file.

    Raises:
        Tampered: It is not a body.
    """
    try:
        value = json.loads(data)
        root = value["items_root"]
        return Entry(
            seq=Seq(value["seq"]),
            kind=value["kind"],
            detail=value["detail"],
            items_root=bytes.fromhex(root) if root else None,
            salt=bytes.fromhex(value["salt"]),
            detail_salt=bytes.fromhex(value["detail_salt"]),
        )
    except (ValueError, KeyError, TypeError):
        raise Tampered("a body of the ledger cannot be read", code="bad-body", advice="Restore it from a backup.") from None
