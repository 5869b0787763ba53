"""A post, its media, and an account as it was seen on a day. Named tuples: a flood passes through them."""

from __future__ import annotations

from typing import NamedTuple

from firsthand.model.ids import AccountId, Digest, PostId
from firsthand.model.moment import UNKNOWN, Moment


class Media(NamedTuple):
    """
    A picture, video, sound or file that belongs to a post.

    Attributes:
        kind: ``image``, ``video``, ``audio``, ``file`` or ``sticker``.
        url: Where the platform kept it; never fetched by a reader.
        name: Member of the export that holds the bytes, as `Files.names` gives it; None when the export has no bytes.
        alt: Description by the person who posted.
        digest: Filled in after capture; a reader leaves it empty.
        missing: Why there are no bytes although the export speaks of them, for example ``not included``.
    """

    kind: str
    url: str | None = None
    name: str | None = None
    alt: str | None = None
    digest: Digest | None = None
    missing: str | None = None


class Post(NamedTuple):
    """
    What one reader made of one message. A reading, never the evidence: that is the capture.

    Attributes:
        id: `post_id(platform, native_id)`.
        account: None when the export does not say who.
        handle, name: As shown with this message, without ``@``.
        posted: When the platform (or the sender's phone) says it was posted.
        text: Verbatim, as the person wrote it; entities such as ``&amp;`` of the platform's transport are undone.
        lang: What the platform says, not what we think.
        reply_to, quotes, reposts: Other posts, held or not.
        place: A place name as stated; exact coordinates stay in the capture.
        edited: Of the last edit, when said.
        versions: Native ids of earlier versions, oldest first.
        marks: Words about the message: ``deleted``, ``withheld:XX``, ``sensitive``, ``truncated``,
            ``system``, ``forwarded:NAME``, ``typed``, ``no-text``.
    """

    id: PostId
    platform: str
    native_id: str
    text: str
    posted: Moment = UNKNOWN
    account: AccountId | None = None
    handle: str | None = None
    name: str | None = None
    url: str | None = None
    lang: str | None = None
    reply_to: PostId | None = None
    quotes: PostId | None = None
    reposts: PostId | None = None
    media: tuple[Media, ...] = ()
    place: str | None = None
    edited: Moment | None = None
    versions: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


class Sighting(NamedTuple):
    """
    An account as one record showed it.

    Attributes:
        id: `account_id(platform, native_id)`.
        seen: The time for which this record is true: when it was retrieved, else when its post was posted.
        handle: Without ``@``.
        links: Addresses in the profile.
        avatar: Address or member name of the profile picture.
        followers, following, posts: Counts as stated; None when not said.
    """

    id: AccountId
    platform: str
    native_id: str
    seen: Moment = UNKNOWN
    handle: str | None = None
    name: str | None = None
    bio: str | None = None
    place: str | None = None
    links: tuple[str, ...] = ()
    avatar: str | None = None
    created: Moment | None = None
    followers: int | None = None
    following: int | None = None
    posts: int | None = None
    marks: tuple[str, ...] = ()
