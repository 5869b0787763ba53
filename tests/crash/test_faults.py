"""A disk that refuses at every place where the program writes; `make campaign-faults` tries every call in every way."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from firsthand.desk.day import add_note
from firsthand.shell.backup import back_up
from firsthand.shell.verify import verify_case
from firsthand.testing.faults import sqlite_library
from firsthand.testing.world import WORDS, make_desk, take_in, twarc_lines

pytestmark = pytest.mark.crash

ROOT = Path(__file__).parents[2]
CLI = "import sys; from firsthand.cli.main import main; main(sys.argv[1:])"


def test_no_false_acknowledgement_at_any_place_that_writes(capsys):
    """One fault at each place, in twelve acts, through SQLite too: an error in words or success, never a half; then all is well."""
    done = subprocess.run(
        [sys.executable, ROOT / "campaigns" / "faults.py", "--brief", "--json"],
        env={name: value for name, value in os.environ.items() if name != "TMPDIR"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout, done.stderr[-3000:]
    said = json.loads(done.stdout)
    with capsys.disabled():
        sys.stdout.write(f"{said['faults']} faults in {said['acts']} acts, {said['seconds']:.0f} s\n")

    assert said["violations"] == {}, done.stderr
    assert said["faults"] > (200 if sqlite_library() else 120)


@pytest.mark.skipif(not shutil.which("strace"), reason="there is no strace here")
def test_a_failing_sync_of_the_database_is_fatal(tmp_path):
    """Every sync that SQLite asks for, one at a time: the act fails in words, or was done before; it is never tried again."""
    case = make_desk(tmp_path)
    (tmp_path / "p.jsonl").write_bytes(twarc_lines(WORDS))
    take_in(case, tmp_path / "p.jsonl")
    failed = 0
    for number in range(1, 20):
        trace, size = tmp_path / "trace", case.opened().desk.book.size()
        done = subprocess.run(
            ["strace", "-f", "-y", "-o", trace, "-e", "trace=fdatasync", "-e", f"inject=fdatasync:error=EIO:when={number}",
             sys.executable, "-c", CLI, "note", "x:1001", "--text", f"{number}", "--as", case.cy.name, "--json"],
            env={**os.environ, "FIRSTHAND_CASE": str(case.root)}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        synced = re.findall(r"fdatasync\(\d+<([^>]*)>\) += (-?\d+)", trace.read_text())
        at = next((place for place, (_, answer) in enumerate(synced) if answer == "-1"), None)
        again = case.opened().desk.book
        assert verify_case(case.root).ok
        if at is None:
            break
        failed += 1
        if done.returncode == 0:
            assert json.loads(done.stdout)["entry"] == size == again.size() - 1
        else:
            error = json.loads(done.stderr.strip().split("\n")[-1])["error"]
            assert (done.returncode, done.stdout) == (6, "")
            assert error["code"] in ("disk-error", "not-published")
            assert again.size() == size + (error["code"] == "not-published")

    assert done.returncode == 0
    assert failed >= 2


def test_a_clock_that_goes_back_an_hour(tmp_path):
    """Order is by number and not by time: what comes later stands later, everything verifies, and a backup gets a name of its own."""
    case = make_desk(tmp_path)
    (tmp_path / "p.jsonl").write_bytes(twarc_lines(WORDS))
    take_in(case, tmp_path / "p.jsonl")
    first = add_note(case.desk, "x:1001", "before", actor=case.ann)
    before = back_up(case.desk, tmp_path / "copy", actor=case.ann, passphrase=None, progress=lambda *_: None)
    case.clock.move(hours=-1)
    (tmp_path / "q.jsonl").write_bytes(twarc_lines(["later"], first=5000))

    take_in(case, tmp_path / "q.jsonl")
    second = add_note(case.desk, "x:1001", "after", actor=case.ann)
    after = back_up(case.desk, tmp_path / "copy", actor=case.ann, passphrase=None, progress=lambda *_: None)
    again = back_up(case.desk, tmp_path / "copy", actor=case.ann, passphrase=None, progress=lambda *_: None)

    assert second.seq > first.seq
    assert first.detail["at_us"] - second.detail["at_us"] == timedelta(hours=1) // timedelta(microseconds=1)
    assert len({before.snapshot, after.snapshot, again.snapshot}) == 3
    assert case.opened().desk.views.post("x:5000")["text"] == "later"
    assert verify_case(case.root).ok
