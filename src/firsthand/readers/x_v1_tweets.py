"""
A post in the shape of X's API v1.1, which the account archive shares: struct and reading.

Compatible mode has ``text`` (cut at 140, ``truncated`` true) and perhaps ``extended_tweet``; extended mode has
``full_text``. The longest text in the record is the post's text.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from firsthand.model.ids import AccountId, PostId, account_id, post_id
from firsthand.model.moment import Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.readers.x_terms import (
    MEDIA_KINDS,
    PLATFORM,
    best_film,
    english_moment,
    is_id,
    page_of,
    plain,
    withheld_marks,
)


class Variant(Struct, gc=False):
    """One encoding of a film."""

    url: str | None = None
    bitrate: int | str | None = None


class VideoInfo(Struct, gc=False):
    """The encodings of a film."""

    variants: tuple[Variant, ...] | None = None


class Medium(Struct, gc=False):
    """A picture, film or animation of a post."""

    type: str | None = None
    media_url_https: str | None = None
    media_url: str | None = None
    ext_alt_text: str | None = None
    media_alt_text: str | None = None
    video_info: VideoInfo | None = None


class Link(Struct, gc=False):
    """A shortened address and what it leads to."""

    url: str | None = None
    expanded_url: str | None = None


class Entities(Struct, gc=False):
    """What a text carries: media and links."""

    media: tuple[Medium, ...] | None = None
    urls: tuple[Link, ...] | None = None


class Extended(Struct, gc=False):
    """The whole text of a post that `text` cuts at 140."""

    full_text: str | None = None
    entities: Entities | None = None
    extended_entities: Entities | None = None


class Place(Struct, gc=False):
    """The place that the author attached."""

    full_name: str | None = None
    name: str | None = None


class UserEntities(Struct, gc=False):
    """Links of an account's address and description."""

    url: Entities | None = None
    description: Entities | None = None


class User(Struct, gc=False):
    """An account as it stood when the file was made."""

    id_str: str | None = None
    id: int | str | None = None
    screen_name: str | None = None
    name: str | None = None
    description: str | None = None
    location: str | None = None
    url: str | None = None
    entities: UserEntities | None = None
    profile_image_url_https: str | None = None
    profile_image_url: str | None = None
    created_at: str | None = None
    followers_count: int | None = None
    friends_count: int | None = None
    statuses_count: int | None = None
    protected: bool | None = None
    verified: bool | None = None
    withheld_in_countries: tuple[str, ...] | str | None = None

    @property
    def native(self) -> str:
        """The account's number, as text."""
        return self.id_str or str(self.id or "")


class EditControl(Struct, gc=False):
    """Ids of all versions of a post, oldest first."""

    ids: tuple[str, ...] | None = field(default=None, name="editTweetIds")


class LaterEdit(Struct, gc=False):
    """What a later version says of the first."""

    first: str | None = field(default=None, name="initialTweetId")
    control: EditControl | None = field(default=None, name="editControlInitial")


class EditInfo(Struct, gc=False):
    """Whether a post is the first version or a later one."""

    initial: EditControl | None = None
    edit: LaterEdit | None = None


class EditHistory(Struct, gc=False):
    """Ids of the versions, in the shape of the newer files."""

    edit_tweet_ids: tuple[str, ...] | None = None


class Tweet(Struct, gc=False):
    """Every field may be absent; whoever reads decides what is needed."""

    id_str: str | None = None
    id: int | str | None = None
    created_at: str | None = None
    text: str | None = None
    full_text: str | None = None
    extended_tweet: Extended | None = None
    truncated: bool | None = None
    lang: str | None = None
    possibly_sensitive: bool | None = None
    user: User | None = None
    entities: Entities | None = None
    extended_entities: Entities | None = None
    in_reply_to_status_id_str: str | None = None
    in_reply_to_status_id: int | str | None = None
    quoted_status_id_str: str | None = None
    quoted_status_id: int | str | None = None
    quoted_status: Tweet | None = None
    retweeted_status: Tweet | None = None
    place: Place | None = None
    withheld_in_countries: tuple[str, ...] | str | None = None
    withheld_copyright: bool | None = None
    edit_info: EditInfo | None = None
    edit_history: EditHistory | None = None
    deleted_at: str | None = None

    @property
    def native(self) -> str:
        """The status number, as text; empty when the record has none that can be used."""
        name = self.id_str or str(self.id or "")
        return name if is_id(name) else ""


def nested(tweet: Tweet) -> Iterator[Tweet]:
    """Posts inside a post, nearest first. Not recursion: the depth is up to whoever made the file."""
    asking = [tweet]
    while asking:
        outer = asking.pop(0)
        found = [each for each in (outer.retweeted_status, outer.quoted_status) if each is not None]
        yield from found
        asking += found


def read_post(tweet: Tweet) -> Post:
    """Make a post of a record that has an id; the author is the record's own ``user``, if it has one."""
    native, user = tweet.native, tweet.user or User()
    text = longest_text(tweet)
    handle = user.screen_name or None
    repost = _target(tweet.retweeted_status.native) if tweet.retweeted_status is not None else None
    return Post(
        post_id(PLATFORM, native),
        PLATFORM,
        native,
        plain(text or ""),
        english_moment(tweet.created_at),
        account_of(user),
        handle,
        user.name or None,
        page_of(handle) + native,
        tweet.lang,
        _target(tweet.in_reply_to_status_id_str or tweet.in_reply_to_status_id),
        # The record of a repost repeats what the original quotes; the repost itself quotes nothing.
        None if repost else _quoted(tweet),
        repost,
        tuple(_medium(each) for each in described_media(tweet)),
        (tweet.place.full_name or tweet.place.name) if tweet.place is not None else None,
        None,
        earlier_versions(tweet),
        _marks(tweet, text, repost),
    )


def longest_text(tweet: Tweet) -> str | None:
    """The longest text in the record; None when it has none."""
    extended = tweet.extended_tweet.full_text if tweet.extended_tweet is not None else None
    texts = [each for each in (extended, tweet.full_text, tweet.text) if each is not None]
    return max(texts, key=len) if texts else None


def described_media(tweet: Tweet) -> tuple[Medium, ...]:
    """The fullest list of media in the record: ``entities`` names only the first of several."""
    parts = [tweet.extended_entities, tweet.entities]
    if tweet.extended_tweet is not None:
        parts = [tweet.extended_tweet.extended_entities, tweet.extended_tweet.entities, *parts]
    return next((part.media for part in parts if part is not None and part.media), ())


def media_addresses(medium: Medium) -> list[str]:
    """Where the platform kept a medium, best first."""
    variants = medium.video_info.variants or () if medium.video_info is not None else ()
    rated = [(each.url, _rate(each.bitrate)) for each in variants]
    found = [best_film(rated), *(url for url, rate in rated if rate is not None)]
    found += [medium.media_url_https, medium.media_url]
    return list(dict.fromkeys(each for each in found if each))


def _rate(stated: int | str | None) -> int | None:
    if isinstance(stated, str):
        return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 19 else None
    return stated


def media_kind(medium: Medium) -> str:
    """Our word for the kind of a medium."""
    return MEDIA_KINDS.get(medium.type or "", "file")


def alt_text(medium: Medium) -> str | None:
    """The description by the person who posted; its key differs by age."""
    return medium.ext_alt_text or medium.media_alt_text or None


def _medium(medium: Medium) -> Media:
    return Media(media_kind(medium), next(iter(media_addresses(medium)), None), None, alt_text(medium))


def earlier_versions(tweet: Tweet) -> tuple[str, ...]:
    """Ids of earlier versions, oldest first; every version of an edited post has its own id."""
    ids: tuple[str, ...] = ()
    if tweet.edit_history is not None:
        ids = tweet.edit_history.edit_tweet_ids or ()
    info = tweet.edit_info
    if info is not None and info.initial is not None:
        ids = info.initial.ids or ()
    if info is not None and info.edit is not None:
        later = info.edit.control.ids if info.edit.control is not None else None
        ids = later or ((info.edit.first,) if info.edit.first else ())
    return ids[: ids.index(tweet.native)] if tweet.native in ids else ids


def account_of(user: User) -> AccountId | None:
    """The account, when the record has its number."""
    return account_id(PLATFORM, user.native) if is_id(user.native) else None


def read_sighting(user: User, seen: Moment) -> Sighting | None:
    """An account as the record shows it; None when it cannot be told which one."""
    account = account_of(user)
    if account is None:
        return None
    marks = ("protected",) * bool(user.protected) + ("verified",) * bool(user.verified)
    return Sighting(
        account,
        PLATFORM,
        user.native,
        seen,
        user.screen_name or None,
        user.name or None,
        plain(user.description or "") or None,
        user.location or None,
        _links(user),
        user.profile_image_url_https or user.profile_image_url or None,
        english_moment(user.created_at) if user.created_at else None,
        user.followers_count,
        user.friends_count,
        user.statuses_count,
        marks + withheld_marks(_countries(user.withheld_in_countries)),
    )


def _links(user: User) -> tuple[str, ...]:
    parts = (user.entities.url, user.entities.description) if user.entities is not None else ()
    found = [each.expanded_url or each.url for part in parts if part is not None for each in part.urls or ()]
    return tuple(dict.fromkeys(each for each in found or [user.url] if each))


def _target(native: int | str | None) -> PostId | None:
    return post_id(PLATFORM, str(native)) if native and is_id(str(native)) else None


def _quoted(tweet: Tweet) -> PostId | None:
    inner = tweet.quoted_status.native if tweet.quoted_status is not None else None
    return _target(tweet.quoted_status_id_str or tweet.quoted_status_id or inner)


def _countries(stated: tuple[str, ...] | str | None) -> tuple[str, ...]:
    # Old notices write "DE, FR" in one string.
    return tuple(stated.replace(",", " ").split()) if isinstance(stated, str) else stated or ()


def _marks(tweet: Tweet, text: str | None, repost: PostId | None) -> tuple[str, ...]:
    marks: list[str] = []
    if text is None:
        marks.append("no-text")
    elif (tweet.truncated and text == tweet.text) or (repost and text.endswith("…")):
        marks.append("truncated")
    if tweet.possibly_sensitive:
        marks.append("sensitive")
    if tweet.deleted_at is not None:
        marks.append("deleted")
    return (*marks, *withheld_marks(_countries(tweet.withheld_in_countries), bool(tweet.withheld_copyright)))
