"""
Checks of a text: posts in a second, a long article, and how well figures and exposing spans are found in the labelled sets.

The labelled sets lie in `tests/labelled`; each part is told apart, because only the first was open while the code was written. The
peer is quantulum3, in an environment of its own (`--peer PYTHON`): English only, so that it is held against the English lines. A span
counts as found when its beginning and end are exact; `touching` counts any overlap once.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from measure import ROOT, tell

LABELLED = ROOT / "tests" / "labelled"
ARTICLE = 100_000
REAL = {"en": "needs-idrisi-en", "ar": "arabic-crisis-idrisi"}
"""Posts of real events, beside the project when somebody has them; most hold no figure, as in life."""
PEER = """
import json, sys
from quantulum3 import parser
for line in sys.stdin:
    text = json.loads(line)
    try:
        found = [list(one.span) for one in parser.parse(text)]
    except Exception as error:
        found = []
        print(repr(error)[:200], file=sys.stderr)
    print(json.dumps(found))
"""
Span = tuple[int, int]


def lines(name: str) -> list[dict[str, Any]]:
    """A labelled half; empty when it is not there."""
    path = LABELLED / name
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line] if path.exists() else []


def words() -> list[str]:
    """Short messages: those of both sets, over and over."""
    found = [row["text"] for name in ("figures-a.jsonl", "spans-a.jsonl", "figures-b.jsonl", "spans-b.jsonl") for row in lines(name)]
    return found or ["40 people were killed in Oradesh yesterday", "قُتل ٤٠ مدنياً في أورادش أمس", "нас 12 у підвалі, світла немає 2 дні"]


def speed(posts: int) -> dict[str, object]:
    """CPU time of figures and times over short posts, and over one long article."""
    from datetime import UTC, datetime

    from firsthand.check.figures import figures
    from firsthand.check.spans import propose
    from firsthand.check.times import times

    base = words()
    said = datetime(2041, 3, 14, 9, tzinfo=UTC)
    many = [f"{base[n % len(base)]} {n}" for n in range(posts)]  # the number keeps every text its own
    article = "\n\n".join(base)
    article = (article * (ARTICLE // len(article.encode()) + 1)).encode()[:ARTICLE].decode("utf-8", "ignore")
    steps: dict[str, Callable[[str], object]] = {
        "figures": figures, "times": lambda text: times(text, said=said), "spans": propose,
    }  # fmt: skip
    result: dict[str, object] = {"short posts": posts, "letters in a post": round(sum(map(len, many)) / len(many))}
    spent = {}
    for name, step in steps.items():
        begun = time.process_time()
        for text in many:
            step(text)
        spent[name] = time.process_time() - begun
        result[f"{name}: posts in a CPU second"] = round(posts / spent[name])
    for language, folder in REAL.items():
        path = ROOT.parent / "shared" / "data" / folder / "posts.jsonl.gz"
        if path.exists():
            with gzip.open(path, "rt", encoding="utf-8") as packed:
                real = [json.loads(line)["text"] for line, _ in zip(packed, range(min(posts, 5_000)), strict=False)]
            begun = time.process_time()
            for text in real:
                steps["figures"](text)
                steps["times"](text)
            result[f"figures and times: real posts ({language}) in a CPU second"] = round(len(real) / (time.process_time() - begun))
    result["figures and times: posts in a CPU second"] = round(posts / (spent["figures"] + spent["times"]))
    for name, step in steps.items():
        begun = time.process_time()
        step(article)
        result[f"{name}: article of 100 kB, CPU s"] = round(time.process_time() - begun, 2)
    return result


def matched(rows: Sequence[dict[str, Any]], found: Iterable[Sequence[Span]]) -> dict[str, Any]:
    """Precision, recall and F1 over exact spans, F1 over touching ones, and false alarms in guard lines."""
    right = touching = said = told = guards = false = 0
    for row, spans in zip(rows, found, strict=True):
        truth = [(one["start"], one["end"]) for one in row["figures"]]
        if not truth:
            guards += 1
            false += bool(spans)
        right += len(set(truth) & set(spans))
        touching += sum(any(s < b and a < e for s, e in spans) for a, b in truth)
        said += len(spans)
        told += len(truth)
    f1 = 2 * right / max(1, said + told)
    loose = 2 * touching / max(1, said + told)
    return {"figures": told, "F1": round(f1, 3), "touching F1": round(loose, 3), "precision": round(right / max(1, said), 3),
            "recall": round(right / max(1, told), 3), "guard lines": guards, "with an alarm": false}  # fmt: skip


def peer_spans(python: str, texts: Sequence[str]) -> Iterator[list[Span]]:
    """What quantulum3 finds, in code points."""
    sent = "".join(json.dumps(text) + "\n" for text in texts)
    done = subprocess.run([python, "-c", PEER], input=sent, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"The peer failed: {done.stderr[-800:]}")
    for line in done.stdout.splitlines():
        yield [(start, end) for start, end in json.loads(line)]


def figure_sets(peer: str) -> dict[str, object]:
    """Both halves of the figures, by language, beside the peer where it can read."""
    from firsthand.check.figures import figures

    result: dict[str, object] = {}
    for half in "abcde":
        rows = lines(f"figures-{half}.jsonl")
        if not rows:
            continue
        ours = {row["id"]: [(one.start, one.end) for one in figures(row["text"])] for row in rows}
        for lang in ("all", *sorted({row["lang"] for row in rows})):
            chosen = [row for row in rows if lang in ("all", row["lang"])]
            result[f"figures, half {half}, {lang}"] = matched(chosen, [ours[row["id"]] for row in chosen])
        if peer:
            english = [row for row in rows if row["lang"] == "en"]
            found = list(peer_spans(peer, [row["text"] for row in english]))
            result[f"figures, half {half}, en, quantulum3"] = matched(english, found)
    return result


def span_sets() -> dict[str, object]:
    """Recall for each kind of span that exposes somebody, and alarms in lines without any, by half."""
    from firsthand.check.spans import propose

    result: dict[str, object] = {}
    for half in "abcde":
        rows = lines(f"spans-{half}.jsonl")
        if not rows:
            continue
        told: Counter[str] = Counter()
        exact: Counter[str] = Counter()
        covered: Counter[str] = Counter()
        proposed: Counter[str] = Counter()
        apt: Counter[str] = Counter()
        clean = alarms = 0
        for row in rows:
            found = propose(row["text"])
            clean += not row["spans"]
            alarms += not row["spans"] and bool(found)
            for f in found:
                proposed[f.kind] += 1
                apt[f.kind] += any(f.start < one["end"] and one["start"] < f.end for one in row["spans"])
            for one in row["spans"]:
                told[one["kind"]] += 1
                exact[one["kind"]] += any((one["start"], one["end"], one["kind"]) == (f.start, f.end, f.kind) for f in found)
                # Of any kind: what matters to the person is that somebody is asked about these words.
                covered[one["kind"]] += any(f.start < one["end"] and one["start"] < f.end for f in found)
        for kind in sorted(told):
            result[f"spans, half {half}, {kind}"] = {
                "spans": told[kind], "recall, asked about": round(covered[kind] / told[kind], 3),
                "recall, exact": round(exact[kind] / told[kind], 3),
                "precision": round(apt[kind] / max(1, proposed[kind]), 3),
            }  # fmt: skip
        result[f"spans, half {half}, lines without any"] = {"lines": clean, "with an alarm": alarms}
    return result


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=20_000, help="Short posts for the speed.")
    parser.add_argument("--peer", default=os.environ.get("QUANTULUM_PYTHON", ""), help="Interpreter that has quantulum3.")
    parser.add_argument("--json", action="store_true", help="Print JSON.")
    stated = parser.parse_args()
    tell({**speed(stated.posts), **figure_sets(stated.peer), **span_sets()}, stated.json)


if __name__ == "__main__":
    main()
