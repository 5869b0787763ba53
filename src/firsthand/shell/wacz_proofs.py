"""The proofs that our packed archives carry: capture → commitment → root of its import → entry → signed head."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from firsthand.ledger.entry import commitment, cover_bytes, entry_leaf_hash
from firsthand.ledger.note import open_checkpoint
from firsthand.ledger.tree import leaf_hash, verify_inclusion
from firsthand.model.errors import Tampered
from firsthand.shell.verify_stamps import check_carried


class EntryProofs:
    """
    The imports that stand under one signed head.

    Attributes:
        head: Text of the checkpoint; empty when something in it is wrong.
        stamps: For each time stamp in it nothing when it holds, or why it could not be checked.
        wrong: What is wrong with a time stamp in it.
    """

    def __init__(self, value: Mapping[str, Any]) -> None:
        self.head = ""
        self.stamps: list[str] = []
        self.wrong = ""
        self._roots: dict[str, bytes] = {}
        leaves: dict[int, bytes] = {}
        try:
            head = open_checkpoint(value["checkpoint"], value["key"])
            for seq, entry in value["entries"].items():
                root = bytes.fromhex(entry["items_root"])
                commit = commitment(bytes.fromhex(entry["salt"]), cover_bytes(bytes.fromhex(entry["detail"]), root))
                hashed = entry_leaf_hash(entry["seq"], entry["kind"], commit)
                path = [bytes.fromhex(part) for part in entry["path"]]
                if entry["kind"] != "run" or str(entry["seq"]) != seq:
                    return
                if not verify_inclusion(hashed, entry["seq"], head.size, path, head.root):
                    return
                self._roots[seq] = root
                leaves[entry["seq"]] = hashed
        except (Tampered, KeyError, ValueError, TypeError, AttributeError):
            self._roots.clear()
            return
        self.head = head.text()
        self.stamps, self.wrong = check_carried(value.get("stamps", []), value["key"], leaves)

    def why_not(self, row: Mapping[str, Any]) -> str:
        """What is wrong with the proof of one capture; empty when it stands."""
        if not self.head:
            return "its entries do not stand under a signed head"
        try:
            commit = bytes.fromhex(row["commitment"])
            if row["salt"] is not None:
                stated = hashlib.sha256(bytes.fromhex(row["salt"]) + bytes.fromhex(row["sha256"])).digest()
                if stated != commit:
                    return "its bytes do not open its commitment"
            path = [bytes.fromhex(part) for part in row["path"]]
            if not verify_inclusion(leaf_hash(commit), row["index"], row["size"], path, self._roots[str(row["entry"])]):
                return "it does not stand under the import that it names"
        except (KeyError, ValueError, TypeError, AttributeError):
            return "it cannot be read"
        return ""
