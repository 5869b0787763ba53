"""The machine around a flood of records."""

from __future__ import annotations

import gc

import pytest

from firsthand.shell.world import RARELY, flood


def test_collections_are_rare_only_during_a_flood():
    """Also when it breaks off."""
    before = gc.get_threshold()

    with pytest.raises(KeyError), flood():
        during = gc.get_threshold()
        raise KeyError

    assert during[0] == RARELY
    assert gc.isenabled()
    assert gc.get_threshold() == before
