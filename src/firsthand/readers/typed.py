"""
A message that a person states: platform, account, time and words, with a screenshot or sound as its capture.

It is marked `typed` wherever it is shown, and is never an independent origin beside the post that it shows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from firsthand.model.adapter import Adapter
from firsthand.model.ids import PostId, account_id, post_id
from firsthand.model.moment import Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers.chatids import fingerprint
from firsthand.readers.seam import Files, Setting

STATEMENT = "statement.json"
KINDS = ((b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"), (b"OggS", "audio"), (b"ID3", "audio"))


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
        statement = find.members[0]
        with files.open(statement) as stream:
            raw = stream.read(10 << 20)
        try:
            said = json.loads(raw)
            platform, words = said["platform"], said["words"]
        except (ValueError, KeyError, TypeError):
            yield Rejected(statement, 1, 0, len(raw), raw, "not-a-statement", "The statement cannot be read.")
            return
        account = said.get("account", "").lstrip("@")
        media = tuple(Media(_kind(files.head(name, 16)), name=name) for name in find.media)
        when = _moment(said.get("time", ""))
        native = "typed-" + fingerprint("typed", account, said.get("time", ""), words, "")
        post = Post(
            id=post_id(platform, native), platform=platform, native_id=native, text=words, posted=when,
            account=account_id(platform, account) if account else None, handle=account or None, media=media,
            quotes=PostId(said["shows"]) if said.get("shows") else None, marks=("typed",),
        )  # fmt: skip
        sighting = Sighting(
            id=account_id(platform, account), platform=platform, native_id=account, seen=when, handle=account
        )
        yield Item(statement, 1, 0, len(raw), raw, (post,), (sighting,) if account else ())


def _moment(stated: str) -> Moment:
    try:
        at = datetime.fromisoformat(stated)
    except ValueError:
        return Moment(stated=stated or None, precision="unknown")
    precision = "day" if len(stated) == 10 else "minute" if at.second == 0 else "second"
    if at.tzinfo is None:
        return Moment(stated=stated, local=at, precision=precision)
    return Moment(at=at.astimezone(UTC), stated=stated, precision=precision)


def _kind(head: bytes) -> str:
    return next((kind for magic, kind in KINDS if head.startswith(magic)), "file")


def _open(_options: Any) -> TypedReader:
    return TypedReader()


ADAPTER = Adapter(
    kind="reader", name="typed", version="1", summary="A message that a person states, with a picture of it.", open=_open
)
