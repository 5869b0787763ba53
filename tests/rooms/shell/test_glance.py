"""Pictures looked at from far away, by a worker that hostile ones may kill."""

import io

import pytest
from PIL import Image

from firsthand.find.pictures import GRID
from firsthand.shell import glance
from firsthand.shell.glance import Glance


def picture(kind: str, *, size: tuple[int, int] = (90, 60), **options: object) -> bytes:
    """Left half black, right half white."""
    drawn = Image.new("RGB", size, "black")
    drawn.paste("white", (size[0] // 2, 0, *size))
    out = io.BytesIO()
    drawn.save(out, kind, **options)
    return out.getvalue()


def halves(grey: bytes | None) -> tuple[int, int]:
    """Grey of the leftmost and the rightmost cell of the middle row."""
    assert grey is not None
    assert len(grey) == GRID * GRID
    row = grey[GRID * GRID // 2 :][:GRID]
    return row[0], row[-1]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP"])
def test_each_format_is_made_small_and_grey(kind: str) -> None:
    """Whatever its size; large JPEGs are decoded at a smaller scale."""
    for size in ((90, 60), (2400, 1800), (7, 5)):
        left, right = halves(next(Glance().small([picture(kind, size=size)])))

        assert left < 40
        assert right > 215


def test_a_picture_is_seen_upright() -> None:
    """The turn that a camera noted is applied: 3 is upside down, left is right."""
    exif = Image.Exif()
    exif[0x0112] = 3

    left, right = halves(next(Glance().small([picture("JPEG", exif=exif)])))

    assert left > 215
    assert right < 40


def test_what_is_see_through_lies_on_white() -> None:
    """In grey pictures, too."""
    for mode in ("RGBA", "LA"):
        out = io.BytesIO()
        Image.new(mode, (20, 20), 0).save(out, "PNG")

        assert next(Glance().small([out.getvalue()])) == b"\xff" * (GRID * GRID)


def test_each_answer_stands_where_its_picture_stood(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker dies of one picture, another cannot be opened, and batches end between them: the rest is seen."""
    bomb = io.BytesIO()
    Image.new("1", (30_000, 20_000)).save(bomb, "PNG")
    good = picture("PNG")
    cut = picture("JPEG", size=(500, 500))[:400]
    given = [good, b"", cut, good, bomb.getvalue(), good, b"<svg/>", good]
    for batch in (3, 100):
        monkeypatch.setattr(glance, "BATCH", batch)

        seen = list(Glance().small(given))

        assert [one is not None for one in seen] == [True, False, False, True, False, True, False, True]


def test_a_worker_that_dies_costs_one_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that it died of; those after it go to the next worker."""
    deadly = b"deadly"
    worker = glance._WORKER.replace("    try:\n", "    if data == b'deadly':\n        import os; os._exit(9)\n    try:\n", 1)
    assert worker != glance._WORKER
    monkeypatch.setattr(glance, "_WORKER", worker)
    good = picture("PNG")

    seen = list(Glance().small([good, deadly, good, deadly, deadly, good]))

    assert [one is not None for one in seen] == [True, False, True, False, False, True]


def test_nothing_is_asked_of_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pictures no worker starts; a file that is too large is never handed over."""
    monkeypatch.setattr(glance, "MOST_BYTES", 10)
    monkeypatch.setattr(glance, "begun", lambda command, data: b"" if len(data) < 20 else pytest.fail("handed over"))

    assert list(Glance().small([])) == []
    assert list(Glance().small([picture("PNG")])) == [None]
