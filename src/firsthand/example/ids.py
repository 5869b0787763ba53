"""Give every message the number that its platform would have given it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from firsthand.example.world import Message, Person
from firsthand.model.ids import PostId, post_id

X_EPOCH_MS = 1_288_834_974_657
"""Snowflake ids count milliseconds from here, shifted by 22 bits."""

CHATS = {"bridge-ward": 2041140314, "south-quay": 1900551882}
"""Bare ids of the Telegram chats, without the -100 prefix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """
    A message with its platform's identity.

    Attributes:
        number: The number within platform, server or chat; empty for formats without ids.
        native: What follows the platform in Firsthand's id; empty where the id is made from the export's own bytes.
        reposts, replies, quotes: How often other messages of the example do so.
    """

    message: Message
    person: Person
    number: str
    native: str
    reposts: int
    replies: int
    quotes: int

    @property
    def id(self) -> PostId | None:
        """Firsthand's id, where it can be known without reading an export."""
        if not self.native:
            return None
        platform = "activitypub" if self.message.platform == "mastodon" else self.message.platform
        return post_id(platform, self.native)


def place(messages: Sequence[Message], people: Sequence[Person]) -> dict[str, Placed]:
    """
    Number all messages.

    Args:
        messages: By time.
        people: All who speak in them.

    Returns:
        The placed messages by key, in the same order.
    """
    by_key = {person.key: person for person in people}
    reposts = Counter(m.reposts for m in messages)
    replies = Counter(m.reply_to for m in messages)
    quotes = Counter(m.quotes for m in messages)
    placed: dict[str, Placed] = {}
    last: dict[str, int] = {}
    for message in messages:
        person = by_key[message.account]
        number = _number(message, person, last)
        placed[message.key] = Placed(
            message=message,
            person=person,
            number=number,
            native=_native(person, number),
            reposts=reposts[message.key],
            replies=replies[message.key],
            quotes=quotes[message.key],
        )
    return placed


def of_platform(placed: Mapping[str, Placed], platform: str) -> list[Placed]:
    """Pick the messages of one platform, in order."""
    return [p for p in placed.values() if p.message.platform == platform]


def in_chat(placed: Mapping[str, Placed], chat: str) -> list[Placed]:
    """Pick the messages of one chat or table, in order."""
    return [p for p in placed.values() if p.person.chat == chat]


def epoch_ms(moment: datetime) -> int:
    """Milliseconds since 1970."""
    return round(moment.timestamp() * 1000)


def _number(message: Message, person: Person, last: dict[str, int]) -> str:
    if message.platform == "x":
        step = (epoch_ms(message.posted) - X_EPOCH_MS) << 22
    elif message.platform == "mastodon":
        step = epoch_ms(message.posted) << 16
    elif message.platform == "telegram":
        # A jump now and then, as where a message was taken down before the export.
        step = last.get(person.chat, 4100) + (2 if last.get(person.chat, 4100) % 17 == 0 else 1)
    else:
        return ""
    scope = person.chat if message.platform == "telegram" else message.platform
    last[scope] = max(step, last.get(scope, 0) + 1)
    return str(last[scope])


def _native(person: Person, number: str) -> str:
    if person.platform == "mastodon":
        return f"https://{person.host}/users/{person.handle}/statuses/{number}"
    if person.platform == "telegram":
        return f"{CHATS[person.chat]}/{number}"
    return number
