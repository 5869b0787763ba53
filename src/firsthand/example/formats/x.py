"""
The X formats: twarc2 pages and flat lines, v1.1 lines, an account's own archive.

Shapes as in the format notes: the search API's pages hold a post's text with ``&``, ``<`` and ``>`` escaped, a repost's
text cut at 140, and everything else in ``includes``; all numbers in an account archive are strings.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from firsthand.example.formats.pack import Files, Json, json_lines, zip_bytes
from firsthand.example.ids import Placed
from firsthand.example.pictures import SIZE, media
from firsthand.example.world import Person

API = "https://api.chirrup.invalid/2"
MEDIA = "https://media.chirrup.invalid"
PAGE = 100
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

SEARCHES = ((2, 15, 12), (3, 1, 12), (3, 11, 6), (3, 13, 17), (3, 14, 8), (3, 14, 13), (3, 14, 19), (3, 15, 8))
RETRIEVED = tuple(datetime(2041, month, day, hour, tzinfo=UTC) for month, day, hour in SEARCHES)
"""When the desk searched. Profiles read as of then, and what had been taken down by then is not found."""

Index = Mapping[str, Placed]


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _old(moment: datetime) -> str:
    """``Sun Oct 07 07:39:51 +0000 2012``; by hand, since strftime follows the machine's language."""
    at = moment.astimezone(UTC)
    return f"{DAYS[at.weekday()]} {MONTHS[at.month - 1]} {at:%d %H:%M:%S} +0000 {at.year}"


def _alive(placed: Placed, moment: datetime) -> bool:
    message = placed.message
    return message.posted <= moment and (message.deleted is None or message.deleted > moment)


def _lang(lang: str) -> str:
    return "und" if lang == "ar-Latn" else lang


def _shown(placed: Placed, index: Index) -> str:
    """The text as the API gives it; a repost is ``RT @name:`` and cut."""
    source = placed.message.reposts
    if source is None:
        return html.escape(placed.message.text, quote=False)
    text = f"RT @{index[source].person.handle}: {placed.message.text}"
    return html.escape(text if len(text) <= 140 else text[:139] + "…", quote=False)


def _entities(text: str, people: Mapping[str, Person]) -> Json:
    tags = [{"start": m.start(), "end": m.end(), "tag": m[1]} for m in re.finditer(r"#(\w+)", text)]
    names = [
        {"start": m.start(), "end": m.end(), "username": m[1], "id": people[m[1]].id}
        for m in re.finditer(r"@(\w+)", text)
        if m[1] in people
    ]
    return {kind: found for kind, found in (("hashtags", tags), ("mentions", names)) if found}


def _references(placed: Placed, index: Index) -> list[Json]:
    message = placed.message
    kinds = (("replied_to", message.reply_to), ("quoted", message.quotes), ("retweeted", message.reposts))
    return [{"type": kind, "id": index[key].number} for kind, key in kinds if key]


def _tweet(placed: Placed, index: Index, handles: Mapping[str, Person]) -> Json:
    message, text = placed.message, _shown(placed, index)
    row: Json = {
        "id": placed.number,
        "text": text,
        "author_id": placed.person.id,
        "created_at": _iso(message.posted),
        "lang": _lang(message.lang),
        "conversation_id": index[message.reply_to].number if message.reply_to else placed.number,
        "public_metrics": {
            "retweet_count": placed.reposts,
            "reply_count": placed.replies,
            "like_count": int(placed.number) // 4194304 % 41,
            "quote_count": placed.quotes,
        },
        "reply_settings": "everyone",
        "possibly_sensitive": False,
        "edit_history_tweet_ids": [placed.number],
    }
    if entities := _entities(text, handles):
        row["entities"] = entities
    if message.reply_to:
        row["in_reply_to_user_id"] = index[message.reply_to].person.id
    if references := _references(placed, index):
        row["referenced_tweets"] = references
    if message.media:
        row["attachments"] = {"media_keys": [_media_key(placed, n) for n in range(len(message.media))]}
    return row


def _media_key(placed: Placed, n: int) -> str:
    return f"3_{int(placed.number) + n}"


def _pictures(placed: Placed) -> list[Json]:
    return [
        {
            "media_key": _media_key(placed, n),
            "type": "photo",
            "url": f"{MEDIA}/{placed.number}-{name}",
            "width": SIZE[0],
            "height": SIZE[1],
        }
        for n, name in enumerate(placed.message.media)
    ]


def _user(person: Person, moment: datetime) -> Json:
    shown = person.as_of(moment)
    return {
        "id": shown.id,
        "username": shown.handle,
        "name": shown.name,
        "description": shown.bio,
        "location": shown.place,
        "created_at": _iso(datetime.fromisoformat(shown.created)),
        "protected": False,
        "verified": False,
        "url": "",
        "profile_image_url": f"{MEDIA}/default_profile_normal.png",
        "public_metrics": {
            "followers_count": shown.followers,
            "following_count": shown.followers % 300,
            "tweet_count": shown.followers % 900 + 12,
            "listed_count": shown.followers // 2000,
        },
    }


def _twarc(moment: datetime) -> Json:
    query = "query=%D8%A3%D9%88%D8%B1%D8%A7%D8%AF%D9%8A%D8%B4%20OR%20Oradesh&max_results=100"
    url = f"{API}/tweets/search/all?{query}&expansions=author_id%2Creferenced_tweets.id%2Cattachments.media_keys"
    return {"url": url, "version": "2.14.1", "retrieved_at": moment.strftime("%Y-%m-%dT%H:%M:%S+00:00")}


def _gone(placed: Placed) -> Json:
    return {
        "value": placed.number,
        "detail": f"Could not find tweet with referenced_tweets.id: [{placed.number}].",
        "title": "Not Found Error",
        "resource_type": "tweet",
        "parameter": "referenced_tweets.id",
        "resource_id": placed.number,
        "type": f"{API}/problems/resource-not-found",
    }


def _handles(index: Index) -> dict[str, Person]:
    return {p.person.handle: p.person for p in index.values() if p.person.platform == "x"}


def _page(found: Sequence[Placed], index: Index, moment: datetime, lost: Sequence[Placed]) -> Json:
    handles = _handles(index)
    referred = [
        index[key]
        for p in found
        for key in (p.message.reply_to, p.message.quotes, p.message.reposts)
        if key is not None
    ]
    beside = {p.number: p for p in referred if _alive(p, moment)}
    missing = {p.number: p for p in (*referred, *lost) if not _alive(p, moment)}
    people = {p.person.id: p.person for p in (*found, *beside.values())}
    pictures = [picture for p in found for picture in _pictures(p)]
    includes: Json = {"users": [_user(person, moment) for person in people.values()]}
    if beside:
        includes["tweets"] = [_tweet(p, index, handles) for p in beside.values()]
    if pictures:
        includes["media"] = pictures
    page: Json = {"data": [_tweet(p, index, handles) for p in found], "includes": includes}
    if missing:
        page["errors"] = [_gone(p) for p in missing.values()]
    page["meta"] = {"newest_id": found[0].number, "oldest_id": found[-1].number, "result_count": len(found)}
    page["__twarc"] = _twarc(moment)
    return page


def _first_seen(chosen: Iterable[Placed]) -> dict[datetime, list[Placed]]:
    """Sort posts to the first search that could find them, newest first as the API does."""
    by_time: dict[datetime, list[Placed]] = {moment: [] for moment in RETRIEVED}
    for placed in chosen:
        moment = next((m for m in RETRIEVED if _alive(placed, m)), None)
        if moment is not None:
            by_time[moment].insert(0, placed)
    return by_time


def twarc_pages(name: str, chosen: Sequence[Placed], index: Index) -> Files:
    """
    Write search results as ``twarc2 search`` does: one API page per line.

    The last search also asks for what was found before; what is gone by then stands in ``errors``.
    """
    pages: list[Json] = []
    gone = [p for p in chosen if p.message.deleted is not None and p.message.deleted <= RETRIEVED[-1]]
    for moment, found in _first_seen(chosen).items():
        for at in range(0, len(found), PAGE):
            last = moment == RETRIEVED[-1] and at + PAGE >= len(found)
            pages.append(_page(found[at : at + PAGE], index, moment, gone if last else ()))
    return {name: json_lines(pages)}


def twarc_flat(name: str, chosen: Sequence[Placed], index: Index) -> Files:
    """Write one expanded post per line, as ``twarc2 flatten`` does. Taken at the last search but one."""
    moment, handles = RETRIEVED[-2], _handles(index)
    rows: list[Json] = []
    for placed in chosen:
        when = moment if _alive(placed, moment) else RETRIEVED[-1]
        if not _alive(placed, when):
            continue
        row = {**_tweet(placed, index, handles), "author": _user(placed.person, when)}
        if placed.message.media:
            row["attachments"] = {"media_keys": [p["media_key"] for p in _pictures(placed)], "media": _pictures(placed)}
        if placed.message.reply_to:
            row["in_reply_to_user"] = _user(index[placed.message.reply_to].person, when)
        keys = [k for k in (placed.message.reply_to, placed.message.quotes, placed.message.reposts) if k]
        references = []
        for key, reference in zip(keys, _references(placed, index), strict=True):
            source = index[key]
            if _alive(source, when):
                reference |= {**_tweet(source, index, handles), "author": _user(source.person, when)}
            references.append(reference)
        if references:
            row["referenced_tweets"] = references
        rows.append({**row, "__twarc": _twarc(when)})
    return {name: json_lines(rows)}


def _v11_user(person: Person, moment: datetime) -> Json:
    shown = person.as_of(moment)
    return {
        "id": int(shown.id),
        "id_str": shown.id,
        "name": shown.name,
        "screen_name": shown.handle,
        "location": shown.place,
        "url": None,
        "description": shown.bio,
        "protected": False,
        "verified": False,
        "followers_count": shown.followers,
        "friends_count": shown.followers % 300,
        "statuses_count": shown.followers % 900 + 12,
        "created_at": _old(datetime.fromisoformat(shown.created)),
        "profile_image_url_https": f"{MEDIA}/default_profile_normal.png",
    }


def _v11(placed: Placed, index: Index) -> Json:
    message = placed.message
    text = _shown(placed, index)
    reply = index[message.reply_to] if message.reply_to else None
    row: Json = {
        "created_at": _old(message.posted),
        "id": int(placed.number),
        "id_str": placed.number,
        "full_text": text,
        "truncated": False,
        "display_text_range": [0, len(text)],
        "entities": {
            "hashtags": [{"text": m[1], "indices": [m.start(), m.end()]} for m in re.finditer(r"#(\w+)", text)],
            "symbols": [],
            "user_mentions": [],
            "urls": [],
        },
        "source": '<a href="https://app.chirrup.invalid" rel="nofollow">Chirrup for pockets</a>',
        "in_reply_to_status_id_str": reply.number if reply else None,
        "in_reply_to_user_id_str": reply.person.id if reply else None,
        "in_reply_to_screen_name": reply.person.handle if reply else None,
        "user": _v11_user(placed.person, message.posted),
        "geo": None,
        "coordinates": None,
        "place": None,
        "is_quote_status": message.quotes is not None,
        "retweet_count": 0,
        "favorite_count": int(placed.number) // 4194304 % 41,
        "favorited": False,
        "retweeted": False,
        "lang": _lang(message.lang),
    }
    if message.reposts:
        row["retweeted_status"] = _v11(index[message.reposts], index)
    if message.quotes:
        row["quoted_status_id_str"] = index[message.quotes].number
        row["quoted_status"] = _v11(index[message.quotes], index)
    if message.media:
        row["extended_entities"] = {"media": [_v11_media(placed, n, name) for n, name in enumerate(message.media)]}
    return row


def _v11_media(placed: Placed, n: int, name: str) -> Json:
    number = str(int(placed.number) + n)
    return {
        "id": int(number),
        "id_str": number,
        "media_url_https": f"{MEDIA}/{name}",
        "type": "photo",
        "sizes": {"large": {"w": SIZE[0], "h": SIZE[1], "resize": "fit"}},
    }


def twitter_v11(name: str, chosen: Sequence[Placed], index: Index) -> Files:
    """Write version 1.1 objects, one per line, with ``full_text``."""
    return {name: json_lines(_v11(placed, index) for placed in chosen)}


def _strings(value: object) -> object:
    """Turn numbers into strings, as the account archive does; booleans stay."""
    if isinstance(value, dict):
        return {key: _strings(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_strings(inner) for inner in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _script(name: str, value: object) -> bytes:
    return f"window.{name} = {json.dumps(value, ensure_ascii=False, indent=2)}".encode()


def _global(file: str) -> str:
    return f"YTD.{file.replace('-', '_')}.part0"


def _archived(placed: Placed, index: Index) -> Json:
    row = _v11(placed, index)
    for key in ("user", "geo", "coordinates", "place", "is_quote_status", "quoted_status", "quoted_status_id_str"):
        row.pop(key, None)
    row.pop("retweeted_status", None)
    until = (placed.message.posted + timedelta(hours=1)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    first = {"editTweetIds": [placed.number], "editableUntil": until, "editsRemaining": "5", "isEditEligible": True}
    row["edit_info"] = {"initial": first}
    if placed.message.quotes:
        source = index[placed.message.quotes]
        link = f"https://chirrup.invalid/{source.person.handle}/status/{source.number}"
        url = {"url": "https://c.invalid/q", "expanded_url": link, "display_url": "chirrup.invalid", "indices": [0, 0]}
        row["entities"] = {"hashtags": [], "symbols": [], "user_mentions": [], "urls": [url]}
    result = _strings(row)
    assert isinstance(result, dict)
    return {"tweet": result}


def x_archive(name: str, chosen: Sequence[Placed], index: Index) -> Files:
    """
    Write the download that an account's holder gets, as one zip.

    It also holds what a reader must leave sealed: a direct message and a telephone number.
    """
    person = chosen[0].person
    tweets = [_archived(placed, index) for placed in chosen]
    account = {
        "email": "m.sorrel@mail.example",
        "createdVia": "web",
        "username": person.handle,
        "accountId": person.id,
        "createdAt": _iso(datetime.fromisoformat(person.created)),
        "accountDisplayName": person.name,
    }
    profile = {"description": {"bio": person.bio, "website": "", "location": person.place}, "avatarMediaUrl": ""}
    direct = {"id": "1", "senderId": "99", "recipientId": person.id, "text": "SEALED-CANARY"}
    sealed = {"conversationId": f"{person.id}-99", "messages": [{"messageCreate": direct}]}
    parts: dict[str, tuple[str, list[object]]] = {
        "account": ("account", [{"account": account}]),
        "profile": ("profile", [{"profile": profile}]),
        "tweets": ("tweets", [*tweets]),
        "directMessages": ("direct-messages", [{"dmConversation": sealed}]),
        "phoneNumber": ("phone-number", [{"device": {"phoneNumber": "+999 555 0100"}}]),
    }
    listed: dict[str, object] = {
        kind: {"files": [{"fileName": f"data/{file}.js", "globalName": _global(file), "count": str(len(rows))}]}
        for kind, (file, rows) in parts.items()
    }
    listed["tweetsMedia"] = {"mediaDirectory": "data/tweets_media"}
    manifest = {
        "userInfo": {"accountId": person.id, "userName": person.handle, "displayName": person.name},
        "archiveInfo": {"sizeBytes": "1", "generationDate": "2041-03-15T07:30:00.000Z", "isPartialArchive": False},
        "dataTypes": listed,
    }
    members = {"data/manifest.js": _script("__THAR_CONFIG", manifest), "Your archive.html": b"<!doctype html>"}
    for file, rows in parts.values():
        members[f"data/{file}.js"] = _script(_global(file), rows)
    for placed in chosen:
        for picture in placed.message.media:
            members[f"data/tweets_media/{placed.number}-{picture}"] = media(picture)
    return {name: zip_bytes(members)}
