"""
A reader that does what no reader may, when its file says so: for tests of whoever runs readers.

A file is JSON Lines. ``{"do": "read", "id": "1"}`` is a good item; any other word of `ACTS` is done on the spot.
"""

from __future__ import annotations

import ctypes
import json
import socket
import sys
from collections.abc import Callable, Iterator
from typing import Any

from firsthand.model.adapter import Adapter
from firsthand.model.ids import post_id
from firsthand.model.post import Post
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.seam import Files, Setting


def _allocate() -> None:
    held = []
    while True:
        held.append(bytearray(64 << 20))


def _loop() -> None:
    while True:
        pass


def _print() -> None:
    while True:
        sys.stdout.write("without end\n" * 1000)


def _recurse() -> None:
    _recurse()


def _swallow() -> None:
    while True:
        try:
            _loop()
        except Exception:  # noqa: BLE001  it is what a bad reader does
            continue


def _die() -> None:
    ctypes.string_at(0)


def _connect() -> None:
    socket.create_connection(("127.0.0.1", 9))


def _write() -> None:
    with open("/tmp/firsthand-runaway", "w", encoding="utf-8") as stream:
        stream.write("x")


def _raise() -> None:
    raise ValueError("a bug of the reader")


ACTS: dict[str, Callable[[], None]] = {
    "allocate": _allocate, "loop": _loop, "print": _print, "recurse": _recurse, "swallow": _swallow, "die": _die,
    "connect": _connect, "write": _write, "raise": _raise,
}  # fmt: skip
"""What may be asked for, besides ``read``, ``repeat`` (the same item without end) and ``gaps`` (gaps without end)."""


class RunawayReader:
    """See the rules at the top of this file."""

    def find(self, files: Files) -> list[Find]:
        """Recognise by the first bytes; ``{"find": "die"}`` is done at once."""
        found = []
        for name in files.names():
            head = files.head(name, 64)
            if head.startswith(b'{"find"'):
                ACTS[json.loads(head.split(b"\n")[0])["find"]]()
            if head.startswith(b'{"do"'):
                found.append(Find("runaway", (name,)))
        return found

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read line by line."""
        for member in find.members:
            with files.open(member) as stream:
                start = 0
                for n, line in enumerate(stream, 1):
                    raw = line.rstrip(b"\n")
                    yield from _item(member, n, start, raw)
                    start += len(line)


def _item(member: str, n: int, start: int, raw: bytes) -> Iterator[Item | Rejected | Gap]:
    place = (member, n, start, len(raw), raw)
    said: dict[str, Any] = json.loads(raw)
    act = said.get("do")
    if act is None:
        yield Rejected(*place, "no-act", f"{member}, line {n}: nothing to do.")
        return
    if act in ACTS:
        ACTS[act]()
    native = str(said.get("id", n))
    item = Item(*place, (Post(post_id("runaway", native), "runaway", native, "نحن هنا"),))
    while act == "gaps":
        yield Gap("sequence", member, n, "again")
    yield item
    while act == "repeat":
        yield item


ADAPTER = Adapter(
    kind="reader", name="runaway", version="1", summary="Does what no reader may, for tests.",
    open=lambda options: RunawayReader(), filler=fillers.json_object,
)  # fmt: skip
