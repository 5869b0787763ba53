"""One way to write a value as bytes, so that its digest means something."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from firsthand.model.errors import Mistaken
from firsthand.model.ids import Digest


def canonical(value: Any) -> bytes:
    """
    Write a value as JSON with sorted keys, no blanks, UTF-8, without floats.

    Raises:
        Mistaken: A text holds a lone surrogate, as bytes of another encoding leave it.
        TypeError: There is a float (its text differs between programs) or a value that JSON has no word for.

    Source:
        The subset of RFC 8785 that needs no number formatting.
    """
    _no_floats(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Mistaken(
            f"A text holds what is no character: {error.object[max(error.start - 20, 0) : error.start]!r} is followed by it.",
            code="not-unicode",
            advice="Type the words again; the terminal or the file may use another encoding than UTF-8.",
        ) from error


def digest(data: bytes) -> Digest:
    """SHA-256 of bytes as hex."""
    return Digest(hashlib.sha256(data).hexdigest())


def _no_floats(value: Any) -> None:
    waiting = [value]
    for one in waiting:  # grows: what lies inside is looked at in its turn
        if type(one) is str or type(one) is int:  # nearly all; the same as the tests below, sooner
            continue
        if isinstance(one, float):
            raise TypeError("a float has no canonical form; write it as text")
        if isinstance(one, dict):
            for key in one:
                if not isinstance(key, str):
                    raise TypeError(f"a key is not text: {key!r}")
            waiting.extend(one.values())
        elif isinstance(one, (list, tuple)):
            waiting.extend(one)
