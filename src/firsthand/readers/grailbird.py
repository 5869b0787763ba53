"""
The archive of their own account that Twitter gave to a person from 2012 to about 2018: one script for each month.

``data/js/tweets/2013_05.js`` assigns one JSON array (``Grailbird.data.tweets_2013_05 =``) of posts of the API v1.1 without
a wrapper. ``user_details.js`` shows the account, ``payload_details.js`` says when the archive was made and
``tweet_index.js`` how many posts each month has. Nothing is evaluated: the reader cuts at the first ``=``.

Times are written ``2013-05-14 12:00:00 +0000``; those of before November 2010 say midnight for every post of a day, and
count for the day only. ``tweets.csv`` in the same archive tells of the same posts and is read as a table.

What else must change when this does: `x_v1_tweets`, whose shape the elements share; `x_archive` reads the later layouts.

Source:
    mrled/twarchive; archives' own viewers (``index.html`` of that time).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from firsthand.model.adapter import Adapter, NoOptions
from firsthand.model.ids import account_id
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.json_fit import read_loosely, shaped
from firsthand.readers.json_parts import Json, count, native, rows, words
from firsthand.readers.json_records import Record, records
from firsthand.readers.json_values import Value, elements
from firsthand.readers.member_text import MemberText, each_member, head_text, open_text
from firsthand.readers.seam import Files, Setting
from firsthand.readers.x_terms import PLATFORM, Profiles, is_id
from firsthand.readers.x_v1_tweets import Tweet, nested, read_post, read_sighting

NAME = "grailbird"

Reading = Item | Rejected | Gap

SMALL = 8 << 20
"""Bytes of the small scripts that are read; real ones have a few kB."""

_MONTH = re.compile(rb"\s*Grailbird\.data\.tweets_(\d{4}_\d\d)\s*=\s*", re.ASCII)
_SMALL = re.compile(rb"\s*var (user_details|tweet_index|payload_details)\s*=\s*", re.ASCII)
_TIME = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) ([+-]\d\d)(\d\d)", re.ASCII)
_PRECISE = datetime(2010, 11, 1, tzinfo=UTC)


class GrailbirdReader:
    """Reads monthly archives. One object may read many; it keeps nothing between them."""

    def find(self, files: Files) -> list[Find]:
        """Recognise by the assignments; the months and small scripts of one folder are one archive."""
        roots: dict[str, list[tuple[int, str]]] = {}
        for name in files.names():
            head = head_text(files, name, 256)
            if _MONTH.match(head) or _SMALL.match(head):
                roots.setdefault(_root(name), []).append((1 if _MONTH.match(head) else 0, name))
        return [
            Find(NAME, tuple(name for _, name in sorted(found)), (), 0.99, "an account archive of Twitter, by months")
            for _, found in sorted(roots.items())
            if any(month for month, _ in found)
        ]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Reading]:
        """Read the account and the list of months first, then the months in order."""
        archive = _Archive(files, find)
        yield from archive.missing()
        yield from each_member(files, find, archive.read)


def _root(name: str) -> str:
    folder = name.rpartition("/")[0]
    return folder.removesuffix("tweets").removesuffix("/") if f"/{folder}".endswith("/tweets") else folder


class _Archive:
    """One archive being read."""

    def __init__(self, files: Files, find: Find) -> None:
        self.profiles = Profiles()
        self.members = find.members
        small = {kind: value for name in find.members for kind, value in _small(files, name)}
        self.made = _moment(words(small.get("payload_details"), "created_at"))
        self.index: dict[str, int | None] = {}
        for each in rows(small.get("tweet_index"))[:10_000]:
            if file := words(each, "file_name"):
                self.index[file.rpartition("/")[2]] = count(each, "tweet_count")

    def missing(self) -> Iterator[Gap]:
        here = {name.rpartition("/")[2] for name in self.members}
        for file in sorted(set(self.index) - here):
            yield Gap(
                "unavailable", self.members[0], 0, f"{file[:100]} is listed in the archive's index and is not there"
            )

    def read(self, member: str, text: MemberText) -> Iterator[Reading]:
        text.stream.seek(text.start)
        head = text.stream.read(512)
        if match := _MONTH.match(head):
            yield from self._month(member, text, head, text.start + match.end(), match.end())
        elif (match := _SMALL.match(head)) and match[1] == b"user_details":
            yield from self._account(member, text, text.start + match.end())

    def _month(self, member: str, text: MemberText, head: bytes, at: int, within_head: int) -> Iterator[Reading]:
        opening = head[within_head : within_head + 1]
        if opening != b"[":
            what = f"{member} holds no list" if opening else f"{member} ends before its list begins"
            yield Gap("platform-error" if opening else "cut-off", member, 0, what)
            return
        n, cut = 0, False
        for one in records(member, elements(text.stream, at + 1)):
            if isinstance(one, Gap):
                cut = True
                yield one
                continue
            n += 1
            yield self._element(one) if isinstance(one, Record) else one
        expected = self.index.get(member.rpartition("/")[2])
        if expected is not None and expected != n and not cut:
            yield Gap("sequence", member, 0, f"the archive's index counts {expected} posts in {member}, it has {n}")

    def _element(self, one: Record) -> Item | Rejected:
        tweet = shaped(one.read, Tweet)
        if not tweet.native:
            return one.rejected("no-id", "no usable id, so it cannot be told from another post")
        posts: list[Post] = []
        sightings: list[Sighting] = []
        for each in (tweet, *nested(tweet)):
            if not each.native:
                continue
            posted = _moment(each.created_at)
            posts.append(read_post(each)._replace(posted=posted))
            sighting = read_sighting(each.user, self._seen(posted)) if each.user is not None else None
            if sighting is not None and self.profiles.news(sighting):
                sightings.append(sighting)
        return Item(*one.place, tuple(posts), tuple(sightings))

    def _seen(self, posted: Moment) -> Moment:
        return self.made if self.made.at is not None else posted

    def _account(self, member: str, text: MemberText, at: int) -> Iterator[Reading]:
        text.stream.seek(at)
        raw = text.stream.read(SMALL).rstrip(b"; \t\r\n\0")
        found = records(member, iter([Value(at, len(raw), raw)] if raw else []))
        for one in found:
            if not isinstance(one, Record):
                yield one
                continue
            sighting = _holder(one.read if isinstance(one.read, dict) else {}, self.made)
            if sighting is None:
                yield one.rejected("no-id", "no usable id of the account")
                continue
            self.profiles.news(sighting)
            yield Item(*one.place, (), (sighting,))


def _holder(read: Json, made: Moment) -> Sighting | None:
    number = native(read, "id")
    if not is_id(number):
        return None
    link = words(read, "expanded_url") or words(read, "url")
    stated = words(read, "created_at")
    return Sighting(
        account_id(PLATFORM, number), PLATFORM, number, made, words(read, "screen_name"), words(read, "full_name"),
        words(read, "bio"), words(read, "location"), (link,) if link else (), None, _moment(stated) if stated else None,
    )  # fmt: skip


def _small(files: Files, name: str) -> Iterator[tuple[str, object]]:
    """The JSON that a small script assigns, by the name of its variable."""
    match = _SMALL.match(head_text(files, name, 256))
    text = open_text(files, name) if match else None
    if match is None or text is None:
        return
    with text.stream as stream:
        stream.seek(text.start + match.end())
        yield match[1].decode(), read_loosely(stream.read(SMALL).rstrip(b"; \t\r\n\0"))


def _moment(stated: str | None) -> Moment:
    match = _TIME.fullmatch(stated) if stated else None
    if match is None:
        return Moment(None, stated[:200], precision="unknown") if stated else UNKNOWN
    try:
        at = datetime.fromisoformat(f"{match[1]}{match[2]}:{match[3]}").astimezone(UTC)
    except (ValueError, OverflowError):
        return Moment(None, stated, precision="unknown")
    midnight = at < _PRECISE and match[1].endswith("00:00:00")
    return Moment(at, precision="day" if midnight else "second")


def _open(_options: NoOptions) -> GrailbirdReader:
    return GrailbirdReader()


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="The archive of their own account that Twitter gave to a person from 2012 to about 2018, by months.",
    open=_open,
    filler=fillers.json_object,
    losses=(
        "Pictures are not in these archives; only their addresses are.",
        "Posts of before November 2010 have a day and no time.",
        "Exact coordinates stay in the capture.",
    ),
)
