"""
A reader in a worker, transfer included, beside the limit: the same lines decoded into rows by typed structs and nothing else.

Both are CPU seconds: for the worker its own, the nursery's and the desk's side together, start-up left out; for the limit this process.
Read the ratio; it may be 3. Peak memory is that of the worker and of the desk's side.
"""

from __future__ import annotations

import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from measure import corpus, options, spread, tell

from firsthand.readers import twarc2
from firsthand.readers.seam import Setting
from firsthand.shell.intake import FolderFiles
from firsthand.shell.vault import FolderVault
from firsthand.shell.workshop import WorkerReading
from firsthand.shell.world import flood


class Author(msgspec.Struct, gc=False):
    """As much of an author as a row needs."""

    username: str = ""
    name: str = ""


class Reference(msgspec.Struct, gc=False):
    """What a post refers to."""

    type: str = ""
    id: str = ""


class Tweet(msgspec.Struct, gc=False):
    """As much of a post as a row needs."""

    id: str
    author_id: str
    created_at: str
    text: str
    lang: str = ""
    conversation_id: str = ""
    author: Author | None = None
    referenced_tweets: list[Reference] = []


def limit(source: Path) -> float:
    """Lines to rows, and the rows thrown away."""
    decode = msgspec.json.Decoder(Tweet).decode
    began = time.process_time()
    row: tuple[object, ...] = ()
    with source.open("rb") as lines:
        for line in lines:
            tweet = decode(line)
            author, first = tweet.author, tweet.referenced_tweets[0] if tweet.referenced_tweets else None
            row = (
                tweet.id, tweet.author_id, author and author.username, author and author.name, tweet.created_at, tweet.text, tweet.lang,
                tweet.conversation_id, first and first.type, first and first.id,
            )  # fmt: skip
    assert row
    return time.process_time() - began


def ours(source: Path, folder: Path) -> tuple[float, int, int]:
    """CPU seconds, peak MiB of the worker, rows."""
    reading = WorkerReading(FolderVault(folder / "blobs", folder))
    files = FolderFiles(source.parent, {source.name: source})
    adapter = twarc2.ADAPTER
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
    stated = parser.parse_args()
    source = corpus(stated.folder, stated.posts, stated.generator_python)
    limits, spent, peak, rows = [], [], 0, 0
    with TemporaryDirectory(dir=stated.folder) as scratch:
        for _ in range(stated.runs):
            limits.append(limit(source))
            cpu, peak, rows = ours(source, Path(scratch))
            spent.append(cpu)
    result: dict[str, object] = {
        "rows": rows,
        "runs of each": stated.runs,
        "limit CPU s": spread(limits),
        "reader in the worker CPU s": spread(spent),
        "ratio, pair by pair": spread([own / least for own, least in zip(spent, limits, strict=True)]),
        "peak MiB of a worker": peak,
        "peak MiB of the desk's side": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    tell(result, stated.json)


if __name__ == "__main__":
    main()
