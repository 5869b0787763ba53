"""Outside time stamps: who gives them, what one says, what waits for one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from firsthand.model.errors import Mistaken

PUBLIC_AUTHORITIES = ("freetsa=https://freetsa.org/tsr", "digicert=http://timestamp.digicert.com")
"""
Two authorities that stamp for anybody, as `stampers` of case.toml would name them.

Nobody is asked unless a case names them: an authority learns when a case is stamped, and from which address.
"""

AUTHORITY_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
"""How an authority may be called: the name becomes part of file names."""


STAMP_ENDINGS = {"checkpoint": "checkpoint", "request": "tsq", "reply": "tsr", "roots": "roots.pem"}
"""What an entry calls a file of a stamp, and how the file's name ends after ``SIZE.NAME.``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A time-stamping authority (RFC 3161); `url` is empty when its stamps are fetched by hand."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StampVerdict:
    """
    What a reply proves.

    Attributes:
        ok: It stamps these very bytes, and its signature leads to a root that is kept.
        gen_time: The time in the token, aware, UTC; None when the reply holds none that can be read.
        authority: Name in the certificate that signed, or empty.
        why: What is wrong, in words; empty when it is good.
        checked: False when nothing speaks against it but no root certificate is kept, or a program is missing.
    """

    ok: bool
    gen_time: datetime | None = None
    authority: str = ""
    why: str = ""
    checked: bool = True

    @property
    def acceptable(self) -> bool:
        """Good, or good as far as it could be checked."""
        return self.ok or not self.checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    What an authority sent back.

    Attributes:
        reply: As it came.
        custody: Who was asked, when, at which address, and what was sent, as JSON values; empty when it came by hand.
    """

    reply: bytes
    custody: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """
    A head that waits for a stamp.

    Attributes:
        size: Entries that the head covers.
        authority, url: Who is to stamp it.
        checkpoint: The signed head as it was published then, to be stamped byte by byte.
        request: The request as it is sent, with its nonce.
        roots: Root certificates of the authority that were named with the request, PEM; may be empty.
    """

    size: int
    authority: str
    url: str
    checkpoint: bytes
    request: bytes
    roots: bytes = b""


def parse_authority(stated: str) -> Authority:
    """
    Read ``NAME=URL``.

    Raises:
        Mistaken: The name cannot be part of a file name, or the address is none of the web.
    """
    name, _, url = stated.partition("=")
    if not AUTHORITY_NAME.fullmatch(name):
        raise _wrong(f"{name!r} cannot be the name of an authority: lower-case letters, digits and hyphens.")
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        good = False
    if not good or not url.isascii() or any(char <= " " for char in url):
        raise _wrong(f"{name}: {url!r} is no address of an authority.")
    return Authority(name=name, url=url)


def _wrong(message: str) -> Mistaken:
    return Mistaken(message, code="bad-authority", advice=f"Write NAME=URL, for example {PUBLIC_AUTHORITIES[0]}")
