"""Plain pages that go out with a folder of evidence: no script, no font, nothing from elsewhere; they print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from firsthand.exporters.markup import shown
from firsthand.model.words import RTL_LANGUAGES

STYLE = """\
body { font: 16px/1.5 serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff; }
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #999; padding: .3rem .5rem; text-align: start;
vertical-align: top; overflow-wrap: anywhere; } th { background: #eee; } code { font-size: .85em; overflow-wrap: anywhere; }
blockquote { margin: .3rem 0; white-space: pre-wrap; border-inline-start: 3px solid #999; padding-inline-start: .7rem; }
.control { border: 1px solid #777; font-size: .7em; padding: 0 .2em; } nav a { margin-inline-end: 1rem; }
"""


def page(title: str, parts: Iterable[Markup], *, language: str) -> bytes:
    """One whole page, in the direction of its language."""
    direction = "rtl" if language in RTL_LANGUAGES else "ltr"
    head = Markup(
        '<!doctype html>\n<html lang="{}" dir="{}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">\n'
        "<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n<h1>{}</h1>\n"
    ).format(language, direction, title, Markup(STYLE), shown(title))
    return (head + Markup("\n").join(parts) + Markup("\n</body>\n</html>\n")).encode("utf-8")


def heading(text: str, level: int = 2) -> Markup:
    """A heading."""
    return Markup("<h{}>{}</h{}>").format(level, shown(text), level)


def paragraph(text: str) -> Markup:
    """A paragraph of ours."""
    return Markup("<p>{}</p>").format(shown(text))


def words(text: str, language: str = "") -> Markup:
    """What somebody else wrote: verbatim, in its own direction."""
    stated = Markup(' lang="{}"').format(language) if language else Markup()
    return Markup('<blockquote dir="auto"{}>{}</blockquote>').format(stated, shown(text))


def code(text: object) -> Markup:
    """An id, a digest, a file name: read from left to right in every language."""
    return Markup('<code dir="ltr">{}</code>').format(shown(str(text)))


def link(path: str) -> Markup:
    """A file of this folder."""
    return Markup('<a href="{}" dir="ltr">{}</a>').format(path, path)


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Markup:
    """A table; a cell that is not markup already is shown as outside text, in its own direction."""
    head = Markup().join(Markup("<th>{}</th>").format(one) for one in header)
    body = Markup("\n").join(Markup("<tr>{}</tr>").format(Markup().join(map(_cell, row))) for row in rows)
    return Markup("<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>").format(head, body)


def facts(rows: Iterable[tuple[str, object]]) -> Markup:
    """Names and values; what is empty is left out."""
    told = ((name, value) for name, value in rows if value not in ("", None))
    return Markup("<table>\n<tbody>\n{}\n</tbody>\n</table>").format(
        Markup("\n").join(Markup("<tr><th>{}</th>{}</tr>").format(escape(name), _cell(value)) for name, value in told)
    )


def _cell(value: object) -> Markup:
    if isinstance(value, Markup):
        return Markup("<td>{}</td>").format(value)
    return Markup('<td dir="auto">{}</td>').format(shown("" if value is None else str(value)))
