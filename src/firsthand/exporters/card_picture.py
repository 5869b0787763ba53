"""
A card as one narrow page for a program that makes a picture of it: the copy that stands alone, with our own faces.

Theory of operation: the page is long enough for any card, white, and the card has an edge, so that whoever makes the picture cuts
along that edge. Letters are joined and turned by the program that lays out the page, never by us.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import escape

from firsthand.exporters.markup import plain
from firsthand.exporters.paper import NOWHERE
from firsthand.exporters.press import Press, environment
from firsthand.exporters.travel import FACES, Travel
from firsthand.story.edition import Edition
from firsthand.story.phrases import read_phrases

WIDE, HIGH = 700, 9600
"""Of the page, in CSS pixels; its lower part stays empty."""
_STYLE = f"""
@font-face {{
  font-family: "paper Noto Naskh Arabic"; font-weight: 400 700;
  src: url("fonts/noto-naskh-arabic-arabic-wght-normal.woff2") format("woff2");
}}
@page {{ size: {WIDE}px {HIGH}px; margin: 0; }}
html, body {{ direction: ltr; margin: 0; background: #fff; }}
body {{ padding: 24px 0; }}
"""
_SANS = ("IBM Plex Sans latin", "IBM Plex Sans cyrillic", "IBM Plex Sans more", "IBM Plex Sans Arabic arabic")
_SERIF = ("Source Serif 4 latin", "Source Serif 4 cyrillic", "Source Serif 4 more", "Noto Naskh Arabic")
_SHIPPED = {
    "ui": ",".join([*(f"'paper {name}'" for name in _SANS), "sans-serif"]),
    "serif": ",".join([*(f"'paper {name}'" for name in _SERIF), "serif"]),
}
"""As ``paper.css`` names the files: one name for one file."""
_LINK = re.compile(r"<a href=[^>]*>.*?</a>\n?", re.DOTALL)
_FONT_FACES = re.compile(r"@font-face \{[^}]*\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What ``copy.html.j2`` asks of its frame."""

    language: str
    direction: str
    title: str


def render_card_picture(edition: Edition, key: str, templates: Mapping[str, str]) -> tuple[str, dict[str, bytes], tuple[str, ...]]:
    """
    Print a card for a picture of it.

    Returns:
        The address of the page; the page and its styles by address, fonts stand at the addresses that they have in the site; and
        every line of the card, because nobody can read a picture for what must not be in it.
    """
    press = Press(edition, read_phrases(edition.language, templates[f"phrases/{edition.language}.toml"]))
    travel = Travel(press, edition.card(key))
    page = _Page(language=edition.language, direction=press.direction, title=plain(edition.title))
    text = environment(press, templates).get_template("copy.html.j2").render(page=page, travel=travel)
    text = _LINK.sub("", text)  # nobody can follow a link in a picture
    for face, shipped in _SHIPPED.items():
        text = text.replace(str(escape(FACES[face])), str(escape(shipped)))
    text = text.replace("</head>", '<link rel="stylesheet" href="../../../assets/picture.css">\n</head>')
    base = edition.site_address or NOWHERE
    address = f"{base}{edition.language}/card/{key}/copy.html"
    styles = "\n".join(_FONT_FACES.findall(templates["paper.css"])) + _STYLE
    return address, {address: text.encode(), f"{base}assets/picture.css": styles.encode()}, tuple(line.text for line in travel.lines)
