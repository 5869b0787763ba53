"""What the benchmarks share: a child process with its CPU, wall and peak memory; a corpus; a spread in words."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
GENERATOR = ROOT.parent / "shared" / "bench" / "gen.py"
FIRSTHAND = (sys.executable, "-c", "from firsthand.cli.main import main; main()")


class Spent(NamedTuple):
    """
    What a child process cost, start-up included.

    Attributes:
        cpu: User and system time of the child and of its own children, in seconds.
        wall: Seconds.
        peak_mb: Peak resident memory in MiB.
    """

    cpu: float
    wall: float
    peak_mb: float
    output: str


def run(command: Sequence[str], *, environment: Mapping[str, str] | None = None) -> Spent:
    """Run a child to its end; a child that fails ends the benchmark with its own words."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=err, env={**os.environ, **(environment or {})})
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            err.seek(0)
            sys.exit(f"{' '.join(command)[:200]}\n{err.read().decode(errors='replace')[-2000:]}")
        out.seek(0)
        return Spent(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, out.read().decode())


def firsthand(*arguments: str) -> Spent:
    """Run our own command line from this checkout."""
    path = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    return run((*FIRSTHAND, *arguments), environment={"PYTHONPATH": path})


def new_case(place: Path) -> None:
    """An empty case without a passphrase."""
    firsthand("new", str(place), "--title", "Benchmark", "--question", "How fast is it?", "--no-passphrase")


def corpus(folder: Path, count: int, python: str) -> Path:
    """
    The file of `count` posts in a folder; made when it is not there.

    Args:
        python: Interpreter that has orjson, wordfreq and pyarrow, which the generator needs.
    """
    path = folder / f"posts_{count}.jsonl"
    if not path.exists():
        if not GENERATOR.exists():
            sys.exit(f"{path} is not there, and no generator to make it. See benchmarks/README.md.")
        folder.mkdir(parents=True, exist_ok=True)
        # In its own folder, for it imports its neighbour by name.
        subprocess.run([python, GENERATOR.name, str(count)], cwd=GENERATOR.parent, check=True,
                       env={**os.environ, "FH_BENCH_DATA": str(folder.resolve())})  # fmt: skip
    return path


def spread(values: Sequence[float], digits: int = 2) -> str:
    """Median, and in brackets the least and the most."""
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


def options(summary: str) -> argparse.ArgumentParser:
    """The options that every benchmark has."""
    parser = argparse.ArgumentParser(description=summary)
    parser.add_argument("--folder", type=Path, required=True, help="Where corpora and cases lie, or are made.")
    parser.add_argument("--posts", type=int, default=100_000, help="Size of the corpus.")
    parser.add_argument("--generator-python", default=sys.executable, help="Interpreter that runs the generator.")
    parser.add_argument("--json", action="store_true", help="Print JSON.")
    return parser


def tell(results: Mapping[str, object], as_json: bool) -> None:
    """Print what was measured, with the load of the machine while it was."""
    told = {**results, "load_1min": round(os.getloadavg()[0], 1)}
    if as_json:
        print(json.dumps(told, ensure_ascii=False))
        return
    for name, value in told.items():
        print(f"{name:32s} {value}")
