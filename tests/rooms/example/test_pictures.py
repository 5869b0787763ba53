"""Pictures and sound: drawn, the same every time, and full of what must never be published."""

from __future__ import annotations

import io
import wave

import pytest
from PIL import ExifTags, Image

from firsthand.example import pictures


@pytest.mark.parametrize("name", sorted(pictures.PICTURES))
def test_picture_carries_place_and_device(name: str) -> None:
    """Each picture opens, has a place in the ocean, and says whose telephone took it."""
    data = pictures.media(name)
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        exif = image.getexif()
        place = exif.get_ifd(ExifTags.IFD.GPSInfo)
        device = exif.get_ifd(ExifTags.IFD.Exif)

    assert data == pictures.media(name)
    assert exif[ExifTags.Base.Make] == "Invented Optics"
    assert (place[1], place[2], place[3], place[4]) == ("N", (0.0, 30.0, 0.0), "W", (25.0, 0.0, 0.0))
    assert device[ExifTags.Base.BodySerialNumber] == pictures.SERIAL


def test_there_are_enough_pictures_and_they_differ() -> None:
    """No two pictures are the same bytes."""
    assert len({pictures.media(name) for name in pictures.PICTURES}) == len(pictures.PICTURES) >= 8


def test_one_picture_hides_a_thumbnail() -> None:
    """The stairwell holds a second, small picture inside its metadata."""
    data = pictures.media("stairwell.jpg")
    with Image.open(io.BytesIO(data)) as image:
        small = image.getexif().get_ifd(ExifTags.IFD.IFD1)

    assert small[ExifTags.Base.JpegIFByteCount] > 500
    assert data.count(b"\xff\xd8\xff") >= 2


def test_sound_is_short_and_plays() -> None:
    """The sound is a half-second WAV."""
    with wave.open(io.BytesIO(pictures.media("roof-wind.wav"))) as sound:
        assert (sound.getnchannels(), sound.getframerate(), sound.getnframes()) == (1, 8000, 4000)
