"""Little to go on: a few words, or an account made with the event. It counts against nobody: it says that we cannot know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.seam import Given, Seen, Signal, first, own, posts

FEW_WORDS = 40
"""Own words in all, below which nobody can be read. A guess."""
NEAR_US = 7 * 86_400_000_000
"""Made within a week before the event, or after it began. A guess."""
_WORD = re.compile(r"\w+")


def _find(given: Given) -> Iterator[Seen]:
    mine = list(own(given))
    words = 0
    for post in mine:
        words += len(_WORD.findall(post.text[:500]))
        if words >= FEW_WORDS:
            break
    if given.posts and words < FEW_WORDS:
        yield Seen(
            "enough", -1, "some", f"In its own words the account says {words} {'word' if words == 1 else 'words'} in {posts(len(mine))}, "
            "as far as we hold. That is too little to say anything about it.", max(1, len(mine)),
            first(Rest(post.id, "text", 0, 0, post.text[:120]) for post in mine) or (Rest(given.account, "time"),),
        )  # fmt: skip
    begin = given.period[0] if given.period else None
    made = min((one.created_us for one in given.profiles if one.created_us is not None), default=None)
    if begin is not None and made is not None and made >= begin - NEAR_US:
        days = abs(made - begin) // 86_400_000_000
        far = f"{days} {'day' if days == 1 else 'days'} {'after' if made > begin else 'before'} the event began"
        when = far if days else "on the day the event began"
        early = [post for post in mine if post.at_us is not None][:1]
        yield Seen(
            "enough", -1, "weak", f"The account was made {when}. A new account alone says nothing about anybody.", 1,
            (Rest(given.account, "time", 0, 0, ""), *(Rest(post.id, "text", 0, 0, post.text[:120]) for post in early)),
        )  # fmt: skip


SIGNAL = Signal(
    name="little_to_go_on", version="1", family="profile", speaks={"enough": (-1,)}, needs=("posts", "profiles"),
    idea="Where little is held, little can be said, and the dossier should say that.",
    innocent="People are silent, telephones are lost, and an event brings newcomers: it is no sign of anything.",
    false_positives=("an account of which we hold a part", "pictures without words", "somebody who lost an earlier account"),
    source="the desk; a newcomer alone is no signal (the catalogue), so it speaks of no role, tie or intent", find=_find,
)  # fmt: skip
