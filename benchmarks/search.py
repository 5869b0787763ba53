"""
Search newest first: the fifty newest posts that fit, in-process, from the query as typed to the posts as values.

The case is made once and kept in the folder. Each query runs several times; its best time counts for it, so that the
percentiles speak of queries and not of who else used the machine; the percentiles over all runs stand beside them.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from measure import ROOT, corpus, firsthand, new_case, options, tell

WANTED = 50

QUERIES = (
    # frequent and rare words
    "the", "and", "to", "of", "من", "في", "على", "أن", "не", "et", "de", "ve", "aleppo", "حلب", "children", "الله", "hospital",
    "مستشفى", "المدرسة", "kentucky", "wheelchair", "إبراهيم", "نيويورك", "المحاسبة", "évacuation", "zzqx",
    # several words, phrases
    "the people", "من في", "على من", "city water", "الله من", '"of the"', '"in the"', '"من في"', '"على أن"', '"not and"',
    '"the children of aleppo"', "aleppo حلب", "the of and to",
    # beginnings of words
    "hos*", "chil*", "hosp*", "المد*", "مست*", "kent*", "zzq*",
    # language, media, people
    "lang:ar", "lang:uk", "lang:und the", "the lang:en", "من lang:ar", "the lang:ar", "has:image", "has:video من", "the has:link",
    "has:reply lang:fa", "has:place", "hospital has:video", "by:user_7", "by:user_7 the", "by:user_999",
    "by:user_999 the", "by:nobody_here", "is:repost",
    "is:quote الله",
    # time
    "after:2016-12-10", "before:2016-12-02", "the before:2016-12-02", "من before:2016-12-02", "the after:2016-12-11",
    "after:2016-12-05 before:2016-12-06",
    "الله after:2016-12-05 before:2016-12-06", "hospital before:2016-12-03",
    # without, either, together
    "the -and", "من -في", "-the", "-lang:ar", "aleppo -lang:en -has:image", "hospital or مستشفى", "the (water or food)",
    "(the or من) -is:repost has:image lang:en", "الله -has:link after:2016-12-08 lang:ar", "kent* lang:en -the", "zzqx or wheelchair",
    "the lang:en has:video after:2016-12-04 -is:repost", "من has:image before:2016-12-04", "has:audio", "is:reply من",
)  # fmt: skip


def case_of(folder: Path, count: int, python: str) -> Path:
    """The case of `count` posts; made when it is not there."""
    case = folder / f"case_{count}"
    if not (case / "case.toml").exists():
        new_case(case)
        firsthand("collect", str(corpus(folder, count, python)), "--case", str(case), "--json")
    return case


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * int(share * 1000) // 1000) - 1)]


def main() -> None:
    """Measure and print."""
    parser = options(__doc__ or "")
    parser.add_argument("--runs", type=int, default=5, help="How often the whole mix runs, after once to warm up.")
    parser.add_argument("--order", default="newest", help="newest or relevant.")
    parser.add_argument("--case", type=Path, help="A case that is there already.")
    parser.add_argument("--slowest", type=int, default=8, help="How many of the slowest queries to name.")
    stated = parser.parse_args()
    case = stated.case or case_of(stated.folder, stated.posts, stated.generator_python)
    sys.path.insert(0, str(ROOT / "src"))
    from firsthand.find.query import parse
    from firsthand.shell.case import open_case

    views = open_case(case).views
    times: dict[str, list[float]] = {query: [] for query in QUERIES}
    hits: dict[str, int] = {}
    for turn in range(stated.runs + 1):
        for query in QUERIES:
            begun = time.perf_counter()
            found = list(views.search(parse(query), limit=WANTED, order=stated.order, seed=0))
            spent = (time.perf_counter() - begun) * 1000
            hits[query] = len(found)
            if turn:
                times[query].append(spent)
    best = [min(runs) for runs in times.values()]
    every = [spent for runs in times.values() for spent in runs]
    result: dict[str, object] = {"posts": views.counts()["posts"], "queries": len(QUERIES), "runs of each": stated.runs}
    for name, values in (("best of each query", best), ("every run", every)):
        result |= {f"{name}, p{int(share * 100)} ms": f"{percentile(values, share):.1f}" for share in (0.5, 0.95, 0.99)}
        result[f"{name}, most ms"] = f"{max(values):.1f}"
    for query in sorted(times, key=lambda one: -min(times[one]))[: stated.slowest]:
        result[f"  {query}"] = f"{min(times[query]):.1f} ms, {hits[query]} found"
    tell(result, stated.json)


if __name__ == "__main__":
    main()
