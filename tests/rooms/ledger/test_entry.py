"""Entries: a leaf that says nothing, a body that says all."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.ledger.blobs import blobs_of
from firsthand.ledger.entry import KINDS, Entry, cover_bytes, leaf_bytes, open_body
from firsthand.model.errors import Tampered
from firsthand.model.ids import Seq
from firsthand.testing.world import WORDS

words = st.one_of(st.sampled_from(WORDS), st.text(st.characters(exclude_categories=["Cs"])))
entries = st.builds(
    Entry,
    seq=st.integers(0, 2**40).map(Seq), kind=st.sampled_from(sorted(KINDS)), detail=st.dictionaries(words, words),
    items_root=st.none() | st.binary(min_size=32, max_size=32), salt=st.binary(min_size=32, max_size=32),
    detail_salt=st.binary(min_size=32, max_size=32),
)  # fmt: skip


@given(entries)
def test_the_law_of_the_commitment(entry):
    """commit = SHA-256(salt, SHA-256(cover)), and the cover holds the same over the detail."""
    sha = hashlib.sha256
    detail = json.dumps(entry.detail, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    inner = sha(entry.detail_salt + sha(detail).digest()).digest()
    cover = cover_bytes(inner, entry.items_root)

    assert entry.commit == sha(entry.salt + sha(cover).digest()).digest()


@given(entries)
def test_a_body_reads_back(entry):
    """What is written as a body is read as the same entry, and writes the same bytes again."""
    again = open_body(entry.body())

    assert (again, again.body(), again.commit) == (entry, entry.body(), entry.commit)


@given(entries, st.data())
def test_a_changed_body_opens_nothing(entry, data):
    """One bit turned anywhere: no body, or another commitment, or other bytes."""
    turned = bytearray(entry.body())
    place = data.draw(st.integers(0, len(turned) * 8 - 1))
    turned[place // 8] ^= 1 << place % 8
    try:
        again = open_body(bytes(turned))
    except Tampered:
        return

    assert (again.seq, again.kind, again.commit) != (entry.seq, entry.kind, entry.commit) or again.body() != turned


def test_a_leaf_says_nothing():
    """Number, kind and commitment stand in it; no subject, actor, time or reason."""
    assert json.loads(leaf_bytes(7, "judge", bytes(32))) == {"commit": "00" * 32, "kind": "judge", "seq": 7}


@pytest.mark.parametrize("bad", [b"", b"{}", b"[]", b"null", b'"x"', b"\xff", b'{"seq":1,"salt":"zz"}'])
def test_what_is_no_body_is_refused(bad):
    """As tampered, with advice."""
    with pytest.raises(Tampered) as told:
        open_body(bad)

    assert told.value.advice()


def test_kinds_are_never_given_again():
    """Each kind ever released has a number of its own."""
    assert len(set(KINDS.values())) == len(KINDS)


def test_blobs_of_a_run():
    """Members, files, output and listing; each once, in order."""
    detail = {"members": [{"digest": "b"}, {"digest": "a"}, {"digest": "b"}], "output": "c", "listing": None}

    assert blobs_of(detail) == ["b", "a", "c"]
