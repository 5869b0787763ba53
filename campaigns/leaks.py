"""
The campaign of leaks: photographs and words that lead to people are planted across the cards of a story. Published, none of
them may stand in any byte; with redaction broken on purpose, the leak test must find every one.

    make campaign-leaks             (python campaigns/leaks.py --cards 50)
"""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from lib import Row, options, say, scratch

from firsthand.desk import compose
from firsthand.desk.publish import draft_story, publish_story
from firsthand.testing.canaries import SLUG, Planted, plant
from firsthand.testing.world import SmallCase, make_desk

PIECES = ("Okarov", "Oraphone", "الأوكار", "of_Selim")
"""Of what every photograph, name and file holds."""
NUMBER = re.compile(rb"(?<![0-9a-f])8853\d{6}(?![0-9a-f])")
"""The serial number that each has, whole: four digits of it stand by chance in a digest."""


def bytes_of(site: Path) -> bytes:
    """Everything that was published, names of files included."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return b"\n".join(part for path in files for part in (str(path.relative_to(site)).encode(), path.read_bytes()))


def published(case: SmallCase, planted: Planted, root: Path, cards: int) -> Row:
    """Publish, and search the bytes without our own search."""
    row = Row("leaks, published", 0, f"{2 * cards} photographs, {2 * cards} words, {cards} cards")
    publish_story(case.desk, SLUG, str(root / "site"), actor=case.ann)
    every = bytes_of(root / "site").lower()
    left = [word for word in (*planted.words, *PIECES) if word.lower().encode() in every]
    left += [found[0].decode() for found in NUMBER.finditer(every)]
    # The plain kinds of notes in a picture's file: none of ours has any.
    left += [note for note in ("exif\0", "http://ns.adobe.com/xap", "photoshop 3.0") if note.encode() in every]
    row.violations = {"left in the site": len(left)} if left else {}
    return row.end()


def broken(case: SmallCase, planted: Planted, cards: int) -> Row:
    """Let pictures go out as they came and forget every cover; the leak test must name all."""
    row = Row("leaks, redaction broken on purpose", 0, f"{2 * cards} photographs, {2 * cards} words, {cards} cards")
    press: Any = case.desk.press
    held = {name: getattr(press, name) for name in dir(press) if not name.startswith("_")}
    held["clean_all"] = lambda jobs: [
        SimpleNamespace(data=read(), width=320, height=240, mime="image/jpeg") for read, _ in jobs
    ]
    whole = compose.passage
    try:
        compose.passage = lambda text, quotes, covers, *rest: whole(text, quotes, (), *rest)  # type: ignore[assignment]
        draft = draft_story(replace(case.desk, press=SimpleNamespace(**held)), SLUG)
    finally:
        compose.passage = whole
    words, pictures = planted.found(draft.leaks)
    row.note = f"found {words} of {len(planted.words)} words and {pictures} of {len(planted.pictures)} photographs"
    missed = len(planted.words) - words + len(planted.pictures) - pictures
    row.violations = {"missed": missed} if missed else {}
    return row.end()


def main() -> None:
    """Plant, publish, break, count."""
    stated = options(__doc__ or "", count=50, unit="cards").parse_args()
    with scratch() as folder:
        case = make_desk(folder)
        planted = plant(case, folder, cards=stated.count)
        rows = [published(case, planted, folder, stated.count), broken(case, planted, stated.count)]
    say(rows, failed=any(row.violations for row in rows))


if __name__ == "__main__":
    main()
