"""Streets of a file that the desk added lie under the desk's map, whose map it is is said, and no page outside it shows them."""

from __future__ import annotations

import io
import json
from typing import Any

from django.test import Client
from PIL import Image

from firsthand.exporters.area_map import frame_of
from firsthand.exporters.streets import cover
from firsthand.story.edition import Area
from firsthand.testing.tiles import archive, vector_tile
from firsthand.testing.world import SmallCase

JSON = {"Accept": "application/json"}
RING = [[30.0, 50.0], [30.1, 50.0], [30.1, 50.08], [30.0, 50.08], [30.0, 50.0]]
CITY = vector_tile({"roads": [(2, {"kind": "major_road"}, [[(0, 2000), (4096, 2100)]])]})


def map_of(case: SmallCase, tile: bytes, kind: int) -> None:
    shape = {"type": "Feature", "properties": {"name": "Oradesh", "level": "city"}, "geometry": {"type": "Polygon", "coordinates": [RING]}}
    folder = case.root / "plan" / "gazetteer"
    folder.mkdir(parents=True)
    (folder / "areas.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [shape]}), "utf-8")
    frame = frame_of([Area(kind="quarter", rings=(tuple((x, y) for x, y in RING[:-1]),), name="Oradesh", count=1)])
    assert frame
    under = cover(frame, least=4, most=12)
    (case.root / "maps").mkdir()
    tiles = {(under.zoom, x, y): tile for x, y in under.tiles}
    data = archive(tiles, (29.0, 49.0, 31.0, 51.0), kind=kind, metadata={"attribution": "© <i>ours</i>"})
    (case.root / "maps" / "city.pmtiles").write_bytes(data)


def test_streets_are_drawn_below_the_areas(browser: Client, case: SmallCase) -> None:
    map_of(case, CITY, 1)
    told: Any = browser.get("/map", headers=JSON).json()["drawn"]["streets"]
    page = browser.get("/map").content.decode()
    assert ([kind for kind, _ in told["shapes"]], told["file"], told["whose"]) == (["main"], "city", "© ours")
    assert page.index('class="street main"') < page.index('class="quarter counted"')
    assert "© ours" in page
    assert "<i>ours" not in page


def test_pictures_come_from_the_desk_itself(browser: Client, case: SmallCase) -> None:
    """By addresses that the page's own policy allows; a file or a tile that is not there is not found."""
    out = io.BytesIO()
    Image.new("RGB", (32, 32), (9, 99, 9)).save(out, "PNG")
    map_of(case, out.getvalue(), 2)
    told: Any = browser.get("/map", headers=JSON).json()["drawn"]["streets"]["pictures"]
    given = browser.get(told[0]["address"])
    assert (given.status_code, given["Content-Type"], given["X-Content-Type-Options"]) == (200, "image/jpeg", "nosniff")
    assert told[0]["address"] in browser.get("/map").content.decode()
    assert browser.get("/map/city/3/1/1").status_code == 404
    assert browser.get("/map/other/3/1/1").status_code == 404
    assert browser.get("/map/city/99/1/1").status_code == 400


def test_a_broken_file_leaves_the_map_as_it_was(browser: Client, case: SmallCase) -> None:
    map_of(case, CITY, 1)
    (case.root / "maps" / "city.pmtiles").write_bytes(b"PMTiles\x03" + b"\xff" * 300)
    assert browser.get("/map", headers=JSON).json()["drawn"]["streets"] is None
    assert 'class="quarter counted"' in browser.get("/map").content.decode()
