# ruff: noqa: E501 - a style sheet is read rule by rule
"""
A text with marked spans, as one page of HTML for a reporter: it works without a network, scripts, colours or a mouse.

Foreign text is escaped and its controls are shown (`exporters/markup.py`); each paragraph finds its own direction, so
that Arabic stands right and mixed text stays in order. Every mark has a number, and the number leads to its note.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from firsthand.exporters.markup import shown


class Mark(NamedTuple):
    """
    A span to mark.

    Attributes:
        start, end: Code points of the text; an overlap with an earlier mark is left unmarked and keeps its note.
        kind: A word for its looks: ``plain``, ``look`` (a person should look), ``good`` or ``bad``.
        title: What it is, in a few words.
        notes: Sentences below it.
    """

    start: int
    end: int
    kind: str
    title: str
    notes: tuple[str, ...] = ()


_STYLE = """
:root { color-scheme: light dark; --ink: #1c1b19; --paper: #fbfaf7; --line: #cfcabf; --look: #8a3b00; --good: #1f5c37; --bad: #8c1a1a; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece8df; --paper: #191816; --line: #4a463f; --look: #f0a868; --good: #86cfa2; --bad: #f19a9a; } }
body { font: 1.05rem/1.6 Georgia, "Noto Naskh Arabic", "Noto Serif", serif; color: var(--ink); background: var(--paper); margin: 0 auto; max-width: 44rem; padding: 1.5rem; }
h1 { font-size: 1.4rem; line-height: 1.3; } h2 { font-size: 1.1rem; margin-block-start: 2.5rem; }
.text p { margin: 0 0 .6rem; white-space: pre-wrap; overflow-wrap: anywhere; }
mark { background: none; color: inherit; border-bottom: 2px solid currentColor; }
mark.look { color: var(--look); border-bottom-style: double; border-bottom-width: 4px; }
mark.good { color: var(--good); } mark.bad { color: var(--bad); border-bottom-style: dashed; }
sup a { color: inherit; font-size: .75em; padding: .1em .35em; text-decoration: none; unicode-bidi: isolate; }
ol { padding-inline-start: 2rem; } li { margin-block-end: .8rem; border-block-start: 1px solid var(--line); padding-block-start: .4rem; }
li:target, sup a:focus { outline: 2px solid currentColor; outline-offset: 2px; } li p { margin: .1rem 0; }
.control { border: 1px solid; border-radius: 2px; font-size: .65em; padding: 0 .2em; } .kind { font-variant: small-caps; }
"""


def marked_page(text: str, marks: Sequence[Mark], *, title: str, lead: str) -> str:
    """
    Make the page.

    Args:
        text: As read.
        marks: In any order.
        title: Of the page.
        lead: A sentence of what was looked for.

    Returns:
        A whole document; the same marks and text give the same bytes.
    """
    ordered = sorted(marks, key=lambda one: (one.start, one.end))
    body = Markup()
    numbers = {id(mark): i for i, mark in enumerate(ordered, 1)}
    at = 0
    placed = []
    for mark in ordered:
        if mark.start >= at and mark.end > mark.start:
            placed.append(mark)
            at = mark.end
    body += Markup("").join(_paragraphs(text, placed, numbers))
    notes = Markup("\n").join(_note(text, mark, numbers[id(mark)]) for mark in ordered)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<main>\n<h1><bdi>{shown(title)}</bdi></h1>\n<p>{escape(lead)}</p>\n<div class="text">\n{body}</div>\n'
        f"<h2>{len(ordered)} marked</h2>\n<ol>\n{notes}\n</ol>\n</main>\n</body>\n</html>\n"
    )


def _paragraphs(text: str, marks: list[Mark], numbers: dict[int, int]) -> list[Markup]:
    """The text by lines; a mark that runs over a line's end is marked in each."""
    out: list[Markup] = []
    at = i = 0
    for line in text.split("\n"):
        end = at + len(line)
        parts = Markup()
        inner = at
        while i < len(marks) and marks[i].start < end + 1:
            mark = marks[i]
            start, stop = max(mark.start, at), min(mark.end, end)
            parts += shown(text[inner:start])
            if stop > start:
                parts += Markup('<mark class="{}">{}</mark>').format(mark.kind, shown(text[start:stop]))
            inner = max(stop, inner)
            if mark.end > end:
                break
            number = numbers[id(mark)]
            parts += Markup('<sup><a href="#n{0}" id="m{0}" aria-label="note {0}">{0}</a></sup>').format(number)
            i += 1
        parts += shown(text[inner:end])
        if parts.strip():
            out.append(Markup('<p dir="auto">{}</p>\n').format(parts))
        at = end + 1
    return out


def _note(text: str, mark: Mark, number: int) -> Markup:
    words = text[mark.start : mark.end]
    words = words if len(words) <= 200 else words[:199] + "…"
    notes = Markup("").join(Markup('<p dir="auto">{}</p>').format(shown(note)) for note in mark.notes)
    return Markup(
        '<li id="n{0}" value="{0}"><p><a href="#m{0}" dir="auto"><bdi>{1}</bdi></a> <span class="kind">{2}</span></p>{3}</li>'
    ).format(number, shown(words), shown(mark.title), notes)
