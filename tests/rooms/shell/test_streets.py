"""Files of map tiles of a case: added whole or not at all, drawn under the map, said to be broken, removed."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from typer.testing import CliRunner

from firsthand.cli.main import app
from firsthand.exporters.area_map import HIGH, WIDE, frame_of
from firsthand.exporters.streets import cover
from firsthand.model.errors import Mistaken, NotFound
from firsthand.shell import streets
from firsthand.shell.streets import add_streets, added_streets, remove_streets, street_picture, streets_under
from firsthand.story.edition import Area
from firsthand.testing.tiles import archive, vector_tile
from firsthand.testing.world import make_desk

WEST, SOUTH = -29.46, -30.63
RING = ((WEST, SOUTH), (WEST + 0.06, SOUTH), (WEST + 0.06, SOUTH + 0.05), (WEST, SOUTH + 0.05))
FRAME = frame_of([Area(kind="quarter", rings=(RING,), name="حي الجسر", count=2)])
assert FRAME
BOUNDS = (WEST - 0.1, SOUTH - 0.1, WEST + 0.2, SOUTH + 0.2)
COVER = cover(FRAME, least=8, most=13)
CITY = vector_tile({
    "transportation": [(2, {"class": "primary"}, [[(0, 2000), (4096, 2100)]]), (2, {"class": "minor"}, [[(900, 0), (1000, 4096)]])],
    "water": [(3, {"class": "river"}, [[(0, 0), (4096, 0), (4096, 300), (0, 300)]])],
    "boundary": [(2, {}, [[(0, 0), (4096, 4096)]])],
})  # fmt: skip
QUIET = lambda _what, _done, _total: None  # noqa: E731


def city(path: Path, **more: Any) -> Path:
    tiles = {(COVER.zoom, x, y): CITY for x, y in COVER.tiles} | {(8, 0, 0): CITY}
    path.write_bytes(archive(tiles, BOUNDS, metadata={"attribution": '<a href="https://x.example">© خرائط أورادش</a>'}, **more))
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "case" / "work").mkdir(parents=True)
    return tmp_path / "case"


def test_streets_lie_under_the_drawing(root: Path, tmp_path: Path) -> None:
    """Whose map it is is said; borders only where the case says so."""
    told = add_streets(root, city(tmp_path / "Old town, أورادش.pmtiles"), progress=QUIET)
    assert (told.name, told.whose, told.error) == ("Old-town", "© خرائط أورادش", "")
    assert FRAME
    under = streets_under(root, FRAME, borders=False)
    assert under
    assert [kind for kind, _ in under.streets.shapes] == ["water", "lane", "main"]
    assert under.whose == "© خرائط أورادش"
    lined = streets_under(root, FRAME, borders=True)
    assert lined
    assert "border" in dict(lined.streets.shapes)
    assert len(under.streets.shapes[2][1].split("M")) > len(COVER.tiles) // 2
    remove_streets(root, "Old-town")
    assert streets_under(root, FRAME, borders=False) is None
    with pytest.raises(NotFound):
        remove_streets(root, "Old-town")


def test_a_map_of_elsewhere_draws_nothing(root: Path, tmp_path: Path) -> None:
    add_streets(root, city(tmp_path / "city.pmtiles"), progress=QUIET)
    there = frame_of([Area(kind="quarter", rings=(((100.0, 10.0), (100.1, 10.0), (100.1, 10.1)),), name="x", count=1)])
    assert there
    assert streets_under(root, there, borders=False) is None


def test_what_cannot_be_read_is_not_added(root: Path, tmp_path: Path) -> None:
    """A page, a file that ends too early; one that was broken later is said to be, and draws nothing."""
    page, short = tmp_path / "page.pmtiles", tmp_path / "short.pmtiles"
    page.write_bytes(b"<html>" * 100)
    good = city(tmp_path / "city.pmtiles")
    short.write_bytes(good.read_bytes()[:180])
    for path in (page, short):
        with pytest.raises(Mistaken):
            add_streets(root, path, progress=QUIET)
    assert not (root / "maps").exists()
    add_streets(root, good, progress=QUIET)
    with pytest.raises(Mistaken, match="is there"):
        add_streets(root, good, progress=QUIET)
    (root / "maps" / "city.pmtiles").write_bytes(good.read_bytes()[:180])
    (root / "maps" / "a b.pmtiles").write_bytes(b"not by us")
    assert [one.error != "" for one in added_streets(root)] == [True]
    assert FRAME
    assert streets_under(root, FRAME, borders=False) is None
    assert list((root / "work").iterdir()) == []


def test_pictures_are_made_anew(root: Path, tmp_path: Path) -> None:
    """Only pixels cross over: not the notes of a picture; a tile that is none is refused."""
    out = io.BytesIO()
    noted = Image.Exif()
    noted[270] = "a secret note"
    Image.new("RGB", (64, 64), (200, 10, 10)).save(out, "JPEG", exif=noted)
    assert b"a secret note" in out.getvalue()
    tiles = {(COVER.zoom, x, y): out.getvalue() for x, y in COVER.tiles[:-1]} | {(COVER.zoom, *COVER.tiles[-1]): b"<svg/>"}
    (tmp_path / "flown.pmtiles").write_bytes(archive(tiles, BOUNDS, kind=3))
    add_streets(root, tmp_path / "flown.pmtiles", progress=QUIET)
    assert FRAME
    under = streets_under(root, FRAME, borders=False)
    assert under
    assert len(under.pictures) == len(COVER.tiles)
    assert {(z, x, y) for z, x, y, *_ in under.pictures} == set(tiles)
    assert max(left + wide for *_, left, _, wide, _ in under.pictures) >= WIDE
    assert max(top + high for *_, top, _, high in under.pictures) >= HIGH
    data = street_picture(root, "flown", COVER.zoom, *COVER.tiles[0])
    assert b"secret" not in data
    assert Image.open(io.BytesIO(data)).size == (64, 64)
    with pytest.raises(Mistaken):
        street_picture(root, "flown", COVER.zoom, *COVER.tiles[-1])
    for name, place in (("flown", (COVER.zoom, 0, 0)), ("none", (0, 0, 0))):
        with pytest.raises(NotFound):
            street_picture(root, name, *place)


def test_a_drawing_is_made_once(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And anew when the file has changed."""
    add_streets(root, city(tmp_path / "city.pmtiles"), progress=QUIET)
    assert FRAME
    first = streets_under(root, FRAME, borders=False)
    monkeypatch.setattr(streets, "_draw", lambda *_: pytest.fail("drawn again"))
    assert streets_under(root, FRAME, borders=False) is first


def test_the_command_adds_lists_and_removes(tmp_path: Path) -> None:
    """In a case; a backup of it does not carry the map."""
    from firsthand.shell.backup import _edited

    small = make_desk(tmp_path)
    path = city(tmp_path / "city.pmtiles")

    def run(*words: str) -> Any:
        return CliRunner().invoke(app, ["streets", *words, "--case", str(small.root)])

    assert "city" in run("add", str(path)).stderr
    told = json.loads(run("list", "--json").stdout)["streets"]
    assert [(one["name"], one["kind"], one["zooms"]) for one in told] == [("city", "vector", [8, COVER.zoom])]
    assert "© خرائط أورادش" in run().stdout
    assert not any("maps" in one for one in _edited(small.root))
    assert json.loads(run("rm", "city", "--json").stdout) == {"removed": "city"}
    assert json.loads(run("--json").stdout) == {"streets": []}
