"""What several writers need: JSON as bytes, and zips that are the same every time."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping

Files = dict[str, bytes]
Json = dict[str, object]
"""A JSON object on its way out."""


def json_bytes(value: object) -> bytes:
    """A whole document, indented, in its own script."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def json_lines(rows: Iterable[object]) -> bytes:
    """One document per line; U+2028 and U+2029 escaped, since some readers break lines there."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()


def zip_bytes(members: Mapping[str, bytes]) -> bytes:
    """Pack with one fixed date, in the given order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            member = zipfile.ZipInfo(name, date_time=(2041, 3, 15, 10, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, data)
    return out.getvalue()
