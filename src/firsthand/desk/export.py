"""
Export: captures and their proofs, in the field's own formats, for an archive, a court or a partner.

What leaves is what we received, byte for byte: it holds handles, names and whatever else people wrote. So it is no
publication: nothing of a person who said no to such a use goes with it, it is entered with the reason and the receiver
before the file gets its name, and the file says itself what it holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from firsthand.desk.bag import PAYLOAD, Below, folder_in, shape_of
from firsthand.desk.care import consents
from firsthand.desk.ports import Desk, Parcel
from firsthand.desk.record import need_reason, need_word
from firsthand.desk.search import query_of
from firsthand.desk.stamp import carried_stamps
from firsthand.desk.story import cards, story_files
from firsthand.exporters import wacz, warc
from firsthand.exporters.cdxj import IndexLine, address, index
from firsthand.find.query import parse
from firsthand.ledger.canonical import canonical
from firsthand.ledger.items import item_commitment, root_of
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken, NotFound, Refused, Tampered
from firsthand.model.ids import Digest, PostId, RunId

FORMATS = {"warc": "file", "wacz": "zip", "bagit": "folder"}
LAYERS = ("archive", "courts", "partners")
ALWAYS = ("hold",)
"""Who does not want to be held at all is not handed on."""
CLOSED = ("no", "withdrawn")
CHUNK_BYTES = 1 << 20
SEARCH_ALL = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOrder:
    """
    What a person wants to hand on.

    Attributes:
        format: A word of `FORMATS`.
        target: Where it goes; must not exist.
        story, query: The messages of a story's cards, or those that a search finds; exactly one of the two, or neither for all.
        layers: Uses for which consent is asked: words of `LAYERS`.
        recipient: Who gets it.
        because: Why.
        media: Pictures, videos and sounds go with their messages.
        software: Name and version of this program.
        views: Saved searches by name, which a query may use; the entry holds the query as written.
    """

    format: str
    target: str
    story: str = ""
    query: str | None = None
    layers: tuple[str, ...] = LAYERS
    recipient: str = ""
    because: str = ""
    media: bool = True
    software: str = "Firsthand"
    views: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """Where it is, how many items went, what stayed here and why, what it holds in words, its digest, its entry."""

    path: str
    items: int
    left_out: list[dict[str, str]]
    holds: str
    digest: str
    entry: int


@dataclass(slots=True)
class _Packing:
    """What an export has come to so far."""

    order: ExportOrder
    at: datetime
    closed: frozenset[tuple[int, int]]
    lines: list[IndexLine] = field(default_factory=list)
    pages: list[dict[str, str]] = field(default_factory=list)
    proofs: list[bytes] = field(default_factory=list)
    commitments: list[bytes] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    left_out: list[dict[str, str]] = field(default_factory=list)
    items: dict[tuple[int, int], str] = field(default_factory=dict)
    runs: dict[int, Any] = field(default_factory=dict)
    media: set[str] = field(default_factory=set)


def export(desk: Desk, order: ExportOrder, *, actor: Actor) -> Exported:
    """
    Hand captures on.

    Raises:
        Refused: A tool asks; no reason; nothing may go.
        Mistaken: The target exists; the format or a layer is no word of ours; story and query together.
        Tampered: A capture is not what the ledger says. Nothing is sent.
    """
    if actor.kind != "person":
        raise Refused("Only a person may hand evidence on.", code="tool-decides", advice="Name the person with --as.")
    need_word(order.format, tuple(FORMATS), "format")
    for layer in order.layers:
        need_word(layer, LAYERS, "layer")
    reason = need_reason(order.because)
    if order.story and order.query is not None:
        raise Mistaken("A story or a query, not both.", code="two-choices", advice="Leave one of them out.")
    packing = _Packing(order=order, at=desk.clock.now(), closed=closed_items(desk, order.layers))
    shape = shape_of(order.target) if order.format == "bagit" else FORMATS[order.format]
    with desk.outbox.parcel(order.target, shape) as parcel:
        digest = _fill(desk, packing, parcel)
        if not packing.items:
            raise Refused(
                f"Nothing may go: {len(packing.left_out)} messages were left out.",
                code="nothing-to-export",
                advice="See what people agreed to with `firsthand consent`, or choose other messages.",
            )
        entry = _enter(desk, packing, digest, reason, actor)
        path = parcel.send()
    return Exported(path=path, items=len(packing.items), left_out=packing.left_out, holds=_holds(packing), digest=digest, entry=entry)


def _fill(desk: Desk, packing: _Packing, parcel: Parcel) -> str:
    """Put everything in; returns the digest that the entry names."""
    records = warc.write(_records(desk, packing), packing.lines)
    if packing.order.format == "warc":
        parcel.add("", records)
        return parcel.digest()
    bagged = packing.order.format == "bagit"
    held = Below(parcel, folder_in(packing.order.target) + PAYLOAD if bagged else "")
    held.add(wacz.ARCHIVE, records)
    held.add(wacz.INDEX, index(packing.lines, wacz.ARCHIVE.rpartition("/")[2]))
    held.add(wacz.PAGES, wacz.pages(packing.pages))
    held.add(wacz.PROOFS, packing.proofs)
    held.add(wacz.ENTRIES, [_entries(desk, packing)])
    held.add(wacz.GUIDE, [wacz.HOW_TO_CHECK.encode()])
    if bagged:
        digest = _bag(desk, packing, held)
        parcel.digest()  # what is one file is closed by this
        return digest
    created = warc.stamp(packing.at)
    software = packing.order.software
    package = wacz.package(
        held.held, title=_title(desk, packing.order), description=_holds(packing), created=created, software=software,
        holds=_warning(desk, packing),
    )  # fmt: skip
    stated = f"sha256:{hashlib.sha256(package).hexdigest()}"
    signature, key = desk.outbox.sign(stated.encode())
    parcel.add(wacz.PACKAGE, [package])
    signed = wacz.digest_file(stated, created=created, software=software, signature=signature, public_key=key)
    parcel.add(wacz.DIGEST, [signed])
    return parcel.digest()


def _bag(desk: Desk, packing: _Packing, held: Below) -> str:
    return held.bag({
        "Source-Organization": desk.plan.controller or desk.plan.newsroom, "Contact-Name": desk.plan.contact,
        "External-Description": _holds(packing), "External-Identifier": desk.plan.origin,
        "Bagging-Date": f"{packing.at:%Y-%m-%d}", "Bag-Software-Agent": packing.order.software,
        "Recipient": packing.order.recipient,
    })  # fmt: skip


def _records(desk: Desk, packing: _Packing) -> Iterator[warc.Record]:
    """The file's own record, then each capture with what we say about it."""
    order = packing.order
    yield warc.warcinfo(packing.at, wacz.ARCHIVE.rpartition("/")[2], {
        "software": order.software, "format": "WARC File Format 1.1", "isPartOf": _title(desk, order),
        "description": _warning_text(packing),
    })  # fmt: skip
    for post in chosen(desk, order):
        why = not_agreed(desk, post, order.layers)
        if why:
            packing.left_out.append({"post": post["id"], "code": "consent", "why": why})
            continue
        went, at = False, packing.at
        for place in desk.views.place_of(PostId(post["id"])):
            records = _capture(desk, packing, post, place)
            for record in records:
                went, at = True, record.at
                yield record
            went = went or (place["seq"], place["item"]) in packing.items
        if went:
            packing.posts.append(post["id"])
            yield from _media(desk, packing, post, at)


def _capture(desk: Desk, packing: _Packing, post: Mapping[str, Any], place: Mapping[str, Any]) -> list[warc.Record]:
    """One item as it was received, and our words about it; none when it must stay here."""
    key = place["seq"], place["item"]
    if key in packing.items:
        packing.pages.append(_page(post, packing.items[key], run_at(desk, place)))
        return []
    raw, stays, why = received(desk, place, packing.closed)
    if stays:
        packing.left_out.append({"post": post["id"], "code": stays, "why": why})
        return []
    proof = proof_of(desk, place, raw)
    mime = mime_of(raw)
    digest = hashlib.sha256(raw).hexdigest()
    target = (address(post["url"] or "") if mime == "application/json" else "") or f"urn:firsthand:item:{digest}"
    at = run_at(desk, place)
    resource = warc.record_of("resource", target, at, mime, raw, name=f"{place['run']}:{place['item']}")
    about = {
        "post": post["id"], "url": post["url"], "posted_at": post["posted_at"], "posted_stated": post["posted_stated"],
        "run": place["run"], "reader": place["maker"], "blob": place["digest"], "start": place["start"],
        "length": place["length"], "proof": proof,
    }  # fmt: skip
    packing.items[key] = target
    packing.commitments.append(bytes.fromhex(proof["commitment"]))
    packing.proofs.append(canonical({**proof, "record": resource.id, "sha256": digest, "target": target}) + b"\n")
    packing.pages.append(_page(post, target, at))
    if place["seq"] not in packing.runs:
        packing.runs[place["seq"]] = desk.book.proof_of_entry(place["seq"])
    return [resource, warc.record_of("metadata", target, at, "application/json", canonical(about), about=resource.id)]


def received(desk: Desk, place: Mapping[str, Any], closed: frozenset[tuple[int, int]]) -> tuple[bytes, str, str]:
    """The bytes of an item, or why it must stay here: a code and a sentence."""
    if (place["seq"], place["item"]) in closed:
        return b"", "neighbour", "the same item holds words of somebody who said no"
    if place["start"] < 0:
        return b"", "no-bytes", "a spreadsheet's row has no bytes of its own"
    try:
        return _bytes(desk, place), "", ""
    except NotFound:
        return b"", "erased", "its bytes are no longer in the vault"


def _media(desk: Desk, packing: _Packing, post: Mapping[str, Any], at: datetime) -> Iterator[warc.Record]:
    if not packing.order.media:
        return
    for one in post["media"]:
        digest = one["digest"]
        if not digest or digest in packing.media:
            continue
        packing.media.add(digest)
        try:
            with desk.vault.open(Digest(digest)) as stream:
                head = stream.read(16)
                size = stream.seek(0, 2)
        except NotFound:
            packing.left_out.append({"post": post["id"], "code": "erased", "why": f"its {one['kind']} is no longer in the vault"})
            continue
        yield warc.Record(
            kind="resource", target=f"urn:firsthand:media:{digest}", at=at, mime=media_mime(head), size=size,
            digest=digest, body=blob_chunks(desk, digest), name=post["id"],
        )  # fmt: skip


_OTHER = "application/octet-stream"
_MAGIC = ((0, b"\x89PNG", "image/png"), (0, b"\xff\xd8\xff", "image/jpeg"), (0, b"GIF8", "image/gif"), (8, b"WEBP", "image/webp"),
          (4, b"ftyp", "video/mp4"), (0, b"OggS", "audio/ogg"), (0, b"ID3", "audio/mpeg"))  # fmt: skip


def media_mime(head: bytes) -> str:
    """Guess the type of a medium from its first bytes."""
    return next((mime for at, magic, mime in _MAGIC if head.startswith(magic, at)), _OTHER)


def blob_chunks(desk: Desk, digest: str) -> Iterator[bytes]:
    """Give a blob of the vault piece by piece; at the end it must be what its name says."""
    hashed = hashlib.sha256()
    with desk.vault.open(Digest(digest)) as stream:
        while chunk := stream.read(CHUNK_BYTES):
            hashed.update(chunk)
            yield chunk
    if hashed.hexdigest() != digest:
        raise _changed(f"{digest[:12]}… is not what its name says")


def _bytes(desk: Desk, place: Mapping[str, Any]) -> bytes:
    with desk.vault.open(Digest(place["digest"])) as stream:
        stream.seek(place["start"])
        return stream.read(place["length"])


def proof_of(desk: Desk, place: Mapping[str, Any], raw: bytes) -> dict[str, Any]:
    """How the item stands under its run; what does not open its commitment never leaves."""
    proof = desk.book.proof_of_item(place["seq"], place["item"])
    salt = desk.book.salt_of_item(RunId(place["run"]), place["item"])
    if salt is not None and item_commitment(salt, raw).hex() != proof["commitment"]:
        raise _changed(f"item {place['item'] + 1} of {place['run']} does not open its commitment")
    return {**proof, "entry": place["seq"], "salt": salt.hex() if salt else None}


def _changed(what: str) -> Tampered:
    return Tampered(f"{what}: nothing was exported.", code="changed-capture", advice="Run `firsthand verify` on the case.")


def _entries(desk: Desk, packing: _Packing) -> bytes:
    entries = {str(seq): proof for seq, proof in packing.runs.items()}
    stamps = carried_stamps(desk, packing.runs)
    return canonical(
        {"checkpoint": desk.book.head(), "key": desk.book.key(), "version": 1, "entries": entries}
        | ({"stamps": stamps} if stamps else {})
    )


def chosen(desk: Desk, order: ExportOrder) -> Iterator[Mapping[str, Any]]:
    """Find the messages that an order names: a story's cards, or the hits of a search."""
    if not order.story:
        yield from desk.views.search(query_of(order.query, order.views), limit=SEARCH_ALL, order="oldest", seed=0)
        return
    story_files(desk, order.story)
    for post in dict.fromkeys(act.detail["post"] for _, act in sorted(cards(desk, order.story).items())):
        yield desk.views.post(PostId(post))


def not_agreed(desk: Desk, post: Mapping[str, Any], layers: tuple[str, ...]) -> str:
    """Why a post may not go, or nothing. A capture holds every part of it, so a no to one part is a no."""
    for (layer, part), act in sorted(consents(desk, post["id"], post["account"]).items()):
        if layer in (*ALWAYS, *layers) and act.detail["value"] in CLOSED:
            return f"{act.detail['value']} for {layer}, {part} (entry {act.seq})"
    return ""


def closed_items(desk: Desk, layers: tuple[str, ...]) -> frozenset[tuple[int, int]]:
    """Items that hold a post of somebody who said no: another post in the same item must not carry it out."""
    subjects = {
        act.subject for act in desk.views.acts(kind="consent")
        if not act.undone and act.detail["layer"] in (*ALWAYS, *layers) and act.detail["value"] in CLOSED
    }  # fmt: skip
    found: set[tuple[int, int]] = set()
    for subject in subjects:
        for post in _posts_of(desk, subject):
            if not_agreed(desk, post, layers):
                found |= {(place["seq"], place["item"]) for place in desk.views.place_of(PostId(post["id"]))}
    return frozenset(found)


def _posts_of(desk: Desk, subject: str) -> Iterator[Mapping[str, Any]]:
    """A post itself, or the posts of an account."""
    try:
        yield desk.views.post(PostId(subject))
    except NotFound:
        yield from desk.views.search(parse(f'account:"{subject}"'), limit=SEARCH_ALL, order="oldest", seed=0)


def _enter(desk: Desk, packing: _Packing, digest: str, reason: str, actor: Actor) -> int:
    order = packing.order
    subject = f"story:{order.story}" if order.story else "export"
    detail = {
        "subject": subject, "format": order.format, "query": order.query, "because": reason, "recipient": order.recipient,
        "layers": list(order.layers), "count": len(packing.items), "posts": packing.posts, "left_out": packing.left_out,
        "sha256": digest,
    }  # fmt: skip
    with desk.book.writing() as pen:
        return pen.append("export", detail, actor=actor, items_root=root_of(packing.commitments)).seq


def run_at(desk: Desk, place: Mapping[str, Any]) -> datetime:
    """Tell when an item's import was entered."""
    return datetime.fromtimestamp(desk.views.run(place["run"]).at_us // 1_000_000, UTC)


def _page(post: Mapping[str, Any], target: str, at: datetime) -> dict[str, str]:
    return {"id": hashlib.sha256(f"{post['id']} {target} {at}".encode()).hexdigest()[:22], "url": target,
            "ts": warc.stamp(at), "title": post["id"], "text": post["text"]}  # fmt: skip


def mime_of(raw: bytes) -> str:
    """Guess the type of an item from its bytes."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _OTHER
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return "text/plain; charset=utf-8"
    return "application/json" if isinstance(value, (dict, list)) else "text/plain; charset=utf-8"


def _title(desk: Desk, order: ExportOrder) -> str:
    return f"{desk.plan.title} ({order.story})" if order.story else desk.plan.title


def _warning_text(packing: _Packing) -> str:
    media = "with their pictures, videos and sounds" if packing.order.media else "without their media"
    return (
        f"Captures as received, {media}: they hold handles, names and whatever else people wrote. For archives, courts and "
        "partners; not for publication."
    )


def _holds(packing: _Packing) -> str:
    left = f" {len(packing.left_out)} were left out." if packing.left_out else ""
    return f"{len(packing.items)} items. {_warning_text(packing)}{left}"


def _warning(desk: Desk, packing: _Packing) -> dict[str, Any]:
    return {
        "case": desk.plan.origin, "items": len(packing.items), "personal_data": True, "for": list(packing.order.layers),
        "recipient": packing.order.recipient, "invented": desk.plan.invented,
    }  # fmt: skip
