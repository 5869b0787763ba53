"""
The leak test of a story: what must not appear in its files, and words for whoever must mend what did.

It runs over every publication before anything leaves, and it blocks. `canaries` gathers what could expose the people of
the cards: their handles, names, ids and addresses, then and now; what was covered; the words themselves where only a
translation or a paraphrase is printed; the notes of their pictures; the pictures that may not be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from firsthand.desk.boxes import covered_in
from firsthand.desk.compose import CardCase, agreed, covers_of, private
from firsthand.desk.ports import CleanPicture, Desk
from firsthand.find.pictures import GRID as EDGE
from firsthand.find.pictures import RADIUS, distance, flat, marks, written
from firsthand.ledger.canonical import digest
from firsthand.model.act import Act
from firsthand.model.errors import FirsthandError, NotFound, Refused
from firsthand.model.ids import AccountId, Digest
from firsthand.story.canaries import Canaries, Canary, Plan
from firsthand.story.folding import folded_text
from firsthand.story.leak import Hit, Leak, Searched, search

REMEDIES: Mapping[str, str] = {
    "handle": "take the handle out of the story's text, or record consent for the handle",
    "name": "name the person as agreed, or take the name out",
    "native-id": "leave the address of the post or account out",
    "url": "leave the link out, or record consent for the handle",
    "phone": "cover it in the message and take it out of the text",
    "email": "cover it in the message and take it out of the text",
    "address": "say the district only",
    "coordinates": "say the district only",
    "gps": "say the district only, and publish the picture as the press made it",
    "time": "say the time no finer than was decided",
    "words": "print what was agreed to; take the original words out",
    "file-name": "give the file another name",
    "device": "leave the notes of the picture out",
    "notes": "publish the picture as the press made it, without notes",
    "thumbnail": "publish the picture as the press made it, without a small copy inside",
    "sound": "silence the film, or describe what is heard",
    "picture": "leave the picture out, or publish the covered one",
}
"""What to do, by kind of leak."""

GENERIC = frozenset({
    "index.html", "result.json", "messages.html", "tweets.js", "tweet.js", "data.json", "_chat.txt", "story.md", "posts.csv",
    "feed.xml", "verify.py", "outbox.json", "export.json", "messages.json", "message_1.json", "image.jpg", "photo.jpg",
})  # fmt: skip
"""Names that programs give: whoever reads them learns nothing."""


@dataclass(slots=True)
class Watched:
    """
    The pictures of a story.

    Attributes:
        printed: Digest of each clean picture to its original, and the areas that are filled in it.
        unseen: Original to the card that it belongs to: pictures of the cards' posts that are not printed as they are.
    """

    printed: dict[str, tuple[str, tuple[tuple[int, int, int, int], ...]]] = field(default_factory=dict)
    unseen: dict[str, str] = field(default_factory=dict)


class LeakTest:
    """
    The leak test of one story, made ready once for all files that it prints.

    `pictures`: digest of an original to the name and the clean copy that is published. `notes`: what we noted in them.
    """

    def __init__(
        self, desk: Desk, cases: Mapping[str, CardCase], figures: Iterable[Act], pictures: Mapping[str, tuple[str, CleanPicture]],
        *, notes: frozenset[bytes] = frozenset(),
    ) -> None:  # fmt: skip
        self._plan = Plan(replace(canaries(desk, cases, figures), notes=notes))
        self._look = _Look(desk, _watched(cases, pictures))

    def find(self, files: Mapping[str, bytes]) -> Searched:
        """Read every byte of these files, by path."""
        return search(files.items(), self._plan, look=self._look)

    def need_none(self, files: Mapping[str, bytes]) -> None:
        """
        Read every byte.

        Raises:
            Refused: Something was found that must not be there, or something could not be looked into.
        """
        found = self.find(files)
        if found.leaks:
            raise Refused(
                f"The leak test found {len(found.leaks)} things that must not be published:\n" + "\n".join(told(found.leaks)),
                code="leak", advice="Nothing was published. Mend each, and publish again.",
            )  # fmt: skip
        if found.not_searched:
            what = "; ".join(f"{path}: {why}" for path, why in found.not_searched[:6])
            raise Refused(
                f"The leak test could not look into {len(found.not_searched)} parts: {what}.",
                code="leak-not-searched", advice="Leave these files out; what was not read is not published.",
            )  # fmt: skip


def told(leaks: Iterable[Leak], most: int = 12) -> list[str]:
    """A line for each leak: what, where, of which card, what to do."""
    listed = list(leaks)
    lines = [
        f"- {leak.path}: {leak.kind} {shortened(leak.what)!r}{f' of card {leak.card}' if leak.card else ''}"
        f" ({leak.where or 'as it stands'}); {REMEDIES.get(leak.kind, 'take it out')}."
        for leak in listed[:most]
    ]
    return lines + ([f"- and {len(listed) - most} more."] if len(listed) > most else [])


def shortened(text: str) -> str:
    """The beginning of a long text."""
    return text if len(text) <= 60 else text[:59] + "…"


def canaries(desk: Desk, cases: Mapping[str, CardCase], figures: Iterable[Act] = ()) -> Canaries:
    """Everything about the people of these cards that may not appear, and what may all the same."""
    hidden: list[Canary] = []
    allowed: list[str] = []
    for case in cases.values():
        hidden += _of_case(desk, case)
        allowed += [case.key, *([case.name] if case.name else [])]
        if case.words == "original":
            allowed += _printed_quotes(case)
    for act in figures:
        hidden += [Canary(canary_kind(kind), words) for kind, words in covered_in(desk, act)]
    # A person may be called as a place or a party is; their names stand in every story.
    open_words = {case.name for case in cases.values() if case.name}
    open_words |= {*desk.plan.places, *desk.plan.parties, desk.plan.newsroom, desk.plan.title}
    shown = {folded_text(word).strip() for word in open_words}
    kept = [one for one in hidden if one.value.strip() and folded_text(one.value).strip() not in shown]
    return Canaries(hidden=tuple(dict.fromkeys(kept)), allowed=tuple(dict.fromkeys(filter(None, allowed))), notes=frozenset())


def _printed_quotes(case: CardCase) -> Iterator[str]:
    """Stretches of the quoted words between covers: a hit inside one of them is lawful, across a cover it is not."""
    for quote in case.quotes:
        at = quote.start
        for cover in sorted(case.covers, key=lambda one: (one.start, one.end)):
            if cover.start < quote.end and cover.end > at:
                yield case.text[at : max(at, cover.start)]
                at = max(at, cover.end)
        yield case.text[at : quote.end]


def _of_case(desk: Desk, case: CardCase) -> Iterator[Canary]:
    post, key = case.post, case.key
    open_name, open_handle = bool(case.name) or not private(case), agreed(case, "handle")
    if not open_handle:
        yield Canary("handle", post["handle"] or "", key)
        yield Canary("url", post["url"] or "", key)
        yield Canary("native-id", post["native_id"], key)
    if not open_name:
        yield Canary("name", post["name"] or "", key)
    if post["account"]:
        yield from _of_account(desk, post["account"], open_name, open_handle, key)
    for cover in case.covers:
        yield Canary(canary_kind(cover.kind), case.text[cover.start : cover.end], key)
    for lang, decided in case.translated_spans.items():
        said = case.translations[lang].detail["text"]
        for cover in covers_of(decided):
            yield Canary(canary_kind(cover.kind), said[cover.start : cover.end], key)
    if case.words != "original":
        yield Canary("words", case.text, key)
        yield Canary("words", post["text"], key)
    if case.words == "paraphrase":
        yield from (Canary("words", act.detail["text"], key) for act in case.translations.values())
    if case.time_to and post["posted_at"] and case.time_to != "minute":
        yield from (Canary("time", stamp, key) for stamp in case.exact_times())
    for media in post["media"]:
        yield Canary("url", media["url"] or "", key)
        if media["digest"]:
            yield from (Canary(kind, value, key) for kind, value in desk.press.hidden(desk.vault.read(Digest(media["digest"]))))
    for place in desk.views.place_of(post["id"]):
        name = place["member"].rpartition("/")[2]
        if name.lower() not in GENERIC:
            yield Canary("file-name", name, key)


def _of_account(desk: Desk, account: str, open_name: bool, open_handle: bool, key: str) -> Iterator[Canary]:
    """Every handle, name and address that an account ever had; without what the person agreed to print of today."""
    try:
        held = desk.views.account(AccountId(account))
    except NotFound:
        return
    if not open_handle:
        yield Canary("native-id", held["native_id"], key)
    for one in held["snapshots"]:
        if not (open_handle and one["handle"] == held["handle"]):
            yield Canary("handle", one["handle"] or "", key)
        yield from (Canary("url", link, key) for link in one["links"])
        if not open_name:
            yield Canary("name", one["name"] or "", key)


def canary_kind(kind: str) -> str:
    """The kind of canary that a covered span makes."""
    return {"link": "url", "place": "words", "plate": "words", "bank": "words", "document": "words"}.get(kind, kind)


def _watched(cases: Mapping[str, CardCase], pictures: Mapping[str, tuple[str, CleanPicture]]) -> Watched:
    seen = Watched()
    for original, (_, clean) in pictures.items():
        areas = next((one.areas for case in cases.values() for one in case.media if one.digest == original), ())
        seen.printed[digest(clean.data)] = (original, areas)
        if areas:
            seen.unseen[original] = next(case.key for case in cases.values() for one in case.media if one.digest == original)
    for case in cases.values():
        for media in case.post["media"]:
            if media["digest"] and media["kind"] == "image" and media["digest"] not in pictures:
                seen.unseen[media["digest"]] = case.key
    return seen


class _Look:
    """Says of a picture in the output whether it shows what may not be seen."""

    def __init__(self, desk: Desk, watched: Watched) -> None:
        self._desk, self._watched = desk, watched
        self._marks: dict[str, str] | None = None

    def __call__(self, data: bytes) -> Iterator[Hit]:
        known = self._watched.printed.get(digest(data))
        if known:
            original, areas = known
            if areas and not self._desk.press.covered(data, self._desk.vault.read(Digest(original)), areas):
                yield original[:12], "picture", "an area that is to be covered can be seen", self._watched.unseen[original]
            return
        mark = self._mark(data)
        for original, other in self._unseen().items() if mark else ():
            if distance(mark, other)[0] <= RADIUS:
                yield original[:12], "picture", "looks like a picture that may not be seen", self._watched.unseen[original]

    def _unseen(self) -> dict[str, str]:
        if self._marks is None:
            found = {one: self._mark(self._desk.vault.read(Digest(one))) for one in self._watched.unseen}
            self._marks = {one: mark for one, mark in found.items() if mark}
        return self._marks

    def _mark(self, data: bytes) -> str:
        import numpy as np

        try:
            small = self._desk.press.tiny(data, EDGE)
        except FirsthandError:
            return ""  # a picture that nobody can open shows nothing; its bytes are searched all the same
        grey = np.frombuffer(small, dtype=np.uint8).reshape(1, EDGE, EDGE)
        return "" if bool(flat(grey)[0]) else written(marks(grey)[0])
