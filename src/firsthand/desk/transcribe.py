"""Transcripts: what is said in a sound or a video, with time codes; a machine's stays a proposal until a person has listened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from firsthand.desk.ports import Desk, Reading
from firsthand.desk.reading import FAILURES
from firsthand.desk.record import record
from firsthand.desk.translate import made_by
from firsthand.ledger.entry import Entry
from firsthand.model.act import Act
from firsthand.model.actor import Actor
from firsthand.model.errors import Mistaken, NotFound, Unavailable
from firsthand.model.ids import Digest
from firsthand.model.reading import Gap
from firsthand.readers.seam import Files
from firsthand.text.subtitles import MOST_BYTES, MOST_CUES, MOST_TEXT, Captions, Cue

SUBTITLES = (".vtt", ".srt")
"""Endings of the files of subtitles that are read."""


def transcribe(desk: Desk, media: str, lang: str, cues: Sequence[Cue], *, tool: str = "", by: str = "", actor: Actor) -> Entry:
    """
    Write down what is heard in a medium.

    Args:
        media: Digest of a medium of a post.
        lang: ISO 639-1 code of what is spoken.
        cues: With times in milliseconds, or one without.
        tool: Name and version of the machine that listened; empty when a person did.
        by: Who listened, when another than the actor.

    Raises:
        Mistaken: No words, too many, or no language.
        NotFound: No post has this medium.
    """
    if not any(cue.text.strip() for cue in cues):
        raise Mistaken("A transcript needs words.", code="empty-transcript", advice="Give them with --text, or a .srt, .vtt or .txt file.")
    if len(cues) > MOST_CUES or sum(len(cue.text) for cue in cues) > MOST_TEXT:
        raise Mistaken("The transcript is too long.", code="transcript-too-long", advice="Split it.")
    if not 2 <= len(lang) <= 8:
        raise Mistaken(f"{lang!r} is no language code.", code="bad-language", advice="For example en, ar, uk.")
    if not desk.views.posts_with(media):
        raise NotFound(f"No post has a medium {media[:16]}.", code="no-media", advice="`firsthand posts --json` shows the digests.")
    fields = {
        "lang": lang, "cues": [[cue.start_ms, cue.end_ms, cue.text] for cue in cues], "tool": tool, "by": by or actor.name,
        "checked": not tool,
    }  # fmt: skip
    return record(desk, "transcribe", f"media:{media}", fields, actor=actor)


def check_transcript(desk: Desk, seq: int, *, cues: Sequence[Cue] = (), actor: Actor) -> Entry:
    """
    A person has listened and agrees, or, with `cues`, puts their own in its place.

    Raises:
        NotFound: There is no such transcript.
    """
    act = find_transcript(desk, seq)
    told = [[cue.start_ms, cue.end_ms, cue.text] for cue in cues] or act.detail["cues"]
    fields = {"lang": act.detail["lang"], "cues": told, "tool": act.detail["tool"], "by": made_by(act), "checked": True}
    return record(desk, "transcribe", act.subject, fields, actor=actor, about=str(seq))


def find_transcript(desk: Desk, seq: int) -> Act:
    """
    A transcript that stands.

    Raises:
        NotFound: There is none of that number.
    """
    found = next((one for one in desk.views.acts(kind="transcribe") if one.seq == seq and not one.undone), None)
    if found is None:
        raise NotFound(f"Entry {seq} is no transcript.", code="no-transcript", advice="`firsthand transcribe MEDIA` lists them.")
    return found


def transcripts(desk: Desk, media: str) -> list[Act]:
    """Transcripts of a medium that stand: the last of each language, checked ones first."""
    best: dict[str, Act] = {}
    for act in desk.views.acts(subject=f"media:{media}", kind="transcribe"):
        if act.undone:
            continue
        held = best.get(act.detail["lang"])
        if held is None or act.detail["checked"] or not held.detail["checked"]:
            best[act.detail["lang"]] = act
    return [best[lang] for lang in sorted(best)]


def cues_of(act: Act) -> list[Cue]:
    """The cues of a transcript."""
    return [Cue(start, end, text) for start, end, text in act.detail["cues"]]


def spoken(act: Act) -> str:
    """All words of a transcript, a line a cue: what a quotation is bound to."""
    return "\n".join(cue.text for cue in cues_of(act))


def heard_at(act: Act, start: int, end: int) -> tuple[int, int]:
    """
    When a stretch of `spoken` is heard.

    Args:
        start, end: Code points.

    Returns:
        Milliseconds of the first and the last cue that it touches; -1 where no time is known.
    """
    at, touched = 0, []
    for cue in cues_of(act):
        if at < end and start < at + max(len(cue.text), 1):
            touched.append(cue)
        at += len(cue.text) + 1
    return (touched[0].start_ms, touched[-1].end_ms) if touched else (-1, -1)


def captions_in(reading: Reading, files: Files, names: Mapping[str, Digest]) -> tuple[list[tuple[str, Captions]], list[Gap]]:
    """
    The words of the subtitles among the media of an import, by digest, and what is to be said about them.

    Args:
        names: Media and their digests.
    """
    found: list[tuple[str, Captions]] = []
    gaps: list[Gap] = []
    for name in sorted(names):
        if not name.lower().endswith(SUBTITLES):
            continue
        if files.size(name) > MOST_BYTES:
            gaps.append(Gap("subtitles", name, 0, f"more than {MOST_BYTES:,} bytes; kept, and not read"))
            continue
        try:
            got = reading.captions(files, name)
        except Unavailable as error:
            if error.code not in FAILURES:
                raise
            gaps.append(Gap("subtitles", name, 0, "the process that read them failed; they are kept"))
            continue
        gaps += [Gap("subtitles", name, 0, one) for one in got.problems[:5]]
        if got.cues:
            found.append((names[name], got))
    return found, gaps


def proposals(desk: Desk, media: Iterable[str]) -> list[dict[str, Any]]:
    """
    Subtitles among some media, as `row` shows transcripts: nobody of the desk has listened yet.

    Args:
        media: Digests.
    """
    return [
        {
            "entry": None, "media": one["digest"], "lang": one["lang"] or _lang_of(one["name"]), "cues": [
                {"start_ms": start, "end_ms": end, "text": text} for start, end, text in one["cues"]
            ],
            "by": f"subtitles in {one['name']}", "tool": "automatic captions" if one["machine"] else "", "checked": False, "at": None,
        }
        for one in desk.views.captions(media)
    ]  # fmt: skip


def everything_heard(desk: Desk, media: str) -> list[dict[str, Any]]:
    """Transcripts of a medium, then the subtitles that lie beside it in the same posts."""
    beside = desk.views.media_of(desk.views.posts_with(media))
    return [*(row(act) for act in transcripts(desk, media)), *proposals(desk, beside)]


def _lang_of(name: str) -> str:
    parts = name.rpartition("/")[2].split(".")
    stated = parts[-2].split("-")[0].lower() if len(parts) > 2 else ""
    return stated if 2 <= len(stated) <= 3 and stated.isascii() and stated.isalpha() else ""


def row(act: Act) -> dict[str, Any]:
    """A transcript for people and programs."""
    return {
        "entry": act.seq, "media": act.subject.removeprefix("media:"), "lang": act.detail["lang"],
        "cues": [{"start_ms": one.start_ms, "end_ms": one.end_ms, "text": one.text} for one in cues_of(act)],
        "by": made_by(act), "tool": act.detail["tool"], "checked": act.detail["checked"], "at": act.at.isoformat(),
    }  # fmt: skip
