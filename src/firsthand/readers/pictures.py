"""
Pictures and films that were handed over by themselves, and what they say: EXIF, IPTC, XMP, C2PA.

Rules:
    - A picture that belongs to a chat or an archive is that one's medium, and not read here. Beside web pages only pictures
      that say something are read: the others are buttons and backgrounds.
    - An item is the file. Its post has the caption as words, the credit as name, and the claimed time: anybody can write
      all three. It is named by the digest of its bytes.
    - Where it was taken and by which device is sealed: a gap says that it is there.
    - Of a C2PA manifest two truths are kept apart: whether the signature fits the bytes, and whether the signer is one who
      is trusted. Nothing is fetched; without the library a gap says that the manifest was not read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from firsthand.model.adapter import Adapter
from firsthand.model.ids import post_id
from firsthand.model.post import Media, Post
from firsthand.model.reading import Find, Gap, Item, Rejected
from firsthand.readers.json_fit import clean
from firsthand.readers.picture_facts import Facts, facts, mime_of
from firsthand.readers.seam import Files, Known, Setting

NAME = "pictures"
PLATFORM = "file"

_OF_PAGES = (".html", ".htm", ".css", ".js")
_SMALLEST = 64
_CHUNK = 1 << 20
_MAX_MANIFESTED = 4 << 30
_FETCHES_NOTHING = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
_CHANGED = frozenset({"assertion.dataHash.mismatch", "assertion.boxesHash.mismatch", "assertion.bmffHash.mismatch"})


class PicturesReader:
    """Implements `firsthand.readers.seam.Reader`."""

    def find(self, files: Files) -> list[Find]:
        """Recognise pictures and films; those of one folder are one source."""
        names = files.names()
        pages = any(name.casefold().endswith(_OF_PAGES) for name in names)
        folders: dict[str, list[str]] = {}
        for name in names:
            size = files.size(name)
            if size >= _SMALLEST and mime_of(files.head(name, 64)):
                with files.open(name) as stream:
                    said = facts(stream, size)
                if said.says_something or not pages:
                    folders.setdefault(name[: name.rfind("/") + 1], []).append(name)
        why = "pictures or films by themselves"
        return [Find(NAME, tuple(held), (), 0.1, why) for held in folders.values()]

    def read(self, files: Files, find: Find, setting: Setting) -> Iterator[Item | Rejected | Gap]:
        """Read each file."""
        for member in find.members:
            yield from _read(files, member)


def _read(files: Files, member: str) -> Iterator[Item | Rejected | Gap]:
    size = files.size(member)
    if not size:
        return
    with files.open(member) as stream:
        said = facts(stream, size)
        if not said.mime:
            why = f"{member}: it is no picture or film that is known here, or its first bytes are damaged."
            yield Rejected(member, 1, -1, 0, b"", "no-picture", why)
            return
        digest = files.digest(member) if isinstance(files, Known) else _sha256(stream)
        marks, gaps = _manifest(stream, size, said, member)
    post = Post(
        id=post_id(PLATFORM, digest), platform=PLATFORM, native_id=digest, text=said.caption, posted=said.taken,
        name=said.credit or None, media=(Media(said.mime.partition("/")[0], name=member),), marks=tuple(marks),
    )  # fmt: skip
    told = {"sha256": digest, "taken": said.taken.stated, "caption": said.caption, "credit": said.credit}
    raw = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    yield Item(member, 1, -1, len(raw), raw, (post,))
    if said.sealed:
        what = " and ".join({"place": "where it was taken", "device": "which device took it"}[one] for one in sorted(said.sealed))
        yield Gap("sealed", member, 1, f"{what}: this is in the file and is not read")
    yield from gaps


def _sha256(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _manifest(stream: BinaryIO, size: int, said: Facts, member: str) -> tuple[list[str], list[Gap]]:
    """What a C2PA manifest proves, as marks; or why it was not read."""
    if not said.manifest:
        return [], []
    if said.manifest == "elsewhere":
        return ["c2pa"], [Gap("not-read", member, 1, "its C2PA manifest lies on another machine and was not fetched")]
    try:
        from c2pa import C2paError, Context, Reader, Settings
    except ImportError:
        what = "a C2PA manifest is in the file and was not read; install the extra `c2pa` and collect it again"
        return ["c2pa"], [Gap("not-read", member, 1, what)]
    if size > _MAX_MANIFESTED:
        return ["c2pa"], [Gap("not-read", member, 1, f"a C2PA manifest in a file of more than {_MAX_MANIFESTED} bytes was not read")]
    stream.seek(0)
    try:
        context = Context(settings=Settings.from_dict(_FETCHES_NOTHING))
        told = json.loads(Reader(said.mime, stream, context=context).json())
    except (C2paError, ValueError, RecursionError) as error:
        why = clean(str(error))[:200]
        return ["c2pa"], [Gap("not-read", member, 1, f"a C2PA manifest is in the file and cannot be read: {why}")]
    return ["c2pa", *_truths(told)], []


def _truths(told: Any) -> Iterator[str]:
    """Three answers of a validator, which do not follow from one another."""
    active = told.get("validation_results", {}).get("activeManifest", {}) if isinstance(told, dict) else {}
    good, bad = (
        {one.get("code") for one in active.get(key, ()) if isinstance(one, dict)} if isinstance(active, dict) else set()
        for key in ("success", "failure")
    )
    broken = any(str(code).startswith("claimSignature.") for code in bad)
    yield f"c2pa-signature:{'invalid' if broken or 'claimSignature.validated' not in good else 'valid'}"
    yield f"c2pa-signer:{'trusted' if 'signingCredential.trusted' in good else 'not-trusted'}"
    if _CHANGED & bad:
        yield "c2pa-content:changed"
    others = sorted(str(code) for code in bad - _CHANGED if not str(code).startswith(("claimSignature.", "signingCredential.")))
    if others:
        yield f"c2pa-faults:{','.join(others)[:200]}"


ADAPTER = Adapter(
    kind="reader",
    name=NAME,
    version="1",
    summary="Pictures and films by themselves: claimed time, caption, credit, and whether a C2PA signature fits.",
    open=lambda options: PicturesReader(),
    losses=(
        "Where a picture was taken and by which device is sealed; maker's notes and previews stay in the file.",
        "Of a C2PA manifest only what was checked is read: who signed, when, and the history of edits stay in the file.",
        "No list of trusted signers comes with Firsthand, so a signer is trusted only where the library's own settings say so.",
        "SVG, GIF and raw formats of cameras are not read; beside web pages, pictures that say nothing of themselves neither.",
    ),
)
