"""Bytes from outside, under another host name: by signed addresses that expire, without cookies, never as a page."""

from __future__ import annotations

import io
from typing import BinaryIO

from django.core import signing
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotFound

from firsthand.desk.thumbnails import thumbnail
from firsthand.model.errors import FirsthandError, NotFound
from firsthand.model.ids import Digest
from firsthand.web import clear, drafts
from firsthand.web.room import room

SALT, SMALL = "firsthand.media", "small-"
GOOD_FOR_S = 15 * 60
INLINE = {
    b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"GIF8": "image/gif", b"RIFF": "image/webp",
    b"\x1aE\xdf\xa3": "video/webm", b"OggS": "audio/ogg", b"ID3": "audio/mpeg",
}  # fmt: skip
"""By first bytes: what a browser may show by itself. Everything else, SVG, PDF and HTML too, is a download."""

GUARDS = {
    "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'", "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "cross-origin",
}  # fmt: skip


def address(digest: str, *, small: bool = False) -> str:
    """
    A media address that holds for `GOOD_FOR_S` seconds.

    Args:
        small: The small copy, where there is one; else the picture itself.
    """
    named = f"{SMALL}{digest}" if small else digest
    here = room()
    return f"{here.media}{here.prefix}/{_signer(here.name).sign(named)}"


def mime_of(head: bytes) -> str:
    """What the first bytes are, when a browser may show it; else empty."""
    if head[4:8] == b"ftyp":
        return "video/mp4"
    found = next((mime for front, mime in INLINE.items() if head.startswith(front)), "")
    return "" if found == "image/webp" and head[8:12] != b"WEBP" else found


def media(request: HttpRequest) -> HttpResponse:
    """Answer one address; anything that is not signed, or too old, is not here."""
    if request.path.startswith("/draft/") and request.method in ("GET", "HEAD"):
        return _guarded(drafts.page(request))
    if request.path_info.startswith(clear.PATH) and request.method in ("GET", "HEAD"):
        data = clear.held(request.path_info.removeprefix(clear.PATH))
        return _guarded(clear.given(data, mime_of(data[:16]) if data else ""))
    try:
        if request.method not in ("GET", "HEAD"):
            raise signing.BadSignature
        named = _signer(room().name).unsign(request.path_info[1:], max_age=GOOD_FOR_S)
        digest = named.removeprefix(SMALL)
        stream = (_small(digest) if named != digest else None) or room().desk.vault.open(Digest(digest))
    except (signing.BadSignature, FirsthandError):
        return _guarded(HttpResponseNotFound("Not here, or not any more: open it from the desk again.", content_type="text/plain"))
    head = stream.read(16)
    stream.seek(0)
    mime = mime_of(head)
    return _guarded(
        FileResponse(stream, as_attachment=not mime, filename=digest[:16], content_type=mime or "application/octet-stream")
    )


def _signer(case: str) -> signing.TimestampSigner:
    """An address of one case opens nothing of another."""
    return signing.TimestampSigner(salt=f"{SALT} {case}".strip())


def _small(digest: str) -> BinaryIO | None:
    try:
        return io.BytesIO(thumbnail(room().desk, Digest(digest)))
    except NotFound:
        return None


def _guarded(answer: HttpResponse | FileResponse) -> HttpResponse:
    for name, value in GUARDS.items():
        answer.headers.setdefault(name, value)
    return answer  # type: ignore[return-value]
