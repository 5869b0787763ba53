"""
What yt-dlp writes beside a film: ``NAME.info.json``, with comments when they were asked for.

Rules:
    - An item is the film, and each comment; or a playlist, and each of its entries. The film's bytes are those of the
      document up to the list of comments: so each comment, and the film, can be erased by itself.
    - Film, subtitles and pictures belong to it by name (``NAME.mp4``, ``NAME.ar.vtt``), and are kept and linked. A film or
      subtitles that were asked for and are not here are gaps.
    - The number is the platform's, told by the page's address before the name of the extractor.
    - YouTube tells the age of a comment in words ("2 years ago"); a time worked out from them is no more precise.
    - A document that was cut off still gives what stood before the cut.

Source:
    yt-dlp ``yt_dlp/extractor/common.py`` (fields of `InfoExtractor`), ``extractor/youtube`` (comments).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

import msgspec

from firsthand.model.adapter import Adapter, NoOptions
from firsthand.model.ids import account_id, post_id
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.json_fit import Flaw, clean_all, read_loosely
from firsthand.readers.json_items import MAX_DOCUMENT
from firsthand.readers.json_outline import outline
from firsthand.readers.json_parts import Json, count, instant, native, record, rows, words
from firsthand.readers.json_values import Nesting, Value, elements, members, value_flaw
from firsthand.readers.member_text import at_home, head_text, open_text, too_wide
from firsthand.readers.seam import Files, Setting
from firsthand.readers.table_values import by_address, platform_word
from firsthand.readers.x_terms import Profiles, iso_moment
from firsthand.readers.youtube_terms import film_page, film_text, rough

NAME = "yt-dlp"

Reading = Item | Rejected | Gap

SUBTITLES = frozenset({"vtt", "srt", "json3", "srv1", "srv2", "srv3", "ttml", "ass", "ssa", "lrc", "sbv"})
FILMS = frozenset({"mp4", "webm", "mkv", "mov", "flv", "avi", "3gp", "m4v", "ts"})
SOUNDS = frozenset({"m4a", "mp3", "opus", "ogg", "wav", "aac", "flac"})
PICTURES = frozenset({"jpg", "jpeg", "png", "webp", "avif"})
NOTES = frozenset({"description", "json", "xml"})

_HEAD = 1 << 18
_LISTS = ("comments", "entries")
_WANTED = (
    "id", "title", "fulltitle", "description", "extractor", "extractor_key", "webpage_url", "original_url", "_type", "timestamp",
    "release_timestamp", "upload_date", "channel_id", "channel", "channel_url", "channel_follower_count", "uploader",
    "uploader_id", "uploader_url", "location", "language", "age_limit", "availability", "epoch", "thumbnail", "ext", "vcodec",
    "requested_subtitles", "thumbnails", "playlist_count", "comment_count", "channel_is_verified",
)  # fmt: skip
_UNTITLED = frozenset({"x", "tiktok", "instagram", "facebook", "telegram", "bluesky", "threads"})
_KEY_BEHIND = re.compile(rb'\s*+,\s*+(?:"(?:[^"\\]|\\.){0,60}"?\s*+:?\s*+)?$', re.DOTALL)
_KEY = re.compile(rb'[\s,]*+"([^"\\]{0,64})"\s*+:\s*+')
_WORD = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[^\s,}\]"]++', re.DOTALL)
_EXTRACTOR = re.compile(rb'"extractor_key"\s*+:\s*+"\w{1,40}"', re.ASCII)
_WATCH = re.compile(
    r"https?://(?:www\.|m\.|music\.)?(?:youtube\.com/(?:watch\?(?:.*&)?v=|shorts/|live/|embed/)|youtu\.be/)([\w-]{5,20})",
    re.ASCII,
)
_ELSEWHERE = (
    ("tiktok", re.compile(r"https?://(?:www\.|m\.)?tiktok\.com/@[\w.]*/(?:video|photo)/(\d{1,25})", re.ASCII)),
    ("instagram", re.compile(r"https?://(?:www\.)?instagram\.com/(?:[\w.]+/)?(?:p|reel|tv)/([\w-]{1,64})", re.ASCII)),
)
_REDDIT = re.compile(r"https?://(?:\w+\.)?reddit\.com/(?:r/\w+/)?comments/(\w{1,12})\b", re.ASCII)
_parts = msgspec.json.Decoder(dict[str, msgspec.Raw])
_loose = json.JSONDecoder(strict=False)


class YtdlpReader:
    """Reads films' descriptions. One object may read many files; it keeps nothing between them."""

    def find(self, files: Files) -> list[Find]:
        """Recognise by the keys; what lies beside under the same name belongs to it."""
        names = files.names()
        return [
            Find(NAME, (name,), _beside(name, names), 0.9, "a film's description by yt-dlp")
            for name in names
            if _is_info(head_text(files, name, _HEAD))
        ]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Reading]:
        """Read each document; the memory for profiles starts anew in each member."""
        for member in find.members:
            text = open_text(files, member)
            size = files.size(member)
            if text is None:
                yield too_wide(member, files)
            elif size > MAX_DOCUMENT:
                why = f"{member}: one JSON document of {size} bytes; the limit is {MAX_DOCUMENT}."
                yield Rejected(member, 1, 0, size, b"", "too-large", why)
            else:
                with text.stream as stream:
                    stream.seek(text.start)
                    found = _Member(member, text.start, find.media).read(stream.read())
                    yield from at_home(found, text, files, member)


def _is_info(head: bytes) -> bool:
    if head.lstrip()[:1] not in (b"{", b"["):
        return False
    keys = outline(head, depth=1)
    if not {"id", "title"} <= keys or "snippet" in keys:
        return False
    told = bool(keys & {"extractor_key", "extractor"}) and bool(keys & {"webpage_url", "_type", "formats", "ie_key"})
    return told or {"formats", "thumbnails", "webpage_url"} <= keys or {"formats", "_format_sort_fields"} <= keys


def _stem(name: str) -> str:
    return name.removesuffix(".json").removesuffix(".info")


def _beside(name: str, names: tuple[str, ...]) -> tuple[str, ...]:
    start, known = f"{_stem(name)}.", SUBTITLES | FILMS | SOUNDS | PICTURES | NOTES
    near = (one for one in names if one.startswith(start) and one != name)
    return tuple(one for one in near if "/" not in one[len(start) :] and _ending(one) in known)


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


class _Film(NamedTuple):
    """Who and where, for the comments under it."""

    platform: str
    native: str
    seen: Moment


class _Member:
    """One file being read."""

    def __init__(self, member: str, start: int, media: tuple[str, ...]) -> None:
        self.member = member
        self.base = start
        self.media = media
        self.n = 0
        self.profiles = Profiles()

    def read(self, data: bytes) -> Iterator[Reading]:
        at = 0
        while (at := _next(data, at)) >= 0:
            end = Nesting().end(data, at)
            yield from self._document(data[at : end if end > 0 else len(data)].rstrip(), at, whole=end > 0)
            at = end if end > 0 else len(data)
        if not self.n and data.strip():
            self.n = 1
            yield Rejected(
                self.member, 1, self.base, len(data), data, "not-json", f"{self.member}: it holds no JSON object."
            )

    def _document(self, raw: bytes, at: int, *, whole: bool) -> Iterator[Reading]:
        read, places = _opened(raw, whole=whole)
        begun = (places[key] for key in _LISTS if key in places)
        inner = min((place for place in begun if raw[place : place + 1] == b"["), default=-1)
        listed = next((key for key in _LISTS if places.get(key) == inner), "")
        # The key of the list is no part of the film, whether it stands there whole or was cut.
        own = raw if whole and inner < 0 else _KEY_BEHIND.sub(b"", raw[:inner] if inner >= 0 else raw)
        self.n += 1
        place = (self.member, self.n, self.base + at, len(own), own)
        seen = instant(read, "epoch")
        film = _Film("", "", seen)
        if not native(read, "id"):
            cut = not whole and inner < 0
            code, why = ("cut-off", "the file ends inside it") if cut else ("no-id", "no usable id")
            yield Rejected(*place, code, f"{self.member}, item {self.n}: {why}.")
            film = _Film(_identity(read)[0], "", seen)
        elif read.get("_type") in ("playlist", "multi_video"):
            yield self._item(place, (), _channel(read, seen))
        else:
            film = _Film(*_identity(read), seen)
            yield from self._film(place, read, film)
        if inner >= 0:
            yield from self._listed(raw, inner, at, listed, film)
        if not whole:
            yield Gap("cut-off", self.member, self.n, "the file ends before this document does")

    def _film(self, place: tuple[str, int, int, int, bytes], read: Json, film: _Film) -> Iterator[Reading]:
        media = self._held(read)
        post = _post(read, film)._replace(media=media)
        yield self._item(place, (post,), _channel(read, film.seen if film.seen.at is not None else post.posted))
        for medium in media:
            if medium.missing:
                yield Gap("missing-media", self.member, self.n, f"the {medium.kind} of {post.id}")
        for language in _asked_for(read):
            if not any(
                f".{language}." in name.rpartition("/")[2] and _ending(name) in SUBTITLES for name in self.media
            ):
                yield Gap("missing-media", self.member, self.n, f"subtitles ({language}) of {post.id}")

    def _held(self, read: Json) -> tuple[Media, ...]:
        film = next((name for name in self.media if _ending(name) in FILMS), None)
        sound = next((name for name in self.media if _ending(name) in SOUNDS), None)
        still = next((name for name in self.media if _ending(name) in PICTURES), None)
        kind = "audio" if (sound and not film) or _ending(words(read, "ext") or "") in SOUNDS else "video"
        main = film or sound
        found = [Media(kind, words(read, "webpage_url"), main, None, None, None if main else "not included")]
        if still or words(read, "thumbnail"):
            found.append(Media("image", words(read, "thumbnail"), still))
        return (*found, *(Media("file", None, name) for name in self.media if _ending(name) in SUBTITLES))

    def _listed(self, raw: bytes, inner: int, at: int, listed: str, film: _Film) -> Iterator[Reading]:
        for value in elements(BytesIO(raw), inner + 1):
            if value.flaw == "trailing":
                return
            if value.flaw == "unclosed":
                yield Gap("cut-off", self.member, self.n, f"the list of {listed} never ends")
                return
            self.n += 1
            yield from self._element(value, at, listed, film)

    def _element(self, value: Value, at: int, listed: str, film: _Film) -> Iterator[Reading]:
        place = (self.member, self.n, self.base + at + value.start, value.length, value.raw)
        read: object = value_flaw(value)
        if read is None:
            read = read_loosely(value.raw)
            read = clean_all(read) if not isinstance(read, Flaw) else (read.code, read.why)
        if isinstance(read, tuple):
            yield Rejected(*place, read[0], f"{self.member}, item {self.n}: {read[1]}.")
        elif not isinstance(read, dict) or not native(read, "id"):
            yield Rejected(*place, "no-id", f"{self.member}, item {self.n}: no usable id.")
        elif listed == "comments":
            post, sightings = _comment(read, film)
            yield self._item(place, (post,), sightings)
        else:
            own = _Film(*_identity(read), instant(read, "epoch"))
            under = [_comment(each, own) for each in rows(read, "comments") if native(each, "id")]
            post = _post(read, own)
            sightings = _channel(read, own.seen if own.seen.at is not None else post.posted)
            yield self._item(
                place, (post, *(each for each, _ in under)), sightings + tuple(s for _, them in under for s in them)
            )

    def _item(
        self, place: tuple[str, int, int, int, bytes], posts: tuple[Post, ...], sightings: tuple[Sighting, ...]
    ) -> Item:
        return Item(*place, posts, tuple(one for one in sightings if self.profiles.news(one)))


def _next(data: bytes, at: int) -> int:
    """Where the next document begins; brackets of a list around several are stepped over."""
    return data.find(b"{", at)


def _opened(raw: bytes, *, whole: bool) -> tuple[Json, dict[str, int]]:
    """What is wanted of a document, and where each value begins; of a damaged one, what can be told."""
    try:
        parts = {key: bytes(part) for key, part in _parts.decode(raw).items()} if whole else {}
    except (ValueError, RecursionError):
        parts = {}
    places = members(raw, parts) if parts else _places(raw)
    read: Json = {}
    for key in _WANTED:
        if key in parts:
            found = read_loosely(parts[key])
        elif key in places:
            found = _first(raw, places[key])
        else:
            continue
        if not isinstance(found, Flaw):
            read[key] = clean_all(found)
    return read, places


def _places(raw: bytes) -> dict[str, int]:
    """Where the values of a cut or damaged object begin, up to the first that does not end."""
    found: dict[str, int] = {}
    at = 1
    while match := _KEY.match(raw, at):
        at = match.end()
        found.setdefault(match[1].decode("utf-8", "replace"), at)
        if raw[at : at + 1] in (b"{", b"["):
            at = Nesting().end(raw, at)
        else:
            word = _WORD.match(raw, at)
            at = word.end() if word else -1
        if at < 0:
            break
    return found


def _first(raw: bytes, at: int) -> object:
    """One value, wherever it ends; nothing when it is cut off."""
    try:
        found: object = _loose.raw_decode(raw[at : at + (1 << 20)].decode("utf-8", "replace"))[0]
    except (ValueError, RecursionError):
        return Flaw("cut-off", "the file ends inside this value")
    return found


def _identity(read: Json) -> tuple[str, str]:
    """Platform and number."""
    number = native(read, "id")
    for url in (words(read, "webpage_url"), words(read, "original_url"), words(read, "url")):
        if url is None:
            continue
        if match := _WATCH.match(url):
            return "youtube", match[1]
        if match := _REDDIT.match(url):
            return "reddit", f"t3_{match[1]}"
        platform, named = by_address(url)
        if platform:
            return platform, named
        for elsewhere, pattern in _ELSEWHERE:
            if match := pattern.match(url):
                return elsewhere, match[1]
    told = (words(read, "extractor_key") or words(read, "ie_key") or words(read, "extractor") or "").partition(":")[0]
    platform = platform_word(told)
    return ("youtube" if platform.startswith("youtube") else platform or "film"), number


def _who(read: Json, platform: str) -> tuple[str, str | None, str | None]:
    """Number (or the best there is), handle and name of who put the film there; each platform fills these keys its way."""
    uploader, stated = words(read, "uploader"), native(read, "uploader_id")
    channel, number = words(read, "channel"), native(read, "channel_id")
    if platform == "youtube":
        handle = stated.removeprefix("@") if stated.startswith("@") else None
        return number or ("" if handle else stated) or handle or "", handle, channel or uploader
    if platform == "tiktok":
        return stated or uploader or "", uploader, channel
    if platform == "instagram":
        return stated or channel or "", channel, uploader
    handle = stated.removeprefix("@") if platform == "x" and stated else None
    return number or stated or uploader or "", handle, uploader or channel


def _post(read: Json, film: _Film) -> Post:
    number, handle, name = _who(read, film.platform)
    title, description = words(read, "title") or words(read, "fulltitle"), words(read, "description")
    # Where a platform has no titles, yt-dlp makes one of the name and the first words.
    text = (description or title or "") if film.platform in _UNTITLED else film_text(title, description)
    page = words(read, "webpage_url") or words(read, "url")
    if film.platform == "youtube":
        page = film_page(film.native)
    marks = ("sensitive",) * ((count(read, "age_limit") or 0) >= 18) + ("no-text",) * (not text)
    return Post(
        post_id(film.platform, film.native),
        film.platform,
        film.native,
        text,
        _posted(read),
        account_id(film.platform, number) if number else None,
        handle,
        name,
        page,
        words(read, "language"),
        place=words(read, "location"),
        marks=marks,
    )


def _posted(read: Json) -> Moment:
    for key in ("timestamp", "release_timestamp"):
        found = instant(read, key)
        if found.at is not None:
            return found
    day = native(read, "upload_date")
    if re.fullmatch(r"\d{8}", day, re.ASCII):
        return iso_moment(f"{day[:4]}-{day[4:6]}-{day[6:]}")
    return UNKNOWN


def _channel(read: Json, seen: Moment) -> tuple[Sighting, ...]:
    platform, _ = _identity(read)
    number, handle, name = _who(read, platform)
    if not number:
        return ()
    playlist = read.get("_type") in ("playlist", "multi_video")
    link = words(read, "channel_url") or words(read, "uploader_url")
    about = (
        words(read, "description")
        if playlist and native(read, "id") in (number, handle, words(read, "channel"))
        else None
    )
    avatars = (each for each in rows(read, "thumbnails") if "avatar" in (words(each, "id") or ""))
    avatar = next((words(each, "url") for each in avatars), None) if playlist else None
    sighting = Sighting(
        account_id(platform, number), platform, number, seen, handle, name, about, None, (link,) if link else (), avatar,
        followers=count(read, "channel_follower_count"), marks=("verified",) * (read.get("channel_is_verified") is True),
    )  # fmt: skip
    return (sighting,)


def _comment(read: Json, film: _Film) -> tuple[Post, tuple[Sighting, ...]]:
    platform, number = film.platform or "film", native(read, "id")
    author, stated = words(read, "author"), words(read, "_time_text") or words(read, "time_text")
    handle = author[1:] if author and author.startswith("@") else None
    posted = instant(read, "timestamp")
    if platform == "youtube" or stated:
        posted = rough(posted, stated)
    parent = native(read, "parent")
    above = film.native if parent in ("", "root") else parent
    account = native(read, "author_id") or author or ""
    text = words(read, "text") or ""
    edited = read.get("is_edited") is True or "(edited)" in (stated or "")
    page = f"{film_page(film.native)}&lc={number}" if platform == "youtube" and film.native else None
    post = Post(
        post_id(platform, number),
        platform,
        number,
        text,
        posted,
        account_id(platform, account) if account else None,
        handle,
        author,
        page,
        reply_to=post_id(platform, above) if above else None,
        marks=("edited",) * edited + ("no-text",) * (not text),
    )
    if not account:
        return post, ()
    link = words(read, "author_url")
    sighting = Sighting(
        account_id(platform, account), platform, account, film.seen if film.seen.at is not None else posted, handle, author,
        links=(link,) if link else (), avatar=words(read, "author_thumbnail"),
        marks=("verified",) * (read.get("author_is_verified") is True),
    )  # fmt: skip
    return post, (sighting,)


def _asked_for(read: Json) -> list[str]:
    """Languages of the subtitles that were asked for, and whose words are not in the document itself."""
    asked = record(read, "requested_subtitles")
    return [each for each in list(asked)[:100] if len(each) < 40 and words(asked, each, "data") is None]


def filler(raw: bytes) -> bytes:
    """
    An object as everywhere; for a film above its comments one that is not closed, for it goes on with them.

    The extractor's name stays, for the ids of the comments begin with it.
    """
    named = _EXTRACTOR.search(raw)
    end = b'"' + (b"," + named[0] if named else b"")
    room = len(raw) - len(b'{"erased":"') - len(end)
    if room < 0 or Nesting().end(raw) == len(raw):
        return fillers.json_object(raw)
    return b'{"erased":"' + b" " * room + end


def _open(_options: NoOptions) -> YtdlpReader:
    return YtdlpReader()


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="What yt-dlp writes beside a film (info.json): film, comments, playlists; subtitles and film are linked.",
    open=_open,
    filler=filler,
    losses=(
        "Formats, chapters, heat maps, counts and addresses of automatic captions stay in the capture.",
        "Subtitles in other forms than .vtt and .srt are kept and not read; live chats too.",
        "YouTube tells the age of a comment in words: the time of a comment is rough.",
        "An account of X or Facebook goes by its handle where yt-dlp does not write its number.",
    ),
)
