"""
Subject: all that a case holds on one account, packed for that person, who has a right to know it.

What is of third persons stays out: an item that also holds somebody else's message, the messages of others that decisions name, and
who handed a file over. It is counted and said. Words of the person, and of the desk, may still speak of others: a person reads it
before it goes. The giving is entered as a handing over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from firsthand.desk.custody import ENDINGS
from firsthand.desk.export import SEARCH_ALL, blob_chunks, media_mime, mime_of, received
from firsthand.desk.people import People
from firsthand.desk.ports import Desk, Parcel
from firsthand.desk.record import need_reason, need_word
from firsthand.exporters.subject import LANGUAGES, decided_parts, subject_page
from firsthand.find.query import parse
from firsthand.ledger.canonical import canonical, digest
from firsthand.ledger.entry import Entry
from firsthand.ledger.items import root_of
from firsthand.model.act import Act
from firsthand.model.actor import Actor
from firsthand.model.errors import NotFound, Refused
from firsthand.model.ids import AccountId, Digest, PostId

OF_THE_LEDGER = frozenset({"subject", "about", "actor", "at_us", "signature", "clock", "supersedes"})
"""Parts of an act that are told elsewhere, or say nothing of the person."""
ANOTHER = "[a message of another person]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """Where it is, how many of what went, what stayed and why, its entry."""

    path: str
    counts: dict[str, int]
    left_out: list[dict[str, Any]]
    entry: int


@dataclass(slots=True)
class _Packing:
    own: dict[str, Mapping[str, Any]]
    files: list[tuple[str, str]] = field(default_factory=list)
    items: dict[tuple[int, int], str] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    left_out: dict[tuple[str, str], int] = field(default_factory=dict)

    def leave(self, what: str, why: str, count: int = 1) -> None:
        if count:
            self.left_out[what, why] = self.left_out.get((what, why), 0) + count

    def add(self, parcel: Parcel, name: str, data: Any) -> None:
        self.files.append((parcel.add(name, data).sha256, name))


def package(
    desk: Desk, account: AccountId, target: str, *, languages: Sequence[str], because: str, actor: Actor, software: str
) -> Packed:  # fmt: skip
    """
    Pack what is held on an account.

    Args:
        languages: Of the reader, first first; else those of the plan that we can write.

    Raises:
        Refused: A tool asks; no reason; a name of the desk would go out.
        NotFound: There is no such account.
        Mistaken: The target exists; we cannot write a language.
    """
    if actor.kind != "person":
        raise Refused("Only a person may hand this over.", code="tool-decides", advice="Name the person with --as.")
    reason = need_reason(because)
    for one in languages:
        need_word(one, LANGUAGES, "language")
    wanted = list(dict.fromkeys(languages or [one for one in desk.plan.languages if one in LANGUAGES])) or ["en"]
    held = desk.views.account(account)
    posts = desk.views.search(parse(f'account:"{account}"'), limit=SEARCH_ALL, order="oldest", seed=0)
    packing = _Packing(own={post["id"]: post for post in posts})
    entries = list(desk.book.entries())
    people = People(entries, actor, names=False)
    with desk.outbox.parcel(target, "folder") as parcel:
        told = _told(desk, packing, parcel, held, entries, people)
        told |= {"made": f"{desk.clock.now():%Y-%m-%dT%H:%M:%SZ}", "by": people.name({"name": actor.name, "key": actor.key}),
                 "software": software}  # fmt: skip
        ours = {part: told[part] for part in ("case", "decisions", "published", "handed_on", "left_out")}
        pages = {one: "index.html" if one == wanted[0] else f"{one}.html" for one in wanted}
        people.need_none([
            ("subject.json", canonical(ours)), *((name, "".join(decided_parts(told, one)).encode()) for one, name in pages.items())
        ])  # fmt: skip
        packing.add(parcel, "subject.json", [canonical(told)])
        for one, name in pages.items():
            others = [(other, file) for other, file in pages.items() if other != one]
            packing.add(parcel, name, [subject_page(told, one, others)])
        sums = "".join(f"{hashed}  {name}\n" for hashed, name in sorted(packing.files, key=lambda pair: pair[1])).encode()
        parcel.add("SHA256SUMS", [sums])
        entry = _enter(desk, account, packing, digest(sums), reason, actor)
        path = parcel.send()
    counts = {name: len(told[name]) for name in ("messages", "profiles", "decisions", "published", "handed_on")}
    return Packed(path=path, counts={**counts, "files": len(packing.files)}, left_out=told["left_out"], entry=entry)


def _told(
    desk: Desk, packing: _Packing, parcel: Parcel, held: Mapping[str, Any], entries: Sequence[Entry], people: People
) -> dict[str, Any]:  # fmt: skip
    plan = desk.plan
    messages = [_message(desk, packing, parcel, post) for post in packing.own.values()]
    decisions = [_decision(desk, act, people, packing) for act in _acts(desk, held["id"], packing)]
    undone = sum(bool(run.undone) for run in desk.views.runs("run"))
    packing.leave("imports that were taken back", "what only they hold is hidden, and not searched", undone)
    if messages:
        packing.leave("statements of how files came to the desk", "they may name who handed them over")
    return {
        "version": 1, "format": "firsthand-subject",
        "case": {"title": people.clean(plan.title), "controller": people.clean(plan.controller), "contact": people.clean(plan.contact),
                 "basis": people.clean(plan.basis), "retain_until": plan.retain_until, "invented": plan.invented},
        "account": {part: held[part] for part in ("id", "platform", "native_id", "handle", "name")},
        "profiles": held["snapshots"],
        "messages": messages,
        "proposed": [
            {"post": post["id"], "category": category, "band": found["band"], "why": [span["text"] for span in found["why"]]}
            for post in packing.own.values() for category, found in sorted(post["categories"].items())
        ],
        "decisions": decisions,
        "published": _published(desk, packing),
        "handed_on": [_handed(entry, packing, people) for entry in entries
                      if entry.kind == "export" and packing.own.keys() & set(entry.detail.get("posts", ()))],
        "left_out": [{"what": what, "why": why, "count": count} for (what, why), count in sorted(packing.left_out.items())],
    }  # fmt: skip


def _message(desk: Desk, packing: _Packing, parcel: Parcel, post: Mapping[str, Any]) -> dict[str, Any]:
    files, times = [], []
    for place in desk.views.place_of(PostId(post["id"])):
        key = place["seq"], place["item"]
        times.append(_time(desk.views.run(place["run"]).at_us))
        if key not in packing.items:
            packing.items[key] = _item(desk, packing, parcel, place)
        files += [packing.items[key]] if packing.items[key] else []
    media = [{"kind": one["kind"], "file": _medium(desk, packing, parcel, one)} for one in post["media"]]
    parts = ("id", "url", "posted_at", "posted_stated", "posted_zone", "posted_precision", "text", "lang", "handle", "name")
    return {**{part: post[part] for part in parts}, "received": times, "files": files, "media": media}


def _item(desk: Desk, packing: _Packing, parcel: Parcel, place: Mapping[str, Any]) -> str:
    """The item as it was received, unless it holds somebody else's message too."""
    if any(one not in packing.own for one in desk.views.posts_in({place["run"]: [place["item"]]})):
        packing.leave("items as received", "they hold messages of other persons too; this person's own words stand here")
        return ""
    raw, stays, why = received(desk, place, frozenset())
    if stays:
        packing.leave("items as received", why)
        return ""
    name = f"items/{sum(map(bool, packing.items.values())) + 1:04d}.{ENDINGS.get(mime_of(raw), 'bin')}"
    packing.add(parcel, name, [raw])
    return name


def _medium(desk: Desk, packing: _Packing, parcel: Parcel, medium: Mapping[str, Any]) -> str:
    stated = medium["digest"]
    if not stated:
        return ""
    if stated not in packing.media:
        try:
            with desk.vault.open(Digest(stated)) as stream:
                head = stream.read(16)
        except NotFound:
            packing.leave("media", "they are no longer in the vault")
            return ""
        packing.media[stated] = f"media/{stated}.{ENDINGS.get(media_mime(head), 'bin')}"
        packing.add(parcel, packing.media[stated], blob_chunks(desk, stated))
    return packing.media[stated]


def _acts(desk: Desk, account: str, packing: _Packing) -> list[Act]:
    """What people did about the account, its messages, and those acts; and claims that quote a message."""
    mine = {account, *packing.own}
    acts = [act for act in desk.views.acts() if act.kind != "export"]
    found = {act.seq: act for act in acts if act.subject in mine or _touches(act, packing)}
    answers = {act.seq: act for act in acts if act.about.isdigit() and int(act.about) in found}
    return [act for _, act in sorted((found | answers).items())]


def _touches(act: Act, packing: _Packing) -> bool:
    quotes = [one for one in act.detail.get("quotes", ()) if isinstance(one, dict)]
    return act.detail.get("post") in packing.own or any(one.get("post") in packing.own for one in quotes)


def _decision(desk: Desk, act: Act, people: People, packing: _Packing) -> dict[str, Any]:
    stated = {name: value for name, value in act.detail.items() if name not in OF_THE_LEDGER and value not in ("", None)}
    said = {name: _own(desk, value, people, packing) for name, value in stated.items()}
    about = act.subject if act.subject in packing.own else ""
    return {"entry": act.seq, "at": f"{act.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", "kind": act.kind, "message": about,
            "by": people.name({"name": act.actor.name, "key": act.actor.key}), "undone": act.undone, "said": said}  # fmt: skip


def _own(desk: Desk, value: Any, people: People, packing: _Packing) -> Any:
    """A value without the names of the desk, and without messages of others."""
    if isinstance(value, dict):
        if value.get("post") not in (None, *packing.own):
            packing.leave("messages of others that a decision names", "they are of third persons")
            return ANOTHER
        return {name: _own(desk, one, people, packing) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_own(desk, one, people, packing) for one in value]
    if not isinstance(value, str):
        return value
    if ":" in value and value not in packing.own and _is_post(desk, value):
        packing.leave("messages of others that a decision names", "they are of third persons")
        return ANOTHER
    return people.clean(value)


def _is_post(desk: Desk, value: str) -> bool:
    try:
        desk.views.post(PostId(value))
    except NotFound:
        return False
    return True


def _published(desk: Desk, packing: _Packing) -> list[dict[str, Any]]:
    found = []
    for act in desk.views.acts(kind="publish"):
        keys = {card[0] for card in act.detail["cards"]}
        shown = {one.detail["post"] for one in desk.views.acts(subject=act.subject, kind="card") if one.detail["key"] in keys}
        found += [
            {"at": f"{act.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", "story": act.subject.removeprefix("story:"), "post": post}
            for post in sorted(shown & packing.own.keys())
        ]
    return found


def _handed(entry: Entry, packing: _Packing, people: People) -> dict[str, Any]:
    detail = entry.detail
    return {"at": _time(detail["at_us"]), "format": detail["format"], "recipient": people.clean(detail.get("recipient", "")),
            "because": people.clean(detail.get("because", "")), "messages": len(packing.own.keys() & set(detail["posts"]))}  # fmt: skip


def _enter(desk: Desk, account: AccountId, packing: _Packing, sums: str, reason: str, actor: Actor) -> int:
    detail = {
        "subject": account, "format": "subject", "query": None, "because": reason, "recipient": "the person whose account it is",
        "layers": [], "count": len(packing.items), "posts": list(packing.own), "left_out": [], "sha256": sums,
    }  # fmt: skip
    lines = [canonical([name, hashed]) for hashed, name in sorted(packing.files)]
    with desk.book.writing() as pen:
        return pen.append("export", detail, actor=actor, items_root=root_of(lines)).seq


def _time(micro: int) -> str:
    return f"{datetime.fromtimestamp(micro // 1_000_000, UTC):%Y-%m-%dT%H:%M:%SZ}"
