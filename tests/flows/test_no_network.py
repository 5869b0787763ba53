"""The desk in a world without a network: nothing but the broker ever needs one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import firsthand

SOURCE = str(Path(firsthand.__file__).resolve().parents[1])

HELD = """name,text,date,id
Layla,وداعا للجميع,2016-12-13T10:00:00Z,1
Omar,Still here,2016-12-13T11:00:00Z,2
"""


def can_unshare() -> bool:
    """Whether this machine lets a test take its network away."""
    tool = shutil.which("unshare")
    return tool is not None and subprocess.run([tool, "-n", "true"], check=False, capture_output=True).returncode == 0


pytestmark = pytest.mark.skipif(not can_unshare(), reason="unshare -n needs rights that are not given here")


def test_a_day_without_a_network(tmp_path: Path) -> None:
    """A case is started, filled, searched and verified where not even loopback is up."""
    (tmp_path / "held.csv").write_text(HELD, "utf-8")

    def run(*arguments: str, code: int = 0) -> str:
        done = subprocess.run(
            ["unshare", "-n", sys.executable, "-c", "from firsthand.cli.main import main; main()", *arguments],
            cwd=tmp_path, env=os.environ | {"FIRSTHAND_HOME": str(tmp_path / "home"), "PYTHONPATH": SOURCE},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        return done.stdout

    run("new", "case", "--title", "T", "--place", "Oradesh", "--no-passphrase", "--json")
    collected = json.loads(run("collect", "held.csv", "--case", "case", "--json"))
    posts = run("posts", "--case", "case", "--json").splitlines()
    verified = json.loads(run("verify", "case", "--json"))
    fetched = run("broker", "http://1.1.1.1/", "--fetch", "--json", code=6)

    assert collected["runs"][0]["kept"] == 2
    assert len(posts) == 2
    assert verified["ok"]
    assert json.loads(fetched)["stop"]["code"] == "no-connection"
