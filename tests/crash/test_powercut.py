"""
What a power cut may leave of a case, at a size that fits a test; `make campaign-powercut` looks at more.

The campaign is called as people call it. The disks that it makes of a program that was broken on purpose show that it
would find something if there were something.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.crash

ROOT = Path(__file__).parents[2]
STATES, BROKEN_STATES = 5000, 60
"""For each of the two programs, and for each broken one."""


@pytest.fixture(scope="module")
def strace():
    """Bring strace, or skip where there is none and none may be installed."""
    told = subprocess.run([ROOT / "tools" / "strace.sh"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if told.returncode == 3 or not shutil.which("strace"):
        pytest.skip(told.stdout.strip() or told.stderr.strip())


def campaign(*arguments: object) -> dict:
    done = subprocess.run(
        [sys.executable, ROOT / "campaigns" / "powercut.py", "--json", *map(str, arguments)],
        env={name: value for name, value in os.environ.items() if name != "TMPDIR"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.usefixtures("strace")
@pytest.mark.parametrize("program", ["day", "keep"])
def test_nothing_acknowledged_is_lost_to_a_power_cut(program, record_property, capsys):
    """
    Nothing is lost, corrupt or refused afterwards, and nothing that was erased comes back.

    `day` collects, judges, publishes, rebuilds and undoes; `keep` stamps, backs up, withdraws, erases, quarantines, restores,
    looks at fixity, locks and unlocks.
    """
    said = campaign("--only", program, "--states", STATES)
    for name in ("states", "different", "seconds"):
        record_property(name, said[name])
    with capsys.disabled():
        sys.stdout.write(f"{program}: {said['states']:,} disks drawn, {said['different']:,} of them different, {said['seconds']:.0f} s\n")

    assert said["violations"] == {}
    assert said["states"] == STATES
    assert said["different"] > STATES / 3
    assert said["acknowledged"] > 30


@pytest.mark.usefixtures("strace")
@pytest.mark.parametrize("how", ["fsync", "folders"])
def test_a_program_that_syncs_too_little_is_found_out(how):
    """Without the syncs of files, or of folders, the same disks show what is lost."""
    said = campaign("--only", how, "--states", BROKEN_STATES)

    assert sum(said["violations"].values()) > 0
    assert any(kind.startswith(("lost", "corrupt")) for kind in said["violations"])
