"""
Teach the models that are shipped, and measure them on events they have not seen: ``make models``.

Reads the labelled sets beside the project (``../shared/data``; FOLDER as the first argument) and what we invented ourselves
(``tools/teaching``), and writes ``src/firsthand/find/models/NAME.model``. With ``--measure`` nothing is written.

Method. Each class of a set gets a head: logistic regression over the hashed columns of `find.ngrams` (every row of length 1,
classes balanced, liblinear, C below). Columns that fewer than two events or eight authors (texts, where authors are not told)
share are left out before anything is learned, so that no weight comes from one person's words; of the rest, the heaviest are
kept. Scores are those of posts whose whole event was left out, in groups; the kept weights come from all events.

Invented posts have no events and expose nobody: there an event is what kind of post it is, in two languages that share their
situations, and two posts that are no copies of each other are enough for a column.

Needs scikit-learn, which nothing else here does.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from firsthand.find import calibration, ngrams, taught
from firsthand.find.duplicates import near_duplicates
from firsthand.ledger.canonical import digest
from firsthand.text.language import identify

ROOT = Path(__file__).resolve().parents[1]
BARS = (0.2, 0.5, 0.75)
"""A post is weak, some, strong when it stands above this share of the yes of unseen events."""

IDRISI = (
    "IDRISI-RE, English (CC BY 4.0, Suwaileh, Elsayed, Imran 2023); its classes are those of HumAID (Alam et al. 2021), whose own "
    "card says CC BY-NC-SA 4.0"
)
INVENTED = "Posts invented for Firsthand (tools/teaching, under its licence); no real farewell, and no native speaker has checked them"
CRISISLEX = "CrisisLexT26 (MIT, Olteanu, Vieweg, Castillo 2015)"
COUNTED = (
    "To each weight is added the logarithm of how much more often its column is met within the class than outside of it (as Wang and "
    "Manning 2012 weigh words), until that spreads the scores half as far as the learner's own weights do."
)
NEEDS = {
    "requests_or_urgent_needs": "help", "missing_or_found_people": "missing", "displaced_people_and_evacuations": "displaced",
    "caution_and_advice": "caution", "injured_or_dead_people": "injured", "infrastructure_and_utility_damage": "damage",
    "rescue_volunteering_or_donation_effort": "effort",
}  # fmt: skip
SOURCES = {
    "Eyewitness": "eyewitness", "Media": "media", "Outsiders": "outsider", "Government": "official", "NGOs": "official",
    "Business": "official", "Not applicable": "unrelated", "Not labeled": "unrelated",
}  # fmt: skip


HANDS = {
    "": ("ar-en", "ar-en", "uk-fr", "uk-fr"), "-2": ("ar-fr", "en-uk", "en-uk", "ar-fr"), "-3": ("ar", "en", "uk", "fr"),
    "-4": ("ar-en", "ar-en", "uk-fr", "uk-fr"), "-5": ("ar", "en", "uk", "fr"), "-6": ("ar", "en", "uk", "fr"),
}  # fmt: skip
"""Endings of the files of invented goodbyes; and for Arabic, English, Ukrainian and French the languages that one hand wrote together."""


@dataclass(frozen=True, slots=True)
class Post:
    """A labelled post; of events that are not `scored` every post is always taught. A table has a line per `part`."""

    text: str
    label: str
    event: str
    author: str
    scored: bool
    part: str


@dataclass(frozen=True, slots=True)
class Course:
    """What one model is taught with."""

    name: str
    version: str
    categories: tuple[str, ...]
    languages: tuple[str, ...]
    posts: Callable[[Path], Iterator[Post]]
    sets: tuple[str, ...]
    strength: float
    kept: int
    fewest: int
    shared: tuple[int, int] = (2, 8)
    """Events and voices that a column must have."""
    counted: float = 0.0
    """How far the ratios of counts spread the scores of posts, against the learner's own weights; see `COUNTED`."""
    soft: float = 1.0
    """What every head is divided by: how a post that stands high in several other classes is held against each of them."""
    method: str = ""
    """Where it is not the general one."""


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def needs(data: Path) -> Iterator[Post]:
    """Posts of twelve disasters by what they ask or tell; and, as what is none of it, English sympathy and chatter of others."""
    for one in _lines(data / "needs-idrisi-en" / "posts.jsonl.gz"):
        yield Post(one["text"], NEEDS[one["labels"][0]], one["event"], one["author"], True, one["event"])
    for one in _lines(data / "eyewitness-crisislex" / "t26.jsonl.gz"):
        unrelated = "unrelated" if one["informativeness"] == "Not related" else ""
        label = "sympathy" if one["info_type"] == "Sympathy and support" else unrelated
        if label and identify(one["text"]).code == "en":
            yield Post(one["text"], label, one["event"], "", False, one["event"])


def eyewitness(data: Path) -> Iterator[Post]:
    """Posts of fifteen events by who speaks."""
    for one in _lines(data / "eyewitness-crisislex" / "t26.jsonl.gz"):
        yield Post(one["text"], SOURCES[one["source"]], one["event"], "", True, one["event"])


def goodbye(_data: Path) -> Iterator[Post]:
    """Invented goodbyes, and what only looks like one."""
    for name, pairs in HANDS.items():
        for lang, pair in zip(("ar", "en", "uk", "fr"), pairs, strict=True):
            for line in (ROOT / "tools" / "teaching" / f"goodbye-{lang}{name}.jsonl").read_text("utf-8").splitlines():
                one = json.loads(line)
                yield Post(one["text"], one["label"], f"{pair}{name} {one['label']} {one['kind']}", "", True, lang)


COURSES = (
    Course("needs", "1", ("help", "missing", "displaced", "caution"), ("en",), needs, (IDRISI, CRISISLEX), 3.0, 24_000, 10),
    Course(
        "presence", "2", ("eyewitness",), ("en", "es", "pt", "it", "tl"), eyewitness, (CRISISLEX,), 2.0, 32_000, 20,
        counted=0.5, soft=2.0,
    ),
    Course(
        "goodbye", "3", ("goodbye",), ("ar", "en", "fr", "uk"), goodbye, (INVENTED,), 10.0, 64_000, 20, shared=(1, 2), counted=2.0,
        method="Each class of the set gets a head: logistic regression over the hashed columns of `find.ngrams` (every row of length 1, "
        "classes balanced, liblinear, C 10, chosen by leaving whole kinds of posts out). Columns that one post alone has are left out. "
        "The measures are of posts of kinds that were left out, and of invented posts: they say nothing of real farewells.",
    ),
)


def matrix(rows: ngrams.Grams) -> csr_matrix:
    """Rows of length 1."""
    sizes = np.diff(rows.starts)
    values = np.repeat(1 / np.sqrt(np.maximum(sizes, 1)), sizes)
    return csr_matrix((values, rows.columns.astype(np.int32), rows.starts), shape=(len(sizes), ngrams.COLUMNS))


def shared_columns(rows: ngrams.Grams, events: np.ndarray, voices: np.ndarray, fewest: tuple[int, int]) -> np.ndarray:
    """Columns that enough events and enough authors share."""
    sizes = np.diff(rows.starts)
    enough = np.ones(ngrams.COLUMNS, bool)
    for groups, least in zip((events, voices), fewest, strict=True):
        met = np.unique(rows.columns.astype(np.int64) * (1 << 20) + np.repeat(groups, sizes))
        enough &= np.bincount(met >> 20, minlength=ngrams.COLUMNS) >= least
    return np.flatnonzero(enough)


Made = tuple[tuple[str, ...], np.ndarray, np.ndarray, np.ndarray]


def teach(course: Course, rows: ngrams.Grams, labels: np.ndarray, events: np.ndarray, voices: np.ndarray) -> Made:
    """Heads, kept columns, weights (columns x heads) and bias."""
    columns = shared_columns(rows, events, voices, course.shared)
    whole = matrix(rows)[:, columns]
    heads = tuple(sorted(set(labels.tolist())))
    weights, bias = np.zeros((len(columns), len(heads))), np.zeros(len(heads))
    for at, head in enumerate(heads):
        learner = LogisticRegression(C=course.strength, class_weight="balanced", solver="liblinear", tol=1e-2, random_state=1)
        learner.fit(whole, labels == head)
        weights[:, at] = learner.coef_[0] + counted(whole, labels == head, learner.coef_[0], course.counted)
        bias[at] = learner.intercept_[0]
    weights, bias = weights / course.soft, bias / course.soft
    reach = np.sqrt((weights**2).max(axis=1) * np.bincount(whole.indices, minlength=len(columns)))
    chosen = np.sort(np.argsort(-reach, kind="stable")[: course.kept])
    return heads, columns[chosen], weights[chosen], bias


def counted(whole: csr_matrix, yes: np.ndarray, learned: np.ndarray, share: float) -> np.ndarray:
    """Per column how much likelier it is in a yes, scaled until it spreads the scores `share` times as far as `learned` does."""
    met = whole > 0
    ratio = np.log((met[yes].sum(axis=0).A1 + 0.5) / yes.sum()) - np.log((met[~yes].sum(axis=0).A1 + 0.5) / (~yes).sum())
    ratio -= ratio.mean()
    return share * ratio * (whole @ learned).std() / max((whole @ ratio).std(), 1e-9)


def as_model(course: Course, made: Made, **said: Any) -> bytes:
    """A file, with a statement."""
    heads, columns, weights, bias = made
    empty = {one: [0.0, 0.0, 0.0] for one in course.categories}
    statement = {
        "name": course.name, "version": course.version, "heads": heads, "categories": course.categories,
        "languages": course.languages, "bias": [round(float(one), 6) for one in bias],
        "bars": empty, "platt": {one: [1.0, 0.0] for one in course.categories}, "training": {"digest": "none"}, **said,
    }  # fmt: skip
    return taught.written(statement, columns.astype(np.uint32), weights)


def measures(yes: np.ndarray, score: np.ndarray) -> list[float]:
    """Area under the curve, average precision, recall after a tenth is read."""
    _, place, count = np.unique(score, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    wanted = int(yes.sum())
    area = (rank[yes].sum() - wanted * (wanted + 1) / 2) / (wanted * (len(yes) - wanted))
    ordered = yes[np.argsort(-score, kind="stable")]
    precision = (np.cumsum(ordered)[ordered] / (np.flatnonzero(ordered) + 1)).mean()
    return [round(float(one), 3) for one in (area, precision, ordered[: len(yes) // 10].sum() / wanted)]


def table(yes: np.ndarray, score: np.ndarray, events: np.ndarray, fewest: int) -> dict[str, list[float]]:
    """Per event with enough yes: posts, yes, and the measures; ``together`` and ``mean``."""
    out: dict[str, list[float]] = {"together": [len(yes), int(yes.sum()), *measures(yes, score)]}
    for event in sorted(set(events.tolist())):
        here = events == event
        if fewest <= yes[here].sum() < here.sum():
            out[event] = [int(here.sum()), int(yes[here].sum()), *measures(yes[here], score[here])]
    told = [row[2:] for name, row in out.items() if name != "together"]
    if told:
        out["mean"] = [len(told), 0, *(round(float(one), 3) for one in np.mean(told, axis=0))]
    return out


def unseen(course: Course, posts: list[Post], rows: ngrams.Grams, groups: int) -> np.ndarray:
    """What the heads of models say that did not see a post's event; through the file, pruned and rounded as it is shipped."""
    labels, events, voices = columns_of(posts)
    scored = sorted({post.event for post in posts if post.scored})
    group = np.array([scored.index(post.event) % groups if post.scored else -1 for post in posts])
    out = np.zeros((len(posts), len(set(labels.tolist()))))
    for one in range(groups):
        seen, left = np.flatnonzero(group != one), np.flatnonzero(group == one)
        made = teach(course, ngrams.select(rows, seen), labels[seen], events[seen], voices[seen])
        out[left] = taught.heads_of(taught.read_model(as_model(course, made), file=course.name), ngrams.select(rows, left))
        print(f"  group {one + 1} of {groups}: {len(seen):,} taught, {len(left):,} asked", flush=True)
    return out


def columns_of(posts: list[Post]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Labels; numbers of events; numbers of authors, or of texts with copies folded where no author is told."""
    names = {event: number for number, event in enumerate(sorted({post.event for post in posts}))}
    roots = near_duplicates([post.text for post in posts]).roots
    said_by = [post.author or f"text {root}" for post, root in zip(posts, roots, strict=True)]
    _, voices = np.unique(said_by, return_inverse=True)
    return np.array([post.label for post in posts]), np.array([names[post.event] for post in posts]), voices


def main() -> None:
    """Teach, measure, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--only", choices=[one.name for one in COURSES])
    parser.add_argument("--groups", type=int, default=5, help="Whole events are left out in so many groups.")
    parser.add_argument("--strength", type=float)
    parser.add_argument("--kept", type=int)
    parser.add_argument("--measure", action="store_true", help="Write nothing.")
    parser.add_argument("--keep-scores", type=Path, help="Folder for the scores on unseen events, for other benchmarks.")
    asked = parser.parse_args()
    for course in COURSES:
        if asked.only in (None, course.name):
            change = {key: value for key, value in (("strength", asked.strength), ("kept", asked.kept)) if value}
            _one(replace(course, **change), asked)


def _one(course: Course, asked: argparse.Namespace) -> None:
    posts = list(course.posts(asked.data))
    print(f"{course.name}: {len(posts):,} posts, C {course.strength}, {course.kept:,} columns kept", flush=True)
    rows = ngrams.grams([post.text for post in posts])
    labels, events, voices = columns_of(posts)
    made = teach(course, rows, labels, events, voices)
    plain = taught.read_model(as_model(course, made), file=course.name)
    said = unseen(course, posts, rows, asked.groups)
    scored = np.array([post.scored for post in posts])
    names = np.array([post.part for post in posts])
    tables, bars, platt = {}, {}, {}
    for category in course.categories:
        score = taught.scores(plain, said, category)[scored]
        yes = labels[scored] == category
        tables[category] = table(yes, score, names[scored], course.fewest)
        bars[category] = [round(float(one), 4) for one in np.quantile(score[yes], BARS)]
        platt[category] = [round(one, 4) for one in calibration.fit(score, yes)]
        for event, row in tables[category].items():
            print(f"{category} {event}: {row[0]:,} posts, {row[1]:,} yes; AUC {row[2]:.3f} AP {row[3]:.3f} recall at 10 % {row[4]:.3f}")
        if asked.keep_scores:
            asked.keep_scores.mkdir(parents=True, exist_ok=True)
            np.savez(asked.keep_scores / f"{category}.npz", score=score, yes=yes, event=names[scored])
    training = {
        "digest": digest(taught.digest_of([(post.text, post.label) for post in posts])), "posts": len(posts),
        "classes": {head: int((labels == head).sum()) for head in sorted(set(labels.tolist()))}, "sets": course.sets,
        "events": sorted({post.part for post in posts if post.scored}),
    }  # fmt: skip
    method = course.method or (__doc__ or "").partition("Method. ")[2].partition("\n\n")[0]
    method = " ".join([*method.split(), *(COUNTED.split() if course.counted else ())])
    data = as_model(course, made, training=training, method=method, bars=bars, platt=platt, unseen=tables)
    print(f"{course.name}: {len(data):,} bytes", flush=True)
    if not asked.measure:
        (ROOT / "src" / "firsthand" / "find" / "models" / f"{course.name}{taught.SUFFIX}").write_bytes(data)


if __name__ == "__main__":
    main()
