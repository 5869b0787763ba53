from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from firsthand.exporters.feed import entry_name, feed
from firsthand.exporters.press import Press
from firsthand.shell.site_assets import site_templates
from firsthand.story.edition import Dropped, Edition
from firsthand.story.phrases import read_phrases
from firsthand.testing.editions import edition, hostile_edition

ATOM = "{http://www.w3.org/2005/Atom}"


def read(story: Edition) -> ET.Element:
    phrases = read_phrases(story.language, site_templates()[f"phrases/{story.language}.toml"])
    return ET.fromstring(feed(Press(story, phrases)))


@pytest.mark.parametrize("language", ["en", "ar", "uk"])
def test_a_feed_has_what_atom_requires(language: str) -> None:
    root = read(edition(language))

    assert root.tag == f"{ATOM}feed"
    for part in (root, *root.findall(f"{ATOM}entry")):
        assert part.findtext(f"{ATOM}id", "").startswith("urn:uuid:")
        assert part.findtext(f"{ATOM}title")
        assert part.findtext(f"{ATOM}updated", "").endswith("Z")
        assert part.find(f"{ATOM}link") is not None
    assert root.findtext(f"{ATOM}author/{ATOM}name")


def test_the_newest_update_is_first_and_the_publication_last() -> None:
    times = [entry.findtext(f"{ATOM}updated", "") for entry in read(edition()).findall(f"{ATOM}entry")]

    assert times == sorted(times, reverse=True)
    assert times[-1] == "2041-03-14T15:20:00Z"


def test_an_entry_keeps_its_name_when_the_site_moves() -> None:
    story = edition()
    there = replace(story, site_address="https://courier.example/bridge/")

    def names(root: ET.Element) -> list[str]:
        return [entry.findtext(f"{ATOM}id", "") for entry in root.findall(f"{ATOM}entry")]

    assert names(read(story)) == names(read(there))
    assert len(set(names(read(story)))) == 4


def test_a_hostile_update_is_text() -> None:
    summary = read(hostile_edition()).findtext(f"{ATOM}entry/{ATOM}summary", "")

    assert summary.startswith("</script><script>alert(1)</script>")
    assert "\u202e" not in summary


def test_what_was_taken_out_is_named_without_its_words() -> None:
    story = edition()
    gone = story.updates[1]
    name = entry_name(story.slug, "en", gone)
    left = replace(story, updates=(story.updates[0],), dropped=(Dropped(name=name, at=gone.at),))

    dropped = read(left).find("{http://purl.org/atompub/tombstones/1.0}deleted-entry")

    assert name in {entry.findtext(f"{ATOM}id") for entry in read(story).findall(f"{ATOM}entry")}
    assert dropped is not None
    assert dropped.attrib == {"ref": name, "when": "2041-03-14T18:30:00Z"}
    assert gone.text not in ET.tostring(read(left), encoding="unicode")
