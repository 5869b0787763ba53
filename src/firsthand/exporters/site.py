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

from jinja2 import Environment
from markupsafe import Markup

from firsthand.exporters import linked_data
from firsthand.exporters.charts import Charts, charts
from firsthand.exporters.feed import feed
from firsthand.exporters.markup import checked_prose, plain
from firsthand.exporters.press import Press, environment
from firsthand.model.errors import Mistaken
from firsthand.model.words import INTERFACE_LANGUAGES
from firsthand.story.edition import Card, CardRef, Edition, Facts, FigureBox, FigureRef, Heading, Prose
from firsthand.story.phrases import read_phrases

SITE_STYLES = ("tokens.css", "fonts.css", "base.css", "story.css", "print.css")
TEXT_STYLES = ("tokens.css", "base.css", "text.css", "print.css")

TEMPLATES = (
    "_base.html.j2", "_parts.html.j2", "_side.html.j2", "_signs.html.j2",
    "card.html.j2", "confirmed.html.j2", "story.html.j2", "text.html.j2",
    "base.css", "fonts.css", "print.css", "story.css", "text.css", "tokens.css",
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
class Part:
    """A block of the story with what it refers to; `kind` says which field is set."""

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
    site["assets/text.css"] = _style(TEXT_STYLES, templates)
    for edition in editions:
        phrases = read_phrases(edition.language, templates[f"phrases/{edition.language}.toml"])
        press = Press(edition, phrases)
        printer = _Printer(press, environment(press, templates), editions)
        for path, text in printer.pages():
            site[path] = text.encode()
        site[f"{edition.language}/feed.xml"] = feed(press)
    return dict(sorted(site.items()))


class _Printer:
    """Prints the pages of one edition."""

    def __init__(self, press: Press, room: Environment, editions: Sequence[Edition]) -> None:
        self.press = press
        self.edition = press.edition
        self.room = room
        self.editions = editions
        self.default = press.edition is editions[0]

    def pages(self) -> Iterator[tuple[str, str]]:
        edition = self.edition
        yield f"{edition.language}/index.html", self.story(f"{edition.language}/index.html")
        if self.default:
            yield "index.html", self.story("index.html")
        yield f"{edition.language}/text/index.html", self.text()
        yield f"{edition.language}/confirmed/index.html", self.confirmed()
        for card in edition.cards:
            yield f"{edition.language}/card/{card.id}/index.html", self.card(card)

    def story(self, path: str) -> str:
        edition = self.edition
        page = self.page(
            path,
            "index.html",
            "story-page",
            edition.title,
            edition.standfirst,
            linked_data.story(self.press, parts=True),
        )
        return self.print("story.html.j2", path, page, blocks=self.blocks(), charts=self.charts())

    def text(self) -> str:
        edition, said = self.edition, self.press.phrases.say("text.title")
        path = f"{edition.language}/text/index.html"
        data = linked_data.story(self.press, parts=False)
        page = self.page(path, "text/index.html", "text", f"{edition.title} – {said}", edition.standfirst, data)
        return self.print("text.html.j2", path, page, blocks=self.blocks(), charts=self.charts())

    def confirmed(self) -> str:
        edition, said = self.edition, self.press.phrases.say("confirmed.title")
        path = f"{edition.language}/confirmed/index.html"
        data = linked_data.story(self.press, parts=False)
        page = self.page(
            path, "confirmed/index.html", "confirmed-page", f"{edition.title} – {said}", edition.standfirst, data
        )
        cards = [card for card in edition.cards if card.confirmed]
        figures = [box for box in edition.figures if box.status.code == "confirmed"]
        return self.print("confirmed.html.j2", path, page, cards=cards, figures=figures)

    def card(self, card: Card) -> str:
        edition = self.edition
        inner = f"card/{card.id}/index.html"
        path = f"{edition.language}/{inner}"
        title = self.press.phrases.say(
            "card.label", number=edition.number(card.id), name=self.press.name_of(card)
        )  # fmt: skip
        data = linked_data.card_page(self.press, card)
        page = self.page(path, inner, "card-page", f"{title} – {edition.title}", edition.standfirst, data)
        return self.print("card.html.j2", path, page, card=card)

    def page(
        self, path: str, inner: str, kind: str, title: str, description: str, data: linked_data.Node
    ) -> Page:  # fmt: skip
        edition = self.edition
        alternates = tuple(self.alternate(path, inner, other) for other in self.editions)
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

    def alternate(self, path: str, inner: str, other: Edition) -> Alternate:
        there = inner
        if inner.startswith("card/") and not any(inner == f"card/{card.id}/index.html" for card in other.cards):
            there = "index.html"
        return Alternate(
            language=other.language,
            label=self.press.phrases.say(f"name.{other.language}"),
            href=_up(path) + f"{other.language}/{there}",
            current=other.language == self.edition.language,
        )

    def blocks(self) -> list[Part]:
        parts = []
        for block in self.edition.blocks:
            match block:
                case Prose(html=html):
                    parts.append(Part(kind="prose", html=checked_prose(html)))
                case Heading(text=text, level=level):
                    parts.append(Part(kind="heading", text=text, level=level))
                case CardRef(key=key):
                    parts.append(Part(kind="card", card=self.edition.card(key)))
                case FigureRef(label=label):
                    parts.append(Part(kind="figure", figure=self.edition.figure(label)))
        return parts

    def charts(self) -> Charts:
        return charts(self.edition.facts or Facts(messages=0, people=0, languages=0))

    def print(self, template: str, path: str, page: Page, **values: object) -> str:
        up = _up(path)
        return self.room.get_template(template).render(page=page, link=lambda to: up + to, **values)


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
