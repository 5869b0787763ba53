"""
X (Twitter) API v1.1: JSON Lines, arrays and single objects, from the REST API or the old stream.

Every line, or every element of the array, is an item. Stream notices (deleted, withheld, limit and so on) are items
without posts, each with a gap that says what is missing. A search answer (``statuses``) is opened.

Source:
    X API v1.1 data dictionary and "Streaming message types".
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import msgspec

from firsthand.model.adapter import Adapter, NoOptions
from firsthand.model.post import Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.json_fit import Flaw, fit, read_loosely
from firsthand.readers.json_outline import outline
from firsthand.readers.json_values import Value, elements, members, opened, too_deep, value_flaw, values
from firsthand.readers.member_text import each_member, head_text
from firsthand.readers.seam import Files, Setting
from firsthand.readers.x_terms import Profiles
from firsthand.readers.x_v1_tweets import Tweet, nested, read_post, read_sighting

NAME = "twitter-v1"

Reading = Item | Rejected | Gap

NOTICES = {
    "delete": ("deleted", "the poster deleted post {id} of account {user}"),
    "scrub_geo": ("deleted", "account {user} withdrew the places of its posts up to {id}"),
    "limit": ("sequence", "the stream left out {track} posts"),
    "status_withheld": ("withheld", "post {id} of account {user} is withheld in {countries}"),
    "user_withheld": ("withheld", "account {id} is withheld in {countries}"),
    "disconnect": ("platform-error", "the stream ended: {reason}"),
    "warning": ("platform-error", "the stream warned: {message}"),
    "direct_message": ("sealed", "a direct message is never read"),
}
"""Kinds of stream notices: the gap's code and what it says."""

_decoder = msgspec.json.Decoder(Tweet)


class TwitterV1Reader:
    """Reads records of the old API. One object may read many files; it keeps nothing between them."""

    def find(self, files: Files) -> list[Find]:
        """Recognise by the keys of the first records."""
        found = ((name, *_likeness(head_text(files, name))) for name in files.names())
        return [Find(NAME, (name,), (), sure, why) for name, sure, why in found if sure]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Reading]:
        """Read each member; the memory for profiles starts anew in each."""
        return each_member(files, find, lambda member, text: _Member(member).read(values(text.stream, text.start)))


def _likeness(head: bytes) -> tuple[float, str]:
    if head.lstrip()[:1] not in (b"{", b"["):
        return 0.0, ""
    keys = outline(head)
    if keys & {"source_platform", "item_id", "nav_index"}:
        return 0.0, ""
    for base in ("", "statuses."):
        if {base + "id_str", base + "created_at"} <= keys and keys & {base + "text", base + "full_text"}:
            return (0.9 if base + "user.screen_name" in keys else 0.6), "posts of the X API v1.1"
        if {base + "text", base + "created_at", base + "user.screen_name"} <= keys:
            return 0.7, "posts of the X API v1.1"
    if "delete.status" in keys or "limit.track" in keys:
        return 0.6, "notices of the old X stream"
    return 0.0, ""


class _Member:
    """One file being read."""

    def __init__(self, member: str) -> None:
        self.member = member
        self.n = 0
        self.profiles = Profiles()

    def read(self, found: Iterator[Value], *, outermost: bool = True) -> Iterator[Reading]:
        for value in found:
            if value.flaw == "unclosed":
                yield Gap("cut-off", self.member, 0, "the list that holds the records never ends")
            elif outermost and value.raw[:1] == b"[":
                yield from self.read(opened(value), outermost=False)
            elif outermost and (at := _statuses(value.raw)) >= 0:
                yield from self.read(_inside(value, at), outermost=False)
            else:
                self.n += 1
                yield from self._record(value)

    def _record(self, value: Value) -> Iterator[Reading]:
        tweet, flaw = self._decoded(value)
        if flaw is not None:
            why = f"{self.member}, {f'line {value.line}' if value.line else f'item {self.n}'}: {flaw.why}."
            yield Rejected(self.member, self.n, value.start, value.length, value.raw, flaw.code, why)
        elif tweet.native:
            yield self._item(value, tweet)
        else:
            yield from self._notice(value)

    def _decoded(self, value: Value) -> tuple[Tweet, Flaw | None]:
        flaw = value_flaw(value)
        if flaw:
            return Tweet(), Flaw(*flaw)
        try:
            if not too_deep(value.raw):
                return _decoder.decode(value.raw), None
        except (ValueError, RecursionError):
            pass
        read = read_loosely(value.raw)
        if not isinstance(read, Flaw):
            return fit(read, Tweet), None
        cut = value.flaw == "last" and read.code in ("not-json", "not-utf8")
        return Tweet(), Flaw("cut-off", "the file ends inside this record") if cut else read

    def _item(self, value: Value, tweet: Tweet) -> Item:
        own = read_post(tweet)
        posts: list[Post] = [own]
        sightings: list[Sighting] = []
        for each in (tweet, *nested(tweet)):
            if each is not tweet and each.native:
                posts.append(read_post(each))
            sighting = read_sighting(each.user, own.posted) if each.user is not None else None
            if sighting is not None and self.profiles.news(sighting):
                sightings.append(sighting)
        return Item(self.member, self.n, value.start, value.length, value.raw, tuple(posts), tuple(sightings))

    def _notice(self, value: Value) -> Iterator[Reading]:
        """A line of the stream that is no post."""
        read = read_loosely(value.raw)
        record = read if isinstance(read, dict) else {}
        kind = next((kind for kind in NOTICES if isinstance(record.get(kind), dict)), "")
        if not kind and "friends" not in record and "event" not in record:
            why = f"{self.member}, item {self.n}: no usable id, so it cannot be told from another post."
            yield Rejected(self.member, self.n, value.start, value.length, value.raw, "no-id", why)
            return
        yield Item(self.member, self.n, value.start, value.length, value.raw)
        if kind:
            code, words = NOTICES[kind]
            yield Gap(code, self.member, self.n, words.format_map(_Facts(record[kind]))[:300])


class _Facts(dict[str, str]):
    """The few facts of a notice, each as bounded text; a missing one is said to be missing."""

    def __init__(self, notice: dict[str, Any]) -> None:
        status = notice.get("status")
        part = status if isinstance(status, dict) else notice
        countries = part.get("withheld_in_countries")
        super().__init__(
            id=_word(part.get("id_str") or part.get("id") or part.get("up_to_status_id_str")),
            user=_word(part.get("user_id_str") or part.get("user_id")),
            track=_word(part.get("track")),
            reason=_word(part.get("reason")),
            message=_word(part.get("message")),
            countries=", ".join(map(_word, countries)) if isinstance(countries, list) else _word(countries),
        )


def _word(fact: object) -> str:
    return str(fact)[:100] if isinstance(fact, (str, int)) and fact != "" else "(not said)"


def _statuses(raw: bytes) -> int:
    """Where the list of posts in a search answer begins; -1 when this is none."""
    if b'"statuses"' not in raw or raw[:1] != b"{":
        return -1
    at = members(raw, {}).get("statuses", -1)
    return at if raw[at : at + 1] == b"[" else -1


def _inside(value: Value, at: int) -> Iterator[Value]:
    for each in elements(BytesIO(value.raw), at + 1):
        if each.flaw != "trailing":
            yield each._replace(start=value.start + each.start, line=value.line)


def _open(_options: NoOptions) -> TwitterV1Reader:
    return TwitterV1Reader()


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="X (Twitter) API v1.1: JSON Lines, arrays, search answers and the old stream.",
    open=_open,
    filler=fillers.json_object,
    losses=(
        "Counts of likes, reposts, replies and quotes stay in the capture.",
        "Profiles of accounts that are only mentioned stay in the capture.",
        "Exact coordinates stay in the capture; only the place's name is read.",
        "Events of user streams (follows, likes) are counted and not read.",
    ),
)
