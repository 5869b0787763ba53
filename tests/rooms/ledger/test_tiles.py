"""Tiles: where the tree lies in files."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.ledger.tiles import WIDTH, changed_tiles, split_entries, tile_path, tiles_of
from firsthand.ledger.tree import Tree, leaf_hash, node_hash
from firsthand.model.errors import Tampered


@pytest.mark.parametrize(
    ("kind", "index", "count", "path"),
    [
        ("0", 0, 256, "tile/0/000"),
        ("0", 1, 255, "tile/0/001.p/255"),
        ("1", 67, 256, "tile/1/067"),
        ("0", 1000, 256, "tile/0/x001/000"),
        ("0", 1234067, 256, "tile/0/x001/x234/067"),
        ("2", 1234067, 8, "tile/2/x001/x234/067.p/8"),
        ("entries", 12345, 256, "tile/entries/x012/345"),
    ],
)
def test_names_are_those_of_c2sp(kind, index, count, path):
    """The examples of tlog-tiles."""
    assert tile_path(kind, index, count) == path


def leaves_of(size: int) -> list[bytes]:
    return [f"leaf {number}".encode() for number in range(size)]


@settings(max_examples=25)
@given(st.integers(0, 1200), st.data())
def test_growing_and_writing_at_once_give_the_same_files(size, data):
    """Whatever was published before, the files of a size are the same, and `tiles_of` names just these."""
    since = data.draw(st.integers(0, size))
    leaves = leaves_of(size)
    files = dict(changed_tiles(Tree(map(leaf_hash, leaves[:since])), leaves[:since], 0))
    tree = Tree(map(leaf_hash, leaves))
    files.update(changed_tiles(tree, leaves[since - since % WIDTH :], since))
    whole = dict(changed_tiles(tree, leaves, 0))

    assert {name: files[name] for name in whole} == whole
    assert sorted(tiles_of(size)) == sorted(whole)
    assert all(one.split(".p")[0] in {path.split(".p")[0] for path in whole} for one in files)


def test_a_tile_holds_256_hashes_and_its_parent_their_root():
    """Level 1 is the hash of a whole tile of level 0."""
    leaves = leaves_of(600)
    files = dict(changed_tiles(Tree(map(leaf_hash, leaves)), leaves, 0))
    hashes = [files["tile/0/000"][at : at + 32] for at in range(0, 256 * 32, 32)]
    assert hashes == [leaf_hash(one) for one in leaves[:256]]
    while len(hashes) > 1:
        hashes = [node_hash(a, b) for a, b in zip(hashes[::2], hashes[1::2], strict=True)]

    assert files["tile/1/000.p/2"][:32] == hashes[0]


@given(st.lists(st.binary(max_size=300), max_size=300))
def test_leaves_split_and_join(leaves):
    """An entries tile gives back its leaves, of any length."""
    joined = b"".join(data for name, data in changed_tiles(Tree(map(leaf_hash, leaves)), leaves, 0) if "entries" in name)

    assert split_entries(joined, "x") == leaves


@given(st.lists(st.binary(min_size=1, max_size=30), min_size=1, max_size=9), st.data())
def test_a_cut_tile_is_refused(leaves, data):
    """Cut inside a leaf: tampered. Cut between leaves: fewer leaves, which the root will not take."""
    ((_, tile), *_) = changed_tiles(Tree(map(leaf_hash, leaves)), leaves, 0)
    cut = data.draw(st.integers(1, len(tile) - 1))
    try:
        found = split_entries(tile[:cut], "x")
    except Tampered:
        return

    assert found == leaves[: len(found)] != leaves
