"""What yt-dlp writes beside a film. All people and places are invented."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers.seam import Setting
from firsthand.readers.ytdlp import ADAPTER
from firsthand.testing.files import MemoryFiles

Reading = Item | Rejected | Gap


def film(**more: Any) -> dict[str, Any]:
    return {
        "id": "oRaDeSh-_01", "title": "Міст", "formats": [], "description": "закрито", "channel_id": "UC1", "uploader": "млин",
        "uploader_id": "@mill", "webpage_url": "https://www.youtube.com/watch?v=oRaDeSh-_01", "extractor": "youtube",
        "extractor_key": "Youtube", "timestamp": 1930000000, "upload_date": "20310227", **more,
    }  # fmt: skip


def comment(number: str = "Ugx1", **more: Any) -> dict[str, Any]:
    return {"id": number, "parent": "root", "text": "так", "author": "@amal", "author_id": "UC2",
            "timestamp": 1929990000, **more}  # fmt: skip


def read(document: Any, **beside: bytes) -> list[Reading]:
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    files = MemoryFiles({"film.info.json": data, **{name.replace("_", "."): body for name, body in beside.items()}})
    reader = ADAPTER.open(ADAPTER.options())
    return [one for find in reader.find(files) for one in reader.read(files, find, Setting())]


def posts(outs: list[Reading]) -> list[Any]:
    return [post for one in outs if isinstance(one, Item) for post in one.posts]


def gaps(outs: list[Reading]) -> list[str]:
    return [one.what for one in outs if isinstance(one, Gap)]


def test_title_and_description_are_both_the_persons_words() -> None:
    """Where a description begins with the title it stands alone; a made-up title is nobody's words."""
    tiktok = {"webpage_url": "https://www.tiktok.com/@o/video/7", "title": "o - дим", "description": "дим над млином"}

    texts = [posts(read(one))[0].text for one in (film(), film(description="Міст  закрито"), film(**tiktok))]

    assert texts == ["Міст\n\nзакрито", "Міст  закрито", "дим над млином"]


def test_comments_and_answers() -> None:
    """A comment answers the film, an answer the comment; a rough age never gives a precise time."""
    outs = read(
        film(
            comments=[
                comment(_time_text="2 years ago"),
                comment("Ugx1.9", parent="Ugx1", _time_text="3 days ago (edited)"),
            ]
        )
    )

    own, top, under = posts(outs)
    assert (top.reply_to, under.reply_to) == (own.id, "youtube:Ugx1")
    assert (top.posted.precision, under.posted.precision) == ("year", "day")
    assert (top.account, top.handle, under.marks) == ("youtube:UC2", "amal", ("edited",))
    assert top.url == "https://www.youtube.com/watch?v=oRaDeSh-_01&lc=Ugx1"


def test_every_comment_has_its_own_bytes() -> None:
    """The film's end where the list begins, so that each can be erased alone."""
    document = json.dumps(film(comments=[comment(), comment("Ugx2")], comment_count=2)).encode()
    found = [one for one in read(document) if isinstance(one, Item)]

    assert [document[one.start : one.start + one.length] == one.raw for one in found] == [True] * 3
    assert json.loads(found[1].raw)["id"] == "Ugx1"
    assert b"Ugx1" not in found[0].raw


@pytest.mark.parametrize("cut", [1.0, 0.9, 0.75])
def test_a_cut_document_gives_what_stood_before(cut: float) -> None:
    """The film is read from what is there; the cut is said."""
    document = json.dumps(film(comments=[comment(), comment("Ugx2")] * 3)).encode()
    outs = read(document[: int(len(document) * cut) - 1])

    assert posts(outs)[0].text == "Міст\n\nзакрито"
    assert any("ends before" in what for what in gaps(outs))


def test_what_lies_beside_is_linked_and_what_does_not_is_said() -> None:
    """By name: the film, subtitles by language, the picture; other films' files are theirs."""
    asked = {"requested_subtitles": {"ar": {"ext": "vtt"}, "uk": {"ext": "vtt"}, "en": {"ext": "srt", "data": "1"}}}

    outs = read(film(**asked), film_mp4=b"f", film_ar_vtt=b"WEBVTT", film_webp=b"p", filmstar_mp4=b"x")

    assert [(one.kind, one.name) for one in posts(outs)[0].media] == [
        ("video", "film.mp4"), ("image", "film.webp"), ("file", "film.ar.vtt"),
    ]  # fmt: skip
    assert gaps(outs) == ["subtitles (uk) of youtube:oRaDeSh-_01"]


@pytest.mark.parametrize(
    ("url", "extractor", "wanted"),
    [
        ("https://youtu.be/oRaDeSh-_01", "Youtube", "youtube:oRaDeSh-_01"),
        ("https://www.youtube.com/shorts/oRaDeSh-_01?x=1", "Youtube", "youtube:oRaDeSh-_01"),
        ("https://x.com/oleh/status/2000000000000000009/video/1", "Twitter", "x:2000000000000000009"),
        ("https://t.me/oradesh_news/77", "TelegramEmbed", "telegram:oradesh_news/77"),
        ("https://www.reddit.com/r/oradesh/comments/ab12c/dim/", "Reddit", "reddit:t3_ab12c"),
        ("https://www.instagram.com/reel/OrAd-_1/", "Instagram", "instagram:OrAd-_1"),
        ("https://films.example/9", "PeerTube", "peertube:oRaDeSh-_01"),
    ],
)
def test_the_same_film_has_the_id_that_other_routes_give(url: str, extractor: str, wanted: str) -> None:
    """The page's address knows best."""
    assert posts(read(film(webpage_url=url, extractor=extractor, extractor_key=extractor)))[0].id == wanted


def test_a_day_is_not_a_second() -> None:
    """Without a time stamp only the day is known."""
    without = film()
    del without["timestamp"]

    precise, rough = (posts(read(one))[0].posted for one in (film(), without))

    assert precise.at == datetime.fromtimestamp(1930000000, UTC)
    assert (rough.at, rough.precision, rough.stated) == (None, "day", "2031-02-27")


def test_real_descriptions(real_files: Callable[[str], MemoryFiles]) -> None:
    """A film, and a channel without films; the subtitle of another film is left alone."""
    files = real_files("youtube-ytdlp")
    reader = ADAPTER.open(ADAPTER.options())
    finds = reader.find(files)

    assert [find.members for find in finds] == [("channel_source_metadata.json",), ("example.info.json",)]
    outs = [one for find in finds for one in reader.read(files, find, Setting())]
    assert [type(one).__name__ for one in outs if not isinstance(one, Gap)] == ["Item", "Item"]
    assert [post.id for post in posts(outs)] == ["youtube:ABC123"]


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig"])
def test_other_encodings(codec: str) -> None:
    """Places are those of the file, whatever its encoding."""
    data = json.dumps(film(comments=[comment()])).encode(codec)

    outs = [one for one in read(data) if isinstance(one, Item)]

    assert [data[one.start : one.start + one.length] == one.raw for one in outs] == [True, True]
    assert [post.id for post in posts(list(outs))] == ["youtube:oRaDeSh-_01", "youtube:Ugx1"]
