"""
A post as X's own pages load it: a result of the web's GraphQL, turned into posts, accounts and what is missing.

The payload has an API v1.1 post in ``legacy`` and puts beside it what came later: the author (``core``), the whole of a
long post (``note_tweet``), earlier versions (``edit_control``), the quoted post. Since 2025 the account too is split:
what stood in its ``legacy`` stands in ``core``, ``avatar``, ``location`` and others; both are read, the newer first.

What else must change when this does: `x_graphql` and `zeeschuimer`, which read the same payload from different files.

Source:
    Responses of X's web API since 2021, and the keys that Zeeschuimer's ``modules/twitter.js`` takes from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from firsthand.model.ids import account_id, post_id
from firsthand.model.moment import Moment
from firsthand.model.post import Post, Sighting
from firsthand.readers.json_fit import shaped
from firsthand.readers.json_parts import Json, native, record, rows, within, words
from firsthand.readers.lack import Lack
from firsthand.readers.x_terms import PLATFORM, is_id, page_of, plain
from firsthand.readers.x_v1_tweets import Tweet, User, read_post, read_sighting

NESTED = 8
"""Posts within posts that are followed: a repost of a quote of a quote has three."""

_WRITER = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/(\w{1,50})/status/", re.ASCII)
_UNAVAILABLE = {"TweetTombstone", "TweetUnavailable"}


class Web(NamedTuple):
    """What one result holds: its own post first, then those inside it."""

    posts: tuple[Post, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    lacks: tuple[Lack, ...] = ()


def read_result(result: object, seen: Moment | None = None) -> Web:
    """
    Read a result.

    Args:
        result: The value of a key ``result``, decoded: a post, an account, or what stands for one that is not shown.
        seen: When it was captured; without it the profiles count as of the post's own time.
    """
    posts: list[Post] = []
    sightings: list[Sighting] = []
    lacks: list[Lack] = []
    asking: list[tuple[object, str]] = [(result, "a post")]
    for _ in range(NESTED):
        if not asking:
            break
        inner, what = asking.pop(0)
        tweet = unwrapped(inner)
        if not _number(tweet):
            if not posts and _is_account(tweet):
                sightings += _sightings(tweet, seen)
            elif isinstance(inner, dict):
                lacks.append(Lack("unavailable", f"{what}: {_why(inner)}"))
            continue
        post = _post(tweet, behind=within(inner, "tweetInterstitial") is not None)
        posts.append(post)
        sightings += _sightings(record(tweet, "core", "user_results", "result"), seen or post.posted)
        lacks += _withheld(tweet)
        asking += _inside(tweet)
    return Web(tuple(posts), tuple(sightings), tuple(lacks))


def read_adaptive(data: Json, seen: Moment | None = None) -> Web:
    """Read the shape of before 2023: an API v1.1 post in ``legacy`` and an account in ``user``."""
    tweet = shaped(record(data, "legacy"), Tweet)
    if not tweet.native:
        return Web()
    user = shaped(record(data, "user"), User)
    tweet.user = user
    post = read_post(tweet)
    sighting = read_sighting(user, seen or post.posted)
    return Web((post,), (sighting,) if sighting is not None else ())


def unwrapped(result: object) -> Json:
    """The post itself, out of the wrapper that says who may see it; an empty object when there is none."""
    for _ in range(3):
        if not isinstance(result, dict):
            return {}
        inner = within(result, "tweet")
        if isinstance(inner, dict) and "legacy" not in result:
            result = inner
        elif "result" in result and not result.keys() & {"legacy", "rest_id"}:
            result = within(result, "result")
        else:
            return result
    return result if isinstance(result, dict) else {}


def read_account(result: object) -> User:
    """Gather an account from the places over which X has spread it; one that is not shown has no number."""
    if not isinstance(result, dict):
        return User()
    legacy, about = record(result, "legacy"), record(result, "core")
    bio = record(result, "profile_bio")
    gathered = {
        **legacy,
        "id_str": native(result, "rest_id") or native(legacy, "id_str"),
        "screen_name": words(about, "screen_name") or words(legacy, "screen_name"),
        "name": words(about, "name") or words(legacy, "name"),
        "created_at": words(about, "created_at") or words(legacy, "created_at"),
        "description": words(bio, "description") or words(legacy, "description"),
        "entities": within(bio, "entities") or within(legacy, "entities"),
        "location": words(result, "location", "location") or words(legacy, "location"),
        "url": words(result, "website", "url") or words(legacy, "url"),
        "profile_image_url_https": words(result, "avatar", "image_url") or words(legacy, "profile_image_url_https"),
        "followers_count": within(result, "relationship_counts", "followers") or within(legacy, "followers_count"),
        "friends_count": within(result, "relationship_counts", "following") or within(legacy, "friends_count"),
        "statuses_count": within(result, "tweet_counts", "tweets") or within(legacy, "statuses_count"),
        "protected": within(result, "privacy", "protected") or within(legacy, "protected"),
        # The blue mark is paid for; it is not the platform's word on who this is.
        "verified": within(result, "verification", "verified") or within(legacy, "verified"),
    }
    return shaped(gathered, User)


def _number(tweet: Json) -> str:
    if not isinstance(tweet.get("legacy"), dict) and "core" not in tweet:
        return ""
    if _is_account(tweet):
        return ""
    number = native(tweet, "rest_id") or native(tweet, "legacy", "id_str")
    return number if is_id(number) else ""


def _is_account(result: Json) -> bool:
    return result.get("__typename") == "User" or bool(
        within(result, "core", "screen_name") or within(result, "legacy", "screen_name")
    )


def _sightings(user: object, seen: Moment | None) -> Iterator[Sighting]:
    sighting = read_sighting(read_account(user), seen or Moment(precision="unknown"))
    if sighting is not None:
        yield sighting


def _post(tweet: Json, *, behind: bool) -> Post:
    """Make the post; `behind` a warning of the platform, which stands on the wrapper."""
    legacy, number = record(tweet, "legacy"), _number(tweet)
    flat = shaped(legacy, Tweet)
    flat.id_str = number
    # Accounts that v1.1 carries inside belong to other files.
    flat.user = flat.quoted_status = flat.retweeted_status = None
    if behind or tweet.get("possibly_sensitive") is True:
        flat.possibly_sensitive = True
    post = read_post(flat)
    user = read_account(
        within(tweet, "core", "user_results", "result") or within(tweet, "core", "user_result", "result")
    )
    writer = user.native or native(legacy, "user_id_str")
    handle = user.screen_name or _named_in_media(legacy)
    repost = _target(unwrapped(within(legacy, "retweeted_status_result")))
    text, marks = post.text, post.marks
    long = words(tweet, "note_tweet", "note_tweet_results", "result", "text")
    if long is not None and len(long) >= len(words(legacy, "full_text") or ""):
        text = plain(long)
        marks = tuple(mark for mark in marks if mark not in ("truncated", "no-text"))
    elif (repost is not None or isinstance(tweet.get("note_tweet"), dict)) and text.endswith("…"):
        marks = tuple(dict.fromkeys((*marks, "truncated")))
    return post._replace(
        account=account_id(PLATFORM, writer) if is_id(writer) else None,
        handle=handle,
        name=user.name or None,
        url=page_of(handle) + number,
        text=text,
        quotes=None if repost else post_id(PLATFORM, quoted) if (quoted := _quoted(tweet)) else None,
        reposts=post_id(PLATFORM, repost) if repost else None,
        versions=_earlier(tweet, number),
        marks=marks,
    )


def _target(result: Json) -> str | None:
    number = native(result, "rest_id") or native(result, "legacy", "id_str")
    return number if is_id(number) else None


def _quoted(tweet: Json) -> str:
    held = _target(unwrapped(tweet.get("quoted_status_result"))) or _target(unwrapped(tweet.get("quotedRefResult")))
    stated = held or native(tweet, "legacy", "quoted_status_id_str")
    return stated if is_id(stated) else ""


def _earlier(tweet: Json, number: str) -> tuple[str, ...]:
    """Numbers of the versions before this one, oldest first."""
    control = record(tweet, "edit_control")
    listed = rows(control, "edit_control_initial", "edit_tweet_ids") or rows(control, "edit_tweet_ids")
    ids = [name for each in listed if is_id(name := native(each))]
    if number in ids:
        return tuple(ids[: ids.index(number)])
    first = native(control, "initial_tweet_id")
    return tuple(ids) or ((first,) if is_id(first) and first != number else ())


def _named_in_media(legacy: Json) -> str | None:
    """Where the account itself is missing, the page of a picture names it; not so in a repost."""
    if "retweeted_status_result" in legacy:
        return None
    for medium in rows(legacy, "entities", "media"):
        own = "source_status_id_str" not in medium if isinstance(medium, dict) else False
        if own and (match := _WRITER.match(words(medium, "expanded_url") or "")):
            return match[1]
    return None


def _inside(tweet: Json) -> Iterator[tuple[object, str]]:
    """The posts inside: what is reposted, and what is quoted; of a quoted one that is not shown at least its number."""
    reposted = within(tweet, "legacy", "retweeted_status_result")
    if isinstance(reposted, dict):
        yield within(reposted, "result") or {}, f"the post that {_number(tweet)} reposts"
    quoted, number = tweet.get("quoted_status_result"), _quoted(tweet)
    if isinstance(quoted, dict):
        yield within(quoted, "result") or {}, f"post {number or '(no number)'}, which {_number(tweet)} quotes"
    elif number and reposted is None:
        yield {}, f"post {number}, which {_number(tweet)} quotes"


def _withheld(tweet: Json) -> Iterator[Lack]:
    scope = words(tweet, "legacy", "withheld_scope")
    if scope is not None:
        yield Lack("withheld", f"post {_number(tweet)} is withheld ({scope[:40]})")


def _why(result: Json) -> str:
    """The platform's own words for not showing something."""
    said = (
        words(result, "tombstone", "text", "text")
        or words(result, "tombstone", "richText", "text")
        or words(result, "reason")
        or words(result, "message")
        or words(result, "unavailable_message", "text")
    )
    kind = words(result, "__typename") or ""
    if said is not None:
        return " ".join(said.split())[:200]
    return kind[:60] if kind in _UNAVAILABLE else "it is not in this file"
