"""
Frames of films by FFmpeg, where it is installed: small, grey, one a second, in a process with limits.

Only films that carry themselves are opened: no playlist, no list of other files, no address. Nothing is written to a disk.
"""

from __future__ import annotations

import shutil
from typing import BinaryIO

from firsthand.find.pictures import GRID
from firsthand.shell.limited import begun_on

SECONDS = 60
"""Of a film that are looked at, from its beginning; one frame of each."""
MOST_BYTES = 2 << 30
"""Of a film; a larger one is left out."""

_FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,flv,ogg,asf"
_FRAME = GRID * GRID


def installed() -> bool:
    """Whether there is FFmpeg."""
    return shutil.which("ffmpeg") is not None


def frames(film: BinaryIO) -> list[bytes]:
    """
    Frames of a film, each as 32 x 32 bytes of grey; none when it cannot be opened, is too large or takes too long.

    Args:
        film: A file of the disk: FFmpeg jumps about in it.
    """
    if film.seek(0, 2) > MOST_BYTES:
        return []
    film.seek(0)
    command = [
        "ffmpeg", "-nostdin", "-v", "quiet", "-threads", "1", "-protocol_whitelist", "file", "-format_whitelist", _FORMATS,
        "-t", str(SECONDS), "-i", "file:/dev/stdin", "-map", "0:v:0", "-frames:v", str(SECONDS), "-threads", "1",
        "-vf", f"fps=1,scale={GRID}:{GRID}:flags=area,format=gray", "-f", "rawvideo", "pipe:1",
    ]  # fmt: skip
    told = begun_on(command, film)[: SECONDS * _FRAME]
    return [told[at : at + _FRAME] for at in range(0, len(told) - _FRAME + 1, _FRAME)]
