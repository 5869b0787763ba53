"""Captures of Zeeschuimer, in both dialects. All people and places are invented."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers.seam import Setting
from firsthand.readers.zeeschuimer import ADAPTER
from firsthand.testing.files import MemoryFiles

Reading = Item | Rejected | Gap

LEGACY = {"id_str": "2000000000000000009", "full_text": "дим", "created_at": "Tue Mar 04 05:06:07 +0000 2031"}
TWEET = {"rest_id": "2000000000000000009", "core": {"user_results": {"result": {
    "rest_id": "70", "core": {"screen_name": "oleh", "name": "Олег"}}}}, "legacy": {**LEGACY, "user_id_str": "70"}}  # fmt: skip
FILM = {"id": "7", "desc": "хліб", "createTime": 1930000000, "author": {"id": "5", "uniqueId": "o.leh"}, "video": {}}


def envelope(platform: str, data: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"nav_index": "1:1:1", "item_id": 1, "timestamp_collected": 1930000000500, "source_platform": platform,
            "source_url": "u", "user_agent": "COLLECTOR", "data": data, **more}  # fmt: skip


def taken_in(line: dict[str, Any]) -> dict[str, Any]:
    """The same line after 4CAT."""
    return {**line["data"], "__import_meta": {key: value for key, value in line.items() if key != "data"}}


def read(*lines: Any) -> list[Reading]:
    data = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines).encode()
    reader, files = ADAPTER.open(ADAPTER.options()), MemoryFiles({"c.ndjson": data})
    return [one for find in reader.find(files) for one in reader.read(files, find, Setting())]


def posts(outs: list[Reading]) -> list[Any]:
    return [post for one in outs if isinstance(one, Item) for post in one.posts]


def test_both_dialects_read_alike() -> None:
    """What 4CAT did to a line changes nothing of the post."""
    lines = [envelope("twitter.com", TWEET), envelope("tiktok.com", FILM)]

    plain, changed = read(*lines), read(*(taken_in(line) for line in lines))

    assert posts(plain) == posts(changed)
    assert [post.id for post in posts(plain)] == ["x:2000000000000000009", "tiktok:7"]


def test_a_rounded_number_is_never_used() -> None:
    """Browsers round long numbers; the payload has the true one as text."""
    (post,) = posts(read(envelope("twitter.com", {**TWEET, "id": 2000000000000000000})))

    assert (post.id, post.url) == ("x:2000000000000000009", "https://x.com/oleh/status/2000000000000000009")


def test_the_capture_is_when_the_profile_was_seen() -> None:
    """Milliseconds; a later change of the line outranks the first sight of it."""
    (first,) = (one for one in read(envelope("twitter.com", TWEET)) if isinstance(one, Item))
    (later,) = (one for one in read(envelope("x.com", TWEET, last_updated=1930000009000)) if isinstance(one, Item))

    assert first.sightings[0].seen.at == datetime.fromtimestamp(1930000000.5, UTC)
    assert later.sightings[0].seen.at == datetime.fromtimestamp(1930000009, UTC)


def test_a_partial_picture_has_no_time() -> None:
    """A grid does not say when; that is unknown, not 1970."""
    grid = {
        "code": "Ab_-9",
        "__typename": "XIGPolarisPhotoMedia",
        "display_uri": "https://p.example/a",
        "_zs_partial": True,
    }

    (post,) = posts(read(envelope("instagram.com", grid)))

    assert (post.id, post.posted.at, post.posted.precision) == ("instagram:Ab_-9", None, "unknown")
    assert set(post.marks) == {"partial", "no-text"}


def test_names_that_were_taken_out_are_nobody() -> None:
    """`REDACTED` is not a person whom all these posts have in common."""
    blind = {**TWEET, "core": {"user_results": "REDACTED"}, "legacy": {**TWEET["legacy"], "user_id_str": "REDACTED"}}
    film = {**FILM, "author": "REDACTED", "nickname": "x"}

    found = posts(read(taken_in(envelope("twitter.com", blind)), taken_in(envelope("tiktok.com", film))))

    assert [(post.account, post.handle) for post in found] == [(None, None), (None, None)]


def test_other_platforms_and_broken_lines_are_rejected_with_a_reason() -> None:
    """The reason names the platform; the good lines stay."""
    outs = read(envelope("gab.com", {"id": "1"}), envelope("tiktok.com", FILM), '{"id": 3, "data', json.dumps({"x": 1}))

    assert [(one.n, one.code) for one in outs if isinstance(one, Rejected)] == [
        (1, "unknown-platform"), (3, "not-json"), (4, "unknown-platform"),
    ]  # fmt: skip
    assert "gab.com" in next(one.why for one in outs if isinstance(one, Rejected))
    assert len(posts(outs)) == 1


def test_a_comment_answers_the_film_or_the_comment() -> None:
    """`reply_id` 0 means the film."""
    comment = {
        "cid": "8",
        "aweme_id": "7",
        "reply_id": "0",
        "text": "так",
        "create_time": "1930000001",
        "user": {"uid": "6"},
    }

    top, under = posts(
        read(
            envelope("tiktok-comments", comment), envelope("tiktok-comments", {**comment, "cid": "9", "reply_id": "8"})
        )
    )

    assert (top.reply_to, under.reply_to) == ("tiktok:7", "tiktok:8")
    assert top.posted.at == datetime.fromtimestamp(1930000001, UTC)


def test_the_collector_is_not_carried_over() -> None:
    """What the browser calls itself points at the person who collected."""
    outs = read(envelope("twitter.com", TWEET))

    assert "COLLECTOR" not in repr([one.posts + one.sightings for one in outs if isinstance(one, Item)])
