"""
A card in places that are not ours: a frame that follows us, and copies that cannot be recalled.

A frame shows our own page (``embed.html``), so corrections and removals reach it. A copy says of which day it is and where to
check; it holds no pictures, and every word of it is plain text with its direction beside it, so that it stays readable where
styles are forbidden, and looks as it should where a foreign style sheet claims everything.

Source: oEmbed 1.0; SVG 1.1, 10.7 (direction of text); CSS Cascading 4, 6.4 (``!important`` in a ``style`` attribute is stronger than
in a sheet).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from unicodedata import bidirectional, combining, east_asian_width

from markupsafe import Markup, escape

from firsthand.exporters.markup import plain, verbatim
from firsthand.exporters.press import Press
from firsthand.model.words import RTL_LANGUAGES
from firsthand.story.edition import Card, Passage
from firsthand.text.visible import visible

WIDTH = 560
"""Of a frame, in CSS pixels; it becomes narrower with the page around it."""

SHAPES = {
    "unconfirmed": "○", "partly-backed": "◐", "confirmed": "●", "disputed": "◇", "false": "✕", "cannot-be-verified": "▢",
}  # fmt: skip

_FSI, _LRI, _PDI = "\u2068", "\u2066", "\u2069"
FACES = {
    "ui": "'IBM Plex Sans','IBM Plex Sans Arabic',system-ui,sans-serif",
    "serif": "'Source Serif 4','Noto Naskh Arabic',Georgia,serif",
}
_LOOKS: dict[str, tuple[str, int, int, str]] = {
    "name": ("ui", 17, 600, "#1A1917"), "line": ("ui", 14, 400, "#45423B"), "note": ("ui", 15, 600, "#1A1917"),
    "words": ("serif", 25, 400, "#1A1917"), "rendered": ("serif", 19, 400, "#45423B"), "small": ("ui", 13, 400, "#57534A"),
    "status": ("ui", 15, 600, "#1A1917"), "state": ("ui", 13, 600, "#1A1917"), "link": ("ui", 13, 400, "#0B5058"),
}  # fmt: skip
"""Kind of line to face, size in pixels, weight and colour."""

_EDGE = 32
_PICTURE = 720


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    A paragraph of a copy.

    Attributes:
        kind: A key of `_LOOKS`.
        text: Plain; foreign names stand in isolates.
        language, direction: Of the paragraph.
        href: Where it leads, or empty.
    """

    kind: str
    text: str
    language: str
    direction: str
    href: str = ""

    @property
    def style(self) -> str:
        """Everything that a foreign sheet could change, said so that it cannot."""
        face, size, weight, colour = _LOOKS[self.kind]
        said = {
            "all": "initial", "display": "block", "direction": self.direction, "unicode-bidi": "isolate",
            "text-align": "right" if self.direction == "rtl" else "left", "margin": "0 0 8px", "white-space": "pre-line",
            "overflow-wrap": "anywhere", "color": colour, "font": f"{weight} {size}px/{_height(self) / size:.2f} {FACES[face]}",
        }  # fmt: skip
        if self.href:
            said |= {"text-decoration": "underline", "cursor": "pointer"}
        return "".join(f"{name}:{value}!important;" for name, value in said.items())


class Travel:
    """What the templates ask about a card that travels; it knows one card of one edition."""

    def __init__(self, press: Press, card: Card) -> None:
        self.press, self.card = press, card
        edition = press.edition
        self.folder = f"{edition.site_address}{edition.language}/card/{card.id}/" if edition.site_address else ""
        self.address = f"{self.folder}index.html" if self.folder else ""
        self.oembed_address = f"{self.folder}oembed.json" if self.folder else ""

    @property
    def state(self) -> str:
        """Of which day this is, and where to check; empty when nobody could."""
        edition = self.press.edition
        day = self._said(self.press.day(edition.updated or edition.published))
        return self.press.phrases.say("travel.state", day=day, address=f"{_LRI}{self.address}{_PDI}") if self.address else ""

    @cached_property
    def frame(self) -> Markup:
        """The code of a frame; it sends nothing about the page around it, and may do nothing but open links."""
        if not self.folder:
            return Markup()
        title = plain(f"{self.press.name_of(self.card)} – {self.press.edition.title} – {self.press.edition.newsroom}")
        return Markup(
            '<iframe src="{}embed.html" title="{}" lang="{}" width="{}" height="{}" loading="lazy" referrerpolicy="no-referrer" '
            'sandbox="allow-popups allow-popups-to-escape-sandbox" '
            'style="border:0!important;display:block!important;position:static!important;margin:0!important;max-width:100%!important"></iframe>'
        ).format(self.folder, title, self.press.edition.language, WIDTH, self.height)

    @cached_property
    def height(self) -> int:
        """About as high as the card is in a frame of `WIDTH`, in pixels; a frame scrolls when it is more."""
        lines = sum(len(_wrapped(line, WIDTH - 48)) * _height(line) + 8 for line in self.lines)
        return lines + 60 + sum(190 for view in self.card.media if view.file)

    def oembed(self) -> str:
        """The card for programs that make a frame of an address; without our address there is none."""
        edition = self.press.edition
        said = {
            "version": "1.0", "type": "rich", "title": plain(f"{edition.title}: {self.press.name_of(self.card)}"),
            "author_name": self.press.name_of(self.card), "provider_name": plain(edition.newsroom),
            "provider_url": edition.site_address, "cache_age": 3600, "width": WIDTH, "height": self.height, "html": self.frame,
        }  # fmt: skip
        return verbatim(json.dumps(said, ensure_ascii=False, indent=1)) + "\n"

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The card as paragraphs of plain text, in reading order."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[Line]:
        press, card = self.press, self.card
        named = f"{_FSI}{visible(press.name_of(card))}{_PDI}"
        yield self._ours("name", press.phrases.say("head.comma").join(filter(None, (named, visible(card.description)))))
        roles = [press.phrases.say(f"roles.{role}") for role in card.roles]
        if card.affiliation:
            roles.append(self._said(press.t("roles.linked", party=press.isolate(card.affiliation.party))))
        yield self._ours("line", press.phrases.say("head.comma").join(roles))
        if card.affiliation:
            yield self._ours("line", f"{press.phrases.say('card.why')}: {visible(card.affiliation.why)}")
        if card.content_note:
            yield self._ours("note", f"{press.phrases.say('card.note')}: {visible(card.content_note)}")
        yield from self._words()
        for view in card.media:
            yield self._ours("line", press.phrases.say(f"media.described-{view.kind}", description=visible(view.description)))
        because = f" – {visible(card.status.because)}" if card.status.because else ""
        status = f"{SHAPES[card.status.code]} {press.phrases.say(f'status.{card.status.code}')}{because}"
        yield self._ours("status", f"{status}. {self._said(press.judged(card.judges))}.")
        copied = self._said(press.t("card.copy", when=press.day(card.kept)))
        yield self._ours("small", f"{self._said(press.posted(card.posted))}. {copied}. {visible(card.consent)}".strip())
        source = self._said(press.t("card.source", platform=press.isolate(card.platform)))
        yield self._ours("small", f"{source}. {visible(card.credit)}".strip())
        for each in card.corrections:
            said = f"{press.phrases.say(f'updates.{each.kind}')} {visible(each.text)} {self._said(press.short_moment(each.at))}"
            yield self._ours("status", said)
        edition = press.edition
        yield self._ours("small", press.phrases.say("travel.ours", newsroom=visible(edition.newsroom), title=visible(edition.title)))
        if edition.invented:
            yield self._ours("small", press.phrases.say("foot.invented"))
        if self.address:
            yield self._ours("state", f"{press.phrases.say('travel.recall')} {self.state}")
            yield self._ours("link", press.phrases.say("card.how"), f"{self.address}#how")
            if card.proof:
                yield self._ours("link", press.phrases.say("how.proof"), f"{edition.site_address}proof/{card.id}.json")

    def svg(self) -> str:
        """
        The card as a picture of text: nothing in it runs, loads or moves.

        Lines are broken by estimated widths, generously, because the faces of another machine are not known.
        """
        rows: list[str] = []
        at = _EDGE
        for line in self.lines:
            face, size, weight, colour = _LOOKS[line.kind]
            rtl = line.direction == "rtl"
            x = _PICTURE - _EDGE if rtl else _EDGE
            for text in _wrapped(line, _PICTURE - 2 * _EDGE):
                at += _height(line)
                row = Markup(
                    '<text x="{}" y="{}" xml:lang="{}" direction="{}" unicode-bidi="isolate" font-family="{}" font-size="{}" '
                    'font-weight="{}" fill="{}">{}</text>'
                ).format(x, at, line.language, line.direction, FACES[face], size, weight, colour, text)
                rows.append(Markup('<a href="{}">{}</a>').format(line.href, row) if line.href else row)
            at += 9
        high = at + _EDGE
        title = plain(f"{self.press.name_of(self.card)} – {self.press.edition.title}")
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{self.press.edition.language}" viewBox="0 0 {_PICTURE} {high}" '
            f'width="{_PICTURE}" height="{high}" role="img">\n<title>{escape(title)}</title>\n<desc>{escape(self.state)}</desc>\n'
            f'<rect width="{_PICTURE}" height="{high}" fill="#FFFFFF"/>\n'
            f'<rect x="0.5" y="0.5" width="{_PICTURE - 1}" height="{high - 1}" rx="10" fill="none" stroke="#8A8475"/>\n'
            + "\n".join(rows)
            + "\n</svg>\n"
        )

    def _words(self) -> Iterator[Line]:
        """What the person said: the original, then the translation, or our own words for it."""
        press, card = self.press, self.card
        if card.original:
            yield self._passage("words", card.original)
            yield self._ours("small", press.phrases.say("travel.language", language=press.language_of(card.original)))
        if card.heard:
            yield self._ours("small", press.phrases.say("card.heard", time=card.heard))
        if card.paraphrase:
            yield self._ours("small", press.phrases.say("card.paraphrase"))
            yield self._ours("rendered", visible(card.paraphrase))
        if card.translation:
            yield self._ours("small", self._said(press.translated(card)))
            yield self._passage("rendered" if card.original else "words", card.translation.passage)

    def _passage(self, kind: str, passage: Passage) -> Line:
        """Words with their marks between the characters, and what we say between isolates."""
        parts, at = [], 0
        for mark in passage.marks:
            said = self.press.phrases.say("card.sic") if mark.kind == "sic" else self.press.phrases.say("card.removed", why=plain(mark.why))
            parts += [_shown(passage.text[at : mark.at]), f"{' ' if mark.kind == 'sic' else ''}{_FSI}{said}{_PDI}"]
            at = mark.at
        text = "".join([*parts, _shown(passage.text[at:])])
        return Line(kind=kind, text=text, language=passage.language, direction=_direction(passage))

    def _ours(self, kind: str, text: str, href: str = "") -> Line:
        return Line(kind=kind, text=text, language=self.press.edition.language, direction=self.press.direction, href=href)

    def _said(self, html: Markup) -> str:
        """A saying of the page as plain text; what was isolated stays isolated."""
        kept = re.sub(r'<bdi[^>]*dir="ltr"[^>]*>', _LRI, str(html))
        kept = re.sub(r"<bdi[^>]*>", _FSI, kept).replace("</bdi>", _PDI)
        return Markup(kept).striptags()


def _shown(text: str) -> str:
    return "\n".join(visible(line) for line in text.split("\n"))


def _direction(passage: Passage) -> str:
    """The direction of the first strong letter, as a browser finds it; else that of the language."""
    for char in passage.text:
        kind = bidirectional(char)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "rtl" if passage.language in RTL_LANGUAGES else "ltr"


def _height(line: Line) -> int:
    size = _LOOKS[line.kind][1]
    return round(size * (1.85 if line.direction == "rtl" else 1.5))


def _wrapped(line: Line, room: int) -> list[str]:
    """Break a paragraph into lines; nothing but the blanks at which it is broken is left out."""
    most = room / (_LOOKS[line.kind][1] * (0.58 if line.kind in ("words", "rendered") else 0.56))
    out: list[str] = []
    for paragraph in line.text.split("\n"):
        row, used = "", 0.0
        for word in paragraph.split(" "):
            wide = _cells(word)
            if row and used + 1 + wide > most:
                out.append(row)
                row, used = word, wide
            else:
                row, used = (f"{row} {word}", used + 1 + wide) if row else (word, wide)
            while used > most:
                cut = _fitting(row, most)
                out.append(row[:cut])
                row = row[cut:]
                used = _cells(row)
        out.append(row)
    return _closed(out)


def _closed(rows: list[str]) -> list[str]:
    """Isolates that are open at the end of a line are closed there, and opened again on the next."""
    out, still = [], ""
    for row in rows:
        whole = still + row
        for char in row:
            still = still + char if char in (_FSI, _LRI) else still[:-1] if char == _PDI else still
        out.append(whole + _PDI * len(still))
    return out


@cache
def _cell(char: str) -> float:
    """Width of a character in letters of average width."""
    if combining(char) or char in (_FSI, _LRI, _PDI):
        return 0
    return 1.8 if east_asian_width(char) in "WF" else 1.15 if char.isupper() else 1


def _cells(text: str) -> float:
    return sum(map(_cell, text))


def _fitting(text: str, most: float) -> int:
    """Characters of an unbroken text that fit on a line, at least one; marks stay with their letter."""
    used, cut = 0.0, 0
    for char in text:
        used += _cell(char)
        if cut and used > most and not combining(char):
            break
        cut += 1
    return cut
