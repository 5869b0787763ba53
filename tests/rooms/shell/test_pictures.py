"""A published picture has pixels and nothing else; hostile files are refused with a reason."""

from __future__ import annotations

import contextlib
import io
import random
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from firsthand.model.errors import FirsthandError, Mistaken, Unavailable
from firsthand.shell.pictures import clean_picture


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def _noted(*, orientation: int = 1) -> bytes:
    """A JPEG 60 x 40 with a position, a maker, a comment and an embedded second picture."""
    notes = Image.Exif()
    notes[0x010F], notes[0x0112], notes[0x010E] = "Oraphone", orientation, "Lina Okar"
    notes.get_ifd(0x8825).update({1: "N", 2: (33.0, 7.0, 24.4), 3: "E", 4: (41.0, 32.0, 35.5)})
    picture = Image.new("RGB", (60, 40), "white")
    picture.paste("red", (0, 0, 20, 20))
    thumbnail = _saved(Image.new("RGB", (8, 8), "green"), "JPEG")
    return _saved(picture, "JPEG", exif=notes.tobytes() + thumbnail, comment=b"Lina Okar", quality=95)


def test_nothing_but_pixels_crosses_over() -> None:
    """No position, no maker, no comment, no second picture, no notes of any kind."""
    original = _noted()

    clean = clean_picture(original)

    assert b"Oraphone" in original
    assert b"Okar" in original
    assert not any(
        mark in clean.data for mark in (b"Exif", b"Oraphone", b"Okar", b"http", b"ICC_PROFILE", b"Photoshop")
    )
    assert clean.data.count(b"\xff\xd8\xff") == 1
    with Image.open(io.BytesIO(clean.data)) as reopened:
        assert dict(reopened.getexif()) == {}
        assert reopened.size == (clean.width, clean.height) == (60, 40)
    assert clean.mime == "image/jpeg"


def test_the_picture_is_turned_before_anything_else() -> None:
    """A picture taken sideways comes out upright, and areas are meant upright."""
    clean = clean_picture(_noted(orientation=6), regions=[(20, 0, 40, 20)])

    assert (clean.width, clean.height) == (40, 60)
    with Image.open(io.BytesIO(clean.data)) as picture:
        assert max(picture.getpixel((30, 10))) < 30  # type: ignore[arg-type, type-var]
        assert min(picture.getpixel((10, 50))) > 200  # type: ignore[arg-type, type-var]


def test_an_area_is_solid() -> None:
    """Every pixel of a declared area is the same; beside it the picture is as it was."""
    noise = Image.frombytes("RGB", (64, 64), random.Random(1).randbytes(64 * 64 * 3))

    clean = clean_picture(_saved(noise.convert("RGBA"), "PNG"), regions=[(8, 8, 40, 40)])

    assert clean.mime == "image/png"
    with Image.open(io.BytesIO(clean.data)) as picture:
        assert picture.crop((8, 8, 40, 40)).getcolors() == [(1024, (0, 0, 0, 255))]
        assert picture.getpixel((50, 50)) == (*noise.getpixel((50, 50)), 255)  # type: ignore[misc]


def test_colours_under_what_is_see_through_are_gone() -> None:
    """Text that was hidden by transparency cannot be brought back."""
    hidden = Image.new("RGBA", (10, 10), (200, 10, 10, 0))

    with Image.open(io.BytesIO(clean_picture(_saved(hidden, "PNG")).data)) as picture:
        assert picture.convert("RGBA").getcolors() == [(100, (0, 0, 0, 0))]


def test_a_large_picture_is_made_smaller_and_the_same_every_time() -> None:
    """The longer edge has the stated length; the same bytes in give the same bytes out."""
    data = _saved(Image.new("RGB", (3000, 1000), "white"), "JPEG")

    clean = clean_picture(data, max_edge=600)

    assert (clean.width, clean.height) == (600, 200)
    assert clean == clean_picture(data, max_edge=600)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "TIFF", "BMP", "JPEG"])
@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1"])
def test_formats_and_modes_are_opened(kind: str, mode: str) -> None:
    """Every opened format, in colour, grey, palette and black and white."""
    picture = Image.new("RGB", (20, 10), "red").convert(mode)
    picture = picture.convert("L") if kind == "JPEG" and mode in ("P", "1") else picture

    assert clean_picture(_saved(picture, kind)).width == 20


def test_notes_of_a_png_are_gone() -> None:
    """Text chunks do not cross over."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Lina Okar")

    assert b"Okar" not in clean_picture(_saved(Image.new("RGBA", (5, 5)), "PNG", pnginfo=notes)).data


def _png_saying(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (b"", Mistaken, "not-a-picture"),
        (b"plain words", Mistaken, "not-a-picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", Mistaken, "not-a-picture"),
        (b"%PDF-1.7 ...", Mistaken, "not-a-picture"),
        (_png_saying(20_000, 20_000), Unavailable, "picture-too-large"),
        (_png_saying(60_000, 60_000), Unavailable, "picture-too-large"),
        (_png_saying(500, 500), Unavailable, "picture-broken"),
        (_saved(Image.new("RGB", (300, 300)), "JPEG")[:-200], Unavailable, "picture-broken"),
    ],
)
def test_hostile_and_broken_files_are_refused(data: bytes, kind: type[FirsthandError], code: str) -> None:
    """A bomb, a cut file, a program that draws, and no picture at all: each with a code and advice."""
    with pytest.raises(kind) as caught:
        clean_picture(data)

    assert caught.value.code == code
    assert caught.value.advice()


def test_an_area_beside_the_picture_is_a_mistake() -> None:
    """Nothing is published with an area that covered nothing."""
    with pytest.raises(Mistaken) as caught:
        clean_picture(_noted(), regions=[(100, 100, 120, 120)])

    assert caught.value.code == "region-outside"


def test_garbled_pictures_never_end_in_anything_else() -> None:
    """Two hundred garbled files give a picture or an error of ours."""
    rng = random.Random(2)
    samples = [
        _noted(),
        *(_saved(Image.new("RGB", (30, 30), "red"), kind) for kind in ("PNG", "GIF", "WEBP", "TIFF", "BMP")),
    ]
    for i in range(200):
        data = bytearray(samples[i % len(samples)])
        for _ in range(rng.randrange(1, 8)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        with contextlib.suppress(FirsthandError):
            clean_picture(bytes(data))
