"""
Pictures made safe to publish: decoded, turned, painted over, and written again from nothing but their pixels.

A picture that is only saved again may keep its notes, its position and a small copy of what was cut away. Here a fresh
picture is made and only pixels cross over. Areas are filled solid, because blur and coarse pixels can be undone.
Rotation is applied first, so that an area means what a person saw.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

from firsthand.model.errors import FirsthandError, Mistaken, Unavailable

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")
"""What is opened; SVG, PDF, EPS and camera formats are not, because they are programs or need other programs."""

_FILL = (0, 0, 0)
_NEARLY_BLACK = 60
"""The brightest that compression makes of a filled pixel beside a bright one."""


class Region(NamedTuple):
    """
    An area to fill, in pixels of the picture as a person sees it (turned upright).

    Attributes:
        left, top, right, bottom: From the upper left corner; right and bottom are outside the area.
    """

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanPicture:
    """
    A picture without a past.

    Attributes:
        data: The new file.
        width, height: In pixels, after turning and making smaller.
        mime: ``image/jpeg``, or ``image/png`` where the original had transparency.
    """

    data: bytes
    width: int
    height: int
    mime: str


def clean_picture(
    data: bytes,
    *,
    regions: Sequence[Region | tuple[int, int, int, int]] = (),
    max_pixels: int = 64_000_000,
    max_edge: int = 1600,
) -> CleanPicture:
    """
    Make a publishable copy; the bytes given are not changed.

    Args:
        data: A picture as received. Of a moving one only the first frame is taken.
        regions: Areas to fill solid.
        max_pixels: A picture that says it is larger is refused before its pixels are read.
        max_edge: The longer edge of the result; smaller pictures are not made larger.

    Raises:
        Mistaken: ``not-a-picture`` (or one that is not opened, such as SVG), ``region-outside``.
        Unavailable: ``picture-too-large``, ``picture-broken``.
    """
    upright = _upright(data, max_pixels)
    painted = _painted(upright, [Region(*region) for region in regions])
    painted.thumbnail((max_edge, max_edge), Image.Resampling.LANCZOS)
    return _written(painted)


def readable_picture(data: bytes, *, max_pixels: int = 64_000_000, max_edge: int = 3000) -> bytes:
    """
    A picture as grey pixels for a program that reads text: PNG, upright, small ones made larger.

    Raises:
        Mistaken, Unavailable: As for `clean_picture`.
    """
    upright = _upright(data, max_pixels)
    if upright.mode == "RGBA":
        upright = Image.alpha_composite(Image.new("RGBA", upright.size, (255, 255, 255, 255)), upright)
    grey = upright.convert("L")
    if max(grey.size) < max_edge // 3:
        grey = grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.LANCZOS)
    grey.thumbnail((max_edge, max_edge), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    grey.save(out, "PNG")
    return out.getvalue()


def tiny_picture(data: bytes, edge: int, *, max_pixels: int = 64_000_000) -> bytes:
    """
    A picture as `edge` x `edge` bytes of grey, row by row, upright and stretched to a square; for comparing, not for looking.

    A JPEG is decoded at the smallest scale that suffices, which takes a third of the time.

    Raises:
        Mistaken, Unavailable: As for `clean_picture`.
    """
    upright = _upright(data, max_pixels, draft=2 * edge)
    if upright.mode == "RGBA":
        upright = Image.alpha_composite(Image.new("RGBA", upright.size, (255, 255, 255, 255)), upright)
    return upright.convert("L").resize((edge, edge), Image.Resampling.BOX).tobytes()


def small_picture(data: bytes, edge: int, *, max_pixels: int = 64_000_000) -> CleanPicture:
    """
    A small copy for a list: as `clean_picture`, and made smaller before anything else, so that little memory is needed.

    Raises:
        Mistaken, Unavailable: As for `clean_picture`.
    """
    return _written(_upright(data, max_pixels, shrink=edge))


def areas_filled(data: bytes, original: bytes, areas: Sequence[tuple[int, int, int, int]], *, max_pixels: int = 64_000_000) -> bool:
    """
    Say whether areas of an original are filled solid in a copy of it.

    Args:
        data: The copy, perhaps smaller.
        areas: In pixels of the upright original. Their outermost pixels are not looked at: compression blurs them.

    Raises:
        Mistaken, Unavailable: As for `clean_picture`.
    """
    copy, whole = _upright(data, max_pixels).convert("RGB"), _upright(original, max_pixels)
    across, down = copy.width / whole.width, copy.height / whole.height
    for left, top, right, bottom in areas:
        box = [max(0, left) * across, max(0, top) * down, min(right, whole.width) * across, min(bottom, whole.height) * down]
        edge = [min(8.0, (box[2] - box[0]) / 3), min(8.0, (box[3] - box[1]) / 3)]
        x, y = int(box[0] + edge[0]), int(box[1] + edge[1])
        seen = copy.crop((x, y, max(x + 1, int(box[2] - edge[0])), max(y + 1, int(box[3] - edge[1]))))
        if max(seen.tobytes()) > _NEARLY_BLACK:
            return False
    return True


def _upright(data: bytes, max_pixels: int, *, draft: int = 0, shrink: int = 0) -> Image.Image:
    """
    Decoded and turned as a person sees it.

    Args:
        draft: Perhaps in grey and smaller, but not below that edge.
        shrink: Made smaller to that edge before it is turned.
    """
    try:
        with warnings.catch_warnings():
            # Pillow warns above its own limit; ours is checked below, before a pixel is read.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                if opened.width * opened.height > max_pixels:
                    raise _too_large(opened.width, opened.height, max_pixels)
                if draft:
                    opened.draft("L", (draft, draft))
                if shrink:
                    opened.draft("RGB", (2 * shrink, 2 * shrink))
                opened.load()
                turned = ImageOps.exif_transpose(_shrunk(opened, shrink) if shrink else opened)
                if draft and turned.mode == "L" and not _see_through(turned):
                    return turned
                return turned.convert("RGBA" if _see_through(turned) else "RGB")
    except Image.DecompressionBombError as error:
        raise _too_large(0, 0, max_pixels) from error
    except UnidentifiedImageError as error:
        raise Mistaken(
            "This is not a picture that can be opened.",
            code="not-a-picture",
            advice=f"Opened are {', '.join(FORMATS)}. Save an SVG or PDF as PNG first.",
        ) from error
    except FirsthandError:
        raise
    # Decoders raise nearly anything on hostile bytes; whatever it is, this file has no publishable picture.
    except (
        OSError,
        ValueError,
        SyntaxError,
        ArithmeticError,
        LookupError,
        MemoryError,
        TypeError,
        AttributeError,
        RuntimeError,
    ) as error:
        raise Unavailable(
            f"The picture is cut off or broken ({type(error).__name__}).",
            code="picture-broken",
            advice="Publish the description instead, or ask for the file again.",
        ) from error


def _shrunk(opened: Image.Image, edge: int) -> Image.Image:
    """Smaller, with the note of how it must be turned; colours of a table are made colours first, or they would not blend."""
    small = opened if opened.mode in ("L", "RGB", "RGBA", "CMYK", "YCbCr") else opened.convert("RGBA" if _see_through(opened) else "RGB")
    small.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    return small


def _too_large(width: int, height: int, max_pixels: int) -> Unavailable:
    stated = f"{width} x {height} pixels" if width else "far too many pixels"
    return Unavailable(
        f"The picture says that it has {stated}; at most {max_pixels:,} are opened.",
        code="picture-too-large",
        advice="Make it smaller with a program that you trust, on a machine without the case.",
    )


def _see_through(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info


def _painted(picture: Image.Image, regions: Sequence[Region]) -> Image.Image:
    """Fill the areas on a picture that has never had notes."""
    fresh = Image.new(picture.mode, picture.size)
    fresh.paste(picture)
    brush = ImageDraw.Draw(fresh)
    for region in regions:
        left, top = max(0, region.left), max(0, region.top)
        right, bottom = min(fresh.width, region.right), min(fresh.height, region.bottom)
        if left >= right or top >= bottom:
            raise Mistaken(
                f"The area {tuple(region)} is not on the picture of {fresh.width} x {fresh.height} pixels.",
                code="region-outside",
                advice="Areas are left, top, right, bottom in pixels of the upright picture.",
            )
        brush.rectangle((left, top, right - 1, bottom - 1), fill=(*_FILL, 255) if fresh.mode == "RGBA" else _FILL)
    return fresh


def _written(picture: Image.Image) -> CleanPicture:
    out = io.BytesIO()
    # Pixels are copied once more: `thumbnail` and `paste` may carry `info`, which some writers put into the file.
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    if bare.mode == "RGBA":
        # What is wholly see-through still has colours under it, and they can be brought back.
        alpha = bare.getchannel("A")
        bare = Image.composite(bare, Image.new("RGBA", bare.size, (0, 0, 0, 0)), alpha.point(lambda a: 255 if a else 0))
        bare.save(out, "PNG", optimize=True)
        mime = "image/png"
    else:
        bare.save(out, "JPEG", quality=85, optimize=True)
        mime = "image/jpeg"
    return CleanPicture(data=out.getvalue(), width=bare.width, height=bare.height, mime=mime)
