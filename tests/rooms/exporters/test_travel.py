"""Cards that travel: what a frame, its data and the copies say, and that they say it in every language and safely."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from firsthand.exporters.press import Press
from firsthand.exporters.site import render_site
from firsthand.exporters.travel import Travel
from firsthand.shell.site_assets import site_fonts, site_templates
from firsthand.story.edition import Card, Edition, Passage
from firsthand.story.phrases import read_phrases
from firsthand.testing.editions import CARD_IDS, assets, editions, hostile_edition

TEMPLATES = site_templates()
ADDRESS = "https://courier.example/bridge/"
PLACED = tuple(replace(one, site_address=ADDRESS) for one in editions())
SITE = render_site(PLACED, site_fonts() | assets(), TEMPLATES)
ISOLATES = str.maketrans("", "", "\u2066\u2068\u2069")


def travel(edition: Edition, card: Card) -> Travel:
    return Travel(Press(edition, read_phrases(edition.language, TEMPLATES[f"phrases/{edition.language}.toml"])), card)


def words(svg: bytes) -> str:
    """What a picture of text says, line after line."""
    return " ".join("".join(one.itertext()) for one in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")).translate(ISOLATES)


@pytest.mark.parametrize("edition", PLACED, ids=lambda one: one.language)
def test_every_way_carries_words_status_credit_capture_language_and_where_to_check(edition: Edition) -> None:
    phrases = read_phrases(edition.language, TEMPLATES[f"phrases/{edition.language}.toml"])
    for card in edition.cards:
        folder = f"{edition.language}/card/{card.id}/"
        frame, page, svg = SITE[f"{folder}embed.html"].decode(), SITE[f"{folder}copy.html"].decode(), words(SITE[f"{folder}copy.svg"])
        said = (card.original or card.translation.passage).text.split()[0]  # type: ignore[union-attr]
        kept = f"{card.kept:%Y}"
        for text in (frame, page, svg):
            for wanted in (said, phrases.say(f"status.{card.status.code}"), card.platform, kept, edition.newsroom):
                assert wanted in text
            assert (phrases.say("card.note") in text) == bool(card.content_note)
            if card.original:
                assert phrases.say("travel.language", language=phrases.tables["language"][card.original.language]) in text
        for text in (page, svg.replace(" ", "")):
            assert f"{ADDRESS}{folder}index.html" in text
            assert phrases.day(edition.updated or edition.published).replace(" ", "") in text.replace(" ", "")
        assert (f"proof/{card.id}.json" in frame) == (f"proof/{card.id}.json" in page) == card.proof


def test_a_card_page_says_that_a_copy_cannot_be_recalled_before_it_offers_one() -> None:
    for language in ("en", "ar", "uk"):
        warning = read_phrases(language, TEMPLATES[f"phrases/{language}.toml"]).say("travel.warning")
        page = SITE[f"{language}/card/lina/index.html"].decode()

        assert 0 < page.index(warning) < page.index("card/lina/copy.html")
        assert warning in SITE[f"{language}/card/lina/copy.html"].decode()


def test_the_data_for_frames_are_found_and_lead_to_our_page() -> None:
    said = json.loads(SITE["ar/card/lina/oembed.json"])
    page = SITE["ar/card/lina/index.html"].decode()

    assert f'type="application/json+oembed" title="' in page  # noqa: F541
    assert f'href="{ADDRESS}ar/card/lina/oembed.json"' in page
    assert {key: said[key] for key in ("version", "type", "width")} == {"version": "1.0", "type": "rich", "width": 560}
    assert f'<iframe src="{ADDRESS}ar/card/lina/embed.html"' in said["html"]
    assert "allow-scripts" not in said["html"]
    assert 200 < said["height"] < 1200


def test_without_an_address_there_is_a_frame_and_nothing_that_could_not_say_where_to_check() -> None:
    site = render_site(editions("en"), site_fonts() | assets(), TEMPLATES)

    assert "en/card/lina/embed.html" in site
    assert not [path for path in site if path.endswith(("copy.html", "copy.svg", "oembed.json"))]
    assert "has not said where this site will stand" in site["en/card/lina/index.html"].decode()


def test_copies_hold_no_picture_and_nothing_that_loads_or_runs() -> None:
    hostile = render_site((replace(hostile_edition(), site_address=ADDRESS),), site_fonts() | assets(), TEMPLATES)
    for site in (SITE, hostile):
        for path in (one for one in site if one.endswith(("copy.html", "copy.svg"))):
            text = site[path].decode()
            assert "<img" not in text, path
            assert "<image" not in text, path
            assert "<script" not in text, path
            assert "url(" not in text, path
            assert "@import" not in text, path
            assert "\u202e" not in text, path
            assert text.count("\u2066") + text.count("\u2068") == text.count("\u2069"), path


def test_a_picture_of_text_breaks_lines_without_losing_a_letter() -> None:
    edition = PLACED[0]
    long = "ا" * 300 + " e\u0301" * 200 + " 漢字" * 90 + "\nنهاية"
    card = replace(edition.cards[0], original=Passage(text=long, language="ar"), translation=None)

    svg = ET.fromstring(travel(edition, card).svg())
    rows = [one for one in svg.iter("{http://www.w3.org/2000/svg}text") if one.get("font-size") == "25"]

    assert "".join("".join(one.itertext()) for one in rows).replace(" ", "") == long.replace(" ", "").replace("\n", "")
    assert all(one.get("direction") == "rtl" for one in rows)
    assert float(svg.get("height", "0")) > float(rows[-1].get("y", "0"))


def test_every_card_has_its_page_for_a_frame_in_every_language() -> None:
    for language in ("en", "ar", "uk"):
        for card in CARD_IDS:
            page = SITE[f"{language}/card/{card}/embed.html"].decode()
            assert '<base target="_blank">' in page
            assert f'href="../../../{language}/card/{card}/index.html#how"' in page


@pytest.mark.parametrize("edition", PLACED, ids=lambda one: one.language)
def test_a_copy_says_on_its_face_that_it_cannot_be_recalled(edition: Edition) -> None:
    """In its own language, on the page and on the picture of text, beside the day and the address; a frame does not, for it can."""
    said = read_phrases(edition.language, TEMPLATES[f"phrases/{edition.language}.toml"]).say("travel.recall")
    folder = f"{edition.language}/card/{edition.cards[0].id}/"

    assert said in SITE[f"{folder}copy.html"].decode()
    assert said in words(SITE[f"{folder}copy.svg"])
    assert said not in SITE[f"{folder}embed.html"].decode()
