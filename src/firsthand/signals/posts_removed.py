"""Posts removed, or kept: how many posts the platform counted on two days, beside a change of name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from firsthand.model.finding import Rest
from firsthand.signals.seam import Given, Profile, Seen, Signal, first

LEAST, SHARE = 10, 0.1
"""Fewer posts than so many, or less than such a share, go when somebody tidies up. A guess."""


def _find(given: Given) -> Iterator[Seen]:
    counted = [one for one in given.profiles if one.posts is not None]
    fewer, kept = [], []
    for before, after in pairwise(counted):
        lost = (before.posts or 0) - (after.posts or 0)
        if lost >= max(LEAST, SHARE * (before.posts or 0)):
            fewer.append((before, after))
        elif lost <= 0 and before.posts and _renamed(before, after):
            kept.append((before, after))
    if fewer:
        before, after = max(fewer, key=lambda one: (one[0].posts or 0) - (one[1].posts or 0))
        yield Seen(
            "one-voice", -1, "weak", f"The platform counted {before.posts:,} posts of the account, and later {after.posts:,}: posts were "
            "removed. Why, we do not know.", len(fewer), first(_rest(given, *one) for one in fewer),
        )  # fmt: skip
    if kept and not fewer:
        before, after = kept[0]
        yield Seen(
            "one-voice", 1, "weak", f"Through a change of name its posts were kept: the platform counted {before.posts:,}, and later "
            f"{after.posts:,}.", len(kept), first(_rest(given, *one) for one in kept),
        )  # fmt: skip


def _renamed(before: Profile, after: Profile) -> bool:
    return (before.handle, before.name) != (after.handle, after.name)


def _rest(given: Given, before: Profile, after: Profile) -> Rest:
    return Rest(given.account, "time", 0, 0, f"{before.posts:,} to {after.posts:,} posts")


SIGNAL = Signal(
    name="posts_removed", version="1", family="profile", speaks={"one-voice": (1, -1)}, needs=("profiles",),
    idea="Who becomes somebody else takes the old posts away; who hides their name keeps them.",
    innocent="People delete what may harm them or others, and platforms and services for deleting do it by themselves.",
    false_positives=("deleted for safety", "posts that delete themselves", "a count that an export gave differently"),
    source="counts of its own posts that platforms give with a profile; none of its readers", find=_find,
)  # fmt: skip
