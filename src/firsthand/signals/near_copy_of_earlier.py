"""Near copies of earlier posts: nearly the same words, posted before by another account."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.signals.seam import Given, Seen, Signal, first, of_post, own, posts


def _find(given: Given) -> Iterator[Seen]:
    assert given.copies is not None
    found = [(post, given.copies[post.id]) for post in own(given) if post.id in given.copies]
    if found:
        count, of = len(found), sum(1 for _ in own(given))
        others = len({earlier.account for _, earlier in found})
        yield Seen(
            "first-hand", -1, "strong" if count >= 5 and count * 2 >= of else "some" if count >= 2 else "weak",
            f"{posts(count).capitalize()} of this account say nearly the same as an earlier one of "
            f"{'another account' if others == 1 else f'{others} other accounts'}, the earliest that we hold.",
            count, first(of_post(post.id, 0, len(post.text), post.text) for post, _ in found),
        )  # fmt: skip


SIGNAL = Signal(
    name="near_copy_of_earlier", version="1", family="network", speaks={"first-hand": (-1,)}, needs=("posts", "copies"),
    idea="What stands word for word in an earlier post of somebody else was probably not seen by whoever posts it again.",
    innocent="Appeals ask to be copied, and the earliest that we hold need not be the first that was.",
    false_positives=("an appeal copied on request", "a slogan or a prayer", "one person with two accounts"),
    source="near-duplicates over word shingles; Zubiaga and Ji 2013 on copies that look like many voices", find=_find,
)  # fmt: skip
