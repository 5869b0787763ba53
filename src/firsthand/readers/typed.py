"""
A message that a person states: platform, account, time and words, with a screenshot or sound as its capture.

It is marked `typed` wherever it is shown, and is never an independent origin beside the post that it shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

from firsthand.model.adapter import Adapter
from firsthand.model.ids import PostId, account_id, post_id
from firsthand.model.moment import Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.chatids import fingerprint
from firsthand.readers.seam import Files, Setting

STATEMENT = "statement.json"
KINDS = ((b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"), (b"OggS", "audio"), (b"ID3", "audio"))
LIMIT = 10 << 20
"""Bytes of a statement that are read."""

_PLATFORM = re.compile(r"[a-z][a-z0-9_-]*")
_POST = re.compile(r"[a-z][a-z0-9_-]*:.+", re.DOTALL)


class _Said(msgspec.Struct, gc=False):
    platform: str
    words: str
    account: str = ""
    time: str = ""
    shows: str = ""


_decode = msgspec.json.Decoder(_Said).decode


class TypedReader:
    """Reads the statement that `collect --typed` writes."""

    def find(self, files: Files) -> list[Find]:
        """Recognise a statement."""
        if STATEMENT not in files.names() or not files.head(STATEMENT, 512).startswith(b'{"account":'):
            return []
        media = tuple(name for name in files.names() if name != STATEMENT)
        return [Find("typed", (STATEMENT,), media, 1.0, "a message stated by a person")]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Give the one message."""
        here = frozenset(files.names())
        media = tuple(Media(_kind(files.head(name, 16)), name=name) for name in find.media if name in here)
        for member in find.members:
            with files.open(member) as stream:
                raw = stream.read(LIMIT)
            said = _statement(raw)
            if said is None:
                yield Rejected(member, 1, 0, len(raw), raw, "not-a-statement", f"{member}: not what a person stated.")
            else:
                post, sightings = _read(said, media)
                yield Item(member, 1, 0, len(raw), raw, (post,), sightings)


def _statement(raw: bytes) -> _Said | None:
    try:
        said = _decode(raw)
    except (ValueError, RecursionError):
        return None
    return said if said.words and _PLATFORM.fullmatch(said.platform) else None


def _read(said: _Said, media: tuple[Media, ...]) -> tuple[Post, tuple[Sighting, ...]]:
    platform, handle, when = said.platform, said.account.lstrip("@"), _moment(said.time)
    account = account_id(platform, handle) if handle else None
    native = "typed-" + fingerprint("typed", handle, said.time, said.words, "")
    post = Post(
        id=post_id(platform, native), platform=platform, native_id=native, text=said.words, posted=when,
        account=account, handle=handle or None, media=media,
        quotes=PostId(said.shows) if _POST.fullmatch(said.shows) else None, marks=("typed",),
    )  # fmt: skip
    sighting = Sighting(account, platform, handle, seen=when, handle=handle) if account else None
    return post, (sighting,) if sighting else ()


def _moment(stated: str) -> Moment:
    try:
        at = datetime.fromisoformat(stated)
        known = at.astimezone(UTC) if at.tzinfo is not None else None
    except (ValueError, OverflowError):
        return Moment(stated=stated or None, precision="unknown")
    precision = "day" if len(stated) == 10 else "minute" if at.second == 0 else "second"
    return Moment(at=known, stated=stated, local=at if known is None else None, precision=precision)


def _kind(head: bytes) -> str:
    return next((kind for magic, kind in KINDS if head.startswith(magic)), "file")


def _open(_options: Any) -> TypedReader:
    return TypedReader()


ADAPTER = Adapter(
    kind="reader",
    name="typed",
    version="1",
    summary="A message that a person states, with a picture of it.",
    open=_open,
    filler=fillers.json_object,
)
