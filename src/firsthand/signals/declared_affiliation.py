"""
Declared ties: the biography names a party of the case and says what the account is to it.

"Press office", "member of", "I work with" speak for a tie; "long live" and "we stand with" are support, which is no tie.
A party's name alone, kinship, and what others write of the account give no row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from firsthand.model.finding import Rest
from firsthand.signals.declared_role import is_own
from firsthand.signals.own_words import SATIRE, TIES
from firsthand.signals.seam import Given, Party, Seen, Signal, first
from firsthand.signals.words import Found, Table
from firsthand.text.fold import fold

NEAR = 40
"""Code points between the word and the party's name. A guess: six words."""
_ORDER = ("speaks-for", "member", "works-with", "sympathetic")
_SAYS = {
    "speaks-for": "says that it speaks for", "member": "says that it belongs to", "works-with": "says that it works with",
    "sympathetic": "says that it supports",
}  # fmt: skip


def _find(given: Given) -> Iterator[Seen]:
    assert given.parties is not None
    if any(SATIRE.find(f"{one.bio}\n{one.name}") for one in given.profiles):
        return
    for party in given.parties:
        names = names_of(party)
        bios: dict[str, list[Rest]] = defaultdict(list)
        current: set[str] = set()
        texts = list(dict.fromkeys(one.bio for one in given.profiles if one.bio))
        for bio in texts:
            for tie, hit in ties(bio, names):
                bios[tie].append(Rest(given.account, "bio", hit.start, hit.end, hit.text))
                if bio == texts[-1]:
                    current.add(tie)
        yield from rows(party, bios, current)


def rows(party: Party, found: Mapping[str, list[Rest]], current: set[str]) -> Iterator[Seen]:
    """The closest tie that is stated; `current`: ties that still are."""
    for tie in _ORDER:
        rests = found.get(tie, [])
        if not rests:
            continue
        when = "" if tie in current else " in an earlier profile"
        if tie == "sympathetic":
            yield Seen("leans-to-party", 1, "weak" if len(rests) < 5 else "some",
                       f"The account{when} {_SAYS[tie]} {party.name} (“{rests[0].text}”). To support is not to belong.",
                       len(rests), first(rests))  # fmt: skip
            continue
        strength = "strong" if tie == "speaks-for" and (rests[0].field == "bio" or len(rests) > 1) else "some"
        yield Seen("affiliated", 1, strength, f"The account{when} {_SAYS[tie]} {party.name}: “{rests[0].text}”.",
                   len(rests), first(rests))  # fmt: skip
        return  # the closest tie it states; a weaker word in the same place adds nothing


@lru_cache(maxsize=64)
def names_of(party: Party) -> Table:
    """All names and spellings of a party."""
    return Table({"party": "|".join(one for one in (party.name, *party.also) if fold(one.rstrip("*")).strip())})


def ties(text: str, names: Table) -> Iterator[tuple[str, Found]]:
    """Ties and the words from the tie to the party's name, in one sentence."""
    for party in names.find(text):
        best: dict[str, Found] = {}
        for tie in TIES.find(text):
            start, end = min(tie.start, party.start), max(tie.end, party.end)
            between = text[min(tie.end, party.end) : max(tie.start, party.start)]
            if len(between) > NEAR or any(mark in between for mark in ".!?؟\n") or not is_own(text, tie):
                continue
            best.setdefault(tie.key, Found(tie.key, start, end, text[start:end], tie.at, party.end_at))
        closest: Sequence[str] = [tie for tie in _ORDER if tie in best]
        if closest:
            yield closest[0], best[closest[0]]


SIGNAL = Signal(
    name="declared_affiliation", version="1", family="profile", speaks={"affiliated": (1,), "leans-to-party": (1,)},
    needs=("profiles", "parties"), idea="Some accounts say themselves that they speak for a party, or belong to it.",
    innocent="Supporters are proud in the words of members, and relatives speak of those they love.",
    false_positives=("a supporter who writes “we”", "humour", "a former member", "a quotation without marks",
                     "a party's name in a street's name"),
    source="the account's own words beside a party's name of the case; never a face, a uniform or a list of friends", find=_find,
)  # fmt: skip
