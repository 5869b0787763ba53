"""Shared items: the account is in a group that shares the same items unusually close in time."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.seam import Given, Seen, Signal, first

LEAST_ACCOUNTS = 3


def _find(given: Given) -> Iterator[Seen]:
    assert given.groups is not None
    mine = {post.id for post in given.posts}
    for one in given.groups:
        if len(one.accounts) < LEAST_ACCOUNTS or given.account not in one.accounts:
            continue
        rests = [Rest(post, "text") for post in one.posts if post in mine]
        if rests:
            yield Seen(
                "acts-together", 1, "strong" if one.items >= 5 else "some",
                f"It shares the same items unusually close in time with {len(one.accounts) - 1} other accounts: {one.items} items within "
                f"{one.window_s} s of each other. Why, we do not know.",
                len(rests), first(rests),
            )  # fmt: skip


SIGNAL = Signal(
    name="co_share_significant", version="1", family="network", speaks={"acts-together": (1,)}, needs=("posts", "groups"),
    idea="Accounts that share the same things within seconds, again and again, more often than chance would have it.",
    innocent="Families, newsrooms and relief groups act together, and programs post from one feed.",
    false_positives=("a family", "a newsroom", "a relief group", "a feed that posts by itself", "shared interests at one hour"),
    source="Pacheco et al. 2021; Weber and Neumann 2021. Groups of three or more, with their items listed", find=_find,
)  # fmt: skip
