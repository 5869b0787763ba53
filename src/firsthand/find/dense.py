"""
Vectors of posts from a sentence encoder, and heads that were taught on them: a second opinion beside the hashed columns.

What an encoder is given leaves out addresses and handles, as learning does. A post that no encoder read has a row of zeros, which
says nothing. Heads hold for one encoder only, told by the digest of its weights, and speak only of posts in the languages that
they were taught in; a category's score is how far its head stands above all others together, as in `taught`.

A file of heads is one line of JSON, its statement, and then, deflated, for each head a number per column of the vector (2 bytes,
floating, little-endian). Statements are believed, as those of models are.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from firsthand.find.ngrams import DROPPED, LONGEST
from firsthand.model.errors import Mistaken

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

VERSION = "1"
"""Of what an encoder is given, and of the form of a file."""
SUFFIX = ".heads"
LARGEST = 1 << 20
"""Bytes of a file; what it unpacks to may be four times that."""

SCALE = 1.0
"""Length of a vector beside the hashed columns of a post, which together have length 1."""

_CHUNK = 8192


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """
    Heads over the vectors of one encoder.

    Attributes:
        name, version, training: As of `taught.Taught`.
        encoder: Digest of the weights of the encoder.
        heads: Names of the classes; `categories` are those of them that a queue may ask for.
        languages: Codes in which they were taught.
        weights: Columns of a vector x heads.
        bias: One per head.
    """

    name: str
    version: str
    training: str
    encoder: str
    heads: tuple[str, ...]
    categories: tuple[str, ...]
    languages: frozenset[str]
    weights: NDArray[np.float32]
    bias: Numbers

    @property
    def mark(self) -> str:
        """What every score carries beside the encoder's own mark."""
        return f"{self.name}-heads@{self.version} {self.training[:16]}"


def given(text: str) -> str:
    """What an encoder is given of a post."""
    return " ".join(DROPPED.sub(" ", text[:LONGEST]).encode("utf-8", "replace").decode("utf-8").replace("\0", " ").split())


def read_heads(data: bytes, *, file: str) -> Heads:
    """
    Read heads.

    Args:
        file: Its name, for messages.

    Raises:
        Mistaken: It is none, is cut or garbled, or was made for another version.
    """
    import numpy as np

    try:
        if len(data) > LARGEST:
            raise ValueError("too large")
        line, _, packed = data.partition(b"\n")
        said = json.loads(line)
        if said["format"] != f"heads {VERSION}":
            raise ValueError("another format")
        opened = zlib.decompressobj()
        raw = opened.decompress(packed, 4 * LARGEST)
        heads, categories = tuple(map(str, said["heads"])), tuple(map(str, said["categories"]))
        width = len(raw) // (2 * len(heads)) if heads else 0
        if not opened.eof or not width or len(raw) != 2 * width * len(heads) or not set(categories) <= set(heads):
            raise ValueError("sizes differ")
        weights = np.frombuffer(raw, "<f2").reshape(width, len(heads)).astype(np.float32)
        bias = np.array([float(one) for one in said["bias"]])
        if bias.shape != (len(heads),) or not np.isfinite(bias).all() or not np.isfinite(weights).all():
            raise ValueError("a number is missing or infinite")
        name, version, training = (str(one) for one in (said["name"], said["version"], said["training"]["digest"]))
        if not all(word.isascii() and word.replace("-", "").isalnum() and len(word) <= 80 for word in (name, version, training)):
            raise ValueError("a name holds something strange")
        return Heads(
            name=name, version=version, training=training, encoder=str(said["encoder"]["digest"]), heads=heads, categories=categories,
            languages=frozenset(map(str, said["languages"])), weights=weights, bias=bias,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError, zlib.error) as error:
        raise Mistaken(
            f"{file} holds no heads of this version, or is cut or garbled ({error}).", code="model-wrong",
            advice=f"Take {file} out of the case's models folder; the queue does without it.",
        ) from error  # fmt: skip


def written(statement: Mapping[str, Any], weights: Numbers, bias: Numbers) -> bytes:
    """
    Heads as a file.

    Args:
        statement: All but ``format`` and ``bias``.
        weights: Columns of a vector x heads.
    """
    said = {**statement, "format": f"heads {VERSION}", "bias": [round(float(one), 6) for one in bias]}
    line = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return line + b"\n" + zlib.compress(weights.astype("<f2").tobytes(), 9)


def heads_of(model: Heads, vectors: NDArray[np.float16]) -> Numbers:
    """What every head says of every post: posts x heads; NaN where a post has no vector."""
    import numpy as np

    out = np.full((len(vectors), len(model.heads)), np.nan)
    if vectors.shape[1] == len(model.weights):
        for first in range(0, len(vectors), _CHUNK):
            part = vectors[first : first + _CHUNK].astype(np.float32)
            there = part.any(axis=1)
            out[first : first + _CHUNK][there] = product(part[there], model.weights) + model.bias
    return out


def product(rows: NDArray[np.float32], weights: NDArray[np.float32]) -> Numbers:
    """Rows times columns in one thread: a BLAS may share it out, and then the sums depend on how many there are."""
    import numpy as np

    out: Numbers = np.einsum("ij,jk->ik", rows, weights).astype(np.float64)
    return out


def middle(vectors: NDArray[np.float16]) -> NDArray[np.float32]:
    """The mean of the vectors that are there."""
    import numpy as np

    whole, count = np.zeros(vectors.shape[1]), 0
    for first in range(0, len(vectors), _CHUNK):
        part = vectors[first : first + _CHUNK].astype(np.float32)
        whole += part.sum(axis=0)
        count += int(part.any(axis=1).sum())
    out: NDArray[np.float32] = (whole / max(count, 1)).astype(np.float32)
    return out


def centred(vectors: NDArray[np.float16], mean: NDArray[np.float32]) -> Numbers:
    """Vectors as the learner has them: away from their mean, at `SCALE`; rows of zeros stay."""
    import numpy as np

    part = vectors.astype(np.float32)
    out: Numbers = (np.where(part.any(axis=1, keepdims=True), part - mean, np.float32(0)) * SCALE).astype(np.float64)
    return out


def margins(vectors: NDArray[np.float16], mean: NDArray[np.float32], weights: Numbers) -> Numbers:
    """What the weights of a learner's dense columns add to the margin of every post."""
    import numpy as np

    out = np.zeros(len(vectors))
    for first in range(0, len(vectors), _CHUNK):
        part = centred(vectors[first : first + _CHUNK], mean).astype(np.float32)
        out[first : first + _CHUNK] = product(part, weights[:, None].astype(np.float32))[:, 0]
    return out
