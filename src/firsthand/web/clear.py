"""
Clear bytes of sealed things on their way to one browser: in memory alone, a short while, under the host name of the media.

Only what is no text goes this way: a text stands in the page that answers its opening. The address is chance and says nothing; after
`GOOD_FOR_S` seconds, and when `MOST` later ones came, it opens nothing any more.
"""

from __future__ import annotations

import io
import secrets
import threading
import time

from django.http import FileResponse, HttpResponse, HttpResponseNotFound

from firsthand.web.room import room

GOOD_FOR_S = 120
MOST, MOST_BYTES = 4, 32 << 20
"""How many are held at once, and how long one may be."""
PATH = "/clear/"

_held: dict[str, tuple[float, str, bytes]] = {}
_turn = threading.Lock()


def address(data: bytes, *, at: float | None = None) -> str:
    """
    Hold bytes, and give the address at which they are.

    Args:
        at: Seconds of a clock that only goes on; None for the machine's.
    """
    here, token = room(), secrets.token_urlsafe(24)
    with _turn:
        _forget(time.monotonic() if at is None else at)
        while len(_held) >= MOST:
            del _held[next(iter(_held))]
        _held[token] = (time.monotonic() if at is None else at, here.name, data)
    return f"{here.media}{here.prefix}{PATH}{token}"


def given(data: bytes | None, mime: str) -> HttpResponse | FileResponse:
    """
    What is held, or that there is nothing.

    Args:
        mime: What a browser may show it as; empty: a file.
    """
    if data is None:
        return HttpResponseNotFound("Covered again: ask once more to open it.", content_type="text/plain")
    kind = mime or "application/octet-stream"
    return FileResponse(io.BytesIO(data), as_attachment=not mime, filename="opened", content_type=kind)


def held(token: str, *, at: float | None = None) -> bytes | None:
    """Bytes that are held; None when it was too long ago, or in another case."""
    with _turn:
        _forget(time.monotonic() if at is None else at)
        found = _held.get(token)
    return found[2] if found is not None and found[1] == room().name else None


def _forget(now: float) -> None:
    for token in [token for token, (since, _case, _data) in _held.items() if now - since > GOOD_FOR_S]:
        del _held[token]
