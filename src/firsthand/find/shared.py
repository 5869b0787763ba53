"""
What of a post may be shared by others: the post that it passes on, its words, an address, a row of hashtags, its picture.

Each kind is looked at for itself, so that one act (a repost of a picture with a link) never counts as several shared items.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from firsthand.text.fold import fold

KINDS = ("repost", "copy", "link", "hashtags", "media")
"""The post passed on; nearly the same words; the first address; at least `TAGS` hashtags in one order; the first picture or film."""
TAGS = 3

_LINK = re.compile(r"https?://([^\s<>\"'،؛]+)", re.IGNORECASE)
_TAG = re.compile(r"#([^\W#][^\s#.,:;!?،؛؟()\[\]\"'«»…]*)")
_TRACKING = re.compile(r"(?<=[?&])(?:utm_\w+|fbclid|gclid|igsh(?:id)?|ref_src|ref_url)=[^&#]*(?:&|(?=#|$))")


class Sharing(NamedTuple):
    """
    A post whose second is known, as its sharing is looked at.

    Attributes:
        pk: Its key.
        at_ms: Milliseconds since 1970 UTC.
        reposts: Id of the post that it passes on, or empty.
        cluster: Key of the earliest post with nearly the same words; 0 when it stands alone.
        media: Of the first picture, film or sound: digest, or the one that stands for its copies; empty when there is none.
    """

    pk: int
    account: str
    at_ms: int
    text: str
    reposts: str = ""
    cluster: int = 0
    media: str = ""


class Share(NamedTuple):
    """One account shares one item of a kind, in one post."""

    kind: str
    item: str
    pk: int
    account: str
    at_ms: int


def shares(posts: Iterable[Sharing]) -> Iterator[Share]:
    """What each post shares; a repost shares nothing but the post that it passes on."""
    for post in posts:
        found = (("repost", post.reposts),) if post.reposts else _own(post)
        for kind, item in found:
            if item:
                yield Share(kind, item, post.pk, post.account, post.at_ms)


def _own(post: Sharing) -> Iterator[tuple[str, str]]:
    yield "copy", str(post.cluster or "")
    yield "media", post.media
    if "://" in post.text:
        yield "link", link(post.text)
    if post.text.count("#") >= TAGS:
        yield "hashtags", hashtags(post.text)


def link(text: str) -> str:
    """The first address of a text without its scheme, ``www.``, what only counts clicks, and the last stroke; empty: none."""
    found = _LINK.search(text)
    if not found:
        return ""
    address = _TRACKING.sub("", found[1].rstrip(".,;:!?)]}»”…"))
    host, stroke, path = address.partition("/")
    return (host.lower().removeprefix("www.") + stroke + path.partition("#")[0]).rstrip("/?&")


def hashtags(text: str) -> str:
    """The hashtags of a text in their order, folded; empty when there are fewer than `TAGS` different ones."""
    tags = [fold(tag) for tag in _TAG.findall(text)]
    return " ".join(f"#{tag}" for tag in tags) if len(set(tags)) >= TAGS else ""
