"""What every campaign has in common: its options, a scratch folder, and the row that it prints."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

HEADER = "| campaign | seed | count | time | machine | date | result |\n|---|---|---|---|---|---|---|"


@dataclass(slots=True)
class Row:
    """
    One line of a campaign's table.

    Attributes:
        count: How much was tried, with its unit.
        violations: Kind to how many; empty is what we want, except of a program that was broken on purpose.
    """

    name: str
    seed: int
    count: str
    violations: dict[str, int] = field(default_factory=dict)
    note: str = ""
    began: float = field(default_factory=time.monotonic)
    took: float = 0.0

    def end(self) -> Row:
        """Stop its clock."""
        self.took = time.monotonic() - self.began
        return self

    def __str__(self) -> str:
        told = ", ".join(f"{kind} {number:,}" for kind, number in sorted(self.violations.items()))
        result = f"**violations: {told}**" if told else "**0 violations**"
        note = f"; {self.note}" if self.note else ""
        took = f"{self.took or time.monotonic() - self.began:.0f} s"
        return f"| {self.name} | {self.seed} | {self.count} | {took} | {machine()} | {datetime.now(UTC):%Y-%m-%d} | {result}{note} |"


def machine() -> str:
    """Processors and system, as the row names them."""
    try:
        system = platform.freedesktop_os_release()["PRETTY_NAME"].replace("GNU/Linux ", "").partition(" (")[0]
    except OSError:
        system = platform.system()
    return f"{os.cpu_count()} vCPU, {system}, Python {platform.python_version()}"


def options(what: str, *, count: int, unit: str) -> argparse.ArgumentParser:
    """The options that every campaign takes."""
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("--seed", type=int, default=2041, help="the same seed tries the same things")
    parser.add_argument(f"--{unit}", dest="count", type=int, default=count, help=f"how many {unit} (default {count:,})")
    return parser


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that goes away afterwards; people's keys made meanwhile lie in it too."""
    folder = Path(tempfile.mkdtemp(prefix="firsthand-campaign-"))
    os.environ["FIRSTHAND_HOME"] = str(folder / "home")
    for name in ("FIRSTHAND_CASE", "FIRSTHAND_ACTOR", "FIRSTHAND_PASSPHRASE"):
        os.environ.pop(name, None)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def say(rows: list[Row], *, failed: bool) -> None:
    """Print the table and end: exit 1 when the campaign found what it must not find."""
    print("\n".join([HEADER, *map(str, rows)]), flush=True)
    sys.exit(1 if failed else 0)


def progress(done: int, total: int, every: int = 1000) -> None:
    """Say now and then how far it is, to the error stream."""
    if done and done % every == 0:
        print(f"  {done:,} of {total:,}", file=sys.stderr, flush=True)
