"""
Data about a page for machines: schema.org as JSON-LD.

It stands in a ``<script>`` element that no browser runs, so nothing in it may end that element; see `as_script`.

Source: schema.org, NewsArticle, SocialMediaPosting, ClaimReview, CorrectionComment.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from firsthand.exporters.markup import verbatim
from firsthand.exporters.press import Press
from firsthand.story.edition import Card, FigureBox, Update, When

Node = dict[str, Any]

_CONTEXT = "https://schema.org"
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def as_script(node: Node) -> Markup:
    """Write data so that it can stand in a ``<script>`` element whatever it holds."""
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return Markup(verbatim(text))


def story(press: Press, keys: Collection[str], where: Callable[[str, str], str]) -> Node:
    """
    The story.

    Args:
        keys: Messages (without their words, which stand on the page) and figures that stand on this page.
        where: Gives the place of a ``card`` or ``figure`` within the folder of the language, by its key.
    """
    edition = press.edition
    here = [card for card in edition.cards if card.id in keys]
    article: Node = {
        "@type": "NewsArticle",
        "@id": _address(press, ""),
        "headline": edition.title,
        "description": edition.standfirst,
        "inLanguage": edition.language,
        "datePublished": iso(edition.published),
        "dateModified": iso(edition.updated or edition.published),
        "author": [{"@type": "Person", "name": name} for name in edition.byline],
        "publisher": {"@type": "NewsMediaOrganization", "name": edition.newsroom},
        "correction": [_correction(each) for each in edition.updates if each.kind != "update"],
        "hasPart": [{"@id": _address(press, f"card/{card.id}/index.html")} for card in here],
        "license": edition.licence,
    }
    if not keys:
        return {"@context": _CONTEXT, **_without_empty(article)}
    nodes = [article, *(posting(press, card, words=False) for card in here)]
    nodes += [claim_review(press, box, where("figure", box.id)) for box in edition.figures if box.id in keys]
    return {"@context": _CONTEXT, "@graph": [_without_empty(node) for node in nodes]}


def card_page(press: Press, card: Card) -> Node:
    """One message with its words."""
    return {"@context": _CONTEXT, **_without_empty(posting(press, card, words=True))}


def posting(press: Press, card: Card, *, words: bool) -> Node:
    """A message; with its words as a work that is translated from another."""
    language = card.original.language if card.original else press.edition.language
    node: Node = {
        "@type": "SocialMediaPosting",
        "@id": _address(press, f"card/{card.id}/index.html"),
        "author": {"@type": "Person", "name": press.name_of(card)},
        "datePublished": _when(card.posted),
        "inLanguage": language,
        "archivedAt": _address(press, f"card/{card.id}/index.html") + "#how",
        "creditText": ". ".join(part for part in (card.platform, card.credit) if part),
        "correction": [_correction(each) for each in card.corrections],
        "identifier": f"sha-256:{card.digest}",
    }
    if not words:
        return node
    if card.original:
        node["text"] = verbatim(card.original.text)
    if card.translation:
        translation: Node = {"inLanguage": press.edition.language, "text": verbatim(card.translation.passage.text)}
        if not card.original:
            return node | translation
        original = {key: node[key] for key in ("@type", "inLanguage", "datePublished", "text")}
        node |= translation | {"translationOfWork": _without_empty(original)}
    return node


def claim_review(press: Press, box: FigureBox, place: str) -> Node:
    """A figure box, which stands at `place` in the folder of the language, as a review of what was claimed."""
    edition = press.edition
    return {
        "@type": "ClaimReview",
        "@id": _address(press, place),
        "claimReviewed": verbatim(box.quotation.text),
        "inLanguage": edition.language,
        "datePublished": iso(edition.updated or edition.published),
        "author": {"@type": "NewsMediaOrganization", "name": edition.newsroom},
        "itemReviewed": _without_empty(
            {
                "@type": "Claim",
                "author": {"@type": "Organization", "name": verbatim(box.said_by)},
                "datePublished": _when(box.said_at),
            }
        ),
        # No number: a status is a word, and a scale would say more than we know.
        "reviewRating": {"@type": "Rating", "alternateName": press.phrases.say(f"status.{box.status.code}")},
        "reviewBody": box.status.because,
    }


def _correction(update: Update) -> Node:
    return {"@type": "CorrectionComment", "datePublished": iso(update.at), "text": update.text}


def _address(press: Press, path: str) -> str:
    """Absolute when we know where the site will stand, else from the site's folder."""
    return f"{press.edition.site_address}{press.edition.language}/{path or 'index.html'}"


def _when(when: When) -> str:
    lengths = {"year": 4, "month": 7, "day": 10}
    if when.precision in lengths and when.local:
        return when.local.isoformat()[: lengths[when.precision]]
    if when.precision == "unknown":
        return ""
    return iso(when.utc) if when.utc else when.local.isoformat(timespec="minutes") if when.local else ""


def iso(when: datetime) -> str:
    """A moment as data write it, in UTC."""
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _without_empty(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in ("", [], None)}
