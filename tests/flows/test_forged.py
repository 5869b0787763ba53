"""Two thousand forgeries, of seven kinds of proof; `make campaign-proofs` makes more."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_forgery_is_refused(capsys):
    """Proofs of items and growth, heads, cards, manifests, time stamps and packed archives with one thing changed."""
    done = subprocess.run(
        [sys.executable, ROOT / "campaigns" / "proofs.py", "--count", "2100"], env=dict(os.environ), capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    rows = [line for line in done.stdout.splitlines() if line.startswith("| proofs")]
    with capsys.disabled():
        sys.stdout.write("\n".join(rows) + "\n")

    assert done.returncode == 0, done.stderr[-3000:]
    assert len(rows) == (7 if shutil.which("openssl") else 6)
    assert all("**0 violations**" in row for row in rows)
