"""Questions of the crowd: answers to a post that doubt or deny. A reason to look, and no measure of truth."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.seam import Given, Seen, Signal, by_count, first, posts


def _find(given: Given) -> Iterator[Seen]:
    assert given.doubts is not None
    rests, voices, count = [], set(), 0
    for post in given.posts:
        asked = [one for one in given.doubts.get(post.id, ()) if one.account != given.account]
        count += bool(asked)
        for one in asked:
            voices.add(one.account)
            rests.append(Rest(one.answer, "text", one.start, one.end, one.text))
    if rests:
        yield Seen(
            "needs-checking", 1, by_count(len(voices), 3, 10),
            f"{'One account doubts or denies' if len(voices) == 1 else f'{len(voices)} accounts doubt or deny'} what {posts(count)} "
            f"{'says' if count == 1 else 'say'}. That tells nothing of whether it is true.",
            len(rests), first(rests),
        )  # fmt: skip


SIGNAL = Signal(
    name="crowd_questions", version="1", family="network", speaks={"needs-checking": (1,)}, needs=("posts", "doubts"),
    idea="Where people ask, a desk should look.",
    innocent="Many may doubt what is true, and some are sent to.",
    false_positives=("brigading", "jokes", "a question about something else"),
    source="Kochkina et al. 2018: stance says nothing of veracity on events it was not trained on", find=_find,
)  # fmt: skip
