"""
PDF by WeasyPrint, and pictures of it by PDFium, which are optional: the extra ``print``, and Pango from the system.

Nothing is read but the files that are handed over: a page that names another address gets nothing from it.
"""

from __future__ import annotations

import hashlib
import io
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from firsthand.model.errors import Mistaken, Unavailable

if TYPE_CHECKING:
    import weasyprint

VARIANT = "pdf/ua-1"
"""Tagged for people who listen to it. Declared by WeasyPrint; no checker of ours proves it."""


def make_pdf(address: str, files: Mapping[str, bytes]) -> bytes:
    """
    Make a PDF of one page. The same files give the same bytes.

    Args:
        address: Of the page, among the files.
        files: Address to bytes; everything that the page may load.

    Raises:
        Unavailable: ``no-pdf``: WeasyPrint or Pango is not there.
    """
    mark = hashlib.sha256(b"".join(hashlib.sha256(files[name]).digest() for name in sorted(files))).hexdigest()[:32]
    page = _laid_out(address, files, "print")
    with _first_day():
        made = page.write_pdf(pdf_variant=VARIANT, pdf_tags=True, pdf_identifier=mark.encode())
    assert isinstance(made, bytes)
    return made


def make_png(address: str, files: Mapping[str, bytes], *, scale: int = 2) -> bytes:
    """
    Make a picture of one page with an edge around what it shows, cut along that edge, without any note in the file.

    Args:
        scale: Pixels of the picture for a CSS pixel.

    Raises:
        Unavailable: ``no-pdf``: WeasyPrint, Pango or pypdfium2 is not there.
        Mistaken: ``picture-too-long``: it does not fit on one page.
    """
    from PIL import Image, ImageChops

    page = _laid_out(address, files, "screen")
    try:
        import pypdfium2
    except ImportError as error:
        raise Unavailable(f"A picture needs pypdfium2: {error}", code="no-pdf", advice=_INSTALL) from error
    with _first_day():
        paper = pypdfium2.PdfDocument(page.write_pdf())
    if len(paper) != 1:
        raise Mistaken("The card is too long for a picture.", code="picture-too-long", advice="Hand on its copy.html instead.")
    drawn = paper[0].render(scale=scale * 96 / 72).to_pil().convert("RGB")
    edge = ImageChops.difference(drawn, Image.new("RGB", drawn.size, "white")).getbbox()
    out = io.BytesIO()
    drawn.crop(edge).save(out, "PNG", optimize=True)
    return out.getvalue()


_INSTALL = "Install the extra `print` (pip install 'firsthand[print]') and your system's Pango, or print from a browser."


def _laid_out(address: str, files: Mapping[str, bytes], medium: str) -> weasyprint.HTML:
    """A page with nothing beside it but these files."""
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # OSError: the library is there, Pango is not
        raise Unavailable(
            f"PDF needs WeasyPrint and Pango: {error}".partition("\n")[0],
            code="no-pdf",
            advice=_INSTALL,
        ) from error  # fmt: skip
    from PIL import ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint lets broken pictures pass in the whole process; nobody else may

    def fetch(url: str, *_: object, **__: object) -> weasyprint.urls.URLFetcherResponse:
        name = url.partition("?")[0].partition("#")[0]
        if name not in files:
            raise ValueError(f"not among the files: {url[:200]}")
        return weasyprint.urls.URLFetcherResponse(url, io.BytesIO(files[name]), {"Content-Type": _kind(name)})

    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    return weasyprint.HTML(string=files[address].decode(), base_url=address, url_fetcher=fetch, media_type=medium)


@contextmanager
def _first_day() -> Iterator[None]:
    """Fonts that are cut down state when they were: always the same moment, so that the same story gives the same bytes."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


def _kind(name: str) -> str:
    endings = {
        "css": "text/css; charset=utf-8", "jpg": "image/jpeg", "png": "image/png", "svg": "image/svg+xml", "woff2": "font/woff2",
    }  # fmt: skip
    return endings.get(name.rpartition(".")[2], "application/octet-stream")
