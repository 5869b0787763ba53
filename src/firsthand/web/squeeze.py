"""
Text goes out packed: pages, styles and scripts, to who takes it so.

A packed page tells by its length how often words stand in it; who may put words into it and see its length could guess others. Here
nobody from elsewhere may ask for a page at all (`doors`), and each form carries its token masked anew.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import lru_cache

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

TEXT = ("text/html", "text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml")
LEAST_BYTES = 1_000


def squeezed(answer: Callable[[HttpRequest], HttpResponse | FileResponse]) -> Callable[[HttpRequest], HttpResponse | FileResponse]:
    """Pack what is text and long enough; streams of news stay as they are."""

    def door(request: HttpRequest) -> HttpResponse | FileResponse:
        given = answer(request)
        kind = given.headers.get("Content-Type", "").partition(";")[0]
        if kind not in TEXT or given.status_code != 200 or "Content-Encoding" in given.headers or request.method == "HEAD":
            return given
        patch_vary_headers(given, ("Accept-Encoding",))
        if "gzip" not in request.headers.get("Accept-Encoding", ""):
            return given
        if isinstance(given, FileResponse):
            whole = b"".join(given.streaming_content)  # type: ignore[arg-type]
            given.close()
            packed = HttpResponse(_packed(whole), headers=dict(given.headers))
        elif given.streaming or len(given.content) < LEAST_BYTES:
            return given
        else:
            packed = given
            packed.content = gzip.compress(given.content, 5, mtime=0)
        packed.headers["Content-Encoding"] = "gzip"
        packed.headers["Content-Length"] = str(len(packed.content))
        return packed

    return door


@lru_cache(maxsize=64)
def _packed(data: bytes) -> bytes:
    """Of a file that is shipped: there are few, and each is packed once."""
    return gzip.compress(data, 9, mtime=0)
