"""
What X's own pages load, as a browser's tools or an extension save it: responses of the web's GraphQL.

Rules:
    - An item is what a timeline lists: each outermost ``tweet_results`` or ``user_results`` (and the like of single
      look-ups), wherever it stands. Bytes are those of that object. Posts inside it are readings that hang on it.
    - The document is not walked by its names, which differ for each page and change with each release: the scan looks
      for these keys outside of strings, and passes over what they hold.
    - Any layout will do: one response, a list of them, one on each line, indented or not.
    - A place for a post without the post (tombstone, withheld, empty) is an item and a gap. "Show more" is a gap, and so
      is the last page's way on, unless the platform said that the list ends there.
    - After damage the scan goes on at the next entry; the damaged part is one rejected item.

Source:
    Responses of X's web API since 2021 (``TweetDetail``, ``UserTweets``, ``SearchTimeline``, ``UserByScreenName`` ...).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec
from msgspec import Struct

from firsthand.model.adapter import Adapter, NoOptions
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.json_fit import Flaw, read_loosely
from firsthand.readers.json_items import Unreadable, decode
from firsthand.readers.json_parts import record, rows, words
from firsthand.readers.json_values import Nesting, Value, value_flaw, values
from firsthand.readers.member_text import each_member, head_text
from firsthand.readers.seam import Files, Setting
from firsthand.readers.x_terms import Profiles
from firsthand.readers.x_web import Web, read_result

NAME = "x-graphql"

Reading = Item | Rejected | Gap

ITEMS = frozenset({b"tweet_results", b"tweetResult", b"tweet_result", b"user_results", b"user_result"})
"""Keys whose value is an item when it stands inside no other item."""

_LOOKED_UP = frozenset({b"user", b"users"})
"""Keys of a single look-up: an account, or what holds a whole timeline."""

_HEAD = 1 << 18
_CURLY, _NOWHERE = ord("{"), -(1 << 40)
# A string that never ends is one token to the end: tried again at each quote, it would cost the square of its length.
_TOKEN = re.compile(rb'"([^"\\]*+(?:\\.[^"\\]*+)*+)(?:"(\s*+:\s*+)?|\\?\Z)|[{}\[\]]', re.DOTALL)
_NEXT = re.compile(rb'\{\s*+"(?:entryId|item|content)"\s*+:')
_TOP = re.compile(rb'^\s*+(?:\[\s*+)?\{\s*+"(?:data|errors|extensions)"\s*+:')
_MORE = re.compile(rb'"cursorType"\s*+:\s*+"(Bottom|ShowMore\w{0,40})"')
_ENDS = re.compile(rb'"TimelineTerminateTimeline"')
_SIGNS = re.compile(rb'"(?:tweet_results|tweetResult|user_results|__typename)"\s*+:')
_REPAIRS = 8
"""How often the whole may be gone through for repairs, so that hostile input stays linear."""


class _Problems(Struct, gc=False):
    errors: msgspec.Raw = msgspec.Raw(b"")


_problems_decoder = msgspec.json.Decoder(_Problems)


class _Found(NamedTuple):
    """One item's bytes within a response; `end` -1 when they do not end; `entry` the platform's name of the entry."""

    start: int
    end: int
    entry: bytes


class XGraphqlReader:
    """Reads saved responses. One object may read many files; it keeps nothing between them."""

    def find(self, files: Files) -> list[Find]:
        """Recognise by the keys of X's results under ``data``."""
        return [
            Find(NAME, (name,), (), 0.95, "responses of X's web API")
            for name in files.names()
            if _is_response(head_text(files, name, _HEAD))
        ]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Reading]:
        """Read each member; the memory for profiles starts anew in each."""
        return each_member(files, find, lambda member, text: _Member(member).read(values(text.stream, text.start)))


def _is_response(head: bytes) -> bool:
    if head.lstrip()[:1] not in (b"{", b"[") or not _SIGNS.search(head):
        return False
    listing = b'"instructions"' in head and b'"entryId"' in head
    if not (listing or _TOP.match(head)) or b'"source_platform"' in head[:4096]:
        return False
    first = next((found for found in scan(head) if found.end >= 0), None)
    if first is None:
        # The first item may be larger than the head.
        return listing and b'"tweet_results"' in head
    raw = head[first.start : first.end]
    return b'"__typename"' in raw and (b'"rest_id"' in raw or b'"tombstone"' in raw or b'"reason"' in raw)


def scan(data: bytes) -> Iterator[_Found]:
    """
    Find the items of a response.

    Args:
        data: Bytes of one response or several; a cut or damaged one gives what can be told apart.
    """
    at, depth, budget = 0, 0, _REPAIRS * len(data) + 1_000_000
    entry, entry_depth, several = b"", -1, _NOWHERE
    while token := _TOKEN.search(data, at):
        at = token.end()
        sign = data[token.start()]
        if sign == _CURLY and depth == several + 1:
            # One of the results of a look-up of several.
            end = Nesting().end(data, token.start())
            yield _Found(token.start(), end, b"")
            if end < 0:
                return
            at = end
        elif sign in b"{[":
            depth += 1
        elif sign in b"}]":
            depth -= 1
            several = several if depth > several else _NOWHERE
            if depth < entry_depth:
                entry, entry_depth = b"", -1
        elif token[2] is not None:
            key = token[1]
            if key == b"entryId" and (named := _TOKEN.match(data, at)) and named[1] is not None:
                # The entry of a module's item lies deeper than that of the module.
                entry, entry_depth, at = named[1][:200], depth, named.end()
            elif data[at : at + 1] in (b"{", b"[") and (key in ITEMS or (key in _LOOKED_UP and _is_account(data, at))):
                if data[at : at + 1] == b"[":
                    several, depth = depth, depth + 1
                    at += 1
                    continue
                end = Nesting().end(data, at)
                further = _NEXT.search(data, at + 1, end if end >= 0 else len(data)) if budget > 0 else None
                if further is not None and (end < 0 or not _is_json(data[at:end])):
                    budget -= (end if end >= 0 else len(data)) - at
                    yield _Found(at, further.start(), entry)
                    at = further.start()
                    continue
                yield _Found(at, end, entry)
                if end < 0:
                    return
                at = end


def _is_account(data: bytes, at: int) -> bool:
    """Tell an account that was looked up from one that holds a timeline: the latter says so early on."""
    near = data[at : at + 4096]
    return b'"rest_id"' in near and not re.search(rb'"timeline(?:_v2)?"\s*:', near)


def _is_json(raw: bytes) -> bool:
    try:
        decode(raw)
    except Unreadable:
        return False
    return True


class _Member:
    """One file being read."""

    def __init__(self, member: str) -> None:
        self.member = member
        self.n = 0
        self.profiles = Profiles()
        self.more: str = ""

    def read(self, found: Iterator[Value]) -> Iterator[Reading]:
        for value in found:
            if value.flaw == "unclosed":
                yield Gap("cut-off", self.member, 0, "the list that holds the responses never ends")
            elif value.flaw == "too-large":
                flaw = value_flaw(value) or ("too-large", "too large")
                yield self._rejected(value.start, value.length, b"", Flaw(*flaw))
            else:
                yield from self._response(value)
        if self.more:
            yield Gap("sequence", self.member, 0, self.more)

    def _response(self, value: Value) -> Iterator[Reading]:
        raw, before, cut = value.raw, self.n, False
        for found in scan(raw):
            cut = found.end < 0
            end = len(raw) if cut else found.end
            yield from self._item(value.start + found.start, raw[found.start : end].rstrip(), found.entry, cut=cut)
        yield from self._problems(value, anything=self.n > before, cut=cut)
        kinds = [match[1] for match in _MORE.finditer(raw)]
        shown = [kind for kind in kinds if kind != b"Bottom"]
        if shown:
            what = "1 place" if len(shown) == 1 else f"{len(shown)} places"
            yield Gap(
                "sequence", self.member, self.n, f"X shows more behind a button at {what}; it is not in this file"
            )
        goes_on = b"Bottom" in kinds and not _ENDS.search(raw) and self.n > before
        self.more = "the list goes on at X behind the last response of this file" if goes_on else ""

    def _item(self, start: int, raw: bytes, entry: bytes, *, cut: bool) -> Iterator[Reading]:
        self.n += 1
        if cut:
            yield self._rejected(start, len(raw), raw, Flaw("cut-off", "it begins and does not end"))
            return
        try:
            read = decode(raw)
        except Unreadable as error:
            yield self._rejected(start, len(raw), raw, Flaw("not-json", str(error)[:200]))
            return
        if isinstance(read, dict) and "erased" in read:
            yield self._rejected(start, len(raw), raw, Flaw("no-id", "no usable id"))
            return
        result = record(read, "result") if "result" in record(read) else read
        web = read_result(result)
        if entry.startswith(b"promoted"):
            web = web._replace(posts=tuple(post._replace(marks=(*post.marks, "promoted")) for post in web.posts))
        yield self._made(start, raw, web)
        if not web.posts and not web.sightings and not web.lacks:
            name = _named(entry)
            yield Gap("unavailable", self.member, self.n, f"a place for {name} without it")
        for lack in web.lacks:
            what = lack.what.replace("a post:", f"{_named(entry)}:", 1) if not web.posts else lack.what
            yield Gap(lack.code, self.member, self.n, what[:300])

    def _made(self, start: int, raw: bytes, web: Web) -> Item:
        news = tuple(one for one in web.sightings if self.profiles.news(one))
        return Item(self.member, self.n, start, len(raw), raw, web.posts, news)

    def _rejected(self, start: int, length: int, raw: bytes, flaw: Flaw) -> Rejected:
        if not raw and length:
            self.n += 1
        why = f"{self.member}, item {self.n}: {flaw.why}."
        return Rejected(self.member, self.n, start, length, raw, flaw.code, why)

    def _problems(self, value: Value, *, anything: bool, cut: bool) -> Iterator[Reading]:
        """What the platform says went wrong; and a value that holds nothing of X's is rejected, not passed over."""
        errors: object = None
        try:
            errors = msgspec.json.decode(_problems_decoder.decode(value.raw).errors or b"null")
        except (ValueError, RecursionError):
            read = None if cut or anything else read_loosely(value.raw)
            if isinstance(read, Flaw) and not anything:
                self.n += 1
                flaw = (
                    Flaw("cut-off", "the file ends inside this response") if value.flaw in ("last", "cut-off") else read
                )
                yield self._rejected(value.start, value.length, value.raw, flaw)
            elif anything and not cut and value.flaw in ("last", "cut-off"):
                yield Gap("cut-off", self.member, self.n, "the file ends inside a response, or the response is damaged")
        for each in rows(errors)[:100]:
            said = words(each, "message") or words(each, "name") or "no reason given"
            yield Gap("platform-error", self.member, self.n, " ".join(said.split())[:300])


def _named(entry: bytes) -> str:
    """What an entry is called says which post or account should stand there."""
    match = re.search(rb"(?:^|-)(tweet|user)-(\d{1,20})$", entry)
    if match is None:
        return "a post"
    return f"{'post' if match[1] == b'tweet' else 'account'} {match[2].decode()}"


def _open(_options: NoOptions) -> XGraphqlReader:
    return XGraphqlReader()


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="Responses that X's own pages load (web GraphQL), saved by a browser or an extension.",
    open=_open,
    filler=fillers.json_object,
    losses=(
        "Counts of likes, reposts, replies, bookmarks and views stay in the capture.",
        "Polls, cards, articles, community notes and exact coordinates stay in the capture.",
        "When a response was loaded is not in it: a profile counts as of the time of the post that shows it.",
        "Responses inside a HAR file are not read.",
    ),
)
