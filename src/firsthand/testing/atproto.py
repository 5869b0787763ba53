"""Repositories and frames of the AT Protocol, for tests and samples. Signatures in them are not true."""

from __future__ import annotations

from typing import Any

from firsthand.readers.dag_cbor import address, cid_text, encode


def link(cid: bytes) -> dict[str, str]:
    """A link as it stands in a record."""
    return {"$link": cid_text(cid)}


def varint(number: int) -> bytes:
    """A number as CAR files write it."""
    out = b""
    while number >= 0x80:
        out += bytes([number & 0x7F | 0x80])
        number >>= 7
    return out + bytes([number])


def block(data: bytes, cid: bytes = b"") -> bytes:
    """One block of a CAR; `cid` other than its own makes it a wrong one."""
    cid = cid or address(data)
    return varint(len(cid) + len(data)) + cid + data


def car(root: bytes, blocks: list[bytes]) -> bytes:
    """A CAR of blocks as they are given."""
    header = encode({"version": 1, "roots": [link(root)]})
    return varint(len(header)) + header + b"".join(blocks)


def node(records: dict[str, dict[str, Any]], left: bytes = b"", right: bytes = b"") -> bytes:
    """A node of the tree; `left` stands before its first key, `right` behind its last one."""
    entries: list[dict[str, Any]] = []
    before = b""
    for key, record in records.items():
        name = key.encode()
        shared = next(
            (k for k, (one, two) in enumerate(zip(before, name, strict=False)) if one != two),
            min(len(before), len(name)),
        )
        entries.append({"p": shared, "k": name[shared:], "v": link(address(encode(record))), "t": None})
        before = name
    if right:
        entries[-1]["t"] = link(right)
    return encode({"l": link(left) if left else None, "e": entries})


def commit(did: str, top: bytes) -> bytes:
    """The commit of a repository whose tree has this top node."""
    return encode(
        {"did": did, "version": 3, "data": link(top), "rev": "3zzzzzzzzzz22", "prev": None, "sig": b"\x01" * 64}
    )


def repository(did: str, first: dict[str, dict[str, Any]], second: dict[str, dict[str, Any]]) -> bytes:
    """A repository whose tree has two nodes; the commit and the tree stand before the records."""
    low = node(second)
    top = node(first, right=address(low))
    head = commit(did, address(top))
    records = [block(encode(record)) for record in (*first.values(), *second.values())]
    return car(address(head), [block(head), block(top), block(low), *records])


def frame(kind: str, body: dict[str, Any]) -> bytes:
    """A frame of the firehose."""
    return encode({"op": 1, "t": kind}) + encode(body)


def commit_body(did: str, changes: list[tuple[str, str, dict[str, Any] | None]], time: str) -> dict[str, Any]:
    """The body of a commit: action, path and record of each change."""
    made = {path: encode(record) for _, path, record in changes if record is not None}
    top = (
        node({path: record for _, path, record in changes if record is not None})
        if made
        else encode({"l": None, "e": []})
    )
    head = commit(did, address(top))
    ops = [
        {"action": action, "path": path, "cid": link(address(made[path])) if path in made else None}
        for action, path, _ in changes
    ]
    return {
        "seq": 1, "repo": did, "rev": "3zzzzzzzzzz22", "since": None, "commit": link(address(head)), "tooBig": False,
        "rebase": False, "time": time, "blobs": [], "ops": ops,
        "blocks": car(address(head), [block(head), block(top), *(block(data) for data in made.values())]),
    }  # fmt: skip
