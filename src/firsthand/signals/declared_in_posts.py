"""
Declared in posts: "I am a nurse", "I serve in", "our press office", in the account's own posts.

A trade counts only right behind I or we; a tie to a party as in `declared_affiliation`, and membership only behind I or we.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.declared_affiliation import names_of, rows, ties
from firsthand.signals.declared_role import is_own, outermost
from firsthand.signals.own_dealings import CHARGES
from firsthand.signals.own_words import LIVELIHOOD, ROLES, SATIRE, SELF
from firsthand.signals.seam import Given, Seen, Signal, first, of_post, own
from firsthand.signals.words import Found, Table, folded_once
from firsthand.text.fold import fold

BEHIND = 28
"""Code points between I and the trade. A guess: four words."""
ASKED = Table({"asked": "чи|ли|хіба|разве|whether|if|هل|si|est-ce que|acaso|mi"})
"""Right before I or we: it is asked, and not said."""
_ENDS = ".!?؟\n،,;«“\""
_UNITS = (
    "i serve", "signed up", "enlisted", "volunteered for", "انضميت", "التحقت", "пішов у", "пошел в", "me suis engage",
    "our unit", "my unit", "our brigade", "my brigade", "служу", "وحدتنا", "كتيبتنا", "لواؤنا",
)  # fmt: skip

_BARE = ("with the", "for the", "with you", "مع", "thank you", "شكرا")
"""Words of support that are everyday words: they count only behind I or we."""


def _find(given: Given) -> Iterator[Seen]:
    if any(SATIRE.find(f"{one.bio}\n{one.name}") for one in given.profiles):
        return
    yield from _roles(given)
    for party in given.parties or ():
        names = names_of(party)
        found: dict[str, list[Rest]] = defaultdict(list)
        for post in own(given):
            if not names.stands(folded_once(post.text[:2_000])):
                continue
            for tie, hit in ties(post.text, names):
                plain = fold(hit.text).startswith(_BARE)
                if (tie in ("sympathetic", "speaks-for") and not plain) or _of_itself(post.text, hit):
                    found[tie].append(of_post(post.id, hit.start, hit.end, hit.text))
        yield from rows(party, found, set(found))


def _roles(given: Given) -> Iterator[Seen]:
    told: dict[str, dict[str, Rest]] = defaultdict(dict)
    for post in own(given):
        folded = folded_once(post.text[:2_000])
        if LIVELIHOOD.stands(folded) and (lives := LIVELIHOOD.find(post.text)):
            told["civilian"].setdefault(post.id, of_post(post.id, lives[0].start, lives[0].end, lives[0].text))
        if not SELF.stands(folded) or not ROLES.stands(folded):
            continue
        starts = [(one.end, 1 if one.key == "next" else BEHIND) for one in SELF.find(post.text) if not _asked(post.text, one.start)]
        for hit in outermost(ROLES.find(post.text)):
            begin = next((end for end, within in starts if 0 <= hit.start - end <= within), None)
            if begin is not None and is_own(post.text, hit) and not any(c in post.text[begin : hit.start] for c in _ENDS):
                told[hit.key].setdefault(post.id, of_post(post.id, hit.start, hit.end, hit.text))
    for role, by_post in sorted(told.items()):
        rests = list(by_post.values())
        yield Seen(
            role, 1, "some" if len(rests) > 1 else "weak",
            f"In its own words the account says “{rests[0].text}” of itself.", len(rests), first(rests),
        )  # fmt: skip


def _asked(text: str, start: int) -> bool:
    """A question, or what others say: "whether I am", "they call me"."""
    before = text[max(0, start - 10) : start]
    charges = CHARGES.find(text[: start + 4])
    return bool(ASKED.find(before)) or any(start - hit.end <= BEHIND for hit in charges)


def _of_itself(text: str, hit: Found) -> bool:
    """Membership counts only behind I or we in the same sentence."""
    begin = max(0, hit.start - 40)
    for mark in ".!?؟\n":
        begin = max(begin, text.rfind(mark, 0, hit.start) + 1)
    stands = any(begin + one.start <= hit.start + 12 for one in SELF.find(text[begin : hit.end]))
    return stands or any(word in fold(hit.text) for word in _UNITS)


SIGNAL = Signal(
    name="declared_in_posts", version="2", family="words",
    speaks=dict.fromkeys(("medic", "journalist", "volunteer", "activist", "official", "civilian", "affiliated", "leans-to-party"), (1,)),
    needs=("posts", "profiles"), idea="People say in passing what they do and where they belong.",
    innocent="People speak as others would, tell what they once were, and write “we” of those they love.",
    false_positives=("reported speech without marks", "“as a mother of a soldier”", "a supporter who writes “we”", "sarcasm"),
    source="the same word lists as of biographies", find=_find,
)  # fmt: skip
