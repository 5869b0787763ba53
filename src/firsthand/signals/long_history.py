"""Long history: the account was there, and posted of ordinary things, long before the event."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.seam import Given, Seen, Signal, first, own, posts

YEAR_US = 365 * 86_400_000_000
LEAST_US = 14 * 86_400_000_000
"""Two weeks before the event: later posts may be about what led to it. A guess."""


def _find(given: Given) -> Iterator[Seen]:
    begin = given.period[0] if given.period else None
    if begin is None:
        return
    made = min((one.created_us for one in given.profiles if one.created_us is not None), default=None)
    early = [post for post in own(given) if post.at_us is not None and post.at_us < begin - LEAST_US]
    years = (begin - made) // YEAR_US if made is not None else 0
    if not early and years < 1:
        return
    told = []
    if years >= 1:
        told.append(f"was made {years} {'year' if years == 1 else 'years'} before the event")
    if early:
        told.append(f"has {posts(len(early))} that we hold from before it")
    rests = [Rest(post.id, "text", 0, 0, post.text[:120]) for post in early] or [Rest(given.account, "time", 0, 0, "")]
    yield Seen(
        "one-voice", 1, "some" if early and years >= 1 else "weak", f"The account {' and '.join(told)}.", max(1, len(early)), first(rests),
    )  # fmt: skip


SIGNAL = Signal(
    name="long_history", version="1", family="profile", speaks={"one-voice": (1,)}, needs=("posts", "profiles", "period"),
    idea="Years of plants and neighbours are hard to make up in a week.",
    innocent="A new account is no bad sign: telephones are lost, and an event brings newcomers.",
    false_positives=("an account that was bought", "an account that was taken over", "posts that were dated back"),
    source="the begin of the event as the plan states it", find=_find,
)  # fmt: skip
