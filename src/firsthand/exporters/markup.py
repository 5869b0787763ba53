"""
Foreign text on our pages: nothing in it is markup, nothing in it turns the direction of what stands beside it.

Controls that reorder text (and C0, C1) are shown as a small visible mark and are not sent on; marks of a passage
(``[sic]``, ``[place removed for safety]``) are set between its characters.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from markupsafe import Markup, escape

from firsthand.model.errors import Refused
from firsthand.story.edition import Passage
from firsthand.story.phrases import Phrases

_CONTROL_NAMES = {
    0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO",
    0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI",
    0x200B: "ZWSP", 0x2060: "WJ", 0xFEFF: "BOM", 0x00AD: "SHY", 0x200E: "LRM", 0x200F: "RLM", 0x061C: "ALM",
}  # fmt: skip

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
# In a name they can only disguise it; in a sentence the direction marks are honest punctuation.
_NAME_CONTROLS = re.compile(f"{_CONTROLS.pattern}|[\t\n\u200b\u2060\ufeff\u00ad\u200e\u200f\u061c]")

_FIGURES = re.compile(r"\d[\d.,\u00a0\u202f]*(?:\s?[–-]\s?\d[\d.,\u00a0\u202f]*\s?%?|\s?%)")

_QUOTES = {"ar": "«»", "fa": "«»", "fr": ("« ", " »"), "ru": "«»", "uk": "«»"}

PROSE_ELEMENTS = frozenset(
    {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "br", "hr", "h3", "h4", "h5", "h6"}
)
_PROSE_LINK = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)


def shown(text: str, controls: re.Pattern[str] = _CONTROLS) -> Markup:
    """Escape a text and show its controls."""
    out = Markup()
    at = 0
    for match in controls.finditer(text):
        code = ord(match[0])
        name = _CONTROL_NAMES.get(code, f"U+{code:04X}")
        out += escape(text[at : match.start()]) + Markup('<span class="control">{}</span>').format(name)
        at = match.end()
    return out + escape(text[at:])


def shown_name(text: str) -> Markup:
    """Escape a name, a handle or a number as said, with every invisible character shown."""
    return shown(text, _NAME_CONTROLS)


def with_figures(text: str) -> Markup:
    """Escape a text of the desk; percentages and ranges read from left to right in every language."""
    out = Markup()
    at = 0
    for match in _FIGURES.finditer(text):
        out += shown(text[at : match.start()]) + Markup('<bdi dir="ltr">{}</bdi>').format(match[0])
        at = match.end()
    return out + shown(text[at:])


def plain(text: str) -> str:
    """Give a name without controls, for titles, attributes and data."""
    return _NAME_CONTROLS.sub("", text.replace("\n", " "))


def verbatim(text: str) -> str:
    """Give a text for data: every character that XML and JSON can carry, and that turns nothing."""
    return _CONTROLS.sub("", text)


def unmarked(text: str) -> Markup:
    """Escape a text of ours whose controls are isolates that we set ourselves; what is foreign in it was made visible before."""
    return escape(text)


def paragraphs(passage: Passage, phrases: Phrases) -> list[Markup]:
    """Give a passage as its paragraphs, with its marks."""
    whole = _marked(passage, phrases)
    return [Markup(part) for part in re.split(r"\n[ \t]*\n", whole) if part.strip()] or [Markup()]


def quoted(passage: Passage, phrases: Phrases) -> Markup:
    """Give a passage in the quotation marks of its language."""
    opening, closing = _QUOTES.get(passage.language, "“”")
    return Markup("{}{}{}").format(opening, _marked(passage, phrases), closing)


def _marked(passage: Passage, phrases: Phrases) -> Markup:
    out = Markup()
    at = 0
    for mark in passage.marks:
        out += shown(passage.text[at : mark.at])
        at = mark.at
        said = phrases.say("card.sic") if mark.kind == "sic" else shown_name(phrases.say("card.removed", why=mark.why))
        # What we say is in the edition's language and direction, whatever stands around it.
        space = "\N{NO-BREAK SPACE}" if mark.kind == "sic" else ""
        out += Markup('{}<bdi class="mark-{}" lang="{}">{}</bdi>').format(space, mark.kind, phrases.language, said)
    return out + shown(passage.text[at:])


class _ProseCheck(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href")
        allowed = {"a": {"href", "rel", "title"}, "ol": {"start"}, "code": {"class"}}.get(tag, set())
        if tag not in PROSE_ELEMENTS or not {name for name, _ in attrs} <= allowed:
            raise Refused(f"prose holds <{tag}> with {dict(attrs)}", code="bad-prose", advice="Write it as Markdown.")
        if tag == "a" and not _PROSE_LINK.match(href or ""):
            raise Refused(f"prose holds a link to “{href}”", code="bad-prose", advice="Link to http, https or mailto.")


def checked_prose(html: str) -> Markup:
    """
    Take markup of the manuscript.

    Raises:
        Refused: It holds an element, attribute or link that a manuscript cannot make.
    """
    check = _ProseCheck(convert_charrefs=True)
    check.feed(html)
    check.close()
    return Markup(html)
