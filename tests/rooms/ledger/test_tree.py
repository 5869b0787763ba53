"""The Merkle tree, against a naive one written from RFC 6962 section 2.1, and against vectors of another program."""

from __future__ import annotations

import base64
import hashlib
import json
import tarfile
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.ledger.tree import (
    EMPTY_ROOT,
    RootOnly,
    Tree,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)

MOST = 300


def split(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


@cache
def naive_root(first: int, last: int) -> bytes:
    if first == last:
        return hashlib.sha256().digest()
    if last - first == 1:
        return hashlib.sha256(b"\0" + leaf(first)).digest()
    middle = first + split(last - first)
    return hashlib.sha256(b"\1" + naive_root(first, middle) + naive_root(middle, last)).digest()


def naive_path(m: int, first: int, last: int) -> list[bytes]:
    if last - first == 1:
        return []
    k = split(last - first)
    if m < k:
        return [*naive_path(m, first, first + k), naive_root(first + k, last)]
    return [*naive_path(m - k, first + k, last), naive_root(first, first + k)]


def naive_proof(m: int, first: int, last: int, whole: bool) -> list[bytes]:
    if m == last - first:
        return [] if whole else [naive_root(first, last)]
    k = split(last - first)
    if m <= k:
        return [*naive_proof(m, first, first + k, whole), naive_root(first + k, last)]
    return [*naive_proof(m - k, first + k, last, False), naive_root(first, first + k)]


def leaf(number: int) -> bytes:
    return f"ورقة {number}".encode()


FULL = Tree(leaf_hash(leaf(number)) for number in range(MOST))


def flipped(proof: list[bytes]):
    for place, part in enumerate(proof):
        for bit in range(256):
            turned = bytearray(part)
            turned[bit // 8] ^= 1 << bit % 8
            yield [*proof[:place], bytes(turned), *proof[place + 1 :]]


def test_every_root():
    """Each size has the naive root, whether the tree or only its peaks are kept."""
    peaks = RootOnly()
    for size in range(MOST + 1):
        assert FULL.root(size) == naive_root(0, size) == peaks.root()
        peaks.extend([leaf_hash(leaf(size))])
    assert FULL.root(0) == EMPTY_ROOT


@given(st.integers(1, MOST), st.data())
def test_inclusion(size, data):
    """The path is the naive one and proves the leaf, at its own place and in its own tree only."""
    index = data.draw(st.integers(0, size - 1))
    path, hashed, root = FULL.inclusion(index, size), leaf_hash(leaf(index)), FULL.root(size)

    assert path == naive_path(index, 0, size)
    assert verify_inclusion(hashed, index, size, path, root)
    assert not verify_inclusion(leaf_hash(b"other"), index, size, path, root)
    assert not verify_inclusion(hashed, index, size, [*path, root], root)
    assert not verify_inclusion(hashed, size, size, path, root)
    assert not path or not verify_inclusion(hashed, index, size, path[:-1], root)
    if (other := data.draw(st.integers(0, size - 1))) != index:
        assert not verify_inclusion(hashed, other, size, path, root)


@given(st.integers(1, MOST), st.data())
def test_consistency(second, data):
    """The proof is the naive one and proves this beginning only."""
    first = data.draw(st.integers(1, second))
    path = FULL.consistency(first, second)
    roots = FULL.root(first), FULL.root(second)

    assert path == (naive_proof(first, 0, second, True) if first < second else [])
    assert verify_consistency(first, second, *roots, path)
    assert not verify_consistency(first, second, *roots, [*path, roots[1]])
    assert first == second or not verify_consistency(first, second, *reversed(roots), path)
    assert not verify_consistency(first, second, hashlib.sha256(b"other").digest(), roots[1], path)


@settings(max_examples=8)
@given(st.integers(2, MOST), st.data())
def test_every_flipped_bit_is_refused(size, data):
    """A proof with any one bit turned proves nothing."""
    index, first = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size - 1))
    path, proof, root = FULL.inclusion(index, size), FULL.consistency(first, size), FULL.root(size)
    hashed, old = leaf_hash(leaf(index)), FULL.root(first)

    assert not any(verify_inclusion(hashed, index, size, bad, root) for bad in flipped(path))
    assert not any(verify_consistency(first, size, old, root, bad) for bad in flipped(proof))


def test_what_is_not_there_cannot_be_proved():
    """A leaf outside the tree is an error of ours; nonsense from outside is simply no proof."""
    for index, size in ((0, 0), (5, 5), (-1, 5), (0, MOST + 1)):
        with pytest.raises(IndexError):
            FULL.inclusion(index, size)

    assert not verify_inclusion(b"short", 0, 1, [], FULL.root(1))
    assert not verify_inclusion(leaf_hash(leaf(0)), 0, 2, [b"short"], FULL.root(2))
    assert not verify_consistency(0, 5, EMPTY_ROOT, FULL.root(5), [])
    assert not verify_consistency(6, 5, FULL.root(6), FULL.root(5), [])


def test_vectors_of_another_program(shared):
    """
    All inclusion and consistency vectors of transparency-dev/merkle come out as their files say.

    Its subtree vectors are for proofs that a part of a tree, not from its beginning, is in a whole; we make and take none.
    """
    archive = shared / "data" / "preservation" / "merkle-vectors.tar.gz"
    if not archive.exists():
        pytest.skip("no vectors here")
    wrong, count = [], 0
    with tarfile.open(archive) as vectors:
        for member in vectors:
            if not member.name.startswith(("merkle-vectors/inclusion", "merkle-vectors/consistency")) or not member.isfile():
                continue
            case = json.load(vectors.extractfile(member))
            path = [unpack(part) for part in case["proof"] or ()]
            if "leafIdx" in case:
                good = verify_inclusion(
                    unpack(case["leafHash"]), case["leafIdx"], case["treeSize"], path, unpack(case["root"])
                )
            else:
                good = verify_consistency(case["size1"], case["size2"], unpack(case["root1"]), unpack(case["root2"]), path)
            count += 1
            if good == case["wantErr"]:
                wrong.append(member.name)

    assert count == 196
    assert wrong == []


def unpack(text: str | None) -> bytes:
    return base64.b64decode(text or "")
