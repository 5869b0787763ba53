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
STATES, SECONDS, BROKEN_STATES = 1000, 20, 30


@pytest.fixture(scope="module")
def strace():
    """Bring strace, or skip where there is none and none may be installed."""
    told = subprocess.run([ROOT / "tools" / "strace.sh"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if told.returncode == 3 or not shutil.which("strace"):
        pytest.skip(told.stdout.strip() or told.stderr.strip())


def campaign(folder: Path, *arguments: object) -> dict:
    done = subprocess.run(
        [sys.executable, ROOT / "campaigns" / "powercut.py", "--json", *map(str, arguments)],
        env={**os.environ, "TMPDIR": str(folder)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.usefixtures("strace")
def test_nothing_acknowledged_is_lost_to_a_power_cut(tmp_path, record_property):
    """At a thousand moments or more, over every way to write, nothing is lost, corrupt or refused afterwards."""
    said = campaign(tmp_path, "--only", "program", "--states", STATES, "--seconds", SECONDS)
    record_property("states", said["states"])
    sys.stdout.write(f"{said['states']} states, {said['different']} of them different\n")

    assert said["violations"] == {}
    assert said["states"] >= STATES
    assert said["acknowledged"] > 40


@pytest.mark.usefixtures("strace")
@pytest.mark.parametrize("how", ["fsync", "folders"])
def test_a_program_that_syncs_too_little_is_found_out(tmp_path, how):
    """Without the syncs of files, or of folders, the same disks show what is lost."""
    said = campaign(tmp_path, "--only", how, "--states", BROKEN_STATES)

    assert sum(said["violations"].values()) > 0
    assert any(kind.startswith(("lost", "corrupt")) for kind in said["violations"])
