"""Archives of map tiles, and the tiles in them: as a library writes them, and as somebody who means harm would."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.errors import Mistaken
from firsthand.readers import pmtiles
from firsthand.readers.pmtiles import Archive, tile_number, unpacked, varints
from firsthand.readers.vector_tile import shapes
from firsthand.testing.tiles import archive, directory, field, varint, vector_tile

BOUNDS = (30.0, 50.0, 30.2, 50.1)
RIVER = (3, {"class": "river", "name": "النهر"}, [[(0, 0), (4096, 0), (4096, 800), (0, 800)]])
STREET = (2, {"class": "minor"}, [[(10, 10), (20, 4000)], [(30, -5), (40, 9)]])
TILE = vector_tile({"transportation": [STREET], "water": [RIVER], "poi": [(2, {"class": "door"}, [[(1, 1), (2, 2)]])]})


def reading(data: bytes) -> Callable[[int, int], bytes]:
    return lambda offset, length: data[offset : offset + length]


def everything(layer: str, told: dict[str, str]) -> str:
    return f"{layer}:{told.get('class', '')}"


def code(data: bytes, *tile: int) -> str:
    with pytest.raises(Mistaken) as told:
        Archive(reading(data)).tile(*(tile or (0, 0, 0)))
    return told.value.code


@pytest.mark.parametrize("leaves", [False, True])
def test_a_tile_is_found_by_its_place(leaves: bool) -> None:
    """In the root or in a leaf; what is not there is None."""
    metadata = {"attribution": "<b>Oradesh</b> &copy; x"}
    told = archive({(3, 4, 2): TILE, (14, 9557, 5534): b"other"}, BOUNDS, leaves=leaves, metadata=metadata)
    held = Archive(reading(told))
    assert held.tile(3, 4, 2) == TILE
    assert held.tile(14, 9557, 5534) == b"other"
    assert held.tile(3, 4, 3) is None
    assert held.tile(0, 0, 0) is None
    assert (held.head.kind, held.head.least, held.head.most, held.head.west) == ("vector", 3, 14, 30.0)
    assert held.attribution() == "Oradesh © x"


def test_as_the_library_writes_and_counts() -> None:
    """The reference library's archive is read, with a run of equal tiles and with leaves; it reads ours."""
    tile = pytest.importorskip("pmtiles.tile")
    reader, writer = pytest.importorskip("pmtiles.reader"), pytest.importorskip("pmtiles.writer")
    out = io.BytesIO()
    made = writer.Writer(out)
    for x in range(40):
        for y in range(40):
            made.write_tile(tile.zxy_to_tileid(10, x, y), gzip.compress(TILE if x % 2 else b"sea"))
    e7 = {f"{name}_e7": round(value * 1e7) for name, value in zip(("min_lon", "min_lat", "max_lon", "max_lat"), BOUNDS, strict=True)}
    head = {"tile_type": tile.TileType.MVT, "tile_compression": tile.Compression.GZIP, "min_zoom": 10, "max_zoom": 10, "center_zoom": 10,
            "center_lon_e7": 0, "center_lat_e7": 0, **e7}  # fmt: skip
    made.finalize(head, {"attribution": "invented"})
    held = Archive(reading(out.getvalue()))
    assert (held.tile(10, 3, 7), held.tile(10, 2, 7), held.tile(10, 41, 7)) == (TILE, b"sea", None)
    assert held.attribution() == "invented"
    ours = reader.Reader(reading(archive({(3, 4, 2): TILE}, BOUNDS, leaves=True)))
    assert gzip.decompress(ours.get(3, 4, 2)) == TILE


@given(st.integers(0, 15).flatmap(lambda z: st.tuples(st.just(z), st.integers(0, (1 << z) - 1), st.integers(0, (1 << z) - 1))))
def test_neighbours_along_the_curve_are_neighbours_on_the_ground(place: tuple[int, int, int]) -> None:
    """A Hilbert curve: the tile with the next number shares an edge, and no two have one number."""
    z, x, y = place
    around = [(x + dx, y + dy) for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)) if 0 <= x + dx < 1 << z and 0 <= y + dy < 1 << z]
    numbers = [tile_number(z, *one) for one in around]
    last = ((1 << 2 * z + 2) - 1) // 3 - 1
    assert tile_number(z, x, y) + 1 in [*numbers, last + 1]
    assert len({*numbers, tile_number(z, x, y)}) == len(numbers) + 1


def test_what_is_no_archive_or_another_version_is_said_so() -> None:
    good = archive({(0, 0, 0): TILE}, BOUNDS)
    assert code(b"") == code(b"PMTiles") == code(b"\0" * 200) == "not-tiles"
    assert code(good[:7] + b"\x02" + good[8:]) == "not-tiles"
    assert code(good[:99] + b"\x06" + good[100:]) == "bad-tiles"
    assert code(good[:97] + b"\x04" + good[98:]) == "bad-tiles"
    assert code(good[:-3]) == "bad-tiles"


def test_what_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tile or a directory that unpacks to more than its bound, a count that cannot be, directories in a ring, a place outside."""
    monkeypatch.setattr(pmtiles, "TILE_BYTES", 50_000)
    assert code(archive({(0, 0, 0): b"\0" * 60_000}, BOUNDS)) == "bad-tiles"
    good = archive({(0, 0, 0): TILE}, BOUNDS)

    def with_root(root: bytes) -> bytes:
        head = bytearray(good[:127])
        head[8:24] = len(good).to_bytes(8, "little") + len(root).to_bytes(8, "little")
        head[40:56] = head[8:24]  # leaves are the same bytes
        return bytes(head) + good[127:] + root

    assert code(with_root(gzip.compress(varint(1 << 40)))) == "bad-tiles"
    assert code(with_root(gzip.compress(b"\xff" * 12))) == "bad-tiles"
    assert code(with_root(directory([(0, 1, 10, 1 << 50)]))) == "bad-tiles"
    ring = directory([(0, 0, 40, 0)])
    assert code(with_root(directory([(0, 0, len(ring), 0)]))) == "bad-tiles"
    with pytest.raises(Mistaken):
        unpacked(gzip.compress(b"\0" * 1_000), 999)
    with pytest.raises(Mistaken):
        varints(b"\x80")


@given(st.binary(max_size=400), st.integers(0, 400))
def test_bytes_that_were_changed_never_do_more_than_be_refused(noise: bytes, at: int) -> None:
    good = bytearray(archive({(0, 0, 0): TILE, (1, 1, 1): TILE}, BOUNDS, metadata={"attribution": 3}))
    good[at : at + len(noise)] = noise
    try:
        held = Archive(reading(bytes(good)))
        held.tile(1, 1, 1)
        held.attribution()
    except Mistaken as error:
        assert error.code in ("not-tiles", "bad-tiles")


def test_shapes_of_the_layers_that_are_wanted() -> None:
    """Lines and areas with their words, in parts of the tile; nothing of another layer."""
    found = shapes(TILE, frozenset({"transportation", "water"}), everything)
    assert [(one.kind, one.area) for one in found] == [("transportation:minor", False), ("water:river", True)]
    assert found[0].parts == [[(10 / 4096, 10 / 4096), (20 / 4096, 4000 / 4096)], [(30 / 4096, -5 / 4096), (40 / 4096, 9 / 4096)]]
    assert found[1].parts[0][2] == (1.0, 800 / 4096)


@given(st.binary(max_size=300))
def test_a_garbled_tile_gives_fewer_shapes_and_no_error(noise: bytes) -> None:
    """Anything at all, anything in a layer, and anything for a geometry."""
    wanted = frozenset({"water", ""})
    for data in (noise, field(3, field(1, b"water") + noise), field(3, noise)):
        assert all(len(part) > 1 for one in shapes(data, wanted, everything) for part in one.parts)
    shapes(field(3, field(1, b"water") + field(2, field(3, 2) + field(4, noise))), wanted, everything)


def test_a_tile_without_end_is_left_off(monkeypatch: pytest.MonkeyPatch) -> None:
    from firsthand.readers import vector_tile as reader

    many: list[Any] = [STREET] * 50
    monkeypatch.setattr(reader, "MOST_POINTS", 20)
    assert len(shapes(vector_tile({"transportation": many}), frozenset({"transportation"}), everything)) == 5
    steps = field(3, field(1, b"water") + field(2, field(3, 2) + field(4, varint((1 << 29) << 3 | 2) + varint(2) * 6)))
    assert [len(part) for one in shapes(steps, frozenset({"water"}), everything) for part in one.parts] == [3]
