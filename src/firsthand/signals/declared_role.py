"""
Declared roles: what somebody says in the biography that they do. Quoted, never inferred.

A word that stands behind a word of kinship ("wife of a soldier") or of denial ("former nurse") is not the writer's own
trade, and gives no row. A profile that calls itself satire gives one row that says so, and no other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from firsthand.model.finding import HYPOTHESES, MOST_WORDS, Rest
from firsthand.signals.own_words import NOT_OWN, ROLES, SATIRE
from firsthand.signals.seam import Given, Seen, Signal, first
from firsthand.signals.words import Found
from firsthand.text.fold import fold

BEFORE = 24
"""Code points before a trade in which kinship or denial counts. A guess: four words."""


def _find(given: Given) -> Iterator[Seen]:
    bios = list(dict.fromkeys(f"{profile.bio}" for profile in given.profiles if profile.bio))
    satire = [(bio, hit) for bio in bios for hit in SATIRE.find(bio)]
    satire += [(profile.name, hit) for profile in given.profiles if profile.name for hit in SATIRE.find(profile.name)]
    if satire:
        bio, hit = satire[-1]
        yield Seen(
            "needs-checking", 1, "some", f"The profile says “{hit.text}”: what it says may be meant as a joke.", 1,
            (Rest(given.account, "bio", hit.start, hit.end, hit.text),),
        )  # fmt: skip
        return
    by_role: dict[str, list[Rest]] = defaultdict(list)
    last = bios[-1] if bios else ""
    current: set[str] = set()
    for bio in bios:
        for hit in outermost(ROLES.find(bio)):
            if is_own(bio, hit):
                by_role[hit.key].append(Rest(given.account, "bio", hit.start, hit.end, hit.text[:MOST_WORDS]))
                if bio == last:
                    current.add(hit.key)
    for role in sorted(by_role):
        rests = by_role[role]
        words = rests[-1].text
        now = role in current
        yield Seen(
            role, 1, "some" if now else "weak",
            f"The profile {'says' if now else 'said before'} “{words}”: this account {HYPOTHESES[role]}.",
            len(rests), first(rests),
        )  # fmt: skip


def is_own(text: str, hit: Found) -> bool:
    """Whether a trade is the writer's own: no kinship, denial or praise stands shortly before it in the same sentence."""
    before = text[max(0, hit.start - BEFORE) : hit.start]
    for mark in ".!?؟\n|·•،,;/":
        before = before.rpartition(mark)[2]
    # Adjectives of time stand behind the noun in Arabic and Persian, and in "nurse (retired, former)".
    behind = text[hit.end : hit.end + 10].partition("\n")[0]
    return not NOT_OWN.find(before) and not any(word in fold(behind) for word in ("سابق", "former", "retired"))


def outermost(found: list[Found]) -> list[Found]:
    """Without what lies inside a longer phrase: a taxi driver in "ambulance driver" is none."""
    return [one for one in found if not any(_holds(other, one) for other in found)]


def _holds(long: Found, short: Found) -> bool:
    return long.start <= short.start and short.end <= long.end and len(long.text) > len(short.text)


SIGNAL = Signal(
    name="declared_role", version="2", family="profile",
    speaks={**dict.fromkeys(("medic", "journalist", "volunteer", "activist", "official", "civilian", "affiliated"), (1,)),
            "needs-checking": (1,)},
    needs=("profiles",), idea="People say what they do.",
    innocent="A biography may be old, in jest, or a hope, and one word means several things.",
    false_positives=("an old biography", "sarcasm", "homonyms (a doctor of letters)", "translation", "a role that is played"),
    source="word lists of trades and offices in ten languages; nothing about faith, origin, love or health", find=_find,
)  # fmt: skip
