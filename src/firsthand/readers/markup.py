"""
HTML of a post to the words as the person wrote them.

Paragraphs become blank lines and ``br`` a line end; pieces of a link that a page hides (``invisible``, ``ellipsis``)
are joined again by doing nothing about them, so that the true address stands in the text. Runs of spaces stay.

The tokens are cut by one linear pattern and not by ``html.parser``, whose time is quadratic on unclosed markup in the
Python releases that stable servers have (python/cpython#135462). The price: where a raw ``<`` stands inside an
attribute, the tag becomes visible text.
"""

from __future__ import annotations

import html
import re

_TOKEN = re.compile(
    r"""<!--(?P<comment>)|<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9:-]*)(?P<attrs>(?:[^<>"']|"[^"<]*"|'[^'<]*')*+)>"""
    r"""|<[!?][^<>]*>"""
)
_ATTRIBUTE = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_SOFT_BREAK = re.compile(r"[ \t]*+[\r\n]+[ \t]*+")
_PARAGRAPHS = frozenset(
    {"p", "blockquote", "pre", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
    | {"div", "section", "article", "header", "footer", "table", "figure"}
)
_LINES = frozenset({"li", "tr", "dt", "dd", "figcaption"})
_SILENT = frozenset({"script", "style", "template", "title"})


class _Text:
    """Words with the line ends that are due before the next word."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.due = 0
        self.preformatted = 0

    def break_(self, lines: int) -> None:
        self.due = max(self.due, lines)

    def add(self, words: str) -> None:
        if not words:
            return
        if not self.preformatted:
            words = _SOFT_BREAK.sub(" ", words)
            if self.due or not self.parts:
                if words == " ":
                    return
                words = words.removeprefix(" ") if self.due else words
        if self.parts:
            self.parts.append("\n" * self.due)
        self.due = 0
        self.parts.append(html.unescape(words))


def plain_text(markup: str) -> str:
    """
    Give the visible words.

    Args:
        markup: HTML as a fediverse server sends it; well-formed or not.
    """
    if "<" not in markup and "&" not in markup:
        return markup.strip("\r\n")
    out, pos, silent = _Text(), 0, ""
    # Ends that were looked for and are nowhere: looked for once, or a flood of openers would be quadratic.
    absent: set[str] = set()
    for token in _TOKEN.finditer(markup):
        if token.start() < pos:
            continue
        if not silent:
            out.add(markup[pos : token.start()])
        pos = token.end()
        if token["comment"] is not None:
            # An unclosed comment hides nothing: what it holds stays readable, its mark goes.
            pos = max(pos, _find(markup, "-->", pos, absent) + 3)
            continue
        tag = (token["tag"] or "").lower()
        if silent:
            silent = "" if token["close"] and tag == silent else silent
        elif tag in _SILENT and not token["close"]:
            silent = tag if _find(markup, f"</{tag}", pos, absent) >= 0 else ""
        elif tag:
            _apply(out, tag, bool(token["close"]), token["attrs"])
    if not silent:
        out.add(markup[pos:])
    return "".join(out.parts).strip("\r\n")


def _find(markup: str, end: str, pos: int, absent: set[str]) -> int:
    at = -1 if end in absent else markup.find(end, pos)
    if at < 0:
        absent.add(end)
    return at


def _apply(out: _Text, tag: str, closing: bool, attributes: str) -> None:
    if tag == "br":
        if out.parts:
            out.due += 1
    elif tag in _PARAGRAPHS:
        out.break_(2)
        if tag == "pre":
            out.preformatted = max(0, out.preformatted + (-1 if closing else 1))
    elif tag in _LINES:
        out.break_(1)
    elif tag == "img" and (match := _ATTRIBUTE.search(attributes)):
        out.add(match.group(1) or match.group(2) or "")
