"""The machine around a flood of records."""

from __future__ import annotations

import gc

from firsthand.shell.world import RARELY, flood


def test_collections_are_rare_only_during_a_flood():
    """And they are never off."""
    before = gc.get_threshold()

    with flood():
        during = gc.get_threshold()

    assert during[0] == RARELY
    assert gc.isenabled()
    assert gc.get_threshold() == before
