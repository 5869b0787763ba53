"""Every kind of entry ever released stays readable: a body of each, kept as it was written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from firsthand.ledger.entry import KINDS, leaf_bytes, open_body
from firsthand.ledger.erased import erasures
from firsthand.shell.publication import fixed_files

FOLDER = Path(__file__).parents[2] / "golden" / "entries"
STATED = json.loads((FOLDER / "commitments.json").read_text("utf-8"))
NOT_WRITTEN_YET = {"people", "adapter", "plan"}
"""Numbers that are set aside; no verb writes them."""


def test_every_kind_has_one():
    """A kind that is added brings its file; a file is never taken away."""
    assert {path.name for path in FOLDER.glob("*-*.json")} == set(STATED)
    kinds = {name.split("-", 1)[1].rsplit("-", 1)[0] for name in STATED}

    assert kinds == KINDS.keys() - NOT_WRITTEN_YET
    assert all(name.startswith(f"{KINDS[name.split('-', 1)[1].rsplit('-', 1)[0]]:02d}-") for name in STATED)


@pytest.mark.parametrize("name", sorted(STATED))
def test_an_old_body_is_read_as_it_was(name):
    """It opens, gives the leaf that stands in the ledger, is written again byte for byte, and says which files it brings."""
    data = (FOLDER / name).read_bytes()

    entry = open_body(data)

    assert entry.body() == data
    assert name.rpartition("-")[0] == f"{KINDS[entry.kind]:02d}-{entry.kind}"
    assert entry.seq == STATED[name]["seq"]
    assert json.loads(leaf_bytes(entry.seq, entry.kind, entry.commit)) == {
        "commit": STATED[name]["commit"], "kind": entry.kind, "seq": entry.seq
    }  # fmt: skip
    assert {"actor", "at_us", "clock"} <= entry.detail.keys()
    assert len(fixed_files(entry)) >= 1
    assert erasures([entry]).steps if entry.kind in ("erase", "quarantine") else not erasures([entry]).steps
