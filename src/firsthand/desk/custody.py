"""
Custody: a folder for a court or a partner that a stranger can check, with what was received, its proofs, and its history.

It is entered like a publication: the entry's items_root covers every file apart from `proof/`, and ties each item to its
commitment; so `verify.py` reads it as it reads a site, and opens each item besides.

People of the desk are Person A, Person B …, in the order of the log, unless the order says otherwise. Their names are taken out of
what they wrote too, and a leak test reads everything that is ours. What the posters wrote is evidence and is not touched.

What people judged of sources is work, not custody, and does not go; neither do notes on consent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from firsthand.desk.bag import PAYLOAD, Below, folder_in, shape_of
from firsthand.desk.export import (
    LAYERS,
    Exported,
    ExportOrder,
    blob_chunks,
    chosen,
    closed_items,
    media_mime,
    mime_of,
    not_agreed,
    proof_of,
    received,
)
from firsthand.desk.people import People
from firsthand.desk.ports import Desk, Parcel
from firsthand.desk.record import need_reason, need_word
from firsthand.desk.screen import STEPS
from firsthand.desk.stamp import carried_stamps
from firsthand.exporters.custody import GUIDE, custody_page, event_parts
from firsthand.ledger.canonical import canonical
from firsthand.ledger.entry import Entry
from firsthand.ledger.items import root_of
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken, NotFound, Refused
from firsthand.model.ids import Digest, PostId

FORMAT = "custody"
ENDINGS = {"application/json": "json", "text/plain; charset=utf-8": "txt", "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif",
           "image/webp": "webp", "video/mp4": "mp4", "audio/ogg": "ogg", "audio/mpeg": "mp3"}  # fmt: skip
ALWAYS_TOLD = ("case", "stamp", "fixity", "backup", "hold-legal", "erase", "quarantine")
"""Events of the whole case that belong to the history of each item in it."""
METHOD_NOTE = (
    "Each import states its reader and version, above. A message is a reading of the bytes by that reader; the bytes are what was "
    "received. Tools propose; every decision is a person's entry in the log."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyOrder:
    """
    What is handed over, to whom.

    Attributes:
        export: Which messages, for which uses, to whom, why; its format is `custody`.
        names: People of the desk stand with their names and keys.
        machine: Names and versions of the parts of the machine that makes it.
        bag: All of it is the payload of a BagIt bag.
    """

    export: ExportOrder
    names: bool = False
    machine: tuple[tuple[str, str], ...] = ()
    bag: bool = False


@dataclass(slots=True)
class _Packing:
    order: CustodyOrder
    closed: frozenset[tuple[int, int]]
    items: list[dict[str, Any]] = field(default_factory=list)
    proofs: list[dict[str, Any]] = field(default_factory=list)
    seen: set[tuple[int, int]] = field(default_factory=set)
    posts: dict[str, None] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    left_out: list[dict[str, str]] = field(default_factory=list)
    files: list[list[str]] = field(default_factory=list)


def export_custody(desk: Desk, order: CustodyOrder, *, actor: Actor) -> Exported:
    """
    Hand items over with their whole history.

    Raises:
        Refused: A tool asks; no reason; nothing may go; a name of the desk would go out.
        Mistaken: The target exists; a layer is no word of ours; story and query together.
        Tampered: A capture is not what the ledger says. Nothing is sent.
    """
    wanted = order.export
    if actor.kind != "person":
        raise Refused("Only a person may hand evidence on.", code="tool-decides", advice="Name the person with --as.")
    for layer in wanted.layers:
        need_word(layer, LAYERS, "layer")
    reason = need_reason(wanted.because)
    if wanted.story and wanted.query is not None:
        raise Mistaken("A story or a query, not both.", code="two-choices", advice="Leave one of them out.")
    packing = _Packing(order=order, closed=closed_items(desk, wanted.layers))
    with desk.outbox.parcel(wanted.target, shape_of(wanted.target)) as whole:
        parcel = Below(whole, folder_in(wanted.target) + (PAYLOAD if order.bag else ""))
        for post in chosen(desk, wanted):
            _post(desk, packing, parcel, post)
        if not packing.items:
            raise Refused(
                f"Nothing may go: {len(packing.left_out)} messages were left out.",
                code="nothing-to-export",
                advice="See what people agreed to with `firsthand consent`, or choose other messages.",
            )
        told = _told(desk, packing, reason, actor)
        _written(desk, packing, parcel, told)
        lines = [[path, digest] for path, digest in sorted(packing.files)]
        cards = [[one["number"], *(one["proof_of"][part] for part in ("commitment", "index", "size"))] for one in packing.items]
        sums = hashlib.sha256(canonical(lines)).hexdigest()
        entry = _enter(desk, packing, sums, reason, actor, root_of([canonical(line) for line in (*lines, *cards)]))
        _prove(desk, packing, parcel, lines, cards, entry)
        holds = f"{len(packing.items)} items with their proofs and history. Not for publication."
        if order.bag:
            parcel.bag(_info(told, holds, wanted.software))
        digest = whole.digest() or sums  # of the one file, which no entry in it can name; else of the list of files
        path = whole.send()
    return Exported(path=path, items=len(packing.items), left_out=packing.left_out, holds=holds, digest=digest, entry=entry)


def _info(told: Mapping[str, Any], holds: str, software: str) -> dict[str, str]:
    """Lines of bag-info.txt, of what the export says anyhow."""
    case = told["case"]
    return {
        "Source-Organization": case["controller"], "Contact-Name": case["contact"], "External-Description": holds,
        "External-Identifier": case["log"], "Bagging-Date": told["made"][:10], "Bag-Software-Agent": software,
        "Recipient": told["recipient"],
    }  # fmt: skip


def _post(desk: Desk, packing: _Packing, parcel: Parcel, post: Mapping[str, Any]) -> None:
    if why := not_agreed(desk, post, packing.order.export.layers):
        packing.left_out.append({"post": post["id"], "code": "consent", "why": why})
        return
    for place in desk.views.place_of(PostId(post["id"])):
        key = place["seq"], place["item"]
        if key in packing.seen:
            continue
        raw, stays, why = received(desk, place, packing.closed)
        if stays:
            packing.left_out.append({"post": post["id"], "code": stays, "why": why})
            continue
        packing.seen.add(key)
        _item(desk, packing, parcel, place, raw)


def _item(desk: Desk, packing: _Packing, parcel: Parcel, place: Mapping[str, Any], raw: bytes) -> None:
    """One item's bytes, and what was read in them."""
    proof = proof_of(desk, place, raw)
    number = f"{len(packing.items) + 1:04d}"
    name = f"items/{number}.{ENDINGS.get(mime_of(raw), 'bin')}"
    sealed = parcel.add(name, [raw])
    packing.files.append([name, sealed.sha256])
    posts = []
    for one in desk.views.posts_in({place["run"]: [place["item"]]}):
        read = desk.views.post(PostId(one))
        packing.posts[one] = None
        media = [{"kind": medium["kind"], "file": _medium(desk, packing, parcel, read, medium)} for medium in read["media"]]
        posts.append({**{part: read[part] for part in (
            "id", "platform", "url", "account", "handle", "name", "posted_at", "posted_stated", "posted_precision", "text", "lang",
        )}, "media": media})  # fmt: skip
    packing.items.append(
        {"number": number, "file": name, "proof": f"proof/{number}.json", "sha256": sealed.sha256, "size": sealed.size,
         "mime": mime_of(raw), "run": place["run"], "entry": place["seq"], "reader": place["maker"], "source_digest": place["digest"],
         "start": place["start"], "received": _time(desk.views.run(place["run"]).at_us), "posts": posts, "proof_of": proof}
    )  # fmt: skip


def _medium(desk: Desk, packing: _Packing, parcel: Parcel, post: Mapping[str, Any], medium: Mapping[str, Any]) -> str:
    digest = medium["digest"]
    if not digest or not packing.order.export.media:
        return ""
    if digest not in packing.media:
        try:
            with desk.vault.open(Digest(digest)) as stream:
                head = stream.read(16)
        except NotFound:
            packing.left_out.append({"post": post["id"], "code": "erased", "why": f"its {medium['kind']} is no longer in the vault"})
            return ""
        name = f"media/{digest}.{ENDINGS.get(media_mime(head), 'bin')}"
        packing.files.append([name, parcel.add(name, blob_chunks(desk, digest)).sha256])
        packing.media[digest] = name
    return packing.media[digest]


def _told(desk: Desk, packing: _Packing, reason: str, actor: Actor) -> dict[str, Any]:
    """Everything that is said about the items, without the names of the desk's people."""
    entries = list(desk.book.entries())
    people = People(entries, actor, names=packing.order.names)
    by = people.name({"name": actor.name, "key": actor.key})
    plan, order = desk.plan, packing.order.export
    told = {
        "version": 1, "format": "firsthand-custody", "made": f"{desk.clock.now():%Y-%m-%dT%H:%M:%SZ}", "by": by,
        "recipient": people.clean(order.recipient), "because": people.clean(reason), "for": list(order.layers),
        "people_are": "with their names and keys" if people.open else "under letters, the same person always the same letter",
        "case": {"title": people.clean(plan.title), "log": plan.origin, "controller": people.clean(plan.controller),
                 "contact": people.clean(plan.contact), "basis": people.clean(plan.basis), "invented": plan.invented},
        "events": [one for entry in entries for one in _event(desk, entry, packing, people)],
        "method": _method(desk, entries, packing.order),
        "left_out": packing.left_out,
    }  # fmt: skip
    people.need_none([("custody.json", canonical(told)), ("index.html", "".join(event_parts(told)).encode())])
    items = [{part: value for part, value in one.items() if part != "proof_of"} for one in packing.items]
    return {**told, "items": items}


def _event(desk: Desk, entry: Entry, packing: _Packing, people: People) -> Iterator[dict[str, Any]]:
    """What an entry did to the items, in a sentence; nothing when it did nothing to them."""
    detail = entry.detail
    what = _sentence(desk, entry, packing)
    if what:
        yield {
            "entry": entry.seq, "at": _time(detail["at_us"]), "kind": entry.kind, "by": people.name(detail["actor"]),
            "signed": "signature" in detail or detail["actor"]["kind"] != "person", "what": people.clean(what),
        }  # fmt: skip


def _sentence(desk: Desk, entry: Entry, packing: _Packing) -> str:
    detail, kind = entry.detail, entry.kind
    mine = [one["number"] for one in packing.items if one["entry"] == entry.seq]
    if kind == "run" and mine:
        found = f" How it was found: {detail['found_by']}." if detail.get("found_by") else ""
        return (
            f"Received {detail['source']} and read {detail['counts']['kept']:,} of {detail['counts']['seen']:,} items in it with "
            f"{detail['maker']}; here: {_some(mine)}.{found}"
        )
    if kind in ("export", "publish"):
        with_ours = packing.posts.keys() & set(detail.get("posts", ())) if kind == "export" else _cards(desk, detail, packing)
        if not with_ours:
            return ""
        to = f" to {detail['recipient']}" if detail.get("recipient") else ""
        return (
            f"Handed on {len(with_ours)} of these messages as {detail['format']}{to}." if kind == "export" else
            f"Published {len(with_ours)} of these messages, cleaned, in {detail['subject']}."
        )  # fmt: skip
    if kind == "withdraw" and detail["subject"] in packing.posts:
        return f"Asked that {detail['subject']} is taken out of print."
    if kind not in ALWAYS_TOLD:
        return ""
    return {
        "case": "The case and its log were begun.",
        "stamp": f"{detail.get('signer') or detail.get('authority')} stamped the head of {detail.get('size')} entries; its time: "
                 f"{detail.get('gen_time')}.",
        "fixity": f"Files were hashed again: {detail.get('checked', 0):,} looked at, {len(detail.get('failures', ()))} changed or missing.",
        "backup": "A second copy of the case was made, encrypted.",
        "hold-legal": f"A legal hold was {'put on' if detail.get('on') else 'taken off'}: it forbids erasing.",
        "erase": "Something was erased from the case, and the log says so; what stands here was not touched by it.",
        "quarantine": "A file was taken out of the case; it is not among these.",
    }[kind]  # fmt: skip


def _cards(desk: Desk, detail: Mapping[str, Any], packing: _Packing) -> set[str]:
    """Which of these messages a publication shows."""
    keys = {card[0] for card in detail["cards"]}
    acts = desk.views.acts(subject=detail["subject"], kind="card")
    return {act.detail["post"] for act in acts if act.detail["key"] in keys} & packing.posts.keys()


def _some(numbers: Sequence[str]) -> str:
    return ", ".join(numbers[:12]) + (f" and {len(numbers) - 12} more" if len(numbers) > 12 else "")


def _method(desk: Desk, entries: Sequence[Entry], order: CustodyOrder) -> dict[str, Any]:
    """Every reader that read these items' imports, every screening that ran, and the machine of this export."""
    known = {one.maker: one for one in desk.readers}
    makers = sorted({one.detail["maker"] for one in entries if one.kind == "run" and one.detail["maker"] != "none"})
    tools = []
    for maker in makers:
        name, _, version = maker.partition("@")
        one = known.get(maker)
        summary = one.summary if one else "another version than the one that is installed now"
        tools.append({"name": name, "version": version, "summary": summary, "losses": list(one.losses) if one else []})
    screened = sorted({one.detail["maker"] for one in entries if one.kind == "screen"})
    now = {f"{name}@{version}" for name, (version, _) in STEPS.items()}
    for maker in screened:
        name, _, version = maker.partition("@")
        told = "proposes what to read first; decides nothing" + ("" if maker in now else "; an earlier version")
        tools.append({"name": f"screening: {name}", "version": version, "summary": told, "losses": []})
    machine = [{"name": name, "version": version} for name, version in (("Firsthand", order.export.software), *order.machine)]
    return {"note": METHOD_NOTE, "tools": tools, "machine": machine}


def _written(desk: Desk, packing: _Packing, parcel: Parcel, told: Mapping[str, Any]) -> None:
    files = {
        "custody.json": canonical(told), "index.html": custody_page(told), "VERIFY.md": GUIDE.encode(),
        "verify.py": desk.press.outsider()["verify.py"],
    }  # fmt: skip
    for name, data in files.items():
        packing.files.append([name, parcel.add(name, [data]).sha256])
    sums = "".join(f"{digest}  {path}\n" for path, digest in sorted(packing.files)).encode()
    packing.files.append(["SHA256SUMS", parcel.add("SHA256SUMS", [sums]).sha256])


def _enter(desk: Desk, packing: _Packing, sums: str, reason: str, actor: Actor, root: bytes) -> int:
    order = packing.order.export
    detail = {
        "subject": f"story:{order.story}" if order.story else "export", "format": FORMAT, "query": order.query, "because": reason,
        "recipient": order.recipient, "layers": list(order.layers), "count": len(packing.items), "posts": list(packing.posts),
        "left_out": packing.left_out, "sha256": sums, "names": packing.order.names,
    }  # fmt: skip
    with desk.book.writing() as pen:
        return pen.append("export", detail, actor=actor, items_root=root).seq


def _prove(desk: Desk, packing: _Packing, parcel: Parcel, lines: list[list[str]], cards: list[list[Any]], entry: int) -> None:
    """The folder's own proof, and one for each item; all under the head that the ledger has now."""
    common = {"checkpoint": desk.book.head(), "key": desk.book.key(), "version": 1}
    parcel.add("proof/site.json", [canonical({**common, "files": lines, "cards": cards, "entry": desk.book.proof_of_entry(entry)})])
    runs: dict[int, Any] = {}
    for one in packing.items:
        seq = one["entry"]
        if seq not in runs:
            stamps = carried_stamps(desk, [seq])
            runs[seq] = {"entry": desk.book.proof_of_entry(seq), **({"stamps": stamps} if stamps else {})}
        stated = one["proof_of"]
        item = {part: stated[part] for part in ("commitment", "index", "size", "path")}
        if stated["salt"]:
            item |= {"salt": stated["salt"], "file": one["file"]}
        parcel.add(one["proof"], [canonical({**common, **runs[seq], "card": one["number"], "item": item})])


def _time(micro: int) -> str:
    return f"{datetime.fromtimestamp(micro // 1_000_000, UTC):%Y-%m-%dT%H:%M:%SZ}"
