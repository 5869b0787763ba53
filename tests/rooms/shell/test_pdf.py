"""A story on paper, read by another program: its tags, its language, what its picture shows to those who listen."""

from __future__ import annotations

import ctypes
import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image

from firsthand.exporters.paper import NOWHERE, render_paper
from firsthand.model.errors import Unavailable
from firsthand.shell.pdf import make_pdf
from firsthand.shell.pictures import clean_picture
from firsthand.shell.site_assets import site_fonts, site_templates
from firsthand.testing.editions import assets, edition

pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))
pdfium = pytest.importorskip("pypdfium2")


def told(ask: Any, *of: Any) -> str:
    """What PDFium says in UTF-16."""
    size = ask(*of, None, 0)
    held = ctypes.create_string_buffer(max(size, 2))
    ask(*of, ctypes.cast(held, ask.argtypes[len(of)]), size)
    return held.raw[:size].decode("utf-16-le").rstrip("\0")


def elements(document: Any) -> Iterator[Any]:
    """Every element of the structure that a listener walks through, page by page."""
    raw = pdfium.raw
    for page in document:
        tree = raw.FPDF_StructTree_GetForPage(page.raw)
        left = [raw.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(raw.FPDF_StructTree_CountChildren(tree))]
        while left:
            if one := left.pop():
                yield one
                left += [raw.FPDF_StructElement_GetChildAtIndex(one, n) for n in range(raw.FPDF_StructElement_CountChildren(one))]


def test_a_broken_picture_is_refused_also_after_something_was_printed() -> None:
    """The library that prints lets broken pictures pass for the whole process."""
    out = io.BytesIO()
    Image.effect_noise((64, 64), 90).save(out, "PNG")
    make_pdf("a.html", {"a.html": "<p>الماء في القبو</p>".encode()})

    with pytest.raises(Unavailable):
        clean_picture(out.getvalue()[: len(out.getvalue()) // 2])


def test_another_program_finds_the_tags_the_language_and_the_words_for_the_picture() -> None:
    """Headings, paragraphs, lists and quotations are what they are; the picture is told; the letters can be had back."""

    printed = edition("ar")
    address, pages = render_paper(printed, site_templates())
    held = {f"{NOWHERE}{path}": data for path, data in {**site_fonts(), **assets()}.items()}
    document = pdfium.PdfDocument(make_pdf(address, {**pages, **held}))
    raw = pdfium.raw

    kinds: Counter[str] = Counter()
    pictures = []
    for one in elements(document):
        kind = told(raw.FPDF_StructElement_GetType, one)
        kinds[kind] += 1
        if kind == "Figure":
            pictures.append(told(raw.FPDF_StructElement_GetAltText, one))

    assert raw.FPDFCatalog_IsTagged(document.raw)
    assert told(raw.FPDFCatalog_GetLanguage, document.raw) == "ar"
    assert document.get_metadata_value("Title").startswith(printed.title)
    assert kinds["H1"] == 1
    assert kinds["BlockQuote"] >= sum(card.original is not None for card in printed.cards) > 2
    assert min(kinds["H2"], kinds["L"], kinds["LI"], kinds["P"]) > 3
    assert printed.picture is not None
    assert pictures == [printed.picture.description]
    words = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert set(printed.title) <= set(words)
