"""
Text in pictures, read by Tesseract when it is installed: the recogniser `tesseract`.

Tesseract never sees bytes from outside. A worker of its own, with limits on memory and time, decodes the picture and writes
it again from nothing but its pixels; only that goes to Tesseract, which has limits too. A picture that breaks either has no
words, and the next one is read.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

from firsthand.model.adapter import Adapter
from firsthand.model.errors import Unavailable
from firsthand.shell.limited import MOST_BYTES, SECONDS, limited, source

LONGEST = 20_000
"""Characters of one picture."""
SUREST = 40.0
"""Words of which Tesseract is less sure (it says 0 to 100) are left out: they are mostly leaves and bricks."""

CODES = {
    "ar": "ara", "en": "eng", "uk": "ukr", "ru": "rus", "fr": "fra", "es": "spa", "tr": "tur", "fa": "fas", "ckb": "ckb", "ku": "kmr",
    "he": "heb", "de": "deu", "it": "ita", "pl": "pol", "ro": "ron", "my": "mya", "am": "amh", "ti": "tir", "so": "som", "ur": "urd",
    "ps": "pus", "hi": "hin", "bn": "ben", "zh": "chi_sim", "ka": "kat", "hy": "hye", "az": "aze",
}  # fmt: skip
"""ISO 639-1 to the names of Tesseract's trained data."""


class Tesseract:
    """See `desk.ports.Recogniser`."""

    def maker(self, languages: Sequence[str]) -> str:
        """
        What a reading was made with: program, version, trained data.

        Raises:
            Unavailable: The program, or data for none of the languages, is not here.
        """
        return f"tesseract {_version()} {'+'.join(_wanted(languages))}"

    def words(self, data: bytes, languages: Sequence[str]) -> str:
        """
        The words in a picture, line by line; empty when there are none, or when it cannot be opened.

        Raises:
            Unavailable: As for `maker`.
        """
        wanted = _wanted(languages)
        if len(data) > MOST_BYTES:
            return ""
        pixels = limited([sys.executable, "-I", "-c", _WORKER, source()], data)
        table = limited(["tesseract", "-", "-", "-l", "+".join(wanted), "--psm", "11", "tsv"], pixels) if pixels else b""
        return _lines(table.decode("utf-8", "replace"))[:LONGEST]


RECOGNISER = Adapter(
    kind="recogniser", name="tesseract", version="1", open=lambda _options: Tesseract(),
    summary="Reads the words in pictures with Tesseract, in the languages of the case for which its data are installed.",
    needs=("tesseract",),
    losses=("words of which it is not sure; handwriting; words that lie aslant", "where in the picture a word stands"),
)  # fmt: skip

_WORKER = """
import sys
sys.path.insert(0, sys.argv[1])
from firsthand.shell.pictures import readable_picture
sys.stdout.buffer.write(readable_picture(sys.stdin.buffer.read()))
"""


@cache
def _version() -> str:
    return _told("--version").partition("\n")[0].removeprefix("tesseract ").strip()


@cache
def _installed() -> frozenset[str]:
    return frozenset(line.strip() for line in _told("--list-langs").splitlines()[1:])


def _told(option: str) -> str:
    if shutil.which("tesseract") is None:
        raise Unavailable(
            "Tesseract is not installed.", code="no-tesseract",
            advice="Install it with data for your languages, on Debian: apt install tesseract-ocr tesseract-ocr-ara",
        )  # fmt: skip
    done = subprocess.run(["tesseract", option], capture_output=True, timeout=SECONDS, check=False, text=True)
    return done.stdout or done.stderr


def _wanted(languages: Sequence[str]) -> list[str]:
    wanted = [CODES[code] for code in dict.fromkeys((*languages, "ar", "en")) if CODES.get(code) in _installed()]
    if not wanted:
        raise Unavailable(
            "Tesseract has no data for the languages of this case.", code="no-tesseract-data",
            advice="Install them, on Debian for Arabic: apt install tesseract-ocr-ara",
        )  # fmt: skip
    return wanted


def _lines(table: str) -> str:
    """Words of Tesseract's table, in its order, lines kept apart."""
    lines: dict[tuple[str, ...], list[str]] = {}
    rows: list[Any] = [line.split("\t") for line in table.splitlines()[1:]]
    for row in rows:
        if len(row) == 12 and row[11].strip() and float(row[10]) >= SUREST:
            lines.setdefault(tuple(row[1:5]), []).append(row[11].strip())
    return "\n".join(" ".join(words) for words in lines.values())
