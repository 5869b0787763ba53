"""
A story as a folder of static files.

Theory of operation: the caller gives the editions (one per language, the default first), the templates and the assets
as values; each edition gets the same pages under its language, and the default edition's story stands once more at the
top. Every address between files is relative and names the file, so the folder works on any server and from a USB stick.
No page runs a script or loads anything from elsewhere, and the policy in its head says so.

What must change with it: `TEMPLATES` and `FONTS` when a file is added, and ``tests/browser/test_site.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from firsthand.exporters import linked_data
from firsthand.exporters.charts import charts
from firsthand.exporters.feed import feed
from firsthand.exporters.markup import checked_prose, plain
from firsthand.exporters.press import Press, environment
from firsthand.exporters.sheets import UP, Printed, Sheet, laid, outermost
from firsthand.exporters.travel import Travel
from firsthand.model.errors import Mistaken
from firsthand.model.words import INTERFACE_LANGUAGES
from firsthand.story.edition import Card, CardRef, Edition, Facts, FigureBox, FigureRef, Heading, Prose
from firsthand.story.phrases import read_phrases

SITE_STYLES = ("tokens.css", "fonts.css", "base.css", "story.css", "print.css")
EMBED_STYLES = ("tokens.css", "fonts.css", "base.css", "story.css", "embed.css")
TEXT_STYLES = ("tokens.css", "base.css", "text.css", "print.css")

TEMPLATES = (
    "_base.html.j2", "_block.html.j2", "_line.html.j2", "_map.html.j2", "_parts.html.j2", "_side.html.j2", "_signs.html.j2",
    "card.html.j2", "confirmed.html.j2", "copy.html.j2", "embed.html.j2", "paper.html.j2", "story.html.j2", "text.html.j2",
    "base.css", "embed.css", "fonts.css", "paper.css", "print.css", "story.css", "text.css", "tokens.css",
)  # fmt: skip
"""Files of ``exporters/templates`` that `render_site` needs, by name."""

PHRASES = tuple(f"phrases/{language}.toml" for language in INTERFACE_LANGUAGES)
"""Files of ``exporters`` that stand among the templates under this name."""

FONTS = (
    "ibm-plex-mono-latin-400-normal.woff2",
    "ibm-plex-sans-arabic-arabic-400-normal.woff2",
    "ibm-plex-sans-arabic-arabic-600-normal.woff2",
    "ibm-plex-sans-cyrillic-wght-normal.woff2",
    "ibm-plex-sans-latin-ext-wght-normal.woff2",
    "ibm-plex-sans-latin-wght-normal.woff2",
    "noto-naskh-arabic-arabic-wght-normal.woff2",
    "noto-naskh-arabic-letters-400-normal.woff2",
    "source-serif-4-cyrillic-wght-italic.woff2",
    "source-serif-4-cyrillic-wght-normal.woff2",
    "source-serif-4-latin-ext-wght-normal.woff2",
    "source-serif-4-latin-wght-italic.woff2",
    "source-serif-4-latin-wght-normal.woff2",
    "LICENSE-IBM-Plex-Mono.txt",
    "LICENSE-IBM-Plex-Sans-Arabic.txt",
    "LICENSE-IBM-Plex-Sans.txt",
    "LICENSE-Lucide.txt",
    "LICENSE-Noto-Naskh-Arabic.txt",
    "LICENSE-Source-Serif-4.txt",
)
"""Files of ``exporters/fonts`` that go to ``assets/fonts``; the licences go with them."""


KINDS = {"story": "story-page", "text": "text", "confirmed": "confirmed-page"}
"""Name of the template of what stands on sheets, and the kind of page that it makes."""

LONG = 8_000
"""Characters from which prose is taken apart into its paragraphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """The same page in a language (or the story, where that language has no such page)."""

    language: str
    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the frame of a page needs; see ``_base.html.j2``."""

    kind: str
    language: str
    direction: str
    title: str
    description: str
    canonical: str
    style: str
    plays: bool
    switch: tuple[Alternate, ...]
    alternates: tuple[Alternate, ...]
    linked_data: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of the story for a template; `kind` says which field is set."""

    kind: str
    html: Markup | None = None
    text: str = ""
    level: int = 2
    card: Card | None = None
    figure: FigureBox | None = None


def render_site(
    editions: Sequence[Edition], assets: Mapping[str, bytes], templates: Mapping[str, str]
) -> dict[str, bytes]:
    """
    Print a story.

    Args:
        editions: One per language; the first is the default.
        assets: Relative path to bytes: ``assets/fonts/NAME`` for `FONTS`, ``media/FILE`` for every printed picture,
            video and sound, ``proof/ID.json`` for every card that has one, ``VERIFY.md`` and ``verify.py`` when the
            editions name a verifier. All of them are part of the result.
        templates: `TEMPLATES` and `PHRASES` by name.

    Returns:
        Relative path to bytes, in the order of the paths. The same input gives the same bytes.

    Raises:
        Mistaken: The editions do not belong together, or an asset is missing.
    """
    _check(editions, assets)
    site: dict[str, bytes] = dict(assets)
    site["assets/site.css"] = _style(SITE_STYLES, templates)
    site["assets/embed.css"] = _style(EMBED_STYLES, templates)
    site["assets/text.css"] = _style(TEXT_STYLES, templates)
    printers = [_Printer(_press(edition, templates), templates, editions) for edition in editions]
    for printer in printers:
        for path, text in printer.pages(printers):
            site[path] = text.encode()
        site[f"{printer.edition.language}/feed.xml"] = feed(printer.press)
    return dict(sorted(site.items()))


def figure_places(edition: Edition, templates: Mapping[str, str]) -> dict[str, str]:
    """Where each figure stands, from the folder of the language: a long story lies on several pages."""
    printer = _Printer(_press(edition, templates), templates, [edition])
    return {box.id: printer.card_address("figure", box.id) for box in edition.figures}


def _press(edition: Edition, templates: Mapping[str, str]) -> Press:
    return Press(edition, read_phrases(edition.language, templates[f"phrases/{edition.language}.toml"]))


class _Printer:
    """Prints the pages of one edition; its blocks are printed once and laid onto the pages that show them."""

    def __init__(self, press: Press, templates: Mapping[str, str], editions: Sequence[Edition]) -> None:
        self.press = press
        self.edition = press.edition
        self.room = environment(press, templates)
        self.editions = editions
        self.default = press.edition is editions[0]
        parts = list(story_blocks(self.edition))
        boxes = self.printed("_block.html.j2", parts)
        lines = self.printed("_line.html.j2", parts)
        sure = {card.id for card in self.edition.cards if card.confirmed}
        sure |= {box.id for box in self.edition.figures if box.status.code == "confirmed"}
        self.sheets = {
            "story": laid(boxes, ""), "text": laid(lines, "text/"),
            "confirmed": laid([one for one in boxes if one.key in sure], "confirmed/"),
        }  # fmt: skip
        self.places = {(block.kind, block.key): sheet for sheet in self.sheets["story"] for block in sheet.blocks if block.key}

    def printed(self, template: str, parts: Sequence[Block]) -> list[Printed]:
        """Print every block for one kind of page."""
        print_one = self.room.get_template(template).render
        return [
            Printed(
                kind=part.kind, key=part.card.id if part.card else part.figure.id if part.figure else "", text=part.text,
                html=print_one(block=part, link=lambda to: Markup(UP) + to).strip(),
            )
            for part in parts
        ]  # fmt: skip

    def pages(self, printers: Sequence[_Printer]) -> Iterator[tuple[str, str]]:
        language = self.edition.language
        for kind, sheets in self.sheets.items():
            for sheet in sheets:
                yield f"{language}/{sheet.path}", self.sheet(kind, sheet, f"{language}/{sheet.path}", printers)
        if self.default:
            yield "index.html", self.sheet("story", self.sheets["story"][0], "index.html", printers)
        for card in self.edition.cards:
            yield from self.card(card)

    def sheet(self, kind: str, sheet: Sheet, path: str, printers: Sequence[_Printer]) -> str:
        """One page of the story, of its text alone, or of what is confirmed."""
        edition, phrases = self.edition, self.press.phrases
        title = edition.title if kind == "story" else f"{edition.title} – {phrases.say(f'{kind}.title')}"
        count = len(self.sheets[kind])
        if sheet.number > 1:
            title = f"{title} – {phrases.say('parts.part', number=sheet.number, count=count)}"
        keys = [key for of in ("card", "figure") for key in sheet.keys(of)] if kind == "story" else []
        data = linked_data.story(self.press, keys, self.card_address)
        others = {one.edition.language: one.beside(kind, sheet) for one in printers}
        page = self.page(path, sheet.path, KINDS[kind], title, edition.standfirst, data, others)
        return self.print(
            f"{kind}.html.j2", path, page, sheet=sheet, sheets=self.sheets[kind], blocks=sheet.html(_up(path)),
            charts=charts(edition.facts or Facts(messages=0, people=0, languages=0)), span=self.span,
        )  # fmt: skip

    def beside(self, kind: str, sheet: Sheet) -> str:
        """The page of this edition that shows what a sheet of another one begins with."""
        first = next(iter(sheet.keys("card")), "")
        for mine in self.sheets[kind]:
            if sheet.number > 1 and first in mine.keys("card"):
                return mine.path
        return self.sheets[kind][0].path

    def span(self, sheet: Sheet) -> tuple[int, int] | None:
        """The first and the last number of its cards, as printed; None when it has none."""
        numbers = [self.edition.number(key) for key in sheet.keys("card")]
        return (min(numbers), max(numbers)) if numbers else None

    def card_address(self, kind: str, key: str) -> str:
        """Where a card or a figure stands within the story, from the folder of the language."""
        sheet = self.places.get((kind, key))
        return f"{sheet.path}#{kind}-{key}" if sheet else f"index.html#{kind}-{key}"

    def card(self, card: Card) -> Iterator[tuple[str, str]]:
        """A card's own page, the page for a frame, and the copies that stand alone."""
        edition, press = self.edition, self.press
        folder = f"{edition.language}/card/{card.id}/"
        inner = f"card/{card.id}/index.html"
        title = press.phrases.say("card.label", number=edition.number(card.id), name=press.name_of(card))
        data = linked_data.card_page(press, card)
        others = {
            other.language: inner if any(one.id == card.id for one in other.cards) else "index.html" for other in self.editions
        }  # fmt: skip
        page = self.page(f"{folder}index.html", inner, "card-page", f"{title} – {edition.title}", edition.standfirst, data, others)
        back, travel = f"{edition.language}/{self.card_address('card', card.id)}", Travel(press, card)
        yield f"{folder}index.html", self.print("card.html.j2", f"{folder}index.html", page, card=card, back=back, travel=travel)
        yield f"{folder}embed.html", self.print("embed.html.j2", f"{folder}embed.html", page, card=card, travel=travel)
        if edition.site_address:
            yield f"{folder}oembed.json", travel.oembed()
            yield f"{folder}copy.html", self.print("copy.html.j2", f"{folder}copy.html", page, card=card, travel=travel)
            yield f"{folder}copy.svg", travel.svg()

    def page(
        self, path: str, inner: str, kind: str, title: str, description: str, data: linked_data.Node, others: Mapping[str, str]
    ) -> Page:
        """The frame of a page; `others` is the page in each language, from the folder of that language."""
        edition = self.edition
        alternates = tuple(
            Alternate(
                language=other.language, label=self.press.phrases.say(f"name.{other.language}"),
                href=f"{_up(path)}{other.language}/{others[other.language]}", current=other.language == edition.language,
            )
            for other in self.editions
        )  # fmt: skip
        return Page(
            kind=kind,
            language=edition.language,
            direction=self.press.direction,
            title=plain(f"{title} – {edition.newsroom}"),
            description=description,
            canonical=f"{edition.site_address}{edition.language}/{inner}" if edition.site_address else "",
            style="text.css" if kind == "text" else "site.css",
            plays=kind != "text" and any(view.file and view.kind != "image" for view in edition.views()),
            switch=alternates,
            alternates=alternates if len(alternates) > 1 else (),
            linked_data=linked_data.as_script(data),
        )

    def print(self, template: str, path: str, page: Page, **values: object) -> str:
        up = _up(path)
        return self.room.get_template(template).render(page=page, link=lambda to: up + to, **values)


def story_blocks(edition: Edition) -> Iterator[Block]:
    """What the story consists of; long prose in its paragraphs, so that a page may end between two of them."""
    for block in edition.blocks:
        match block:
            case Prose(html=html):
                whole = checked_prose(html)
                for part in outermost(whole) if len(html) > LONG else [whole]:
                    yield Block(kind="prose", html=Markup(part))
            case Heading(text=text, level=level):
                yield Block(kind="heading", text=text, level=level)
            case CardRef(key=key):
                yield Block(kind="card", card=edition.card(key))
            case FigureRef(label=label):
                yield Block(kind="figure", figure=edition.figure(label))


def _up(path: str) -> str:
    return "../" * path.count("/")


def _style(names: Sequence[str], templates: Mapping[str, str]) -> bytes:
    return "\n".join(templates[name] for name in names).encode()


def _check(editions: Sequence[Edition], assets: Mapping[str, bytes]) -> None:
    if not editions:
        raise Mistaken("a site needs at least one edition", code="no-edition")
    if len({edition.slug for edition in editions}) > 1:
        raise Mistaken("the editions are of different stories", code="mixed-editions")
    if len({edition.language for edition in editions}) < len(editions):
        raise Mistaken("two editions are in one language", code="mixed-editions")
    for edition in editions:
        needed = [f"media/{view.file}" for view in edition.views() if view.file]
        needed += [f"proof/{card.id}.json" for card in edition.cards if card.proof]
        needed += ["VERIFY.md", "verify.py"] if edition.verifier else []
        for path in needed:
            if path not in assets:
                raise Mistaken(
                    f"{edition.language}: {path} is not among the assets",
                    code="missing-asset",
                    advice="Give its bytes, or print only the description.",
                )
