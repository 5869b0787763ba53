"""The invented city: its people, their messages, and what the editors wrote. Read from ``data/``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from importlib.resources import files

import msgspec

ZONE = timezone(timedelta(hours=3))
"""The city's time. The case's zone is ``Etc/GMT-3``, which is the same."""

CASE_ZONE = "Etc/GMT-3"
STORY_LANGUAGES = ("en", "ar", "uk")
EDITORS = ("A. Renn", "S. Okar", "M. Dahl")
NEWSROOM = "The Meridian Courier"
PARTIES = ("Northern Guard", "City council")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    One line of a profile's history.

    Attributes:
        at: When `field` changed.
        field: ``handle``, ``name``, ``bio`` or ``place``.
        was: What it said before `at`.
    """

    at: datetime
    field: str
    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountTruth:
    """What the tellers of the example know of an account. Roles are words of the desk, joined by blanks."""

    role: str = "civilian"
    affiliation: str = "none-seen"
    party: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """
    An account, with its profile as of 15 March 2041.

    Attributes:
        key: How the example's own files name it; not a platform's word.
        id: The platform's stable number; empty where it has none.
        host: For the fediverse: the account's server.
        created: ISO time, or empty.
        chat: For members of chats and tables: which export they are in.
    """

    key: str
    platform: str
    id: str
    handle: str
    name: str
    bio: str
    place: str
    created: str
    followers: int = 0
    host: str = ""
    chat: str = ""
    truth: AccountTruth = AccountTruth()
    history: tuple[Change, ...] = ()

    def as_of(self, moment: datetime) -> Person:
        """Give the profile as it read at `moment`: every later change is undone, latest first."""
        shown = self
        for change in sorted(self.history, key=lambda c: c.at, reverse=True):
            if change.at > moment:
                shown = replace(shown, **{change.field: change.was})  # type: ignore[arg-type]
        return shown


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageTruth:
    """
    What is true of a message.

    Attributes:
        categories: Words of the shipped categories.
        cluster_of: Key of the message that this one copies.
        third_person: ``(start, end, kind)`` in code points; kind is name, phone, address, email or plate.
    """

    categories: tuple[str, ...] = ()
    cluster_of: str | None = None
    rumour: bool = False
    third_person: tuple[tuple[int, int, str], ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """
    A message of the example, before it has a platform's number.

    Attributes:
        posted: In the city's zone.
        reply_to, quotes, reposts: Keys of other messages. A repost carries the text of what it reposts.
        media: Names in `firsthand.example.pictures`.
        deleted: When the poster took it down.
    """

    key: str
    account: str
    platform: str
    posted: datetime
    text: str
    lang: str
    reply_to: str | None = None
    quotes: str | None = None
    reposts: str | None = None
    media: tuple[str, ...] = ()
    deleted: datetime | None = None
    edited: datetime | None = None
    truth: MessageTruth = field(default_factory=MessageTruth)


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A checked translation of a message. Where a span is to be covered, the translation already says so."""

    post: str
    lang: str
    text: str
    by: str


def _read(name: str) -> str:
    return (files("firsthand.example") / "data" / name).read_text(encoding="utf-8")


def _toml(name: str, table: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = tomllib.loads(_read(name))[table]
    return rows


def people() -> tuple[Person, ...]:
    """Read the accounts, in the order of the file."""
    return msgspec.convert(_toml("people.toml", "account"), tuple[Person, ...])


def messages() -> tuple[Message, ...]:
    """Read the hand-written core, by time."""
    decoder = msgspec.json.Decoder(Message)
    return tuple(decoder.decode(line) for line in _read("posts.jsonl").split("\n") if line)


def translations() -> tuple[Translation, ...]:
    """Read the checked translations."""
    decoder = msgspec.json.Decoder(Translation)
    return tuple(decoder.decode(line) for line in _read("translations.jsonl").split("\n") if line)


def decisions() -> tuple[dict[str, object], ...]:
    """Read the editors' decisions in the order in which they were made; each has ``do`` and ``by``."""
    return tuple(_toml("decisions.toml", "decision"))


def story(lang: str) -> str:
    """
    Read the story as Markdown with TOML front matter.

    Args:
        lang: One of `STORY_LANGUAGES`.
    """
    return _read(f"story.{lang}.md")
