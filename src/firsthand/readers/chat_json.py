"""
What the JSON exports of chats have in common: a head with the chat's facts, then a list of messages.

Used by the readers of Discord, and of Messenger and Instagram. A message is decoded alone, so that one that is damaged
costs no other; see `json_items` for how the walk goes on after damage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, NamedTuple

from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Media
from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers.json_fit import clean
from firsthand.readers.json_items import MAX_DOCUMENT, NOTHING, Piece, Unreadable, decode, pieces
from firsthand.readers.jsonscan import Broken, Cursor
from firsthand.readers.member_text import MemberText
from firsthand.readers.seam import Files

MAX_NAME = 256
_MAX_HEAD_VALUE = 65536
_LAST_MS = 253402300799_000
_EXTENSIONS = {
    **dict.fromkeys(("jpg", "jpeg", "png", "webp", "heic", "bmp", "tif", "tiff", "avif"), "image"),
    **dict.fromkeys(("mp4", "mov", "3gp", "m4v", "avi", "mkv", "webm", "gif"), "video"),
    **dict.fromkeys(("opus", "m4a", "mp3", "aac", "ogg", "amr", "wav", "oga"), "audio"),
}

Json = dict[str, Any]


class Listed(NamedTuple):
    """
    One element of a document's list of messages.

    Attributes:
        n: From 1.
        start, raw: Its place and bytes.
        value: The object, or None where `code` says what is wrong.
        code, why: As in `Rejected`; empty when it can be read.
    """

    n: int
    start: int
    raw: bytes
    value: Json | None
    code: str = ""
    why: str = ""


def top(data: bytes, until: str) -> Json:
    """The small values of a document's head, up to a key; what cannot be read is left out."""
    found: Json = {}
    with suppress(Broken):
        cursor = Cursor(BytesIO(data))
        if cursor.kind() != "object":
            return found
        for key in cursor.fields():
            if key == until:
                return found
            found[key] = None
            cursor.kind()
            start = cursor.place
            cursor.skip()
            if cursor.place - start <= _MAX_HEAD_VALUE:
                with suppress(Unreadable):
                    found[key] = decode(data[start : cursor.place])
    return found


def listed(member: str, text: MemberText, files: Files, key: str) -> Iterator[Listed | Rejected | Gap]:
    """
    Give the elements of the document's list, or why there are none.

    Args:
        key: Of the list.
    """
    size = files.size(member)
    if size > MAX_DOCUMENT:
        why = f"{member}: one JSON document of {size} bytes; the limit is {MAX_DOCUMENT}. Export it in parts."
        yield Rejected(member, 1, 0, 0, b"", "too-large", why)
        return
    text.stream.seek(0)
    data = text.stream.read()
    n = 0
    for piece in pieces(data, frozenset({key})):
        if piece.start == piece.end:
            yield Gap("cut-off", member, 0, f"{member} ends after message {n}, before its list is closed.")
            continue
        n += 1
        yield _listed(member, n, piece, data)


def _listed(member: str, n: int, piece: Piece, data: bytes) -> Listed:
    raw = data[piece.start : piece.end]
    where = f"{member}, message {n}"
    if not piece.closed:
        return Listed(n, piece.start, raw, None, "cut-off", f"{where}: it begins and does not end; export it again.")
    if piece.value is NOTHING:
        return Listed(n, piece.start, raw, None, "not-json", f"{where}: these bytes are no JSON in UTF-8.")
    if not isinstance(piece.value, dict):
        return Listed(n, piece.start, raw, None, "no-message", f"{where}: it is no message.")
    return Listed(n, piece.start, raw, piece.value)


def items(
    member: str, found: Iterator[Listed | Rejected | Gap], read: Callable[[Listed], Item | tuple[str, str]]
) -> Iterator[Item | Rejected | Gap]:
    """Turn elements into items by `read`, which gives an item, or a code and the end of a sentence; adds missing media."""
    for one in found:
        if not isinstance(one, Listed):
            yield one
            continue
        place = (member, one.n, one.start, len(one.raw), one.raw)
        if one.value is None:
            yield Rejected(*place, one.code, one.why)
            continue
        out = read(one)
        if not isinstance(out, Item):
            yield Rejected(*place, out[0], f"{member}, message {one.n}: {out[1]}")
            continue
        yield out
        for post in out.posts:
            for medium in post.media:
                if medium.missing:
                    yield Gap("missing-media", member, one.n, f"{medium.kind}: {medium.missing}")


# Values


def words(value: object) -> str:
    """Text as it stands; empty for anything that is none. Lone surrogates become U+FFFD."""
    return clean(value) if isinstance(value, str) else ""


def name(value: object) -> str:
    """A name: as `words`, and no longer than any name is."""
    return words(value)[:MAX_NAME]


def rows(value: object) -> list[Json]:
    """The objects of a list; anything else is nothing."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def milliseconds(value: object) -> Moment:
    """A count of milliseconds since 1970."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _LAST_MS:
        at = datetime.fromtimestamp(value // 1000, UTC).replace(microsecond=value % 1000 * 1000)
        return Moment(at, str(value), None, "+00:00")
    stated = str(value)[:40] if isinstance(value, int | float | str) and value else None
    return Moment(stated=clean(stated), precision="unknown") if stated else UNKNOWN


def iso(value: object) -> Moment:
    """A date and time as RFC 3339 writes it; without a zone it is local."""
    stated = words(value)[:64]
    if not stated:
        return UNKNOWN
    try:
        at = datetime.fromisoformat(stated)
        if at.tzinfo is None:
            return Moment(None, stated, at)
        zone = at.isoformat()[-6:]
        return Moment(at.astimezone(UTC), stated, None, zone)
    except (ValueError, OverflowError):
        return Moment(stated=stated, precision="unknown")


def kind_of(file_name: str) -> str:
    """What a file is by its ending."""
    return _EXTENSIONS.get(file_name.partition("?")[0].rpartition(".")[2].casefold(), "file")


def medium(kind: str, stated: str, folders: tuple[str, ...], names: frozenset[str], alt: str | None = None) -> Media:
    """
    A medium by its address or its path in the export.

    Args:
        folders: Where paths may begin, each with a ``/`` at its end, the likeliest first.
    """
    if stated.startswith(("https://", "http://")):
        return Media(kind, url=stated[:4096], alt=alt)
    path = stated.replace("\\", "/").removeprefix("./")
    if path.startswith("/") or ".." in path.split("/"):
        return Media(kind, alt=alt, missing="its path leads out of the export")
    held = next((folder + path for folder in folders if folder + path in names), None)
    if held:
        return Media(kind, name=held, alt=alt)
    return Media(kind, alt=alt, missing=f"not beside the export: {path[:MAX_NAME]}" if path else "not included")


def above(member: str) -> tuple[str, ...]:
    """Every folder that holds a member, the nearest first, the root last; each ends in ``/``, the root is empty."""
    parts = member.split("/")[:-1]
    return tuple("".join(f"{part}/" for part in parts[:depth]) for depth in range(len(parts), -1, -1))
