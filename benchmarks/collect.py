"""
Collect beside its peer: one file of twarc2 posts, read by `firsthand collect` and by twarc-csv, by turns.

Firsthand captures, hashes, parses, commits and indexes the posts durably; the peer writes a CSV. Both are measured as
whole processes, start-up included. Read the ratio of CPU seconds: wall moves with whoever else uses the machine.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from measure import Spent, corpus, firsthand, new_case, options, run, spread, tell

PEER = """
import sys, warnings
warnings.simplefilter("ignore")
import csv_writer, dataframe_converter
converter = dataframe_converter.DataFrameConverter(inline_referenced_tweets=False)
with open(sys.argv[1], encoding="utf8") as source, open(sys.argv[2], "w", encoding="utf8") as target:
    csv_writer.CSVConverter(
        infile=source, outfile=target, converter=converter, output_format="csv", batch_size=100, hide_progress=True
    ).process()
"""
"""The class behind `twarc2 csv`; the command itself asks for API tokens first. Its warnings are not part of its work."""


def ours(source: Path, folder: Path) -> Spent:
    """One import into a fresh case; the counts must add up, or the time means nothing."""
    case = folder / "case"
    shutil.rmtree(case, ignore_errors=True)
    new_case(case)
    spent = firsthand("collect", str(source), "--case", str(case), "--json")
    (told,) = json.loads(spent.output)["runs"]
    assert told["seen"] == told["kept"] + told["already"] + told["rejected"] + told["failed"]
    assert told["posts"], told
    assert not told["failed"], told
    return spent


def main() -> None:
    """Measure and print."""
    parser = options(__doc__ or "")
    parser.add_argument("--runs", type=int, default=5, help="How often each one runs.")
    parser.add_argument("--peer", help="Interpreter with twarc-csv: see peers.sh. Left out: Firsthand alone.")
    stated = parser.parse_args()
    source = corpus(stated.folder, stated.posts, stated.generator_python)
    mine: list[Spent] = []
    theirs: list[Spent] = []
    with TemporaryDirectory(dir=stated.folder) as scratch:
        for _ in range(stated.runs):
            mine.append(ours(source, Path(scratch)))
            if stated.peer:
                theirs.append(run((stated.peer, "-c", PEER, str(source), str(Path(scratch) / "peer.csv"))))
    result: dict[str, object] = {
        "posts": stated.posts,
        "runs of each": stated.runs,
        "firsthand CPU s": spread([one.cpu for one in mine]),
        "firsthand wall s": spread([one.wall for one in mine]),
        "firsthand peak MiB": spread([one.peak_mb for one in mine], 0),
    }
    if theirs:
        result |= {
            "twarc-csv CPU s": spread([one.cpu for one in theirs]),
            "twarc-csv wall s": spread([one.wall for one in theirs]),
            "twarc-csv peak MiB": spread([one.peak_mb for one in theirs], 0),
            "CPU ratio, pair by pair": spread([peer.cpu / own.cpu for own, peer in zip(mine, theirs, strict=True)]),
            "wall ratio, pair by pair": spread([peer.wall / own.wall for own, peer in zip(mine, theirs, strict=True)]),
        }
    tell(result, stated.json)


if __name__ == "__main__":
    main()
