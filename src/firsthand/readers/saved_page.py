"""
One page saved by a browser: MHTML (``.mht``, ``.mhtml``) and SingleFile (``.html``). The file is one item and one post.

Rules:
    - SingleFile says in a comment at the top of the page what was saved and when; a page without such a comment is not taken.
    - MHTML is a mail message of type ``multipart/related`` whose head has ``Snapshot-Content-Location``, or whose first part has a
      ``Content-Location``; the first part in HTML is the page.
    - When a page was saved is the mark ``captured:…``, as the file states it.

Source:
    RFC 2557 (MHTML); the comment of SingleFile as its pages hold it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parsedate_to_datetime

from firsthand.model.adapter import Adapter
from firsthand.model.post import Post
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers.seam import Files, Setting
from firsthand.readers.web_pages import page

NAME = "saved-page"
MAX_FILE = 256 << 20

_SINGLE = re.compile(
    rb"<!--\s{0,20}Page saved with SingleFile\s{1,20}url:\s{0,20}(?P<url>\S{1,8000})\s"
    rb"[^>]{0,500}?saved date:\s{0,20}(?P<date>[^\r\n>]{1,200})",
    re.IGNORECASE,
)
_MHTML = re.compile(rb"(?im)^snapshot-content-location:|^from: <?saved by ")
_RELATED = re.compile(rb"(?i)^content-type:\s{0,20}multipart/related", re.MULTILINE)
_SAVED = re.compile(r"\w{3} (\w{3}) (\d{1,2}) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})")


class SavedPageReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def find(self, files: Files) -> list[Find]:
        """Recognise by what the program that saved it wrote at the top."""
        found = []
        for name in files.names():
            head = files.head(name, 16384)
            if _SINGLE.search(head):
                found.append(Find(NAME, (name,), (), 0.96, "a page saved by SingleFile"))
            elif _RELATED.search(head[:8192]) and _MHTML.search(head[:8192]):
                found.append(Find(NAME, (name,), (), 0.96, "a page saved as MHTML"))
        return found

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read each file as one page."""
        for member in find.members:
            size = files.size(member)
            if size > MAX_FILE:
                yield Rejected(member, 1, 0, 0, b"", "too-large", f"{member}: {size:,} bytes; the limit is {MAX_FILE:,}.")
                continue
            with files.open(member) as stream:
                raw = stream.read()
            post, why = _single(raw) if _SINGLE.search(raw, 0, 16384) else _mhtml(raw)
            if post is None:
                yield Rejected(member, 1, 0, size, raw, "no-page", f"{member}: {why}.")
            else:
                yield Item(member, 1, 0, size, raw, (post,))
                if why:
                    yield Gap("cut-off", member, 1, f"{member}: {why}.")


def _single(raw: bytes) -> tuple[Post | None, str]:
    match = _SINGLE.search(raw, 0, 16384)
    if match is None:
        return None, "it does not say what was saved"
    uri, saved = (match[name].decode("utf-8", "replace").strip() for name in ("url", "date"))
    cut = "" if raw.rstrip()[-7:].lower() == b"</html>" else "the page does not end: the file may have been cut"
    return page(raw, "utf-8", uri, _iso(saved), cut=bool(cut)), cut


def _mhtml(raw: bytes) -> tuple[Post | None, str]:
    try:
        whole = BytesParser(policy=compat32).parsebytes(raw)
        parts = [one for one in whole.walk() if not one.is_multipart()]
        html = next((one for one in parts if one.get_content_type() in ("text/html", "application/xhtml+xml")), None)
        if html is None:
            return None, "no part of it is a page"
        body = html.get_payload(decode=True)
        uri = str(whole["Snapshot-Content-Location"] or html["Content-Location"] or "").strip()
        saved, charset = str(whole["Date"] or ""), html.get_content_charset() or ""
    except (ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError) as error:
        return None, f"it is no mail message that can be taken apart ({type(error).__name__})"
    boundary = whole.get_boundary()
    cut = "" if boundary and f"--{boundary}--".encode("utf-8", "replace") in raw[-4096:] else "its last part does not end: the file was cut"
    return page(body if isinstance(body, bytes) else b"", charset, uri, _iso(saved), cut=bool(cut)), cut


def _iso(stated: str) -> str:
    """A time as RFC 3339; as it is stated where it is none."""
    if match := _SAVED.match(stated):
        month, day, year, clock, zone = match.groups()
        stated = f"{day} {month} {year} {clock} {zone}"
    try:
        return parsedate_to_datetime(stated).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return stated[:40]


def _filler(raw: bytes) -> bytes:
    """A page of the same kind that says nothing."""
    single = _SINGLE.search(raw, 0, 16384)
    if single:
        front = b"<!--\n Page saved with SingleFile\n url: x \n saved date: x\n-->"
    else:
        front = b"From: <Saved by x>\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
    return (front + b" " * len(raw))[: len(raw)]


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="One page saved by a browser: MHTML and SingleFile.",
    open=lambda options: SavedPageReader(),
    filler=_filler,
    losses=(
        "Pictures and other parts of the page stay inside the file.",
        "What a page shows only after its scripts have run, and had not shown when it was saved, is not there.",
    ),
)
