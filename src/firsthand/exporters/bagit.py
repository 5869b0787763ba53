"""BagIt 1.0 (RFC 8493): a folder that says of each file what it must be, for anybody with `sha256sum`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping

from firsthand.exporters.wacz import Resource

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
FAMILIES: tuple[tuple[str, Callable[[Resource], str]], ...] = (
    ("sha256", lambda one: one.sha256), ("sha512", lambda one: one.sha512),
)  # fmt: skip


def tag_files(payload: Iterable[Resource], info: Mapping[str, str]) -> dict[str, bytes]:
    """
    Everything of a bag but its payload.

    Args:
        payload: Names without ``data/``.
        info: Lines of bag-info.txt; size and number of files are added.
    """
    held = sorted(payload, key=lambda one: one.name)
    oxum = f"{sum(one.size for one in held)}.{len(held)}"
    lines = {**info, "Payload-Oxum": oxum}
    files = {
        "bagit.txt": BAGIT,
        "bag-info.txt": "".join(f"{name}: {' '.join(value.split())}\n" for name, value in lines.items()).encode(),
    }
    for family, digest_of in FAMILIES:
        rows = "".join(f"{digest_of(one)}  data/{_escaped(one.name)}\n" for one in held)
        files[f"manifest-{family}.txt"] = rows.encode()
    tagged = dict(files)
    for family, _ in FAMILIES:
        rows = "".join(f"{hashlib.new(family, data).hexdigest()}  {name}\n" for name, data in sorted(tagged.items()))
        files[f"tagmanifest-{family}.txt"] = rows.encode()
    return files


def _escaped(name: str) -> str:
    """As the standard asks: only what would break a line, and the sign itself."""
    return name.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
