"""A worker that is killed leaves its job to the next one: done in the end, and in the case once."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from firsthand.find.query import parse

pytestmark = pytest.mark.crash

sys.path.insert(0, str(Path(__file__).parents[2] / "campaigns"))


def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    """Killed in the midst of a job, with others waiting; the next one does them all."""
    campaign = pytest.importorskip("jobs")
    case = campaign.prepared(tmp_path)
    wanted = [campaign.asked(case, number) for number in range(6)]

    def stuck(tell: object) -> None:
        from firsthand.web import labour

        collect, done = labour.KINDS["collect"], []

        def once(*stated: object) -> object:
            if len(done) == 2:
                tell("in the midst")  # type: ignore[operator]
                signal.pause()
            done.append(True)
            return collect(*stated)  # type: ignore[arg-type]

        labour.KINDS["collect"] = once  # type: ignore[assignment]
        campaign.worker(case, until_empty=True)(tell)

    process, reading = campaign.split_off(stuck)
    said = b""
    while b"in the midst" not in said:
        said += os.read(reading, 100)
    campaign.ended(process, reading, kill=True)
    campaign.ended(*campaign.split_off(campaign.worker(case, until_empty=True)))

    wrong = campaign.looked(case, wanted, {f"x:{campaign.FIRST + number}" for number in range(6)}, set())
    assert not wrong
    found = [row["id"] for row in case.opened().desk.views.search(parse(""), limit=-1, order="oldest", seed=1)]
    assert len(found) == len(set(found))
