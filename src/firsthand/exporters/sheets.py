"""
A long story in parts: what stands on which page, so that no page grows beyond what a slow line carries.

Blocks are printed once, with `UP` where the way to the top of the site will stand, and are laid onto sheets in their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from markupsafe import Markup

UP = "\0"
"""Stands where a page's way to the top of the site will stand; no text that is printed holds it."""

ROOM = 84_000
"""Bytes of blocks on one page. With its head, its data and the styles a page stays under 150,000."""

_VOID = frozenset({"br", "hr"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """
    A block of the story as it is printed.

    Attributes:
        kind: ``prose``, ``heading``, ``card`` or ``figure``.
        html: With `UP` in it.
        key: Of a card or figure. text: of a heading.
    """

    kind: str
    html: str
    key: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """
    What stands on one page.

    Attributes:
        number: From 1.
        path: From the folder of the language, for example ``2/index.html``.
        blocks: In reading order.
    """

    number: int
    path: str
    blocks: tuple[Printed, ...] = ()

    def keys(self, kind: str) -> tuple[str, ...]:
        """Keys of the cards, or of the figures."""
        return tuple(block.key for block in self.blocks if block.kind == kind)

    @property
    def title(self) -> str:
        """Its first heading; empty when it has none."""
        return next((block.text for block in self.blocks if block.kind == "heading"), "")

    def html(self, up: str) -> Markup:
        """Everything on it, for a page from which `up` leads to the top."""
        return Markup("\n".join(block.html for block in self.blocks).replace(UP, up))


def laid(blocks: Sequence[Printed], folder: str, *, room: int = ROOM) -> tuple[Sheet, ...]:
    """
    Lay blocks onto pages.

    A page ends before a heading when it is more than half full, and never with one.

    Args:
        folder: Where the pages stand within the folder of the language: empty, or ending in ``/``.
        room: Bytes on a page; a block that is larger alone has a page for itself.
    """
    pages: list[list[Printed]] = [[]]
    used = 0
    for block in blocks:
        size = len(block.html.encode())
        if pages[-1] and (used + size > room or (block.kind == "heading" and used > room // 2)):
            pages.append(_headings_from(pages[-1]))
            used = sum(len(one.html.encode()) for one in pages[-1])
        pages[-1].append(block)
        used += size
    return tuple(
        Sheet(number=number, path=f"{folder}{'' if number == 1 else f'{number}/'}index.html", blocks=tuple(page))
        for number, page in enumerate(pages, 1)
    )


def _headings_from(page: list[Printed]) -> list[Printed]:
    """Take the headings at the end of a page, unless nothing else stands on it."""
    taken: list[Printed] = []
    while len(page) > 1 and page[-1].kind == "heading":
        taken.insert(0, page.pop())
    return taken


class _Ends(HTMLParser):
    """Finds where the outermost elements of some markup end."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[int] = []
        self._depth = 0
        self._lines = [0]
        for line in html.split("\n"):  # as the parser counts them
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._html = html
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self._depth += 1
        elif not self._depth:
            self._end()

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self._depth -= 1
            if not self._depth:
                self._end()

    def _end(self) -> None:
        line, column = self.getpos()
        at = self._html.find(">", self._lines[line - 1] + column)
        self.found.append(at + 1)


def outermost(html: str) -> list[str]:
    """Take markup apart into its outermost elements; together they are the markup, without the blanks between them."""
    parts, at = [], 0
    for end in _Ends(html).found:
        parts.append(html[at:end].strip())
        at = end
    rest = html[at:].strip()
    return [*parts, *([rest] if rest else [])]
