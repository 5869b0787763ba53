"""
The leak test: every output byte is read for what must not be in it.

Canaries are the things that would expose somebody. Each file is searched as bytes, as folded text, with entities,
percent signs and JSON escapes undone, with markup taken out, and with digits drawn together; archives and pictures are
opened (`story/unpack.py`). Names of files count as output.

Theory of operation: all forms of all canaries are sought in one pass (`story/needles.py`), so that the test can run
every time. A hit inside a string that is allowed to print is no leak.

Not found: what a picture shows; words drawn in a picture or spoken; packed PDF streams, and archives other than zip and
gzip (both are listed as not searched); base64 outside ``data:`` addresses; a canary in a translation or transcription.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from firsthand.story.needles import Needles
from firsthand.story.unpack import MAX_DEPTH, Budget, Found, Part, Piece, Skipped, embedded, pieces
from firsthand.text.fold import fold

KINDS = (
    "handle", "name", "native-id", "url", "phone", "email", "address", "coordinates", "words",
    "file-name", "gps", "device",
)  # fmt: skip


class Canary(NamedTuple):
    """
    Something that must not appear.

    Attributes:
        kind: One of `KINDS`. ``phone`` is compared by its digits; ``gps`` and ``coordinates`` of the form
            ``LAT, LON`` in decimal degrees are sought as decimals and as degrees and minutes; ``words`` by runs of
            five words, so that an excerpt is found too.
        value: As it stands in the evidence.
    """

    kind: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Canaries:
    """
    What to look for, and what may print all the same.

    Attributes:
        hidden: Everything that could expose somebody.
        allowed: Exact strings that consent and the plan allow: a hit inside one of them is no leak.
    """

    hidden: tuple[Canary, ...]
    allowed: tuple[str, ...] = ()


class Leak(NamedTuple):
    """
    A canary in an output file.

    Attributes:
        path: The output file.
        what: The canary as it stands in the evidence; for ``thumbnail`` and ``gps`` tags what was met.
        kind: One of `KINDS`, or ``thumbnail``.
        where: The part of the file and the reading in which it was found.
    """

    path: str
    what: str
    kind: str
    where: str


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


# --- folding ---------------------------------------------------------------------------------------------------------

_DROP = re.compile(
    "[\u00ad\u0300-\u036f\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)
# Dashes and signs that texts spell in many ways; letters and digits are brought together by `text.fold`.
_SIGNS = str.maketrans({"٫": ".", **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")})
_GAPS = re.compile(r"\s+")


def _folded(text: str) -> str:
    """Bring spellings together: those of `text.fold`, and all accents, dashes and white space too."""
    # Stronger than a search: who hides a name writes й as и, and what is found too much only costs a look.
    if not text.isascii():
        text = _DROP.sub("", unicodedata.normalize("NFKD", text.replace("º", "°"))).translate(_SIGNS)
    return _GAPS.sub(" ", fold(text))


_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?|x([0-9a-fA-F]{2})|([\"/\\nrtbf]))")


def _unescaped(m: re.Match[str]) -> str:
    if m[4]:
        return {"n": "\n", "r": "\r", "t": "\t", "b": " ", "f": " "}.get(m[4], m[4])
    code = int(m[1] or m[3], 16)
    if m[2]:
        code = 0x10000 + ((code - 0xD800) << 10) + int(m[2], 16) - 0xDC00 if 0xD800 <= code < 0xDC00 else code
    return chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd"


_PERCENT = re.compile("(?:%[0-9a-fA-F]{2})+")


def _unquoted(m: re.Match[str]) -> str:
    return bytes.fromhex(m[0].replace("%", "")).decode("utf-8", "replace")


def _decoded(text: str) -> str:
    """Undo entities, percent signs and JSON escapes, twice, because pages hold escaped JSON inside attributes."""
    for _ in range(2):
        before = text
        if "\\" in text:
            text = _ESCAPE.sub(_unescaped, text)
        if "&" in text:
            text = html.unescape(text)
        if "%" in text:
            text = _PERCENT.sub(_unquoted, text)
        if text == before:
            break
    return text


_TAGS = re.compile(r"<[^<>]{0,4000}>")
_AMONG_DIGITS = re.compile(r"(?<=\d)[ .()/-]{1,3}(?=\d)")
_NUMBERS = re.compile(r"(?<!\w)\d{7,17}(?!\w)")
_WORD = re.compile(r"[\w@]+")
_AROUND_SIGNS = re.compile(r" ?([°º'′\"″]) ?")


# --- what to look for ------------------------------------------------------------------------------------------------

_COMMON = frozenset(
    [
        "hope",
        "grace",
        "mark",
        "will",
        "joy",
        "faith",
        "rose",
        "may",
        "june",
        "april",
        "august",
        "amal",
        "nour",
        "noor",
        "iman",
        "sham",
        "home",
        "news",
        "help",
        "info",
        "test",
        "user",
        "admin",
        "water",
        "river",
        "bridge",
        "mill",
        "image",
        "photo",
        "video",
        "file",
        "post",
        "story",
        "here",
        "said",
        "with",
        "that",
        "this",
        "from",
    ]
)
"""Words that are also names: sought as whole words only."""

_WHOLE, _START_OF_NUMBER = 1, 2


@dataclass(frozen=True, slots=True)
class _Form:
    """One spelling of a canary; `edge` says what must not stand beside it."""

    canary: Canary
    folded: str
    edge: int = 0


def _forms(canary: Canary) -> Iterator[_Form]:
    value = _folded(canary.value).strip()
    if canary.kind in ("gps", "coordinates"):
        yield from (_Form(canary, form, _START_OF_NUMBER) for form in _position_forms(value))
    if canary.kind == "words":
        words = value.split(" ")
        runs = [" ".join(words[i : i + 5]) for i in range(0, len(words) - 4, 5)] or [value]
        yield from (_Form(canary, run) for run in runs)
        return
    if canary.kind == "url":
        value = re.sub(r"^https?://(?:www\.|m\.|mobile\.)?", "", value).rstrip("/")
        value = _folded(_decoded(value))
    if canary.kind == "handle":
        value = value.removeprefix("@")
    whole = _WHOLE if len(value) < 4 or value in _COMMON or (canary.kind == "handle" and len(value) < 6) else 0
    yield _Form(canary, value, whole or (_START_OF_NUMBER if value[:1].isdigit() else 0))
    if canary.kind in ("name", "address", "file-name", "device") and " " in value:
        # As a slug or a part of an address a name has other joints.
        yield from (_Form(canary, joined) for joint in "-_+" if len(joined := value.replace(" ", joint)) >= 6)


def _position_forms(value: str) -> Iterator[str]:
    """Spell a pair of decimal degrees as it may come back: cut to three decimals, and in degrees and minutes."""
    numbers = re.findall(r"[-+]?(\d{1,3})\.(\d{3,})", value)
    for whole, decimals in numbers:
        yield f"{whole}.{decimals[:3]}"
        yield str(Decimal(f"{whole}.{decimals}").quantize(Decimal("0.001"), ROUND_HALF_UP))
        minutes = float(f"0.{decimals}") * 60
        yield f"{whole}°{int(minutes)}'{int(minutes % 1 * 60)}"
        yield f"{whole}°{int(minutes):02d}'{int(minutes % 1 * 60):02d}"
        yield f"{whole}°{minutes:.2f}"[:-1]


def _searchable(form: str) -> bool:
    return len(form) > 1 and not (form.isdigit() and len(form) < 5)


class _Plan:
    """All forms of all canaries, ready to be sought. Made once per run."""

    def __init__(self, canaries: Canaries) -> None:
        allowed = tuple(_folded(text).strip() for text in canaries.allowed)
        self.allowed = tuple(text.encode() for text in allowed if text)
        self.forms: list[_Form] = []
        self.phones: dict[str, Canary] = {}
        self.short: dict[str, Canary] = {}
        unsearchable = []
        for canary in dict.fromkeys(canaries.hidden):
            if _folded(canary.value).strip() in allowed:
                continue
            if not self._add(canary):
                unsearchable.append(canary)
        self.unsearchable = tuple(unsearchable)
        self.text = Needles((form.folded.encode(), n) for n, form in enumerate(self.forms))
        self.raw = Needles(
            (needle, n) for n, form in enumerate(self.forms) for needle in _raw(form.canary.value) if len(needle) >= 6
        )

    def _add(self, canary: Canary) -> bool:
        if canary.kind == "phone":
            digits = re.sub(r"\D", "", _folded(canary.value))
            if len(digits) >= 7:
                # National and international spellings share their last digits.
                self.phones[digits[-8:]] = canary
                return True
        forms = [form for form in _forms(canary) if _searchable(form.folded)]
        for form in forms:
            if len(form.folded.encode()) < 4 or (form.edge == _WHOLE and len(form.folded) < 4):
                self.short[form.folded] = canary
            else:
                self.forms.append(form)
        return bool(forms)

    def permitted(self, text: bytes, start: int, end: int) -> bool:
        """Say whether a hit stands inside a string that is allowed."""
        needle = text[start:end]
        for allowed in self.allowed:
            at = allowed.find(needle)
            while at >= 0:
                if text.startswith(allowed, start - at) and start >= at:
                    return True
                at = allowed.find(needle, at + 1)
        return False


def _raw(value: str) -> set[bytes]:
    """Spell a canary as it may stand in bytes that are no text."""
    spellings = {value, value.lower(), unicodedata.normalize("NFD", value)}
    raw = {spelling.encode("utf-8").lower() for spelling in spellings}
    for codec in ("utf-16-le", "utf-16-be"):
        raw |= {spelling.encode(codec).lower() for spelling in spellings}
    for codec in ("latin-1", "cp1251", "cp1256"):
        try:
            raw.add(value.encode(codec).lower())
        except UnicodeEncodeError:
            continue
    return raw


# --- the search ------------------------------------------------------------------------------------------------------


def search(files: Iterable[tuple[str, bytes]], canaries: Canaries) -> Searched:
    """
    Read every byte of the output for what must not be in it.

    Args:
        files: Path inside the output, and content; read once, one at a time.
        canaries: What to look for.

    Returns:
        Leaks in the order of the files; of one canary only the first place in each part and reading. No leaks with
        something in `not_searched` is not a clean bill.
    """
    plan = _Plan(canaries)
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
    inside = embedded(text, part.where, budget) if text and "base64," in text else pieces(part.data, part.where, budget)
    for piece in inside:
        if isinstance(piece, Part):
            # The innermost level of a picture's notes opens nothing further; only real nesting counts as depth.
            yield from _walk(piece, budget, depth + 1) if _opens(piece.data) else (piece,)
        else:
            yield piece


def _opens(data: bytes) -> bool:
    return data[:2] in (
        b"PK",
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
    ) or (b"base64," in data)


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


_Hit = tuple[str, str, str]
"""What, kind, where."""


def _in_part(data: bytes, where: str, plan: _Plan) -> Iterator[_Hit]:
    text = _text(data)
    if text is not None:
        yield from _in_text(text, where, plan)
        return
    lowered = data.lower()
    for n, start, end in plan.raw.find(lowered):
        if not plan.permitted(lowered, start, end) and (end - start >= 8 or _alone(lowered, start, end)):
            canary = plan.forms[n].canary
            yield canary.value, canary.kind, f"{where} bytes".strip()
    if len(data) <= 1_000_000:
        # Short notes of pictures are often text with a few control bytes around it.
        readable = re.sub(r"[\x00-\x08\x0e-\x1f\x7f]+", "\n", data.decode("utf-8", "replace"))
        yield from _in_text(readable, f"{where} bytes".strip(), plan)


def _in_text(text: str, where: str, plan: _Plan) -> Iterator[_Hit]:
    yield from _in_view(text, where, plan)
    decoded = _decoded(text)
    if decoded != text:
        yield from _in_view(decoded, f"{where} decoded".strip(), plan)
    if "<" in decoded:
        bare = _TAGS.sub("", decoded)
        if bare != decoded:
            yield from _in_view(bare, f"{where} without markup".strip(), plan)


def _in_view(text: str, where: str, plan: _Plan) -> Iterator[_Hit]:
    folded = _folded(text)
    if "°" in folded:
        folded += "\n" + _AROUND_SIGNS.sub(r"\1", folded)
    octets = folded.encode("utf-8", "replace")
    for n, start, end in plan.text.find(octets):
        form = plan.forms[n]
        if _edges(octets, start, end, form.edge) and not plan.permitted(octets, start, end):
            yield form.canary.value, form.canary.kind, where
    if plan.short:
        for word in plan.short.keys() & set(_WORD.findall(folded)):
            if word.encode() not in plan.allowed:
                yield plan.short[word].value, plan.short[word].kind, where
    if plan.phones:
        yield from _in_digits(folded, where, plan)


def _in_digits(folded: str, where: str, plan: _Plan) -> Iterator[_Hit]:
    for text in (folded, _AMONG_DIGITS.sub("", folded)):
        for number in _NUMBERS.findall(text):
            canary = plan.phones.get(number[-8:]) or (plan.phones.get(number) if len(number) == 7 else None)
            if canary:
                yield canary.value, canary.kind, where


def _edges(octets: bytes, start: int, end: int, edge: int) -> bool:
    if edge == _START_OF_NUMBER:
        return not octets[max(0, start - 1) : start].isdigit()
    return edge != _WHOLE or _alone(octets, start, end)


def _alone(octets: bytes, start: int, end: int) -> bool:
    """Say whether a hit is a word of its own; bytes of other scripts count as letters."""
    beside = octets[max(0, start - 1) : start] + octets[end : end + 1]
    return not any(byte >= 0x80 or chr(byte).isalnum() for byte in beside)
