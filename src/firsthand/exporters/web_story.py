"""
A published story as a web archive: WARC, and WACZ for viewers.

What is in it is what the public may see: the pages, pictures and proofs of the site, each under the address where it stands. A capture as
it was received is never in it: it holds a handle, a name, a place, a whole file of a platform, and nothing inside of it can be covered
without changing it. The proof of each card ties its page to its capture all the same. For archives and courts, who may have captures,
there is `desk.export`.

Source: WARC 1.1; WACZ 1.1.1.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

from firsthand.exporters import wacz, warc
from firsthand.exporters.cdxj import IndexLine, index
from firsthand.exporters.messages import headline
from firsthand.exporters.seam import Exporter, Handed, Made, adapter

NOWHERE = "https://story.invalid/"
"""Stands for the site's address where nobody said it; no such host can ever be (RFC 2606)."""
_MADE = (1980, 1, 1, 0, 0, 0)
_TYPES = {"html": "text/html", "css": "text/css", "json": "application/json", "xml": "application/atom+xml", "jpg": "image/jpeg",
          "png": "image/png", "woff2": "font/woff2", "md": "text/markdown", "py": "text/x-python", "txt": "text/plain",
          "pdf": "application/pdf", "svg": "image/svg+xml", "js": "text/javascript"}  # fmt: skip
CAPTURES_STAY = "Captures as received: what a capture shows beyond its card cannot be covered inside of it. The proofs go along."


def _at(handed: Handed) -> datetime:
    edition = handed.printed.edition
    return (edition.updated or edition.published).astimezone(UTC)


def _records(handed: Handed) -> Iterator[warc.Record]:
    at = _at(handed)
    yield warc.warcinfo(at, wacz.ARCHIVE.rpartition("/")[2], {
        "software": handed.software, "format": "WARC File Format 1.1", "isPartOf": handed.title,
        "description": "A published story: its pages, pictures and proofs. No captures.",
    })  # fmt: skip
    for path, data in sorted(handed.pages.items()):
        kind = _TYPES.get(path.rpartition(".")[2], "application/octet-stream")
        yield warc.record_of("resource", f"{handed.site or NOWHERE}{path}", at, kind, data, name=path)


def _listed(handed: Handed) -> Iterator[dict[str, str]]:
    edition = handed.printed.edition
    site, at = handed.site or NOWHERE, warc.stamp(_at(handed))
    shown = [(f"{edition.language}/index.html", handed.title, edition.standfirst)]
    shown += [(f"{edition.language}/card/{one.id}/index.html", headline(one), one.shown) for one in handed.messages]
    for path, title, text in shown:
        if path in handed.pages:
            name = hashlib.sha256(f"{path} {at}".encode()).hexdigest()[:22]
            yield {"id": name, "url": site + path, "ts": at, "title": title, "text": text}


def make_warc(handed: Handed) -> Made:
    """One packed WARC file."""
    return Made(files={"story.warc.gz": [b"".join(warc.write(_records(handed), []))]}, left_out=_left_out(handed))


def make_wacz(handed: Handed) -> Made:
    """One WACZ, signed with the case's key for archives where there is one."""
    lines: list[IndexLine] = []
    held = {
        wacz.ARCHIVE: b"".join(warc.write(_records(handed), lines)),
        wacz.INDEX: b"".join(index(lines, wacz.ARCHIVE.rpartition("/")[2])),
        wacz.PAGES: b"".join(wacz.pages(_listed(handed))),
    }
    created = warc.stamp(_at(handed))
    resources = [
        wacz.Resource(name=name, sha256=hashlib.sha256(data).hexdigest(), sha512=hashlib.sha512(data).hexdigest(), size=len(data))
        for name, data in held.items()
    ]
    held[wacz.PACKAGE] = package = wacz.package(
        resources, title=handed.title, description="A published story: its pages, pictures and proofs. No captures.", created=created,
        software=handed.software, holds={"case": handed.case, "captures": 0, "public": True, "invented": handed.invented},
    )  # fmt: skip
    if handed.sign is not None:
        stated = f"sha256:{hashlib.sha256(package).hexdigest()}"
        signature, key = handed.sign(stated.encode())
        held[wacz.DIGEST] = wacz.digest_file(stated, created=created, software=handed.software, signature=signature, public_key=key)
    return Made(files={"story.wacz": [_zipped(held)]}, left_out=_left_out(handed))


def _zipped(held: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in held.items():
            entry = zipfile.ZipInfo(name, _MADE)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def _left_out(handed: Handed) -> tuple[str, ...]:
    return () if handed.site else (f"The site's address: pages stand under {NOWHERE}. Say --site.",)


_USE = "Web archives: the story as its readers see it, to be looked at when the site is gone."

ADAPTERS = (
    adapter("warc", "A published story as a web archive (WARC 1.1).", Exporter(
        ending=".warc.gz", make=make_warc, site_pages=True, use=_USE, licence="ISO 28500, an open standard.",
        proof="Read back by warcio, every digest.",
        reading=("With `--for` it is another thing: captures as received, [for archives and courts](../recipes/export-evidence.md).",),
    ), losses=(CAPTURES_STAY,)),
    adapter("wacz", "A published story as a packed web archive (WACZ 1.1.1).", Exporter(
        ending=".wacz", make=make_wacz, site_pages=True, use=_USE + " ReplayWeb.page opens it.",
        licence="CC BY-SA 4.0 (Webrecorder's specification).",
        proof="Checked by `firsthand verify`, and by py-wacz in a campaign.",
        reading=("With `--for` it is another thing: captures as received, [for archives and courts](../recipes/export-evidence.md).",),
    ), losses=(CAPTURES_STAY,)),
)  # fmt: skip
