"""
DAG-CBOR, content addresses (CID) and CAR files of the AT Protocol, read with bounds.

Values come out in the form that the protocol's JSON has: a link is ``{"$link": CID}``; byte strings stay bytes. Nothing
here trusts a length: what is claimed must be there, depth is bounded, and every value costs at least one byte, so time and
memory are linear in the input.

Source:
    DAG-CBOR (ipld.io, 2023); CIDv1 and multihash (multiformats); CARv1 (ipld.io); AT Protocol "Data Model" and
    "Repository". Only what these allow is read: definite lengths, text keys, tag 42, and no other simple values than
    true, false and null. Lengths need not be the shortest possible: digests are taken over the bytes as they are.
"""

from __future__ import annotations

import base64
import hashlib
import struct
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

DEPTH_LIMIT = 128
"""Containers in containers."""

BLOCK_LIMIT = 16 << 20
"""Bytes of the largest block that is held; the protocol allows one megabyte."""

SAME_LIMIT = 16
"""Keys of one record that are kept."""

_CID_HEAD = (b"\x01\x71\x12\x20", b"\x01\x55\x12\x20")
CID_SIZE = 36
"""Bytes of a CIDv1 with SHA-256, the only kind of the AT Protocol."""


class Broken(ValueError):
    """These bytes are not what they should be; says why in part of a sentence."""


def decode_one(data: bytes, at: int = 0) -> tuple[Any, int]:
    """
    Decode one value.

    Returns:
        The value, and the place behind it.

    Raises:
        Broken: It is no DAG-CBOR, ends early, or nests too deep.
    """
    return _value(data, at, 0)


def decode_all(data: bytes) -> Any:
    """
    Decode bytes that are exactly one value.

    Raises:
        Broken: As `decode_one`, or bytes are left.
    """
    value, end = _value(data, 0, 0)
    if end != len(data):
        raise Broken(f"{len(data) - end} bytes behind the end of the value")
    return value


def _value(data: bytes, at: int, depth: int) -> tuple[Any, int]:
    if depth > DEPTH_LIMIT:
        raise Broken(f"values nest deeper than {DEPTH_LIMIT}")
    kind, number, at = _head(data, at)
    if kind == 0:
        return number, at
    if kind == 1:
        return -1 - number, at
    if kind in (2, 3):
        if number > len(data) - at:
            raise Broken("a string is longer than what is left")
        raw = data[at : at + number]
        return (raw if kind == 2 else _text(raw)), at + number
    if kind == 4:
        return _array(data, at, number, depth)
    if kind == 5:
        return _map(data, at, number, depth)
    if kind == 6:
        return _link(data, at, number, depth)
    return _simple(number, data, at)


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Kind, number and the place behind them; for kind 7 the number is the low bits, unread."""
    if at >= len(data):
        raise Broken("it ends early")
    kind, low = data[at] >> 5, data[at] & 31
    at += 1
    if kind == 7 or low < 24:
        return kind, low, at
    size = {24: 1, 25: 2, 26: 4, 27: 8}.get(low, 0)
    if not size or at + size > len(data):
        raise Broken("a length that is not definite" if not size else "it ends early")
    return kind, int.from_bytes(data[at : at + size], "big"), at + size


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise Broken("a text that is not UTF-8") from error


def _array(data: bytes, at: int, count: int, depth: int) -> tuple[list[Any], int]:
    if count > len(data) - at:
        raise Broken("a list is longer than what is left")
    found = []
    for _ in range(count):
        one, at = _value(data, at, depth + 1)
        found.append(one)
    return found, at


def _map(data: bytes, at: int, count: int, depth: int) -> tuple[dict[str, Any], int]:
    if 2 * count > len(data) - at:
        raise Broken("a map is longer than what is left")
    found: dict[str, Any] = {}
    for _ in range(count):
        key, at = _value(data, at, depth + 1)
        if not isinstance(key, str) or key in found:
            raise Broken("a key that is no text" if not isinstance(key, str) else "the same key twice")
        found[key], at = _value(data, at, depth + 1)
    return found, at


def _link(data: bytes, at: int, tag: int, depth: int) -> tuple[dict[str, str], int]:
    if tag != 42:
        raise Broken(f"tag {tag}, which DAG-CBOR does not have")
    raw, at = _value(data, at, depth + 1)
    if not isinstance(raw, bytes) or raw[:1] != b"\0" or len(raw) < 2:
        raise Broken("a link that is no address")
    return {"$link": cid_text(raw[1:])}, at


def _simple(low: int, data: bytes, at: int) -> tuple[Any, int]:
    if low in (20, 21, 22):
        return {20: False, 21: True, 22: None}[low], at
    size, form = {25: (2, ">e"), 26: (4, ">f"), 27: (8, ">d")}.get(low, (0, ""))
    if not size or at + size > len(data):
        raise Broken("a simple value that DAG-CBOR does not have" if not size else "it ends early")
    return struct.unpack(form, data[at : at + size])[0], at + size


# Content addresses


def cid_text(raw: bytes) -> str:
    """A CID as text, in base 32; bytes of another version too, so that a link can be named."""
    return "b" + base64.b32encode(raw).decode().rstrip("=").lower()


def cid_bytes(text: str) -> bytes:
    """The bytes of a CID of the AT Protocol; empty when the text is none."""
    if len(text) != 59 or not text.startswith("b") or not text.isascii() or text != text.lower():
        return b""
    try:
        raw = base64.b32decode(text[1:].upper() + "=" * 6)
    except ValueError:
        return b""
    # The last letter has two bits more than the address; they are zero, or two texts would name one thing.
    return raw if raw[:4] in _CID_HEAD and cid_text(raw) == text else b""


def is_cid(raw: bytes) -> bool:
    """Whether these bytes are a CIDv1 of DAG-CBOR or raw bytes, by SHA-256."""
    return len(raw) == CID_SIZE and raw[:4] in _CID_HEAD


def fits(cid: bytes, data: bytes) -> bool:
    """Whether the digest in a CID (see `is_cid`) is that of the data."""
    return hashlib.sha256(data).digest() == cid[4:]


def cid_of(value: object) -> str:
    """
    The CID that a record has, as text; empty when the value is outside of the data model.

    Args:
        value: In the form of the protocol's JSON.
    """
    try:
        return cid_text(address(encode(value)))
    except Broken:
        return ""


def address(data: bytes) -> bytes:
    """The CID of a block of DAG-CBOR."""
    return _CID_HEAD[0] + hashlib.sha256(data).digest()


def encode(value: object) -> bytes:
    """
    Encode a value in the one form that DAG-CBOR allows.

    Args:
        value: In the form of the protocol's JSON; byte strings may be bytes.

    Raises:
        Broken: It is outside of the data model.
    """
    return _encode(value, 0)


def _encode(value: object, depth: int) -> bytes:
    if depth > DEPTH_LIMIT:
        raise Broken(f"values nest deeper than {DEPTH_LIMIT}")
    if value is None or isinstance(value, bool):
        return {None: b"\xf6", False: b"\xf4", True: b"\xf5"}[value]
    if isinstance(value, int):
        if not -(1 << 64) <= value < 1 << 64:
            raise Broken("a number of more than 64 bits")
        return _number(0, value) if value >= 0 else _number(1, -1 - value)
    if isinstance(value, bytes):
        return _number(2, len(value)) + value
    if isinstance(value, str):
        raw = value.encode("utf-8", "replace")
        return _number(3, len(raw)) + raw
    if isinstance(value, list):
        return _number(4, len(value)) + b"".join(_encode(one, depth + 1) for one in value)
    if isinstance(value, dict):
        return _encode_map(value, depth)
    raise Broken("a value that the data model does not have")


def _encode_map(value: dict[str, object], depth: int) -> bytes:
    if value.keys() == {"$link"}:
        raw = cid_bytes(str(value["$link"]))
        if not raw:
            raise Broken("a link that is no address")
        return b"\xd8\x2a" + _number(2, len(raw) + 1) + b"\0" + raw
    if value.keys() == {"$bytes"}:
        return _encode(bytes_of(value), depth)
    entries = sorted((key.encode("utf-8", "replace"), one) for key, one in value.items())
    entries.sort(key=lambda entry: len(entry[0]))
    return _number(5, len(entries)) + b"".join(
        _number(3, len(key)) + key + _encode(one, depth + 1) for key, one in entries
    )


def _number(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    for low, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << (8 * size):
            return bytes([kind << 5 | low]) + number.to_bytes(size, "big")
    raise Broken("a number of more than 64 bits")


def bytes_of(value: object) -> bytes:
    """Byte strings as CBOR has them, or as ``{"$bytes": base64}``; empty for anything else."""
    if isinstance(value, bytes):
        return value
    told = value.get("$bytes") if isinstance(value, dict) else None
    if not isinstance(told, str):
        return b""
    try:
        return base64.b64decode(told + "=" * (-len(told) % 4), validate=True)
    except ValueError:
        return b""


# CAR


class Block(NamedTuple):
    """
    One block of a CAR.

    Attributes:
        start, length: Byte range, with the number that says its length.
        raw: These bytes; empty when the block is too large to hold.
        cid, data: Address and content; empty when `flaw` is not.
        flaw: Empty, ``cut-off``, ``not-a-block``, ``unknown-digest``, ``wrong-digest`` or ``too-large``.
    """

    start: int
    length: int
    raw: bytes
    cid: bytes = b""
    data: bytes = b""
    flaw: str = ""


def car_header(stream: BinaryIO) -> tuple[list[str], int]:
    """
    Read the beginning of a CAR.

    Returns:
        The roots, as text, and where the first block begins.

    Raises:
        Broken: It is no CAR of version 1.
    """
    stream.seek(0)
    head = stream.read(1 << 16)
    size, at = varint(head, 0)
    if not 0 < size <= len(head) - at:
        raise Broken("it does not begin as a CAR")
    header = decode_all(head[at : at + size])
    if not isinstance(header, dict) or header.get("version") != 1 or not isinstance(header.get("roots"), list):
        raise Broken("it does not begin as a CAR of version 1")
    roots = [str(root["$link"]) for root in header["roots"] if isinstance(root, dict) and "$link" in root]
    return roots, at + size


def blocks(stream: BinaryIO, at: int) -> Iterator[Block]:
    """
    Walk the blocks of a CAR; each digest is checked.

    Args:
        at: Where the first block begins. A block that claims more than is there is the last one.
    """
    ends = stream.seek(0, 2)
    while at < ends:
        stream.seek(at)
        head = stream.read(10)
        size, behind = varint(head, 0)
        if behind == 0:
            stream.seek(at)
            rest = stream.read(BLOCK_LIMIT) if ends - at <= BLOCK_LIMIT else b""
            yield Block(at, ends - at, rest, flaw="not-a-block" if len(head) == 10 else "cut-off")
            return
        length = behind + size
        if length > ends - at or length > BLOCK_LIMIT:
            last = min(length, ends - at)
            stream.seek(at)
            raw = stream.read(last) if last <= BLOCK_LIMIT else b""
            yield Block(at, last, raw, flaw="cut-off" if length > ends - at else "too-large")
            if length > ends - at:
                return
            at += length
            continue
        stream.seek(at)
        raw = stream.read(length)
        yield _block(at, raw, behind)
        at += length


def _block(at: int, raw: bytes, behind: int) -> Block:
    cid = raw[behind : behind + CID_SIZE]
    if not is_cid(cid):
        known = raw[behind : behind + 1] == b"\x01" and len(raw) > behind + 4
        return Block(at, len(raw), raw, flaw="unknown-digest" if known else "not-a-block")
    data = raw[behind + CID_SIZE :]
    if not fits(cid, data):
        return Block(at, len(raw), raw, flaw="wrong-digest")
    return Block(at, len(raw), raw, cid, data)


def varint(data: bytes, at: int) -> tuple[int, int]:
    """An unsigned LEB128 number of at most 63 bits, and the place behind it; 0, 0 when none stands here."""
    number = 0
    for turn in range(9):
        if at + turn >= len(data):
            return 0, 0
        byte = data[at + turn]
        number |= (byte & 0x7F) << (7 * turn)
        if byte < 0x80:
            return number, at + turn + 1
    return 0, 0


class Tree:
    """
    The keys of a repository, read from its search tree.

    Attributes:
        keys: From the CID of a record to the keys under which it stands.
        absent: Nodes that the tree names and that are not here.
    """

    def __init__(self, nodes: dict[bytes, bytes], root: str, wanted: tuple[str, ...]) -> None:
        """
        Walk the tree.

        Args:
            nodes: Data of blocks by CID.
            root: CID of the top node, as text.
            wanted: Beginnings of the keys that are kept.
        """
        self.keys: dict[bytes, tuple[str, ...]] = {}
        self.absent = 0
        waiting, met = [cid_bytes(root)], set()
        while waiting:
            cid = waiting.pop()
            if cid in met:
                # A tree names each node once; another mention would let a small file grow without end.
                continue
            met.add(cid)
            node = _node(nodes.get(cid, b""))
            if node is None:
                self.absent += 1
                continue
            waiting += self._entries(node, wanted)

    def _entries(self, node: dict[str, Any], wanted: tuple[str, ...]) -> list[bytes]:
        found = [link] if (link := _linked(node.get("l"))) else []
        key = b""
        for entry in node["e"]:
            if not isinstance(entry, dict):
                continue
            shared, rest = entry.get("p"), entry.get("k")
            if not isinstance(shared, int) or not isinstance(rest, bytes) or not 0 <= shared <= len(key):
                break
            key = key[:shared] + rest
            if len(key) > 1024:
                break
            name = key.decode("utf-8", "replace")
            if name.startswith(wanted) and (cid := _linked(entry.get("v"))):
                # The same bytes under two keys are two records; no person needs more than a few of those.
                self.keys[cid] = (*self.keys.get(cid, ())[: SAME_LIMIT - 1], name)
            if link := _linked(entry.get("t")):
                found.append(link)
        return found


def _node(data: bytes) -> dict[str, Any] | None:
    if not data:
        return None
    try:
        node = decode_all(data)
    except Broken:
        return None
    return node if isinstance(node, dict) and isinstance(node.get("e"), list) else None


def _linked(value: object) -> bytes:
    return cid_bytes(str(value.get("$link"))) if isinstance(value, dict) else b""
