"""
Removal: taking out of print, taking out of the case, taking away what nobody may hold.

Three acts, each decided by two people (two keys); a desk of one person decides alone, and the entry says so.

- **Withdraw**: the message leaves everything that we serve at the next publication. Nothing is deleted.
- **Erase**: the words leave the case: vault, ledger bodies, database, index, published pages. The entry stays.
- **Quarantine**: one file leaves the case, whatever it is.

Erasing is asked for, seconded, and then carried out by a command of its own: it cannot be undone, needs the passphrase
and takes as long as `views rebuild`, so it must not happen as the side effect of an answer.

The rule of nested posts: an item is erased whole. Every item that holds the post goes, also where it only quotes it, and
the entry names the other posts that were held nowhere else. Messages of one file that are equal in sender, time and words
go together, for their ids differ by nothing but their order.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from firsthand.desk.ports import Desk, Erasing, Progress
from firsthand.desk.rebuild import fill_again
from firsthand.desk.record import need_reason, record
from firsthand.ledger.canonical import canonical
from firsthand.ledger.entry import Entry
from firsthand.ledger.erased import ERASING, Erased, erasures, fold_details, spans_of
from firsthand.ledger.fold import keys, readers
from firsthand.model.act import Act
from firsthand.model.actor import Actor
from firsthand.model.errors import Conflict, Mistaken, NotFound, Refused
from firsthand.model.ids import Digest, PostId

ASKS = {"ask-erase": "erase", "ask-quarantine": "quarantine"}
QUOTING = frozenset({"card", "translate", "span", "claim", "note", "describe", "transcribe", "verification", "finding", "statement"})
"""Kinds whose acts about a post hold its words, or words made of them."""

SHORTEST = 12
"""Characters from which words are looked for elsewhere; shorter ones stand everywhere."""

_EQUAL = re.compile(r"([0-9a-f]{32})(-\d+)?")


@dataclass(slots=True)
class Removal:
    """
    What an erasure takes away, as its entry will say it.

    Attributes:
        blobs: Old digest to new one, or None; ranges of what was replaced; what it was.
        items: Run to numbers of items.
        bodies: Numbers of entries.
        posts: Ids that the case will hold no more.
        words: What must be gone, for the search afterwards; never entered.
    """

    blobs: dict[str, dict[str, Any]] = field(default_factory=dict)
    items: dict[str, set[int]] = field(default_factory=dict)
    bodies: set[int] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    cards: set[tuple[str, str]] = field(default_factory=set)
    words: set[str] = field(default_factory=set)

    def detail(self) -> dict[str, Any]:
        """The part of the entry's detail that `ledger.erased` folds."""
        return {
            "blobs": [self.blobs[old] for old in sorted(self.blobs)],
            "erased_items": [[run, *span] for run in sorted(self.items) for span in spans_of(sorted(self.items[run]))],
            "bodies": sorted(self.bodies), "posts": sorted(self.posts), "cards": [list(one) for one in sorted(self.cards)],
        }  # fmt: skip

    def blob(self, old: str, new: str | None, what: str, ranges: Sequence[tuple[int, int]] = ()) -> None:
        """Say what becomes of a blob."""
        self.blobs[old] = {"old": old, "new": new, "what": what, "ranges": [list(one) for one in ranges]}


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOut:
    """What was taken away: the entry, how much of what, and where the same words still stand."""

    entry: int
    people: int
    items: int
    blobs: int
    bodies: int
    posts: tuple[str, ...]
    also_in: tuple[str, ...]


def withdraw(desk: Desk, post: PostId, *, because: str, law: str, wish: str = "", actor: Actor) -> Entry:
    """
    Ask that a message leaves everything that we serve.

    Args:
        law: The provision, or the rule of the house, in words.
        wish: At whose wish, as it may be printed; empty: it is not said.

    Raises:
        Refused: No reason, no law.
        NotFound: The post is not held.
    """
    desk.views.post(post)
    return record(desk, "withdraw", post, {"because": need_reason(because), "law": need_law(law), "wish": wish}, actor=actor)


def ask_erase(desk: Desk, post: PostId, *, because: str, law: str, actor: Actor) -> Entry:
    """
    Ask that a message is erased; a second person answers, then `carry_out`.

    Raises:
        Refused: No reason, no law; a legal hold; the reason repeats the words.
        NotFound: The post is not held.
    """
    if not desk.views.place_of(post):
        raise NotFound(f"There is no post {post}.", code="no-post", advice="`firsthand posts` finds them.")
    _no_hold(desk)
    reason, provision = need_reason(because), need_law(law)
    if any(words in f"{reason}\n{provision}" for words in _words_of(desk, post) if len(words) >= SHORTEST):
        raise Refused(
            "The reason repeats the message, and the reason stays.", code="repeats-words", advice="Say it in other words."
        )
    return record(desk, "ask-erase", post, {"because": reason, "law": provision}, actor=actor)


def ask_erase_sealed(desk: Desk, digest: Digest, *, because: str, law: str, actor: Actor) -> Entry:
    """
    Ask that a sealed thing is erased and its key destroyed; a second person answers, then `carry_out`.

    Raises:
        Refused: No reason, no law; a legal hold.
    """
    _no_hold(desk)
    return record(desk, "ask-erase", f"sealed:{digest}", {"because": need_reason(because), "law": need_law(law)}, actor=actor)


def ask_quarantine(desk: Desk, digest: str, *, because: str, law: str, actor: Actor) -> Entry:
    """
    Ask that a file leaves the case because nobody may hold it.

    Raises:
        Refused: No reason, no law; a legal hold; the file is an output of screening.
        NotFound: No blob begins so.
    """
    _no_hold(desk)
    found = _blob(desk, digest)
    _no_output(desk, found)
    return record(desk, "ask-quarantine", f"blob:{found}", {"because": need_reason(because), "law": need_law(law)}, actor=actor)


def hold_legal(desk: Desk, *, on: bool, because: str, actor: Actor) -> Entry:
    """Forbid erasing, or allow it again; one person may forbid, two must allow."""
    return record(desk, "hold-legal", "case", {"on": on, "because": need_reason(because)}, actor=actor)


def need_law(law: str) -> str:
    """
    A removal names its law or rule.

    Raises:
        Refused: It does not.
    """
    if not law.strip():
        raise Refused("A removal names the law or the rule.", code="no-law", advice='For example --law "GDPR art. 17(1)(b)".')
    return law.strip()


def people_behind(desk: Desk, act: Act) -> tuple[int, bool]:
    """How many people stand behind an act, and whether they are enough: two, or one on a desk of one person."""
    count, differing = readers(act, desk.views.acts(about=str(act.seq), kind="second"))
    return count, not differing and count >= (1 if desk.plan.desk == "one-person" else 2)


def need_two_keys(desk: Desk, ask: Act) -> int:
    """
    How many people stand behind a request; two of them must have keys, except on a desk of one person.

    Raises:
        Refused: Too few, or somebody differs, or one of the two has no key, so that nobody could prove later that there
            were two.
    """
    people, enough = people_behind(desk, ask)
    if not enough:
        raise Refused(
            f"Entry {ask.seq} needs a second person, with another key.",
            code="needs-second",
            advice=f"firsthand second {ask.seq} --agree --because … --as NAME",
        )
    if desk.plan.desk != "one-person" and len(keys(ask, desk.views.acts(about=str(ask.seq), kind="second"))) < 2:
        raise Refused(
            f"Two people stand behind entry {ask.seq}, and not both of them with a key: nobody could prove later that there were two.",
            code="needs-two-keys",
            advice="`firsthand people add NAME` makes a key. A person who has one asks, or agrees, again.",
        )
    return people


def held_legally(desk: Desk) -> bool:
    """Whether a legal hold forbids erasing now."""
    standing = False
    for act in desk.views.acts(kind="hold-legal"):
        if not act.undone and (act.detail["on"] or people_behind(desk, act)[1]):
            standing = bool(act.detail["on"])
    return standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A card that may not be printed any more: since when, and at whose wish if that may be said."""

    act: Act
    wish: str


def removed_cards(desk: Desk, slug: str) -> dict[str, Gone]:
    """Cards of a story whose post was withdrawn or erased."""
    gone: dict[str, Gone] = {}
    for kind in sorted(ERASING):
        for act in desk.views.acts(kind=kind):
            for story, key in act.detail["cards"]:
                if story == slug:
                    gone[key] = Gone(act=act, wish="")
    standing = {}
    for act in desk.views.acts(kind="withdraw"):
        if not act.undone and people_behind(desk, act)[1]:
            standing[act.subject] = act
    for card in desk.views.acts(subject=f"story:{slug}", kind="card"):
        if not card.undone and card.detail["post"] in standing:
            act = standing[card.detail["post"]]
            gone[card.detail["key"]] = Gone(act=act, wish=act.detail["wish"])
    return gone


def carry_out(desk: Desk, seq: int, *, actor: Actor, progress: Progress) -> CarriedOut:
    """
    Carry out what was asked for and seconded. It cannot be undone.

    Raises:
        Refused: Nobody seconded it; a legal hold; the format does not bear it.
        NotFound: There is no such request.
        Conflict: It was carried out already.
    """
    ask = asked_for(desk, seq)
    if actor.kind != "person":
        raise Refused("Only a person may erase.", code="tool-decides", advice="Name the person with --as.")
    _no_hold(desk)
    if (done := carried_out(desk, seq)) is not None:
        raise Conflict(f"Entry {seq} was carried out, as entry {done.seq}.", code="request-used",
                       advice="Each removal has a request of its own.")  # fmt: skip
    people = need_two_keys(desk, ask)
    kind = ASKS[ask.kind]
    entries = list(desk.book.entries())
    earlier = erasures(entries)
    removal = _planned(desk, ask, entries, earlier, desk.vault.put)
    with desk.book.erasing() as pen:
        planned = _fold(entries, removal, pen.next_seq)
        fill_again(desk, pen, planned, progress=progress)
        _same_posts(pen, removal)
        _screens(desk, pen, entries, earlier, removal)
        detail = {
            "subject": ask.subject, "about": str(seq), "people": people,
            "one_person_desk": desk.plan.desk == "one-person", **removal.detail(),
        }  # fmt: skip
        entry = pen.append(kind, detail, actor=actor)
    return CarriedOut(
        entry=entry.seq, people=people, items=sum(map(len, removal.items.values())), blobs=len(removal.blobs),
        bodies=len(removal.bodies), posts=tuple(sorted(removal.posts)), also_in=_also_in(desk, removal.words),
    )  # fmt: skip


def asked_for(desk: Desk, seq: int) -> Act:
    """
    A request to erase or to quarantine.

    Raises:
        NotFound: There is no such request, or it was taken back.
    """
    ask = next((act for act in desk.views.acts() if act.seq == seq and act.kind in ASKS and not act.undone), None)
    if ask is None:
        raise NotFound(f"Entry {seq} asks for no erasure.", code="no-request", advice="`firsthand erase POST` asks for one.")
    return ask


def carried_out(desk: Desk, seq: int) -> Act | None:
    """The act that carried a request out; None while it waits."""
    return next((act for kind in sorted(ERASING) for act in desk.views.acts(kind=kind) if act.about == str(seq)), None)


def would_take(desk: Desk, ask: Act) -> Removal:
    """
    What carrying a request out would take away now; nothing is written.

    Raises:
        Refused, NotFound: As `carry_out`, where the format does not bear it, or nothing of it is held.
    """
    entries = list(desk.book.entries())
    return _planned(desk, ask, entries, erasures(entries), lambda data: Digest(hashlib.sha256(data).hexdigest()))


def _planned(desk: Desk, ask: Act, entries: Sequence[Entry], earlier: Erased, keep: Callable[[bytes], Digest]) -> Removal:
    """`keep` takes what stands in place of a file, and names it."""
    if ask.subject.startswith("sealed:"):
        return _plan_sealed(desk, ask)
    if ASKS[ask.kind] == "erase":
        return _plan_erase(desk, ask.subject, entries, earlier, keep)
    return _plan_quarantine(desk, ask.subject, entries, earlier)


def _fold(entries: Iterable[Entry], removal: Removal, seq: int) -> Erased:
    done = [(entry.seq, entry.detail) for entry in entries if entry.kind in ERASING]
    return fold_details([*done, (seq, removal.detail())])


def _no_hold(desk: Desk) -> None:
    if held_legally(desk):
        raise Refused(
            "A legal hold forbids erasing.", code="legal-hold",
            advice="Ask whoever asked for the hold. `firsthand hold-legal off` ends it, with a second person.",
        )  # fmt: skip


# What goes


def _plan_erase(
    desk: Desk, subject: str, entries: Sequence[Entry], earlier: Erased, keep: Callable[[bytes], Digest]
) -> Removal:
    removal = Removal()
    wanted = _equals(desk, PostId(subject))
    runs = _runs(entries, earlier)
    ranges: dict[str, set[tuple[int, int]]] = {}
    rows: dict[str, set[int]] = {}
    makers: dict[str, str] = {}
    for one in wanted:
        removal.words |= _words_of(desk, one)
        for place in desk.views.place_of(one):
            if place["start"] < 0:
                rows.setdefault(place["digest"], set()).add(place["n"])
            else:
                ranges.setdefault(place["digest"], set()).add((place["start"], place["length"]))
            makers[place["digest"]] = place["maker"]
    _overlapping(desk, runs, ranges, rows, removal)
    removal.posts |= {str(one) for one in wanted} | _lost(desk, removal, runs)
    for digest in sorted(ranges):
        data = bytearray(desk.vault.read(Digest(digest)))
        _fill(desk, data, ranges[digest], makers[digest])
        outside = _outside(bytes(data), removal.words, desk, runs, digest)
        for start, length in outside:
            data[start : start + length] = b"x" * length
        spans = sorted(ranges[digest] | set(outside))
        removal.blob(digest, keep(bytes(data)), "capture", spans)
    for digest in sorted(rows):
        removal.blob(digest, keep(_blanked(desk, digest, rows[digest], makers[digest])), "capture")
    for digest in _own_media(desk, removal):
        removal.blob(digest, None, "media")
    _acts(desk, wanted, entries, earlier, removal)
    return removal


def _acts(desk: Desk, wanted: Sequence[PostId], entries: Sequence[Entry], earlier: Erased, removal: Removal) -> None:
    """What people did with posts that go: sealed things about them, words, cards, pages."""
    for entry in entries:
        if entry.kind == "seal" and entry.detail["subject"] in wanted:
            for one in earlier.read(entry).detail["envelopes"]:
                removal.blob(one["digest"], None, "sealed")
    _bodies(desk, entries, wanted, removal)
    _cards(entries, removal)
    _pages(desk, entries, earlier, removal)


def _runs(entries: Sequence[Entry], earlier: Erased) -> dict[str, Any]:
    """Details of the runs, as they read now."""
    return {entry.detail["run"]: earlier.read(entry).detail for entry in entries if entry.kind == "run"}


def _plan_sealed(desk: Desk, ask: Act) -> Removal:
    digest = ask.subject.removeprefix("sealed:")
    if not desk.vault.has(Digest(digest)):
        raise NotFound(f"{digest[:12]}… is not held.", code="no-sealed", advice="`firsthand seal list` lists what is sealed.")
    removal = Removal()
    removal.blob(digest, None, "sealed")
    return removal


def _plan_quarantine(desk: Desk, subject: str, entries: Sequence[Entry], earlier: Erased) -> Removal:
    """The file, and, where messages were read from it, each of them that no other file holds."""
    digest = subject.removeprefix("blob:")
    _no_output(desk, digest)
    removal, runs = Removal(), _runs(entries, earlier)
    removal.blob(digest, None, "quarantine")
    for run, detail in runs.items():
        held = [one["digest"] if not one.get("gone") else "" for one in detail["members"]]
        if "items" in detail and digest in held:
            found = {number for number, (member, *_) in enumerate(desk.book.places(run)) if held[member] == digest}
            if found:
                removal.items[run] = found
    if removal.items:
        removal.posts |= _lost(desk, removal, runs)
        named = {str(entry.detail.get(key, "")) for entry in entries for key in ("subject", "about", "post")}
        wanted = [PostId(post) for post in sorted(removal.posts & named)]
        for post in wanted:
            removal.words |= _words_of(desk, post)
        _acts(desk, wanted, entries, earlier, removal)
    removal.bodies |= {entry.seq for entry in entries if entry.detail.get("subject") == f"media:{digest}"}
    return removal


def _equals(desk: Desk, post: PostId) -> list[PostId]:
    """The post, and those of its file that are equal in sender, time and words."""
    platform, _, native = post.partition(":")
    match = _EQUAL.fullmatch(native)
    if match is None:
        return [post]
    found, number = [PostId(f"{platform}:{match[1]}")], 2
    while desk.views.place_of(PostId(f"{platform}:{match[1]}-{number}")):
        found.append(PostId(f"{platform}:{match[1]}-{number}"))
        number += 1
    return [one for one in found if desk.views.place_of(one)]


def _words_of(desk: Desk, post: PostId) -> set[str]:
    try:
        words = {str(desk.views.post(post)["text"])}
    except NotFound:
        words = set()  # hidden with its import
    words |= {str(one["value"]) for one in desk.views.readings(post) if one["field"] == "text"}
    return {one for one in words if one.strip()}


def _overlapping(
    desk: Desk, runs: Mapping[str, Any], ranges: Mapping[str, set[tuple[int, int]]], rows: Mapping[str, set[int]], removal: Removal
) -> None:
    """Every item, of any run, whose bytes lie in what is replaced: its commitment cannot be opened any more."""
    for run, detail in runs.items():
        digests = [one["digest"] for one in detail["members"]]
        if "items" not in detail or not (ranges.keys() | rows.keys()) & set(digests):
            continue
        for number, (member, start, length, n, _) in enumerate(desk.book.places(run)):
            taken = ranges.get(digests[member], ())
            if (start < 0 and n in rows.get(digests[member], ())) or (
                start >= 0 and any(start < at + size and at < start + length for at, size in taken)
            ):
                removal.items.setdefault(run, set()).add(number)


def _lost(desk: Desk, removal: Removal, runs: Mapping[str, Any]) -> set[str]:
    """Other posts that were read from the erased items and are held nowhere else."""
    return {
        post
        for post in desk.views.posts_in(removal.items)
        if all(place["item"] in removal.items.get(place["run"], ()) for place in desk.views.place_of(PostId(post)))
    }


def _fill(desk: Desk, data: bytearray, ranges: Iterable[tuple[int, int]], maker: str) -> None:
    adapter = next((one for one in desk.readers if one.maker == maker), None)
    if adapter is None or adapter.filler is None:
        raise Refused(
            f"Not possible yet: {maker} cannot say what may stand in place of an item.",
            code="not-erasable",
            advice="Withdraw the message; `firsthand runs undo` hides the import.",
        )
    for start, length in ranges:
        filler = adapter.filler(bytes(data[start : start + length]))
        assert len(filler) == length, f"{maker} gave filler of another length"
        data[start : start + length] = filler


def _blanked(desk: Desk, digest: str, rows: set[int], maker: str) -> bytes:
    """A file whose items have no bytes of their own, without some of them."""
    adapter = next((one for one in desk.readers if one.maker == maker), None)
    why = f"{maker} cannot say what may stand in place of an item"
    if adapter is not None and adapter.blank is not None:
        try:
            return adapter.blank(desk.vault.read(Digest(digest)), frozenset(rows))
        except ValueError as error:
            why = str(error)
    raise Refused(
        f"Not possible: {why}.", code="not-erasable", advice="Withdraw the message, or quarantine the whole file. Nothing was changed."
    )


def _outside(
    data: bytes, words: Iterable[str], desk: Desk, runs: Mapping[str, Any], digest: str
) -> list[tuple[int, int]]:
    """The words where no item lies, for example among what a page of results includes for all of them."""
    taken = sorted(
        (start, start + length)
        for run, detail in runs.items() if "items" in detail
        for member, start, length, *_ in desk.book.places(run)
        if start >= 0 and detail["members"][member]["digest"] == digest
    )  # fmt: skip
    found = []
    for form in forms(words):
        at = data.find(form)
        while at >= 0:
            if not any(start < at + len(form) and at < end for start, end in taken):
                found.append((at, len(form)))
            at = data.find(form, at + 1)
    return found


def forms(words: Iterable[str]) -> list[bytes]:
    """Words as they may stand in bytes: UTF-8, UTF-16, escaped for JSON in three ways."""
    found: list[bytes] = []
    for one in words:
        if len(one) < SHORTEST:
            continue
        plain = json.dumps(one, ensure_ascii=False)[1:-1]
        escaped = json.dumps(one)[1:-1]
        found += [text.encode("utf-8", "surrogatepass") for text in (one, plain, escaped, escaped.replace("/", "\\/"))]
        found += [one.encode(codec, "surrogatepass") for codec in ("utf-16-le", "utf-16-be")]
    return list(dict.fromkeys(found))


def _own_media(desk: Desk, removal: Removal) -> list[str]:
    """Pictures, videos and sounds that no other post uses."""
    used = [(digest, desk.views.posts_with(digest)) for digest in desk.views.media_of(removal.posts)]
    return [digest for digest, posts in used if set(posts) <= removal.posts]


def _bodies(desk: Desk, entries: Sequence[Entry], wanted: Sequence[PostId], removal: Removal) -> None:
    """Acts that hold the words, or words made of them, and every other act that quotes them."""
    about = {*map(str, wanted), *(f"media:{old}" for old, one in removal.blobs.items() if one["what"] == "media")}
    claims = {f"claim:{entry.seq}" for entry in entries if entry.kind == "claim" and entry.detail["subject"] in about}
    words = set(removal.words)
    for entry in entries:
        detail = entry.detail
        named = {str(detail.get(key, "")) for key in ("subject", "about", "post", "claim")}
        if entry.kind == "finding":  # a sentence about the posts that it rests on
            named |= {str(one) for one in detail["evidence"]}
        if (entry.kind in QUOTING and named & about) or (entry.kind == "figure" and named & claims):
            removal.bodies.add(entry.seq)
            words |= {str(detail[key]) for key in ("text", "of", "as_said") if detail.get(key)}
    for entry in entries:
        if entry.detail.get("actor", {}).get("kind") == "person" and entry.kind not in ("run", "screen", "publish", *ERASING):
            told = "\n".join(_texts(entry.detail))
            if any(one in told for one in removal.words if len(one) >= SHORTEST):
                removal.bodies.add(entry.seq)
    removal.words |= words


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for key, one in value.items() if key not in ("actor", "signature", "subject", "about") for text in _texts(one)]
    return [text for one in value for text in _texts(one)] if isinstance(value, list) else []


def _cards(entries: Sequence[Entry], removal: Removal) -> None:
    for entry in entries:
        if entry.kind == "card" and (entry.seq in removal.bodies or entry.detail["post"] in removal.posts):
            removal.cards.add((entry.detail["subject"].removeprefix("story:"), entry.detail["key"]))


def _pages(desk: Desk, entries: Sequence[Entry], earlier: Erased, removal: Removal) -> None:
    """Published files that hold a card of the post: those that name it, lie under its name, or say its words."""
    keys: dict[str, set[str]] = {}
    for slug, key in removal.cards:
        keys.setdefault(f"story:{slug}", set()).add(key)
    said = forms(removal.words)
    for entry in entries:
        if entry.kind != "publish" or entry.detail["subject"] not in keys:
            continue
        mine = keys[entry.detail["subject"]]
        for one in earlier.read(entry).detail["files"]:
            if one["path"].startswith("assets/") or one["digest"] in removal.blobs:
                continue
            data = desk.vault.read(Digest(one["digest"]))
            if any(key in one["path"] or f"card-{key}".encode() in data or f"card/{key}".encode() in data for key in mine) or any(
                form in data for form in said
            ):
                removal.blob(one["digest"], None, "published page")


# Inside the transaction


def _same_posts(pen: Erasing, removal: Removal) -> None:
    """Nothing but what was named may be lost, and nothing may have come to be called otherwise."""
    before, now = set(pen.before.values()), set(pen.keys())
    strange = sorted((before - removal.posts) ^ now)
    if strange:
        raise Refused(
            f"Without this message {len(strange)} others would be called otherwise, for example {strange[0]}.",
            code="reads-otherwise",
            advice="Nothing was changed. It names the chat, or another item continues it. Withdraw it instead.",
        )


def _screens(desk: Desk, pen: Erasing, entries: Sequence[Entry], earlier: Erased, removal: Removal) -> None:
    """Outputs of screening speak of posts by key, and quote words: they are written anew, without the lost posts."""
    keys = pen.keys()
    moved = {pk: keys[post] for pk, post in pen.before.items() if post in keys}
    last: dict[str, list[tuple[Any, ...]]] = {}
    for entry in entries:
        if entry.kind != "screen":
            continue
        output = earlier.now(entry.detail["output"], entry.seq)
        assert output is not None
        rows = json.loads(desk.vault.read(Digest(output)))
        if entry.detail["step"] == "clusters":
            fresh = _clusters_of(rows, moved)
        elif entry.detail["step"] == "pictures":
            fresh = [row for row in rows if row[0] not in removal.blobs]
        elif entry.detail["step"] == "copies-of-pictures":
            fresh = _pictures_of(rows, removal.blobs)
        elif entry.detail["step"] == "signals":
            fresh = []  # a finding counts and quotes posts that may be the lost ones: signals are asked anew
        else:
            fresh = [[moved[row[0]], *row[1:]] for row in rows if row[0] in moved]
        if fresh != rows:
            removal.blob(output, desk.vault.put(canonical(fresh)), "output")
        last[entry.detail["step"]] = [tuple(row) for row in fresh]
    for step, found in last.items():
        pen.replace_screening(step, found)


def _clusters_of(rows: Sequence[Sequence[int]], moved: Mapping[int, int]) -> list[list[int]]:
    """Near-duplicates without the lost ones: the earliest that is left stands for the others."""
    left: dict[int, list[int]] = {}
    for key, root, _ in rows:
        if key in moved:
            left.setdefault(root, []).append(key)
    roots = {root: root if root in some else some[0] for root, some in left.items()}
    return [
        [moved[key], moved[roots[root]], len(left[root])]
        for key, root, _ in rows if key in moved and len(left[root]) > 1
    ]  # fmt: skip


def _pictures_of(rows: Sequence[Sequence[Any]], gone: Container[str]) -> list[list[Any]]:
    """Pictures without the lost ones; another one of their cluster stands for it."""
    left = [row for row in rows if row[0] not in gone]
    roots: dict[str, str] = {}
    for digest, _, root in left:
        if root in gone:
            roots.setdefault(root, digest)
    return [[digest, mark, roots.get(root, root)] for digest, mark, root in left]


# Afterwards, and beforehand


def _also_in(desk: Desk, words: Iterable[str]) -> tuple[str, ...]:
    """Where the same words still stand: in what others posted, or in files that people edit."""
    said, erased = forms(words), desk.book.erased()
    found, looked = [], set()
    for entry in desk.book.entries():
        for digest in erased.blobs(entry):
            if digest in looked or not desk.vault.has(Digest(digest)):
                continue
            looked.add(digest)
            with desk.vault.open(Digest(digest)) as stream:
                data = stream.read()
            if any(form in data for form in said):
                found.append(digest)
    for slug in desk.stories.slugs():
        try:
            texts = desk.stories.read(slug)
        except Mistaken:  # half written: the erasure is done, and a person has to look
            found.append(f"stories/{slug}, perhaps (it cannot be read)")
            continue
        found += [f"stories/{slug} ({lang})" for lang, text in texts.items() if any(f in text.encode() for f in said)]
    return tuple(dict.fromkeys(found))


def _blob(desk: Desk, stated: str) -> str:
    erased = desk.book.erased()
    found = sorted({one for entry in desk.book.entries() for one in erased.blobs(entry) if one.startswith(stated)})
    if len(stated) < 8 or len(found) != 1:
        raise Mistaken(
            f"{stated!r} names {len(found)} files of this case.", code="bad-digest",
            advice="Give the digest of one file, at least its first eight digits.",
        )  # fmt: skip
    return found[0]


def _no_output(desk: Desk, digest: str) -> None:
    """An output of screening is ours: it goes with the message that it speaks of."""
    for entry in desk.book.entries():
        if entry.kind == "screen" and entry.detail.get("output") == digest:
            raise Refused("That is an output of screening.", code="not-erasable", advice="Erase the message it speaks of.")
