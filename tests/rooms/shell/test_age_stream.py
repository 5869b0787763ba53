"""An age file under a passphrase, as a stream."""

from __future__ import annotations

import io
import random

import pyrage
import pytest

from firsthand.model.errors import Mistaken, Tampered
from firsthand.shell.age_stream import PIECE, AgeReader, AgeWriter

SIZES = (0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE)
PHRASE = "كلمة سرّ 🌾"


def sealed(data: bytes) -> bytes:
    out = io.BytesIO()
    writer = AgeWriter(out, PHRASE, work=4)
    for first in range(0, len(data), 10_000):
        writer.write(data[first : first + 10_000])
    writer.close()
    return out.getvalue()


def opened(data: bytes, phrase: str = PHRASE) -> bytes:
    return AgeReader(io.BytesIO(data), phrase, name="x.age").read()


@pytest.mark.parametrize("size", SIZES)
def test_other_programs_open_it(size):
    """Pyrage reads what we write, at every length around a piece."""
    data = random.Random(size).randbytes(size)

    assert pyrage.passphrase.decrypt(sealed(data), PHRASE) == data
    assert opened(sealed(data)) == data


def test_it_opens_what_others_wrote():
    """And we read what pyrage writes."""
    data = bytes(range(256)) * 1000

    assert opened(pyrage.passphrase.encrypt(data, PHRASE)) == data


def test_small_reads():
    """Of any length, over the ends of pieces."""
    data = random.Random(1).randbytes(PIECE + 100)
    reader = AgeReader(io.BytesIO(sealed(data)), PHRASE, name="x")

    assert b"".join(iter(lambda: reader.read(777), b"")) == data


def test_another_passphrase():
    """Is the person's mistake, and not a damaged file."""
    with pytest.raises(Mistaken) as told:
        opened(sealed(b"x"), "other")

    assert told.value.code == "wrong-passphrase"


def test_no_change_is_unseen():
    """Every flipped bit of the head, seeded ones of the rest, every cut at a piece and beside it."""
    data = sealed(b"y" * (PIECE * 2 + 5))
    places = [*range(220), *random.Random(2).sample(range(220, len(data)), 60)]
    for at in places:
        turned = bytearray(data)
        turned[at] ^= 1 << (at % 8)
        with pytest.raises((Tampered, Mistaken)):
            opened(bytes(turned))
    head = len(data) - 2 * (PIECE + 16) - 21
    for cut in (0, 10, head, head + 5, head + PIECE + 16, head + 2 * (PIECE + 16), len(data) - 1):
        with pytest.raises(Tampered):
            opened(data[:cut])
    with pytest.raises(Tampered):
        opened(data + b"z")


def test_a_file_that_asks_for_all_memory():
    """Is refused before anything is computed."""
    with pytest.raises(Tampered, match="more than 22"):
        opened(sealed(b"x").replace(b" 4\n", b" 40\n", 1))
