"""What signals over tables of own words share: the account's own posts and profiles in which a phrase stands."""

from __future__ import annotations

from firsthand.model.finding import Rest
from firsthand.signals.own_words import SATIRE
from firsthand.signals.seam import Given, of_post, own
from firsthand.signals.words import LONGEST, Found, Table, folded_once

ENDS = ".!?؟\n"


def told(given: Given, table: Table) -> list[Rest]:
    """The first phrase of each profile and of each own post; profiles first."""
    found = [Rest(given.account, "bio", hit.start, hit.end, hit.text) for bio in bios(given) for hit in table.find(bio)[:1]]
    return found + [of_post(post, hit.start, hit.end, hit.text) for post, hit in in_posts(given, table)]


def in_posts(given: Given, table: Table) -> list[tuple[str, Found]]:
    """The first phrase of each own post, by the post's id."""
    found = []
    for post in own(given):
        text = post.text[:LONGEST]
        if table.stands(folded_once(text)):
            found += [(post.id, hit) for hit in table.find(text)[:1]]
    return found


def bios(given: Given) -> list[str]:
    """What profiles said, each once, in order of time."""
    return list(dict.fromkeys(one.bio for one in given.profiles if one.bio))


def in_jest(given: Given) -> bool:
    """A profile calls itself satire."""
    return any(SATIRE.find(f"{one.bio}\n{one.name}") for one in given.profiles)


def beside(text: str, left: Table, right: Table, *, within: int, ahead: bool = False) -> tuple[int, int] | None:
    """
    The span from a phrase of one table to the nearest of another in the same sentence.

    Args:
        within: Code points between them, at most.
        ahead: The phrase of the left table comes first.
    """
    if not left.stands(folded_once(text[:LONGEST])):
        return None
    others = right.find(text)
    for hit in left.find(text) if others else ():
        for other in others:
            if ahead and other.start < hit.end:
                continue
            between = text[min(hit.end, other.end) : max(hit.start, other.start)]
            if len(between) <= within and not any(mark in between for mark in ENDS):
                return min(hit.start, other.start), max(hit.end, other.end)
    return None
