"""
How many goodbyes of invented posts are among the first fifth that is read, per language, beside a plain word list.

The posts are invented and were written to be hard (``tests/labelled/README.md``): the shares say nothing of real farewells. Half a
was used for tuning, and what is missed of it is listed with ``--misses``; half b was only measured, and of it the ids are listed.
Posts of equal rank are read in no order: the share is the mean over all of them. ``both`` is the order of the queue before any answer.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import numpy as np

from firsthand.find import learning, ngrams, taught
from firsthand.find.categories import Lexicon, match_all, parse_lexicon
from firsthand.model.words import BANDS
from firsthand.text.fold import fold

ROOT = Path(__file__).resolve().parents[1]
FIND = ROOT / "src" / "firsthand" / "find"
SHARE = 0.2
PLAIN = {
    "en": ("goodbye", "farewell", "last message", "forgive me", "forgive us", "pray for", "love you", "final message", "the end"),
    "ar": ("وداعا", "آخر رسالة", "سامحوني", "سامحونا", "ادعوا لنا", "بحبكم", "أحبكم", "الوداع", "النهاية"),
    "uk": ("прощавайте", "прощавай", "останнє повідомлення", "вибачте", "пробачте", "моліться", "люблю вас", "кінець"),
    "fr": ("adieu", "dernier message", "pardonnez", "priez pour", "je vous aime", "au revoir", "la fin"),
}


def found_early(rank: np.ndarray, yes: np.ndarray) -> tuple[float, np.ndarray]:
    """Share of the yes within the first `SHARE`, equals counting in part; and how surely each post is read."""
    read = round(SHARE * len(yes))
    order = np.sort(-rank)
    bar = -order[read - 1]
    above, level = rank > bar, rank == bar
    sure = above + level * ((read - above.sum()) / level.sum())
    return float(sure[yes].sum() / yes.sum()), sure


def by_lexicon(texts: list[str], lexicon: Lexicon) -> np.ndarray:
    """Bands, and within a band the weight."""
    told = [match_all(text, [lexicon]).get("goodbye") for text in texts]
    return np.array([BANDS.index(one.band) + min(one.weight, 9) / 10 if one else 0.0 for one in told])


def main() -> None:
    """Print a line per language and half."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--misses", action="store_true", help="List what is not among the first fifth; of half b the ids only.")
    parser.add_argument("--halves", default="ab")
    asked = parser.parse_args()
    lexicon = parse_lexicon((FIND / "lexicons" / "goodbye.toml").read_text("utf-8"))
    models = [taught.read_model(path.read_bytes(), file=path.name) for path in sorted((FIND / "models").glob("*.model"))]
    model = taught.of_category(models, "goodbye")
    for half in asked.halves:
        for lang in ("ar", "en", "uk", "fr"):
            lines = (ROOT / "tests" / "labelled" / f"goodbye-{lang}-{half}.jsonl").read_text("utf-8").splitlines()
            posts = [json.loads(line) for line in lines]
            texts, yes = [post["text"] for post in posts], np.array([post["goodbye"] for post in posts])
            plain = np.array([float(any(fold(word) in fold(text) for word in PLAIN[lang])) for text in texts])
            listed = by_lexicon(texts, lexicon)
            ranks = {"plain list": plain, "word list": listed}
            if model is not None:
                said = taught.scores(model, taught.heads_of(model, ngrams.grams(texts)), "goodbye")
                ranks |= {"model": said, "both": learning.known(np.floor(listed), said)}
            told = {name: found_early(rank, yes) for name, rank in ranks.items()}
            best = min(1.0, round(SHARE * len(yes)) / yes.sum())
            print(f"{lang} {half}: {len(yes)} posts, {yes.sum()} goodbyes, at best {best:.2f}; "
                  + ", ".join(f"{name} {share:.2f}" for name, (share, _) in told.items()))  # fmt: skip
            if asked.misses:
                sure = list(told.values())[-1][1]
                for post, one in zip(posts, sure, strict=True):
                    if post["goodbye"] and one < 0.5:
                        print(f"    missed: {post['id']}" + (f" ({post['kind']}): {post['text']}" if half == "a" else ""))


if __name__ == "__main__":
    main()
