"""
X (Twitter) API v2 as twarc2 writes it: JSON Lines of response pages, of flat posts, or of a stream.

What counts as an item: each element of a page's ``data``; in a flat file each line. Posts that a page includes, or
that a flat line carries inside, are readings that hang on the first item that speaks of them. Errors of the API are
gaps. The flat path decodes into typed structs and leaves a profile that was seen before undecoded; a line that does
not fit is read again by the tolerant rules of `json_fit`.

Source:
    X API v2 data dictionary; DocNow/twarc ``src/twarc/expansions.py`` (what flattening adds).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from itertools import accumulate, chain
from operator import add
from typing import NamedTuple

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from firsthand.model.adapter import Adapter, NoOptions
from firsthand.model.ids import AccountId, PostId, account_id, post_id
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers, stretch
from firsthand.readers.json_fit import Flaw, Shape, fit, read_loosely
from firsthand.readers.json_outline import outline
from firsthand.readers.json_values import (
    DEPTH_LIMIT,
    Lines,
    Value,
    array_places,
    elements,
    line_batches,
    members,
    opened,
    too_deep,
    value_flaw,
    values,
)
from firsthand.readers.member_text import each_member, head_text, open_text
from firsthand.readers.seam import Files, Setting
from firsthand.readers.stretch import Stretch, told
from firsthand.readers.x_terms import (
    KEY_KINDS,
    MEDIA_KINDS,
    PLATFORM,
    PROFILES_KEPT,
    Profiles,
    best_film,
    is_id,
    iso_moment,
    page_of,
    plain,
    withheld_marks,
)

NAME = "twarc2"

Reading = Item | Rejected | Gap


class _Withheld(Struct, gc=False):
    country_codes: tuple[str, ...] = ()
    copyright: bool | None = None


class _Note(Struct, gc=False):
    text: str | None = None


class _Variant(Struct, gc=False):
    url: str | None = None
    bit_rate: int | None = None


class _Media(Struct, gc=False):
    media_key: str = ""
    type: str | None = None
    url: str | None = None
    preview_image_url: str | None = None
    alt_text: str | None = None
    variants: tuple[_Variant, ...] | None = None


class _Attachments(Struct, gc=False):
    media_keys: tuple[str, ...] | None = None
    media: tuple[_Media, ...] | None = None


class _Place(Struct, gc=False):
    id: str | None = None
    place_id: str | None = None
    full_name: str | None = None


class _Twarc(Struct, gc=False):
    retrieved_at: str | None = None


class _Tweet(Struct, gc=False):
    """A post, alone, flat or inside another; also a line of any other kind, told apart by what is set."""

    id: str = ""
    text: str | None = None
    author_id: str | None = None
    created_at: str | None = None
    lang: str | None = None
    possibly_sensitive: bool | None = None
    edit_history_tweet_ids: tuple[str, ...] | None = None
    referenced_tweets: tuple[_Tweet, ...] | None = None
    attachments: _Attachments | None = None
    author: Raw | UnsetType = UNSET
    twarc: _Twarc | None = msgspec.field(default=None, name="__twarc")
    type: str | None = None
    withheld: _Withheld | None = None
    note_tweet: _Note | None = None
    geo: _Place | None = None
    # What follows is set on lines that are no posts.
    data: Raw | UnsetType = UNSET
    includes: Raw | UnsetType = UNSET
    errors: Raw | UnsetType = UNSET
    meta: Raw | UnsetType = UNSET
    username: str | None = None
    title: str | None = None
    detail: str | None = None
    action: str | None = None
    pinned_tweet_id: str | None = None


class _Counts(Struct, gc=False):
    followers_count: int | None = None
    following_count: int | None = None
    tweet_count: int | None = None


class _Link(Struct, gc=False):
    url: str | None = None
    expanded_url: str | None = None


class _Links(Struct, gc=False):
    urls: tuple[_Link, ...] | None = None


class _UserEntities(Struct, gc=False):
    url: _Links | None = None
    description: _Links | None = None


class _User(Struct, gc=False):
    id: str = ""
    username: str | None = None
    name: str | None = None
    description: str | None = None
    location: str | None = None
    url: str | None = None
    profile_image_url: str | None = None
    created_at: str | None = None
    public_metrics: _Counts | None = None
    entities: _UserEntities | None = None
    protected: bool | None = None
    verified: bool | None = None
    withheld: _Withheld | None = None
    pinned_tweet_id: str | None = None


class _Problem(Struct, gc=False):
    title: str | None = None
    detail: str | None = None
    type: str | None = None
    resource_type: str | None = None
    resource_id: str | None = None
    value: str | None = None


class _Includes(Struct, gc=False):
    users: tuple[_User, ...] | None = None
    tweets: tuple[_Tweet, ...] | None = None
    media: tuple[_Media, ...] | None = None
    places: tuple[_Place, ...] | None = None


_tweet_decoder = msgspec.json.Decoder(_Tweet)
_user_decoder = msgspec.json.Decoder(_User)
_includes_decoder = msgspec.json.Decoder(_Includes)
_problem_decoder = msgspec.json.Decoder(_Problem)
_members_decoder = msgspec.json.Decoder(dict[str, Raw])
_rows_decoder = msgspec.json.Decoder(tuple[Raw, ...])


class _Row(NamedTuple):
    """One element of a page."""

    start: int
    raw: bytes
    tweet: _Tweet


class _Author(NamedTuple):
    """What the posts of an account need of its profile, kept with the bytes that it was decoded from."""

    raw: Raw
    handle: str | None
    name: str | None
    page: str
    native: str | None
    account: AccountId | None


_NO_RAW = Raw(b"")
_NOBODY = _Author(_NO_RAW, None, None, page_of(None), None, None)
_NO_INCLUDES = _Includes()
_NO_COUNTS = _Counts()
_NO_LINKS = (None, None, None)


class _Context(NamedTuple):
    """What a page says for all of its items."""

    users: dict[str, _User]
    media: dict[str, _Media]
    places: dict[str, _Place]
    seen: Moment | None


_ALONE = _Context({}, {}, {}, None)

_new = tuple.__new__
"""Makes a named tuple in the time of a plain one; every field must be given."""

_BROKEN = frozenset({"cut-off", "trailing", "too-large", "unclosed"})


class Twarc2Reader:
    """Reads what twarc2 collects. One object may read many files; it keeps nothing between them."""

    def find(self, files: Files) -> list[Find]:
        """Recognise by the keys of the first records."""
        found = ((name, *_likeness(head_text(files, name))) for name in files.names())
        return [Find(NAME, (name,), (), sure, why) for name, sure, why in found if sure]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Reading]:
        """Read each member; the memory for profiles starts anew in each."""
        return each_member(files, find, lambda member, text: _Member(member).read(values(text.stream, text.start)))

    def stretches(self, files: Files, find: Find, setting: Setting) -> Iterator[Reading | Stretch]:
        """Read as `read` does; flat posts of which many follow one another come as columns."""
        for member in find.members:
            text = open_text(files, member)
            lines = line_batches(text.stream, text.start) if text is not None and not text.wide else None
            if text is not None:
                with text.stream:
                    yield from chain.from_iterable(map(_Member(member).swiftly, lines)) if lines is not None else ()
            if lines is None:
                yield from self.read(files, find._replace(members=(member,)), setting)


def _likeness(head: bytes) -> tuple[float, str]:
    if head[:1] not in (b"{", b"[") and head.lstrip()[:1] not in (b"{", b"["):
        return 0.0, ""
    keys = outline(head)
    if keys & {"source_platform", "item_id", "nav_index"}:
        return 0.0, ""
    twarc = "__twarc.retrieved_at" in keys or "__twarc.url" in keys
    for base in ("", "data."):
        if {base + "text", base + "id"} <= keys and keys & {
            base + "author_id", base + "edit_history_tweet_ids", base + "conversation_id", base + "referenced_tweets",
        }:  # fmt: skip
            return (0.98 if twarc else 0.9), "posts of the X API v2" + (", written by twarc2" if twarc else "")
        if {base + "username", base + "id"} <= keys and (twarc or base + "public_metrics.followers_count" in keys):
            return 0.9, "accounts of the X API v2"
    if twarc:
        return 0.6, "written by twarc2"
    if {"data.id", "data.text"} <= keys or {"errors.title", "errors.detail", "errors.type"} <= keys:
        return 0.4, "looks like an answer of the X API v2"
    return 0.0, ""


class _Member:
    """One file being read: the running number, the authors met so far, the last time stated."""

    def __init__(self, member: str) -> None:
        self.member = member
        self.n = 0
        self.authors: OrderedDict[str, _Author] = OrderedDict()
        self.profiles = Profiles()
        self._stated: str | None = None
        self._retrieved: Moment | None = None

    def read(self, found: Iterator[Value], *, outermost: bool = True) -> Iterator[Reading]:
        decode = _tweet_decoder.decode
        for value in found:
            start, _length, raw, _line, flaw = value
            try:
                if flaw in _BROKEN:
                    raise ValueError
                tweet = decode(raw)
            except (ValueError, RecursionError):
                if outermost and raw[:1] == b"[" and flaw not in _BROKEN:
                    yield from self.read(opened(value), outermost=False)
                else:
                    yield from self._slowly(value)
                continue
            if tweet.data is not UNSET or not tweet.id or tweet.username is not None or tweet.action is not None:
                yield from self._other(value, tweet)
            elif raw.replace(b"[", b"{").count(b"{") > DEPTH_LIMIT and too_deep(raw):  # counting twice would cost more
                yield from self._slowly(value)
            else:
                yield self._flat(start, raw, tweet)

    def swiftly(self, lines: Lines) -> Iterator[Reading | Stretch]:
        """Some lines as one stretch, where all of them are flat posts with nothing odd about them; else in halves, and few one by one."""
        count = len(lines.raws)
        made = self._stretch(lines) if count >= stretch.LEAST and not lines.passed else None
        if made is not None:
            yield made
        elif count < 2 * stretch.LEAST or lines.passed:
            yield from self.read(lines.values())
        else:
            for half in lines.halves():
                yield from self.swiftly(half)

    def _stretch(self, lines: Lines) -> Stretch | None:
        """What `_flat` makes of each line, in columns; None, and nothing done, where that is not sure."""
        raws = lines.raws
        try:
            tweets = list(map(_tweet_decoder.decode, raws))
            at = list(map(datetime.fromisoformat, [tweet.created_at or "" for tweet in tweets]))
        except (ValueError, OverflowError, RecursionError):
            return None
        natives, senders, texts = [one.id for one in tweets], [one.author_id or "" for one in tweets], [one.text or "" for one in tweets]
        if (
            True in [one.text is None or one.data is not UNSET or one.username is not None or one.action is not None for one in tweets]
            or not all(senders) or not all(map(str.isalnum, natives)) or max(map(len, natives)) > 64
            or [time.tzinfo for time in at].count(UTC) < len(at) or list(map(bytes.strip, raws)) != raws
            or max([raw.replace(b"[", b"{").count(b"{") for raw in raws]) > DEPTH_LIMIT
        ):  # fmt: skip
            return None
        count, lengths = len(raws), list(map(len, raws))
        handles: list[str | None] = []
        names: list[str | None] = []
        urls: list[str] = []
        sightings: list[tuple[int, tuple[Sighting, ...]]] = []
        nested: list[tuple[int, tuple[Post, ...]]] = []
        links: list[tuple[PostId | None, PostId | None, PostId | None]] = [_NO_LINKS] * count
        marks: list[tuple[str, ...]] = [()] * count
        known = self.authors.get
        for row, (tweet, native, sender, text) in enumerate(zip(tweets, natives, senders, texts, strict=True)):
            met: list[Sighting] = []
            author = known(sender)
            if author is None or author[0] != tweet.author:
                author = self._author(tweet, _ALONE, self._seen(tweet) or iso_moment(tweet.created_at), met)
            _, handle, name, page, _, _ = author
            handles.append(handle)
            names.append(name)
            urls.append(page + native)
            if tweet.note_tweet is not None or "&" in text:
                texts[row] = _words(tweet)
            if references := tweet.referenced_tweets:
                links[row] = _links_to(references)
                if links[row][2] and texts[row].endswith("…"):
                    marks[row] = ("truncated",)
                if any(one.text is not None for one in references):
                    nested.append((row, self._nested(tweet, self._seen(tweet) or iso_moment(tweet.created_at), met)))
            if tweet.possibly_sensitive:
                marks[row] += ("sensitive",)
            if tweet.withheld is not None:
                marks[row] += withheld_marks(tweet.withheld.country_codes, bool(tweet.withheld.copyright))
            if met:
                sightings.append((row, tuple(met)))
        first, self.n = self.n + 1, self.n + count
        histories = [one.edit_history_tweet_ids or (one.id,) for one in tweets]
        replies, quotes, reposts = map(list, zip(*links, strict=True))
        return Stretch(
            self.member, first, PLATFORM,
            list(map(add, accumulate(lengths, initial=lines.at), range(count))), lengths,
            natives, texts, at, senders, names, handles=told(handles), urls=urls,
            langs=told([one.lang for one in tweets]),
            replies=told(replies), quotes=told(quotes), reposts=told(reposts),
            media=told([() if one.attachments is None else _media(one.attachments, _ALONE) for one in tweets]),
            places=told([None if one.geo is None else _place(one.geo, _ALONE) for one in tweets]),
            versions=() if histories == list(zip(natives, strict=True)) else told(list(map(_earlier, natives, histories))),
            marks=told(marks), nested=nested, sightings=sightings,
        )  # fmt: skip

    def _flat(self, start: int, raw: bytes, tweet: _Tweet) -> Reading:
        self.n += 1
        native = tweet.id
        if not (native.isalnum() and len(native) <= 64) and not is_id(native):
            return self._no_id(start, raw)
        twarc = tweet.twarc
        seen = None if twarc is None else self.retrieved(twarc.retrieved_at)
        sightings: list[Sighting] = []
        posts: tuple[Post, ...] = (self._post(tweet, _ALONE, seen, sightings),)
        for reference in tweet.referenced_tweets or ():
            if reference.text is not None:
                posts += self._nested(tweet, seen or posts[0].posted, sightings)
                break
        return _new(Item, (self.member, self.n, start, len(raw), raw, posts, tuple(sightings)))

    def _nested(self, tweet: _Tweet, seen: Moment, sightings: list[Sighting]) -> tuple[Post, ...]:
        """Posts that stand inside a flat line. A list, not recursion: the depth is up to whoever made the file."""
        posts: list[Post] = []
        inner = [tweet]
        while inner:
            found = [each for each in inner.pop(0).referenced_tweets or () if each.text is not None]
            posts += [self._post(each, _ALONE, seen, sightings) for each in found if is_id(each.id)]
            inner += found
        return tuple(posts)

    def retrieved(self, stated: str | None) -> Moment | None:
        if stated != self._stated:
            self._stated = stated
            self._retrieved = iso_moment(stated) if stated else None
        return self._retrieved

    def _no_id(self, start: int, raw: bytes) -> Rejected:
        why = f"{self.member}, item {self.n}: no usable id, so it cannot be told from another post."
        return Rejected(self.member, self.n, start, len(raw), raw, "no-id", why)

    def _post(self, tweet: _Tweet, context: _Context, seen: Moment | None, sightings: list[Sighting]) -> Post:
        """Make the post, and add its author's profile when that is news."""
        posted = iso_moment(tweet.created_at) if tweet.created_at else UNKNOWN
        author_id = tweet.author_id
        author = self.authors.get(author_id) if author_id else None
        if author is None or author.raw != tweet.author:
            author = self._author(tweet, context, seen or posted, sightings)
        _, handle, name, page, known, account = author
        marks: tuple[str, ...] = ()
        text, note = tweet.text, tweet.note_tweet
        if note is not None and len(note.text or "") > len(text or ""):
            text = note.text
        if text is None:
            text, marks = "", ("no-text",)
        elif "&" in text:
            text = plain(text)
        reply = quote = repost = None
        if tweet.referenced_tweets:
            reply, quote, repost = _links_to(tweet.referenced_tweets)
            if repost and text.endswith("…"):
                marks += ("truncated",)
        if tweet.possibly_sensitive:
            marks += ("sensitive",)
        withheld, attachments, geo, history = tweet.withheld, tweet.attachments, tweet.geo, tweet.edit_history_tweet_ids
        if withheld is not None:
            marks += withheld_marks(withheld.country_codes, bool(withheld.copyright))
        native = tweet.id
        return _new(
            Post,
            (
                "x:" + native,
                PLATFORM,
                native,
                text,
                posted,
                account if known == author_id else _account(author_id),
                handle,
                name,
                page + native,
                tweet.lang,
                reply,
                quote,
                repost,
                () if attachments is None else _media(attachments, context),
                None if geo is None else _place(geo, context),
                None,
                _earlier(native, history) if history and (len(history) > 1 or history[0] != native) else (),
                marks,
            ),
        )

    def _author(self, tweet: _Tweet, context: _Context, seen: Moment, sightings: list[Sighting]) -> _Author:
        key = tweet.author_id or ""
        if tweet.author is UNSET:
            user = context.users.get(key)
            return _NOBODY if user is None else self._met(_NO_RAW, user, seen, sightings)
        known = self.authors.get(key)
        if known is not None and known.raw == tweet.author:
            return known
        # Copied, for a view would keep the whole line alive.
        raw = bytes(tweet.author)
        author = self._met(Raw(raw), _as(_user_decoder, raw, _User), seen, sightings)
        if known is None and len(self.authors) >= PROFILES_KEPT:
            self.authors.popitem(last=False)
        self.authors[key] = author
        return author

    def _met(self, raw: Raw, user: _User, seen: Moment, sightings: list[Sighting]) -> _Author:
        if not is_id(user.id):
            return _NOBODY._replace(raw=raw, handle=user.username, name=user.name)
        sighting = _sighting(user, seen)
        if self.profiles.news(sighting):
            sightings.append(sighting)
        return _Author(raw, user.username, user.name, page_of(user.username), user.id, sighting.id)

    # Everything below is for lines that are no flat posts, and for bad ones.

    def _slowly(self, value: Value) -> Iterator[Reading]:
        if value.flaw == "unclosed":
            yield Gap("cut-off", self.member, 0, "the array that holds the records never ends")
            return
        flaw = value_flaw(value)
        read = Flaw(*flaw) if flaw else read_loosely(value.raw)
        if isinstance(read, Flaw):
            if value.flaw in ("last", "cut-off") and read.code in ("not-json", "cut-off", "not-utf8"):
                yield from self._cut_page(value)
                return
            self.n += 1
            why = f"{self.member}, {_where(value, self.n)}: {read.why}."
            yield Rejected(self.member, self.n, value.start, value.length, value.raw, read.code, why)
            return
        tweet = fit(read, _Tweet)
        if tweet.data is UNSET and tweet.id and tweet.username is None and tweet.action is None:
            yield self._flat(value.start, value.raw, tweet)
        else:
            yield from self._other(value, tweet)

    def _cut_page(self, value: Value) -> Iterator[Reading]:
        """Keep the whole elements of a page that the end of the file cut, then reject the rest."""
        end = 0
        for row in _rows_by_counting(value.raw):
            self.n += 1
            yield from self._thing(_Row(row.start + value.start, row.raw, _as(_tweet_decoder, row.raw, _Tweet)), _ALONE)
            end = row.start + row.length
        self.n += 1
        raw = value.raw[end:].lstrip(b" \t,")
        start = value.start + len(value.raw) - len(raw)
        why = f"{self.member}, {_where(value, self.n)}: the file ends inside this page."
        yield Rejected(self.member, self.n, start, len(raw), raw, "cut-off", why)

    def _other(self, value: Value, line: _Tweet) -> Iterator[Reading]:
        if line.data is not UNSET and bytes(line.data) != b"null":
            yield from self._page(value, line)
        elif line.username is not None or line.action is not None:
            self.n += 1
            yield from self._thing(_Row(value.start, value.raw, line), _ALONE._replace(seen=self._seen(line)))
        elif line.errors is not UNSET:
            yield from (_gap(self.member, 0, problem) for problem in _problems(line.errors))
        elif line.title and line.detail and not line.id:
            yield _gap(self.member, 0, _as(_problem_decoder, value.raw, _Problem))
        elif line.meta is UNSET and line.includes is UNSET and line.twarc is None:
            self.n += 1
            yield self._no_id(value.start, value.raw)

    def _seen(self, line: _Tweet) -> Moment | None:
        return self.retrieved(line.twarc.retrieved_at) if line.twarc is not None else None

    def _page(self, value: Value, line: _Tweet) -> Iterator[Reading]:
        includes = _NO_INCLUDES if line.includes is UNSET else _as(_includes_decoder, bytes(line.includes), _Includes)
        context = _context(includes, self._seen(line))
        rows = [_Row(start, raw, _as(_tweet_decoder, raw, _Tweet)) for start, raw in _rows(value.raw)]
        hung = _hang([row.tweet for row in rows], includes.tweets or ())
        problems = _problems(line.errors)
        first = self.n + 1 if rows else 0
        for row, tweets in zip(rows, hung, strict=True):
            self.n += 1
            yield from self._thing(row._replace(start=value.start + row.start), context, tweets)
            spoken = [problem for problem in problems if _speaks(row.raw, problem)]
            yield from (_gap(self.member, self.n, problem) for problem in spoken)
            problems = [problem for problem in problems if problem not in spoken]
        yield from (_gap(self.member, first, problem) for problem in problems)

    def _thing(self, row: _Row, context: _Context, included: tuple[_Tweet, ...] = ()) -> Iterator[Reading]:
        """One element of a page: a post, an account, or a notice that a post is gone."""
        start, raw, tweet = row
        flaw = read_loosely(raw) if too_deep(raw) else None
        if isinstance(flaw, Flaw):
            why = f"{self.member}, item {self.n}: {flaw.why}."
            yield Rejected(self.member, self.n, start, len(raw), raw, flaw.code, why)
            return
        if not is_id(tweet.id):
            yield self._no_id(start, raw)
            return
        sightings: list[Sighting] = []
        posts: list[Post] = []
        notice = tweet.text is None and tweet.action is not None
        if tweet.text is None and tweet.username is not None:
            self._met(_NO_RAW, _as(_user_decoder, raw, _User), context.seen or UNKNOWN, sightings)
        elif not notice:
            posts.append(self._post(tweet, context, context.seen, sightings))
        when = context.seen or (posts[0].posted if posts else None)
        posts += [self._post(each, context, when, sightings) for each in included]
        yield Item(self.member, self.n, start, len(raw), raw, tuple(posts), tuple(sightings))
        if notice:
            yield Gap("deleted", self.member, self.n, f"post {tweet.id}: {tweet.action}"[:300])


def _where(value: Value, n: int) -> str:
    return f"line {value.line}" if value.line else f"item {n}"


def _as(decoder: msgspec.json.Decoder[Shape], raw: bytes, shape: type[Shape]) -> Shape:
    """Decode into a struct, tolerantly when it must be; what is no object at all gives the defaults."""
    try:
        return decoder.decode(raw)
    except (ValueError, RecursionError):
        return fit(read_loosely(raw), shape)


def _problems(raw: Raw | UnsetType) -> list[_Problem]:
    if raw is UNSET:
        return []
    read = read_loosely(bytes(raw))
    return [fit(each, _Problem) for each in read] if isinstance(read, list) else []


def _speaks(raw: bytes, problem: _Problem) -> bool:
    name = problem.resource_id or problem.value or ""
    return name != "" and name.encode() in raw


def _gap(member: str, n: int, problem: _Problem) -> Gap:
    name = problem.resource_id or problem.value
    words = problem.detail or problem.title or "no reason given"
    if name and (problem.resource_type or (problem.type or "").endswith(("not-found", "for-resource"))):
        return Gap("unavailable", member, n, f"{problem.resource_type or 'resource'} {name}: {words}"[:300])
    return Gap("platform-error", member, n, words[:300])


def _hang(tweets: list[_Tweet], included: tuple[_Tweet, ...]) -> list[tuple[_Tweet, ...]]:
    """Give each included post to the first item that speaks of it; what nobody speaks of goes to the first."""
    items = {tweet.id for tweet in tweets}
    left = {tweet.id: tweet for tweet in included if is_id(tweet.id) and tweet.id not in items}
    hung: list[list[_Tweet]] = []
    for tweet in tweets:
        taken: list[_Tweet] = []
        asking = [tweet]
        while asking:
            found = [left.pop(name) for name in _spoken_of(asking.pop()) if name in left]
            taken += found
            asking += found
        hung.append(taken)
    if hung:
        hung[0] += left.values()
    return [tuple(each) for each in hung]


def _spoken_of(tweet: _Tweet) -> list[str]:
    names = [reference.id for reference in tweet.referenced_tweets or ()]
    return list(dict.fromkeys([*names, *(tweet.edit_history_tweet_ids or ()), tweet.pinned_tweet_id or ""]))


def _context(includes: _Includes, seen: Moment | None) -> _Context:
    return _Context(
        {user.id: user for user in includes.users or ()},
        {medium.media_key: medium for medium in includes.media or ()},
        {place.id: place for place in includes.places or () if place.id},
        seen,
    )


def _rows(raw: bytes) -> list[tuple[int, bytes]]:
    """Each element of ``data`` with its place in the line; a single object counts as one element."""
    try:
        parts = {key: bytes(part) for key, part in _members_decoder.decode(raw).items()}
    except (ValueError, RecursionError):
        return [(row.start, row.raw) for row in _rows_by_counting(raw)]
    data, at = parts["data"], members(raw, parts)["data"]
    if data[:1] != b"[":
        return [(at, data)]
    rows = [bytes(row) for row in _rows_decoder.decode(data)]
    return list(zip(array_places(raw, [len(row) for row in rows], at), rows, strict=True))


def _rows_by_counting(raw: bytes) -> Iterator[Value]:
    """The whole elements of ``data`` in a line that does not decode."""
    at = members(raw, {}).get("data", -1)
    if at < 0 or raw[at : at + 1] not in (b"[", b"{"):
        return
    rows = elements(BytesIO(raw), at + 1) if raw[at : at + 1] == b"[" else elements(BytesIO(raw), at, enclosed=False)
    for row in rows:
        if row.flaw:
            return
        yield row
        if raw[at : at + 1] == b"{":
            return


def _words(tweet: _Tweet) -> str:
    """The whole text of a post that has one."""
    text, note = tweet.text or "", tweet.note_tweet
    if note is not None and len(note.text or "") > len(text):
        text = note.text or ""
    return plain(text)


def _links_to(references: tuple[_Tweet, ...]) -> tuple[PostId | None, PostId | None, PostId | None]:
    """What the post answers, quotes and reposts."""
    reply = quote = repost = None
    for reference in references:
        kind = reference.type if is_id(reference.id) else ""
        if kind == "replied_to":
            reply = post_id(PLATFORM, reference.id)
        elif kind == "quoted":
            quote = post_id(PLATFORM, reference.id)
        elif kind == "retweeted":
            repost = post_id(PLATFORM, reference.id)
    return reply, quote, repost


def _media(attachments: _Attachments, context: _Context) -> tuple[Media, ...]:
    keys = attachments.media_keys or ()
    if attachments.media is None:
        return tuple(_medium(context.media.get(key) or _Media(key)) for key in keys)
    media = list(attachments.media)
    for place, key in enumerate(keys[: len(media)]):
        if not media[place].media_key:
            media[place] = _Media(key)
    return tuple(_medium(medium) for medium in media)


def _medium(medium: _Media) -> Media:
    kind = MEDIA_KINDS.get(medium.type or "") or KEY_KINDS.get(medium.media_key.partition("_")[0], "file")
    film = best_film((each.url, each.bit_rate) for each in medium.variants or ())
    url = film or medium.url or medium.preview_image_url
    return Media(kind, url, None, medium.alt_text, None, None if medium.type else "not described by the platform")


def _place(geo: _Place, context: _Context) -> str | None:
    if geo.full_name:
        return geo.full_name
    place = context.places.get(geo.place_id or "")
    return place.full_name if place is not None else None


def _account(native: str | None) -> AccountId | None:
    return account_id(PLATFORM, native) if native else None


def _earlier(native: str, history: tuple[str, ...]) -> tuple[str, ...]:
    return history[: history.index(native)] if native in history else history


def _sighting(user: _User, seen: Moment) -> Sighting:
    counts = user.public_metrics or _NO_COUNTS
    marks = ("protected",) * bool(user.protected) + ("verified",) * bool(user.verified)
    if user.withheld is not None:
        marks += withheld_marks(user.withheld.country_codes, bool(user.withheld.copyright))
    return Sighting(
        account_id(PLATFORM, user.id),
        PLATFORM,
        user.id,
        seen,
        user.username,
        user.name,
        plain(user.description or "") or None,
        user.location or None,
        _links(user),
        user.profile_image_url or None,
        iso_moment(user.created_at) if user.created_at else None,
        counts.followers_count,
        counts.following_count,
        counts.tweet_count,
        marks,
    )


def _links(user: _User) -> tuple[str, ...]:
    entities = user.entities
    if entities is None or (entities.url is None and entities.description is None):
        return (user.url,) if user.url else ()
    found = [each.expanded_url or each.url for part in (entities.url, entities.description) if part is not None
             for each in part.urls or ()]  # fmt: skip
    return tuple(dict.fromkeys(each for each in found or [user.url] if each))


def _open(_options: NoOptions) -> Twarc2Reader:
    return Twarc2Reader()


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="X (Twitter) API v2 collected by twarc2: pages, flat lines and streams.",
    open=_open,
    filler=fillers.json_object,
    losses=(
        "Counts of likes, reposts, replies and views stay in the capture.",
        "Profiles of accounts that are only mentioned stay in the capture.",
        "Polls, context annotations and exact coordinates stay in the capture.",
        "That a later version of an edited post exists is not carried over, only earlier versions are named.",
    ),
)
