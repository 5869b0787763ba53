"""
Models that were taught before a case begins: what labelled posts of earlier events say about a new one.

A model has heads, one per class of its labels (a call for help, a donation drive, damage …). Each head is a straight sum over a
post's columns (`ngrams`), as in `learning`. What a model says of a category is how far its head stands above all the others
together: ``own - log(sum(exp(others)))``. It says nothing of a post in a language that it was not taught in.

A file is one line of JSON, its statement, and then, deflated, the columns that have a weight (differences, 4 bytes little-endian)
and for each head a weight per column (one signed byte, to be multiplied by the head's ``scale``). No word can be read from it: a
column is a hash, and only columns that several events and many authors share are kept.

Known ugliness: a statement is believed. Whoever may write into a case's ``models`` folder can order its queue.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from firsthand.find import ngrams
from firsthand.find.dense import Heads
from firsthand.ledger.canonical import canonical
from firsthand.model.errors import Mistaken

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

FORMAT = 1
SUFFIX = ".model"
LARGEST = 8 << 20
"""Bytes of a file, and of what it unpacks to."""

_CHUNK = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """
    A model.

    Attributes:
        name, version: Of the model; `training` is the digest of what it was taught with.
        heads: Names of the classes; `categories` are those of them that a queue may ask for.
        languages: Codes in which it was taught.
        columns: With a weight, rising; below `ngrams.COLUMNS`.
        weights: Columns x heads.
        bias: One per head.
        bars: By category: scores from which a post is weak, some, strong.
        platt: By category: slope and offset that make a score the logarithm of odds, where one post in `share` was a yes.
        statement: Everything that the file says of itself, numbers left out.
    """

    name: str
    version: str
    training: str
    heads: tuple[str, ...]
    categories: tuple[str, ...]
    languages: frozenset[str]
    columns: NDArray[np.uint32]
    weights: NDArray[np.float32]
    bias: Numbers
    bars: Mapping[str, tuple[float, float, float]]
    platt: Mapping[str, tuple[float, float]]
    statement: Mapping[str, Any]

    @property
    def mark(self) -> str:
        """What every score carries: name, version, and the digest of what the model was taught with."""
        return f"{self.name}@{self.version} {self.training[:16]}"


def read_model(data: bytes, *, file: str) -> Taught:
    """
    Read a model.

    Args:
        file: Its name, for messages.

    Raises:
        Mistaken: It is no model, is cut or garbled, or was made for other features than ours.
    """
    import numpy as np

    if len(data) > LARGEST:
        raise _wrong(file, f"is larger than {LARGEST >> 20} MiB")
    line, _, packed = data.partition(b"\n")
    try:
        said = json.loads(line)
        form, features = said["format"], str(said["features"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _wrong(file, "does not begin with a statement") from error
    if form != FORMAT or features != ngrams.VERSION:
        raise Mistaken(
            f"{file} was made for features {features} in format {form}; this Firsthand has features {ngrams.VERSION} and format {FORMAT}.",
            code="model-version",
            advice=f"Take {file} out of the case's models folder, or make it anew with `make models` of this Firsthand.",
        )
    try:
        opened = zlib.decompressobj()
        raw = opened.decompress(packed, LARGEST)
        heads = tuple(str(head) for head in said["heads"])
        count = int(said["columns"])
        if not opened.eof or not heads or count < 0 or len(raw) != count * (4 + len(heads)):
            raise ValueError("sizes differ")
        columns = np.cumsum(np.frombuffer(raw[: 4 * count], "<u4").astype(np.int64))
        if count and (int(columns.max()) >= ngrams.COLUMNS or bool((np.diff(columns) <= 0).any())):
            raise ValueError("columns are out of order")
        scale = _finite(said["scale"], len(heads))
        weights = np.frombuffer(raw[4 * count :], np.int8).reshape(count, len(heads)).astype(np.float32) * scale.astype(np.float32)
        categories = tuple(str(one) for one in said["categories"])
        if not set(categories) <= set(heads):
            raise ValueError("a category has no head")
        low = {one: _finite(said["bars"][one], 3) for one in categories}
        return Taught(
            name=_word(said["name"]), version=_word(said["version"]), training=_word(said["training"]["digest"]), heads=heads,
            categories=categories, languages=frozenset(str(one) for one in said["languages"]), columns=columns.astype(np.uint32),
            weights=weights, bias=_finite(said["bias"], len(heads)),
            bars={one: (float(bar[0]), float(bar[1]), float(bar[2])) for one, bar in low.items()},
            platt={one: (float(said["platt"][one][0]), float(said["platt"][one][1])) for one in categories},
            statement={key: value for key, value in said.items() if key not in ("scale", "bias")},
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, IndexError, OverflowError, zlib.error) as error:
        raise _wrong(file, f"is cut or garbled ({error})") from error


def written(statement: Mapping[str, Any], columns: NDArray[np.uint32], weights: Numbers) -> bytes:
    """
    A model as a file.

    Args:
        statement: All but ``format``, ``features``, ``columns`` and ``scale``.
        columns: Rising.
        weights: Columns x heads; each head is rounded to 255 steps.
    """
    import numpy as np

    scale = np.maximum(np.abs(weights).max(axis=0, initial=0.0), 1e-9) / 127
    steps = np.rint(weights / scale).astype(np.int8)
    shape = {"format": FORMAT, "features": ngrams.VERSION, "columns": len(columns)}
    said = {**statement, **shape, "scale": [round(float(one), 9) for one in scale]}
    gaps = np.diff(columns.astype(np.int64), prepend=0).astype("<u4")
    line = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return line + b"\n" + zlib.compress(gaps.tobytes() + steps.tobytes(), 9)


def heads_of(model: Taught, rows: ngrams.Grams) -> Numbers:
    """What every head says of every post: posts x heads."""
    import numpy as np

    places = np.zeros(ngrams.COLUMNS, np.int32)
    places[model.columns] = np.arange(1, len(model.columns) + 1)
    table = np.concatenate((np.zeros((1, len(model.heads)), np.float32), model.weights))
    count = len(rows.starts) - 1
    out = np.empty((count, len(model.heads)))
    for first in range(0, count, _CHUNK):
        starts = rows.starts[first : first + _CHUNK + 1]
        met = table[places[rows.columns[starts[0] : starts[-1]]]]
        sums = np.add.reduceat(np.concatenate((met, table[:1])), starts[:-1] - starts[0], axis=0).astype(np.float64)
        sizes = np.diff(starts)
        sums[sizes == 0] = 0.0
        out[first : first + len(sizes)] = sums / np.sqrt(np.maximum(sizes, 1))[:, None]
    return out + model.bias


def scores(model: Taught | Heads, said: Numbers, category: str) -> Numbers:
    """How far a category's head stands above all others together; `said` is what `heads_of` gave."""
    import numpy as np

    own = model.heads.index(category)
    others = np.delete(said, own, axis=1)
    if not others.shape[1]:
        return np.asarray(said[:, own])
    most = others.max(axis=1)
    out: Numbers = said[:, own] - most - np.log(np.exp(others - most[:, None]).sum(axis=1))
    return out


def direction(model: Taught, category: str) -> NDArray[np.float32]:
    """One weight per column of `ngrams.COLUMNS`: which way a column pulls, for choosing the words that are tried as reasons."""
    import numpy as np

    own = model.heads.index(category)
    others = np.delete(model.weights, own, axis=1)
    whole = np.zeros(ngrams.COLUMNS, np.float32)
    whole[model.columns] = model.weights[:, own] - (others.mean(axis=1) if others.shape[1] else 0)
    return whole


def of_category(models: Sequence[Taught], category: str) -> Taught | None:
    """The model that serves a category: the last one given that does."""
    return next((one for one in reversed(models) if category in one.categories), None)


def digest_of(posts: Sequence[tuple[str, str]]) -> bytes:
    """What a training digest is made of: text and class of every post, in the order in which they were taught."""
    return canonical([list(post) for post in posts])


def _finite(said: Any, size: int) -> Numbers:
    import numpy as np

    out = np.array([float(one) for one in said])
    if out.shape != (size,) or not np.isfinite(out).all():
        raise ValueError("a number is missing or infinite")
    return out


def _word(said: Any) -> str:
    word = str(said)
    if not word.isascii() or not word.replace("-", "").isalnum() or len(word) > 80:
        raise ValueError("a name holds something strange")
    return word


def _wrong(file: str, what: str) -> Mistaken:
    advice = f"Take {file} out of the case's models folder; the queue does without it."
    return Mistaken(f"{file} {what}.", code="model-wrong", advice=advice)
