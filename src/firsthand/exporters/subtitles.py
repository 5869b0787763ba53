"""
Words for sounds and videos of a story: what a person described, and the quoted words at their time codes, as WebVTT or SubRip.

Each card that carries a sound or a video has a file of its own, for each has a clock of its own. A description has no time: it stands in
the first five seconds, and is marked as one in WebVTT. Only words that the card quotes are in it, in the language of the page, so a
file is no transcript.

Source: WebVTT, W3C candidate recommendation of 4 April 2019; SubRip has no standard.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from firsthand.exporters.seam import Exporter, Handed, Made, Message, adapter
from firsthand.text.subtitles import Cue, write_srt, write_vtt

DESCRIBED_MS = 5_000
_CODES = re.compile(r"(?:(\d+):)?(\d\d):(\d\d)(?:–(?:(\d+):)?(\d\d):(\d\d))?")


def cues(message: Message) -> list[Cue]:
    """What is to be heard or seen, in order of time; empty for a card of written words alone."""
    found = [Cue(0, DESCRIBED_MS, one.description) for one in message.media if one.kind in ("video", "audio")]
    if hit := _CODES.fullmatch(message.heard):
        start, end = _ms(hit.groups()[:3]), _ms(hit.groups()[3:]) if hit[5] else 0
        found.append(Cue(start, max(end, start + 1_000), message.shown))
    return sorted(found)


def _ms(parts: Iterable[str | None]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in parts)
    return (hours * 3600 + minutes * 60 + seconds) * 1000


def _made(handed: Handed, ending: str, write: Callable[[list[Cue]], str], empty: str) -> Made:
    found = {f"{one.id}{ending}": [write(listed).encode("utf-8", "replace")] for one in handed.messages if (listed := cues(one))}
    silent = sum(not cues(one) for one in handed.messages)
    left = (f"{silent} messages: they carry no sound and no video.",) if silent else ()
    return Made(files=found or {f"none{ending}": [empty.encode()]}, left_out=left)


def make_vtt(handed: Handed) -> Made:
    """A file for each card with a sound or a video."""
    note = f"Descriptions and quoted words, in {handed.printed.edition.language}; no transcript."
    return _made(handed, ".vtt", lambda listed: write_vtt(listed, note=note), "WEBVTT\n\nNOTE No card carries a sound or a video.\n")


def make_srt(handed: Handed) -> Made:
    """A file for each card with a sound or a video."""
    return _made(handed, ".srt", write_srt, "")


_LOSSES = ("Words of a sound or video that no card quotes.", "The sounds and videos themselves.")
_USE = "Players, and people who do not hear or see."

ADAPTERS = (
    adapter("vtt", "Descriptions and quoted words of sounds and videos as WebVTT.", Exporter(
        ending=".vtt", make=make_vtt, use=_USE, licence="W3C, open.", proof="Read back by webvtt-py, and by our own reader.",
    ), losses=_LOSSES),
    adapter("srt", "Descriptions and quoted words of sounds and videos as SubRip.", Exporter(
        ending=".srt", make=make_srt, use=_USE, licence="No standard.", proof="Read back by the package srt, and by our own reader.",
    ), losses=_LOSSES),
)  # fmt: skip
