"""
The kill campaign: imports and acts that end by `kill -9` at seeded random times.

    make campaign-kill              (python campaigns/kill.py --kills 100)

It proves nothing about a power cut, since the system still writes what it was given (see `powercut.py`); it proves that no
half-made state is taken for a whole one.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from lib import Row, options, progress, say, scratch

from firsthand.shell.verify import verify_case
from firsthand.testing.world import WORDS, SmallCase, make_desk, take_in, twarc_lines

LINES = 4000
COLLECT = "import sys; from firsthand.cli.main import main; main(sys.argv[1:])"
JUDGE = """
import itertools, sys
from firsthand.cli.main import main
last = sys.argv[2]
for number in itertools.count():
    expects = ["--expects", last] if last else []
    told = ["judge", "x:70", "--role", "civilian", "--reliability", "CD"[number % 2], "--because", f"{number} ليلى"]
    try:
        main([*told, "--evidence", "x:1001", *expects, "--as", sys.argv[1], "--json"])
    except SystemExit as end:
        assert not end.code, end.code
    sys.stdout.flush()
    last = str(int(sys.argv[3]) + number)
"""


def started(program: str, *arguments: object, case: SmallCase) -> subprocess.Popen[bytes]:
    """A process of its own that works on the case."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)], env={**os.environ, "FIRSTHAND_CASE": str(case.root)},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def killed(process: subprocess.Popen[bytes], after_s: float, *, after_first: bool = False) -> list[dict[str, object]]:
    """Let it work, from its start or from its first acknowledgement, and kill it; returns what it had acknowledged."""
    assert process.stdout is not None
    first = process.stdout.readline() if after_first else b""
    time.sleep(after_s)
    process.send_signal(signal.SIGKILL)
    out = first + process.communicate()[0]
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
    with scratch() as folder:
        case, export = make_desk(folder), folder / "posts.jsonl"
        body = twarc_lines({"text": WORDS[n % len(WORDS)]} for n in range(LINES))
        export.write_bytes(body)
        began = time.monotonic()
        take_in(case, export)
        took, there, acknowledged = time.monotonic() - began + 1.0, 1, set[int]()
        for number in range(stated.count):
            if number % 2:
                last = max((act.seq for act in case.opened().desk.views.acts(kind="judge")), default="")
                size = case.opened().desk.book.size()
                told = killed(started(JUDGE, case.ann.name, last, size, case=case), chance.uniform(0.0, 1.0), after_first=True)
                acknowledged |= {int(str(one["entry"])) for one in told}
            else:
                export.write_bytes(body + twarc_lines([f"{number}"], first=900_000 + number))
                killed(started(COLLECT, "collect", export, "--json", case=case), chance.uniform(0.1, 1.1) * took)
            found, there = look(case, acknowledged, there)
            wrong.update(found)
            progress(number, stated.count, every=20)
        row.violations = dict(wrong)
        row.note = f"{len(acknowledged)} acts acknowledged, {there} imports entered"
    say([row.end()], failed=bool(wrong) or not acknowledged)


if __name__ == "__main__":
    main()
