"""Small readings that the Mastodon API and ActivityStreams share, and what one reading of a file remembers."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Post, Sighting
from firsthand.readers.markup import plain_text
from firsthand.readers.seam import Files

PLATFORM = "activitypub"
OBJECTS = frozenset({"Note", "Article", "Page", "Question", "Video", "Audio", "Event"})
ACTORS = frozenset({"Person", "Service", "Organization", "Group", "Application"})
ACTS = frozenset({"Create", "Update", "Announce", "Delete"})
"""Types of ActivityStreams objects that hold words, that speak, and that make or unmake posts."""

SPOKEN = ACTS | OBJECTS | ACTORS
OTHER_ACTS = frozenset(
    {"Undo", "Like", "Dislike", "EmojiReact", "Follow", "Accept", "TentativeAccept", "Reject", "TentativeReject", "Add"}
    | {"Remove", "Block", "Flag", "Ignore", "Invite", "Join", "Leave", "Move", "Offer", "Listen", "Read", "View"}
)
"""Types of acts that make no post; only an Undo of a boost unmakes one."""

SEALED = {
    "ChatMessage": "a private message: kept, not read",
    "EncryptedMessage": "a private message: kept, not read",
}
"""Types of objects that are always for one person."""

DEEP = 4
"""Levels of nested posts."""

_REMEMBERED = 10_000
_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?", re.ASCII | re.IGNORECASE
)

Json = dict[str, Any]
Named = TypeVar("Named", Post, Sighting)


class Read(NamedTuple):
    """What one element held; `missing` are media, `gaps` are codes and words."""

    posts: tuple[Post, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    missing: tuple[str, ...] = ()
    gaps: tuple[tuple[str, str], ...] = ()


class Unfit(ValueError):
    """An element that is JSON and cannot be read; carries code and reason."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


class Shelf:
    """What one reading remembers: statuses by local number, actors by address, names of members."""

    def __init__(self, files: Files) -> None:
        self.names = frozenset(files.names())
        self.known: OrderedDict[str, str] = OrderedDict()
        self.actors: dict[str, Sighting] = {}

    def remember(self, number: str, uri: str) -> None:
        if len(self.known) >= _REMEMBERED:
            self.known.popitem(last=False)
        self.known[number] = uri


def text_of(value: object) -> str:
    """A string, or a whole number as one; anything else is empty."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def list_of(value: object) -> list[Any]:
    """The list, or an empty one."""
    return value if isinstance(value, list) else []


def dict_of(value: object) -> Json:
    """The object, or an empty one."""
    return value if isinstance(value, dict) else {}


def type_of(value: Json) -> str:
    """The first stated `type`; empty when none is a string."""
    kind = value.get("type")
    kind = kind[0] if isinstance(kind, list) and kind else kind
    return kind if isinstance(kind, str) else ""


def address_of(value: object) -> str:
    """An address that names a thing: a string with a scheme, or the `id` of an object; bounded and without blanks."""
    if isinstance(value, dict):
        value = value.get("id")
    if not isinstance(value, str) or len(value) > 4096:
        return ""
    return value if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\s\x00-\x1f]+\Z", value) else ""


def count_of(value: object) -> int | None:
    """A count of things; None for anything that cannot be one."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def handle_of(acct: str, native: str) -> str | None:
    """``name@server``; the API leaves the server out for its own accounts."""
    acct = acct.removeprefix("@")
    if not acct or "@" in acct:
        return acct or None
    try:
        host = urlsplit(native).netloc
    except ValueError:
        host = ""
    return f"{acct}@{host}" if host else acct


def bio_of(note: str, fields: Iterator[tuple[object, object]]) -> str | None:
    """What an account says of itself: the note, then each field as a line."""
    told = [
        f"{text_of(name)}: {plain_text(text_of(value))}" for name, value in fields if text_of(name) or text_of(value)
    ]
    return "\n".join(part for part in (plain_text(note), *told) if part) or None


def links_of(values: Iterator[object]) -> tuple[str, ...]:
    """Addresses among the values of the fields, without their markup."""
    found = [plain_text(text_of(value)) for value in values]
    return tuple(one for one in found if one.startswith(("http://", "https://")) and " " not in one)


def day_of(value: object) -> Moment | None:
    """The day of joining; servers round it down to midnight."""
    moment = moment_of(value)
    if moment.at and (moment.at.hour, moment.at.minute, moment.at.second) == (0, 0, 0):
        return moment._replace(precision="day")
    return moment if moment.at or moment.stated else None


def moment_of(value: object) -> Moment:
    """A time as servers write it (ISO 8601); what does not fit stays as stated."""
    if not isinstance(value, str) or not value:
        return UNKNOWN
    stated = value[:64]
    match = _TIME.fullmatch(value.strip()) if len(value) <= 64 else None
    if not match:
        return Moment(stated=stated, precision="unknown")
    day, clock, fraction, zone = match.groups()
    try:
        local = datetime.fromisoformat(f"{day}T{clock or '00:00'}{(fraction or '')[:7]}" if clock else day)
        if not zone:
            return Moment(None, stated, local, None, "second" if clock else "day")
        zone = "+00:00" if zone in "Zz" else zone
        at = datetime.fromisoformat(f"{local.isoformat()}{zone}").astimezone(UTC)
    except (ValueError, OverflowError):
        return Moment(stated=stated, precision="unknown")
    return Moment(at, None, None, None if zone == "+00:00" else zone, "second")


def distinct(found: Iterable[Named]) -> tuple[Named, ...]:
    """The first of each id, in order."""
    kept: dict[str, Named] = {}
    for one in found:
        kept.setdefault(one.id, one)
    return tuple(kept.values())
