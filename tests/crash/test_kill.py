"""
Processes that are killed. `kill -9` proves nothing about a power cut (the system still writes what it was given); it proves
that no half-made state is taken for a whole one.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from firsthand.shell.verify import verify_path
from firsthand.testing.world import WORDS, make_desk, take_in, twarc_lines

pytestmark = pytest.mark.crash

KILLS, MORE = 6, 89
LINES = 8_000
CLI = "import sys; from firsthand.cli.main import main; main(sys.argv[1:])"
LOOP = """
import itertools, sys
from firsthand.cli.main import main
for number in itertools.count():
    verb = (["note", "x:1001", "--text", f"{number} ليلى"], ["mark", "x:1001", "hold"])[number % 2]
    try:
        main([*verb, "--as", sys.argv[1], "--json"])
    except SystemExit as end:
        assert not end.code, end.code
    sys.stdout.flush()
"""


def started(program, *arguments, case, stdout=subprocess.DEVNULL):
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)], env={**os.environ, "FIRSTHAND_CASE": str(case.root)},
        stdout=stdout, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def whole(case):
    """Open the case again and look: everything verifies, and nothing is there that no entry speaks of."""
    again = case.opened()
    verdict = verify_path(case.root)
    assert verdict.failures == []
    assert not any("not yet published" in one["what"] for one in verdict.not_checked)
    assert not list((case.root / "work").glob("*.part")) + list((case.root / "work").glob("*.spool"))
    entered = {entry.detail["run"] for entry in again.desk.book.entries() if entry.kind == "run"}
    assert {run.id for run in again.desk.views.runs()} == entered
    return again


def test_an_import_that_is_killed_is_there_whole_or_not_at_all(tmp_path):
    """At seeded random times; the next import works."""
    case, chance = make_desk(tmp_path), random.Random(11)
    export, body = tmp_path / "posts.jsonl", twarc_lines({"text": WORDS[n % len(WORDS)]} for n in range(LINES))
    export.write_bytes(body)
    began = time.monotonic()
    assert started(CLI, "collect", export, case=case).wait() == 0
    took, there = time.monotonic() - began, 1
    whole(case)
    for number in range(KILLS):
        export.write_bytes(body + twarc_lines([f"{number}"], first=900_000 + number))
        process = started(CLI, "collect", export, case=case)
        time.sleep(chance.uniform(0.1, 1.0) * took)
        process.send_signal(signal.SIGKILL)
        process.wait()
        again = whole(case)
        runs = again.desk.views.runs()
        assert len(runs) in (there, there + 1)
        assert all(run.kept == run.seen >= LINES for run in runs)
        there = len(runs)
    export.write_bytes(twarc_lines(["the last"], first=990_000))

    (report,) = take_in(case.opened(), export)

    assert report.counts.posts == 1
    whole(case)


def test_what_was_acknowledged_is_in_the_ledger(tmp_path):
    """Every entry number that was printed before the kill."""
    case, chance = make_desk(tmp_path), random.Random(12)
    (tmp_path / "p.jsonl").write_bytes(twarc_lines(WORDS))
    take_in(case, tmp_path / "p.jsonl")
    acknowledged: list[int] = []
    for _ in range(5):
        process = started(LOOP, case.ann.name, case=case, stdout=subprocess.PIPE)
        lines = [process.stdout.readline() for _ in range(3)]  # however slow the machine is, there is something to lose
        time.sleep(chance.uniform(0.1, 0.9))
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.read().splitlines(keepends=True)
        process.wait()
        process.stdout.close()
        acknowledged += [json.loads(line)["entry"] for line in lines if line.endswith(b"\n")]
        again = whole(case)
    kinds = {entry.seq: entry.kind for entry in again.desk.book.entries()}

    assert len(acknowledged) > 10
    assert len(set(acknowledged)) == len(acknowledged)
    assert all(kinds.get(seq) in ("note", "mark") for seq in acknowledged)


def test_many_more_are_killed_at_their_work():
    """With the two tests above a hundred: imports and judgements of processes that are split off and need no start."""
    done = subprocess.run(
        [sys.executable, Path(__file__).parents[2] / "campaigns" / "kill.py", "--kills", str(MORE)],
        env={name: value for name, value in os.environ.items() if name != "TMPDIR"}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    assert "**0 violations**" in done.stdout
