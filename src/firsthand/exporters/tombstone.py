"""What stands at the addresses of a card that was removed: on its page, in frames, and for programs that follow it."""

from __future__ import annotations

import json

from markupsafe import Markup, escape

from firsthand.exporters.markup import shown, verbatim
from firsthand.model.words import RTL_LANGUAGES

_PAGE = Markup(
    '<!doctype html>\n<html lang="{language}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'\">\n"
    '<base target="_top">\n<title>{title}</title>\n<link rel="stylesheet" href="../../../assets/text.css">\n</head>\n'
    '<body>\n<main>\n<p>{said}</p>\n<p><a href="../../index.html">{way}</a></p>\n</main>\n</body>\n</html>\n'
)


def tombstones(
    language: str, key: str, *, title: str, said: str, way: str, newsroom: str, day: tuple[str, str]
) -> dict[str, bytes]:  # fmt: skip
    """
    Make the files that take the place of a card's.

    Args:
        said: That it was removed, when, and at whose wish if that may be said; way: the words back to the story.
        day: When, as ISO 8601 writes it and as it stands in `said`.

    Returns:
        Path in the site to bytes: the same paths under which the card was published.
    """
    direction = "rtl" if language in RTL_LANGUAGES else "ltr"
    # For people in words, for programs beside them.
    marked = Markup('<time datetime="{}">{}</time>').format(*day).join(map(shown, said.split(day[1], 1)))
    page = _PAGE.format(language=language, direction=direction, title=verbatim(title), said=marked, way=way).encode()
    data = {"version": "1.0", "type": "link", "title": verbatim(said), "provider_name": verbatim(newsroom), "cache_age": 3600}
    x = 704 if direction == "rtl" else 16
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 60" width="720" height="60" role="img">\n'
        f'<rect width="720" height="60" fill="#FFFFFF"/>\n<text x="{x}" y="36" xml:lang="{language}" direction="{direction}" '
        f'font-family="sans-serif" font-size="16" fill="#1A1917">{escape(verbatim(said))}</text>\n</svg>\n'
    )
    folder = f"{language}/card/{key}/"
    return {
        f"{folder}index.html": page, f"{folder}embed.html": page, f"{folder}copy.html": page, f"{folder}copy.svg": svg.encode(),
        f"{folder}oembed.json": json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n",
    }  # fmt: skip
