"""WACZ 1.1.1: the parts of a packed web archive that are written, not captured. Putting them into a ZIP is the shell's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

PACKAGE, DIGEST, PAGES = "datapackage.json", "datapackage-digest.json", "pages/pages.jsonl"
ARCHIVE, INDEX = "archive/data.warc.gz", "indexes/index.cdx"
PROOFS, ENTRIES, GUIDE = "proofs/items.jsonl", "proofs/entries.json", "proofs/readme.txt"
VERSION = "1.1.1"

HOW_TO_CHECK = """\
What these proofs show, and how anybody can check them
======================================================

`firsthand verify FILE.wacz` does all of this. By hand:

1. entries.json holds the head of the case's ledger, as it was signed (`checkpoint`), and the ledger's key.
2. Each line of items.jsonl is one item of an import. `sha256` is the digest of its bytes, and the WARC-Block-Digest of its
   record in archive/data.warc.gz.
3. SHA-256(salt, sha256), both as bytes, is the item's `commitment`. A line without a salt: the salt was erased.
4. `path` leads from the commitment to `items_root` of the entry of that import (RFC 6962, section 2.1.1).
5. entries.json leads from that entry to the signed head in the same way.

6. `stamps` in entries.json, when there are any, are replies of time-stamping authorities (RFC 3161). Each holds the head that
   was stamped (`checkpoint`), request, reply and the authority's root certificates (base64), and in `paths` the way from each
   entry to that head. Decode them into files; then `openssl ts -reply -in reply -text` prints the time, and
   `openssl ts -verify -data checkpoint -in reply -CAfile roots -attime SECONDS` checks it as of that time.

They prove that these bytes were in the case, in this order, when the head was signed, and with a stamp that it was so at its
time. They do not prove who wrote them, or that what they say is true. Without a stamp they prove no date.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A file of a package: name, SHA-256 and SHA-512 in hex, and size in bytes."""

    name: str
    sha256: str
    sha512: str
    size: int


def pages(rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """The list of pages, as viewers show it; each row has at least ``url`` and ``ts``."""
    head = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages", "hasText": True}
    for row in (head, *rows):
        yield json.dumps(row, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def package(
    resources: Iterable[Resource], *, title: str, description: str, created: str, software: str, holds: Mapping[str, Any]
) -> bytes:
    """
    datapackage.json.

    Args:
        holds: What a receiver must know before opening it.
    """
    value = {
        "profile": "data-package", "wacz_version": VERSION, "title": title, "description": description, "created": created,
        "software": software, "holds": holds,
        "resources": [
            {"name": one.name.rpartition("/")[2], "path": one.name, "hash": f"sha256:{one.sha256}", "bytes": one.size}
            for one in sorted(resources, key=lambda one: one.name)
        ],
    }  # fmt: skip
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def digest_file(stated: str, *, created: str, software: str, signature: str, public_key: str) -> bytes:
    """
    datapackage-digest.json with its signature.

    Args:
        stated: ``sha256:HEX`` of datapackage.json; the text that was signed.
        signature, public_key: Base64; P-384, the numbers of the signature side by side, the key as SPKI.
    """
    signed = {
        "hash": stated, "created": created, "software": software, "version": "0.1.0", "signature": signature,
        "publicKey": public_key,
    }  # fmt: skip
    return json.dumps({"path": PACKAGE, "hash": stated, "signedData": signed}, indent=1, sort_keys=True).encode() + b"\n"
