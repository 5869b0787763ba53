"""
Files of map tiles that a desk has added to a case: `maps/NAME.pmtiles`. They are furniture, no evidence: no entry, in no backup.

Nothing is fetched: a file is what somebody brought. What it holds is drawn below the areas of the desk's map, and nowhere else.
"""

from __future__ import annotations

import os
import re
import uuid
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from firsthand.exporters.area_map import HIGH, WIDE, Frame
from firsthand.exporters.streets import LAYERS, Streets, box, cover, kind_of, streets
from firsthand.model.errors import FirsthandError, Mistaken, NotFound
from firsthand.readers.pmtiles import Archive, Head
from firsthand.readers.vector_tile import shapes
from firsthand.shell.disks import refuse_network_disk
from firsthand.shell.durable import make_folder, on_disk, sync_folder
from firsthand.shell.pictures import clean_picture

FOLDER, ENDING = "maps", ".pmtiles"
NAME = re.compile(r"[A-Za-z0-9_-]{1,60}")
CHUNK_BYTES = 1 << 20
MOST_FILES, MOST_DRAWN, MOST_PICTURES = 8, 8, 64
"""Files that are looked at, drawings and pictures that are kept in memory."""
PICTURE_EDGE = 512

_drawn: OrderedDict[tuple[Any, ...], Under] = OrderedDict()
_pictures: OrderedDict[tuple[Any, ...], bytes] = OrderedDict()


class Under(NamedTuple):
    """
    What lies under a drawing.

    Attributes:
        file: Name of the file that it comes from.
        whose: Whose map it is, as the file says.
        streets: Shapes, of a file of vector tiles.
        pictures: Zoom, column, row, and left, top, width, height in the drawing, of a file of pictures.
    """

    file: str
    whose: str
    streets: Streets
    pictures: tuple[tuple[int, int, int, float, float, float, float], ...] = ()


class Added(NamedTuple):
    """A file of a case: its name, bytes, and what it says of itself; or why it cannot be read."""

    name: str
    size: int
    head: Head | None
    whose: str
    error: str


def add_streets(root: Path, source: Path, *, progress: Callable[[str, int, int | None], None]) -> Added:
    """
    Copy a file of map tiles into a case; whole or not at all.

    Raises:
        Mistaken: It is none, or cannot be read; one of that name is there.
        Unavailable: The disk says no.
    """
    refuse_network_disk(root)
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", source.stem).strip("-")[:60] or "streets"
    target, part = _path(root, name), root / "work" / f".{uuid.uuid4().hex}.part"
    with _opened(source) as archive:
        _try(archive)
    if target.exists():
        raise Mistaken(f"A file of streets {name} is there.", code="file-exists", advice=f"`firsthand streets rm {name}` removes it.")
    try:
        with on_disk(target), source.open("rb") as given, part.open("xb") as out:
            total, done = os.fstat(given.fileno()).st_size, 0
            while data := given.read(CHUNK_BYTES):
                out.write(data)
                done += len(data)
                progress(f"copying {name}", done, total)
            out.flush()
            os.fsync(out.fileno())
        with on_disk(target):
            make_folder(target.parent)
            part.replace(target)
            sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)
    return _told(target)


def added_streets(root: Path) -> list[Added]:
    """Files of a case, by name."""
    return [_told(path) for path in _files(root)]


def remove_streets(root: Path, name: str) -> None:
    """
    Take a file of streets out of a case.

    Raises:
        NotFound: There is none of that name.
    """
    path = next((path for path in _files(root) if path.stem == name), None)
    if path is None:
        raise NotFound(f"There is no file of streets {name!r}.", code="no-streets", advice="`firsthand streets` lists them.")
    with on_disk(path):
        path.unlink()
        sync_folder(path.parent)


def streets_under(root: Path, frame: Frame, *, borders: bool) -> Under | None:
    """What lies under a drawing: of the first file, by name, that reaches there. None when none does, or none can be read."""
    for path in _files(root):
        try:
            stat = path.stat()
            key = (str(path), stat.st_mtime_ns, stat.st_size, frame, borders)
            if key not in _drawn:
                _keep(_drawn, key, _draw(path, frame, borders), MOST_DRAWN)
            if (found := _drawn[key]).streets.shapes or found.pictures:
                return found
        except (FirsthandError, OSError):
            continue  # a damaged file draws nothing; `firsthand streets` says what is wrong with it
    return None


def street_picture(root: Path, name: str, z: int, x: int, y: int) -> bytes:
    """
    A tile of a file of pictures, made anew from its pixels: a JPEG or a PNG.

    Raises:
        NotFound: There is no such file, or no such tile in it.
        Mistaken, Unavailable: It is no picture, or too large a one.
    """
    path = next((path for path in _files(root) if path.stem == name), None)
    if path is None:
        raise NotFound(f"There is no file of streets {name!r}.", code="no-streets", advice="Load the map again.")
    with _opened(path) as archive:
        stat = path.stat()
        key = (str(path), stat.st_mtime_ns, stat.st_size, z, x, y)
        if key not in _pictures:
            data = archive.tile(z, x, y) if archive.head.kind != "vector" else None
            if data is None:
                raise NotFound("There is no such tile.", code="no-tile", advice="Load the map again.")
            _keep(_pictures, key, clean_picture(data, max_pixels=1 << 22, max_edge=PICTURE_EDGE).data, MOST_PICTURES)
        return _pictures[key]


def _draw(path: Path, frame: Frame, borders: bool) -> Under:
    with _opened(path) as archive:
        head = archive.head
        west, north = frame.degrees(0, 0)
        east, south = frame.degrees(WIDE, HIGH)
        nothing = Under(path.stem, "", Streets((), ()))
        if head.east < west or head.west > east or head.north < south or head.south > north:
            return nothing
        under = cover(frame, least=head.least, most=head.most)
        whose = archive.attribution()
        if head.kind != "vector":
            found = [(x, y) for x, y in under.tiles if archive.tile(under.zoom, x, y) is not None]
            placed = tuple((under.zoom, x, y, *box(frame, under.zoom, x, y)) for x, y in found)
            return Under(path.stem, whose, Streets((), ()), placed)

        over: set[str] = set()

        def choose(layer: str, told: dict[str, str]) -> str:
            kind = kind_of(layer, told)
            return "" if kind in over or (kind == "border" and not borders) else kind

        tiles = (
            (under.zoom, x, y, shapes(data, LAYERS, choose))
            for x, y in under.tiles if (data := archive.tile(under.zoom, x, y)) is not None
        )  # fmt: skip
        return Under(path.stem, whose, streets(frame, tiles, over))


def _try(archive: Archive) -> None:
    """One tile of the middle, so that a file of which nothing can be read is not copied."""
    head = archive.head
    frame = Frame(lon=(head.west + head.east) / 2, lat=(head.south + head.north) / 2, narrow=1.0, scale=1e6)
    for x, y in cover(frame, least=head.least, most=head.least).tiles:
        archive.tile(head.least, x, y)


def _told(path: Path) -> Added:
    try:
        with _opened(path) as archive:
            _try(archive)
            return Added(path.stem, path.stat().st_size, archive.head, archive.attribution(), "")
    except FirsthandError as error:
        return Added(path.stem, path.stat().st_size, None, "", str(error))


@contextmanager
def _opened(path: Path) -> Iterator[Archive]:
    with on_disk(path), path.open("rb") as file:

        def read(offset: int, length: int) -> bytes:
            return os.pread(file.fileno(), length, offset) if offset < 1 << 62 else b""

        yield Archive(read)


def _files(root: Path) -> list[Path]:
    folder = root / FOLDER
    if not folder.is_dir():
        return []
    found = sorted(path for path in folder.glob(f"*{ENDING}") if NAME.fullmatch(path.stem))
    return [path for path in found if path.is_file() and not path.is_symlink()][:MOST_FILES]


def _path(root: Path, name: str) -> Path:
    return root / FOLDER / f"{name}{ENDING}"


def _keep(held: OrderedDict[tuple[Any, ...], Any], key: tuple[Any, ...], value: Any, most: int) -> None:
    held[key] = value
    while len(held) > most:
        held.popitem(last=False)
