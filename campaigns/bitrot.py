"""
The bit-rot campaign: a case of about two thousand items, harmed one file at a time; `verify` must name each.

    make campaign-bitrot            (python campaigns/bitrot.py --harms 1000)
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from lib import Row, options, progress, say, scratch

from firsthand.desk.day import add_note
from firsthand.shell.verify import verify_case
from firsthand.testing.damage import harmed
from firsthand.testing.world import WORDS, make_desk, table, take_in, twarc_lines, zipped

POSTS, ROWS, NOTES = 1500, 500, 40


def build(folder: Path) -> Path:
    """A case with three imports and some acts, closed; returns its folder."""
    case = make_desk(folder)
    (folder / "posts.jsonl").write_bytes(twarc_lines({"text": WORDS[n % len(WORDS)]} for n in range(POSTS)))
    (folder / "table.csv").write_bytes(table([[f"{n}", "2041-03-14T06:00:00Z", f"{n} كلمة", f"v{n}"] for n in range(ROWS)]))
    chat = "[14/03/2041, 06:00:01] ليلى: نحن هنا\r\n[14/03/2041, 06:01:00] ليلى: \u200e<attached: 2-PHOTO.jpg>\r\n"
    (folder / "chat.zip").write_bytes(zipped({"_chat.txt": chat.encode(), "2-PHOTO.jpg": b"\xff\xd8" + bytes(3000)}))
    take_in(case, *(folder / name for name in ("posts.jsonl", "table.csv", "chat.zip")))
    for number in range(NOTES):
        add_note(case.desk, "x:1001", WORDS[number % len(WORDS)], actor=case.ann)
    return case.root


def main() -> None:
    stated = options(__doc__ or "", count=1000, unit="harms").parse_args()
    row = Row("bitrot", stated.seed, "")
    with scratch() as folder:
        root = build(folder)
        good = verify_case(root)
        assert good.ok, good.failures
        passed: Counter[str] = Counter()
        for number, (name, done) in enumerate(harmed(root, stated.count, random.Random(stated.seed))):
            found = verify_case(root).failures
            kind = done.partition(" at ")[0]
            if not found:
                passed[f"{kind} unseen"] += 1
            elif not any(name in one["what"] or name in one["why"] for one in found):
                passed[f"{kind} seen, not named"] += 1
            progress(number, stated.count, every=250)
        row.count, row.violations = f"{stated.count:,} harms", dict(passed)
        row.note = f"{good.checked['item commitments']:,} items, {good.checked['entries']} entries"
    say([row.end()], failed=bool(passed))


if __name__ == "__main__":
    main()
