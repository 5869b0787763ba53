"""
The campaign of hurt inputs: cut, garbled and spliced copies of every reader's samples.

    make campaign-inputs            (python campaigns/cut_inputs.py --count 2000; per reader)

With ``--seconds`` each reader has its share of that time and is tried as often as it allows: the row says how often. With
``--readers`` only those that are named are tried.

A reader may reject or leave out; it may not raise, hang, name bytes that are not there or open anything but what it was given.
"""

from __future__ import annotations

import random
import sys
import time
import tomllib
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from lib import Row, options, progress, say

from firsthand.readers.registry import load
from firsthand.testing.conformance import check_hurt

GOLDEN = Path(__file__).parents[1] / "tests" / "golden"
PORTION = 50


def samples() -> dict[str, list[dict[str, bytes]]]:
    """By reader: each file of a folder is one source, or the whole folder is one (``whole``)."""
    found: dict[str, list[dict[str, bytes]]] = {}
    for folder, entry in tomllib.loads((GOLDEN / "samples.toml").read_text("utf-8")).items():
        root = GOLDEN / folder
        files = sorted(path for path in root.rglob("*") if path.is_file() and path.name != "README.md")
        members = {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
        found.setdefault(entry["reader"], []).extend(
            [members] if entry.get("whole") else [{name: data} for name, data in members.items()]
        )
    return found


def main() -> None:
    parser = options(__doc__ or "", count=2000, unit="count")
    parser.add_argument("--seconds", type=float, default=0.0, help="for all readers together; 0: as long as it takes")
    parser.add_argument("--readers", nargs="*", default=[], metavar="NAME", help="only these")
    stated = parser.parse_args()
    held, rows, failed = samples(), [], False
    readers = [one for one in load() if not stated.readers or one.name in stated.readers]
    if unknown := set(stated.readers) - {one.name for one in readers}:
        parser.error(f"no such reader: {', '.join(sorted(unknown))}")
    ends = time.monotonic()
    for adapter in readers:
        row, wrong = Row(f"inputs, {adapter.name}", stated.seed, ""), Counter[str]()
        chance = random.Random(f"{stated.seed} {adapter.name}")
        ends += stated.seconds / len(readers)  # what a quick reader leaves, the next ones have
        done = 0
        while done < stated.count and (not stated.seconds or time.monotonic() < ends or not done):
            count = min(PORTION, stated.count - done)
            try:
                check_hurt(adapter, held[adapter.name], count=count, chance=chance)
            except AssertionError as error:
                wrong[" ".join(str(error).partition(": ")[2].split()[:4])] += 1
                print(f"  {error}", file=sys.stderr)
            done += count
            progress(done, stated.count)
        row.count = f"{done:,} copies"
        row.violations = dict(wrong)
        row.note = f"{len(held[adapter.name])} samples"
        rows.append(row.end())
        print(row, file=sys.stderr, flush=True)
        failed |= bool(wrong)
    say(rows, failed=failed)


if __name__ == "__main__":
    main()
