"""What stands where a removed card stood."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from firsthand.exporters.tombstone import tombstones


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_every_address_of_a_card_says_that_it_was_removed(language: str, direction: str) -> None:
    said = "أُزيلت رسالة <b>\u202e\x00"

    made = tombstones(language, "lina", title="T & co", said=said, way="Back", newsroom="The Courier", day=("2041-03-14", "14 March 2041"))

    folder = f"{language}/card/lina/"
    assert {path.removeprefix(folder) for path in made} == {"index.html", "embed.html", "copy.html", "copy.svg", "oembed.json"}
    for path, data in made.items():
        assert "أُزيلت رسالة" in data.decode(), path
        assert b"<b>" not in data or path.endswith(".json"), path
    assert json.loads(made[f"{folder}oembed.json"])["type"] == "link"
    assert ET.fromstring(made[f"{folder}copy.svg"])[1].get("direction") == direction
    assert f'<html lang="{language}" dir="{direction}">' in made[f"{folder}index.html"].decode()
