"""
What changed between two publications of a story, or between the last one and what would be published now: for editors, in words.

The pages of text alone are compared, part by part: each card, each figure, the updates, the method, and the text around them.
Pages that were published lie in the vault; of what was erased since, nothing is left to compare.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from typing import NamedTuple

from firsthand.desk.ports import Desk
from firsthand.desk.publish import draft_story
from firsthand.model.act import Act
from firsthand.model.errors import NotFound
from firsthand.model.ids import Digest
from firsthand.text.difference import Change, difference

NOW = "now"


class Changed(NamedTuple):
    """
    A part of a story that is not as it was.

    Attributes:
        language: Of the edition.
        part: ``card-KEY``, ``figure-KEY``, ``updates``, ``method`` or ``text``.
        kind: ``new``, ``gone`` or ``changed``.
        words: Stretches that are the same, gone and new, in reading order.
    """

    language: str
    part: str
    kind: str
    words: tuple[Change, ...]


class Compared(NamedTuple):
    """The two sides by entry (or ``now``), what changed, and pages that were erased and could not be compared."""

    before: str
    after: str
    changes: tuple[Changed, ...]
    erased: tuple[str, ...]


def story_diff(desk: Desk, slug: str, *, before: int = 0, after: int = 0) -> Compared:
    """
    Compare two states of a story.

    Args:
        before: Entry of a publication; the last one when 0.
        after: Entry of a publication; what would be published now when 0.

    Raises:
        NotFound: No such story or publication, or the story was never published.
    """
    erased: list[str] = []
    published = desk.views.acts(subject=f"story:{slug}", kind="publish")
    first = _publication(published, slug, before) if before else published[-1] if published else None
    if first is None:
        draft_story(desk, slug, leaks=False)  # says so when there is no such story at all
        raise NotFound(f"{slug} was never published.", code="not-published", advice="`firsthand story preview` shows it.")
    left = _kept(desk, first, erased)
    if after:
        right, name = _kept(desk, _publication(published, slug, after), erased), str(after)
    else:
        pages = draft_story(desk, slug, leaks=False).pages
        right, name = {path: data.decode() for path, data in pages.items() if _is_text(path)}, NOW
    return Compared(str(first.seq), name, tuple(_changes(_editions(left), _editions(right))), tuple(dict.fromkeys(erased)))


def _publication(published: Sequence[Act], slug: str, seq: int) -> Act:
    found = next((act for act in published if act.seq == seq), None)
    if found is None:
        listed = ", ".join(str(act.seq) for act in published[-8:]) or "none"
        raise NotFound(f"Entry {seq} is no publication of {slug}.", code="no-publication", advice=f"Publications: {listed}.")
    return found


def _is_text(path: str) -> bool:
    return "/text/" in path and path.endswith("index.html")


def _kept(desk: Desk, publication: Act, erased: list[str]) -> dict[str, str]:
    pages = {}
    for one in publication.detail["files"]:
        if _is_text(one["path"]):
            try:
                pages[one["path"]] = desk.vault.read(Digest(one["digest"])).decode()
            except NotFound:
                erased.append(f"{publication.seq}: {one['path']}")
    return pages


def _editions(pages: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Language to part to words; the pages of an edition in their order."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(pages, key=lambda one: (one.count("/"), [int(part) if part.isdigit() else 0 for part in one.split("/")], one)):
        parts = _Parts(pages[path]).found
        edition = found.setdefault(path.partition("/")[0], {})
        for part, words in parts.items():
            edition[part] = f"{edition[part]}\n{words}" if part in edition else words
    return found


def _changes(left: Mapping[str, Mapping[str, str]], right: Mapping[str, Mapping[str, str]]) -> list[Changed]:
    out = []
    for language in dict.fromkeys([*left, *right]):
        was, now = left.get(language, {}), right.get(language, {})
        for part in dict.fromkeys([*now, *was]):
            one, other = was.get(part, ""), now.get(part, "")
            if one != other:
                kind = "changed" if part in was and part in now else "new" if part in now else "gone"
                out.append(Changed(language, part, kind, tuple(difference(one, other))))
    return out


class _Parts(HTMLParser):
    """The words of a page by the part in which they stand; a paragraph is a line."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._parts = ["text"]
        self._within = 0
        self._shut = 0
        self.feed(html)
        self.close()
        self.found = {part: "\n".join(filter(None, map(_tidy, words.split("\n")))) for part, words in self.found.items()}
        self.found = {part: words for part, words in self.found.items() if words}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs).get("id") or ""
        if tag == "main":
            self._within += 1
        if tag in ("nav", "pre", "script", "style"):
            self._shut += 1
        if tag in ("article", "section"):
            own = named.startswith(("card-", "figure-")) or named in ("updates", "method")
            self._parts.append(named if own else self._parts[-1])
        if tag in _LINES:
            self._say("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _LINES:
            self._say("\n")
        if tag == "main":
            self._within -= 1
        if tag in ("nav", "pre", "script", "style"):
            self._shut -= 1
        if tag in ("article", "section") and len(self._parts) > 1:
            self._parts.pop()

    def handle_data(self, data: str) -> None:
        self._say(data.replace("\n", " "))

    def _say(self, text: str) -> None:
        if self._within and not self._shut:
            part = self._parts[-1]
            self.found[part] = self.found.get(part, "") + text


_LINES = frozenset({"p", "li", "h1", "h2", "h3", "dt", "dd", "blockquote", "div", "br", "tr", "summary"})


def _tidy(line: str) -> str:
    return " ".join(line.split())
