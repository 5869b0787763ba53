"""Which keys the beginning of a JSON file has, even when it is cut in the middle; for recognition."""

from __future__ import annotations

import json
import re

# A string that the head cuts is one token to its end: tried again at each quote, it would cost the square of its length.
_TOKEN = re.compile(rb'("[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z))(\s*+:)?|[{}\[\]]', re.DOTALL)


def outline(head: bytes, *, depth: int = 3) -> frozenset[str]:
    """
    List the key paths in the first bytes of a file.

    Args:
        head: JSON in any layout; what stands before the first bracket is passed over.
        depth: Keys deeper than this are left out.

    Returns:
        Paths such as ``data.author_id``. Arrays add nothing to a path, so one record and a list of them look alike,
        and so do one line and many.
    """
    found: set[str] = set()
    path: list[str] = []
    opened: list[bool] = []
    key = ""
    for token in _TOKEN.finditer(head):
        word = token[0]
        if token[2] is not None:
            key = _text(token[1])
            if len(path) < depth:
                found.add(".".join([*path, key]))
        elif word in (b"{", b"["):
            opened.append(bool(key))
            if key:
                path.append(key)
            key = ""
        elif word in (b"}", b"]") and opened:
            if opened.pop():
                path.pop()
            key = ""
    return frozenset(found)


def _text(quoted: bytes) -> str:
    try:
        return str(json.loads(quoted))
    except ValueError:
        return ""
