"""
Everything that a published story prints, in one language.

The desk makes an `Edition` from the case; the exporters only show it. It holds nothing that may not be printed:
redaction, consent and the second editor come before, and what is withheld is absent here, not hidden.

Rules of this file:

- Text of a person is a `Passage`: verbatim, with marks between its characters. Text of the desk is plain `str` in the
  edition's language. `Prose.html` alone is markup, made by `firsthand.story.manuscript`.
- Words of closed vocabularies (roles, statuses, precisions) stay codes; the exporter says them in the right language.
- Times are datetimes; the exporter says them in words, local first, then UTC.
- A record that would print something forbidden cannot be made: `Refused` says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from firsthand.model.errors import Mistaken, Refused
from firsthand.model.ids import Digest, Seq
from firsthand.model.moment import PRECISIONS
from firsthand.model.words import CREDIBILITY, INTERFACE_LANGUAGES, PRINTED_AFFILIATIONS, RELIABILITY, ROLES, STATUSES

MEDIA_KINDS = ("image", "video", "audio")
CARE_KINDS = ("distress", "covered", "sound", "note")
UPDATE_KINDS = ("update", "correction", "clarification", "removed")
MARK_KINDS = ("sic", "removed")
AREA_KINDS = ("quarter", "land", "water")

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")


def _known(value: str, vocabulary: tuple[str, ...] | frozenset[str], what: str) -> None:
    if value not in vocabulary:
        raise Mistaken(f"{what}: “{value}” is not one of {', '.join(sorted(vocabulary))}", code="unknown-word")


def _named(value: str, what: str) -> None:
    if not _ID.fullmatch(value):
        raise Mistaken(f"{what} “{value}”: only a-z, 0-9 and hyphens can stand in an address", code="bad-address")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """
    Something that we put between two characters of a passage.

    Attributes:
        at: Code points before it.
        kind: ``sic`` (the oddity before it is in the original) or ``removed`` (words stood here).
        why: For ``removed``, what and why, for example "place removed for safety".
    """

    at: int
    kind: str
    why: str = ""

    def __post_init__(self) -> None:
        _known(self.kind, MARK_KINDS, "mark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """
    Words of a person, word for word, without what was removed.

    Attributes:
        text: Verbatim; a line break is the person's own.
        language: BCP 47; ``und`` when not known.
        marks: In order of `Mark.at`.
    """

    text: str
    language: str
    marks: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        places = [mark.at for mark in self.marks]
        if places != sorted(places) or any(not 0 <= at <= len(self.text) for at in places):
            raise Mistaken(f"marks at {places} do not lie in order within {len(self.text)} characters", code="bad-mark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """
    A passage in the edition's language.

    Attributes:
        by: Who made it, a person's name or a tool's name and version.
        checked_by: Who checked it against the original. Never empty: print carries only what a person decided.
    """

    passage: Passage
    by: str
    checked_by: str

    def __post_init__(self) -> None:
        if not self.checked_by:
            raise Refused(
                "a translation that nobody checked is not printed",
                code="unchecked-translation",
                advice="Check it, or print the original alone.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """
    What follows now for a statement (never for a person).

    Attributes:
        code: One of `firsthand.model.words.STATUSES`.
        because: A clause without a full stop, for example "two other people describe the same closure".
    """

    code: str
    because: str = ""

    def __post_init__(self) -> None:
        _known(self.code, STATUSES, "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """
    A time as far as it is known.

    Attributes:
        local: Wall-clock time at `place`, naive. None: only `stated` is known.
        utc: Aware. None when the zone is not known.
        precision: One of `firsthand.model.moment.PRECISIONS`; what is finer is not printed.
        place: Where `local` holds, in the edition's language, for example "Oradesh".
        stated: The source's own words, printed when `local` is None.
    """

    local: datetime | None = None
    utc: datetime | None = None
    precision: str = "minute"
    place: str = ""
    stated: str = ""

    def __post_init__(self) -> None:
        _known(self.precision, PRECISIONS, "precision")
        if self.utc is not None and self.utc.tzinfo is None:
            raise AssertionError("`utc` must know its zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaView:
    """
    A picture, video or sound that may be printed, already cleaned of metadata and redacted.

    Attributes:
        kind: One of `MEDIA_KINDS`.
        file: Name of the file; its bytes are the asset ``media/FILE``. Empty: only the description is printed.
        width, height: Pixels; 0 for sound.
        description: What is to be seen or heard, by a person. Never empty: it is the alternative text, and what
            stands on a cover.
        covered: Whether it waits for the reader's choice.
        why_covered: Printed on the cover, for example "damaged homes".
        credit: The credit line.
        caption: Printed below.
        transcript: What is said, for video and sound. Needed whenever somebody speaks.
    """

    kind: str
    description: str
    file: str = ""
    width: int = 0
    height: int = 0
    covered: bool = True
    why_covered: str = ""
    credit: str = ""
    caption: str = ""
    transcript: Passage | None = None

    def __post_init__(self) -> None:
        _known(self.kind, MEDIA_KINDS, "media")
        if not self.description.strip():
            raise Refused(
                f"media “{self.file}” has no description",
                code="undescribed-media",
                advice="Describe in a sentence what is to be seen or heard.",
            )
        if self.file and not _FILE.fullmatch(self.file):
            raise Mistaken(f"“{self.file}” cannot be the name of a published file", code="bad-address")


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """
    A link of an account to a party, decided by two people.

    Attributes:
        party: Its name in the edition's language.
        degree: One of `PRINTED_AFFILIATIONS`; what is weaker is never printed.
        why: The sentences that give the reason; always printed with the link.
    """

    party: str
    degree: str
    why: str

    def __post_init__(self) -> None:
        if self.degree not in PRINTED_AFFILIATIONS:
            raise Refused(f"an affiliation “{self.degree}” is not printed", code="weak-affiliation")
        if not self.why.strip():
            raise Refused(
                f"a link to {self.party} is not printed without its reason",
                code="no-reason",
                advice="Say in a sentence why we say so.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """
    A dated change of a story or a card.

    Attributes:
        kind: One of `UPDATE_KINDS`. A ``correction`` says what was wrong.
        at: Aware, in the newsroom's zone.
        text: In the edition's language.
    """

    kind: str
    at: datetime
    text: str

    def __post_init__(self) -> None:
        _known(self.kind, UPDATE_KINDS, "update")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """
    An entry of the feed that is there no more, because the card that it told of was removed.

    Attributes:
        name: Its identifier in the feed; says nothing of its words.
        at: When the card was removed; aware.
    """

    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """
    One message of a person, and how we know.

    One of `original`, `translation`, `paraphrase` is there; a paraphrase stands alone, never in quotation marks.

    Attributes:
        id: Stands in the card's address; never changes and says nothing of the platform's id.
        name: As consented. Empty: "Person {letter}" is printed.
        name_language: BCP 47 of `name`.
        letter: One letter instead of a profile picture; the same letter is the same person within a story.
        description: In a few words, for example "resident, Bridge ward"; districts, nothing finer.
        roles: Codes, in the order of `firsthand.model.words.ROLES`.
        affiliation: None unless a printed link was decided by two people.
        original: None where only the translation protects the person.
        translation: None when the original is in the edition's language.
        paraphrase: In our words, in the edition's language.
        heard: Time codes of words that are heard in a sound or video, for example "01:05–01:12"; empty for written ones.
        content_note: A short warning above the words, for example "A farewell to family".
        judges: People who judged it, by their keys. 1 prints "judged by one person".
        reliability: Of the source, A to F. credibility: of the information, 1 to 6.
        posted: When it was posted.
        kept: When our copy was made; aware.
        consent: The sentence that says what the person agreed to.
        credit: The credit line, after "Source: PLATFORM".
        platform: Its name, for example "Chirrup".
        source_address: http(s) address of the original. Empty when it must not, or can no longer, be linked.
        corrections: Newest first.
        redactions: What was removed and why, in words.
        digest: SHA-256 of the kept copy.
        entry: The ledger's entry that holds it.
        proof: Whether ``proof/ID.json`` is among the assets.
    """

    id: str
    letter: str
    description: str
    roles: tuple[str, ...]
    status: Status
    posted: When
    kept: datetime
    platform: str
    digest: Digest
    judges: int
    name: str = ""
    name_language: str = "und"
    affiliation: Affiliation | None = None
    original: Passage | None = None
    translation: Translation | None = None
    paraphrase: str = ""
    heard: str = ""
    content_note: str = ""
    media: tuple[MediaView, ...] = ()
    reliability: str = "F"
    credibility: str = "6"
    consent: str = ""
    credit: str = ""
    source_address: str = ""
    corrections: tuple[Update, ...] = ()
    redactions: tuple[str, ...] = ()
    entry: Seq | None = None
    proof: bool = False

    def __post_init__(self) -> None:
        _named(self.id, "card")
        _known(self.reliability, RELIABILITY, "reliability")
        _known(self.credibility, CREDIBILITY, "credibility")
        for role in self.roles:
            _known(role, ROLES, "role")
        if self.paraphrase and (self.original or self.translation):
            raise Refused(f"card {self.id}: a paraphrase beside the words gives them away", code="findable-by-words")
        if not (self.paraphrase or self.original or self.translation):
            raise Mistaken(f"card {self.id} has no words", code="empty-card")
        if self.judges < 1:
            raise Refused(f"card {self.id} was judged by nobody", code="unjudged")
        if self.source_address and not self.source_address.startswith(("https://", "http://")):
            raise Mistaken(f"card {self.id}: “{self.source_address}” is not a web address", code="bad-address")

    @property
    def confirmed(self) -> bool:
        """Whether it stands in the edition of what is confirmed."""
        return self.status.code == "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    What somebody says to the same question as a figure.

    Attributes:
        what: With its own quotation marks where it is quoted, for example "71–76%, from street reports".
    """

    who: str
    what: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureBox:
    """
    A number as somebody said it, and what others say.

    Attributes:
        id: Stands in the address.
        as_said: The number itself, as said, for example "98%".
        quotation: Word for word; ``sic`` marks stand after what is odd in the original.
        translation: None when the quotation is in the edition's language.
        said_by: For example "Northern Guard spokesman".
        said_where: For example "briefing"; may be empty.
        said_at: When it was said.
        heard: Time codes when it is heard in a sound or video; empty for written words.
        status: Of the claim as a whole.
        answers: The claim's own row first.
        flags: Arithmetic in words, one sentence each, for example
            "100,000 people in 5 m² is 20,000 per m²; is km² meant?".
    """

    id: str
    as_said: str
    quotation: Passage
    said_by: str
    said_at: When
    status: Status
    said_where: str = ""
    heard: str = ""
    translation: Translation | None = None
    answers: tuple[Answer, ...] = ()
    flags: tuple[str, ...] = ()
    corrections: tuple[Update, ...] = ()

    def __post_init__(self) -> None:
        _named(self.id, "figure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """
    Paragraphs of the newsroom.

    Attributes:
        html: From `firsthand.story.manuscript` only. The exporter refuses any element that it does not make.
    """

    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading within the story; `level` is 2 or 3."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRef:
    """Here stands the card with this id (in a manuscript: with this key)."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRef:
    """Here stands the figure with this id (in a manuscript: with this label)."""

    label: str


Block = Prose | Heading | CardRef | FigureRef


@dataclass(frozen=True, slots=True, kw_only=True)
class CareNote:
    """
    A line of the notice before the story: what is here, or what is not.

    Attributes:
        kind: One of `CARE_KINDS`; chooses the sign beside it.
    """

    kind: str
    text: str

    def __post_init__(self) -> None:
        _known(self.kind, CARE_KINDS, "care note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """Messages in the hour that begins at `at` (naive, local)."""

    at: datetime
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """An event beside the hours, for example "last bus crosses" (naive, local)."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Messages by district; nothing finer is ever here."""

    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """
    An area of the map beside the story; never a point.

    Attributes:
        kind: ``quarter``, ``land`` (a country or a region, whose line may be disputed) or ``water``.
        rings: Longitude and latitude of its corners, as the case's GeoJSON draws it.
        name, count: As in `Place`; empty and 0 for what is only drawn around.
    """

    kind: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    name: str = ""
    count: int = 0

    def __post_init__(self) -> None:
        _known(self.kind, AREA_KINDS, "kind of area")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """
    The counts beside the story.

    Attributes:
        messages, people, languages: Of the whole story.
        linked: People linked to a party.
        statuses: Code and count; zeros are left out.
        roles: Codes that occur, in the order of `ROLES`.
        hours: Without gaps: an hour without messages is there with 0.
        places_note: Why places are coarse.
        areas: The places that can be drawn, and what lies around them; empty: no map.
        borders: The lines of countries and regions are drawn.
    """

    messages: int
    people: int
    languages: int
    linked: int = 0
    statuses: tuple[tuple[str, int], ...] = ()
    roles: tuple[str, ...] = ()
    hours: tuple[Hour, ...] = ()
    ticks: tuple[Tick, ...] = ()
    places: tuple[Place, ...] = ()
    places_note: str = ""
    areas: tuple[Area, ...] = ()
    borders: bool = False

    def __post_init__(self) -> None:
        for code, _ in self.statuses:
            _known(code, STATUSES, "status")
        for role in self.roles:
            _known(role, ROLES, "role")


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """
    What was done, "as best we can".

    Attributes:
        files: Exports and answers of platforms that were read; unread: what stands in them and could not be.
        collected: Messages that came in, copies included; read: by a person; judged; printed: in this story.
        people: Who read and judged.
        sources: Where the messages came from, in words.
        first, last: The period that was collected, naive and local.
        unknown: What is not known, one sentence each.
        text: Further sentences on the method; may be empty.
    """

    collected: int
    read: int
    judged: int
    printed: int
    people: int
    files: int = 0
    unread: int = 0
    sources: tuple[str, ...] = ()
    first: datetime | None = None
    last: datetime | None = None
    unknown: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """
    A story in one language.

    Attributes:
        slug: The same in all languages.
        language: One of `INTERFACE_LANGUAGES`.
        kicker: The line above the title.
        standfirst: The sentences below it.
        byline: Names, as the editors wish to be named.
        published, updated: Aware, in the newsroom's zone. `updated` is None when nothing changed.
        newsroom: Its name in this language.
        picture: A picture at the head; never covered.
        care: The notice before the story; empty when nothing needs one.
        blocks: In reading order. Every `CardRef` and `FigureRef` names a member of `cards` and `figures`, once.
        cards: In reading order; their place is the number that is printed.
        facts, method: None leaves the box out.
        updates: Newest first.
        dropped: Entries that the feed held before.
        head: The ledger's signed head as text.
        verifier: SHA-256 of the ``verify.py`` that lies in the site; empty when there is none.
        site_address: Absolute address of the folder where it will stand, ending in ``/``; empty when not known.
        contact: An address (mailto: or https:) for problems and removals.
        licence: Address of the licence of the newsroom's own text; may be empty.
        invented: Prints that no place, person or event is real.
        one_person_desk: Prints that one person judged everything.
    """

    slug: str
    language: str
    title: str
    standfirst: str
    byline: tuple[str, ...]
    published: datetime
    newsroom: str
    blocks: tuple[Block, ...]
    kicker: str = ""
    updated: datetime | None = None
    picture: MediaView | None = None
    care: tuple[CareNote, ...] = ()
    cards: tuple[Card, ...] = ()
    figures: tuple[FigureBox, ...] = ()
    facts: Facts | None = None
    method: Method | None = None
    updates: tuple[Update, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    head: str = ""
    verifier: str = ""
    site_address: str = ""
    contact: str = ""
    licence: str = ""
    invented: bool = False
    one_person_desk: bool = False

    def __post_init__(self) -> None:
        _named(self.slug, "story")
        _known(self.language, INTERFACE_LANGUAGES, "language")
        for address, allowed in ((self.site_address, "https:// http://"), (self.contact, "https:// mailto:"),
                                 (self.licence, "https:// http://")):  # fmt: skip
            if address and not address.startswith(tuple(allowed.split())):
                raise Mistaken(f"“{address}” does not begin with {allowed.replace(' ', ' or ')}", code="bad-address")
        cards, figures = {card.id for card in self.cards}, {figure.id for figure in self.figures}
        if len(cards) < len(self.cards) or len(figures) < len(self.figures):
            raise Mistaken("two cards or two figures have one address", code="bad-address")
        shown = [block for block in self.blocks if isinstance(block, CardRef | FigureRef)]
        if len(set(shown)) < len(shown):
            raise Mistaken("a card or a figure stands twice in the story", code="shown-twice")
        for block in self.blocks:
            if isinstance(block, CardRef) and block.key not in cards:
                raise Mistaken(f"the story names card {block.key}, which is not there", code="no-card")
            if isinstance(block, FigureRef) and block.label not in figures:
                raise Mistaken(f"the story names figure {block.label}, which is not there", code="no-figure")

    def card(self, key: str) -> Card:
        """The card with this id."""
        return next(card for card in self.cards if card.id == key)

    def figure(self, label: str) -> FigureBox:
        """The figure with this id."""
        return next(figure for figure in self.figures if figure.id == label)

    def number(self, key: str) -> int:
        """Place of a card among the cards, from 1, as printed: "message 3"."""
        return [card.id for card in self.cards].index(key) + 1

    def views(self) -> Iterator[MediaView]:
        """Every picture, video and sound that is printed."""
        if self.picture:
            yield self.picture
        for card in self.cards:
            yield from card.media
