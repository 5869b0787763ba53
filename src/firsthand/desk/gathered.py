"""A story gathered from its files and the case: all that its pages are made of, each picture and film made anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from firsthand.desk.atlas import Atlas
from firsthand.desk.compose import CardCase, Kept, agreed, credit_line, gather
from firsthand.desk.ports import CleanPicture, Desk
from firsthand.desk.removal import Gone, removed_cards
from firsthand.desk.story import figure_acts, story_files
from firsthand.exporters.xmp import Credit, with_note
from firsthand.ledger.canonical import digest
from firsthand.model.act import Act
from firsthand.model.errors import FirsthandError, NotFound
from firsthand.model.ids import Digest
from firsthand.model.version import __version__
from firsthand.story.manuscript import Manuscript, parse, without_cards

TERMS = {
    "agency": "Agency material.", "own": "Material of the newsroom.", "permission": "Published by permission.",
    "quotation": "Quotation, for reporting.",
}  # fmt: skip
"""Usage terms in a picture's note, by the rights on record."""
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "video/mp4": "mp4"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """
    A story with everything that its pages need.

    Attributes:
        broken: Cards whose picture cannot be made anew; nothing is published while there is one.
        described: Cards whose silenced film cannot be made here; it is described instead.
    """

    slug: str
    manuscripts: Mapping[str, Manuscript]
    cases: Mapping[str, CardCase]
    figures: Mapping[str, Act]
    pictures: Mapping[str, tuple[str, CleanPicture]]
    notes: frozenset[bytes]
    removed: Mapping[str, Gone]
    broken: Mapping[str, FirsthandError]
    described: Mapping[str, FirsthandError]
    atlas: Atlas

    @property
    def own(self) -> str:
        return next(iter(self.manuscripts))


def gathered(desk: Desk, slug: str) -> Story:
    """
    Read a story and everything that it names.

    Raises:
        NotFound: There is no such story, or it names what is not there.
        Mistaken: A file cannot be read.
    """
    gone = removed_cards(desk, slug)
    written = {language: parse(text) for language, text in story_files(desk, slug).items()}
    manuscripts = {language: without_cards(one, gone.keys()) for language, one in written.items()}
    keys = list(dict.fromkeys(key for one in manuscripts.values() for key in one.cards))
    cases = gather(desk, slug, keys)
    pictures, notes, broken = _cleaned(desk, slug, cases)
    films, described = _films(desk, cases)
    figures = figure_acts(desk, slug)
    for label in {label for one in manuscripts.values() for label in one.figures}:
        if label not in figures:
            raise NotFound(f"The story names figure {label}, which nobody has added.", code="no-figure",
                           advice=f"firsthand story add {slug} --figure CLAIM --key {label}")  # fmt: skip
    return Story(slug=slug, manuscripts=manuscripts, cases=cases, figures=figures, pictures={**pictures, **films}, notes=notes,
                  removed=gone, broken=broken, described=described, atlas=Atlas(desk))  # fmt: skip


def _cleaned(
    desk: Desk, slug: str, cases: Mapping[str, CardCase]
) -> tuple[dict[str, tuple[str, CleanPicture]], frozenset[bytes], dict[str, FirsthandError]]:
    """The pictures that are printed, each by its original's digest; what we noted in them; and cards whose picture cannot be made anew."""
    shown = {
        one.digest: (case, one) for case in cases.values() for one in case.media
        if one.kind == "image" and one.descriptions and case.rights != "unknown"
    }  # fmt: skip
    made = desk.press.clean_all([(partial(desk.vault.read, dig), one.areas) for dig, (_, one) in shown.items()])
    pictures: dict[str, tuple[str, CleanPicture]] = {}
    broken: dict[str, FirsthandError] = {}
    notes = set()
    for (dig, (case, one)), clean in zip(shown.items(), made, strict=True):
        if isinstance(clean, FirsthandError):
            broken[case.key] = clean
        else:
            data, note = _credited(desk, slug, case, one, clean.data)
            notes |= {note} if note else set()
            name = f"{case.key}-{one.number + 1}.{ENDINGS[clean.mime]}"
            pictures[dig] = (name, _Noted(data, clean.width, clean.height, clean.mime) if note else clean)
    return pictures, frozenset(notes), broken


def _films(desk: Desk, cases: Mapping[str, CardCase]) -> tuple[dict[str, tuple[str, CleanPicture]], dict[str, FirsthandError]]:
    """
    The films that are printed without their sound, by their original's digest, and cards whose film is only described for now.

    Never with it: a film that nobody has silenced is described. Showing one again takes seconds, so the shelf keeps it.
    """
    films: dict[str, tuple[str, CleanPicture]] = {}
    described: dict[str, FirsthandError] = {}
    for case in cases.values():
        for one in case.media:
            if one.kind == "video" and one.silent and one.descriptions and case.rights != "unknown":
                try:
                    films[one.digest] = (f"{case.key}-{one.number + 1}.mp4", _silent(desk, one.digest))
                except FirsthandError as error:
                    described[case.key] = error
    return films, described


def _silent(desk: Desk, original: Digest) -> CleanPicture:
    name = f"film-{__version__}-{original}"
    mark, _, rest = (desk.shelf.read(name) or b"").partition(b"\n")
    size, _, data = rest.partition(b"\n")
    if data and mark.decode("ascii", "replace") == digest(rest):
        width, height = map(int, size.split())
        return _Noted(data, width, height, "video/mp4")
    made = desk.press.silent(desk.vault.read(original))
    rest = f"{made.width} {made.height}\n".encode() + made.data
    desk.shelf.write(name, digest(rest).encode() + b"\n" + rest)
    return made


class _Noted(NamedTuple):
    """A clean picture with a note of ours; see `desk.ports.CleanPicture`."""

    data: bytes
    width: int
    height: int
    mime: str


def _credited(desk: Desk, slug: str, case: CardCase, medium: Kept, data: bytes) -> tuple[bytes, bytes]:
    """
    Write into a picture how it is credited, where the person is named in print and agreed to it; else leave it without any note.

    As its maker the person is named only when the credit line does so, too: some wish to be "a resident" there.
    """
    if not (case.name and agreed(case, "name")):
        return data, b""
    site, own, line = desk.plan.site_of(slug), next(iter(desk.stories.read(slug))), credit_line(case)
    credit = Credit(
        creator=case.name if case.name in line else "", credit=line, terms=TERMS.get(case.rights, ""), language=own,
        made=medium.made, descriptions=medium.descriptions, statement=f"{site}{own}/card/{case.key}/index.html" if site else "",
    )  # fmt: skip
    return with_note(data, credit)
