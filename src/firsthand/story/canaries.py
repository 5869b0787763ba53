"""
What must not appear, in every spelling that it may take in a file.

A canary is a thing that would expose somebody. `Plan` holds all forms of all canaries, ready to be sought in one pass
(`story/needles.py`): folded text, numbers drawn together, slugs, positions in degrees, base64 at each of its three
alignments, and raw bytes in the encodings that files use.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from firsthand.story.folding import Lines, decoded_text, folded_text
from firsthand.story.needles import Needles

KINDS = (
    "handle", "name", "native-id", "url", "phone", "email", "address", "coordinates", "words",
    "file-name", "gps", "device", "time",
)  # fmt: skip


class Canary(NamedTuple):
    """
    Something that must not appear.

    Attributes:
        kind: One of `KINDS`. ``phone`` is compared by its digits; ``gps`` and ``coordinates`` of the form
            ``LAT, LON`` in decimal degrees are sought as decimals and as degrees and minutes; ``words`` by runs of
            five words, so that an excerpt is found too.
        value: As it stands in the evidence.
        card: The card that it belongs to; empty when it belongs to none.
    """

    kind: str
    value: str
    card: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Canaries:
    """
    What to look for, and what may print all the same.

    Attributes:
        hidden: Everything that could expose somebody.
        allowed: Exact strings that consent and the plan allow: a hit inside one of them is no leak.
        notes: Notes of pictures that we wrote ourselves; any other note is a leak. None: notes are only searched.
    """

    hidden: tuple[Canary, ...]
    allowed: tuple[str, ...] = ()
    notes: frozenset[bytes] | None = None


# --- how a page is read ----------------------------------------------------------------------------------------------

TAGS = re.compile(r"<[^<>]{0,4000}>")
AMONG_DIGITS = re.compile(r"(?<=\d)[ .()/-]{1,3}(?=\d)")
NUMBERS = re.compile(r"(?<!\w)\d{7,17}(?!\w)")
WORD = re.compile(r"[\w@]+")
AROUND_SIGNS = re.compile(r" ?([°º'′\"″]) ?")


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

WHOLE, START_OF_NUMBER = 1, 2
MAX_RUNS = 2_000
"""Runs of words of one text that are sought; a longer text is given away by its first words as well."""


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a canary; `edge` says what must not stand beside it."""

    canary: Canary
    folded: str
    edge: int = 0


def _forms(canary: Canary) -> Iterator[Form]:
    value = folded_text(canary.value).strip()
    if canary.kind in ("gps", "coordinates"):
        yield from (Form(canary, form, START_OF_NUMBER) for form in _position_forms(value))
    if canary.kind == "words":
        words = value.split(" ")
        if len(value) < 8:
            return  # two short words stand everywhere
        runs = [" ".join(words[i : i + 5]) for i in range(len(words) - 4)][:MAX_RUNS] or [value]
        yield from (Form(canary, run) for run in dict.fromkeys(runs))
        return
    if canary.kind == "url":
        value = re.sub(r"^https?://(?:www\.|m\.|mobile\.)?", "", value).rstrip("/")
        value = folded_text(decoded_text(value))
    if canary.kind == "handle":
        value = value.removeprefix("@")
    whole = WHOLE if len(value) < 4 or value in _COMMON or (canary.kind == "handle" and len(value) < 6) else 0
    yield Form(canary, value, whole or (START_OF_NUMBER if value[:1].isdigit() else 0))
    if canary.kind in ("name", "address", "file-name", "device") and " " in value:
        # As a slug or a part of an address a name has other joints.
        yield from (Form(canary, joined) for joint in "-_+" if len(joined := value.replace(" ", joint)) >= 6)


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


class Plan:
    """
    All forms of all canaries, ready to be sought. Made once per run.

    `plain`: no form holds a sign of an escape, so that what stands in a text also stands in it with its escapes undone.
    """

    def __init__(self, canaries: Canaries) -> None:
        self.notes = canaries.notes
        self.lines = Lines()
        allowed = tuple(folded_text(text).strip() for text in canaries.allowed)
        self.allowed = tuple(text.encode() for text in allowed if text)
        self.forms: list[Form] = []
        self.phones: dict[str, Canary] = {}
        self.short: dict[str, Canary] = {}
        unsearchable = []
        for canary in {(one.kind, one.value): one for one in reversed(canaries.hidden)}.values():
            if folded_text(canary.value).strip() in allowed:
                continue
            if not self._add(canary):
                unsearchable.append(canary)
        self.unsearchable = tuple(unsearchable)
        self.plain = not any(sign in form.folded for form in self.forms for sign in "%&\\")
        self.text = Needles((form.folded.encode(), n) for n, form in enumerate(self.forms))
        self.raw = Needles(
            (needle, n) for n, form in enumerate(self.forms) for needle in _raw(form.canary.value) if len(needle) >= 6
        )

        self.coded = Needles((needle, n) for n, form in enumerate(self.forms) for needle in _coded(form.canary))

    def _add(self, canary: Canary) -> bool:
        if canary.kind == "phone":
            digits = re.sub(r"\D", "", folded_text(canary.value))
            if len(digits) >= 7:
                # National and international spellings share their last digits.
                self.phones[digits[-8:]] = canary
                return True
        forms = [form for form in _forms(canary) if _searchable(form.folded)]
        for form in forms:
            if len(form.folded.encode()) < 4 or (form.edge == WHOLE and len(form.folded) < 4):
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


def _coded(canary: Canary) -> set[bytes]:
    """Spell a canary as it stands inside base64, wherever it begins there: at one of three places within a group."""
    values = [canary.value.removeprefix("@")]
    if canary.kind == "words":
        values = [canary.value[at : at + 40] for at in range(0, min(len(canary.value), 800), 40)]
    found = set()
    for data in (value.encode("utf-8", "replace") for value in values):
        for before in range(3):
            whole = base64.b64encode(bytes(before) + data)
            # The first and the last characters depend on what stands beside; those between do not.
            core = whole[(0, 2, 3)[before] : (before + len(data)) * 8 // 6]
            if len(core) >= 8:
                found |= {core, core.translate(bytes.maketrans(b"+/", b"-_"))}
    return found


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


