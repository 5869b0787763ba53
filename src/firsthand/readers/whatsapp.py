"""
Read WhatsApp's chat exports: ``_chat.txt``, ``WhatsApp Chat with NAME.txt``, in the language of any phone.

Rules:
    - An item is a message: its header line and all lines to the next header. The byte range leaves out the line end
      before the next header.
    - Two passes. The first finds the phone's style of headers, the order of day and month, and the chat's name; the
      second reads. Only lines in the file's own style begin messages, so a chat pasted from another phone stays text.
    - Times have no zone: `Moment.local` holds the phone's clock. If the order of day and month stays open, only
      `Moment.stated` is filled, and a `Gap` says what to do.
    - Words of the app (attachment lines, placeholders, "edited") are taken out of the text; the capture keeps them.

Known ugliness: a chat pasted from a phone of the same style cannot be told from messages. Messages that step back by
more than a day are marked ``out-of-order``, so that a person looks. A group's name may stand in the second message
("NAME created group"): a file cut between the two names its one message otherwise than the whole file does.

Source:
    There is no grammar by the maker; the forms are those that public readers of many countries agree on. Wordings are
    in `firsthand.readers.whatsapp_words`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import BinaryIO, NamedTuple

from firsthand.model.adapter import Adapter
from firsthand.model.ids import account_id, post_id
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Media, Post, Sighting
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.chatids import MessageIds, sender_id
from firsthand.readers.seam import Files, Setting
from firsthand.readers.whatsapp_lines import (
    MAX_AUTHOR,
    Evidence,
    Header,
    Style,
    begun,
    decide,
    header,
    local_time,
)
from firsthand.readers.whatsapp_words import (
    ATTACHED,
    CHAT_FILE_PREFIXES,
    CONTACT_OMITTED,
    DELETED,
    EDITED,
    GROUP_MADE,
    KIND_OMITTED,
    LIVE_LOCATION,
    MARKS,
    MEDIA_OMITTED,
    NOT_DELIVERED,
    fold,
)

NAME = "whatsapp"
PLATFORM = "whatsapp"
ORDERS = ("dmy", "mdy", "ymd", "ydm")

MAX_LINE_BYTES = 1 << 20
MAX_MESSAGE_BYTES = 10_000_000

_HEAD_LINE_BYTES = 1200  # room for a header and a name, in any script
_MAX_STYLES = 32
_LONGEST_WORDING = 160  # of the app's own words, in any language; longer lines are not compared with them
_BOM = b"\xef\xbb\xbf"
_LRM = "\u200e"
_A_DAY = timedelta(days=1)

# Bounded: these are searched for anywhere in a text, which may be nothing but marks.
_M = f"[{MARKS}]{{0,4}}"
_FILE = r"[^<>()\"|?*\n:\\/]{1,250}\.[A-Za-z0-9]{1,8}"
_ANDROID_FILE = re.compile(rf"{_M}({_FILE}) \(([^()\n]{{2,40}})\)[{MARKS} ]{{0,8}}")
_IOS_FILE = re.compile(rf"{_M}<{_M}([^<>:\n]{{2,40}}):[ \u00a0]?{_M}([^<>\n:\\/]{{1,255}})>[{MARKS}]*")
_OLD_IOS_FILE = re.compile(rf"{_M}({_FILE}) <{_M}([^<>:\n]{{2,40}})>[{MARKS} ]{{0,8}}")
_APP_NAMED = re.compile(r"(?:IMG|VID|AUD|PTT|STK|DOC)-\d{8}-WA\d{4}\b|\d{8}-|\d{4}-\d\d-\d\d-[A-Z]+-\d+", re.ASCII)
_LOCATION = re.compile(
    rf"{_M}[^\n:]{{0,40}}: ?https?://(?:maps\.google\.com|www\.google\.com/maps|maps\.apple\.com)/?\S*$"
)
_QUOTED = re.compile(r"[\"“«]([^\"”»\n]{1,100})[\"”»]")
_UNSENT = re.compile(r"([^:\n]{1,120}):\.?")
_TELEPHONE = re.compile(r"[+()\d\s\-‑.]{6,}")
_COPY = re.compile(r" \(\d{1,3}\)$", re.ASCII)

_KINDS = {
    **dict.fromkeys(("jpg", "jpeg", "png", "webp", "heic", "bmp", "tif", "tiff"), "image"),
    **dict.fromkeys(("mp4", "mov", "3gp", "m4v", "avi", "mkv", "webm", "gif"), "video"),
    **dict.fromkeys(("opus", "m4a", "mp3", "aac", "ogg", "amr", "wav", "oga"), "audio"),
}
_NEVER_MEDIA = frozenset(
    {"json", "csv", "tsv", "html", "htm", "zip", "js", "jsonl", "ndjson", "warc", "wacz", "sqlite"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatsAppOptions:
    """
    Settings of the reader.

    Attributes:
        date_order: ``dmy``, ``mdy``, ``ymd`` or ``ydm`` when a person knows it; empty: found out from the file.
    """

    date_order: str = ""


class WhatsAppReader:
    """Reads WhatsApp's text exports."""

    def __init__(self, options: WhatsAppOptions) -> None:
        self._order = options.date_order if options.date_order in ORDERS else ""

    def find(self, files: Files) -> list[Find]:
        """Recognise chats by the headers of their lines."""
        names = files.names()
        why = {name: reason for name in names if (reason := _looks_like(files, name))}
        return [Find(NAME, (name,), _media_beside(name, names, why), 0.9, reason) for name, reason in why.items()]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read messages in the order of the file."""
        names = files.names()
        for member in find.members:
            if member in names:
                with files.open(member) as stream:
                    yield from _read(files, names, member, stream, setting, self._order)


class _Survey(NamedTuple):
    """What the first pass finds."""

    style: Style | None
    order: str
    group: str
    strays: int
    evidence: Evidence | None


@dataclass(slots=True)
class _Block:
    """A header line and what follows it, or what stands before the first header."""

    start: int
    read: Header | None
    size: int = 0
    parts: list[bytes] = field(default_factory=list)
    cut: bool = False

    def add(self, line: bytes) -> None:
        self.size += len(line)
        if self.size <= MAX_MESSAGE_BYTES:
            self.parts.append(line)
        else:
            self.parts.clear()

    def raw(self) -> bytes:
        """The bytes without the line end before the next header, whole or cut; empty when there are too many."""
        return b"".join(self.parts).removesuffix(b"\n").removesuffix(b"\r")


class _Content(NamedTuple):
    """
    What stands after the author.

    Attributes:
        text: The person's own words.
        files: Names of attached files, as the export writes them.
        media: What the export says was left out.
    """

    text: str
    files: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    marks: tuple[str, ...] = ()
    by_app: bool = False


def _read(
    files: Files, names: tuple[str, ...], member: str, stream: BinaryIO, setting: Setting, order: str
) -> Iterator[Item | Rejected | Gap]:
    size = files.size(member)
    if _is_wide(files.head(member, 64)):
        raw = stream.read() if size <= MAX_MESSAGE_BYTES else b""
        why = f"{member} is UTF-16; save it as UTF-8 and collect it again."
        yield Rejected(member, 1, 0, size, raw, "utf-16", why)
        return
    survey = _surveyed(stream)
    order = order or survey.order
    yield from _warnings(member, survey, order)
    messages = _Messages(files, names, member, survey.style, order, _chat_name(member, setting, survey.group))
    for n, block in enumerate(_blocks(stream, survey.style), 1):
        yield from messages.outcome(n, block)


def _warnings(member: str, survey: _Survey, order: str) -> Iterator[Gap]:
    if not order and survey.evidence is not None and survey.evidence.other_calendar:
        what = (
            "the years are not those of the Gregorian calendar; times are kept as written, and a person must read them"
        )
        yield Gap("ambiguous-dates", member, 0, what)
    elif not order and survey.style is not None:
        what = (
            "the file does not show whether day or month comes first; times are kept as written. "
            "Ask who exported it, and read it again with date_order = dmy, mdy or ymd"
        )
        yield Gap("ambiguous-dates", member, 0, what)
    if survey.strays:
        what = (
            f"{survey.strays} lines look like messages in another style of date and were read as text: a pasted chat, "
            "or two exports in one file. In the second case split the file and collect the parts"
        )
        yield Gap("other-style", member, 0, what)


def _surveyed(stream: BinaryIO) -> _Survey:
    found: dict[Style, Evidence] = {}
    group = ""
    opening: Style | None = None
    blank_so_far = True
    for _, line, whole in _lines(stream):
        read = _header_of(line) if whole else None
        if read is None:
            blank_so_far = blank_so_far and not line.strip()
            continue
        if blank_so_far:
            opening, blank_so_far = read.style, False
        evidence = found.get(read.style)
        if evidence is None:
            if len(found) >= _MAX_STYLES:
                continue
            evidence = found[read.style] = Evidence(read.style)
        evidence.add(read.numbers)
        if evidence.headers <= 50:
            group = group or _group_name(line, read)
    if not found:
        return _Survey(None, "", "", 0, None)
    # A file that begins with a header says so in its own style; else the commonest one is the file's.
    style = opening or max(found.values(), key=lambda evidence: evidence.headers).style
    strays = sum(evidence.headers for other, evidence in found.items() if other != style)
    return _Survey(style, decide(found[style]), group, strays, found[style])


def _group_name(line: bytes, read: Header) -> str:
    rest = _loose(line)[read.end :].rstrip("\r\n")
    author, text = _author(rest)
    if author is not None:
        return author if read.style.bracket and _content(text, True, frozenset()).by_app else ""
    if any(made in rest for made in GROUP_MADE):
        quoted = _QUOTED.search(rest)
        return quoted[1] if quoted else ""
    return ""


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    """Give start, bytes and whether a line begins here (a piece of an overlong line does not)."""
    stream.seek(0)
    place = 3 if stream.read(3) == _BOM else 0
    stream.seek(place)
    whole = True
    while line := stream.readline(MAX_LINE_BYTES):
        yield place, line, whole
        place += len(line)
        whole = line.endswith(b"\n")


def _blocks(stream: BinaryIO, style: Style | None) -> Iterator[_Block]:
    block: _Block | None = None
    for start, line, whole in _lines(stream):
        read = _header_of(line) if whole else None
        if read is not None and read.style == style:
            if block is not None:
                yield block
            block = _Block(start, read)
        elif block is None:
            if not line.strip():
                continue
            block = _Block(start, None)
        block.add(line)
    if block is not None:
        yield from _without_begun_header(block)


def _without_begun_header(block: _Block) -> Iterator[_Block]:
    """Part the file's last message from a header that the end of the file cut off."""
    last = block.parts[-1] if len(block.parts) > 1 else b""
    if block.read is None or not last or last.endswith(b"\n") or not begun(_loose(last), block.read):
        yield block
        return
    block.parts.pop()
    block.size -= len(last)
    yield block
    yield _Block(block.start + block.size, block.read, len(last), [last], cut=True)


def _header_of(line: bytes) -> Header | None:
    first = line[:1]
    # Nearly all lines that are no header leave here.
    if not (first.isdigit() or first == b"[" or first >= b"\x80"):
        return None
    return header(_loose(line[:_HEAD_LINE_BYTES]))


def _loose(line: bytes) -> str:
    return line.decode("utf-8", "surrogateescape")


class _Messages:
    """Turns blocks into items; keeps what one message needs to know of those before it."""

    def __init__(
        self, files: Files, names: tuple[str, ...], member: str, style: Style | None, order: str, chat: str
    ) -> None:
        self._member = member
        self._bracket = style is not None and style.bracket
        self._order = order
        self._ids = MessageIds(chat, files)
        self._near = _by_base_name(member, names)
        self._last: datetime | None = None

    def outcome(self, n: int, block: _Block) -> Iterator[Item | Rejected | Gap]:
        if block.size > MAX_MESSAGE_BYTES:
            yield self._rejected(n, block, b"", "too-large", f"longer than {MAX_MESSAGE_BYTES} bytes.")
            return
        raw = block.raw()
        if block.cut:
            yield self._rejected(n, block, raw, "cut-off", "the file ends inside the date. Export again if you can.")
            return
        if block.read is None:
            yield self._rejected(n, block, raw, "no-date", "these lines stand before the first message.")
            return
        try:
            line = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            why = f"byte {block.start + error.start} is not UTF-8; see the bytes, or mend a copy and collect it again."
            yield self._rejected(n, block, raw, "bad-encoding", why)
            return
        post = self._post(block.read, line[block.read.end :].replace("\r\n", "\n"))
        yield Item(self._member, n, block.start, len(raw), raw, (post,), _sighting(post))
        for media in post.media:
            if media.missing:
                yield Gap("missing-media", self._member, n, f"{media.kind}: {media.missing}")
        if "unavailable" in post.marks:
            yield Gap("unavailable", self._member, n, "the message had not arrived when the chat was exported")

    def _post(self, read: Header, rest: str) -> Post:
        author, text = _author(rest)
        content = _content(text, self._bracket, self._near.keys()) if author else _Content(text.rstrip("\n"))
        media = (*(self._medium(name) for name in content.files), *content.media)
        posted = self._moment(read)
        native = self._ids.next(
            sender=author or "",
            stated=read.stated,
            text=content.text,
            media=media,
        )
        by_app = author is None or content.by_app
        # iOS puts the chat's name, or whoever acted, before the app's own words: no account wrote them.
        account = None if by_app or not author else account_id(PLATFORM, _known_sender(self._ids.chat, author))
        return Post(
            id=post_id(PLATFORM, native),
            platform=PLATFORM,
            native_id=native,
            text=content.text,
            posted=posted,
            account=account,
            name=author,
            media=media,
            edited=UNKNOWN if "edited" in content.marks else None,
            marks=(*self._marks(content, media, by_app), *self._order_mark(posted)),
        )

    def _moment(self, read: Header) -> Moment:
        local = local_time(read, self._order)
        if local is None:
            return Moment(None, read.stated, None, None, "unknown")
        return Moment(None, read.stated, local, None, "minute" if read.second is None else "second")

    def _marks(self, content: _Content, media: tuple[Media, ...], by_app: bool) -> tuple[str, ...]:
        if by_app:
            return ("system", *content.marks)
        if not content.text and not media and not set(content.marks) - {"edited"}:
            return (*content.marks, "no-text")
        return content.marks

    def _order_mark(self, posted: Moment) -> tuple[str, ...]:
        last, self._last = self._last, posted.local or self._last
        return ("out-of-order",) if last and posted.local and posted.local < last - _A_DAY else ()

    def _medium(self, stated: str) -> Media:
        member = self._near.get(stated)
        if member is None:
            return Media(_kind(stated), missing=f"not beside the chat: {stated}")
        return Media(_kind(stated), name=member)

    def _rejected(self, n: int, block: _Block, raw: bytes, code: str, why: str) -> Rejected:
        length = len(raw) or block.size
        return Rejected(self._member, n, block.start, length, raw, code, f"{self._member}, message {n}: {why}")


@lru_cache(maxsize=1024)
def _known_sender(chat: str, author: str) -> str:
    return sender_id(chat, author)


def _author(rest: str) -> tuple[str | None, str]:
    """Split what follows the header into author and text; None for a line of the app."""
    first = rest.partition("\n")[0]
    at = first.find(": ", 1, MAX_AUTHOR * 2)
    if at < 0:
        unsent = _UNSENT.fullmatch(rest.rstrip(MARKS + " \n"))
        return (_bare(unsent[1]), "") if unsent else (None, rest)
    author = first[:at]
    # X changed the subject from "a: b"
    if len(author) > MAX_AUTHOR or any(quote in author for quote in '"“«') or not _bare(author):
        return None, rest
    return _bare(author), rest[at + 2 :]


def _bare(name: str) -> str:
    return name.strip(MARKS + " \u00a0\u202f")


def _content(text: str, bracket: bool, near: Container[str]) -> _Content:
    """Take the app's words out of a message."""
    text = text.rstrip("\n")
    text, marks = _without_edited(text)
    first, _, below = text.partition("\n")
    folded = fold(first) if len(first) <= _LONGEST_WORDING else ""
    if folded in DELETED and not below:
        return _Content("", marks=("deleted",))
    if folded in NOT_DELIVERED and not below:
        return _Content("", marks=("unavailable",))
    if folded in LIVE_LOCATION or _LOCATION.match(first):
        return _Content(below, marks=(*marks, "location"))
    if folded.strip("<>") in CONTACT_OMITTED:
        return _Content(below, marks=(*marks, "contact"))
    attached = _attached(text, first, below, near)
    if attached:
        name, text = attached
        if name.casefold().endswith(".vcf"):
            return _Content(text, marks=(*marks, "contact"))
        return _Content(text, (name,), marks=marks)
    omitted = _omitted(text, folded, below, bracket)
    if omitted:
        return _Content(omitted[1], media=(Media(omitted[0], missing="not included"),), marks=marks)
    if folded.startswith("poll:") and (first.startswith(_LRM) or folded == "poll:"):
        return _Content(text, marks=(*marks, "poll"))
    return _Content(text, marks=marks, by_app=bracket and text.startswith(_LRM))


def _without_edited(text: str) -> tuple[str, tuple[str, ...]]:
    bare = text.rstrip(MARKS + " ")
    at = bare.rfind("<") if bare.endswith(">") else -1
    if at < 0 or fold(bare[at:-1]) + ">" not in EDITED:
        return text, ()
    return text[:at].rstrip(MARKS + " "), ("edited",)


def _attached(text: str, first: str, below: str, near: Container[str]) -> tuple[str, str] | None:
    for pattern in (_ANDROID_FILE, _OLD_IOS_FILE):
        match = pattern.fullmatch(first)
        if match and _is_attachment(match[1], match[2], near):
            return match[1], below
    match = _IOS_FILE.search(text)
    if match and _is_attachment(match[2].strip(), match[1], near):
        around = (text[: match.start()].rstrip(" "), text[match.end() :].lstrip(" "))
        joint = " " if all(around) and not around[0].endswith("\n") and not around[1].startswith("\n") else ""
        return match[2].strip(), joint.join(around).strip("\n")
    return None


def _is_attachment(name: str, wording: str, near: Container[str]) -> bool:
    # A person may write "see report.pdf (important)": the wording, the app's own names, or the file itself must agree.
    return fold(wording) in ATTACHED or _APP_NAMED.match(name) is not None or name in near


def _omitted(text: str, folded: str, below: str, bracket: bool) -> tuple[str, str] | None:
    if folded in MEDIA_OMITTED:
        return "file", below
    if not bracket:
        return None
    bare = fold(folded.strip("<>"))
    if bare in KIND_OMITTED:
        return KIND_OMITTED[bare], below
    at = text.rfind(_LRM)
    tail = fold(text[at:]).strip("<>") if len(text) - _LONGEST_WORDING < at and at > 0 else ""
    return (KIND_OMITTED[tail], text[:at].rstrip(" \n")) if tail in KIND_OMITTED else None


def _kind(name: str) -> str:
    upper = name.upper()
    if upper.startswith("STK-") or "-STICKER-" in upper:
        return "sticker"
    return _KINDS.get(name.rpartition(".")[2].casefold(), "file")


def _sighting(post: Post) -> tuple[Sighting, ...]:
    if post.account is None or post.name is None:
        return ()
    marks = ("telephone",) if _TELEPHONE.fullmatch(post.name.strip(MARKS + "~\u202f ")) else ()
    native = post.account.partition(":")[2]
    return (Sighting(post.account, PLATFORM, native, seen=post.posted, name=post.name, marks=marks),)


def _folder(member: str) -> str:
    return member[: member.rfind("/") + 1]


def _by_base_name(member: str, names: tuple[str, ...]) -> dict[str, str]:
    """Map base names to members in the chat's folder: names in a chat are the sender's, and never paths."""
    folder = _folder(member)
    return {name[len(folder) :]: name for name in names if _folder(name) == folder and name != member}


def _media_beside(member: str, names: tuple[str, ...], chats: dict[str, str]) -> tuple[str, ...]:
    alone = sum(_folder(chat) == _folder(member) for chat in chats) == 1
    media = []
    for base, name in _by_base_name(member, names).items():
        extension = base.rpartition(".")[2].casefold() if "." in base else ""
        named = _APP_NAMED.match(base) is not None
        if name not in chats and extension not in _NEVER_MEDIA and (named or (alone and extension not in ("", "txt"))):
            media.append(name)
    return tuple(media)


def _chat_name(member: str, setting: Setting, group: str) -> str:
    """Name the chat: by its file, else by what the person collected, else by its own words, else by any name."""
    base = _stem(member[len(_folder(member)) :])
    source = _stem(setting.source_name.replace("\\", "/").rpartition("/")[2])
    for stem in (base, source):
        plain = stem.replace("_", " ").casefold()
        for prefix in CHAT_FILE_PREFIXES:
            if plain.startswith(prefix) and len(stem) > len(prefix):
                return _COPY.sub("", stem[len(prefix) :])
    return group or source or ("" if base == "_chat" else base)


def _stem(name: str) -> str:
    for extension in (".txt", ".zip"):
        if name.casefold().endswith(extension):
            return name[: -len(extension)]
    return name


def _is_wide(head: bytes) -> bool:
    return head[:2] in (b"\xff\xfe", b"\xfe\xff") or any(
        half.count(0) > len(head) // 4 for half in (head[::2], head[1::2])
    )


def _looks_like(files: Files, name: str) -> str:
    start = files.head(name, 512)
    wide = _is_wide(start)
    if not start or (b"\0" in start and not wide):
        return ""
    head = files.head(name)
    text = (
        head.decode("utf-16-be" if head[:2] == b"\xfe\xff" or head[0] == 0 else "utf-16-le", "ignore")
        if wide
        else _loose(head)
    )
    lines = [line for line in text.removeprefix("\ufeff").split("\n") if line.strip()]
    read = [header(line) for line in lines]
    styles = [one.style for one in read if one is not None]
    if not styles or (read[0] is None and (len(styles) < 3 or len(styles) * 5 < len(lines))):
        return ""
    if styles[0].others_too or not any(
        _spoken(line, one) for line, one in zip(lines, read, strict=True) if one is not None
    ):
        return ""
    return f"WhatsApp chat, {'iOS' if styles[0].bracket else 'Android'} form" + (", UTF-16" if wide else "")


def _spoken(line: str, read: Header) -> bool:
    rest = line[read.end :].rstrip("\r\n")
    return _author(rest)[0] is not None or "WhatsApp" in rest


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="WhatsApp's exported chats (.txt, or unpacked zip), with or without media.",
    open=WhatsAppReader,
    filler=fillers.whatsapp,
    options=WhatsAppOptions,
    losses=(
        "Times have no zone in the export; they are the clock of the phone that exported.",
        "Replies and reactions are not in the export.",
        "Shared places and contact cards stay in the capture; the post is only marked.",
        "Deleted messages and earlier wordings of edited ones are not in the export.",
        "The oldest messages may be missing without a sign: WhatsApp cuts long exports.",
    ),
)
