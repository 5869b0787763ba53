"""
What turns a rendered story into files that others may have: templates, clean pictures, a folder put in place.

Every case is opened with a press and few verbs print: the renderer and the picture library are imported when they are used.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from firsthand.model.errors import FirsthandError, Mistaken, Unavailable
from firsthand.shell.durable import disk_error, sync_folder, write_all

if TYPE_CHECKING:
    from firsthand.shell.pictures import CleanPicture

MANIFEST = "proof/site.json"


class SitePress:
    """See `desk.ports.Press`."""

    def templates(self) -> Mapping[str, str]:
        """Templates, styles and phrases by name."""
        from firsthand.shell.site_assets import site_templates

        return site_templates()

    def fonts(self) -> Mapping[str, bytes]:
        """Fonts and their licences by their place in the site."""
        from firsthand.shell.site_assets import site_fonts

        return site_fonts()

    def outsider(self) -> Mapping[str, bytes]:
        """The program and the page that a stranger checks a site with."""
        from firsthand.shell.site_assets import site_outsider

        return site_outsider()

    def clean(self, data: bytes, regions: Sequence[tuple[int, int, int, int]]) -> CleanPicture:
        """Make a picture anew from its pixels."""
        from firsthand.shell.pictures import Region, clean_picture

        return clean_picture(data, regions=tuple(Region(*one) for one in regions))

    def silent(self, data: bytes) -> CleanPicture:
        """Make a film anew without its sound, where ffmpeg is installed."""
        from firsthand.shell.films import silent_film

        return silent_film(data)

    def clean_all(
        self, jobs: Sequence[tuple[Callable[[], bytes], Sequence[tuple[int, int, int, int]]]]
    ) -> Sequence[CleanPicture | FirsthandError]:
        """Make many pictures anew, on every core: decoding and encoding let other threads work."""
        from concurrent.futures import ThreadPoolExecutor

        def one(job: tuple[Callable[[], bytes], Sequence[tuple[int, int, int, int]]]) -> CleanPicture | FirsthandError:
            try:
                return self.clean(job[0](), job[1])
            except FirsthandError as error:
                return error

        with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            return list(pool.map(one, jobs))

    def tiny(self, data: bytes, edge: int) -> bytes:
        """A picture as a few bytes of grey."""
        from firsthand.shell.pictures import tiny_picture

        return tiny_picture(data, edge)

    def covered(self, data: bytes, original: bytes, areas: Sequence[tuple[int, int, int, int]]) -> bool:
        """Whether areas are filled solid."""
        from firsthand.shell.pictures import areas_filled

        return areas_filled(data, original, areas)

    def hidden(self, data: bytes) -> Sequence[tuple[str, str]]:
        """Position, maker and model in a picture's metadata, as canaries."""
        return hidden_in(data)

    def pdf(self, address: str, files: Mapping[str, bytes]) -> bytes:
        """One page as PDF, where WeasyPrint is installed."""
        from firsthand.shell.pdf import make_pdf

        return make_pdf(address, files)

    def png(self, address: str, files: Mapping[str, bytes]) -> bytes:
        """One page as a picture, where WeasyPrint and PDFium are installed."""
        from firsthand.shell.pdf import make_png

        return make_png(address, files)

    def holds(self, target: str, files: Mapping[str, str]) -> bool:
        """Whether a folder holds exactly these files."""
        place = Path(target).expanduser().resolve()
        there = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()} if place.is_dir() else set()
        try:
            return there == files.keys() and all(
                hashlib.sha256((place / name).read_bytes()).hexdigest() == digest for name, digest in files.items()
            )
        except OSError:
            return False

    def write(self, target: str, files: Mapping[str, bytes]) -> str:
        """
        Put a site in place of the last one; when anything fails the old one stays. Durable when this returns.

        Raises:
            Mistaken: The folder holds files that are not of a site of ours; they are never deleted.
        """
        place = Path(target).expanduser().resolve()
        _check_target(place)
        fresh, old = place.with_name(f".{place.name}.new"), place.with_name(f".{place.name}.old")
        try:
            if old.exists() and not place.exists():  # the power went between the two renamings below
                os.rename(old, place)
            for left in (fresh, old):
                if left.exists():
                    shutil.rmtree(left)
            _fill(fresh, files)
            if place.exists():
                os.rename(place, old)
                sync_folder(place.parent)  # or a crash may keep the second renaming and lose this one
            os.rename(fresh, place)
            sync_folder(place.parent)
            shutil.rmtree(old, ignore_errors=True)
        except OSError as error:
            shutil.rmtree(fresh, ignore_errors=True)
            if old.exists() and not place.exists():
                _put_back(old, place)
            raise disk_error(error, place) from error
        return str(place)


def _put_back(old: Path, place: Path) -> None:
    """Give the old site its name again; where the disk refuses that too, say where it lies."""
    try:
        os.rename(old, place)
    except OSError as error:
        raise Unavailable(
            f"{place}: {error.strerror}. The new site is not there, and the old one, whole, lies in {old}.",
            code="site-aside", advice="Make room, and publish again or rename it: the next publication puts it back by itself.",
        ) from error


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of a site: bytes and names are on the disk when this returns. All are written before any is waited for."""
    folder.mkdir(parents=True)
    folders = {folder}
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        folders.update(one for one in path.parents if one.is_relative_to(folder))
        with path.open("wb", buffering=0) as stream:
            write_all(stream.fileno(), data)
    for name in files:
        with (folder / name).open("rb+", buffering=0) as stream:
            os.fsync(stream.fileno())
    for one in folders:
        sync_folder(one)


def hidden_in(data: bytes) -> list[tuple[str, str]]:
    """
    What the metadata of a picture would give away.

    Returns:
        ``gps`` as ``LAT, LON`` in decimal degrees, ``device`` for maker and model; nothing for what is no picture.
    """
    from PIL import ExifTags, Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            exif = picture.getexif()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return []
    found = [("device", str(exif[tag]).strip("\0 ")) for tag in (0x010F, 0x0110) if exif.get(tag)]
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    try:
        latitude, longitude = _degrees(gps[2], gps[1] == "S"), _degrees(gps[4], gps[3] == "W")
    except (KeyError, TypeError, ValueError, ZeroDivisionError, IndexError):
        return found
    return [*found, ("gps", f"{latitude:.6f}, {longitude:.6f}")]


def _degrees(parts: Sequence[float], negative: bool) -> float:
    value = float(parts[0]) + float(parts[1]) / 60 + float(parts[2]) / 3600
    return -value if negative else value


def _check_target(place: Path) -> None:
    """A folder is replaced only when everything in it is of an earlier site."""
    if not place.exists():
        return
    if not place.is_dir():
        raise Mistaken(f"{place} is a file.", code="not-a-folder", advice="Name a folder for the site.")
    there = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
    ours: set[str] = set()
    if MANIFEST in there:
        try:
            ours = {path for path, _ in json.loads((place / MANIFEST).read_bytes())["files"]}
        except (ValueError, KeyError, TypeError):
            ours = set()
        ours |= {path for path in there if path.startswith("proof/stamps/") or (path.startswith("proof/") and path.endswith(".json"))}
    foreign = sorted(there - ours)
    if foreign:
        raise Mistaken(
            f"{place} holds files that are not of this site, for example {foreign[0]}.",
            code="foreign-files",
            advice="Publish to another folder, or move those files away; nothing was deleted.",
        )
