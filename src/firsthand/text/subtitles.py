"""
Subtitles: SubRip (`.srt`), WebVTT (`.vtt`) and plain text, in and out.

WebVTT: W3C candidate recommendation of 4 April 2019. SubRip has no standard; what its own program writes is read, and
what others do: no numbers, dots for commas, hours left out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import NamedTuple

MOST_CUES = 50_000
MOST_TEXT = 4_000_000
"""Characters."""
MOST_BYTES = 4 * MOST_TEXT
MOST_MS = 1000 * 3600 * 1000

_TIME = r"(?:(\d{1,4}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})"
_ARROW = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}(?:[ \t].*)?$")
_TAG = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,100}\}")


_SPOKEN = re.compile(r"<\d\d:\d\d:\d\d\.\d{3}><c[.>]")
_LANGUAGE = re.compile(r"^Language:[ \t]*([A-Za-z]{2,3})\b", re.MULTILINE)


class Cue(NamedTuple):
    """Words and when they are heard: milliseconds from the beginning. Both -1: the time is not known."""

    start_ms: int
    end_ms: int
    text: str


def read_subtitles(text: str) -> tuple[list[Cue], list[str]]:
    """
    Read subtitles of either kind; a text without times becomes one cue without.

    Returns:
        The cues in the order of the file, and what could not be read, a sentence each.
    """
    text = text.removeprefix("\ufeff")
    problems: list[str] = []
    if len(text) > MOST_TEXT:
        problems.append(f"Only the first {MOST_TEXT:,} characters of {len(text):,} were read.")
        text = text[:MOST_TEXT]
    lines = re.split(r"\r\n|\r|\n", text)
    places = [n for n, line in enumerate(lines) if "-->" in line and _ARROW.match(line)]
    bad = [n for n, line in enumerate(lines) if "-->" in line and not _ARROW.match(line)]
    problems += [f"Line {n + 1} is no time: {lines[n].strip()[:60]}" for n in bad[:20]]
    if not places:
        words = text.strip()
        plain = words and not bad and not words.startswith("WEBVTT")
        return ([Cue(-1, -1, words)] if plain else []), problems
    vtt = lines[0].startswith("WEBVTT")
    cues: list[Cue] = []
    for n, place in enumerate(places):
        if len(cues) == MOST_CUES:
            problems.append(f"Only the first {MOST_CUES:,} of {len(places):,} cues were read.")
            break
        behind = places[n + 1] if n + 1 < len(places) else len(lines)
        start, end = _times(lines[place])
        words = _words(lines[place + 1 : behind], vtt=vtt, last=n + 1 == len(places))
        if end < start:
            problems.append(f"Line {place + 1}: it ends before it begins; the end was left out.")
            end = start
        if words:
            cues.append(Cue(start, end, words))
    return cues, problems


class Captions(NamedTuple):
    """
    The words of a file of subtitles.

    Attributes:
        lang: ISO 639 code as the file states it; empty when it does not.
        machine: Whether the file shows that a machine listened: each word has a time of its own. False says nothing.
        problems: What could not be read, a sentence each.
    """

    lang: str
    machine: bool
    cues: list[Cue]
    problems: list[str]


def read_captions(data: bytes) -> Captions:
    """Read a file of subtitles, UTF-8 or UTF-16; a file without times has no cues."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = data.decode("utf-16" if wide else "utf-8-sig", "replace").replace("\x00", "")
    cues, problems = read_subtitles(text)
    machine = bool(_SPOKEN.search(text))
    stated = _LANGUAGE.search(text[:400]) if text.startswith("WEBVTT") else None
    cues = [cue for cue in cues if cue.start_ms >= 0]
    if not cues:
        problems.append("It holds no words with times.")
    return Captions(stated[1].lower() if stated else "", machine, _unrolled(cues) if machine else cues, problems)


def _unrolled(cues: list[Cue]) -> list[Cue]:
    """Without the lines that roll up: a machine's cue says the last line of the cue before again."""
    told: list[Cue] = []
    last = ""
    for cue in cues:
        lines = cue.text.split("\n")
        fresh = lines[1:] if lines[0] == last else lines
        last = lines[-1]
        if fresh:
            told.append(cue._replace(text="\n".join(fresh)))
    return told


def write_srt(cues: Iterable[Cue]) -> str:
    """SubRip; a cue without times begins and ends at nought."""
    return "\n".join(
        f"{n}\n{_stamp(cue.start_ms, ',')} --> {_stamp(cue.end_ms, ',')}\n{_solid(cue.text)}\n" for n, cue in enumerate(cues, 1)
    )


def write_vtt(cues: Iterable[Cue], *, note: str = "") -> str:
    """WebVTT; `note` is a comment at its beginning, for example that a machine made it."""
    head = "WEBVTT\n\n" + (f"NOTE {_solid(note).replace('-->', '→')}\n\n" if note else "")
    return head + "\n".join(
        f"{_stamp(cue.start_ms, '.')} --> {_stamp(cue.end_ms, '.')}\n{html.escape(_solid(cue.text), quote=False)}\n" for cue in cues
    )


def time_code(milliseconds: int) -> str:
    """``1:02:03`` or ``02:03``, as print gives it; empty when the time is not known."""
    if milliseconds < 0:
        return ""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def _times(line: str) -> tuple[int, int]:
    found = _ARROW.match(line)
    assert found
    groups = found.groups()
    return _ms(groups[:4]), _ms(groups[4:])


def _ms(parts: Iterable[str | None]) -> int:
    hours, minutes, seconds, rest = (part or "0" for part in parts)
    return min((int(hours) * 3600 + int(minutes) * 60 + int(seconds)) * 1000 + int(rest.ljust(3, "0")), MOST_MS)


def _words(lines: list[str], *, vtt: bool, last: bool) -> str:
    """The words of a cue: up to the empty line that ends it, or, where none does, without the number of the next one."""
    words: list[str] = []
    for line in lines:
        if not line.strip():
            if words:
                break
            continue
        words.append(line)
    else:
        if words and not last and (vtt or words[-1].strip().isdigit()):
            words = words[:-1] if words[-1].strip().isdigit() else words
    plain = _TAG.sub("", "\n".join(line.strip() for line in words))
    return (html.unescape(plain) if vtt else plain).strip()


def _stamp(milliseconds: int, mark: str) -> str:
    seconds, rest = divmod(max(milliseconds, 0), 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{rest:03}"


def _solid(text: str) -> str:
    """Without empty lines, which would end the cue, and without an arrow, which would begin another."""
    return "\n".join(line.replace("-->", "→") for line in text.splitlines() if line.strip())
