"""
Teach heads over the vectors of a sentence encoder, and measure them beside the hashed heads on events that neither has seen.

First ``python tools/teach.py --measure --keep-scores SCORES``, then ``python tools/teach_heads.py COURSE ENCODER SCORES``; ENCODER is
an installed package or a folder (the extra ``embeddings``). With ``--write`` the heads go to ``src/firsthand/find/models``.

Method. Each class of a set gets a head: logistic regression over the vectors (of length 1; classes balanced, liblinear, C 3) of the
posts in the languages that the encoder's makers state. Scores are those of posts whose whole event was left out, in five groups, as
for the hashed heads. What is measured is the order of the queue before any answer, without word lists: `learning.known`.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import teach
from sklearn.linear_model import LogisticRegression

from firsthand.find import dense, learning, taught
from firsthand.ledger.canonical import digest
from firsthand.shell.encoder import EncoderOptions, SentenceFolder
from firsthand.text.language import identify

STRENGTH = 3.0
PORTION = 512


def vectors_of(texts: list[str], encoder: SentenceFolder, held: Path | None) -> np.ndarray:
    """A row per text; what `held` has is not encoded again."""
    known: dict[str, np.ndarray] = {}
    if held and held.exists():
        with np.load(held) as found:
            known = dict(zip(found["texts"].tolist(), found["vectors"], strict=True))
    given = [dense.given(text) for text in texts]
    missing = sorted({text for text in given if text and text not in known}, key=lambda text: (len(text), text))
    for first in range(0, len(missing), PORTION):
        part = missing[first : first + PORTION]
        known |= dict(zip(part, encoder.vectors(part), strict=True))
        print(f"  {first + len(part):,} of {len(missing):,} encoded", flush=True)
        if held:
            np.savez(held, texts=np.array(list(known)), vectors=np.array(list(known.values())))
    none = np.zeros(len(next(iter(known.values()))), np.float16)
    return np.array([known.get(text, none) for text in given])


def heads(vectors: np.ndarray, labels: np.ndarray) -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    """Heads, weights (columns x heads), bias."""
    names = tuple(sorted(set(labels.tolist())))
    weights, bias = np.zeros((vectors.shape[1], len(names))), np.zeros(len(names))
    for at, name in enumerate(names):
        learner = LogisticRegression(C=STRENGTH, class_weight="balanced", solver="liblinear", tol=1e-2, random_state=1)
        learner.fit(vectors.astype(np.float32), labels == name)
        weights[:, at], bias[at] = learner.coef_[0], learner.intercept_[0]
    return names, weights, bias


def main() -> None:
    """Teach, measure beside the hashed heads, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("course", choices=[one.name for one in teach.COURSES])
    parser.add_argument("encoder")
    parser.add_argument("scores", type=Path)
    parser.add_argument("--data", type=Path, default=teach.ROOT.parent / "shared" / "data")
    parser.add_argument("--vectors", type=Path, help="A file in which vectors are kept between runs.")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--groups", type=int, default=5)
    parser.add_argument("--categories", nargs="*", help="Those that the file will serve; else all of the course.")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    course = next(one for one in teach.COURSES if one.name == asked.course)
    encoder = SentenceFolder(EncoderOptions(place=asked.encoder, root="."))
    posts = list(course.posts(asked.data))
    langs = np.array([identify(post.text).code for post in posts])
    spoken = [one for one in course.languages if encoder.languages is None or one in encoder.languages]
    speaks = np.isin(langs, spoken)
    texts = [post.text for post, one in zip(posts, speaks, strict=True) if one]
    vectors = np.zeros((len(posts), 0), np.float16)
    read = vectors_of(texts, encoder, asked.vectors)
    vectors = np.zeros((len(posts), read.shape[1]), np.float16)
    vectors[speaks] = read
    labels = np.array([post.label for post in posts])
    scored = sorted({post.event for post in posts if post.scored})
    group = np.array([scored.index(post.event) % asked.groups if post.scored else -1 for post in posts])
    taught_in = [speaks & (group != one) for one in range(asked.groups)]
    with ProcessPoolExecutor(asked.workers) as pool:
        *made, whole = pool.map(heads, *zip(*((vectors[one], labels[one]) for one in (*taught_in, speaks)), strict=True))
    said = np.full((len(posts), len(whole[0])), np.nan)
    for one, (names, weights, bias) in enumerate(made):
        model = dense.read_heads(_file(course, encoder, spoken, names, weights, bias, {"digest": "none"}), file=course.name)
        left = np.flatnonzero(speaks & (group == one))
        said[left] = dense.heads_of(model, vectors[left])
    told = _measured(course, asked.scores, model, said, posts)
    taught_with = [(post.text, post.label) for post, one in zip(posts, speaks, strict=True) if one]
    training = {"digest": digest(taught.digest_of(taught_with)), "posts": len(taught_with), "sets": course.sets}
    categories = tuple(asked.categories or course.categories)
    data = _file(course, encoder, spoken, *whole, training, categories=categories, unseen={one: told[one] for one in categories})
    print(f"{len(data):,} bytes, {len(taught_with):,} posts")
    if asked.write:
        name = f"{course.name}.{encoder.name}{dense.SUFFIX}"
        (teach.ROOT / "src" / "firsthand" / "find" / "models" / name).write_bytes(data)


def _file(course: teach.Course, encoder: SentenceFolder, spoken: list[str], names: tuple[str, ...], weights: np.ndarray,
          bias: np.ndarray, training: dict[str, object], categories: tuple[str, ...] = (), **said: object) -> bytes:  # fmt: skip
    method = " ".join((__doc__ or "").partition("Method. ")[2].split())
    statement = {
        "name": course.name, "version": "1", "heads": names, "categories": categories or course.categories, "languages": spoken,
        "encoder": {"name": encoder.name, "digest": encoder.digest}, "training": training, "method": method, **said,
    }  # fmt: skip
    return dense.written(statement, weights, bias)


def _measured(
    course: teach.Course, folder: Path, model: dense.Heads, said: np.ndarray, posts: list[teach.Post]
) -> dict[str, dict[str, list[float]]]:
    """Per category the table of both together; prints it beside each alone. Ranks are within an event, and over all for ``together``."""
    scored = np.array([post.scored for post in posts])
    parts = np.array([post.part for post in posts])[scored]
    out = {}
    for category in course.categories:
        with np.load(folder / f"{category}.npz") as found:
            hashed, yes = found["score"], found["yes"]
        second = taught.scores(model, said, category)[scored]
        alone = np.where(np.isnan(second), np.nanmin(second) - 1, second)
        within = np.zeros(len(yes))
        for part in sorted(set(parts.tolist())):
            here = parts == part
            within[here] = learning.known(np.zeros(here.sum()), hashed[here], second[here])
        whole = learning.known(np.zeros(len(yes)), hashed, second)
        for name, score, over in (("hashed", hashed, hashed), ("vectors", alone, alone), ("both", within, whole)):
            table = teach.table(yes, score, parts, course.fewest)
            table["together"] = [len(yes), int(yes.sum()), *teach.measures(yes, over)]
            out[category] = table
            for row, held in table.items() if name == "both" else ((one, table[one]) for one in ("together", "mean") if one in table):
                print(f"{category} {name} {row}: {held[0]:,}, {held[1]:,} yes; AUC {held[2]:.3f} AP {held[3]:.3f} R10 {held[4]:.3f}")
    return out


if __name__ == "__main__":
    main()
