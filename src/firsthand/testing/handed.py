"""
What exporters to other tools are given, invented, and the suite that they must pass.

`story` hands on the invented story of `testing.editions`, `search` a few posts of a search; both hold several scripts, mixed
directions and text that wants to be run.
"""

from __future__ import annotations

import builtins
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from unittest import mock

from firsthand.exporters.messages import messages_of
from firsthand.exporters.press import Press
from firsthand.exporters.seam import INTERNAL, QUERY, STORY, Exporter, Handed, Message, Spot
from firsthand.model.adapter import Adapter
from firsthand.shell.outbox import database_bytes
from firsthand.shell.site_assets import site_templates
from firsthand.story.edition import Edition, When
from firsthand.story.phrases import Phrases, read_phrases
from firsthand.testing.editions import CARD_IDS, edition, hostile_edition
from firsthand.testing.world import WORDS

SITE = "https://courier.example/bridge/"
SPOTS = {
    "Bridge ward": Spot(name="Bridge ward", lat=48.1, lon=41.5), "Weavers": Spot(name="Weavers", lat=48.2, lon=41.6),
    "Oradesh": Spot(name="Oradesh", lat=48.1, lon=41.6),
}  # fmt: skip
PLACES = {CARD_IDS[0]: "Bridge ward", CARD_IDS[1]: "Weavers", CARD_IDS[2]: "Far away"}


@cache
def _phrases(language: str) -> Phrases:
    return read_phrases(language, site_templates()[f"phrases/{language}.toml"])


def story(of: Edition | None = None, *, site: str = SITE) -> Handed:
    """A story, as the desk hands it on; the invented one when none is named."""
    shown = of or edition()
    press = Press(shown, _phrases(shown.language))
    pictures = {view.file: f"picture {view.file}".encode() for view in shown.views() if view.file}
    return Handed(
        title=shown.title, case="firsthand/oradesh-test", software="Firsthand test", press=press, invented=True, site=site,
        messages=messages_of(press, places=PLACES, spots=SPOTS, site=site), pictures=pictures, spots=SPOTS, pages=_pages(shown),
        database=database_bytes,
    )  # fmt: skip


def _pages(shown: Edition) -> dict[str, bytes]:
    paths = [f"{shown.language}/index.html", *(f"{shown.language}/card/{card.id}/index.html" for card in shown.cards)]
    return {path: f"<!doctype html><title>{path}</title>".encode() for path in paths} | {"assets/site.css": b"p{}"}


def search(*texts: str) -> Handed:
    """What a search found: the default samples of words, or these."""
    messages = [
        Message(id=f"message {n}", number=n, person=f"account {n % 3}", platform="x", language="ar", text=text,
                posted=When(utc=datetime(2041, 3, 14, 6, n % 60, tzinfo=UTC), local=datetime(2041, 3, 14, 6, n % 60),  # noqa: DTZ001
                            precision="second"))
        for n, text in enumerate(texts or WORDS, 1)
    ]  # fmt: skip
    return Handed(title="Oradesh", case="firsthand/oradesh-test", software="Firsthand test", messages=messages, notice=INTERNAL,
                  invented=True, database=database_bytes)  # fmt: skip


def made(adapter: Adapter, handed: Handed) -> dict[str, bytes]:
    """Run an exporter; its files whole."""
    opened: Exporter = adapter.open(adapter.options())
    return {name: b"".join(chunks) for name, chunks in opened.make(handed).files.items()}


def check_exporter(adapter: Adapter, _samples: object = ()) -> None:
    """
    Hold an exporter to its contract: the same bytes each time, steady on hostile words, nothing but what it was given.

    Raises:
        AssertionError: With a sentence that names what broke.
    """
    name = adapter.name
    assert adapter.kind == "exporter", f"{name} is a {adapter.kind}, no exporter"
    assert adapter.version, f"{name} has no version"
    assert adapter.summary, f"{name} has no summary"
    opened: Exporter = adapter.open(adapter.options())
    assert all((opened.use, opened.licence, opened.proof)), f"{name} does not say what it is for, its licence or its proof"
    assert opened.ending.startswith("."), f"{name} has no ending"
    empty = replace(edition(), cards=(), figures=(), blocks=())
    given = [story(), story(site=""), story(hostile_edition()), story(edition("ar")), story(empty)]
    given = given if STORY in opened.takes else []
    given += [search(), search("\ud800\x00 \udfff")] if QUERY in opened.takes else []
    for number, handed in enumerate(given, 1):
        where = f"{name}, sample {number}"
        made(adapter, handed)  # what it imports may open files
        with mock.patch.object(builtins, "open", side_effect=AssertionError(f"{where}: it opens a file")):
            files = made(adapter, handed)
        assert files, f"{where}: no file"
        first = next(iter(files))
        assert first.endswith(opened.ending), f"{where}: {first} does not end in {opened.ending}"
        assert files == made(adapter, handed), f"{where}: other bytes the second time"
        _nobody_is_filed(files, handed, where)


def _nobody_is_filed(files: Mapping[str, bytes], handed: Handed, where: str) -> None:
    if handed.press is None:
        return
    for card in handed.press.edition.cards:
        if card.affiliation and len(card.affiliation.why) > 30:
            for path, data in files.items():
                seen = data + (_unpacked(data) if data[:2] == b"PK" else b"")
                assert card.affiliation.degree.encode() not in seen, f"{where}: {path} says where somebody belongs"


def _unpacked(data: bytes) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())
