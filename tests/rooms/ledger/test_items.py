"""Commitments to items: each salted, all under one root."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from firsthand.ledger.items import CHUNK, Commitments, item_commitment, root_of, salt_of
from firsthand.ledger.tree import EMPTY_ROOT, Tree, leaf_hash, verify_inclusion
from firsthand.testing.world import WORDS

SEED = hashlib.sha256(b"seed").digest()


def test_a_salt_is_the_same_alone_and_in_a_stream():
    """Across the border of chunks: what is committed while reading opens one by one later."""
    raws = [f"{number} {WORDS[number % len(WORDS)]}".encode() for number in range(2 * CHUNK + 3)]
    stream = Commitments(SEED)
    commits = stream.add(raws)

    for index in (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 2):
        assert commits[index] == item_commitment(salt_of(SEED, index), raws[index])
    assert (stream.size, stream.root()) == (len(raws), root_of(commits))


@given(st.lists(st.binary(max_size=40), max_size=40), st.integers(1, 7))
def test_portions_do_not_matter(raws, step):
    """Items in one go or in portions give the same commitments and the same root, that of a full tree."""
    whole, parts = Commitments(SEED), Commitments(SEED)
    commits = whole.add(raws)
    given_in_parts = [one for at in range(0, len(raws), step) for one in parts.add(raws[at : at + step])]
    tree = Tree(leaf_hash(one) for one in commits)

    assert given_in_parts == commits
    assert whole.root() == parts.root() == root_of(commits) == tree.root()
    assert all(
        verify_inclusion(leaf_hash(one), n, len(commits), tree.inclusion(n), whole.root()) for n, one in enumerate(commits)
    )


def test_equal_items_cannot_be_told_to_be_equal():
    """The same words twice, and the same words in another run, have three different commitments."""
    commits = Commitments(SEED).add([b"same", b"same"]) + Commitments(bytes(32)).add([b"same"])

    assert len(set(commits)) == 3


def test_a_run_of_nothing():
    """Has the root of the empty tree."""
    assert Commitments(SEED).root() == root_of([]) == EMPTY_ROOT
