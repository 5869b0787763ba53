"""
Read and write a story's file: TOML between ``+++`` lines, then Markdown with places for cards and figures.

The file is a person's work, so it is kept as written: `Manuscript` holds both halves verbatim, and `write` gives them
back (only line ends become one character). A paragraph, or a line of one, that is only ``[[card KEY]]`` or
``[[figure LABEL]]`` is a reference. Raw HTML is shown as text, pictures are not taken (they come as cards), and a link
may lead to http, https, mailto or an anchor.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from firsthand.model.errors import Mistaken
from firsthand.model.words import INTERFACE_LANGUAGES
from firsthand.story.edition import CARE_KINDS, Block, CardRef, CareNote, FigureRef, Heading, Prose

FENCE = "+++"
LINK_REL = "nofollow ugc noreferrer"

_REFERENCE = re.compile(r"\[\[\s*(?P<word>[^\s\]]+)(?:\s+(?P<key>[^\s\]]+))?\s*\]\]")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_FRONT = frozenset({"language", "title", "kicker", "standfirst", "byline", "care"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A block, and the line of the file (from 1) where it begins."""

    line: int
    block: Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """
    A story's file in one language.

    Attributes:
        front: The TOML between the fences, verbatim.
        body: Everything after the second fence, verbatim.
        language, title, kicker, standfirst, byline, care: What `front` says.
        blocks: What `body` says; keys and labels are still those of the case.
    """

    front: str
    body: str
    language: str
    title: str
    standfirst: str
    byline: tuple[str, ...]
    kicker: str = ""
    care: tuple[CareNote, ...] = ()
    blocks: tuple[Placed, ...] = ()

    @property
    def cards(self) -> tuple[str, ...]:
        """Keys of its cards, in order."""
        return tuple(placed.block.key for placed in self.blocks if isinstance(placed.block, CardRef))

    @property
    def figures(self) -> tuple[str, ...]:
        """Labels of its figures, in order."""
        return tuple(placed.block.label for placed in self.blocks if isinstance(placed.block, FigureRef))


def parse(text: str) -> Manuscript:
    """
    Read a story's file.

    Raises:
        Mistaken: Naming the line and the remedy.
    """
    front, body, body_line = _halves(text)
    said = _front_matter(front)
    return Manuscript(
        front=front,
        body=body,
        language=said["language"],
        title=said["title"],
        standfirst=said["standfirst"],
        byline=said["byline"],
        kicker=said["kicker"],
        care=said["care"],
        blocks=_blocks(body, body_line),
    )


def write(manuscript: Manuscript) -> str:
    """Give back the file; ``write(parse(text)) == text``."""
    return f"{FENCE}\n{manuscript.front}{FENCE}\n{manuscript.body}"


def with_card(manuscript: Manuscript, key: str) -> Manuscript:
    """Add a card at the end."""
    return _with_line(manuscript, f"[[card {key}]]")


def with_figure(manuscript: Manuscript, label: str) -> Manuscript:
    """Add a figure at the end."""
    return _with_line(manuscript, f"[[figure {label}]]")


def with_text(manuscript: Manuscript, text: str) -> Manuscript:
    """Add Markdown at the end."""
    return _with_line(manuscript, text.strip("\n"))


def without_cards(manuscript: Manuscript, keys: Container[str]) -> Manuscript:
    """Leave cards out of what is printed; the file itself is a person's work and stays as it is."""
    kept = (placed for placed in manuscript.blocks if not (isinstance(placed.block, CardRef) and placed.block.key in keys))
    return replace(manuscript, blocks=tuple(kept))


def _with_line(manuscript: Manuscript, line: str) -> Manuscript:
    body = manuscript.body.rstrip("\n")
    return parse(write(replace(manuscript, body=f"{body}\n\n{line}\n" if body else f"\n{line}\n")))


def _halves(text: str) -> tuple[str, str, int]:
    """Front matter, body, and the line on which the body begins."""
    lines = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").replace("\r\n", "\n").split("\n")
    if lines[0].rstrip() != FENCE:
        raise Mistaken(
            f"line 1: a story begins with a line {FENCE}",
            code="no-front-matter",
            advice=f"Put {FENCE}, the title and the standfirst, and {FENCE} above the text.",
        )
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == FENCE:
            return "".join(f"{each}\n" for each in lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    raise Mistaken(
        f"line {len(lines)}: the file ends before the second {FENCE}",
        code="no-front-matter",
        advice=f"Close the front matter with a line {FENCE}.",
    )


def _front_matter(front: str) -> dict[str, Any]:
    try:
        said = tomllib.loads(front)
    except tomllib.TOMLDecodeError as error:
        raise _toml_mistake(error) from error
    for name in said:
        if name not in _FRONT:
            raise _front_mistake(
                front, name, f"“{name}” means nothing here", f"Use one of {', '.join(sorted(_FRONT))}."
            )
    for name in ("title", "standfirst", "language"):
        if not isinstance(said.get(name), str) or not said[name].strip():
            raise _front_mistake(front, name, f"“{name}” is missing or is not text", f'Write {name} = "…".')
    if said["language"] not in INTERFACE_LANGUAGES:
        raise _front_mistake(
            front,
            "language",
            f"a story cannot yet be in “{said['language']}”",
            f"Use one of {', '.join(INTERFACE_LANGUAGES)}.",
        )
    return {
        "language": said["language"],
        "title": said["title"],
        "standfirst": said["standfirst"],
        "kicker": str(said.get("kicker", "")),
        "byline": _byline(front, said.get("byline", [])),
        "care": tuple(_care(front, each) for each in said.get("care", [])),
    }


def _byline(front: str, said: object) -> tuple[str, ...]:
    names = [said] if isinstance(said, str) else said
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise _front_mistake(front, "byline", "the byline is a name or a list of names", 'Write byline = ["A. Renn"].')
    return tuple(names)


def _care(front: str, said: object) -> CareNote:
    if isinstance(said, str):
        return CareNote(kind="note", text=said)
    if not isinstance(said, Mapping) or set(said) != {"kind", "text"} or said["kind"] not in CARE_KINDS:
        raise _front_mistake(
            front, "care", "a care note is text, or has kind and text", f"kind is one of {', '.join(CARE_KINDS)}."
        )
    return CareNote(kind=said["kind"], text=str(said["text"]))


def _front_mistake(front: str, name: str, what: str, advice: str) -> Mistaken:
    lines = front.split("\n")
    at = next((n for n, line in enumerate(lines, start=2) if line.lstrip("[ ").startswith(name)), len(lines) + 1)
    return Mistaken(f"line {at}: {what}", code="bad-front-matter", advice=advice)


def _toml_mistake(error: tomllib.TOMLDecodeError) -> Mistaken:
    # The parser counts from the line after the first fence; only its words carry the line on Python 3.11.
    said = re.sub(r"line (\d+)", lambda match: f"line {int(match[1]) + 1}", str(error))
    return Mistaken(f"front matter: {said}", code="bad-front-matter", advice='Text stands in quotes: title = "…".')


def _blocks(body: str, first_line: int) -> tuple[Placed, ...]:
    tokens = _markdown().parse(body)
    found: list[Placed] = []
    for run in _top_level(tokens):
        line = (run[0].map or [0])[0] + first_line
        if run[0].type == "heading_open":
            # A story has one heading of the first level: its title.
            found.append(Placed(line=line, block=Heading(text=_plain(run[1]), level=3 if run[0].tag > "h2" else 2)))
        elif run[0].type == "paragraph_open" and run[1].content.lstrip().startswith("[["):
            found.extend(_references(run[1].content, line))
        else:
            _no_reference_inside(run, line)
            _add_prose(found, line, _render(run))
    return tuple(found)


def _top_level(tokens: Sequence[Token]) -> list[list[Token]]:
    """Cut the stream into blocks of the first level."""
    runs: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if depth == 0:
            runs.append([])
        runs[-1].append(token)
        depth += token.nesting
    return runs


def _references(content: str, line: int) -> list[Placed]:
    found = []
    for n, text in enumerate(content.split("\n"), start=line):
        match = _REFERENCE.fullmatch(text.strip())
        word, key = (match["word"], match["key"]) if match else ("", None)
        if match is None or word not in ("card", "figure") or key is None:
            raise Mistaken(
                f"line {n}: “{text.strip()}” is not a reference",
                code="bad-reference",
                advice="Write [[card KEY]] or [[figure LABEL]] alone on its line.",
            )
        found.append(Placed(line=n, block=CardRef(key=key) if word == "card" else FigureRef(label=key)))
    return found


def _no_reference_inside(run: Sequence[Token], line: int) -> None:
    for token in run:
        for match in _REFERENCE.finditer(token.content if token.type == "inline" else ""):
            if match["word"] in ("card", "figure"):
                n = (line if token.map is None else line + token.map[0] - (run[0].map or [0])[0]) + token.content[
                    : match.start()
                ].count("\n")
                raise Mistaken(
                    f"line {n}: {match[0]} stands inside a text",
                    code="bad-reference",
                    advice="Give it a paragraph of its own, with an empty line before and after.",
                )


def _add_prose(found: list[Placed], line: int, html: str) -> None:
    if not html.strip():
        return
    if found and isinstance(found[-1].block, Prose):
        found[-1] = Placed(line=found[-1].line, block=Prose(html=found[-1].block.html + html))
    else:
        found.append(Placed(line=line, block=Prose(html=html)))


def _plain(inline: Token) -> str:
    parts = inline.children or []
    return "".join("\n" if part.type == "softbreak" else part.content for part in parts).replace("\n", " ")


def _render(tokens: Sequence[Token]) -> str:
    markdown = _markdown()
    return str(markdown.renderer.render(tokens, markdown.options, {}))


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])
    markdown.validateLink = lambda url: bool(_SAFE_LINK.match(url))  # type: ignore[method-assign]
    markdown.add_render_rule("link_open", _link_open)
    return markdown


def _link_open(self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    href = str(tokens[idx].attrGet("href") or "")
    # An anchor stays on the page; only what leads away says that it must not be followed or told where we are.
    attributes = {"href": href} if href.startswith("#") else {"href": href, "rel": LINK_REL}
    return self.renderToken([Token("link_open", "a", 1, attrs=dict(attributes))], 0, options, env)
