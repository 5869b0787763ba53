"""What may come in at all, before anything of it is read: how long a body may be, and whose."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any

from asgiref.sync import sync_to_async

FORM_BYTES, BODY_BYTES = 2 << 30, 12 << 20
"""Of the form that brings files in without script, and of every other one."""
LINGER_S, LINGER_BYTES = 2.0, 4 << 20
"""How long, and for how much, who was refused is still listened to."""
HEADERS = (
    (b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close"), (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
)  # fmt: skip
FORMS = re.compile(r"(/case/[^/]+)?/import")

Scope = dict[str, Any]
App = Callable[[Scope, Callable[[], Awaitable[Any]], Callable[[Any], Coroutine[Any, Any, None]]], Awaitable[None]]


def gated(app: App, *, known: Callable[[str], bool] | None = None) -> App:
    """
    Refuse bodies that are too long, of unknown length, or of who has no cookie; nothing of them is kept.

    Args:
        known: Whether a cookie is of somebody who is signed in; None where having one is enough, on one's own machine.
    """

    async def gate(scope: Scope, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Coroutine[Any, Any, None]]) -> None:
        why = _why_not(scope) if scope["type"] == "http" else None
        if why is None and known is not None and scope["type"] == "http" and _length(scope) > BODY_BYTES:
            cookie = dict(scope["headers"]).get(b"cookie", b"").decode("latin-1")
            why = None if await sync_to_async(known)(cookie) else (403, "Sign in first.")
        if why is None:
            await app(scope, receive, send)
            return
        status, words = why[0], why[1].encode()
        headers = [*HEADERS, (b"content-length", b"%d" % len(words))]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": words, "more_body": True})
        with suppress(TimeoutError):
            await asyncio.wait_for(_thrown_away(receive), LINGER_S)
        await send({"type": "http.response.body", "body": b""})

    return gate


async def _thrown_away(receive: Callable[[], Awaitable[Any]]) -> None:
    """
    What was on its way already, up to `LINGER_BYTES`.

    A line that is closed on unread bytes is reset, and the answer with it: behind a proxy people would read of a bad gateway.
    """
    read = 0
    while read < LINGER_BYTES:
        told = await receive()
        if not told.get("more_body"):
            return
        read += len(told.get("body", b""))


def _why_not(scope: Scope) -> tuple[int, str] | None:
    headers = dict(scope["headers"])
    length = headers.get(b"content-length")
    if length is None:
        return (411, "Say how long it is.") if b"transfer-encoding" in headers else None
    most = FORM_BYTES if FORMS.fullmatch(scope["path"]) and b"firsthand=" in headers.get(b"cookie", b"") else BODY_BYTES
    if not length.isdigit() or len(length) > 18 or int(length) > most:
        return 413, f"That is too long: at most {most >> 20} MB at once. With script the page sends files in pieces, of any length."
    return None


def _length(scope: Scope) -> int:
    """As it was stated; `_why_not` has looked that it is a number."""
    return int(dict(scope["headers"]).get(b"content-length", b"0"))
