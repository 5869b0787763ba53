"""Records of the X API v1.1. All people and places are invented."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.moment import Moment
from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers.seam import Setting
from firsthand.readers.twitter_v1 import ADAPTER
from firsthand.testing.files import MemoryFiles

Reading = Item | Rejected | Gap


def user(native: int = 70, **more: Any) -> dict[str, Any]:
    return {
        "id": native, "id_str": str(native), "screen_name": f"oleh_{native}", "name": "Олег", "location": "Орадеш",
        "description": "tea &amp; trams", "url": "https://t.co/u", "followers_count": 3, "friends_count": 4,
        "statuses_count": 5, "created_at": "Mon Feb 02 01:02:03 +0000 2009", "verified": False, "protected": True,
        "entities": {"url": {"urls": [{"url": "https://t.co/u", "expanded_url": "https://oleh.example"}]}}, **more,
    }  # fmt: skip


def tweet(native: int = 1001, text: str = "тут тихо", **more: Any) -> dict[str, Any]:
    return {
        "created_at": "Tue Mar 04 05:06:07 +0000 2031", "id": native, "id_str": str(native), "text": text,
        "truncated": False, "user": user(), "lang": "uk", "place": None, "entities": {"hashtags": []}, **more,
    }  # fmt: skip


def as_bytes(*rows: Any) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def read(data: bytes) -> list[Reading]:
    files = MemoryFiles({"a.json": data})
    reader = ADAPTER.open(ADAPTER.options())
    found = [out for find in reader.find(files) for out in reader.read(files, find, Setting())]
    for out in found:
        assert isinstance(out, Gap) or data[out.start : out.start + out.length] == out.raw
    return found


def kinds(found: list[Reading]) -> list[str]:
    return [type(out).__name__ if isinstance(out, Item) else out.code for out in found]


def item(row: Any) -> Item:
    (found,) = read(as_bytes(row))
    assert isinstance(found, Item)
    return found


def test_a_post_and_its_author() -> None:
    """English dates, links to other posts, media, place and withholding are read; the author is a sighting."""
    row = tweet(
        text="a &lt;b&gt; \u202e\u0627 🕊️", possibly_sensitive=True, in_reply_to_status_id_str="9",
        quoted_status_id=8, place={"full_name": "Oradesh"}, withheld_in_countries=["TR"], withheld_copyright=True,
        extended_entities={"media": [
            {"type": "photo", "media_url_https": "https://pic.example/1.jpg", "ext_alt_text": "شارع"},
            {"type": "animated_gif", "media_url": "http://pic.example/2.jpg",
             "video_info": {"variants": [{"bitrate": 0, "url": "https://v.example/2.mp4"}]}}]},
    )  # fmt: skip

    found = item(row)
    post, sighting = found.posts[0], found.sightings[0]

    assert (post.id, post.account, post.handle, post.name) == ("x:1001", "x:70", "oleh_70", "Олег")
    assert post.text == "a <b> \u202e\u0627 🕊️"
    assert post.posted == Moment(datetime(2031, 3, 4, 5, 6, 7, tzinfo=UTC))
    assert (post.reply_to, post.quotes, post.place, post.lang) == ("x:9", "x:8", "Oradesh", "uk")
    assert post.marks == ("sensitive", "withheld:TR", "withheld:XY")
    assert [(m.kind, m.url, m.alt) for m in post.media] == [
        ("image", "https://pic.example/1.jpg", "شارع"), ("video", "https://v.example/2.mp4", None),
    ]  # fmt: skip
    assert (sighting.seen, sighting.bio, sighting.marks) == (post.posted, "tea & trams", ("protected",))
    assert (sighting.followers, sighting.following, sighting.posts) == (3, 4, 5)
    assert sighting.links == ("https://oleh.example",)


def test_text_modes() -> None:
    """Compatible mode alone is marked as cut; with its extended part, or in extended mode, the whole text is read."""
    cut, whole = "the beginning…", "the beginning, and the end of it"
    extended = tweet()
    extended["full_text"] = extended.pop("text")

    assert item(tweet(text=cut, truncated=True)).posts[0].marks == ("truncated",)
    post = item(tweet(text=cut, truncated=True, extended_tweet={"full_text": whole})).posts[0]
    assert (post.text, post.marks) == (whole, ())
    assert item(extended).posts[0].text == "тут тихо"


def test_nested_posts() -> None:
    """The original and the post that it quotes come out after the repost; only the original quotes."""
    quoted = tweet(3, "quoted", user=user(73))
    original = tweet(2, "original", user=user(72), quoted_status=quoted, quoted_status_id_str="3")
    row = tweet(1, "RT @oleh_72: orig…", retweeted_status=original, quoted_status=quoted, quoted_status_id_str="3")

    found = item(row)

    assert [post.native_id for post in found.posts] == ["1", "2", "3", "3"]
    assert [(post.reposts, post.quotes) for post in found.posts[:2]] == [("x:2", None), (None, "x:3")]
    assert found.posts[0].marks == ("truncated",)
    assert [each.native_id for each in found.sightings] == ["70", "72", "73"]


def test_notices_are_items_without_posts() -> None:
    """What the stream says about posts is counted, and named as a gap."""
    notices = [
        {"delete": {"status": {"id": 5, "id_str": "5", "user_id": 6, "user_id_str": "6"}, "timestamp_ms": "1"}},
        {"limit": {"track": 12}},
        {"status_withheld": {"id": 5, "user_id": 6, "withheld_in_countries": ["DE", "AR"]}},
        {"scrub_geo": {"user_id": 6, "up_to_status_id_str": "5"}},
        {"friends": [1, 2]},
        {"disconnect": {"code": 4, "reason": "{0.__class__} bye"}},
        {"direct_message": {"id": 1, "text": "private"}},
    ]

    found = read(as_bytes(tweet(), *notices))
    gaps = [each for each in found if isinstance(each, Gap)]

    assert sum(isinstance(each, Item) for each in found) == 8
    assert [gap.code for gap in gaps] == ["deleted", "sequence", "withheld", "deleted", "platform-error", "sealed"]
    assert gaps[0].what == "the poster deleted post 5 of account 6"
    assert gaps[4].what == "the stream ended: {0.__class__} bye"
    assert "private" not in "".join(gap.what for gap in gaps)


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("shape", ["array", "search", "single"])
def test_layouts(indent: int | None, shape: str) -> None:
    """Arrays, search answers and single objects, pretty-printed or not."""
    rows = [tweet(1, "ا" * 9), tweet(2, '"]}{[')]
    whole: Any = {"array": rows, "search": {"search_metadata": {"count": 2}, "statuses": rows}, "single": rows[0]}[
        shape
    ]
    data = json.dumps(whole, indent=indent, ensure_ascii=False).encode()

    found = read(data)

    expected = rows[:1] if shape == "single" else rows
    assert [each.posts[0].native_id for each in found if isinstance(each, Item)] == [row["id_str"] for row in expected]
    assert [json.loads(each.raw) for each in found if isinstance(each, Item)] == expected


def test_hostile_lines_cost_only_themselves() -> None:
    """Each bad line is rejected with its reason; careless ones are read."""
    good = as_bytes(tweet())
    deep = as_bytes(tweet())[:-2] + b',"y":' + b"[" * 5000 + b"]" * 5000 + b"}\n"
    nested: dict[str, Any] = tweet()
    for _ in range(150):
        nested = tweet(retweeted_status=nested)
    bad = [b"{no\n", b"\0\n", b'{"id_str":"1","text":"\xff"}\n', deep, b'{"text":"x"}\n', b"null\n"]
    careless = [
        b'{"id":1,"text":"x","y":NaN}\n', b'{"id_str":"2","text":"\\udc00"}\n', b'{"id_str":"3","user":[]}\n',
        b'{"id_str":"4","text":"t","created_at":"Wed Feb 31 00:00:00 +0000 2031"}\n', as_bytes(nested),
    ]  # fmt: skip

    found = read(good + b"".join(line + b"\r\n" + good for line in bad + careless))
    posts = {post.native_id: post for each in found if isinstance(each, Item) for post in each.posts[:1]}

    assert [each.code for each in found if isinstance(each, Rejected)] == [
        "not-json", "nul-bytes", "not-utf8", "too-deep", "no-id", "no-id",
    ]  # fmt: skip
    assert sum(isinstance(each, Item) for each in found) == 1 + len(bad) + 2 * len(careless)
    assert posts["3"].marks == ("no-text",)
    assert posts["2"].text == "\ufffd"
    assert posts["4"].posted == Moment(None, "Wed Feb 31 00:00:00 +0000 2031", precision="unknown")


def test_wrappers_are_opened_once() -> None:
    """Search answers within search answers and lists within lists end somewhere."""
    deep = b'{"statuses":[' * 5000 + b"]}" * 5000

    found = read(
        as_bytes(tweet()) + deep + b"\n" + b"[" * 5000 + b"]" * 5000 + b"\n" + as_bytes([tweet(2)], {"statuses": []})
    )

    assert kinds(found) == ["Item", "too-deep", "too-deep", "Item"]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_other_encodings(codec: str) -> None:
    """A byte order mark and UTF-16 are read."""
    data = json.dumps([tweet(1, "🕊️ سلام"), tweet(2)], ensure_ascii=False).encode(codec)

    assert kinds(read(data)) == ["Item", "Item"]


def test_others_are_not_recognised() -> None:
    """Posts of the newer API and of other platforms are left to others."""
    reader = ADAPTER.open(ADAPTER.options())
    others = {
        "a": b'{"id":"1","text":"t","author_id":"2","created_at":"x"}',
        "b": b"",
        "c": b"window.YTD.tweets.part0 = [",
    }

    assert reader.find(MemoryFiles(others)) == []


ROWS = [tweet(n, f'{n} "\\ ]}} سلام') for n in range(1, 4)]


@given(st.integers(0, 2000), st.booleans())
def test_a_cut_loses_only_the_cut_record(cut: int, lines: bool) -> None:
    """Cut anywhere, in lines or in an array: whole records are kept, at most one is rejected."""
    whole = as_bytes(*ROWS) if lines else b"[" + b",\n".join(json.dumps(row).encode() for row in ROWS) + b"]"
    data = whole[:cut]
    files, full = MemoryFiles({"a": data}), MemoryFiles({"a": whole})
    reader = ADAPTER.open(ADAPTER.options())
    find = reader.find(full)[0]
    ends = [each.start + each.length for each in reader.read(full, find, Setting()) if isinstance(each, Item)]

    found = list(reader.read(files, find, Setting()))

    kept = [each for each in found if isinstance(each, Item)]
    assert [each.posts[0].native_id for each in kept] == [str(n + 1) for n in range(sum(end <= cut for end in ends))]
    assert [each.code for each in found if isinstance(each, Rejected)] in ([], ["cut-off"])
    assert all(data[each.start : each.start + each.length] == each.raw for each in found if not isinstance(each, Gap))


def test_real_files(real_files: Any) -> None:
    """The counts of real samples add up to what a plain reading of the JSON finds."""
    files = real_files("twitter-v1.1")
    reader = ADAPTER.open(ADAPTER.options())
    finds = reader.find(files)

    assert {find.members[0] for find in finds} == set(files)
    for find in finds:
        name = find.members[0]
        if name.endswith("jsonl"):
            rows = [json.loads(line) for line in files[name].splitlines() if line.strip()]
        else:
            whole = json.loads(files[name])
            rows = whole if isinstance(whole, list) else [whole]
        found = list(reader.read(files, find, Setting()))
        inner = {each["id_str"] for row in rows for each in _all(row)}
        assert kinds(found) == ["Item"] * len(rows), name
        assert {post.native_id for each in found if isinstance(each, Item) for post in each.posts} == inner, name


def _all(row: dict[str, Any]) -> list[dict[str, Any]]:
    inner = [row[key] for key in ("retweeted_status", "quoted_status") if row.get(key)]
    return [row, *(each for one in inner for each in _all(one))]
