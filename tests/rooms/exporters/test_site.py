"""The folder of a published story: whole, closed, the same every time, and safe against what it shows."""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from firsthand.exporters.site import render_site
from firsthand.model.errors import Mistaken, Refused
from firsthand.shell.site_assets import site_fonts, site_templates
from firsthand.story.edition import CardRef, Edition, Heading, MediaView, Passage, Prose, Status
from firsthand.testing.editions import CARD_IDS, assets, edition, editions, hostile_edition

TEMPLATES = site_templates()
ASSETS = site_fonts() | assets()


def render(*of: Edition) -> dict[str, bytes]:
    return render_site(of or editions(), ASSETS, TEMPLATES)


SITE = render()
HOSTILE = render(hostile_edition())


class Reader(HTMLParser):
    """What a browser would find: addresses, anchors, scripts, handlers."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.scripts: list[str] = []
        self.inline: list[str] = []
        self.texts: list[str] = []
        self._within = ""
        self.feed(html.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self._within = tag
        if tag == "script":
            self.scripts.append(said.get("type", ""))
        if tag == "style" or "style" in said or any(name.startswith("on") for name in said):
            self.inline.append(f"<{tag}>")
        if "id" in said:
            self.ids.append(said["id"])
        if tag == "link" and said["rel"] == "stylesheet":
            self.loads.append(said["href"])
        elif tag in ("a", "link") and "href" in said:
            self.links.append(said["href"])
        self.loads += [said[name] for name in ("src", "poster", "srcset") if name in said]

    def handle_data(self, data: str) -> None:
        if self._within != "script" and data.strip():
            self.texts.append(data.strip())


PAGES = {path: Reader(body) for path, body in SITE.items() if path.endswith(".html")}


def test_the_same_story_gives_the_same_bytes() -> None:
    again = render()

    assert list(again) == list(SITE)
    assert again == SITE


def test_every_page_of_every_language_is_there() -> None:
    for language in ("en", "ar", "uk"):
        assert f"{language}/index.html" in SITE
        assert f"{language}/text/index.html" in SITE
        assert f"{language}/confirmed/index.html" in SITE
        assert f"{language}/feed.xml" in SITE
        for card in CARD_IDS:
            assert f"{language}/card/{card}/index.html" in SITE
    assert "index.html" in SITE


def test_every_address_within_the_site_leads_to_a_file_and_an_anchor() -> None:
    for path, page in PAGES.items():
        for href in page.links + page.loads:
            if re.match(r"[a-z]+:", href):
                continue
            target, _, anchor = href.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            assert there in SITE, f"{path}: {href}"
            assert not target or not target.endswith("/"), f"{path}: {href} needs a server"
            if anchor:
                assert anchor in PAGES[there].ids, f"{path}: {href}"


def test_every_address_in_a_style_leads_to_a_file() -> None:
    for path in ("assets/site.css", "assets/text.css"):
        for target in re.findall(r'url\("?([^")]+)', SITE[path].decode()):
            assert posixpath.join("assets", target) in SITE


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs() -> None:
    for pages in (PAGES, {path: Reader(body) for path, body in HOSTILE.items() if path.endswith(".html")}):
        for path, page in pages.items():
            assert not [load for load in page.loads if re.match(r"[a-z]+:|//", load)], path
            assert page.scripts == ["application/ld+json"], path
            assert not page.inline, path
            assert not [link for link in page.links if link.lower().startswith(("javascript:", "data:"))], path


def test_identifiers_are_unique_within_a_page() -> None:
    for path, page in PAGES.items():
        assert len(page.ids) == len(set(page.ids)), path


def test_a_hostile_text_stays_text() -> None:
    for path, body in HOSTILE.items():
        if path.endswith(".html"):
            text = body.decode()
            assert "<img src=x" not in text, path
            assert text.count("<script") == 1, path
            assert text.count("</script>") == 1, path
            assert "\u202e" not in text, path
            assert "\u2066" not in text, path
            assert "\u0007" not in text, path
        if path.endswith(".xml"):
            ET.fromstring(body)


def test_a_control_that_turns_the_line_is_shown_where_it_stood() -> None:
    page = HOSTILE["en/card/lina/index.html"].decode()

    assert '<span class="control">RLO</span>txt.exe' in page


@pytest.mark.parametrize("path", [p for p in SITE if p.endswith(".html")])
def test_data_for_machines_is_json(path: str) -> None:
    for site in (SITE, HOSTILE):
        if path in site:
            text = site[path].decode()
            script = text.split('<script type="application/ld+json">', 1)[1].split("</script>", 1)[0]

            assert json.loads(script)["@context"] == "https://schema.org"
            assert not set("<>&\u2028\u2029") & set(script)


def graph(path: str) -> dict[str, list[dict[str, object]]]:
    text = SITE[path].decode()
    script = text.split('<script type="application/ld+json">', 1)[1].split("</script>", 1)[0]
    found: dict[str, list[dict[str, object]]] = {}
    data = json.loads(script)
    for node in data.get("@graph", [data]):
        found.setdefault(node["@type"], []).append(node)
    return found


def test_data_name_the_story_its_messages_its_figures_and_its_corrections() -> None:
    nodes = graph("en/index.html")

    assert len(nodes["SocialMediaPosting"]) == len(CARD_IDS)
    assert len(nodes["ClaimReview"]) == 2
    assert [each["@type"] for each in nodes["NewsArticle"][0]["correction"]] == ["CorrectionComment"] * 3  # type: ignore[attr-defined]
    for posting in nodes["SocialMediaPosting"]:
        assert {"datePublished", "inLanguage", "archivedAt", "creditText"} <= posting.keys()


def test_a_translated_message_is_data_of_a_translation() -> None:
    posting = graph("en/card/lina/index.html")["SocialMediaPosting"][0]

    assert posting["inLanguage"] == "en"
    assert posting["translationOfWork"]["inLanguage"] == "ar"  # type: ignore[index]
    assert posting["translationOfWork"]["text"] == edition().cards[0].original.text  # type: ignore[index, union-attr]


def test_words_are_printed_as_they_were_written() -> None:
    for path in ("en/index.html", "ar/index.html", "en/card/lina/index.html", "en/text/index.html"):
        assert edition().cards[0].original.text in SITE[path].decode()  # type: ignore[union-attr]


def test_only_what_is_confirmed_stands_on_that_page() -> None:
    page = SITE["en/confirmed/index.html"].decode()

    assert 'id="card-urel"' in page
    assert 'id="card-lina"' not in page
    assert "figure-held" not in page
    assert "ClaimReview" not in page


def test_a_story_without_anything_confirmed_says_so() -> None:
    story = edition()
    unsure = tuple(replace(card, status=Status(code="unconfirmed")) for card in story.cards)

    page = render(replace(story, cards=unsure))["en/confirmed/index.html"].decode()

    assert "Nothing in this story is confirmed yet." in page


def test_the_text_edition_fetches_nothing_but_its_style() -> None:
    assert PAGES["ar/text/index.html"].loads == ["../../assets/text.css"]
    assert "url(" not in SITE["assets/text.css"].decode()
    assert "<svg" not in SITE["ar/text/index.html"].decode()


def test_covered_media_are_shut_and_described() -> None:
    page = SITE["en/index.html"].decode()
    cover = page[page.index('<div class="cover">') : page.index("</details>", page.index('<div class="cover">'))]

    assert "A stairwell with fallen plaster" in cover
    assert "<details>" in cover
    assert 'loading="lazy"' in cover
    assert "open" not in re.findall(r"<details([^>]*)>", page)[0]
    assert "autoplay" not in page


def test_a_person_without_a_name_is_a_letter() -> None:
    page = SITE["en/card/maro/index.html"].decode()

    assert "Person M" in page
    assert "name withheld" in page


def test_a_link_to_a_party_is_printed_with_its_reason() -> None:
    page = SITE["en/index.html"].decode()

    assert "Linked to <bdi>Northern Guard</bdi>" in page
    assert "press office, 4th Northern Guard" in page


def test_one_judge_is_said() -> None:
    assert "Judged by one person" in SITE["en/card/maro/index.html"].decode()
    assert "This desk is one person" in render(replace(edition(), one_person_desk=True))["en/index.html"].decode()


def test_languages_and_directions_are_marked() -> None:
    arabic, english = SITE["ar/index.html"].decode(), SITE["en/index.html"].decode()

    assert '<html lang="ar" dir="rtl">' in arabic
    assert '<html lang="en" dir="ltr">' in english
    assert '<blockquote class="words" lang="ar" dir="auto">' in english
    assert 'hreflang="ar" href="../ar/index.html"' in english
    assert '<bdi dir="ltr">71–76%</bdi>' in arabic


def test_a_card_that_a_language_does_not_have_leads_to_its_story() -> None:
    english, arabic = edition("en"), edition("ar")
    blocks = tuple(block for block in arabic.blocks if getattr(block, "key", "") != "maro")
    shorter = replace(arabic, cards=tuple(card for card in arabic.cards if card.id != "maro"), blocks=blocks)

    page = render(english, shorter)["en/card/maro/index.html"].decode()

    assert 'href="../../../ar/index.html"' in page


def test_a_known_address_makes_addresses_whole() -> None:
    site = render(replace(edition(), site_address="https://courier.example/bridge/"))

    assert (
        '<link rel="canonical" href="https://courier.example/bridge/en/index.html">' in site["en/index.html"].decode()
    )
    assert "https://courier.example/bridge/en/card/lina/" in site["en/card/lina/index.html"].decode()


def test_a_missing_picture_is_named() -> None:
    with pytest.raises(Mistaken, match=r"media/bridge\.svg"):
        render_site(editions("en"), site_fonts(), TEMPLATES)


def test_editions_of_two_stories_do_not_make_a_site() -> None:
    with pytest.raises(Mistaken):
        render(edition("en"), replace(edition("ar"), slug="another"))
    with pytest.raises(Mistaken):
        render(edition("en"), edition("en"))


@pytest.mark.parametrize(
    "html",
    ["<script>x</script>", "<p onclick=x>a</p>", '<a href="javascript:x">a</a>', '<img src="x">', '<p style="x">a</p>'],
)
def test_prose_that_no_manuscript_makes_is_refused(html: str) -> None:
    with pytest.raises(Refused):
        render(replace(edition(), blocks=(Prose(html=html),)))


def test_what_the_desk_writes_is_said_of_no_gender_and_no_machine() -> None:
    for path, page in PAGES.items():
        if path.startswith("en/"):
            text = " ".join(page.texts).lower()
            assert not re.findall(r"\b(his|hers|himself|herself|spokesman|ai|helper|session)\b", text), path


def test_a_page_is_light() -> None:
    style = len(SITE["assets/site.css"])
    for path in PAGES:
        assert len(SITE[path]) + style < 150_000, path
    assert sum(len(body) for path, body in SITE.items() if path.startswith("assets/fonts")) < 900_000


def test_styles_use_logical_sides_and_no_dashes() -> None:
    for name in ("base.css", "story.css", "print.css", "text.css"):
        found = re.findall(
            r"(?:margin|padding|border|inset)-(?:left|right)|(?<![-\w])(?:left|right):|float:", TEMPLATES[name]
        )
        assert not found, name
        assert "dashed" not in TEMPLATES[name]


def test_a_translation_alone_does_not_print_the_original() -> None:
    story = edition()
    card = replace(story.cards[0], original=None)

    site = render(replace(story, cards=(card, *story.cards[1:])))

    assert story.cards[0].original is not None
    for path, body in site.items():
        if path.startswith("en/") and path.endswith(".html"):
            assert story.cards[0].original.text not in body.decode()
    assert "translation only" in site["en/card/lina/index.html"].decode()


def test_a_paraphrase_stands_without_quotation_marks() -> None:
    story = edition()
    card = replace(story.cards[0], original=None, translation=None, paraphrase="Somebody says goodbye.")

    page = render(replace(story, cards=(card, *story.cards[1:])))["en/card/lina/index.html"].decode()

    assert "not a quotation" in page
    assert "“Somebody" not in page
    assert "<blockquote" not in page


def test_paragraphs_of_a_message_keep_their_own_direction() -> None:
    story = edition()
    card = replace(story.cards[0], original=Passage(text="سلام\n\nHello\nagain", language="ar"))

    page = render(replace(story, cards=(card, *story.cards[1:])))["en/card/lina/index.html"].decode()

    assert '<p lang="ar" dir="auto">سلام</p><p lang="ar" dir="auto">Hello\nagain</p>' in page


@pytest.mark.parametrize("language", ["en", "ar", "uk", "fr"])
def test_a_story_can_be_printed_in_every_language_of_the_interface(language: str) -> None:
    site = render(replace(edition(), language=language, one_person_desk=True))

    assert f'<html lang="{language}"' in site["index.html"].decode()
    assert f"{language}/card/river-voice/index.html" in site


def test_times_are_printed_no_finer_than_they_are_known() -> None:
    story = edition()
    posted = story.cards[0].posted
    for precision, said in (
        ("year", 'Posted <time datetime="2041">2041</time>'),
        ("month", 'Posted <time datetime="2041-03">March 2041</time>'),
        ("day", 'Posted <time datetime="2041-03-14">14 March 2041</time>'),
        ("unknown", "When it was posted is not known"),
    ):
        card = replace(story.cards[0], posted=replace(posted, precision=precision))

        page = render(replace(story, cards=(card, *story.cards[1:])))["en/card/lina/index.html"].decode()

        assert said in page
        assert "09:41" not in page
        assert "06:41" not in page


def test_a_time_without_a_zone_says_so() -> None:
    story = edition()
    card = replace(story.cards[0], posted=replace(story.cards[0].posted, utc=None))

    page = render(replace(story, cards=(card, *story.cards[1:])))["en/card/lina/index.html"].decode()

    assert "(zone not known)" in page


def test_a_recording_plays_only_when_asked_and_has_its_transcript() -> None:
    story = edition()
    view = MediaView(
        kind="audio", file="voice.ogg", description="A calm voice.", transcript=Passage(text="نحن بخير", language="ar")
    )
    card = replace(story.cards[0], media=(view,))

    site = render_site(
        (replace(story, cards=(card, *story.cards[1:])),), ASSETS | {"media/voice.ogg": b"OggS"}, TEMPLATES
    )
    page = site["en/index.html"].decode()

    assert 'controls preload="none"' in page
    assert "media-src 'self'" in page
    assert "نحن بخير" in page
    assert "media-src" not in SITE["en/index.html"].decode()


def many(story: Edition, count: int, words: int = 0) -> Edition:
    """The story with that many messages, and prose of that many words before them."""
    made = tuple(replace(story.cards[n % 4], id=f"card-{n}", proof=False) for n in range(count))
    prose = (Prose(html="\n".join(["<p>" + "الجسر bridge <em>міст</em> " * 20 + "</p>"] * (words // 60))),) if words else ()
    refs = [CardRef(key=card.id) for card in made]
    headings = [Heading(text=f"Chapter {n}") for n in range(3)]
    third = count // 3
    blocks = (*prose, headings[0], *refs[:third], headings[1], *refs[third:], headings[2], *story.blocks[-2:])
    return replace(story, cards=made, blocks=blocks)


LONG = render(*(many(one, 90, words=10_000) for one in editions()))
LONG_PAGES = {path: Reader(body) for path, body in LONG.items() if path.endswith(".html") and "/card/" not in path}


def test_a_story_of_ninety_messages_and_ten_thousand_words_comes_in_parts_that_are_light() -> None:
    style = len(LONG["assets/site.css"])
    for path in LONG_PAGES:
        assert len(LONG[path]) + style < 150_000, path

    for language in ("en", "ar", "uk"):
        for folder, anchor in (("", "card-card-"), ("text/", "card-card-")):
            parts = [path for path in LONG_PAGES if re.fullmatch(rf"{language}/{folder}(\d+/)?index\.html", path)]
            shown = [one for path in sorted(parts, key=len) for one in LONG_PAGES[path].ids if one.startswith(anchor)]
            assert len(parts) > 2
            assert sorted(shown) == sorted(f"card-card-{n}" for n in range(90))


def test_every_address_of_a_story_in_parts_leads_to_a_file_and_an_anchor() -> None:
    for path, page in LONG_PAGES.items():
        for href in (link for link in page.links if not re.match(r"[a-z]+:", link)):
            target, _, anchor = href.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            assert there in LONG, f"{path}: {href}"
            if anchor and there in LONG_PAGES:
                assert anchor in LONG_PAGES[there].ids, f"{path}: {href}"
    assert "../../2/index.html" not in LONG["en/card/card-0/index.html"].decode()
    back = re.search(r'<p class="back"><a href="([^"]+)"', LONG["en/card/card-89/index.html"].decode())
    assert back
    assert re.fullmatch(r"\.\./\.\./\.\./en/\d+/index\.html#card-card-89", back[1])


def test_a_part_is_beside_the_part_of_another_language_that_shows_the_same_message() -> None:
    for path in (one for one in LONG_PAGES if re.fullmatch(r"en/\d+/index\.html", one)):
        text = LONG[path].decode()
        other = re.search(r'hreflang="ar" href="\.\./\.\./([^"]+)"', text)
        first = next((one for one in LONG_PAGES[path].ids if one.startswith("card-card-")), None)
        assert other
        if first:
            assert f'id="{first}"' in LONG[other[1]].decode()


def test_every_part_begins_with_the_notice() -> None:
    for path in (one for one in LONG_PAGES if re.fullmatch(r"en/(text/)?\d+/index\.html", one)):
        assert edition().care[0].text in LONG_PAGES[path].texts, path


def test_data_of_a_part_name_what_stands_on_it() -> None:
    for path in (one for one in LONG_PAGES if re.fullmatch(r"en/(\d+/)?index\.html", one)):
        script = LONG[path].decode().split('<script type="application/ld+json">', 1)[1].split("</script>", 1)[0]
        nodes = json.loads(script).get("@graph", [])
        named = {node["@id"].split("/")[2] for node in nodes if node["@type"] == "SocialMediaPosting"}
        assert named == {one.removeprefix("card-") for one in LONG_PAGES[path].ids if one.startswith("card-card-")}


def test_a_title_in_three_directions_stays_in_order_and_turns_nothing() -> None:
    title = "Bridge 98% الجسر \u202e3 גשר\u202c – Міст\u2067"

    site = render(replace(edition(), title=title))

    for path in ("en/index.html", "en/text/index.html", "en/card/lina/index.html", "en/feed.xml", "en/card/lina/embed.html"):
        text = site[path].decode()
        assert "الجسر" in text, path
        assert not set("\u202e\u202c\u2067") & set(text), path
