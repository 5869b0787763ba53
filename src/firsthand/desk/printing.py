"""
Print: a published story as PDF, for paper and for people who are offline, and one card as a picture.

Neither can be recalled. So each goes through every rule and the leak test once more, says of which day it is and where to look,
carries the ledger's head, and is entered with its digest before the file gets its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.desk.editions import edition_in, first_publication, last_publication
from firsthand.desk.gathered import Story
from firsthand.desk.leaks import LeakTest
from firsthand.desk.ports import Desk
from firsthand.desk.publish import checked_story, need_clear
from firsthand.desk.recall import recalling
from firsthand.desk.record import record
from firsthand.exporters.card_picture import render_card_picture
from firsthand.exporters.paper import NOWHERE, render_paper
from firsthand.ledger.canonical import digest
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken, NotFound, Refused
from firsthand.story.edition import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Where a printed file is, its size in bytes, its digest, and the entry that names it."""

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
    reading, story, edition = _published(desk, slug, language, actor)
    address, page = render_paper(edition, desk.press.templates())
    made = desk.press.pdf(address, {**page, **_beside(desk, story, edition)})
    # The page, too: what a file of glyphs says can be read only as far as its fonts tell.
    _leaks(reading, story).need_none({"story.html": page[address], "story.pdf": made})
    return _sent(desk, story, edition, list(story.cases), made, "pdf", target, actor)


def print_card(desk: Desk, slug: str, key: str, target: str, *, language: str = "", actor: Actor) -> Paper:
    """
    Make a picture of a card of a published story, for places that take nothing else. It says that it cannot be recalled.

    Args:
        target: The PNG file; must not exist.
        language: One of the story's; its own when left out.

    Raises:
        Refused: As for `print_story`; or nobody could be told where to check.
        NotFound: As for `print_story`; or the story has no such card.
        Mistaken: As for `print_story`; or the card is too long.
        Unavailable: Nothing here makes pictures of text.
    """
    reading, story, edition = _published(desk, slug, language, actor)
    if key not in {card.id for card in edition.cards}:
        raise NotFound(f"{slug} shows no card {key} in {edition.language}.", code="no-card", advice=f"firsthand story check {slug}")
    if not edition.site_address:
        raise Refused("A picture that cannot say where to check is not made.", code="no-address",
                      advice='Say in case.toml where the site stands: site = "https://courier.example/{slug}/".')  # fmt: skip
    address, page, lines = render_card_picture(edition, key, desk.press.templates())
    made = desk.press.png(address, {**page, **_beside(desk, story, edition)})
    # The lines, too: nobody reads letters in a picture.
    _leaks(reading, story).need_none({"card.html": page[address], "card.txt": "\n".join(lines).encode(), "card.png": made})
    return _sent(desk, story, edition, [key], made, "png", target, actor)


def _published(desk: Desk, slug: str, language: str, actor: Actor) -> tuple[Desk, Story, Edition]:
    """The desk as it is now, a story that nothing blocks, and one of its editions as it is published."""
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
    return reading, story, edition_in(reading, story, language or story.own, first, last.detail["head"])


def _beside(desk: Desk, story: Story, edition: Edition) -> dict[str, bytes]:
    """Fonts and pictures at their addresses."""
    base = edition.site_address or NOWHERE
    held = {**desk.press.fonts(), **{f"media/{name}": clean.data for name, clean in story.pictures.values()}}
    return {f"{base}{path}": data for path, data in held.items()}


def _leaks(desk: Desk, story: Story) -> LeakTest:
    return LeakTest(desk, story.cases, story.figures.values(), story.pictures, notes=story.notes)


def _sent(
    desk: Desk, story: Story, edition: Edition, keys: Sequence[str], made: bytes, kind: str, target: str, actor: Actor
) -> Paper:  # fmt: skip
    """Enter a file and put it in place."""
    fields = {
        "format": kind, "language": edition.language, "query": None, "because": "printed", "recipient": "readers", "layers": [],
        "count": len(keys), "posts": sorted({story.cases[key].post["id"] for key in keys}), "left_out": [],
        "sha256": digest(made), "head": edition.head,
    }  # fmt: skip
    with desk.outbox.parcel(target, "file") as parcel:
        parcel.add("", [made])
        entry = record(desk, "export", f"story:{story.slug}", fields, actor=actor)
        path = parcel.send()
    return Paper(path=path, size=len(made), digest=digest(made), entry=entry.seq)
