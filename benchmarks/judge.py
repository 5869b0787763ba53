"""
Judging: every signal over a flood, and the dossier of one account in it.

The case is made once and kept in the folder. There is no peer: we know of no other tool that shows evidence for and against
an account. Seconds are CPU seconds of a child; milliseconds are of one call in this process, the best and all of several.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from pathlib import Path

from measure import ROOT, firsthand, options, spread, tell
from search import case_of

RUNS = 7


def accounts_of(case: Path) -> dict[str, str]:
    """The account with the most posts, one with the median number, and one with a single post."""
    with sqlite3.connect(f"file:{case}/case.sqlite?mode=ro", uri=True) as connection:
        held = connection.execute(
            "SELECT account, count(*) n FROM posts WHERE account IS NOT NULL GROUP BY account ORDER BY n DESC, account"
        ).fetchall()
    return {f"most posts ({held[0][1]:,})": held[0][0], f"median ({held[len(held) // 2][1]:,})": held[len(held) // 2][0],
            f"fewest ({held[-1][1]:,})": held[-1][0]}  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = options(__doc__ or "")
    parser.add_argument("--case", type=Path, help="A case that is there already.")
    parser.add_argument("--no-screen", action="store_true", help="Signals were asked before; only dossiers are measured.")
    stated = parser.parse_args()
    case = stated.case or case_of(stated.folder, stated.posts, stated.generator_python)
    result: dict[str, object] = {}
    if not stated.no_screen:
        firsthand("screen", "--only", "clusters", "--case", str(case))
        spent = firsthand("screen", "--only", "signals", "--case", str(case), "--json")
        result |= {"all signals, CPU s": f"{spent.cpu:.1f}"}
        result |= {"all signals, wall s": f"{spent.wall:.1f}", "all signals, peak MiB": f"{spent.peak_mb:.0f}"}
    sys.path.insert(0, str(ROOT / "src"))
    from firsthand.desk.dossier import dossier
    from firsthand.model.ids import AccountId
    from firsthand.shell.case import open_case

    desk = open_case(case)
    result["posts"] = desk.views.counts()["posts"]
    for name, account in accounts_of(case).items():
        times = []
        for _ in range(RUNS):
            begun = time.perf_counter()
            told = dossier(desk, AccountId(account))
            times.append((time.perf_counter() - begun) * 1000)
        result[f"dossier, {name}, ms"] = f"{spread(times, 1)}, {len(told['observations'])} findings"
    tell(result, stated.json)


if __name__ == "__main__":
    main()
