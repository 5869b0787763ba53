"""Tests of `firsthand.testing.conformance`: each rule of the contract is broken once, and the suite says so."""

# ruff: noqa: DTZ001 - times without a zone are among the mistakes

from __future__ import annotations

import contextlib
import random
import socket
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from firsthand.model.adapter import Adapter
from firsthand.model.ids import PostId, post_id
from firsthand.model.moment import Moment
from firsthand.model.post import Post
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers.seam import Files, Setting
from firsthand.testing.conformance import check_adapter, check_reader
from firsthand.testing.files import MemoryFiles

SAMPLES = [{"day.lines": "lines\nمرحبا\nпривіт\nça va 🌿\n".encode()}]

Out = Item | Rejected | Gap


class Lines:
    """A reader that keeps the contract: after a first line ``lines``, each line is a post."""

    def find(self, files: Files) -> list[Find]:
        return [Find("lines", (name,)) for name in files.names() if files.head(name, 6) == b"lines\n"]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Out]:
        for member in find.members:
            start = 0
            with files.open(member) as stream:
                for n, line in enumerate(stream, 1):
                    if n > 1:
                        yield self.item(member, n, start, line.rstrip(b"\n"))
                    start += len(line)

    def item(self, member: str, n: int, start: int, raw: bytes) -> Out:
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            return Rejected(member, n, start, len(raw), raw, "bad-encoding", "It is not UTF-8.")
        return Item(member, n, start, len(raw), raw, (self.post(f"{n}", text),))

    def post(self, native: str, text: str) -> Post:
        return Post(post_id("lines", native), "lines", native, text)


def adapter(reader: type[Lines]) -> Adapter:
    return Adapter(kind="reader", name="lines", version="1", summary="Lines.", open=lambda options: reader())


class Greedy(Lines):
    def find(self, files: Files) -> list[Find]:
        return [Find("lines", (name,)) for name in files.names()]


class Moody(Lines):
    def post(self, native: str, text: str) -> Post:
        return super().post(native, text + str(random.random()))


class Shifted(Lines):
    def item(self, member: str, n: int, start: int, raw: bytes) -> Out:
        return super().item(member, n, start + 1, raw)


class Fragile(Lines):
    def item(self, member: str, n: int, start: int, raw: bytes) -> Out:
        return Item(member, n, start, len(raw), raw, (self.post(f"{n}", raw.decode()),))


class Impatient(Lines):
    """Gives nothing when the file does not end with a line end."""

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Out]:
        with files.open(find.members[0]) as stream:
            whole = stream.read().endswith(b"\n")
        return super().read(files, find, setting) if whole else iter(())


class Counting(Lines):
    """Names posts from the end, so that a cut changes the ids."""

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Out]:
        outs = [out for out in super().read(files, find, setting) if isinstance(out, Item)]
        for place, out in enumerate(outs):
            yield out._replace(posts=(self.post(f"{len(outs) - place}", out.posts[0].text),))


class Endless(Lines):
    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Out]:
        n = 0
        while n := n + 1:
            yield Item(find.members[0], n, -1, 0, b"")


class Nosy(Lines):
    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Out]:
        with contextlib.suppress(AssertionError):
            Path(__file__).read_bytes()
        return super().read(files, find, setting)


class Calling(Lines):
    def find(self, files: Files) -> list[Find]:
        socket.socket()
        return super().find(files)


class Repeating(Lines):
    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Out]:
        for out in super().read(files, find, setting):
            yield out
            yield out


class Nameless(Lines):
    def post(self, native: str, text: str) -> Post:
        return super().post(native, text)._replace(id=PostId(native))


class Surrogate(Lines):
    def post(self, native: str, text: str) -> Post:
        return super().post(native, text + "\ud83d")


class Naive(Lines):
    def post(self, native: str, text: str) -> Post:
        return super().post(native, text)._replace(posted=Moment(datetime(2041, 4, 3)))


class Exact(Lines):
    def post(self, native: str, text: str) -> Post:
        return super().post(native, text)._replace(place="33.89382, 35.50185")


class Guessing(Lines):
    """Gives another time to the first post when the evidence is cut off."""

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Out]:
        outs = [out for out in super().read(files, find, setting) if isinstance(out, Item)]
        for out in outs:
            posted = Moment(local=datetime(2041, 1 + len(outs), 1))
            yield out._replace(posts=(out.posts[0]._replace(posted=posted),))


class Unsure(Lines):
    """Gives no time when the evidence is cut off: allowed."""

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Out]:
        outs = list(super().read(files, find, setting))
        for out in outs:
            posted = Moment(local=datetime(2041, 1, 1)) if len(outs) == 3 else Moment(precision="unknown")
            yield out._replace(posts=(out.posts[0]._replace(posted=posted),)) if isinstance(out, Item) else out


@pytest.mark.parametrize("reader", [Lines, Unsure])
def test_a_reader_that_keeps_the_contract_passes(reader: type[Lines]) -> None:
    """Nothing is raised."""
    check_adapter(adapter(reader), SAMPLES)


@pytest.mark.parametrize(
    ("reader", "sentence"),
    [
        (Greedy, "claims a file that is none of its own"),
        (Moody, "two readings of the same bytes differ"),
        (Shifted, "raw is not bytes"),
        (Fragile, "data raised UnicodeDecodeError"),
        (Impatient, "lay before the cut and is lost"),
        (Counting, "reads differently"),
        (Endless, "it does not stop"),
        (Nosy, "touched what only the desk may touch: "),
        (Calling, "may not call socket"),
        (Repeating, "numbers must grow"),
        (Nameless, "is not shaped PLATFORM:NATIVE"),
        (Surrogate, "lone surrogate"),
        (Naive, "is not aware and UTC"),
        (Exact, "exact coordinates"),
        (Guessing, "changed its time"),
    ],
)
def test_each_broken_rule_is_named(reader: type[Lines], sentence: str) -> None:
    """The assertion says in words what broke."""
    with pytest.raises(AssertionError, match=sentence):
        check_reader(adapter(reader), SAMPLES)


def test_a_suite_without_samples_checks_nothing_and_says_so() -> None:
    """An empty list of samples is a mistake."""
    with pytest.raises(AssertionError, match="brings no samples"):
        check_reader(adapter(Lines), [])


def test_a_kind_without_a_suite_is_named() -> None:
    """Kinds get their suites as they come."""
    other = Adapter(kind="stamper", name="s", version="1", summary="S.", open=lambda options: None)
    with pytest.raises(AssertionError, match="no suite for a stamper"):
        check_adapter(other, SAMPLES)


def test_memory_files_are_the_seam() -> None:
    """Sorted names, sizes, heads, seekable streams."""
    files = MemoryFiles({"b": b"two", "a/c": b"one"})

    assert files.names() == ("a/c", "b")
    assert (files.size("b"), files.head("b", 2)) == (3, b"tw")
    with files.open("b") as stream:
        assert (stream.seek(1), stream.read()) == (1, b"wo")
