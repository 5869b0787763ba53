"""
Calls for help and missing people in events that nobody was taught with, beside a plain learner of the same posts.

Both are taught in the same groups, each without whole events (`tools/teach.py`), and asked about the posts of those. The plain learner
is what one would write first: characters 2 to 4 and words 1 to 2, weighed by TF-IDF, and logistic regression for each class alone. Needs
scikit-learn and the labelled set, neither of which is part of the project: ``sh tools/teach.sh FOLDER PYTHON`` makes an environment.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from teach import COURSES, ROOT, columns_of, measures, unseen

from firsthand.find import ngrams

WANTED = {"help": 0.65, "missing": 0.72}
GROUPS = 5


def plain(texts: Sequence[str]) -> list[str]:
    """Addresses, handles and digits as one sign each."""
    bare = [re.sub(r"@\w+", " USER ", re.sub(r"https?://\S+|t\.co/\S+", " URL ", text, flags=re.IGNORECASE)) for text in texts]
    return [re.sub(r"\s+", " ", re.sub(r"\d+", "0", text)).strip() for text in bare]


def of_the_plain_learner(texts: list[str], yes: np.ndarray, group: np.ndarray) -> np.ndarray:
    """What it says of the posts of each group, taught with all others."""
    words = plain(texts)
    out = np.zeros(len(texts))
    for one in range(GROUPS):
        seen, left = np.flatnonzero(group != one), np.flatnonzero(group == one)
        makers = (
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=4, sublinear_tf=True, max_features=60_000),
            TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True, max_features=60_000, token_pattern=r"(?u)\b\w+\b|[!?#]"),
        )
        rows = csr_matrix(hstack([maker.fit_transform([words[at] for at in seen]) for maker in makers]))
        asked = csr_matrix(hstack([maker.transform([words[at] for at in left]) for maker in makers]))
        learner = LogisticRegression(C=2.0, class_weight="balanced", solver="liblinear", tol=1e-2)
        out[left] = learner.fit(rows, yes[seen]).predict_proba(asked)[:, 1]
    return out


def main() -> None:
    """Print a line per category and learner."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    course = next(one for one in COURSES if one.name == "needs")
    posts = list(course.posts(parser.parse_args().data))
    rows = ngrams.grams([post.text for post in posts])
    said = unseen(course, posts, rows, GROUPS)
    labels, _, _ = columns_of(posts)
    heads = tuple(sorted(set(labels.tolist())))
    scored = np.array([post.scored for post in posts])
    events = sorted({post.event for post in posts if post.scored})
    group = np.array([events.index(post.event) % GROUPS for post in posts if post.scored])
    texts = [post.text for post in posts if post.scored]
    for category, wanted in WANTED.items():
        yes = labels[scored] == category
        own = np.asarray(said[:, heads.index(category)])
        others = np.delete(said, heads.index(category), axis=1)
        ours = (own - np.log(np.exp(others).sum(axis=1)))[scored]
        peer = of_the_plain_learner(texts, yes, group)
        for name, score in (("plain", peer), ("ours", ours)):
            area, precision, recall = measures(yes, score)
            print(f"{category}: {len(yes):,} posts, {yes.sum()} yes, {name}: AUC {area:.3f}, AP {precision:.3f} (wanted {wanted}), "
                  f"recall at 10 % {recall:.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
