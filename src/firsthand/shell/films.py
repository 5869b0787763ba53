"""
Films made safe to publish: shown again frame by frame, without any sound, by ffmpeg when it is installed.

Nothing but what is to be seen crosses over: no sound, no subtitles, no chapters, no position, no note of who filmed with what. ffmpeg
is given one file under a name of ours and told what it is, so that a list of other files is never followed; it has limits on memory, time
and what it writes, and none of our environment. Sound alone is never published: it is described, and its transcript is printed.

Source: ISO/IEC 14496-12, 4.3 (the brand box) and 12.1.3 (size in the sample entry); RFC 8794, 11.2.1 (the head of EBML).
"""

from __future__ import annotations

import shutil
import struct
import tempfile
from pathlib import Path

from firsthand.model.errors import Mistaken, Unavailable
from firsthand.shell.limited import MOST_BYTES, limited
from firsthand.shell.pictures import CleanPicture

LONGER_EDGE = 1280


def silent_film(data: bytes) -> CleanPicture:
    """
    A film without its sound, made anew: H.264 in MP4, at most `LONGER_EDGE` pixels on its longer edge.

    Raises:
        Mistaken: ``not-a-film``: neither MP4 nor Matroska or WebM.
        Unavailable: ``no-ffmpeg``, ``film-too-large``, ``film-broken``.
    """
    kind = _kind(data)
    if shutil.which("ffmpeg") is None:
        raise Unavailable("ffmpeg is not installed, and a film is published only without its sound.", code="no-ffmpeg",
                          advice="Install it, on Debian: apt install ffmpeg. Until then the film is described.")  # fmt: skip
    if len(data) > MOST_BYTES:
        raise Unavailable(f"The film has {len(data):,} bytes; at most {MOST_BYTES:,} are shown again.", code="film-too-large",
                          advice="Cut out the part that is needed, keep it beside the original, and describe the rest.")  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="firsthand-film-") as folder:
        taken, made = Path(folder) / "film", Path(folder) / "silent.mp4"
        taken.write_bytes(data)
        edge = f"scale=w='min({LONGER_EDGE},iw)':h='min({LONGER_EDGE},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2"
        limited(
            ["ffmpeg", "-nostdin", "-v", "error", "-protocol_whitelist", "file", "-f", kind, "-i", str(taken), "-map", "0:v:0",
             "-an", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1", "-vf", f"{edge},format=yuv420p",
             "-c:v", "libx264", "-preset", "veryfast", "-crf", "25", "-threads", "1", "-fflags", "+bitexact", "-flags:v", "+bitexact",
             "-bsf:v", "filter_units=remove_types=6", "-movflags", "+faststart", "-f", "mp4", str(made)],
            b"",
        )  # fmt: skip
        out = made.read_bytes() if made.exists() else b""
    at = out.find(b"avc1", out.find(b"stsd"))
    if at < 0:
        raise Unavailable("The film cannot be shown again: it is damaged, too long, or in a form that ffmpeg here does not know.",
                          code="film-broken", advice="Describe it in words, or ask for the file again.")  # fmt: skip
    width, height = struct.unpack_from(">HH", out, at + 28)
    return CleanPicture(data=out, width=width, height=height, mime="video/mp4")


def _kind(data: bytes) -> str:
    if data[4:8] == b"ftyp":
        return "mov"
    if data.startswith(b"\x1a\x45\xdf\xa3"):
        return "matroska"
    raise Mistaken("This is no film that is opened: MP4, MOV, Matroska and WebM are.", code="not-a-film", advice="Describe it in words.")
