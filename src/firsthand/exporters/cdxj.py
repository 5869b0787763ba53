"""CDXJ: the sorted index by which a viewer finds a record in a WARC file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

PLAIN = "%/:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexLine:
    """
    Where a record lies.

    Attributes:
        target: The record's address.
        at: Aware, UTC; of the capture.
        mime: Of what is inside.
        digest: ``sha256:HEX`` of what is inside; `packed_digest` of the packed record.
        offset, length: Bytes in the WARC file.
    """

    target: str
    at: datetime
    mime: str
    digest: str
    packed_digest: str
    offset: int
    length: int


def index(lines: Iterable[IndexLine], filename: str) -> Iterator[bytes]:
    """Lines of an index in the order of their bytes, as a search by halving needs it."""
    yield from sorted(_line(one, filename) for one in lines)


def _line(one: IndexLine, filename: str) -> bytes:
    value = {
        "url": one.target, "mime": one.mime, "status": "200", "digest": one.digest, "length": str(one.length),
        "offset": str(one.offset), "filename": filename, "recordDigest": one.packed_digest,
    }  # fmt: skip
    return f"{surt(one.target)} {one.at:%Y%m%d%H%M%S} {json.dumps(value)}\n".encode()


def surt(address: str) -> str:
    """
    The sort-friendly form of an address: host turned round, all in lower case, parameters sorted.

    Addresses other than of the web stand for themselves.

    Examples:
        >>> surt("https://www.Example.org:8080/News/?b=2&a=1")
        'org,example:8080)/news/?a=1&b=2'
        >>> surt("urn:firsthand:item:9f3c")
        'urn:firsthand:item:9f3c'
    """
    parts = urlsplit(address.lower())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return address
    turned = ",".join(reversed(re.sub(r"^www\d*\.", "", parts.hostname).split(".")))
    port = f":{parts.port}" if parts.port and parts.port != {"http": 80, "https": 443}[parts.scheme] else ""
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True), key=lambda pair: pair[0]))
    return f"{turned}{port}){quote(parts.path or '/', safe=PLAIN)}{'?' + query if query else ''}"


def address(stated: str) -> str:
    """A web address as it may stand in a header and an index: no blank, no control, nothing but ASCII; empty when it is none."""
    try:
        parts = urlsplit(stated.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme not in ("http", "https") or not host or ":" in host:
        return ""
    query = f"?{quote(parts.query, safe=PLAIN + '?')}" if parts.query else ""
    return f"{parts.scheme}://{host}{port}{quote(parts.path or '/', safe=PLAIN)}{query}"
