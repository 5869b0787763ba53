"""
Pictures looked at from far away: small grey squares, made in a limited worker, many pictures to a worker.

Starting a worker takes longer than a hundred pictures, so it gets a batch. It answers picture by picture; when it dies of one,
the picture is given to a worker of its own, and the rest to the next one.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from firsthand.find.pictures import GRID
from firsthand.shell import ffmpeg
from firsthand.shell.limited import MOST_BYTES, begun, source

BATCH = 128
BATCH_BYTES = 96 << 20

_SIZE = 1 + GRID * GRID
_WORKER = """
import struct, sys
sys.path.insert(0, sys.argv[1])
from firsthand.model.errors import FirsthandError
from firsthand.shell.pictures import tiny_picture
edge = int(sys.argv[2])
given, out = sys.stdin.buffer, sys.stdout.buffer
while head := given.read(4):
    data = given.read(struct.unpack("<I", head)[0])
    try:
        told = b"\\x01" + tiny_picture(data, edge)
    except FirsthandError:
        told = bytes(1 + edge * edge)
    out.write(told)
    out.flush()
"""


class Glance:
    """See `desk.ports.Glance`."""

    def opens_films(self) -> bool:
        """Whether FFmpeg is installed."""
        return ffmpeg.installed()

    def frames(self, film: BinaryIO) -> list[bytes]:
        """Frames of a film, one a second, as `small` gives pictures; none where it cannot be opened."""
        return ffmpeg.frames(film)

    def small(self, pictures: Iterable[bytes]) -> Iterator[bytes | None]:
        """Each picture as 32 x 32 bytes of grey, in the order given; None where it cannot be opened."""
        batch: list[bytes] = []
        held = 0
        for data in pictures:
            # What is too large keeps its place, as something that cannot be opened.
            given = data if len(data) <= MOST_BYTES else b""
            if batch and (len(batch) == BATCH or held + len(given) > BATCH_BYTES):
                yield from _batch(batch)
                batch, held = [], 0
            batch.append(given)
            held += len(given)
        if batch:
            yield from _batch(batch)


def _batch(pictures: list[bytes]) -> Iterator[bytes | None]:
    done = 0
    while done < len(pictures):
        answers = _ask(pictures[done:])
        yield from answers
        done += len(answers)
        if done < len(pictures):
            # It ended over this one, or only ran out of time there: alone, it has all the time.
            alone = _ask(pictures[done : done + 1]) if len(pictures) > 1 else []
            yield alone[0] if alone else None
            done += 1


def _ask(pictures: list[bytes]) -> list[bytes | None]:
    """Answers for the first pictures, as many as the worker came to."""
    told = begun(
        [sys.executable, "-I", "-c", _WORKER, source(), str(GRID)],
        b"".join(struct.pack("<I", len(one)) + one for one in pictures),
    )
    whole = [told[at : at + _SIZE] for at in range(0, len(told) - _SIZE + 1, _SIZE)]
    return [one[1:] if one[0] else None for one in whole[: len(pictures)]]
