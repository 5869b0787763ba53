"""The note in a picture: what the card prints, readable by other programs, and nothing else."""

from __future__ import annotations

import io
import shutil
import subprocess

import pytest
from PIL import Image

from firsthand.exporters.xmp import MOST, Credit, packet, with_note
from firsthand.story.canaries import Canaries, Plan
from firsthand.story.leak import search

CREDIT = Credit(
    creator="لينا <Ó>\x00", credit="Source: Chirrup. Photo: لينا & co", terms="Published by permission.",
    statement="https://courier.example/bridge/en/card/lina/index.html", descriptions={"en": "Stairs.", "ar": "درج."},
)  # fmt: skip


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 20, 90)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_note_is_read_back_and_the_pixels_stay(kind: str) -> None:
    bare = picture(kind)

    noted, note = with_note(bare, CREDIT)

    with Image.open(io.BytesIO(noted)) as opened:
        opened.load()
        assert opened.tobytes() == Image.open(io.BytesIO(bare)).tobytes()
        held = opened.info["xmp"].decode()
    assert note.endswith(held.encode())
    for wanted in ("<rdf:li>لينا &lt;Ó&gt;</rdf:li>", "Chirrup. Photo: لينا &amp; co", 'xml:lang="ar">درج.', CREDIT.statement):
        assert wanted in held
    assert with_note(bare, CREDIT) == (noted, note)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_only_the_note_that_we_wrote_passes_the_leak_test(kind: str) -> None:
    noted, note = with_note(picture(kind), CREDIT)

    def leaks(notes: frozenset[bytes]) -> list[str]:
        return [one.kind for one in search([("media/a", noted)], Plan(Canaries(hidden=(), notes=notes))).leaks]

    assert leaks(frozenset({note})) == []
    assert leaks(frozenset()) == ["notes"]
    assert leaks(frozenset({note + b" "})) == ["notes"]


def test_what_cannot_carry_a_note_stays_as_it_is() -> None:
    large = Credit(creator="x", descriptions={"en": "y" * MOST})

    assert with_note(b"GIF89a...", CREDIT) == (b"GIF89a...", b"")
    assert with_note(picture("JPEG"), large) == (picture("JPEG"), b"")
    assert b"photoshop:Credit>" not in packet(Credit(creator="x"))
    assert b"dc:creator" not in packet(Credit(credit="Photo: a resident"))


def test_who_asks_for_no_language_gets_the_story_s_own() -> None:
    assert 'xml:lang="x-default">درج.' in packet(Credit(language="ar", descriptions={"ar": "درج.", "aa": "x", "en": "y"})).decode()


def test_another_program_reads_the_fields(tmp_path) -> None:
    exiftool = shutil.which("exiftool")
    if exiftool is None:
        pytest.skip("no exiftool")
    (tmp_path / "a.jpg").write_bytes(with_note(picture("JPEG"), CREDIT)[0])

    told = subprocess.run([exiftool, "-s", "-XMP:all", str(tmp_path / "a.jpg")], capture_output=True, text=True, check=True).stdout

    for field in ("Creator", "Credit", "UsageTerms", "WebStatement", "AltTextAccessibility"):
        assert field in told


def test_how_a_picture_came_to_be_is_said_only_when_somebody_said_so() -> None:
    """As a term of IPTC's own list."""
    term = b'<Iptc4xmpExt:DigitalSourceType rdf:resource="http://cv.iptc.org/newscodes/digitalsourcetype/screenCapture"/>'

    assert term in packet(Credit(made="screen"))
    assert b"DigitalSourceType rdf" not in packet(Credit(credit="Photo: a resident"))
