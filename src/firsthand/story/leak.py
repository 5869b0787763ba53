"""
The leak test: every output byte is read for what must not be in it.

Canaries are the things that would expose somebody. Each file is searched as bytes, as folded text, with entities,
percent signs and JSON escapes undone, with markup taken out, and with digits drawn together; archives and pictures are
opened (`story/unpack.py`). Names of files count as output.

Theory of operation: all forms of all canaries are sought in one pass (`story/needles.py`), so that the test can run
every time. A hit inside a string that is allowed to print is no leak.

Not found: words drawn in a picture or spoken; archives other than zip, tar, gzip, bzip2 and xz (listed as not searched); a
canary in other words, and what is encrypted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from firsthand.story.canaries import (
    AMONG_DIGITS,
    AROUND_SIGNS,
    NUMBERS,
    START_OF_NUMBER,
    TAGS,
    WHOLE,
    WORD,
    Canaries,
    Canary,
    Plan,
)
from firsthand.story.films import SOUNDS, is_film
from firsthand.story.unpack import MAX_DEPTH, Budget, Found, Part, Piece, Skipped, embedded, pieces


class Leak(NamedTuple):
    """
    A canary in an output file.

    Attributes:
        path: The output file.
        what: The canary as it stands in the evidence; for ``thumbnail`` and ``gps`` tags what was met.
        kind: One of `KINDS`, or ``thumbnail``, ``notes`` (of a picture), ``picture``.
        where: The part of the file and the reading in which it was found.
        card: The card that it belongs to; empty when it is not known.
    """

    path: str
    what: str
    kind: str
    where: str
    card: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """
    The outcome.

    Attributes:
        leaks: Empty when nothing was found in what was searched.
        not_searched: Path or part, and why.
        unsearchable: Canaries too short to mean anything (a single letter, up to four digits), not looked for.
        files, parts, size_bytes: What was read.
    """

    leaks: tuple[Leak, ...]
    not_searched: tuple[tuple[str, str], ...]
    unsearchable: tuple[Canary, ...]
    files: int
    parts: int
    size_bytes: int


# --- the search ------------------------------------------------------------------------------------------------------


Look = Callable[[bytes], Iterable["Hit"]]
"""Says what a picture gives away: whether it shows what must not be seen."""

MOST_READABLE = 100_000
"""Bytes that are no text are read as text as well up to here; above, and in pictures, only their notes are."""
SHORTEST_NUMBER, FARTHEST_DIGIT = 7, 4
"""Digits of a number that is looked for, and how far, in bytes, one digit of it may stand behind the last (`AMONG_DIGITS`)."""
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"II*\0", b"MM\0*")


def search(files: Iterable[tuple[str, bytes]], canaries: Canaries | Plan, *, look: Look | None = None) -> Searched:
    """
    Read every byte of the output for what must not be in it.

    Args:
        files: Path inside the output, and content; read once, one at a time.
        canaries: What to look for, or a plan of it that was made before.
        look: Is given every picture, wherever it stands.

    Returns:
        Leaks in the order of the files; of one canary only the first place in each part and reading. No leaks with
        something in `not_searched` is not a clean bill.
    """
    plan = canaries if isinstance(canaries, Plan) else Plan(canaries)
    leaks: dict[Leak, None] = {}
    skipped: list[tuple[str, str]] = []
    count = parts = size = 0
    for path, data in files:
        count += 1
        size += len(data)
        leaks.update((Leak(path, *hit), None) for hit in _in_text(path, "name of the file", plan))
        for piece in _walk(Part("", data), Budget(), 0):
            where = piece.where.removeprefix(", ")
            if isinstance(piece, Skipped):
                skipped.append((f"{path} {where}".strip(), piece.why))
            elif isinstance(piece, Found):
                leaks[Leak(path, piece.what, piece.kind, where)] = None
            else:
                parts += 1
                leaks.update((Leak(path, *hit), None) for hit in _in_part(piece.data, where, plan))
                if piece.note and plan.notes is not None and piece.data not in plan.notes:
                    leaks[Leak(path, "notes in the file of a picture", "notes", where)] = None
                if look and piece.data.startswith(PICTURES):
                    leaks.update((Leak(path, what, kind, f"{where} {seen}".strip(), card), None)
                                 for what, kind, seen, card in look(piece.data))  # fmt: skip
    return Searched(
        leaks=tuple(leaks),
        not_searched=tuple(skipped),
        unsearchable=plan.unsearchable,
        files=count,
        parts=parts,
        size_bytes=size,
    )


def _walk(part: Part, budget: Budget, depth: int) -> Iterator[Piece]:
    """Give a part and everything inside it, from the outside in."""
    yield part
    if depth >= MAX_DEPTH:
        yield Skipped(part.where, "too deep inside other files")
        return
    text = _text(part.data)
    written = embedded(text, part.where, budget) if text and "base64," in text else ()
    for piece in (*written, *pieces(part.data, part.where, budget)):
        if isinstance(piece, Part):
            # The innermost level of a picture's notes opens nothing further; only real nesting counts as depth.
            yield from _walk(piece, budget, depth + 1) if _opens(piece.data) else (piece,)
        else:
            yield piece


def _opens(data: bytes) -> bool:
    return data[:2] in (
        b"PK",
        b"WA",
        b"\x1f\x8b",
        b"\x89P",
        b"\xff\xd8",
        b"RI",
        b"%P",
        b"BZ",
        b"7z",
        b"Ra",
        b"\xfd7",
        b"\x28\xb5",
        b"\x1a\x45",
        b"FO",
    ) or data.startswith(SOUNDS) or is_film(data) or b"base64," in data or data[257:262] == b"ustar"


def _text(data: bytes) -> str | None:
    """Decode what is text; None for everything else."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:4096]:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


Hit = tuple[str, str, str, str]
"""What, kind, where, card."""


def _in_part(data: bytes, where: str, plan: Plan) -> Iterator[Hit]:
    text = _text(data)
    if text is not None:
        yield from _in_text(text, where, plan)
        for n, _, _ in plan.coded.find(data.translate(None, b"\r\n")):
            canary = plan.forms[n].canary
            yield canary.value, canary.kind, f"{where} base64".strip(), canary.card
        return
    lowered = data.lower()
    for n, start, end in plan.raw.find(lowered):
        if not plan.permitted(lowered, start, end) and (end - start >= 8 or _alone(lowered, start, end)):
            canary = plan.forms[n].canary
            yield canary.value, canary.kind, f"{where} bytes".strip(), canary.card
    if len(data) <= MOST_READABLE and not data.startswith(PICTURES):
        # Short notes of pictures are often text with a few control bytes around it.
        readable = re.sub(r"[\x00-\x08\x0e-\x1f\x7f]+", "\n", data.decode("utf-8", "replace"))
        yield from _in_text(readable, f"{where} bytes".strip(), plan)


def _in_text(text: str, where: str, plan: Plan) -> Iterator[Hit]:
    decoded = plan.lines.decoded(text)
    if decoded == text or not plan.plain:
        yield from _in_view(text, where, plan)
    if decoded != text:
        yield from _in_view(decoded, f"{where} decoded".strip(), plan)
    if "<" in decoded:
        bare = TAGS.sub("", decoded)
        if bare != decoded:
            yield from _in_view(bare, f"{where} without markup".strip(), plan)


def _in_view(text: str, where: str, plan: Plan) -> Iterator[Hit]:
    folded = plan.lines.folded(text)
    if "°" in folded:
        folded += "\n" + AROUND_SIGNS.sub(r"\1", folded)
    octets = folded.encode("utf-8", "replace")
    for n, start, end in plan.text.find(octets):
        form = plan.forms[n]
        if _edges(octets, start, end, form.edge) and not plan.permitted(octets, start, end):
            yield form.canary.value, form.canary.kind, where, form.canary.card
    if plan.short:
        for word in plan.short.keys() & set(WORD.findall(folded)):
            if word.encode() not in plan.allowed:
                yield plan.short[word].value, plan.short[word].kind, where, plan.short[word].card
    if plan.phones:
        for number in _numbers(octets):
            canary = plan.phones.get(number[-8:]) or (plan.phones.get(number) if len(number) == 7 else None)
            if canary:
                yield canary.value, canary.kind, where, canary.card


def _numbers(octets: bytes) -> Iterator[str]:
    """Long numbers of a folded text, as they stand and drawn together. Only stretches that hold seven digits close together are read."""
    # Below 0 an octet wraps round: only the ten digits are left below 10.
    at = np.flatnonzero(np.frombuffer(octets, dtype=np.uint8) - np.uint8(48) <= 9)
    if at.size < SHORTEST_NUMBER:
        return
    breaks = np.flatnonzero(np.diff(at) > FARTHEST_DIGIT) + 1
    firsts, ends = np.concatenate(([0], breaks)), np.concatenate((breaks, [at.size]))
    long = np.flatnonzero(ends - firsts >= SHORTEST_NUMBER)
    for first, end in zip(at[firsts[long]].tolist(), at[ends[long] - 1].tolist(), strict=True):
        # With what stands beside it, for a letter there makes it part of a word; half a letter at an edge is dropped.
        stretch = octets[max(0, first - 8) : end + 9].decode("utf-8", "ignore")
        for text in (stretch, AMONG_DIGITS.sub("", stretch)):
            yield from NUMBERS.findall(text)


def _edges(octets: bytes, start: int, end: int, edge: int) -> bool:
    if edge == START_OF_NUMBER:
        return not octets[max(0, start - 1) : start].isdigit()
    return edge != WHOLE or _alone(octets, start, end)


def _alone(octets: bytes, start: int, end: int) -> bool:
    """Say whether a hit is a word of its own; bytes of other scripts count as letters."""
    beside = octets[max(0, start - 1) : start] + octets[end : end + 1]
    return not any(byte >= 0x80 or chr(byte).isalnum() for byte in beside)
