"""
The seam of the exporters to other tools: what one is given, and what it makes of it.

An exporter is an `Adapter` of the kind ``exporter`` whose `open` gives an `Exporter`. It is given messages that may be shown as they
stand in a `Message`, and makes files of them. It looks up nothing, adds nothing and decides nothing. Nobody's role and nobody's party
is in a `Message`: no table of ours can be sorted by them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from firsthand.model.adapter import Adapter
from firsthand.story.edition import When

if TYPE_CHECKING:  # the press brings its templates, and a list of formats needs none
    from firsthand.exporters.press import Press

STORY, QUERY = "story", "query"
INTERNAL = "INTERNAL - not for publication. Words of people who were not asked whether they may be printed."
"""The face of every export of a search."""

Statement = tuple[str, tuple[Any, ...]]
"""A statement of SQL with its values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """
    Where a printed name lies, roughly.

    Attributes:
        name: As printed; a district or a city, nothing finer.
        lat, lon: Degrees on WGS 84, of the named place's middle and never of a post, rounded to a tenth at least.
        decimals: How many decimals are meant.
    """

    name: str
    lat: float
    lon: float
    decimals: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """A picture, video or sound: what people said about it, and the name of its cleaned file when that goes along."""

    kind: str
    description: str
    file: str = ""
    width: int = 0
    height: int = 0
    credit: str = ""
    covered: bool = True
    why_covered: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """
    One message, as it may be shown. Text that is not there is empty, a number that is not there None.

    Attributes:
        id: Of the card; of a search, a number that holds in one export only, unless identities go along.
        number: From 1, in the order of the export.
        person: As the page names them; of a search ``account 3``, or the account's id.
        handle, name: Of a search with identities only.
        posted: What may be said of the time.
        text: The original words, with ``[…]`` where something was taken out; `translation` and `paraphrase` as printed.
        place, spot: A district or city as printed, and where that lies.
        page: Address of the card's page. address: of the original, where that may be linked.
        kept, digest, entry: When our copy was made (RFC 3339, UTC), its SHA-256, and its ledger entry.
    """

    id: str
    number: int
    person: str
    platform: str
    posted: When
    language: str = "und"
    text: str = ""
    handle: str = ""
    name: str = ""
    translation: str = ""
    translation_language: str = ""
    translated_by: str = ""
    checked_by: str = ""
    paraphrase: str = ""
    description: str = ""
    content_note: str = ""
    heard: str = ""
    place: str = ""
    spot: Spot | None = None
    status: str = ""
    status_in_words: str = ""
    status_because: str = ""
    reliability: str = ""
    credibility: str = ""
    judges: int | None = None
    consent: str = ""
    credit: str = ""
    page: str = ""
    address: str = ""
    kept: str = ""
    digest: str = ""
    entry: int | None = None
    redactions: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    media: tuple[Medium, ...] = ()
    attachments: int = 0

    @property
    def shown(self) -> str:
        """The words in the language of the page: translation, paraphrase, or the original when neither is there."""
        return self.translation or self.paraphrase or self.text

    @property
    def shown_language(self) -> str:
        """The language of `shown`."""
        return self.translation_language if self.translation or self.paraphrase else self.language


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """
    What an exporter is given.

    Attributes:
        messages: Can be gone through more than once; of a search, the search runs again.
        press: The edition and its words; None for a search.
        notice: What every file must say on its face; empty for a story.
        pictures: Cleaned files by name, as they stand under ``media/``.
        spots: Where printed names lie, those of the story's counts, too.
        site: Absolute address of the published site, ending in ``/``, or empty.
        figures: Where each figure of the edition stands, from the folder of its language.
        pages: Every file of the published site by its path; for an exporter that asks for them.
        database: Makes a SQLite file from statements, in order.
        sign: Signs with the case's key for archives: signature and public key in base64.
    """

    title: str
    case: str
    software: str
    messages: Iterable[Message]
    press: Press | None = None
    notice: str = ""
    invented: bool = False
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    spots: Mapping[str, Spot] = field(default_factory=dict)
    site: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, bytes] = field(default_factory=dict)
    sign: Callable[[bytes], tuple[str, str]] | None = None
    database: Callable[[Iterable[Statement]], Iterator[bytes]] = lambda _statements: iter(())

    @property
    def printed(self) -> Press:
        """The edition of a story."""
        assert self.press is not None, "an exporter that takes searches must not ask for the edition"
        return self.press

    def figure(self, key: str) -> str:
        """Address of a figure in the published site; of no use where the site's address is not known."""
        return f"{self.site}{self.printed.edition.language}/{self.figures.get(key, f'index.html#figure-{key}')}"

    def picture(self, name: str) -> str:
        """Where a picture can be fetched: at the site, else beside the file."""
        return f"{self.site}media/{name}"

    def uid(self, word: str) -> str:
        """An id: the same word gives the same one in the same case."""
        return str(uuid5(NAMESPACE_URL, f"urn:firsthand:{self.case}:{word}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """
    What an exporter made.

    Attributes:
        files: Name to bytes as they come; the first is the one that a single file is made of.
        left_out: What of these messages was not carried over, in sentences.
        plain: Words that stand in the files in a form that cannot be searched for leaks, once more as they are.
    """

    files: Mapping[str, Iterable[bytes]]
    left_out: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """
    A format that others read.

    Attributes:
        ending: Of its file, with the dot; a target with another ending is a folder.
        takes: What it can be made of: `STORY`, `QUERY`.
        use: What it is for, in a sentence.
        licence: Under which the format, or the program that reads it, is published.
        proof: Who has read it, or that nobody has.
        pictures: Whether the pictures lie beside it, in a folder ``media``.
        site_pages: Whether it asks for the pages of the published site.
        reading: What whoever reads it must know, in sentences.
    """

    ending: str
    use: str
    licence: str
    proof: str
    make: Callable[[Handed], Made]
    takes: tuple[str, ...] = (STORY,)
    pictures: bool = False
    site_pages: bool = False
    reading: tuple[str, ...] = ()


ROLES_STAY = (
    "What people were found to be (roles) and any tie to a party: they stand on the card's page, and nothing that can be sorted holds them."
)


def adapter(
    name: str, summary: str, exporter: Exporter, *, losses: tuple[str, ...] = (), needs: tuple[str, ...] = (), version: str = "1"
) -> Adapter:  # fmt: skip
    """An exporter as a value of the one seam."""
    return Adapter(
        kind="exporter", name=name, version=version, summary=summary, needs=needs, losses=(ROLES_STAY, *losses),
        open=lambda _options: exporter,
    )  # fmt: skip
