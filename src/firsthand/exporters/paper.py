"""A story as one page for a program that makes PDF: every word of the story in one file, and nothing that opens or shuts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from firsthand.exporters.charts import charts
from firsthand.exporters.linked_data import iso
from firsthand.exporters.markup import plain
from firsthand.exporters.press import Press, environment
from firsthand.exporters.sheets import UP
from firsthand.exporters.site import story_blocks
from firsthand.story.edition import Edition, Facts
from firsthand.story.phrases import read_phrases

PAPER_STYLES = ("tokens.css", "paper.css")
NOWHERE = "https://site.invalid/"
"""Stands for the address of a site whose address is not known; no link to it is printed."""

_INNER_LINK = re.compile(rf'<a href="{UP}[^"]*"[^>]*>')


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What ``paper.html.j2`` asks of its frame."""

    language: str
    direction: str
    title: str
    description: str


def render_paper(edition: Edition, templates: Mapping[str, str]) -> tuple[str, dict[str, bytes]]:
    """
    Print a story for paper.

    Args:
        templates: As for `render_site`.

    Returns:
        The address of the page, and the page and its styles by address; fonts and pictures stand at the addresses that they
        have in the site. Links lead to the site where its address is known, and are no links where it is not.
    """
    press = Press(edition, read_phrases(edition.language, templates[f"phrases/{edition.language}.toml"]))
    room = environment(press, templates)
    line = room.get_template("_line.html.j2").render
    blocks = Markup("\n").join(
        Markup(line(block=block, link=lambda to: Markup(UP) + to, paper=True).strip()) for block in story_blocks(edition)
    )
    page = _Page(language=edition.language, direction=press.direction, title=plain(f"{edition.title} – {edition.newsroom}"),
                 description=edition.standfirst)  # fmt: skip
    base = edition.site_address or NOWHERE
    text = room.get_template("paper.html.j2").render(
        page=page, blocks=blocks, link=lambda to: Markup(UP) + to, charts=charts(edition.facts or Facts(messages=0, people=0, languages=0)),
        address=Markup('<bdi dir="ltr">{}{}/</bdi>').format(edition.site_address, edition.language), stamped=iso,
    )  # fmt: skip
    if not edition.site_address:
        text = _INNER_LINK.sub("<a>", text)
    address = f"{base}{edition.language}/index.html"
    styles = "\n".join(templates[name] for name in PAPER_STYLES).encode()
    return address, {address: text.replace(UP, base).encode(), f"{base}assets/paper.css": styles}
