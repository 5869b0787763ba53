"""The same film in several posts, told by frames that FFmpeg takes out; skipped where it is not installed."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from firsthand.shell import ffmpeg
from firsthand.shell.glance import Glance
from firsthand.testing.world import SmallCase

pytestmark = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="FFmpeg is not installed")


def drawn(folder: Path, name: str, *options: str) -> bytes:
    """A film of two scenes, four seconds long."""
    scenes = "testsrc2=size=160x120:rate=4,trim=duration=2[a];mandelbrot=size=160x120:rate=4,trim=duration=2[b];[a][b]concat=n=2:v=1"
    made(folder / name, "-f", "lavfi", "-i", scenes, *options)
    return (folder / name).read_bytes()


def made(path: Path, *arguments: str) -> None:
    """Run FFmpeg."""
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", *arguments, str(path)], check=True)


def test_copies_and_stills_of_a_film_are_found(small: SmallCase, run: Any, tmp_path: Path) -> None:
    """Made smaller, in another format, or as a picture of one frame; another film and a broken one stand alone, and so do marks kept."""
    first = drawn(tmp_path, "a.mp4", "-c:v", "mpeg4")
    made(tmp_path / "c.jpg", "-ss", "3", "-i", str(tmp_path / "a.mp4"), "-frames:v", "1")
    made(tmp_path / "d.mp4", "-f", "lavfi", "-i", "smptebars=size=160x120:rate=4,trim=duration=2", "-c:v", "mpeg4")
    files = {
        "a.mp4": first, "b.mov": drawn(tmp_path, "b.mov", "-vf", "scale=80:60", "-c:v", "mjpeg"),
        "c.jpg": (tmp_path / "c.jpg").read_bytes(), "d.mp4": (tmp_path / "d.mp4").read_bytes(),
        "e.mp4": b"\x00\x00\x00\x20ftypisom no film",
    }  # fmt: skip
    with zipfile.ZipFile(tmp_path / "chat.zip", "w") as archive:
        lines = [f"[14.03.41, 09:4{at}:00] سمير: \u200e<attached: {name}>\n" for at, name in enumerate(files)]
        archive.writestr("_chat.txt", "".join(lines))
        for name, data in files.items():
            archive.writestr(name, data)
    run("collect", tmp_path / "chat.zip")

    assert run("screen", "--only", "copies-of-pictures").code == 0
    posts = [one["id"] for one in run("posts", "", "--order", "oldest", "--json").lines]
    shown = run("show", posts[0], "--json").json["same_pictures"]

    assert [(place["post"], place["how"]) for place in shown[0]["elsewhere"]] == [(posts[1], "frame"), (posts[2], "frame")]
    assert [run("show", post, "--json").json["same_pictures"] for post in posts[3:]] == [[], []]
    assert [one["id"] for one in run("posts", f"image:{posts[2]}", "--order", "oldest", "--json").lines] == posts[:3]
    assert run("screen", "--only", "copies-of-pictures", "--json").json["steps"][0]["rows"] == len(files)


def test_films_wait_until_there_is_a_program(small: SmallCase, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where FFmpeg is missing nothing is noted of a film, so that it is looked at when there is one."""
    with zipfile.ZipFile(tmp_path / "chat.zip", "w") as archive:
        archive.writestr("_chat.txt", "[14.03.41, 09:40:00] Lina: \u200e<attached: a.mp4>\n")
        archive.writestr("a.mp4", drawn(tmp_path, "a.mp4", "-c:v", "mpeg4"))
    run("collect", tmp_path / "chat.zip")

    monkeypatch.setattr(ffmpeg, "installed", lambda: False)
    without = run("screen", "--only", "copies-of-pictures", "--json").json["steps"][0]["rows"]
    monkeypatch.undo()

    assert without == 0
    assert Glance().opens_films()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"nothing", b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", b"ffconcat version 1.0\nfile /etc/hostname\n",
        b"RIFF\xff\xff\xff\xffAVI LIST",
    ],
)
def test_what_is_no_film_gives_no_frame(tmp_path: Path, data: bytes) -> None:
    """Also a playlist, which would name other files."""
    (tmp_path / "x").write_bytes(data)

    with (tmp_path / "x").open("rb") as file:
        assert ffmpeg.frames(file) == []


def test_a_film_that_is_too_large_or_long_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first seconds are looked at; of a file above the limit nothing."""
    drawn(tmp_path, "a.mp4", "-c:v", "mpeg4")
    with (tmp_path / "a.mp4").open("rb") as file:
        monkeypatch.setattr(ffmpeg, "SECONDS", 2)
        assert len(ffmpeg.frames(file)) == 2
        monkeypatch.setattr(ffmpeg, "MOST_BYTES", 10)
        assert ffmpeg.frames(file) == []
    assert ffmpeg.frames(_Large()) == []


class _Large(io.BytesIO):
    """Says that it is larger than any limit."""

    def seek(self, at: int, whence: int = 0) -> int:
        return 1 << 60
