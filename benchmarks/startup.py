"""How long a person waits before anything happens: `--help`, and `collect` of a file of twenty posts."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from measure import Spent, corpus, firsthand, new_case, options, spread, tell

FEW = 20


def few_posts(source: Path, target: Path) -> Path:
    """The first posts of the corpus as a file of their own."""
    with source.open("rb") as lines:
        target.write_bytes(b"".join(islice(lines, FEW)))
    return target


def main() -> None:
    """Measure and print; the first run of each warms the caches and does not count."""
    parser = options(__doc__ or "")
    parser.add_argument("--runs", type=int, default=20)
    stated = parser.parse_args()
    source = corpus(stated.folder, stated.posts, stated.generator_python)
    with TemporaryDirectory(dir=stated.folder) as scratch:
        few, case = few_posts(source, Path(scratch) / "few.jsonl"), Path(scratch) / "case"
        new_case(case)
        commands: dict[str, tuple[str, ...]] = {
            "--help": ("--help",),
            f"collect, {FEW} posts": ("collect", str(few), "--case", str(case), "--json"),
            "posts --limit 5": ("posts", "--limit", "5", "--case", str(case), "--json"),
        }
        spent: dict[str, list[Spent]] = {name: [] for name in commands}
        for _ in range(stated.runs + 1):
            for name, command in commands.items():
                spent[name].append(firsthand(*command))
    result: dict[str, object] = {"runs of each": stated.runs}
    for name, runs in spent.items():
        result[f"{name}: CPU s"] = spread([one.cpu for one in runs[1:]])
        result[f"{name}: wall s"] = spread([one.wall for one in runs[1:]])
    tell(result, stated.json)


if __name__ == "__main__":
    main()
