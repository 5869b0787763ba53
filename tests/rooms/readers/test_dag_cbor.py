"""Tests of `firsthand.readers.dag_cbor`."""

from __future__ import annotations

import base64
import json
import tracemalloc
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.readers.dag_cbor import (
    DEPTH_LIMIT,
    Broken,
    Tree,
    address,
    blocks,
    bytes_of,
    car_header,
    cid_bytes,
    cid_of,
    cid_text,
    decode_all,
    decode_one,
    encode,
    fits,
)
from firsthand.testing.atproto import block, car, link, node

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 64), (1 << 64) - 1) | st.text() | st.binary(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text().filter(lambda key: key not in ("$link", "$bytes")), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(VALUES)
def test_what_is_encoded_is_decoded(value: Any) -> None:
    """Any value of the data model comes back, and the bytes are all used."""
    assert decode_all(encode(value)) == value


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Nothing but `Broken` is raised, and the place behind a value lies within the data."""
    try:
        _, end = decode_one(data)
    except Broken:
        return

    assert 0 < end <= len(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x18",
        b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff",  # a list of 2**64 - 1 elements
        b"\xbb\x7f\xff\xff\xff\xff\xff\xff\xff",
        b"\x5b\x00\x00\x00\xff\xff\xff\xff\xff",
        b"\x9f\x01\xff",  # without a definite length
        b"\xa1\x01\x02",  # a key that is a number
        b"\xa2aa\x01aa\x02",  # a key twice
        b"\xc1\x1a\x00\x00\x00\x00",  # another tag
        b"\xd8\x2a\x43\x01\x02\x03",  # a link without its first byte
        b"\x61\xff",  # text that is no UTF-8
        b"\x63\xed\xa0\x80",  # half of a surrogate pair
        b"\xf7",  # undefined
        b"\x81" * (DEPTH_LIMIT + 2) + b"\x00",
        b"\x00\x00",  # bytes are left
    ],
)
def test_what_is_no_dag_cbor_is_refused(data: bytes) -> None:
    """Lengths that are not there, keys that are no text, depth, foreign tags: refused with a reason."""
    with pytest.raises(Broken, match=r"\w"):
        decode_all(data)


def test_a_claimed_length_costs_nothing() -> None:
    """A list that says it has a million million elements is refused before anything is made."""
    tracemalloc.start()
    for claim in (b"\x9b\x00\x00\x00\xff\xff\xff\xff\xff", b"\x7b\x00\x00\x00\xff\xff\xff\xff\xff"):
        with pytest.raises(Broken):
            decode_all(claim)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 1 << 20


def test_a_cid_is_the_digest_of_the_record() -> None:
    """Keys in any order give one CID; a changed letter gives another; what JSON says of bytes and links is understood."""
    one = {"text": "خبز", "$type": "app.bsky.feed.post", "n": [1, {"$bytes": "AQI"}]}
    other = {"n": [1, b"\x01\x02"], "$type": "app.bsky.feed.post", "text": "خبز"}

    assert cid_of(one) == cid_of(other)
    assert cid_of({**one, "text": "خبر"}) != cid_of(one)
    assert fits(cid_bytes(cid_of(one)), encode(one))
    assert cid_of({"float": 1.5}) == ""
    assert cid_of({"ref": {"$link": "."}}) == ""


def test_a_cid_has_one_spelling() -> None:
    """Capitals, bits that say nothing, other lengths and other kinds are no CID of the protocol."""
    good = cid_text(address(b"\xa0"))

    assert cid_bytes(good) == address(b"\xa0")
    for bad in (good.upper(), good[:-1] + "7", good + "a", "Qm" + good, "", "b" * 59):
        assert cid_bytes(bad) == b""


def test_bytes_of_takes_both_forms() -> None:
    """Byte strings, or base64 without padding; anything else is empty."""
    assert bytes_of(b"\x01") == bytes_of({"$bytes": "AQ"}) == b"\x01"
    assert [bytes_of(one) for one in ({"$bytes": "~"}, {"$bytes": 1}, "AQ", None)] == [b""] * 4


# Blocks and trees


def test_blocks_say_what_is_wrong_with_them() -> None:
    """A wrong digest, an address of another kind, bytes that are no block: named, and the blocks behind them are read."""
    good, bad = encode({"a": 1}), encode({"a": 2})
    foreign = b"\x01\x71\x13\x40" + bytes(64)
    data = car(address(good), [block(bad, address(good)), block(b"x", foreign), block(good, b"\x09" * 36), block(good)])
    _, at = car_header(BytesIO(data))

    found = list(blocks(BytesIO(data), at))

    assert [one.flaw for one in found] == ["wrong-digest", "unknown-digest", "not-a-block", ""]
    assert found[-1].data == good
    assert b"".join(one.raw for one in found) == data[at:]


@pytest.mark.parametrize("size", [1, 20, 39, 60])
def test_a_cut_block_is_the_last_one(size: int) -> None:
    """What is left of it is given, and that it was cut."""
    data = car(address(b"\xa0"), [block(b"\xa0"), block(b"\xa1aa" + b"\x18\x20")[:size]])
    _, at = car_header(BytesIO(data))

    found = list(blocks(BytesIO(data), at))

    assert [one.flaw for one in found] in (["", "cut-off"], ["", ""])
    assert b"".join(one.raw for one in found) == data[at:]


def test_a_number_that_does_not_end_is_no_block() -> None:
    """Ten bytes that all say that more follow."""
    data = car(address(b"\xa0"), [b"\xff" * 20])
    _, at = car_header(BytesIO(data))

    assert [(one.flaw, one.length) for one in blocks(BytesIO(data), at)] == [("not-a-block", 20)]


def test_a_tree_gives_each_record_its_key() -> None:
    """Keys share their beginnings; nodes below and left of a key are walked; what is not here is counted."""
    one, two, three = ({"n": n} for n in range(3))
    left, right = node({"c/1": one}), node({"c/3": three})
    top = node({"c/2": two}, left=address(left), right=address(right))
    nodes = {address(data): data for data in (left, right, top)}

    tree = Tree(nodes, cid_text(address(top)), ("c/",))
    part = Tree({address(top): top}, cid_text(address(top)), ("c/",))

    assert tree.keys == {address(encode(record)): (f"c/{n}",) for n, record in enumerate((one, two, three), 1)}
    assert tree.absent == 0
    assert (len(part.keys), part.absent) == (1, 2)


def test_a_tree_that_turns_in_circles_ends() -> None:
    """Nodes that name each other many times are walked once each."""
    below = node({"c/1": {"n": 1}})
    nodes = {address(below): below}
    for _ in range(40):
        entries = [{"p": 0, "k": b"c/9", "v": link(address(b"")), "t": link(address(below))}] * 2
        below = encode({"l": link(address(below)), "e": entries})
        nodes[address(below)] = below

    tree = Tree(nodes, cid_text(address(below)), ("c/",))

    assert len(tree.keys) == 2


# Vectors of the protocol's authors


def vectors(shared: Path, name: str) -> str:
    path = shared / "data" / "platform-fixtures" / "atproto-interop" / name
    if not path.is_file():
        pytest.skip("these vectors are not here")
    return path.read_text(encoding="utf-8")


def test_the_vectors_of_the_data_model(shared: Path) -> None:
    """JSON, DAG-CBOR and CID of each agree."""
    for vector in json.loads(vectors(shared, "data-model-fixtures.json")):
        raw = base64.b64decode(vector["cbor_base64"] + "==")

        assert cid_of(vector["json"]) == vector["cid"]
        assert encode(vector["json"]) == raw
        assert cid_of(decode_all(raw)) == vector["cid"]


@pytest.mark.parametrize("kind", ["valid", "invalid"])
def test_the_vectors_of_cids(shared: Path, kind: str) -> None:
    """No invalid text is a CID; of the valid ones only those of this protocol's kind are."""
    for text in vectors(shared, f"cid_syntax_{kind}.txt").split("\n"):
        if text and not text.startswith("#"):
            assert kind == "valid" or cid_bytes(text) == b""
            assert cid_bytes(text) == b"" or cid_text(cid_bytes(text)) == text
