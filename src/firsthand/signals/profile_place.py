"""The place in the profile: a place of the event, or another, as the account states it."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.signals.seam import Given, Seen, Signal, first, of_profile


def _find(given: Given) -> Iterator[Seen]:
    assert given.based is not None
    for near in (True, False):
        found = [one for one in given.based if one.near == near]
        if found:
            names = ", ".join(dict.fromkeys(one.name for one in found[:3]))
            yield Seen(
                "present" if near else "away", 1, "weak",
                f"A profile names {names}, {'a place of the event' if near else 'which is far from the event'}. Anybody can write that.",
                len(found), first(of_profile(given.account, one) for one in found),
            )  # fmt: skip


SIGNAL = Signal(
    name="profile_place", version="1", family="profile", speaks={"present": (1,), "away": (1,)}, needs=("based",),
    idea="Profiles name a town; it can be held against what posts tell.",
    innocent="People name the town they come from, the one they fled to, or none, to be safe.",
    false_positives=("a home town that somebody left", "a town named for support", "namesakes", "a street's or a club's name"),
    source="the profile's own words, and the case's places and gazetteer", find=_find,
)  # fmt: skip
