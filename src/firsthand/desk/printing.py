"""
Print: a published story as PDF, for paper and for people who are offline.

Paper cannot be recalled. So it goes through every rule and the leak test once more, says of which day it is and where to look,
carries the ledger's head, and is entered with its digest before the file gets its name.
"""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.desk.editions import edition_in, first_publication, last_publication
from firsthand.desk.leaks import LeakTest
from firsthand.desk.ports import Desk
from firsthand.desk.publish import checked_story, need_clear
from firsthand.desk.recall import recalling
from firsthand.desk.record import record
from firsthand.exporters.paper import NOWHERE, render_paper
from firsthand.ledger.canonical import digest
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken, NotFound, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Where a PDF is, its size in bytes, its digest, and the entry that names it."""

    path: str
    size: int
    digest: str
    entry: int


def print_story(desk: Desk, slug: str, target: str, *, language: str = "", actor: Actor) -> Paper:
    """
    Print a story that is published.

    Args:
        target: The file; must not exist.
        language: One of the story's; its own when left out.

    Raises:
        Refused: A rule blocks, or the leak test found something.
        NotFound: There is no such story, or it was never published.
        Mistaken: It is not written in that language; the target exists.
        Unavailable: Nothing here makes PDF.
    """
    if actor.kind != "person":
        raise Refused("Only a person may print.", code="tool-decides", advice="Name the person with --as.")
    reading = recalling(desk)
    problems, story = checked_story(reading, slug)
    need_clear(slug, problems)
    assert story is not None
    last, first = last_publication(desk, slug), first_publication(desk, slug)
    if last is None or first is None:
        raise NotFound(
            f"{slug} was never published, and paper says where to check it.", code="not-published",
            advice=f"`firsthand story publish {slug} --to DIR` first.",
        )  # fmt: skip
    if language and language not in story.manuscripts:
        raise Mistaken(f"{slug} is not written in “{language}”, but in {', '.join(story.manuscripts)}.", code="no-edition",
                       advice="Name one of these with --lang.")  # fmt: skip
    edition = edition_in(reading, story, language or story.own, first, last.detail["head"])
    address, page = render_paper(edition, desk.press.templates())
    base = edition.site_address or NOWHERE
    held = {**desk.press.fonts(), **{f"media/{name}": clean.data for name, clean in story.pictures.values()}}
    made = desk.press.pdf(address, {**page, **{f"{base}{path}": data for path, data in held.items()}})
    # The page, too: what a file of glyphs says can be read only as far as its fonts tell.
    leaks = LeakTest(reading, story.cases, story.figures.values(), story.pictures, notes=story.notes)
    leaks.need_none({"story.html": page[address], "story.pdf": made})
    sha256 = digest(made)
    fields = {
        "format": "pdf", "language": edition.language, "query": None, "because": "printed", "recipient": "readers", "layers": [],
        "count": len(edition.cards), "posts": sorted({case.post["id"] for case in story.cases.values()}), "left_out": [],
        "sha256": sha256, "head": edition.head,
    }  # fmt: skip
    with desk.outbox.parcel(target, "file") as parcel:
        parcel.add("", [made])
        entry = record(desk, "export", f"story:{slug}", fields, actor=actor)
        path = parcel.send()
    return Paper(path=path, size=len(made), digest=sha256, entry=entry.seq)
