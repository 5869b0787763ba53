"""
Things of Reddit as posts and sightings: submissions, comments with the answers below them, updates of live threads.

Source: the answers of Reddit's API. Keys come and go with the years; each is taken when it is there and fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from firsthand.model.ids import PostId, account_id, post_id
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.readers.fediverse_values import Json, Unfit, count_of, dict_of, distinct, list_of, text_of

PLATFORM = "reddit"
SITE = "https://www.reddit.com"

_NAME = re.compile(r"t\d_[a-z0-9]{1,20}|LiveUpdate_[a-zA-Z0-9-]{1,64}", re.ASCII)
_ACCOUNT = re.compile(r"t2_[a-z0-9]{1,20}", re.ASCII)
_AUTHOR = re.compile(r"[\w-]{1,64}", re.ASCII)
_PICTURE = re.compile(r"https?://[^?#\s]+\.(?:jpe?g|png|gif|webp)(?:[?#]\S*)?", re.IGNORECASE)
_EMPTY = {"[deleted]": "deleted", "[deleted by user]": "deleted", "[removed]": "removed", "[ Removed by Reddit ]": "removed"}
_EPOCH = datetime.fromtimestamp(0, UTC)


class Read(NamedTuple):
    """
    What one thing held.

    Attributes:
        gaps: Codes and words.
        claims: Submissions, and how many comments each says that it has.
        behind: Submissions (or comments), and how many comments of theirs are here or were not loaded.
    """

    posts: tuple[Post, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    gaps: tuple[tuple[str, str], ...] = ()
    claims: tuple[tuple[str, int], ...] = ()
    behind: tuple[tuple[str, int], ...] = ()


def kind_of(value: object) -> str:
    """``t1``, ``t3``, ``more`` and so on; of a bare record by its name. Empty for anything else."""
    told = dict_of(value)
    if isinstance(told.get("data"), dict) and isinstance(told.get("kind"), str):
        return str(told["kind"])
    name = text_of(told.get("name"))
    ours = _NAME.fullmatch(name) and ("body" in told or "title" in told) and "author" in told
    return name.partition("_")[0] if ours else ""


def thing(value: object) -> Read:
    """
    Read a thing with everything below it.

    Raises:
        Unfit: It is none, or a post without a name.
    """
    kind = kind_of(value)
    if not kind:
        raise Unfit("not-a-post", "neither a submission, a comment, nor another thing of Reddit.")
    reads = [_one(kind, _data(value))]
    # A branch is walked without recursion: the own post first, then the answers in the order of the page.
    waiting = _below(value)
    while waiting:
        inner = waiting.pop()
        try:
            reads.append(_one(kind_of(inner), _data(inner)))
        except Unfit as unfit:
            reads.append(Read(gaps=(("unavailable", f"an answer that cannot be read: {unfit}"),)))
        waiting += _below(inner)
    return joined(reads)


def joined(reads: list[Read]) -> Read:
    """Several readings as one, in order."""
    return Read(
        tuple(post for read in reads for post in read.posts),
        distinct(one for read in reads for one in read.sightings),
        tuple(gap for read in reads for gap in read.gaps),
        tuple(claim for read in reads for claim in read.claims),
        tuple(one for read in reads for one in read.behind),
    )


def _data(value: object) -> Json:
    told = dict_of(value)
    data = told.get("data")
    return data if isinstance(data, dict) else told


def _below(value: object) -> list[object]:
    """The answers below a comment, last one first."""
    replies = dict_of(_data(value).get("replies"))
    children = list_of(dict_of(replies.get("data")).get("children"))
    return [one for one in reversed(children) if kind_of(one)]


def _one(kind: str, data: Json) -> Read:
    if kind in ("t1", "t3", "LiveUpdate"):
        return _post(kind, data)
    if kind == "more":
        return _more(data)
    if kind == "t2":
        who = _account(data)
        return Read((), (who,) if who else ())
    if kind == "t4":
        return Read(gaps=(("sealed", "a private message: kept, not read"),))
    return Read()


def _more(data: Json) -> Read:
    count, parent = count_of(data.get("count")) or 0, text_of(data.get("parent_id"))[:40]
    told = "1 comment" if count == 1 else f"{count} comments" if count else "comments"
    return Read(gaps=(("sequence", f"{told} below {parent} that the page did not load"),), behind=((parent, count),))


# Posts


def _post(kind: str, data: Json) -> Read:
    name = text_of(data.get("name")) or f"{kind}_{text_of(data.get('id'))}"
    if not _NAME.fullmatch(name):
        raise Unfit("no-id", "a post without its full name.")
    if data.get("subreddit_type") == "private":
        return Read(gaps=(("sealed", "a post of a private community: kept, not read"),))
    posted = moment(data.get("created_utc"))
    who = _author(data, posted)
    text, gone = _words(kind, data)
    edited = data.get("edited")
    nested = _crossposted(data) if kind == "t3" else Read()
    media = tuple(_media(data))
    marks = tuple(dict.fromkeys((*_marks(kind, data), *gone, *(() if text else ("no-text",)))))
    post = Post(
        post_id(PLATFORM, name), PLATFORM, name, text, posted, who.id if who else None, who.handle if who else None, None,
        _address(kind, name, data), None, _parent(data), nested.posts[0].id if nested.posts else _crosspost(data), None,
        media, None, moment(edited) if edited and not isinstance(edited, bool) else None, (), marks,
    )  # fmt: skip
    gaps = (*((_GONE[one], f"{name}: {_WHY[one]}") for one in gone), *_lost(name, media), *nested.gaps)
    claimed = count_of(data.get("num_comments"))
    return Read(
        (post, *nested.posts), (*((who,) if who else ()), *nested.sightings), gaps,
        ((name, claimed),) if kind == "t3" and claimed is not None else (),
        ((text_of(data.get("link_id")), 1),) if kind == "t1" else (),
    )  # fmt: skip


_GONE = {"deleted": "deleted", "removed": "withheld"}
_WHY = {"deleted": "the poster deleted it", "removed": "moderators or the platform removed it"}


def _words(kind: str, data: Json) -> tuple[str, tuple[str, ...]]:
    """The words; what stands in their place when they were taken away is a mark."""
    undo = _unescaped if _is_escaped(data) else str
    body = text_of(data.get("selftext" if kind == "t3" else "body"))
    why = data.get("removed_by_category")
    if isinstance(why, str) and why:
        gone: tuple[str, ...] = ("deleted",) if why in ("deleted", "author") else ("removed",)
    else:
        gone = (_EMPTY[body.strip()],) if body.strip() in _EMPTY else ()
    body = "" if body.strip() in _EMPTY else undo(body)
    title = text_of(data.get("title")) if kind == "t3" else ""
    title = "" if title.strip() in _EMPTY else undo(title)
    return "\n\n".join(part for part in (title, body) if part), gone


def _is_escaped(data: Json) -> bool:
    """Without ``raw_json=1`` the API writes ``&lt;`` for ``<``; the HTML beside the words shows which way it was."""
    told = text_of(data.get("body_html")) or text_of(data.get("selftext_html"))
    return told.startswith("&lt;") if told else "&amp;" in text_of(data.get("url"))


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _marks(kind: str, data: Json) -> Iterator[str]:
    if data.get("over_18") is True and kind == "t3":
        yield "sensitive"
    if data.get("spoiler") is True:
        yield "spoiler"
    if data.get("edited") is True:
        yield "edited"
    if data.get("stricken") is True:
        yield "stricken"
    link = text_of(data.get("url_overridden_by_dest")) or text_of(data.get("url"))
    link = _unescaped(link) if _is_escaped(data) else link
    own = data.get("is_self") is True or link.startswith((f"{SITE}/r/", f"{SITE}/gallery/")) or _PICTURE.fullmatch(link)
    if kind == "t3" and re.match(r"https?://\S+\Z", link) and len(link) <= 4096 and not own:
        yield f"link:{link}"


def _parent(data: Json) -> PostId | None:
    parent = text_of(data.get("parent_id"))
    return post_id(PLATFORM, parent) if _NAME.fullmatch(parent) and parent[:2] in ("t1", "t3") else None


def _crosspost(data: Json) -> PostId | None:
    parent = text_of(data.get("crosspost_parent"))
    return post_id(PLATFORM, parent) if _NAME.fullmatch(parent) else None


def _crossposted(data: Json) -> Read:
    """The submission that this one shows in another community."""
    first = next((one for one in list_of(data.get("crosspost_parent_list")) if isinstance(one, dict)), None)
    if first is None:
        return Read()
    try:
        return _post("t3", {key: one for key, one in first.items() if key != "crosspost_parent_list"})
    except Unfit:
        return Read()


def _address(kind: str, name: str, data: Json) -> str | None:
    path = text_of(data.get("permalink"))
    if re.fullmatch(r"/[^\s]{1,2000}", path):
        return f"{SITE}{path}"
    link = text_of(data.get("link_id"))
    if kind == "t1" and _NAME.fullmatch(link):
        return f"{SITE}/comments/{link[3:]}/_/{name[3:]}/"
    return f"{SITE}/comments/{name[3:]}/" if kind == "t3" else None


def _media(data: Json) -> Iterator[Media]:
    """Pictures of a gallery, the one picture, or the video of a submission. Previews are not counted."""
    undo = _unescaped if _is_escaped(data) else str
    held = dict_of(data.get("media_metadata"))
    listed = [one for one in list_of(dict_of(data.get("gallery_data")).get("items")) if isinstance(one, dict)]
    for one in listed:
        source = dict_of(held.get(text_of(one.get("media_id"))))
        best = dict_of(source.get("s"))
        url = next((undo(told) for key in ("u", "mp4", "gif") if (told := text_of(best.get(key)))), "")
        kind = "video" if not best.get("u") and best.get("mp4") else "image"
        yield Media(
            kind, url or None, None, text_of(one.get("caption")) or None, None, None if url else "not available"
        )
    video = dict_of(dict_of(data.get("media")).get("reddit_video"))
    if url := text_of(video.get("fallback_url")):
        yield Media("video", undo(url))
    link = undo(text_of(data.get("url_overridden_by_dest")) or text_of(data.get("url")))
    if not listed and _PICTURE.fullmatch(link):
        yield Media("image", link)


def _lost(name: str, media: tuple[Media, ...]) -> Iterator[tuple[str, str]]:
    for one in media:
        if one.missing:
            yield "missing-media", f"a picture of the gallery {name}: {one.missing}"


# Accounts


def _author(data: Json, seen: Moment) -> Sighting | None:
    name, number = text_of(data.get("author")), text_of(data.get("author_fullname"))
    if not _AUTHOR.fullmatch(name):
        return None
    native = number if _ACCOUNT.fullmatch(number) else name
    return Sighting(account_id(PLATFORM, native), PLATFORM, native, seen, name)


def _account(data: Json) -> Sighting | None:
    name, number = text_of(data.get("name")), text_of(data.get("id"))
    if not _AUTHOR.fullmatch(name):
        return None
    native = f"t2_{number}" if _ACCOUNT.fullmatch(f"t2_{number}") else name
    about = dict_of(data.get("subreddit"))
    joined = moment(data.get("created_utc"))
    return Sighting(
        account_id(PLATFORM, native), PLATFORM, native, UNKNOWN, name, text_of(about.get("title")) or None,
        text_of(about.get("public_description")) or None, None, (), text_of(data.get("icon_img")) or None,
        joined if joined.at else None, marks=("suspended",) if data.get("is_suspended") is True else (),
    )  # fmt: skip


def moment(value: object) -> Moment:
    """Seconds since 1970, as a number or its digits."""
    if isinstance(value, str) and re.fullmatch(r"\d{1,12}(\.\d{1,6})?", value, re.ASCII):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return UNKNOWN
    try:
        return Moment(_EPOCH + timedelta(seconds=value))
    except (OverflowError, ValueError):
        return UNKNOWN
