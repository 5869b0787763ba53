"""
Signal chats, as tools export them from Signal's own database: ``[2041-03-14, 21:07] Amal: words``.

Rules:
    - An item is a message: its header line and all lines to the next header, without the empty lines before that.
    - Times have no zone: they are the clock of the computer that exported.
    - Pictures and files are links in Markdown to a folder beside the chat; they are taken out of the text and linked.
    - Messages are named by `firsthand.readers.chatids`; the chat by the file's name, or its folder's where the file has
      a name that all chats share (``chat.md``, ``data.md``, ``index.md``).

Signal has no export of its own that is text; there is no grammar by its makers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, NamedTuple

from firsthand.model.adapter import Adapter
from firsthand.model.ids import account_id, post_id
from firsthand.model.moment import Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.chat_json import kind_of, medium
from firsthand.readers.chatids import MessageIds, sender_id
from firsthand.readers.json_fit import clean
from firsthand.readers.seam import Files, Setting

NAME = "signal"
PLATFORM = "signal"
MAX_MESSAGE = 10_000_000

_LINE = 1 << 20
_BOM = b"\xef\xbb\xbf"
HEADER = re.compile(rb"\[(\d{4}-\d\d-\d\d,? \d\d:\d\d(?::\d\d)?)\] ?([^\r\n:]{1,240}):(?: |\r?\n|$)")
_BEGUN = re.compile(rb"\[(?:\d{0,4}|\d{4}-[\d,: -]{0,18}(?:\] ?[^\r\n:]{0,240})?)")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,250})\]\((?:<([^<>\n]{1,500})>|([^()\n]{1,500}))\)")
_SHARED_NAMES = frozenset({"chat", "data", "index", "messages", "conversation"})


class _Block(NamedTuple):
    start: int
    raw: bytes
    length: int
    begun: bool = False


class SignalReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def find(self, files: Files) -> list[Find]:
        """Recognise chats by the header of the first line."""
        finds = []
        names = files.names()
        for name in names:
            head = files.head(name, 4096).removeprefix(_BOM).lstrip(b"\r\n")
            if HEADER.match(head):
                folder = f"{_folder(name)}media/"
                media = tuple(one for one in names if one.startswith(folder))
                finds.append(Find(NAME, (name,), media, 0.8, "a Signal chat, as tools export it"))
        return finds

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read the messages in the order of the file."""
        names = frozenset(files.names())
        for member in find.members:
            ids = MessageIds(_chat(member, setting), files)
            with files.open(member) as stream:
                for n, block in enumerate(_blocks(stream), 1):
                    yield from _outcome(member, n, block, ids, names)


def _chat(member: str, setting: Setting) -> str:
    base = _stem(member.rpartition("/")[2])
    if base.casefold() not in _SHARED_NAMES:
        return base
    return _folder(member).rstrip("/").rpartition("/")[2] or _stem(setting.source_name) or base


def _stem(name: str) -> str:
    return re.sub(r"\.(?:txt|md|zip)$", "", name, flags=re.IGNORECASE)


def _folder(member: str) -> str:
    return member[: member.rfind("/") + 1]


def _blocks(stream: BinaryIO) -> Iterator[_Block]:
    place = 3 if stream.read(3) == _BOM else 0
    stream.seek(place)
    parts: list[bytes] = []
    start, length, whole = place, 0, True
    while line := stream.readline(_LINE):
        ends = line.endswith(b"\n")
        header = whole and HEADER.match(line)
        begun = whole and not ends and not header and parts and _BEGUN.fullmatch(line)
        if (header or begun) and parts:
            yield _block(start, parts, length)
            parts, length = [], 0
        if begun:
            yield _Block(place, line, len(line), True)
            return
        if not parts:
            start = place
        if parts or line.strip():
            length += len(line)
            if length <= MAX_MESSAGE:
                parts.append(line)
        place += len(line)
        whole = ends
    if parts:
        yield _block(start, parts, length)


def _block(start: int, parts: list[bytes], length: int) -> _Block:
    if length > MAX_MESSAGE:
        return _Block(start, b"", length)
    raw = b"".join(parts).rstrip(b"\r\n ")
    return _Block(start, raw, len(raw))


def _outcome(
    member: str, n: int, block: _Block, ids: MessageIds, names: frozenset[str]
) -> Iterator[Item | Rejected | Gap]:
    place = (member, n, block.start, block.length, block.raw)
    where = f"{member}, message {n}"
    if block.length > MAX_MESSAGE:
        yield Rejected(*place, "too-large", f"{where}: longer than {MAX_MESSAGE} bytes.")
        return
    if block.begun:
        yield Rejected(*place, "cut-off", f"{where}: the file ends inside its first line. Export it again if you can.")
        return
    header = HEADER.match(block.raw)
    if header is None:
        yield Rejected(*place, "no-date", f"{where}: these lines stand before the first message.")
        return
    try:
        stated, sender = header[1].decode(), header[2].decode("utf-8").strip()
        words = block.raw[header.end() :].decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        yield Rejected(*place, "bad-encoding", f"{where}: byte {error.start} is not UTF-8.")
        return
    post = _post(stated, sender, words, member, ids, names)
    yield Item(*place, (post,), _sighting(post))
    for one in post.media:
        if one.missing:
            yield Gap("missing-media", member, n, f"{one.kind}: {one.missing}")


def _post(stated: str, sender: str, words: str, member: str, ids: MessageIds, names: frozenset[str]) -> Post:
    media: list[Media] = []
    folder = _folder(member)

    def taken(match: re.Match[str]) -> str:
        path = match[2] or match[3]
        if "://" in path or not path.removeprefix("./").startswith("media/"):
            return match[0]
        media.append(medium(kind_of(path), path, (folder,), names))
        return ""

    text = _LINK.sub(taken, words)
    text = "\n".join(line.rstrip() for line in text.split("\n")).strip("\n") if media else text
    text = clean(text)
    native = ids.next(sender=sender, stated=stated, text=text, media=tuple(media))
    account = account_id(PLATFORM, sender_id(ids.chat, sender)) if sender else None
    return Post(
        id=post_id(PLATFORM, native),
        platform=PLATFORM,
        native_id=native,
        text=text,
        posted=_moment(stated),
        account=account,
        name=sender or None,
        media=tuple(media),
        marks=() if text.strip() or media else ("no-text",),
    )


def _moment(stated: str) -> Moment:
    try:
        local = datetime.fromisoformat(stated.replace(",", ""))
    except ValueError:
        return Moment(stated=stated, precision="unknown")
    return Moment(None, stated, local, None, "second" if stated.count(":") > 1 else "minute")


def _sighting(post: Post) -> tuple[Sighting, ...]:
    if post.account is None:
        return ()
    native = post.account.partition(":")[2]
    return (Sighting(post.account, PLATFORM, native, seen=post.posted, name=post.name),)


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="Signal chats exported as text or Markdown by tools that read Signal's database.",
    open=lambda options: SignalReader(),
    filler=fillers.signal,
    losses=(
        "Times have no zone in the export; they are the clock of the computer that exported.",
        "Quotes and reactions stand in the text as the tool wrote them.",
        "Signal's encrypted backups, and exports in HTML or of other tools, are not read.",
    ),
)
