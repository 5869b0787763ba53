"""A message that a person states: heard on the telephone, read from a screenshot, seen on somebody's screen."""

from __future__ import annotations

import re

from firsthand.model.errors import Mistaken

LONGEST = 100_000
"""Characters of one field."""


def statement(platform: str, account: str, time: str, words: str, shows: str, *, by: str) -> dict[str, str]:
    """
    What a person states, for the reader of typed messages.

    Args:
        account, time: Empty where they are not known; the time as written, or as 2041-03-14T09:41+03:00.
        shows: Id of the post that the picture shows, or empty.

    Raises:
        Mistaken: The platform or the words are missing, or a field is no such thing.
    """
    platform, shows = platform.strip().lower(), shows.strip()
    if not platform or not words.strip():
        raise Mistaken(
            "A typed message needs its platform and its words.",
            code="typed-incomplete",
            advice="Who posted it, and when, may be left out when they are not known.",
        )
    if not re.fullmatch(r"[a-z][a-z0-9_-]*", platform):
        raise Mistaken(
            f"{platform}: not the name of a platform.",
            code="bad-platform",
            advice="One word in small letters, for example x, telegram, whatsapp, activitypub.",
        )
    if shows and not re.fullmatch(r"[a-z][a-z0-9_-]*:\S+", shows):
        raise Mistaken(
            f"{shows}: not the id of a post.", code="bad-post", advice="For example x:1900; `firsthand posts` shows ids."
        )
    if max(map(len, (platform, account, time, words, shows))) > LONGEST:
        raise Mistaken("That is too long for one message.", code="typed-too-long", advice=f"Up to {LONGEST:,} characters a field.")
    return {"platform": platform, "account": account, "time": time, "words": words, "shows": shows, "typed_by": by}
