"""
A reader in a worker, transfer included, beside the limit: the same records decoded into rows by typed structs and nothing else.

Both are CPU seconds: for the worker its own, the nursery's and the desk's side together, start-up left out; for the limit this process.
Read the ratio; it may be 3. Peak memory is that of the worker and of the desk's side. There are two limits for posts of X: rows of ten
columns, and rows of twenty, with the counts, tags, links and media that a table of posts has; the second is the one that the goal means.
A third number is no limit of the goal but a floor: the same rows with the place of each, encoded, decoded again, and the bytes of each
read a second time from the file, as a worker and a desk that does not trust it must; all in this process, without pipe and second process.

    python benchmarks/reading.py --folder FOLDER [--reader twarc2|telegram-desktop]

The chat of Telegram is made of the words and times of the posts.
"""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import msgspec
from measure import corpus, options, spread, tell

from firsthand.model.adapter import Adapter
from firsthand.readers import telegram, twarc2
from firsthand.readers.seam import Setting
from firsthand.shell.intake import FolderFiles
from firsthand.shell.vault import FolderVault
from firsthand.shell.workshop import WorkerReading
from firsthand.shell.world import flood


class Counts(msgspec.Struct, gc=False):
    """Counts of a post or of an account."""

    retweet_count: int = 0
    like_count: int = 0
    followers_count: int = 0


class Author(msgspec.Struct, gc=False):
    """As much of an author as a short row needs."""

    username: str = ""
    name: str = ""


class Counted(Author, gc=False):
    """As much of an author as a long row needs."""

    public_metrics: Counts = msgspec.field(default_factory=Counts)


class Reference(msgspec.Struct, gc=False):
    """What a post refers to."""

    type: str = ""
    id: str = ""


class Tag(msgspec.Struct, gc=False):
    """A word after a hash sign."""

    tag: str = ""


class Link(msgspec.Struct, gc=False):
    """An address: of a page in the text, or of a medium."""

    expanded_url: str = ""
    url: str = ""


class Entities(msgspec.Struct, gc=False):
    """What a text holds."""

    hashtags: list[Tag] = []
    urls: list[Link] = []


class Attached(msgspec.Struct, gc=False):
    """What hangs on a post."""

    media: list[Link] = []


class Point(msgspec.Struct, gc=False):
    """A place on the map."""

    coordinates: list[float] = []


class Geo(msgspec.Struct, gc=False):
    """Where a post was posted."""

    coordinates: Point | None = None


class Tweet(msgspec.Struct, gc=False):
    """As much of a post as a row of ten columns needs."""

    id: str
    author_id: str
    created_at: str
    text: str
    lang: str = ""
    conversation_id: str = ""
    author: Author | None = None
    referenced_tweets: list[Reference] = []


class Long(msgspec.Struct, gc=False):
    """As much of a post as a row of twenty columns needs."""

    id: str
    author_id: str
    created_at: str
    text: str
    lang: str = ""
    conversation_id: str = ""
    in_reply_to_user_id: str | None = None
    author: Counted | None = None
    referenced_tweets: list[Reference] = []
    entities: Entities | None = None
    public_metrics: Counts = msgspec.field(default_factory=Counts)
    attachments: Attached | None = None
    geo: Geo | None = None


class Part(msgspec.Struct, gc=False):
    """A piece of a message's text."""

    text: str = ""


class Message(msgspec.Struct, gc=False):
    """As much of a message as a row needs."""

    id: int = 0
    type: str = ""
    date: str = ""
    date_unixtime: str = ""
    sender: str = msgspec.field(default="", name="from")
    from_id: str = ""
    text: str | list[str | Part] = ""
    reply_to_message_id: int = 0


class Chat(msgspec.Struct, gc=False):
    """One chat."""

    id: int = 0
    messages: list[Message] = []


class RawChat(msgspec.Struct, gc=False):
    """One chat, its messages not looked into."""

    messages: list[msgspec.Raw] = []


Row = tuple[object, ...]
MOVED = 512
"""Rows that are moved at once."""


def short(tweet: Tweet) -> Row:
    """Ten columns."""
    author, first = tweet.author, tweet.referenced_tweets[0] if tweet.referenced_tweets else None
    return (
        tweet.id, tweet.author_id, author and author.username, author and author.name, tweet.created_at, tweet.text, tweet.lang,
        tweet.conversation_id, first and first.type, first and first.id,
    )  # fmt: skip


def long(tweet: Long) -> Row:
    """Twenty columns."""
    author, entities, counts, attached = tweet.author, tweet.entities, tweet.public_metrics, tweet.attachments
    first, point = tweet.referenced_tweets[0] if tweet.referenced_tweets else None, tweet.geo and tweet.geo.coordinates
    return (
        "x", tweet.id, tweet.author_id, author and author.username, author and author.name, tweet.created_at, tweet.lang, tweet.text,
        tweet.conversation_id, tweet.in_reply_to_user_id, first and first.type, first and first.id,
        counts.retweet_count, counts.like_count, author and author.public_metrics.followers_count,
        " ".join([one.tag for one in entities.hashtags]) if entities and entities.hashtags else "",
        " ".join([one.expanded_url for one in entities.urls]) if entities and entities.urls else "",
        " ".join([one.url for one in attached.media]) if attached else None,
        point and point.coordinates[0], 0,
    )  # fmt: skip


def message(one: Message) -> Row:
    """Eight columns."""
    text = one.text if isinstance(one.text, str) else "".join([part if isinstance(part, str) else part.text for part in one.text])
    return (one.id, one.type, one.date, one.date_unixtime, one.sender, one.from_id, text, one.reply_to_message_id)


def lines(shape: Any, row: Callable[[Any], Row]) -> Callable[[Path], float]:
    """The limit for a file of lines: to rows, and the rows thrown away."""

    def limit(source: Path) -> float:
        decode = msgspec.json.Decoder(shape).decode
        began = time.process_time()
        made: Row = ()
        with source.open("rb") as stream:
            for line in stream:
                made = row(decode(line))
        assert made
        return time.process_time() - began

    return limit


def document(source: Path) -> float:
    """The limit for a chat: one document to rows, and the rows thrown away."""
    decode = msgspec.json.Decoder(Chat).decode
    began = time.process_time()
    made: Row = ()
    for one in decode(source.read_bytes()).messages:
        made = message(one)
    assert made
    return time.process_time() - began


def _moved(rows: list[tuple[int, int, Row]], again: BinaryIO) -> None:
    """What the way from a worker to the desk costs at the least: encoded, decoded, and the bytes read once more."""
    got = _unpack(_pack(rows))
    again.seek(got[0][0])
    data, first = again.read(got[-1][0] + got[-1][1] - got[0][0]), got[0][0]
    raws = [data[start - first : start - first + length] for start, length, _ in got]
    assert all(raws)


_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(list[tuple[int, int, tuple[Any, ...]]]).decode


def lines_moved(source: Path) -> float:
    """The floor for a file of lines."""
    decode = msgspec.json.Decoder(Long).decode
    began = time.process_time()
    with source.open("rb") as stream, source.open("rb") as again:
        at, rows = 0, []
        for line in stream:
            rows.append((at, len(line), long(decode(line))))
            at += len(line)
            if len(rows) == MOVED:
                _moved(rows, again)
                rows = []
        _moved(rows, again)
    return time.process_time() - began


def document_moved(source: Path) -> float:
    """The floor for a chat: elements found by the decoder, in one document that is held whole."""
    decode = msgspec.json.Decoder(Message).decode
    began = time.process_time()
    data = source.read_bytes()
    at, rows = 0, []
    with source.open("rb") as again:
        for raw in msgspec.json.decode(data, type=RawChat).messages:
            held = bytes(raw)
            at = data.index(b"{", at + 1)  # right for the chat that is made here, where nothing stands between two messages but a comma
            rows.append((at, len(held), message(decode(held))))
            at += len(held)
            if len(rows) == MOVED:
                _moved(rows, again)
                rows = []
        _moved(rows, again)
    return time.process_time() - began


def chat(posts: Path) -> Path:
    """A chat of Telegram with the words and times of the posts; made when it is not there."""
    path = posts.with_name(posts.stem.replace("posts", "chat") + ".json")
    if path.exists():
        return path
    decode = msgspec.json.Decoder(Tweet).decode
    with posts.open("rb") as source, path.with_suffix(".part").open("w", encoding="utf-8") as out:
        out.write('{\n "name": "Oradesh", "type": "public_supergroup", "id": 1700000001, "messages": [\n')
        for n, line in enumerate(source, 1):
            tweet = decode(line)
            at = datetime.fromisoformat(tweet.created_at)
            told: dict[str, object] = {
                "id": n, "type": "message", "date": f"{at:%Y-%m-%dT%H:%M:%S}", "date_unixtime": str(int(at.timestamp())),
                "from": tweet.author.name if tweet.author else "", "from_id": f"user{tweet.author_id}", "text": tweet.text,
                "text_entities": [{"type": "plain", "text": tweet.text}],
            }  # fmt: skip
            if tweet.referenced_tweets and n > 9:
                told["reply_to_message_id"] = n - 9
            out.write(("" if n == 1 else ",\n") + json.dumps(told, ensure_ascii=False, indent=1))
        out.write("\n]}\n")
    path.with_suffix(".part").rename(path)
    return path


LIMITS: dict[str, dict[str, Callable[[Path], float]]] = {
    "twarc2": {"rows of 10": lines(Tweet, short), "rows of 20": lines(Long, long), "rows of 20, moved": lines_moved},
    "telegram-desktop": {"rows of 8": document, "rows of 8, moved": document_moved},
}
ADAPTERS = {"twarc2": twarc2.ADAPTER, "telegram-desktop": telegram.ADAPTER}


def ours(adapter: Adapter, source: Path, folder: Path) -> tuple[float, int, int]:
    """CPU seconds, peak MiB of the worker, rows."""
    reading = WorkerReading(FolderVault(folder / "blobs", folder))
    files = FolderFiles(source.parent, {source.name: source})
    ((find,), _) = reading.find([adapter], (), files)
    reading.close()
    at_first = resource.getrusage(resource.RUSAGE_CHILDREN)
    reading.find([adapter], (), files)
    reading.close()
    start_up = _children() - at_first.ru_utime - at_first.ru_stime
    before, began, rows = _children(), time.process_time(), 0
    with flood():
        reading.find([adapter], (), files)
        for portion in reading.read(adapter, (), files, find, Setting()):
            assert not portion.failure, portion.failure
            rows += len(portion.rows)
    reading.close()
    spent = time.process_time() - began + _children() - before - start_up
    return spent, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, rows


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure and print."""
    parser = options(__doc__ or "")
    parser.add_argument("--runs", type=int, default=5, help="How often each one runs.")
    parser.add_argument("--reader", choices=sorted(ADAPTERS), default="twarc2", help="Which one.")
    stated = parser.parse_args()
    source = corpus(stated.folder, stated.posts, stated.generator_python)
    if stated.reader == "telegram-desktop":
        source = chat(source)
    limits = LIMITS[stated.reader]
    least: dict[str, list[float]] = {name: [] for name in limits}
    spent, peak, rows = [], 0, 0
    with TemporaryDirectory(dir=stated.folder) as scratch:
        for _ in range(stated.runs):
            cpu, high, rows = ours(ADAPTERS[stated.reader], source, Path(scratch))
            spent.append(cpu)
            peak = peak or high  # of the first round: a child is told to be as large as we were when it began
            for name, limit in limits.items():
                least[name].append(limit(source))
    result: dict[str, object] = {
        "reader": stated.reader,
        "rows": rows,
        "runs of each": stated.runs,
        "reader in the worker CPU s": spread(spent),
        "peak MiB of a worker": peak,
    }
    for name, found in least.items():
        result[f"limit, {name}, CPU s"] = spread(found)
        result[f"ratio to {name}"] = spread([own / one for own, one in zip(spent, found, strict=True)])
    tell(result, stated.json)


if __name__ == "__main__":
    main()
