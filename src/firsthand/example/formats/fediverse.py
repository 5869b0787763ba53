"""The fediverse: statuses as a Mastodon server answers, and an account's own archive with ``outbox.json``."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from firsthand.example.formats.pack import Files, Json, json_bytes
from firsthand.example.ids import Placed
from firsthand.example.pictures import FILE_NAMES, SIZE, media
from firsthand.example.world import Person

SERVER = "chirrup.example"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
ALT = {
    "drawing-bridge.png": "Малюнок: міст із дев'ятьма арками",
    "drawing-bridge-2.png": "Малюнок: міст і жовтий автобус",
}

Index = Mapping[str, Placed]


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _html(text: str) -> str:
    return "".join(f"<p>{html.escape(part, quote=False).replace(chr(10), '<br />')}</p>" for part in text.split("\n\n"))


def _lang(lang: str) -> str:
    return lang.split("-")[0]


def _address(person: Person) -> str:
    return f"https://{person.host}/users/{person.handle}"


def _account(person: Person, moment: datetime) -> Json:
    shown, careful = person.as_of(moment), person.key == "timko_draws"
    local = shown.host == SERVER
    return {
        "id": shown.id,
        "username": shown.handle,
        "acct": shown.handle if local else f"{shown.handle}@{shown.host}",
        "display_name": shown.name,
        "locked": False,
        "bot": False,
        "group": False,
        "discoverable": not careful,
        "noindex": careful,
        "created_at": shown.created[:10] + "T00:00:00.000Z",
        "note": _html(shown.bio) if shown.bio else "",
        "url": f"https://{shown.host}/@{shown.handle}",
        "uri": _address(shown),
        "followers_count": shown.followers,
        "following_count": shown.followers % 200,
        "statuses_count": shown.followers % 700 + 9,
        "fields": [],
    }


def _attachments(placed: Placed) -> list[Json]:
    return [
        {
            "id": str(int(placed.number) + n),
            "type": "image",
            "url": f"https://{SERVER}/media/{placed.number}/{FILE_NAMES.get(name, name)}",
            "preview_url": f"https://{SERVER}/media/{placed.number}/small-{n}.jpg",
            "remote_url": None,
            "meta": {"original": {"width": SIZE[0], "height": SIZE[1]}},
            "description": ALT.get(name),
        }
        for n, name in enumerate(placed.message.media)
    ]


def _status(placed: Placed, index: Index) -> Json:
    message, person = placed.message, placed.person
    reply = index[message.reply_to] if message.reply_to else None
    tags = re.findall(r"#(\w+)", message.text)
    row: Json = {
        "id": placed.number,
        "uri": placed.native,
        "url": f"https://{person.host}/@{person.handle}/{placed.number}",
        "created_at": _iso(message.posted),
        "edited_at": _iso(message.edited) if message.edited else None,
        "account": _account(person, message.posted),
        "content": "" if message.reposts else _html(message.text),
        "spoiler_text": "",
        "sensitive": False,
        "visibility": "public",
        "language": _lang(message.lang),
        "in_reply_to_id": reply.number if reply else None,
        "in_reply_to_account_id": reply.person.id if reply else None,
        "reblog": _status(index[message.reposts], index) if message.reposts else None,
        "media_attachments": _attachments(placed),
        "mentions": [],
        "tags": [{"name": tag, "url": f"https://{SERVER}/tags/{tag}"} for tag in tags],
        "emojis": [],
        "card": None,
        "poll": None,
        "reblogs_count": placed.reposts,
        "favourites_count": int(placed.number) // 65536 % 37,
        "replies_count": placed.replies,
    }
    if message.quotes:
        row["quote"] = {"state": "accepted", "quoted_status": _status(index[message.quotes], index)}
    return row


def mastodon_statuses(name: str, chosen: Sequence[Placed], index: Index) -> Files:
    """Write what the API of `SERVER` answers: one array; accounts of another server carry its name."""
    return {name: json_bytes([_status(placed, index) for placed in chosen])}


def _note(placed: Placed, folder: str) -> tuple[Json, Files]:
    files: Files = {}
    attached = []
    for name in placed.message.media:
        path = f"media_attachments/files/{placed.number[:9]}/original/{FILE_NAMES.get(name, name)}"
        kind = "image/png" if name.endswith(".png") else "image/jpeg"
        files[f"{folder}/{path}"] = media(name)
        attached.append({"type": "Document", "mediaType": kind, "url": f"/{path}", "name": ALT.get(name)})
    content, me = _html(placed.message.text), _address(placed.person)
    note: Json = {
        "id": placed.native,
        "type": "Note",
        "summary": None,
        "inReplyTo": None,
        "published": _iso(placed.message.posted).replace(".000", ""),
        "url": f"https://{placed.person.host}/@{placed.person.handle}/{placed.number}",
        "attributedTo": me,
        "to": [PUBLIC],
        "cc": [f"{me}/followers"],
        "sensitive": False,
        "content": content,
        "contentMap": {_lang(placed.message.lang): content},
        "attachment": attached,
        "tag": [],
    }
    return note, files


def _create(note: Json, me: str) -> Json:
    activity: Json = {"id": f"{note['id']}/activity", "type": "Create", "actor": me}
    return {**activity, "published": note["published"], "to": note["to"], "cc": note["cc"], "object": note}


def mastodon_archive(folder: str, chosen: Sequence[Placed], boosted: Sequence[Placed], index: Index) -> Files:
    """
    Write an account's own archive, unpacked: actor, outbox, media.

    The outbox also holds one message to followers only, which a reader must leave sealed.
    """
    person = chosen[0].person
    me = _address(person)
    files: Files = {}
    items: list[Json] = []
    for placed in chosen:
        note, media_files = _note(placed, folder)
        files |= media_files
        items.append(_create(note, me))
    sealed, _ = _note(chosen[0], folder)
    sealed |= {"id": f"{me}/statuses/1", "to": [f"{me}/followers"], "cc": [], "content": "<p>SEALED-CANARY</p>"}
    sealed |= {"contentMap": {"ar": "<p>SEALED-CANARY</p>"}, "attachment": []}
    items.append(_create(sealed, me))
    for n, placed in enumerate(boosted):
        published = _iso(placed.message.posted).replace(".000", "")
        boost: Json = {"id": f"{me}/statuses/{n + 2}/activity", "type": "Announce", "actor": me, "published": published}
        items.append({**boost, "to": [PUBLIC], "cc": [f"{me}/followers"], "object": placed.native})
    context = "https://www.w3.org/ns/activitystreams"
    outbox = {"@context": context, "id": "outbox.json", "type": "OrderedCollection", "totalItems": len(items)}
    actor = {
        "@context": context, "id": me, "type": "Person", "preferredUsername": person.handle, "name": person.name,
        "summary": _html(person.bio), "url": f"https://{person.host}/@{person.handle}",
        "published": person.created[:10] + "T00:00:00Z", "outbox": "outbox.json", "likes": "likes.json",
    }  # fmt: skip
    files[f"{folder}/actor.json"] = json_bytes(actor)
    files[f"{folder}/outbox.json"] = json_bytes({**outbox, "orderedItems": items})
    likes = {"@context": context, "id": "likes.json", "type": "OrderedCollection", "orderedItems": []}
    files[f"{folder}/likes.json"] = json_bytes(likes)
    return files
