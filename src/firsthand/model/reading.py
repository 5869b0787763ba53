"""What a reader yields: items, rejected items and gaps, each with its place in the bytes."""

from __future__ import annotations

from typing import NamedTuple

from firsthand.model.post import Post, Sighting


class Item(NamedTuple):
    """
    One thing that the format itself lists: a line, a message, a row, a record.

    Attributes:
        member: Name of the file inside the source, as `Files.names` gives it.
        n: Number within the member as a person would count, from 1 (line, message or row number).
        start, length: Byte range in the member; start -1 where the format has no byte range (a spreadsheet's row).
        raw: The bytes of the item: ``member[start:start + length]``, or a canonical form where there is no range. Empty
            in a `Rejected` that is too large to hold.
        posts: The posts read from it: its own first, then nested ones (quoted, replied to, reposted).
        sightings: Accounts as this item shows them.
    """

    member: str
    n: int
    start: int
    length: int
    raw: bytes
    posts: tuple[Post, ...] = ()
    sightings: tuple[Sighting, ...] = ()


class Rejected(NamedTuple):
    """
    An item that cannot be read.

    Attributes:
        member, n, start, length, raw: As for `Item`.
        code: Stable word, for example ``not-json``, ``no-id``, ``cut-off``, ``bad-time``.
        why: A sentence for a person: the thing, the place, the remedy if there is one.
    """

    member: str
    n: int
    start: int
    length: int
    raw: bytes
    code: str
    why: str


class Gap(NamedTuple):
    """
    Something that the source says exists, and that is not in it. Not an item: gaps are outside the counts.

    Attributes:
        code: ``missing-media``, ``unavailable``, ``withheld``, ``cut-off``, ``platform-error``, ``sequence``.
        member, n: Where it was noticed; n 0 for the whole member.
        what: What is missing, in words.
    """

    code: str
    member: str
    n: int
    what: str


class Find(NamedTuple):
    """
    A source that a reader recognises among files.

    Attributes:
        reader: Name of the reader.
        members: Files that it will read, in reading order.
        media: Files that belong to it as media (kept even when no post speaks of them).
        confidence: 0 to 1; the most confident reader gets the file, a tie goes to the first registered.
        why: What was recognised, in words.
        sealed: Files that belong to it and that nobody may read: private messages, contacts. They are kept sealed, or, where
            the plan minimises ``private``, not at all.
    """

    reader: str
    members: tuple[str, ...]
    media: tuple[str, ...] = ()
    confidence: float = 1.0
    why: str = ""
    sealed: tuple[str, ...] = ()
