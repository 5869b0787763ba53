"""
HAR, the record that browsers keep of their network traffic: each entry is an item, read as `web_pages` reads an answer.

Source:
    HTTP Archive 1.2 (Jan Odvarko); what browsers write differs in the fields that begin with ``_``.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from firsthand.model.adapter import Adapter
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers import fillers
from firsthand.readers.json_items import MAX_DOCUMENT, NOTHING, pieces
from firsthand.readers.json_outline import outline
from firsthand.readers.seam import Files, Setting
from firsthand.readers.web_pages import BODY_BYTES, Answer, read_answer

NAME = "har"
_LISTS, _INNER = frozenset({"entries"}), frozenset({"log"})


class HarReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def find(self, files: Files) -> list[Find]:
        """Recognise by ``log`` and what stands in it."""
        return [Find(NAME, (name,), (), 0.95, "traffic of a browser (HAR)") for name in files.names() if _is_har(files.head(name))]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read the entries in order."""
        for member in find.members:
            yield from _read(files, member)


def _is_har(head: bytes) -> bool:
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] != b"{":
        return False
    keys = outline(head)
    return "log" in keys and bool(keys & {"log.entries", "log.creator", "log.version", "log.browser"})


def _read(files: Files, member: str) -> Iterator[Item | Rejected | Gap]:
    size = files.size(member)
    if size > MAX_DOCUMENT:
        yield Rejected(member, 1, 0, 0, b"", "too-large", f"{member}: {size:,} bytes in one document; the limit is {MAX_DOCUMENT:,}.")
        return
    with files.open(member) as stream:
        data = stream.read()
    n = 0
    for piece in pieces(data, _LISTS, _INNER):
        if piece.start == piece.end:
            yield Gap("cut-off", member, 0, f"{member} ends after entry {n}, before its list is closed.")
            continue
        n += 1
        place = (member, n, piece.start, piece.end - piece.start, data[piece.start : piece.end])
        if not piece.closed:
            yield Rejected(*place, "cut-off", f"{member}, entry {n}: it begins and does not end; the file was cut or damaged.")
        elif piece.value is NOTHING:
            yield Rejected(*place, "not-json", f"{member}, entry {n}: these bytes are no JSON in UTF-8.")
        elif not isinstance(piece.value, dict) or not isinstance(uri := _at(piece.value, "request", "url"), str):
            yield Rejected(*place, "no-id", f"{member}, entry {n}: it does not say what was asked for.")
        else:
            captured = piece.value.get("startedDateTime")
            found = read_answer(_answer(piece.value), uri, captured if isinstance(captured, str) else "")
            yield Item(*place, found.posts, found.sightings)
            for code, why in found.gaps:
                yield Gap(code, member, n, why)


def _at(value: object, *path: str) -> object:
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _answer(entry: dict[str, object]) -> Answer:
    status, mime = _at(entry, "response", "status"), _at(entry, "response", "content", "mimeType")
    text, packed = _at(entry, "response", "content", "text"), _at(entry, "response", "content", "encoding") == "base64"
    body, flaw, charset = b"", "", ""
    if isinstance(text, str) and packed:
        try:
            body = base64.b64decode(text[: BODY_BYTES * 4 // 3], validate=False)
        except (ValueError, binascii.Error):
            flaw = "its body is no base64"
    elif isinstance(text, str):
        body, charset = text.encode("utf-8", "replace"), "utf-8"
    elif status == 200:
        flaw = "the browser did not keep its body"
    kind, _, rest = (mime if isinstance(mime, str) else "").partition(";")
    stated = rest.partition("charset=")[2].strip(" \"'")[:40]
    return Answer(
        status if isinstance(status, int) and not isinstance(status, bool) else 0, kind.strip().lower(), charset or stated,
        body[:BODY_BYTES], flaw=flaw,
    )  # fmt: skip


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="HAR files of browsers: pages, and the posts in answers of platforms.",
    open=lambda options: HarReader(),
    filler=fillers.json_object,
    losses=("Times of the network, cookies, headers, what was sent, and bodies that are no pages stay in the capture.",),
)
