"""
The kill campaign: imports and acts that end by `kill -9` at seeded random times.

    make campaign-kill              (python campaigns/kill.py --kills 100)

It proves nothing about a power cut, since the system still writes what it was given (see `powercut.py`); it proves that no
half-made state is taken for a whole one.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from lib import Row, options, progress, say, scratch
from powercut import in_memory

from firsthand.model.ids import AccountId, PostId, Seq
from firsthand.shell.verify import verify_case
from firsthand.testing.world import WORDS, SmallCase, make_desk, take_in, twarc_lines

LINES = 2000


def judging(case: SmallCase, last: str) -> None:
    """Judge one account again and again, each time expecting what was judged last."""
    from firsthand.desk.judge import SourceJudgement, judge_source

    desk = case.opened().desk
    for number in itertools.count():
        entry = judge_source(desk, SourceJudgement(
            account=AccountId("x:70"), roles=("civilian",), reliability="CD"[number % 2], because=f"{number} ليلى",
            evidence=(PostId("x:1001"),), expects=Seq(int(last)) if last else None), actor=case.ann)  # fmt: skip
        os.write(1, f'{{"entry": {entry.seq}}}\n'.encode())
        last = str(entry.seq)


def killed(work: Callable[[], object], after_s: float, *, after_first: bool = False) -> list[dict[str, Any]]:
    """
    Let a process of its own work, from its start or from its first acknowledgement, and kill it.

    It is split off from this one, so that it need not be started first: what is killed is the work, not the start.

    Returns:
        What it had acknowledged.
    """
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        with suppress(BaseException):
            os.dup2(writing, 1)
            work()
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        first = stream.readline() if after_first else b""
        time.sleep(after_s)
        os.kill(process, signal.SIGKILL)
        out = first + stream.read()
    os.waitpid(process, 0)
    return [json.loads(line) for line in out.splitlines(keepends=True) if line.endswith(b"\n")]


def look(case: SmallCase, acknowledged: set[int], there: int) -> tuple[list[str], int]:
    """Open the case again; returns what is wrong, and the number of its imports."""
    again = case.opened()
    found = ["verify"] if verify_case(case.root).failures else []
    kinds = {entry.seq: entry.kind for entry in again.desk.book.entries()}
    if acknowledged - {seq for seq, kind in kinds.items() if kind == "judge"}:
        found.append("lost act")
    if sorted(kinds) != list(range(len(kinds))):
        found.append("gap in the ledger")
    runs = again.desk.views.runs("run")
    if len(runs) not in (there, there + 1) or any(run.kept != run.seen for run in runs):
        found.append("half an import")
    if list((case.root / "work").glob("*.part")) + list((case.root / "work").glob("*.spool")):
        found.append("something left over")
    return found, len(runs)


def main() -> None:
    stated = options(__doc__ or "", count=100, unit="kills").parse_args()
    row, chance, wrong = Row("kill -9", stated.seed, f"{stated.count:,} kills"), random.Random(stated.seed), Counter[str]()
    in_memory()  # a process that is killed leaves what it has written, wherever that lies
    with scratch() as folder:
        case, export = make_desk(folder), folder / "posts.jsonl"
        body = twarc_lines({"text": WORDS[n % len(WORDS)]} for n in range(LINES))
        for number in range(2):  # the second is timed: what is killed has its readers loaded already
            export.write_bytes(body + twarc_lines([f"{number}"], first=800_000 + number))
            began = time.monotonic()
            take_in(case, export)
        took, there, acknowledged = time.monotonic() - began, 2, set[int]()
        for number in range(stated.count):
            if number % 2:
                last = max((act.seq for act in case.opened().desk.views.acts(kind="judge")), default="")
                told = killed(lambda last=str(last): judging(case, last), chance.uniform(0.0, 0.4), after_first=True)
                acknowledged |= {int(one["entry"]) for one in told}
            else:
                export.write_bytes(body + twarc_lines([f"{number}"], first=900_000 + number))
                killed(lambda: take_in(case.opened(), export), chance.uniform(0.05, 1.4) * took)
            found, there = look(case, acknowledged, there)
            wrong.update(found)
            progress(number, stated.count, every=20)
        row.violations = dict(wrong)
        row.note = f"{len(acknowledged)} acts acknowledged, {there} imports entered"
    say([row.end()], failed=bool(wrong) or not acknowledged)


if __name__ == "__main__":
    main()
