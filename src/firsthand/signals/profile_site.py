"""A site of its own: the profile names a site, and posts link to it; or it says that it is official and names none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.model.finding import Rest
from firsthand.signals.own_words import ROLES, TIES
from firsthand.signals.seam import Given, Seen, Signal, first, own, posts
from firsthand.signals.told import bios, in_jest

_SITE = re.compile(r"(?<![\w@.-])(?:https?://)?(?:www\.)?((?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24})(?![\w@])", re.IGNORECASE)
_COMMON = ("linktr.ee", "t.me", "bit.ly", "youtube.com", "youtu.be", "instagram.com", "facebook.com", "x.com", "twitter.com", "tiktok.com",
           "paypal.me", "wa.me", "bsky.app", "t.co")  # fmt: skip
"""Sites that everybody may use: they are nobody's own."""


def _find(given: Given) -> Iterator[Seen]:
    named = {site: bio for bio in (*bios(given), *(link for one in given.profiles for link in one.sites)) for site in sites(bio)}
    rests = [Rest(given.account, "bio", 0, 0, site) for site in named]
    told = [(post.id, site) for post in own(given) for site in sites(post.text[:2_000]) if site in named]
    linked = [Rest(post, "text", 0, 0, site) for post, site in told]
    if linked:
        yield Seen(
            "one-voice", 1, "weak" if len(linked) < 3 else "some",
            f"The profile names the site {linked[0].text}, and {posts(len(linked))} link to it. Whose site it is, a person has to look up.",
            len(linked), first([*rests, *linked]),
        )  # fmt: skip
    elif not named and not in_jest(given):
        hits = [hit for bio in bios(given) for hit in (*TIES.find(bio), *ROLES.find(bio)) if hit.key in ("speaks-for", "journalist")]
        if hits:
            yield Seen(
                "needs-checking", 1, "weak", f"The profile says “{hits[-1].text}” and names no site or newsroom that could confirm it.", 1,
                first(Rest(given.account, "bio", hit.start, hit.end, hit.text) for hit in hits),
            )  # fmt: skip


def sites(text: str) -> list[str]:
    """Domains that a text names and that are somebody's own; shortest form, in small letters."""
    found = [hit[1].lower() for hit in _SITE.finditer(text[:4_000])]
    return [one for one in dict.fromkeys(found) if one not in _COMMON]


SIGNAL = Signal(
    name="profile_site", version="1", family="profile", speaks={"one-voice": (1,), "needs-checking": (1,)}, needs=("posts", "profiles"),
    idea="A body that is known has a site, and the site can be asked.",
    innocent="Most people and many small offices have no site, and anybody can name one.",
    false_positives=("a site that somebody else owns", "a shop's link", "a small office without a site"),
    source="the profile and the posts as they stand; nothing is looked up", find=_find,
)  # fmt: skip
