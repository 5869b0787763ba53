"""
Vectors of the pile by the case's sentence encoder: made once, in portions that are kept as they are made, so that a broken-off
screening goes on where it stopped. They lie on the shelf, as features do, and may be thrown away.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile
from zlib import crc32

from firsthand.desk.ports import Desk, Encoder, PileRow, Progress
from firsthand.find import dense
from firsthand.model.errors import Unavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PORTION = 512
"""Posts that are encoded between two looks at the progress; at most so many are encoded again after a power cut."""


class Held(NamedTuple):
    """Vectors with the keys of their posts and a check of the texts."""

    keys: NDArray[np.int64]
    checks: NDArray[np.uint32]
    vectors: NDArray[np.float16]


class Read(NamedTuple):
    """
    What an encoder read of the pile.

    Attributes:
        vectors: One row per unit, in the order given; zeros where it does not know the language.
        mean: Of the rows that are there.
        mark: What every score carries: the encoder and its weights.
        weights: Digest of the encoder's weights.
    """

    vectors: NDArray[np.float16]
    mean: NDArray[np.float32]
    mark: str
    weights: str


def read_heads(desk: Desk) -> list[dense.Heads]:
    """
    Heads over vectors, ours and then the case's own.

    Raises:
        Mistaken: One cannot be read; the message names the file and what to do.
    """
    return [dense.read_heads(data, file=f"{name}{dense.SUFFIX}") for name, data in desk.heads.items()]


def heads_for(desk: Desk, category: str, encoder: str) -> dense.Heads | None:
    """The heads that were taught for a category and this encoder, the last ones given."""
    fits = (one for one in reversed(read_heads(desk)) if category in one.categories and one.encoder == encoder)
    return next(fits, None)


def read_pile(desk: Desk, units: Sequence[PileRow], progress: Progress) -> tuple[Read | None, str]:
    """
    The vectors of units, from the shelf where it has them.

    Returns:
        What was read, None where the case names no encoder or it is not on this machine; and a sentence about the latter.

    Raises:
        Mistaken: The encoder is there, and cannot be used.
    """
    if desk.encoder is None:
        return None, ""
    try:
        vectors = _vectors(desk, desk.encoder, units, progress)
        return Read(vectors, dense.middle(vectors), desk.encoder.mark, desk.encoder.digest), ""
    except Unavailable as error:
        return None, f"{error} The order does without it. {error.advice()}"


def _vectors(desk: Desk, encoder: Encoder, units: Sequence[PileRow], progress: Progress) -> NDArray[np.float16]:
    import numpy as np

    known = encoder.languages
    texts = {at: dense.given(row.text) for at, row in enumerate(units) if known is None or row.lang in known}
    wanted = [(at, units[at].pk, crc32(text.encode())) for at, text in texts.items() if text]
    label = f"vectors-{crc32(encoder.mark.encode()):08x}"
    pieces, portions = _shelved(desk, label)
    there = {pair for held in pieces for pair in zip(held.keys.tolist(), held.checks.tolist(), strict=True)}
    missing = [one for one in wanted if one[1:] not in there]
    for first in range(0, len(missing), PORTION):
        progress("reading with the sentence encoder", len(wanted) - len(missing) + first, len(wanted))
        part = missing[first : first + PORTION]
        made = encoder.vectors([texts[at] for at, *_ in part])
        pieces.append(Held(np.array([pk for _, pk, _ in part], np.int64), np.array([check for *_, check in part], np.uint32), made))
        if first + PORTION < len(missing):
            portions += 1
            _shelve(desk, f"{label}-{portions}.npz", pieces[-1])
    out = np.zeros((len(units), pieces[-1].vectors.shape[1] if pieces else 0), np.float16)
    rows = {(pk, check): at for at, pk, check in wanted}
    for held in pieces:
        for pair, vector in zip(zip(held.keys.tolist(), held.checks.tolist(), strict=True), held.vectors, strict=True):
            if pair in rows:
                out[rows[pair]] = vector
    if missing or portions:
        places = np.array([at for at, *_ in wanted], np.int64)
        keys, checks = np.array([pk for _, pk, _ in wanted], np.int64), np.array([check for *_, check in wanted], np.uint32)
        _shelve(desk, f"{label}.npz", Held(keys, checks, out[places]))
        for number in range(1, portions + 1):
            desk.shelf.write(f"{label}-{number}.npz", b"")
    return out


def _shelved(desk: Desk, label: str) -> tuple[list[Held], int]:
    """What the shelf has, all of one width, and how many portions of it were not yet joined. Nonsense is as good as nothing."""
    pieces, portions = [_held(desk.shelf.read(f"{label}.npz"))], 0
    while data := desk.shelf.read(f"{label}-{portions + 1}.npz"):
        pieces.append(_held(data))
        portions += 1
    found = [one for one in pieces if one is not None]
    return [one for one in found if one.vectors.shape[1] == found[-1].vectors.shape[1]], portions


def _shelve(desk: Desk, name: str, held: Held) -> None:
    import numpy as np

    out = io.BytesIO()
    np.savez(out, keys=held.keys, checks=held.checks, vectors=held.vectors)
    desk.shelf.write(name, out.getvalue())


def _held(data: bytes | None) -> Held | None:
    import numpy as np

    try:
        with np.load(io.BytesIO(data or b""), allow_pickle=False) as found:
            held = Held(found["keys"].astype(np.int64), found["checks"].astype(np.uint32), found["vectors"].astype(np.float16))
    except (ValueError, KeyError, OSError, EOFError, BadZipFile):
        return None
    sound = held.vectors.ndim == 2 and len(held.keys) == len(held.checks) == len(held.vectors) and held.vectors.shape[1] > 0
    return held if sound and bool(np.isfinite(held.vectors).all()) else None
