"""
Hand a story, or what a search finds, to another tool.

A story goes out as its pages show it today: published once, nothing between it and the public, redacted, with the leak test over every
byte. A search is internal: nobody was asked. Whoever said no stays here, accounts stand under numbers and what could expose somebody is
covered, unless a person says that identities go along; every file says on its face what it is.

Either way the entry says what went, to whom and why, before the file gets its name, so that a withdrawal can name who holds copies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from firsthand.check.places import coarse
from firsthand.desk.bag import folder_in, shape_of
from firsthand.desk.care import spans
from firsthand.desk.export import SEARCH_ALL, Exported, not_agreed
from firsthand.desk.located import whereabouts
from firsthand.desk.ports import Desk, Progress
from firsthand.desk.publish import published_site
from firsthand.desk.recall import recalling
from firsthand.desk.record import need_reason
from firsthand.desk.search import query_of
from firsthand.desk.sheets import bars, covered
from firsthand.desk.shown import Shown, shown_story
from firsthand.exporters.messages import messages_of
from firsthand.exporters.notes import NOTES, notes
from firsthand.exporters.press import Press
from firsthand.exporters.registry import load_one
from firsthand.exporters.seam import INTERNAL, QUERY, Exporter, Handed, Made, Message, Spot
from firsthand.exporters.site import figure_places
from firsthand.ledger.canonical import digest
from firsthand.model.actor import Actor
from firsthand.model.adapter import Adapter
from firsthand.model.errors import Mistaken, Refused
from firsthand.model.ids import PostId
from firsthand.story.edition import Edition, When
from firsthand.story.phrases import read_phrases
from firsthand.text.cells import carried

LAYERS = ("archive", "courts", "partners")
_PUBLISHABLE = ("country", "region", "city", "quarter")
_EACH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOn:
    """
    What a person wants to hand on.

    Attributes:
        format: A name of `exporters.registry`.
        target: Where it goes; must not exist. With the format's ending it is one file, else a folder, with ``.zip`` packed.
        story, query: Which; exactly one of the two.
        lang: Of the edition; empty: the story's own.
        site: Where the published site stands, ``https://…/``; empty: as the plan says, or not known: addresses of pages are left out.
        identities: Of a search: handles, names, ids, addresses and the words as posted.
        recipient, because: Who gets it, and why.
        software: Name and version of this program.
        views: Saved searches by name, which a query may use; the entry holds the query as written.
    """

    format: str
    target: str
    story: str = ""
    query: str | None = None
    lang: str = ""
    site: str = ""
    identities: bool = False
    recipient: str = ""
    because: str = ""
    software: str = "Firsthand"
    views: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOn(Exported):
    """What `Exported` says, and what of the messages that went the format does not carry, in sentences."""

    not_carried: tuple[str, ...] = ()


def hand_on(desk: Desk, order: HandOn, *, actor: Actor, progress: Progress = lambda *_: None) -> HandedOn:
    """
    Hand on.

    Raises:
        Refused: A tool asks; no reason; nothing may go; the story may not be shown; the leak test found something.
        Mistaken: The target exists; the format is unknown, or does not take a search; not one of story and search.
        Unavailable: The format needs a package that is not installed.
    """
    if actor.kind != "person":
        raise Refused("Only a person may hand messages on.", code="tool-decides", advice="Name the person with --as.")
    adapter, exporter = load_one(order.format)
    reason = need_reason(order.because)
    _need_one(order, adapter, exporter)
    if order.story:
        return _story(desk, order, adapter, exporter, reason, actor)
    return _search(desk, order, adapter, exporter, reason, actor, progress)


def _need_one(order: HandOn, adapter: Adapter, exporter: Exporter) -> None:
    if bool(order.story) == (order.query is not None):
        raise Mistaken("A story or a search, one of the two.", code="no-choice",
                       advice="Name a story with --story, or a search with --query.")  # fmt: skip
    if order.query is not None and QUERY not in exporter.takes:
        raise Mistaken(f"{adapter.name} is made of a story's cards, never of a search.", code="story-only",
                       advice="Name a story with --story, or take csv, xlsx, jsonl, parquet, sqlite or 4cat.")  # fmt: skip
    if order.story and order.identities:
        raise Mistaken("A story shows who agreed to be shown, and nobody else.", code="identities-for-query",
                       advice="--identities is for a search.")  # fmt: skip
    if order.site and not (order.site.startswith(("https://", "http://")) and order.site.endswith("/")):
        raise Mistaken(f"{order.site} is no address of a folder.", code="bad-address",
                       advice="For example --site https://news.example/bridge/")  # fmt: skip


def _story(desk: Desk, order: HandOn, adapter: Adapter, exporter: Exporter, reason: str, actor: Actor) -> HandedOn:
    shown = shown_story(desk, order.story)
    files, not_carried = story_files(desk, order, shown)
    left = [{"post": key, "code": "removed", "why": "this message was removed after it was published"} for key in sorted(shown.removed)]
    return _send(desk, order, files, tuple(shown.posts.values()), left, (*adapter.losses, *not_carried), reason, actor,
                 holds=f"messages of {order.story}, as its pages show them.")  # fmt: skip


def story_files(desk: Desk, order: HandOn, shown: Shown) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """
    What would leave of a story, and what the format does not carry, in sentences.

    Raises:
        Refused: The leak test found something in what would leave.
        Mistaken: The story is not in that language.
    """
    adapter, exporter = load_one(order.format)
    edition = next((one for one in shown.editions if one.language == (order.lang or one.language)), None)
    if edition is None:
        there = ", ".join(one.language for one in shown.editions)
        raise Mistaken(f"The story is not in {order.lang}.", code="no-edition", advice=f"It is in {there}.")
    handed = _handed(desk, order, shown, edition)
    if exporter.site_pages:
        handed = replace(handed, pages=published_site(desk, order.story), sign=desk.outbox.sign)
    made = exporter.make(handed)
    files = {name: b"".join(chunks) for name, chunks in made.files.items()}
    not_carried = made.left_out
    if order.target.lower().endswith(exporter.ending):
        files = dict([next(iter(files.items()))])
        not_carried += tuple(_behind(made, shown, exporter))
    else:
        files |= {f"media/{name}": data for name, data in shown.pictures.items()} if exporter.pictures else {}
        files[NOTES] = notes(handed, adapter, exporter, made.left_out)
    shown.leaks.need_none({**files, **{f"words of {order.format}, {n}": text.encode() for n, text in enumerate(made.plain)}})
    return files, not_carried


def _behind(made: Made, shown: Shown, exporter: Exporter) -> Iterator[str]:
    """What a single file leaves behind that a folder would hold."""
    others = [*list(made.files)[1:], *([f"{len(shown.pictures)} pictures"] if exporter.pictures and shown.pictures else [])]
    if others:
        yield f"One file was asked for; a folder would hold {', '.join(others)}, too."


def _handed(desk: Desk, order: HandOn, shown: Shown, edition: Edition) -> Handed:
    press = Press(edition, read_phrases(edition.language, desk.press.templates()[f"phrases/{edition.language}.toml"]))
    places = {key: said.get(edition.language) or next(iter(said.values()), "") for key, said in shown.places.items()}
    counted = [place.name for place in edition.facts.places] if edition.facts else []
    known = spots(desk, (*places.values(), *counted))
    site = order.site or desk.plan.site_of(order.story)
    return Handed(
        title=edition.title, case=desk.plan.origin, software=order.software, press=press, invented=desk.plan.invented,
        messages=messages_of(press, places=places, spots=known, site=site),
        pictures=shown.pictures, spots=known, site=site, database=desk.outbox.database,
        figures=figure_places(edition, desk.press.templates()) if edition.figures else {},
    )  # fmt: skip


def spots(desk: Desk, names: Iterable[str]) -> dict[str, Spot]:
    """Where printed names lie by the case's gazetteer, rounded; a name that is ambiguous, unknown or finer than a district has no place."""
    known = whereabouts(desk)
    found: dict[str, Spot] = {}
    for name in {one for one in names if one and known.gazetteer is not None}:
        assert known.gazetteer is not None
        hit = next((one.place for one in known.gazetteer.find(name, near=known.around) if one.place is not None), None)
        if hit is not None and hit.level in _PUBLISHABLE:
            lat, lon = coarse(hit)
            found[name] = Spot(name=name, lat=lat, lon=lon, decimals=0 if hit.level in ("country", "region") else 1)
    return found


@dataclass(slots=True)
class _Found:
    """The messages of a search, made anew each time that somebody goes through them."""

    desk: Desk
    order: HandOn
    progress: Progress
    posts: list[str] = field(default_factory=list)
    left_out: list[dict[str, str]] = field(default_factory=list)

    def __iter__(self) -> Iterator[Message]:
        self.posts.clear()
        self.left_out.clear()
        numbers: dict[str, int] = {}
        reading = recalling(self.desk)
        query = query_of(self.order.query, self.order.views)
        for seen, post in enumerate(self.desk.views.search(query, limit=SEARCH_ALL, order="oldest", seed=0), 1):
            if seen % _EACH == 0:
                self.progress("writing messages", seen, None)
            if why := not_agreed(reading, post, LAYERS):
                self.left_out.append({"post": post["id"], "code": "consent", "why": why})
                continue
            self.posts.append(post["id"])
            yield _found(reading, post, len(self.posts), numbers, identities=self.order.identities)


def _found(desk: Desk, post: Mapping[str, Any], number: int, numbers: dict[str, int], *, identities: bool) -> Message:
    account = post["account"] or ""
    told = numbers.setdefault(account, len(numbers) + 1) if account else 0
    common = {
        "number": number, "platform": post["platform"], "language": post["lang"] or "und", "attachments": len(post["media"]),
        "posted": When(
            utc=datetime.fromisoformat(post["posted_at"]) if post["posted_at"] else None,
            local=datetime.fromisoformat(post["posted_at"]).replace(tzinfo=None) if post["posted_at"] else None,
            precision=post["posted_precision"], stated=post["posted_stated"] or "",
        ),
    }  # fmt: skip
    if identities:
        return Message(**common, id=post["id"], person=account, handle=carried(post["handle"] or ""), name=carried(post["name"] or ""),
                       text=carried(post["text"]), address=carried(post["url"] or ""))  # fmt: skip
    hidden = covered(post["text"], spans(desk, PostId(post["id"])), bars(desk, post["id"]))
    return Message(**common, id=f"message {number}", person=f"account {told}" if told else "", text=carried(hidden))


def _search(
    desk: Desk, order: HandOn, adapter: Adapter, exporter: Exporter, reason: str, actor: Actor, progress: Progress
) -> HandedOn:  # fmt: skip
    messages = _Found(desk, order, progress)
    handed = Handed(
        title=desk.plan.title, case=desk.plan.origin, software=order.software, messages=messages, notice=INTERNAL,
        invented=desk.plan.invented, database=desk.outbox.database,
    )  # fmt: skip
    made = exporter.make(handed)
    who = "with handles, names, ids and addresses" if order.identities else "under numbers, with what could expose somebody covered"

    def beside() -> bytes:
        return notes(handed, adapter, exporter, (*made.left_out, f"Messages of people who said no: {len(messages.left_out)}."))

    said = (*adapter.losses, *made.left_out, "Pictures, videos and sounds.")
    return _send(desk, order, made.files, messages.posts, messages.left_out, said, reason, actor,
                 holds=f"messages {who}. {INTERNAL}", beside=beside)  # fmt: skip


def _send(
    desk: Desk, order: HandOn, files: Mapping[str, Iterable[bytes] | bytes], posts: Iterable[str], left_out: list[dict[str, str]],
    not_carried: tuple[str, ...], reason: str, actor: Actor, *, holds: str,
    beside: Callable[[], bytes] | None = None,
) -> HandedOn:  # fmt: skip
    """Write, enter, and give it its name; in this order."""
    _, exporter = load_one(order.format)
    single = order.target.lower().endswith(exporter.ending)
    sums: list[str] = []
    with desk.outbox.parcel(order.target, "file" if single else shape_of(order.target)) as parcel:
        within = "" if single else folder_in(order.target)
        for name, data in list(files.items())[: 1 if single else None]:
            sealed = parcel.add("" if single else within + name, [data] if isinstance(data, bytes) else data)
            sums.append(f"{sealed.sha256}  {name}\n")
        went = list(posts)
        if not went:
            raise Refused(f"Nothing may go: {len(left_out)} messages were left out.", code="nothing-to-export",
                          advice="See what people agreed to with `firsthand consent`, or choose other messages.")  # fmt: skip
        if beside is not None and not single:
            parcel.add(within + NOTES, [beside()])  # only now is it known what was left out
        whole = parcel.digest() or digest("".join(sorted(sums)).encode())
        detail = {
            "subject": f"story:{order.story}" if order.story else "export", "format": order.format, "query": order.query,
            "because": reason, "recipient": order.recipient, "layers": list(LAYERS if order.query is not None else ("public",)),
            "count": len(went), "posts": went, "left_out": left_out, "sha256": whole, "identities": order.identities,
        }  # fmt: skip
        with desk.book.writing() as pen:
            entry = pen.append("export", detail, actor=actor).seq
        path = parcel.send()
    return HandedOn(path=path, items=len(went), left_out=left_out, holds=f"{len(went)} {holds}", digest=whole,
                    entry=entry, not_carried=not_carried)  # fmt: skip
