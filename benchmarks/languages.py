"""
Languages: how many posts a CPU second, and how often the answer is the stated one.

Speed is of the posts of the corpus, beside py3langid on the same ones. The corpus's languages are its generator's: words drawn by
frequency, no word order, clean spelling, so that its agreement flatters every tool. Where the folder of shared data lies
beside this checkout, the Arabic sets in it are asked too: all of their posts are said to be Arabic by those who made them.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from measure import ROOT, corpus, options, spread, tell

SHARED = ROOT.parent / "shared" / "data"


def posts_of(source: Path, count: int) -> list[tuple[str, str]]:
    """Text and stated language."""
    with source.open("rb") as lines:
        rows = (json.loads(line) for line in islice(lines, count))
        return [(row["text"], row.get("lang") or "und") for row in rows]


def arabic() -> Iterator[tuple[str, list[str]]]:
    """Name and texts of each Arabic set that is there, at most 5,000 of each."""
    for path in sorted(SHARED.glob("arabic-*/*.gz")):
        with gzip.open(path, "rt", encoding="utf-8", errors="replace") as lines:
            texts = [_words(line, path) for line in islice(lines, 5000)]
        if any(texts):
            yield f"{path.parent.name}/{path.name}", [text for text in texts if text]


def _words(line: str, path: Path) -> str:
    if ".jsonl" not in path.name:
        return line.strip()
    row = json.loads(line)
    return str(row.get("text") or row.get("tweet") or "")


def labelled(identify: Callable[[str], Any], dominant: Callable[[str], str]) -> dict[str, tuple[int, int, Counter[str]]]:
    """Of our labelled set (`tests/labelled`): right, of how many, and what the rest was taken for; both languages where there are two."""
    told: dict[str, tuple[int, int, Counter[str]]] = {}
    with (ROOT / "tests" / "labelled" / "languages.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            found = identify(row["text"])
            name = "ar, Latin letters" if row["lang"] == "ar" and dominant(row["text"]) == "Latn" else row["lang"]
            both = set(re.findall("[a-z]{2,3}", row["note"])) & {found.code, *found.mixed} if row["lang"] == "mul" else set()
            well = len(both) >= 2 if row["lang"] == "mul" else found.code == row["lang"]
            right, count, wrong = told.get(name, (0, 0, Counter()))
            if not well:
                wrong["one only" if row["lang"] == "mul" else found.code] += 1
            told[name] = right + well, count + 1, wrong
    return dict(sorted(told.items()))


def rate(identify: Callable[[str], object], texts: list[str], runs: int) -> list[float]:
    """Posts a CPU second, run by run."""
    out = []
    for _ in range(runs):
        begun = time.process_time()
        for text in texts:
            identify(text)
        out.append(len(texts) / (time.process_time() - begun))
    return out


def main() -> None:
    """Measure and print."""
    parser = options(__doc__ or "")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sample", type=int, default=20_000, help="Posts that are asked.")
    parser.add_argument("--peer", type=Path, help="Folder that holds the package py3langid: see find.sh.")
    stated = parser.parse_args()
    sys.path.insert(0, str(ROOT / "src"))
    if stated.peer:
        sys.path.append(str(stated.peer))
    from firsthand.text.language import identify
    from firsthand.text.script import dominant

    posts = posts_of(corpus(stated.folder, stated.posts, stated.generator_python), stated.sample)
    texts = [text for text, _ in posts]
    identify(texts[0])
    result: dict[str, object] = {"posts": len(texts), "runs of each": stated.runs}
    mine = rate(identify, texts, stated.runs)
    result["ours, posts a CPU s"] = spread(mine, 0)
    if stated.peer:
        import py3langid

        few = texts[: len(texts) // 4]
        py3langid.classify(few[0])
        peer = rate(py3langid.classify, few, stated.runs)
        result["py3langid, posts a CPU s"] = spread(peer, 0)
        result["ratio, round by round"] = spread([a / b for a, b in zip(mine, peer, strict=True)])
    told = [(identify(text).code, lang) for text, lang in posts if lang != "und"]
    result["same as the generator's"] = f"{sum(a == b for a, b in told) / max(1, len(told)):.4f} of {len(told):,}"
    for code, (right, count, wrong) in labelled(identify, dominant).items():
        rest = ", ".join(f"{other} {n}" for other, n in wrong.most_common(4))
        result[f"  labelled {code}"] = f"{right / count:.3f} of {count}" + (f"; else {rest}" if rest else "")
    for name, some in arabic():
        codes = Counter(identify(text).code for text in some)
        rest = ", ".join(f"{code} {n}" for code, n in codes.most_common(6) if code != "ar")
        result[f"  {name}"] = f"ar {codes['ar'] / len(some):.4f} of {len(some):,}; {rest}"
    tell(result, stated.json)


if __name__ == "__main__":
    main()
