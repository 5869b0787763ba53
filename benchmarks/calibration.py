"""
Whether shares of a shipped model hold in an unseen event: as taught, and after 50 random answers of that event.

Run ``python tools/teach.py --measure --keep-scores FOLDER`` (with scikit-learn) first, then ``python benchmarks/calibration.py FOLDER``.
Each event's scores come from a model that did not see it; slope and offset come from all other events. Nothing of the posts is kept.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import numpy as np

from firsthand.find import calibration

SEEDS, ANSWERS = 20, 50


def main() -> None:
    """Print a line per category."""
    for path in sorted(Path(sys.argv[1]).glob("*.npz")):
        with np.load(path) as held:
            score, yes, event = held["score"], held["yes"], held["event"]
        told, moved, plain = [], [], []
        for one in sorted(set(event.tolist())):
            here = event == one
            if yes[here].sum() < 10:
                continue
            before = calibration.fit(score[~here], yes[~here])
            told.append(calibration.error(calibration.share(before[0] * score[here] + before[1]), yes[here]))
            for seed in range(SEEDS):
                drawn = np.random.default_rng(seed).permutation(np.flatnonzero(here))
                asked, rest = drawn[:ANSWERS], drawn[ANSWERS:]
                slope, offset = calibration.fit(score[asked], yes[asked], before=before)
                moved.append(calibration.error(calibration.share(slope * score[rest] + offset), yes[rest]))
                plain.append(calibration.error(np.full(len(rest), yes[asked].mean()), yes[rest]))
        print(
            f"{path.stem}: {len(told)} events; error as taught {np.mean(told):.3f} (most {np.max(told):.3f}), with {ANSWERS} answers "
            f"{np.mean(moved):.3f} (95 of 100 runs below {np.quantile(moved, 0.95):.3f}); one share for all {np.mean(plain):.3f}"
        )


if __name__ == "__main__":
    main()
