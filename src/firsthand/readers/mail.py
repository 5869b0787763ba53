"""
E-mail: a message of its own (``.eml``), or a mailbox of many (``.mbox``).

Rules:
    - An item is a message: the whole ``.eml``, or what stands from one ``From `` line of a mailbox to the next, without
      the blank lines before that.
    - A message that was forwarded as an attachment is a post of its own, nested; the post that carries it quotes it.
    - Headers are sealed: addresses, routes, programs and devices stay in the capture. The sender is the display name,
      and an account named by a digest of the address, so that two letters of one sender are known as such. The subject
      is a mark ``title:…``.
    - A message's id is a digest of its ``Message-ID``, so one letter in two files is one post. Without such an id it is
      named as messages of chats are.
    - Attachments lie beside the file as ``NAME.parts/MESSAGE.PART-FILENAME``: whoever collects takes them out with
      `attachments`, and this reader links them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from firsthand.model.adapter import Adapter
from firsthand.model.ids import PostId, account_id, post_id
from firsthand.model.post import Media, Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.chatids import MessageIds, fingerprint
from firsthand.readers.mail_letters import MAX_MESSAGE, Attachment, Crooked, Letter, every_letter, parse
from firsthand.readers.seam import Files, Setting
from firsthand.readers.table_values import coordinates

NAME = "mail"
PLATFORM = "mail"

_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,60}):[ \t]?")
_ENVELOPE = re.compile(rb"From [^\r\n]{0,400}\d\d:\d\d[^\r\n]{0,40}\d{4}[^\r\n]{0,40}\r?\n?")
_BEGUN = b"From "
_TELLING = frozenset({b"from", b"date", b"subject", b"message-id", b"received", b"to", b"mime-version", b"return-path"})
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_LINE = 1 << 20
_LONGEST_TITLE = 300


class Message(NamedTuple):
    """
    One message of a file.

    Attributes:
        n: From 1.
        start, length: Byte range, the ``From `` line of a mailbox included.
        raw: Its bytes; empty when there are too many.
        flaw: Empty, ``too-large`` or ``cut-off``.
    """

    n: int
    start: int
    length: int
    raw: bytes
    flaw: str = ""


def kind_of(head: bytes) -> str:
    """Tell a message (``eml``) and a mailbox (``mbox``) by the first bytes; empty for anything else."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    box = _ENVELOPE.match(head)
    if box:
        return "mbox" if len(_header_names(head[box.end() :]) & _TELLING) >= 2 else ""
    names = _header_names(head)
    if b"snapshot-content-location" in names or len(names & _TELLING) < 2:
        return ""
    return "eml" if names & {b"from", b"received", b"return-path"} and names & {b"date", b"subject", b"message-id"} else ""


def _header_names(head: bytes) -> frozenset[bytes]:
    found: set[bytes] = set()
    for line in head.split(b"\n", 400):
        if not line.strip():
            break
        if line[:1] in b" \t":
            continue
        match = _HEADER.match(line)
        if match is None:
            return frozenset(found) if line.startswith(b">From ") else frozenset()
        found.add(match[1].lower())
    return frozenset(found)


def messages(stream: BinaryIO, size: int, kind: str) -> Iterator[Message]:
    """
    Give the messages of a file.

    Args:
        kind: As `kind_of` says.
    """
    if kind != "mbox":
        raw = stream.read(MAX_MESSAGE + 1)
        flaw = "too-large" if len(raw) > MAX_MESSAGE else ""
        yield Message(1, 0, size if flaw else len(raw), b"" if flaw else raw, flaw)
        return
    n = start = place = length = 0
    parts: list[bytes] = []
    after_blank, begun = True, False
    while line := stream.readline(_LINE):
        ends = line.endswith(b"\n")
        if after_blank and (_ENVELOPE.fullmatch(line) if ends else _is_begun(line)):
            if begun:
                n += 1
                yield _message(n, start, length, parts)
            start, length, parts, begun = place, 0, [], True
        elif not begun and line.strip():
            # What stands before the first message.
            start, begun = place, True
        if begun:
            length += len(line)
            if length <= MAX_MESSAGE:
                parts.append(line)
            else:
                parts.clear()
        place += len(line)
        after_blank = not line.strip()
    if begun:
        yield _message(n + 1, start, length, parts)


def _is_begun(line: bytes) -> bool:
    """Whether the file's last line, which has no end, begins a message."""
    return _BEGUN.startswith(line) or line.startswith(_BEGUN)


def _message(n: int, start: int, length: int, parts: list[bytes]) -> Message:
    if length > MAX_MESSAGE:
        return Message(n, start, length, b"", "too-large")
    raw = b"".join(parts).rstrip(b"\r\n")
    return Message(n, start, len(raw), raw, "cut-off" if b"\n" not in raw and _is_begun(raw) else "")


def letter_of(message: Message, kind: str) -> Letter | Crooked:
    """Take one message apart."""
    if message.flaw == "too-large":
        return Crooked("too-large", f"it has {message.length} bytes, more than {MAX_MESSAGE}")
    if message.flaw:
        return Crooked(message.flaw, "the file ends inside its first line")
    raw = message.raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    envelope = _ENVELOPE.match(raw)
    if kind == "mbox" and envelope:
        raw = _ESCAPED.sub(rb"\1", raw[envelope.end() :])
    return parse(raw)


def part_name(member: str, n: int, attachment: Attachment) -> str:
    """Where an attachment lies beside its file."""
    return f"{member}.parts/{n}.{attachment.number}-{attachment.name or attachment.kind}"


def attachments(stream: BinaryIO, size: int, member: str, kind: str) -> Iterator[tuple[str, bytes]]:
    """
    Give every attachment of a file with the name under which the reader looks for it.

    Args:
        member: Name of the file.
        kind: As `kind_of` says.
    """
    for message in messages(stream, size, kind):
        letter = letter_of(message, kind)
        if isinstance(letter, Crooked):
            continue
        for one in every_letter(letter):
            for attachment in one.attachments:
                if attachment.data:
                    yield part_name(member, message.n, attachment), attachment.data


class MailReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def find(self, files: Files) -> list[Find]:
        """Recognise messages and mailboxes by their headers."""
        finds, names = [], files.names()
        for name in names:
            kind = kind_of(files.head(name))
            if kind:
                media = tuple(one for one in names if one.startswith(f"{name}.parts/"))
                finds.append(Find(NAME, (name,), media, 0.95, "an e-mail" if kind == "eml" else "a mailbox of e-mails"))
        return finds

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read the messages in the order of the file."""
        for member in find.members:
            kind = "mbox" if files.head(member, 16).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_BEGUN) else "eml"
            with files.open(member) as stream:
                yield from _read(files, member, kind, stream)


def _read(files: Files, member: str, kind: str, stream: BinaryIO) -> Iterator[Item | Rejected | Gap]:
    names = frozenset(files.names())
    ids = MessageIds(PLATFORM, files)
    read = headers = 0
    for message in messages(stream, files.size(member), kind):
        if not message.length:
            continue
        letter = letter_of(message, kind)
        place = (member, message.n, message.start, message.length, message.raw)
        if isinstance(letter, Crooked):
            yield Rejected(*place, letter.code, f"{member}, message {message.n}: {letter.why}.")
            continue
        read += 1
        headers += sum(one.number_of_headers for one in every_letter(letter))
        posts, gaps = _posts(letter, member, message.n, names, ids)
        yield Item(*place, tuple(posts), _sightings(posts))
        yield from gaps
    if read:
        count = "1 message" if read == 1 else f"{read} messages"
        what = f"{headers} headers of {count}: addresses, routes and programs stay in the capture and are not read"
        yield Gap("sealed", member, 0, what)


def _posts(letter: Letter, member: str, n: int, names: frozenset[str], ids: MessageIds) -> tuple[list[Post], list[Gap]]:
    posts: list[Post] = []
    gaps: list[Gap] = []
    left = 0
    for one in every_letter(letter):
        media = tuple(_media(attachment, part_name(member, n, attachment), names) for attachment in one.attachments)
        gaps += [Gap("missing-media", member, n, f"{medium.kind}: {medium.missing}") for medium in media if medium.missing]
        left += one.left
        if "truncated" in one.marks:
            gaps.append(Gap("cut-off", member, n, "the message ends before its last part does"))
        posts.append(_post(one, media, ids))
    ordered = dict(zip(map(id, every_letter(letter)), posts, strict=True))
    for place, one in enumerate(every_letter(letter)):
        if one.inner:
            posts[place] = posts[place]._replace(quotes=ordered[id(one.inner[0])].id)
    if left:
        gaps.append(Gap("cut-off", member, n, f"{left} parts lie deeper, or are more, than is read; they stay in the file"))
    return posts, gaps


def _post(letter: Letter, media: tuple[Media, ...], ids: MessageIds) -> Post:
    sender = letter.address or letter.sender
    native = _by_id(letter.message_id) or ids.next(
        sender=sender, stated=letter.date.stated or "", text=letter.subject + "\n" + letter.text, media=media
    )
    marks = list(letter.marks)
    if letter.subject and not coordinates(letter.subject):
        marks.insert(0, f"title:{letter.subject[:_LONGEST_TITLE]}")
    if not letter.text.strip() and not media:
        marks.append("no-text")
    return Post(
        id=post_id(PLATFORM, native),
        platform=PLATFORM,
        native_id=native,
        text=letter.text,
        posted=letter.date,
        account=account_id(PLATFORM, fingerprint("sender", PLATFORM, sender)) if sender else None,
        name=letter.sender or None,
        reply_to=_reply(letter),
        media=media,
        marks=tuple(marks),
    )


def _by_id(message_id: str) -> str:
    return fingerprint("message-id", message_id) if message_id else ""


def _reply(letter: Letter) -> PostId | None:
    native = _by_id(letter.in_reply_to)
    return post_id(PLATFORM, native) if native else None


def _media(attachment: Attachment, name: str, names: frozenset[str]) -> Media:
    if name in names:
        return Media(attachment.kind, name=name)
    called = attachment.name or "without a name"
    if attachment.data is None:
        return Media(attachment.kind, missing=f"kept elsewhere by the sender: {called}")
    if not attachment.data:
        return Media(attachment.kind, missing=f"empty or not readable: {called}")
    return Media(attachment.kind, missing=f"in the message; read as a source of its own, or not taken out: {called}")


def _sightings(posts: list[Post]) -> tuple[Sighting, ...]:
    return tuple(
        Sighting(post.account, PLATFORM, post.account.partition(":")[2], seen=post.posted, name=post.name)
        for post in posts
        if post.account
    )


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="E-mail: single messages (.eml) and mailboxes (.mbox), with attachments and forwarded messages.",
    open=lambda options: MailReader(),
    filler=fillers.mail,
    losses=(
        "Headers are sealed: addresses, recipients, routes, programs and devices stay in the capture.",
        "Where a message has plain words, its HTML stays in the capture, and so does formatting.",
        "Signatures and encryption are not checked or undone; what is encrypted is marked.",
        "Words that a program quoted or forwarded inside the text are part of the text.",
        "Archives among the attachments are kept and not unpacked: save them and collect them on their own.",
        "Outlook's own files (.msg, .pst) and winmail.dat are not read.",
    ),
)
