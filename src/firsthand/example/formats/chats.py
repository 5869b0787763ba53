"""Chats: Telegram Desktop exports of today and of years ago, WhatsApp exports from two kinds of telephone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from firsthand.example.formats.pack import Files, Json, json_bytes, zip_bytes
from firsthand.example.ids import CHATS, Placed
from firsthand.example.pictures import SIZE, media
from firsthand.example.world import ZONE

Index = Mapping[str, Placed]
ENTITIES = re.compile(
    r"(?P<phone>\+999 \d{3} \d{4})|(?P<email>[\w.]+@[\w.]+\.example)|(?P<hashtag>#\w+)|(?P<mention>@\w+)"
)
NNBSP, LRM = "\u202f", "\u200e"


def _local(moment: datetime) -> str:
    return moment.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M:%S")


def _unix(moment: datetime) -> str:
    return str(int(moment.timestamp()))


def _entities(text: str) -> list[Json]:
    """Split a text in full, as ``text_entities`` does."""
    parts: list[Json] = []
    at = 0
    for found in ENTITIES.finditer(text):
        if found.start() > at:
            parts.append({"type": "plain", "text": text[at : found.start()]})
        parts.append({"type": str(found.lastgroup), "text": found[0]})
        at = found.end()
    if at < len(text):
        parts.append({"type": "plain", "text": text[at:]})
    return parts


def _text(parts: list[Json]) -> object:
    if all(part["type"] == "plain" for part in parts):
        return "".join(str(part["text"]) for part in parts)
    return [part["text"] if part["type"] == "plain" else part for part in parts]


def _telegram(placed: Placed, index: Index, *, old: bool, sender: str) -> Json:
    message = placed.message
    parts = _entities(message.text)
    row: Json = {"id": int(placed.number), "type": "message", "date": _local(message.posted)}
    if not old:
        row["date_unixtime"] = _unix(message.posted)
    if old:
        row["edited"] = _local(message.edited) if message.edited else "1970-01-01T00:00:00"
    elif message.edited:
        row |= {"edited": _local(message.edited), "edited_unixtime": _unix(message.edited)}
    row |= {"from": placed.person.name, "from_id": int(placed.person.id) if old else f"{sender}{placed.person.id}"}
    if message.reply_to:
        row["reply_to_message_id"] = int(index[message.reply_to].number)
    if message.media:
        stamp = message.posted.astimezone(ZONE).strftime("%d-%m-%Y_%H-%M-%S")
        photo = f"photos/photo_{placed.number}@{stamp}.{message.media[0].rsplit('.', 1)[1]}"
        row |= {"photo": photo, "width": SIZE[0], "height": SIZE[1]}
    row["text"] = _text(parts)
    if not old:
        row["text_entities"] = parts
    return row


def _pinned(last: Placed, key: str, index: Index) -> Json:
    """The service message that says what was pinned, after the last message."""
    row: Json = {"id": int(last.number) + 1, "type": "service", "date": _local(last.message.posted)}
    row |= {"date_unixtime": _unix(last.message.posted), "actor": last.person.name}
    row |= {"actor_id": f"channel{last.person.id}", "action": "pin_message", "message_id": int(index[key].number)}
    return {**row, "text": "", "text_entities": []}


def telegram_channel(folder: str, chosen: Sequence[Placed], index: Index) -> Files:
    """Write one channel as Telegram Desktop exports it today: ``result.json`` and a folder of photos."""
    person = chosen[0].person
    rows: list[Json] = []
    files: Files = {}
    for placed in chosen:
        row = _telegram(placed, index, old=False, sender="channel")
        rows.append(row)
        for name in placed.message.media:
            files[f"{folder}/{row['photo']}"] = media(name)
    rows.append(_pinned(chosen[-1], "bw-water-points", index))
    chat = {"name": person.name, "type": "public_channel", "id": CHATS["bridge-ward"], "messages": rows}
    return {f"{folder}/result.json": json_bytes(chat), **files}


def telegram_account(folder: str, chosen: Sequence[Placed], index: Index) -> Files:
    """
    Write a whole account as old versions did: no ``date_unixtime``, no entities, bare numbers.

    What a reader must leave sealed is in it too: the owner's own numbers, contacts, and a personal chat.
    """
    rows = [_telegram(placed, index, old=True, sender="user") for placed in chosen]
    group = {"name": "غروب الرصيف الجنوبي", "type": "public_supergroup", "id": CHATS["south-quay"], "messages": rows}
    private: Json = {"id": 1, "type": "message", "date": "2041-03-13T22:00:00", "edited": "1970-01-01T00:00:00"}
    private |= {"from": "سلمى", "from_id": 5501188377, "text": "SEALED-CANARY"}
    personal = {"name": "Claire D.", "type": "personal_chat", "id": 5501188413, "messages": [private]}
    export = {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 5501188377, "first_name": "سلمى", "phone_number": "+999 555 0155"},
        "contacts": {"about": "", "list": [{"first_name": "SEALED-CANARY", "phone_number": "+999 555 0156"}]},
        "chats": {"about": "This page lists all chats from this export.", "list": [group, personal]},
    }
    return {f"{folder}/result.json": json_bytes(export)}


ENCRYPTED = "Messages and calls are end-to-end encrypted. No one outside of this chat can read or listen to them."


def _author(name: str) -> str:
    """A number that is in nobody's contacts is wrapped in marks, and its blanks do not break."""
    return f"\u202a{name.replace(' ', chr(160))}\u202c" if name.startswith("+") else name


def whatsapp_ios(name: str, chosen: Sequence[Placed]) -> Files:
    """Write a group as an iPhone exports it: zip, brackets, seconds, CRLF, attachments by name."""
    title = "درج تسعة"
    lines = [f"[09/03/2041, 17:58:40] {title}: {LRM}{ENCRYPTED}"]
    members: Files = {}
    for n, placed in enumerate(chosen, start=2):
        message = placed.message
        at = message.posted.astimezone(ZONE)
        head = f"[{at:%d/%m/%Y, %H:%M:%S}] {_author(placed.person.name)}: "
        line = head + message.text
        for item in message.media:
            kind = "AUDIO" if item.endswith(".wav") else "PHOTO"
            file = f"{n:08}-{kind}-{at:%Y-%m-%d-%H-%M-%S}.{item.rsplit('.', 1)[1]}"
            members[file] = media(item)
            line = f"{LRM}{line} {LRM}<attached: {file}>"
        lines.append(line)
        if message.key == "wa-unsaved-help":
            lines.append(f"[14/03/2041, 10:18:02] Mme Odile: {LRM}This message was deleted.")
    chat = "".join(line + "\r\n" for line in lines).encode()
    return {name: zip_bytes({"_chat.txt": chat, **members})}


def whatsapp_android(name: str, chosen: Sequence[Placed]) -> Files:
    """Write a group as an Android telephone set to American English exports it: month first, twelve hours."""

    def stamp(at: datetime) -> str:
        half = "AM" if at.hour < 12 else "PM"
        return f"{at.month}/{at.day}/{at:%y}, {at.hour % 12 or 12}:{at:%M}{NNBSP}{half}"

    lines = [f"{stamp(datetime(2041, 3, 10, 7, 55))} - {ENCRYPTED}"]  # noqa: DTZ001 - a telephone's wall clock
    for placed in chosen:
        lines.append(f"{stamp(placed.message.posted.astimezone(ZONE))} - {placed.person.name}: {placed.message.text}")
        if placed.message.key == "wa-jaber-14":
            lines.append(f"{stamp(datetime(2041, 3, 14, 8, 52))} - {placed.person.name}: <Media omitted>")  # noqa: DTZ001
    return {name: "".join(line + "\n" for line in lines).encode()}
