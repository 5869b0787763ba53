"""
The archive of their own account that X gives to a person, unpacked: a zip's members or a folder.

Each data file is a script that assigns one JSON array (``window.YTD.tweets.part0 = [``). The reader cuts at the first
``=`` and walks the array; nothing is evaluated. Every element of the files that it reads is an item. Of private
files (direct messages, contacts, addresses of devices) not one byte behind the assignment is read.

Two things are matched, for the archive does not link them: a long post in ``note-tweet.js`` and the cut post in
``tweets.js`` (same second, same beginning); a medium and its file (``ID-NAME`` in the media folder).

What else must change when it does: `x_v1_tweets`, whose shape the elements share.

Source:
    timhutton/twitter-archive-parser ``parser.py``; mrled/twarchive; an archive's own ``README.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec
from msgspec import Struct, field

from firsthand.model.adapter import Adapter, NoOptions
from firsthand.model.ids import AccountId, PostId, account_id, post_id
from firsthand.model.moment import UNKNOWN
from firsthand.model.post import Media, Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.json_fit import Flaw, fit, read_loosely
from firsthand.readers.json_values import Value, elements, too_deep, value_flaw
from firsthand.readers.member_text import MemberText, at_home, head_text, open_text, too_wide
from firsthand.readers.seam import Files, Setting
from firsthand.readers.x_terms import PLATFORM, is_id, iso_moment, page_of, plain
from firsthand.readers.x_v1_tweets import (
    Medium,
    Tweet,
    alt_text,
    described_media,
    media_addresses,
    media_kind,
    read_post,
)

NAME = "x-archive"

Reading = Item | Rejected | Gap

SMALL = 8 << 20
"""Bytes of account.js, profile.js or manifest.js that are read; real ones have a few kB."""

NOTES_KEPT = 64 << 20
"""Bytes of long posts that are held to be matched with their cut forms."""

READ_KINDS = (
    "account",
    "profile",
    "screen_name_change",
    "tweet",
    "community_tweet",
    "deleted_tweet",
    "note_tweet",
    "deleted_note_tweet",
)
"""Kinds that are read, in reading order; ``tweets`` and ``deleted_tweets`` are the newer words for two of them."""

SEALED = re.compile(
    r"direct_message|dm_|grok|key_registry|ip_audit|account_creation_ip|device_token|ni_devices|phone_number"
    r"|email_address|contact|connected_application|sso|branch_links|user_link_clicks|personalization|ageinfo|ad_"
    r"|block|mute|saved_search|audio_video_calls|twitter_shop|commerce|product|app$"
)
"""Kinds that are never read: other people's words, and what identifies devices and habits."""

SEALED_FOLDERS = ("direct_messages_media", "direct_messages_group_media")
MEDIA_FOLDERS = (
    "tweets_media", "tweet_media", "community_tweet_media", "deleted_tweets_media", "profile_media",
)  # fmt: skip

_NEWER = {"tweets": "tweet", "deleted_tweets": "deleted_tweet"}
_ASSIGNMENT = re.compile(rb"\s*(?:window\.)?(YTD\.([a-z0-9_]+)\.part(\d+)|__THAR_CONFIG)\s*=\s*", re.ASCII)
_REPOST = re.compile(r"RT @(\w{1,50}): ", re.ASCII)
_STATUS = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/[^/]+/status/(\d{1,20})(?:[/?#].*)?", re.ASCII)
_LAST_LINK = re.compile(r"\s*https://t\.co/\w+\s*$", re.ASCII)
_ADDRESSED = re.compile(r"(?:@\w{1,50}\s+)+", re.ASCII)


class _Account(Struct, gc=False):
    native: str | None = field(default=None, name="accountId")
    handle: str | None = field(default=None, name="username")
    name: str | None = field(default=None, name="accountDisplayName")
    created: str | None = field(default=None, name="createdAt")


class _Description(Struct, gc=False):
    bio: str | None = None
    website: str | None = None
    location: str | None = None


class _Profile(Struct, gc=False):
    description: _Description | None = None
    avatar: str | None = field(default=None, name="avatarMediaUrl")


class _Core(Struct, gc=False):
    text: str | None = None


class _Note(Struct, gc=False):
    native: str | None = field(default=None, name="noteTweetId")
    created: str | None = field(default=None, name="createdAt")
    core: _Core | None = None

    @property
    def text(self) -> str:
        return (self.core.text or "") if self.core is not None else ""


class _Change(Struct, gc=False):
    at: str | None = field(default=None, name="changedAt")
    before: str | None = field(default=None, name="changedFrom")
    after: str | None = field(default=None, name="changedTo")


class _Renamed(Struct, gc=False):
    native: str | None = field(default=None, name="accountId")
    change: _Change | None = field(default=None, name="screenNameChange")


class _Element(Struct, gc=False):
    """An element of any data file; old archives have the post without its wrapper."""

    account: _Account | None = None
    profile: _Profile | None = None
    tweet: Tweet | None = None
    note: _Note | None = field(default=None, name="noteTweet")
    renamed: _Renamed | None = field(default=None, name="screenNameChange")


class _UserInfo(Struct, gc=False):
    native: str | None = field(default=None, name="accountId")
    handle: str | None = field(default=None, name="userName")
    name: str | None = field(default=None, name="displayName")


class _ArchiveInfo(Struct, gc=False):
    made: str | None = field(default=None, name="generationDate")
    partial: bool | None = field(default=None, name="isPartialArchive")


class _Listed(Struct, gc=False):
    file: str | None = field(default=None, name="fileName")
    variable: str | None = field(default=None, name="globalName")
    count: str | None = None


class _DataType(Struct, gc=False):
    files: tuple[_Listed, ...] | None = None


class _Manifest(Struct, gc=False):
    user: _UserInfo | None = field(default=None, name="userInfo")
    archive: _ArchiveInfo | None = field(default=None, name="archiveInfo")


_decoder = msgspec.json.Decoder(_Element)
_tweet_decoder = msgspec.json.Decoder(Tweet)


class _Script(NamedTuple):
    """A member that assigns data; `kind` empty for the manifest, `part` from 0."""

    name: str
    kind: str
    part: int


class _Holder(NamedTuple):
    """The account holder, as the archive's own small files show them."""

    account: AccountId | None
    native: str
    handle: str | None
    name: str | None
    sighting: Sighting | None


class XArchiveReader:
    """Reads account archives. One object may read many; it keeps nothing between them."""

    def find(self, files: Files) -> list[Find]:
        """Recognise by the assignments; each folder that holds posts or an account is one archive."""
        roots: dict[str, list[_Script]] = {}
        for script in _scripts(files):
            roots.setdefault(_root(script.name), []).append(script)
        return [found for root in sorted(roots) if (found := _found(files, root, roots[root])) is not None]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Reading]:
        """Read the account first, for posts name no author; long posts are looked up before the cut ones."""
        if find.members:
            yield from _Archive(files, find).read()


def _scripts(files: Files) -> Iterator[_Script]:
    for name in files.names():
        match = _ASSIGNMENT.match(head_text(files, name, 512))
        if match is None:
            continue
        kind = (match[2] or b"").decode()
        yield _Script(name, _NEWER.get(kind, kind), int(match[3] or 0))


def _root(name: str) -> str:
    folder = name.rpartition("/")[0]
    return folder.removesuffix("data").removesuffix("/") if f"/{folder}".endswith("/data") else folder


def _found(files: Files, root: str, scripts: list[_Script]) -> Find | None:
    order = {kind: place for place, kind in enumerate(("", *READ_KINDS))}
    ours = sorted((s for s in scripts if s.kind in order), key=lambda s: (order[s.kind], s.part, s.name))
    if not any(script.kind for script in ours):
        return None
    media = tuple(name for name in files.names() if _beside(name) == root and _folder(name) in MEDIA_FOLDERS)
    sealed = [script.name for script in scripts if SEALED.search(script.kind)]
    sealed += [name for name in files.names() if _beside(name) == root and _folder(name) in SEALED_FOLDERS]
    what = "an account archive of X"
    return Find(NAME, tuple(script.name for script in ours), media, 0.99, what, tuple(sorted(sealed)))


def _beside(name: str) -> str:
    """The archive to which a file in a media folder belongs."""
    return _root(name.rpartition("/")[0])


def _folder(name: str) -> str:
    return name.rpartition("/")[0].rpartition("/")[2]


class _Archive:
    """One archive being read."""

    def __init__(self, files: Files, find: Find) -> None:
        self.files = files
        self.root = _root(find.members[0])
        known = {script.name: script for script in _scripts(files) if _root(script.name) == self.root}
        self.sealed = [script for script in known.values() if SEALED.search(script.kind)]
        self.scripts = [known[name] for name in find.members if name in known]
        self.media = _by_post(find.media)
        self.manifest, self.listed = self._listing()
        self.holder = self._held_by(find.media)
        self.notes = self._notes()
        self.used: set[str] = set()

    def read(self) -> Iterator[Reading]:
        yield from self._left_out()
        for script in self.scripts:
            if not script.kind:
                continue
            if self.listed and script.name.rpartition("/")[2] not in self.listed:
                what = f"{script.name} is not listed in the archive's manifest, so it may be another person's; not read"
                yield Gap("unavailable", script.name, 0, what)
                continue
            yield from self._script(script)

    def _left_out(self) -> Iterator[Gap]:
        for script in self.sealed:
            yield Gap("sealed", script.name, 0, f"{script.kind.replace('_', ' ')}: private, never read")
        for folder in SEALED_FOLDERS:
            held = [name for name in self.files.names() if _folder(name) == folder and _beside(name) == self.root]
            if held:
                yield Gap("sealed", held[0], 0, f"{len(held)} files of direct messages, never read")
        here = {script.name.rpartition("/")[2] for script in self.scripts}
        if self.manifest.archive is not None and self.manifest.archive.partial:
            what = "X gave this archive out in several files, of which this is one; the others may hold more"
            yield Gap("sequence", self.scripts[0].name, 0, what)
        manifest = next((script.name for script in self.scripts if not script.kind), "")
        for name in sorted(set(self.listed) - here):
            what = f"{name} is listed in the archive's manifest and is not there, or holds nothing that can be read"
            yield Gap("unavailable", manifest, 0, what)

    # The small files

    def _listing(self) -> tuple[_Manifest, dict[str, int | None]]:
        """The manifest, and for each file of the kinds that we read the number of records that it should have."""
        name = next((script.name for script in self.scripts if not script.kind), "")
        read = self._small(name) if name else None
        if not isinstance(read, dict):
            return _Manifest(), {}
        listed: dict[str, int | None] = {}
        types = read.get("dataTypes")
        for each in types.values() if isinstance(types, dict) else ():
            for one in fit(each, _DataType).files or ():
                kind = (one.variable or "").removeprefix("YTD.").partition(".")[0]
                if one.file and _NEWER.get(kind, kind) in READ_KINDS:
                    count = one.count or ""
                    base = one.file.rpartition("/")[2]
                    listed[base] = int(count) if count.isascii() and count.isdigit() and len(count) < 12 else None
        return fit(read, _Manifest), listed

    def _small(self, name: str) -> object:
        """The JSON of a small file, or nothing."""
        text = open_text(self.files, name)
        if text is None:
            return None
        with text.stream as stream:
            stream.seek(text.start)
            data = stream.read(SMALL)
        match = _ASSIGNMENT.match(data)
        return read_loosely(data[match.end() :].rstrip(b"; \t\r\n\0")) if match else None

    def _first(self, kind: str) -> _Element:
        for script in self.scripts:
            read = self._small(script.name) if script.kind == kind else None
            if isinstance(read, list) and read:
                return fit(read[0], _Element)
        return _Element()

    def _held_by(self, media: tuple[str, ...]) -> _Holder:
        stated, info = self._first("account").account or _Account(), self.manifest.user or _UserInfo()
        native = stated.native or info.native or ""
        if not is_id(native):
            return _Holder(None, "", None, None, None)
        account, handle, name = account_id(PLATFORM, native), stated.handle or info.handle, stated.name or info.name
        made = iso_moment(self.manifest.archive.made) if self.manifest.archive is not None else UNKNOWN
        profile = self._first("profile").profile or _Profile()
        about = profile.description or _Description()
        created = iso_moment(stated.created) if stated.created else None
        links = (about.website,) if about.website else ()
        bio, place = plain(about.bio or "") or None, about.location or None
        avatar = _held(native, [profile.avatar] if profile.avatar else [], media) or profile.avatar
        sighting = Sighting(account, PLATFORM, native, made, handle, name, bio, place, links, avatar, created)
        return _Holder(account, native, handle, name, sighting)

    def _notes(self) -> dict[int, list[_Note]]:
        """Long posts by their second."""
        found: dict[int, list[_Note]] = {}
        held = 0
        for script in self.scripts:
            for value in self._values(script) if script.kind == "note_tweet" else ():
                element, flaw = _decoded(value)
                at = iso_moment(element.note.created).at if flaw is None and element.note is not None else None
                held += value.length
                if at is not None and element.note is not None and held <= NOTES_KEPT:
                    found.setdefault(int(at.timestamp()), []).append(element.note)
        return found

    # The elements

    def _values(self, script: _Script, text: MemberText | None = None) -> Iterator[Value]:
        text = text or open_text(self.files, script.name)
        if text is None:
            return
        with text.stream as stream:
            stream.seek(text.start)
            head = stream.read(512)
            match = _ASSIGNMENT.match(head)
            at = match.end() if match else 0
            if head[at : at + 1] == b"[":
                yield from elements(stream, text.start + at + 1)
            elif head[at:].strip():
                yield Value(text.start + at, 0, b"", 0, "unlisted")
            else:
                yield Value(text.start + at, 0, b"", 0, "unclosed")

    def _script(self, script: _Script) -> Iterator[Reading]:
        text = open_text(self.files, script.name)
        if text is None:
            yield too_wide(script.name, self.files)
        else:
            yield from at_home(self._records(script, text), text, self.files, script.name)

    def _records(self, script: _Script, text: MemberText) -> Iterator[Reading]:
        n = 0
        for value in self._values(script, text):
            if value.flaw == "unclosed":
                yield Gap("cut-off", script.name, 0, f"{script.name} ends before its list does")
                return
            if value.flaw == "unlisted":
                yield Gap("platform-error", script.name, 0, f"{script.name} holds no list")
                return
            n += 1
            yield from self._element(script, n, value)
        expected = self.listed.get(script.name.rpartition("/")[2])
        if expected is not None and expected != n:
            yield Gap(
                "sequence", script.name, 0, f"the manifest counts {expected} records in {script.name}, it has {n}"
            )

    def _element(self, script: _Script, n: int, value: Value) -> Iterator[Reading]:
        place = (script.name, n, value.start, value.length, value.raw)
        element, flaw = _decoded(value)
        posts: tuple[Post, ...] = ()
        if flaw is None:
            posts, flaw = self._posts(script, element)
        if flaw is not None:
            yield Rejected(*place, flaw.code, f"{script.name}, item {n}: {flaw.why}.")
            return
        sighting = self.holder.sighting if n == 1 and script == self._introduces() else None
        yield Item(*place, posts, (sighting,) if sighting is not None else _handles(element.renamed))
        for post in posts:
            for medium in post.media:
                if medium.missing:
                    yield Gap("missing-media", script.name, n, f"{medium.url or medium.kind} of post {post.native_id}")

    def _introduces(self) -> _Script | None:
        """The file whose first record stands for the account: account.js, else profile.js."""
        return next((script for script in self.scripts if script.kind in ("account", "profile")), None)

    def _posts(self, script: _Script, element: _Element) -> tuple[tuple[Post, ...], Flaw | None]:
        if script.kind in ("account", "profile", "screen_name_change"):
            return (), None
        if script.kind in ("note_tweet", "deleted_note_tweet"):
            return self._long(element.note, script.kind.startswith("deleted"))
        tweet = element.tweet
        if tweet is None or not tweet.native:
            return (), Flaw("no-id", "no usable id, so it cannot be told from another post")
        return (self._post(tweet, script.kind == "deleted_tweet"),), None

    def _long(self, note: _Note | None, deleted: bool) -> tuple[tuple[Post, ...], Flaw | None]:
        """A long post that no cut post matched is kept under its own number: its words are nowhere else."""
        if note is None or not is_id(note.native or ""):
            return (), Flaw("no-id", "no usable id, so it cannot be told from another post")
        if note.native in self.used:
            return (), None
        native = f"note-{note.native}"
        marks = ("deleted",) * deleted + ("no-text",) * (not note.text)
        who = self.holder
        posted = iso_moment(note.created)
        text = plain(note.text)
        own = post_id(PLATFORM, native)
        post = Post(own, PLATFORM, native, text, posted, who.account, who.handle, who.name, marks=marks)
        return (post,), None

    def _post(self, tweet: Tweet, deleted: bool) -> Post:
        post, who = read_post(tweet), self.holder
        if post.account is None:
            post = post._replace(
                account=who.account, handle=who.handle, name=who.name, url=page_of(who.handle) + post.native_id
            )
        marks = dict.fromkeys(post.marks)
        note = self._note_of(tweet, post)
        if note is not None:
            self.used.add(note.native or "")
            marks.pop("truncated", None)
            post = post._replace(text=plain(note.text))
        elif post.text.endswith("…") or "… https://t.co/" in post.text[-40:]:
            marks["truncated"] = None
        repost = _REPOST.match(post.text)
        if repost is not None and post.reposts is None:
            marks[f"forwarded:{repost[1]}"] = None
        if deleted:
            marks["deleted"] = None
        quotes = post.quotes if repost is not None or post.quotes is not None else _linked_post(tweet)
        described = described_media(tweet)
        media = tuple(self._medium(tweet.native, medium, alone=len(described) == 1) for medium in described)
        return post._replace(quotes=quotes, media=media, marks=tuple(marks))

    def _note_of(self, tweet: Tweet, post: Post) -> _Note | None:
        """The one long post of the same second that begins like the cut one."""
        if post.posted.at is None or not self.notes:
            return None
        near = self.notes.get(int(post.posted.at.timestamp()), [])
        fitting = [note for note in near if _continues(post.text, plain(note.text))]
        return fitting[0] if len({note.native for note in fitting}) == 1 else None

    def _medium(self, native: str, medium: Medium, *, alone: bool) -> Media:
        addresses, held = media_addresses(medium), self.media.get(native, [])
        # A film may be kept in a rendition that is not listed; where there is one of each, they belong together.
        name = _held(native, addresses, held) or (held[0] if alone and len(held) == 1 else None)
        url = addresses[0] if addresses else None
        return Media(media_kind(medium), url, name, alt_text(medium), None, None if name else "not in the archive")


def _decoded(value: Value) -> tuple[_Element, Flaw | None]:
    flaw = value_flaw(value)
    if flaw:
        return _Element(), Flaw(*flaw)
    try:
        if not too_deep(value.raw):
            element = _decoder.decode(value.raw)
            return (element if element != _Element() else _Element(tweet=_tweet_decoder.decode(value.raw))), None
    except (ValueError, RecursionError):
        pass
    read = read_loosely(value.raw)
    if isinstance(read, Flaw):
        return _Element(), read
    element = fit(read, _Element)
    return (element if element != _Element() else _Element(tweet=fit(read, Tweet))), None


def _handles(renamed: _Renamed | None) -> tuple[Sighting, ...]:
    """The handle before a change and the one after it, both as of that moment."""
    change = renamed.change if renamed is not None else None
    if renamed is None or change is None or not is_id(renamed.native or ""):
        return ()
    native, at = renamed.native or "", iso_moment(change.at)
    both = ((change.before, ("former-handle",)), (change.after, ()))
    return tuple(
        Sighting(account_id(PLATFORM, native), PLATFORM, native, at, handle, marks=marks)
        for handle, marks in both
        if handle
    )


def _continues(cut: str, whole: str) -> bool:
    """Say whether a long text is what a cut one was cut from."""
    if len(whole) <= len(cut):
        return False
    start = _LAST_LINK.sub("", cut).rstrip().removesuffix("…").rstrip()
    spoken = _ADDRESSED.sub("", start, count=1) if start.startswith("@") else start
    smooth = " ".join(whole.split())
    return any(each and smooth.startswith(" ".join(each.split())) for each in (start, spoken))


def _linked_post(tweet: Tweet) -> PostId | None:
    """A quoted post is only the last link to a post."""
    urls = tweet.entities.urls or () if tweet.entities is not None else ()
    found = [match[1] for each in urls if (match := _STATUS.fullmatch(each.expanded_url or ""))]
    return post_id(PLATFORM, found[-1]) if found else None


def _by_post(media: Iterable[str]) -> dict[str, list[str]]:
    """Media files by the id that their names begin with."""
    found: dict[str, list[str]] = {}
    for name in media:
        found.setdefault(name.rpartition("/")[2].partition("-")[0], []).append(name)
    return found


def _held(native: str, addresses: list[str], names: Iterable[str]) -> str | None:
    """The member that holds a medium: ``ID-`` and the last part of one of its addresses."""
    wanted = [f"{native}-{address.partition('?')[0].rpartition('/')[2]}" for address in addresses]
    bases = {name.rpartition("/")[2]: name for name in names}
    exact = next((bases[want] for want in wanted if want in bases), None)
    # A banner or picture may have no extension in its address and one in its name.
    return exact or next((bases[base] for want in wanted for base in sorted(bases) if base.startswith(want)), None)


def _open(_options: NoOptions) -> XArchiveReader:
    return XArchiveReader()


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="2",
    summary="The archive of their own account that X (Twitter) gives to a person.",
    open=_open,
    filler=fillers.json_wrapped,
    losses=(
        "Direct messages, contacts, devices, advertisements, blocks and mutes are never read.",
        "Followers, likes and lists are not read: they name other people.",
        "A repost has no id, time or media of its original, only the words 'RT @name:'.",
        "Counts of likes and reposts stay in the capture; so do exact coordinates.",
        "Pictures in the archive are smaller than the originals.",
    ),
)
