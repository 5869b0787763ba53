"""Pages, flat lines and streams of the X API v2. All people and places are invented."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.ids import PostId
from firsthand.model.moment import Moment
from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers.seam import Setting
from firsthand.readers.twarc2 import ADAPTER
from firsthand.testing.files import MemoryFiles

WORDS = [
    "نحن في أورادش، الكهرباء مقطوعة منذ يومين",
    "Ми в Орадеші, світла немає",
    "שלום Oradesh مرحبا 12 km",
    "👩🏽‍🚒💔 still here",
    "\u202eevil\u2066 \x1b[31m \u200b",
    "a &lt;b&gt; &amp;amp; &copy=1",
]


def user(native: str = "70", **more: Any) -> dict[str, Any]:
    return {
        "id": native, "username": f"maryam_{native}", "name": "مريم", "description": "Oradesh &amp; tea",
        "created_at": "2015-01-02T03:04:05.000Z", "url": "https://t.co/x",
        "entities": {"url": {"urls": [{"url": "https://t.co/x", "expanded_url": "https://maryam.example"}]}},
        "public_metrics": {"followers_count": 5, "following_count": 6, "tweet_count": 7}, "verified": True, **more,
    }  # fmt: skip


def tweet(native: str = "1001", text: str | None = "here", **more: Any) -> dict[str, Any]:
    return {
        "id": native, "text": text, "author_id": "70", "created_at": "2031-03-04T05:06:07.000Z", "lang": "ar",
        "edit_history_tweet_ids": [native], **more,
    }  # fmt: skip


def flat(native: str = "1001", text: str | None = "here", **more: Any) -> dict[str, Any]:
    seen = {"__twarc": {"retrieved_at": "2031-03-05T00:00:00+00:00", "url": "https://api.example", "version": "2"}}
    return tweet(native, text, **{"author": user(), **seen, **more})


def as_bytes(*rows: Any) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def read(data: bytes) -> list[Item | Rejected | Gap]:
    files = MemoryFiles({"a.jsonl": data})
    reader = ADAPTER.open(ADAPTER.options())
    found = [out for find in reader.find(files) for out in reader.read(files, find, Setting())]
    for out in found:
        assert isinstance(out, Gap) or not out.raw or data[out.start : out.start + out.length] == out.raw
    return found


def item(*rows: Any) -> Item:
    found = read(as_bytes(*rows))
    assert isinstance(found[0], Item)
    return found[0]


def kinds(found: list[Item | Rejected | Gap]) -> list[str]:
    return [type(out).__name__ if isinstance(out, Item) else out.code for out in found]


@pytest.mark.parametrize("words", WORDS)
def test_words_are_verbatim(words: str) -> None:
    """Any script and any character comes out as it was written; only the transport's entities are undone."""
    post = item(flat(text=words)).posts[0]

    expected = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert post.text == expected


def test_flat_line() -> None:
    """A flat line carries everything about its post, and its author as seen when retrieved."""
    row = flat(
        possibly_sensitive=True, withheld={"country_codes": ["DE", "FR"], "copyright": False},
        edit_history_tweet_ids=["999", "1001", "1002"], geo={"place_id": "p", "full_name": "Oradesh"},
        attachments={"media_keys": ["3_1", "7_2"], "media": [
            {"media_key": "3_1", "type": "photo", "url": "https://pic.example/1.jpg", "alt_text": "нічна вулиця"},
            {"media_key": "7_2", "type": "video", "preview_image_url": "https://pic.example/2.jpg", "variants": [
                {"url": "https://v.example/low.mp4", "bit_rate": 1}, {"url": "https://v.example/hi.mp4", "bit_rate": 9},
                {"url": "https://v.example/list.m3u8"}]}]},
    )  # fmt: skip

    read_item = item(row)
    post, sighting = read_item.posts[0], read_item.sightings[0]

    assert (post.id, post.native_id, post.platform, post.account) == ("x:1001", "1001", "x", "x:70")
    assert post.url == "https://x.com/maryam_70/status/1001"
    assert post.posted == Moment(datetime(2031, 3, 4, 5, 6, 7, tzinfo=UTC))
    assert post.marks == ("sensitive", "withheld:DE", "withheld:FR")
    assert (post.versions, post.place, post.lang) == (("999",), "Oradesh", "ar")
    assert [(m.kind, m.url, m.alt) for m in post.media] == [
        ("image", "https://pic.example/1.jpg", "нічна вулиця"), ("video", "https://v.example/hi.mp4", None),
    ]  # fmt: skip
    assert sighting.seen == Moment(datetime(2031, 3, 5, tzinfo=UTC))
    assert (sighting.handle, sighting.bio, sighting.links) == (
        "maryam_70",
        "Oradesh & tea",
        ("https://maryam.example",),
    )
    assert (sighting.followers, sighting.following, sighting.posts, sighting.marks) == (5, 6, 7, ("verified",))


def test_nested_posts_are_posts_and_no_items() -> None:
    """A repost keeps its own cut words; the original inside it is a post of its own."""
    inner = tweet("500", "the whole of the words", author_id="71", type="retweeted", author=user("71"))
    found = read(as_bytes(flat(text="RT @x: the who…", referenced_tweets=[inner, {"type": "quoted", "id": "501"}])))

    assert kinds(found) == ["Item"]
    assert isinstance(found[0], Item)
    outer, original = found[0].posts
    assert (outer.reposts, outer.quotes, outer.text) == ("x:500", "x:501", "RT @x: the who…")
    assert outer.marks == ("truncated",)
    assert (original.id, original.text, original.handle) == ("x:500", "the whole of the words", "maryam_71")
    assert [each.native_id for each in found[0].sightings] == ["70", "71"]


def test_a_long_post_wins_over_its_cut_text() -> None:
    """The longest text of the record is the text."""
    assert item(flat(text="short…", note_tweet={"text": "long " * 90})).posts[0].text == "long " * 90


def test_an_unchanged_profile_is_given_once() -> None:
    """A profile comes out again only when it changed, also when it changes back."""
    rows = [
        flat("1"),
        flat("2"),
        flat("3", author=user(name="Марія")),
        flat("4"),
        flat("5", author=user(pinned_tweet_id="9")),
    ]

    found = read(as_bytes(*rows))

    assert [len(each.sightings) for each in found if isinstance(each, Item)] == [1, 0, 1, 1, 0]


def test_page() -> None:
    """Each element of a page is an item with its own byte range; what is included hangs on who speaks of it."""
    spoken = [{"type": "replied_to", "id": "77"}, {"type": "quoted", "id": "88"}]
    page = {
        "includes": {
            "tweets": [tweet("1001", "here"), tweet("77", "asked", author_id="71"), tweet("78", "stray")],
            "users": [user("70"), user("71")], "places": [{"id": "p", "full_name": "Oradesh, Old Town"}],
            "media": [{"media_key": "3_1", "type": "photo", "url": "https://pic.example/1.jpg"}],
        },
        "data": [
            tweet("1001", "here", geo={"place_id": "p"}, attachments={"media_keys": ["3_1", "7_9"]}),
            tweet("1002", "answer", referenced_tweets=spoken),
        ],
        "errors": [
            {"resource_type": "tweet", "resource_id": "88", "title": "Not Found Error", "detail": "Could not find 88"},
            {"title": "Over capacity", "detail": "later"},
        ],
        "__twarc": {"retrieved_at": "2031-03-05T00:00:00+00:00"},
    }  # fmt: skip

    found = read(as_bytes({"meta": {"result_count": 0}, "__twarc": {"url": "u"}}, page))
    first, second = (each for each in found if isinstance(each, Item))

    assert kinds(found) == ["Item", "Item", "unavailable", "platform-error"]
    assert (first.n, second.n) == (1, 2)
    assert [post.native_id for post in first.posts] == ["1001", "78"]
    assert [post.native_id for post in second.posts] == ["1002", "77"]
    assert (second.posts[0].reply_to, second.posts[0].quotes) == ("x:77", "x:88")
    assert first.posts[0].place == "Oradesh, Old Town"
    assert [(m.kind, bool(m.missing)) for m in first.posts[0].media] == [("image", False), ("video", True)]
    assert second.posts[1].handle == "maryam_71"
    gaps = [each for each in found if isinstance(each, Gap)]
    assert [gap.n for gap in gaps] == [2, 1]
    assert "88" in gaps[0].what


def test_ranges_of_a_page_are_of_data_not_of_includes() -> None:
    """The same bytes may stand in the includes before; the item's range is the one in ``data``."""
    row = json.dumps(tweet())
    data = f'{{"includes": {{"tweets": [{row}]}}, "data": [{row}], "__twarc": {{"url": "u"}}}}\n'.encode()

    (found,) = read(data)

    assert isinstance(found, Item)
    assert found.start == data.rindex(row.encode())
    assert len(found.posts) == 1


def test_users_page_gives_sightings() -> None:
    """An answer about accounts lists accounts; a pinned post hangs on the account that pinned it."""
    page = {
        "data": [user("70"), user("71", pinned_tweet_id="9")],
        "includes": {"tweets": [tweet("9", "pinned", author_id="71")]},
        "__twarc": {"url": "u", "retrieved_at": "2031-03-05T00:00:00+00:00"},
    }

    first, second = read(as_bytes(page))

    assert isinstance(first, Item)
    assert isinstance(second, Item)
    assert (first.posts, len(first.sightings)) == ((), 1)
    assert [post.native_id for post in second.posts] == ["9"]


def test_stream_lines_and_errors() -> None:
    """A stream's line holds one post; a line that is only errors is a gap; a deletion notice names the post."""
    stream = {"data": tweet("5"), "includes": {"users": [user()]}, "matching_rules": [{"id": "1"}]}
    error = {"title": "operational-disconnect", "detail": "reconnect", "type": "https://api.example/problems"}
    notice = {"id": "6", "action": "delete", "created_at": "2031-03-04T05:06:07.000Z"}

    found = read(as_bytes(stream, error, {"errors": [{"title": "t", "detail": "d"}]}, notice, flat("7")))

    assert kinds(found) == ["Item", "platform-error", "platform-error", "Item", "deleted", "Item"]


def test_hostile_lines_cost_only_themselves() -> None:
    """Each bad line is one rejected item with its reason; every good line around them is kept."""
    good = as_bytes(flat("1"))
    deep = b'{"id":"2","text":"x","y":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n"
    barely = b'{"id":"2","text":"x","y":' + b"[" * 200 + b"]" * 200 + b"}\n"
    bad = [
        b"{broken\n",
        b"\0\0\0\n",
        b'{"id":"3","text":"\xff"}\n',
        deep,
        barely,
        b'{"text":"no id"}\n',
        b"5\n",
        b"[]x\n",
    ]

    found = read(good + b"".join(line + b"\r\n \n" + good for line in bad))

    assert [each.code for each in found if isinstance(each, Rejected)] == [
        "not-json", "nul-bytes", "not-utf8", "too-deep", "too-deep", "no-id", "no-id", "not-json",
    ]  # fmt: skip
    assert sum(isinstance(each, Item) for each in found) == len(bad) + 1
    assert [each.n for each in found] == list(range(1, len(found) + 1))


def test_careless_lines_are_read() -> None:
    """NaN, halves of surrogates, control characters, repeated keys, numbers as ids, wrong types: kept."""
    rows = [
        b'{"id":"1","text":"a","author_id":"70","x":NaN,"y":-Infinity}',
        b'{"id":"2","text":"half \\ud83d end"}',
        b'{"id":"3","text":"bell \x07 and nul \x00"}',
        b'{"id":"3","id":"4","text":"twice"}',
        b'{"id":5,"text":"number","author_id":70,"referenced_tweets":"none","withheld":[],"author":{"id":70,"username":5}}',
        b'\0{"id":"6","text":null}\0',
        b'{"id":"7"}',
        b'{"id":"8","text":"t","created_at":"2031-02-30T00:00:00Z"}',
        b'{"id":"9","text":"t","author":null,"entities":null,"edit_history_tweet_ids":null}',
    ]

    found = read(as_bytes(flat("0")) + b"\r\n".join(rows))
    posts = {post.native_id: post for each in found if isinstance(each, Item) for post in each.posts}

    assert kinds(found) == ["Item"] * 10
    assert list(posts) == ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
    assert posts["2"].text == "half \ufffd end"
    assert posts["3"].text == "bell \x07 and nul \x00"
    assert (posts["5"].account, posts["5"].url) == ("x:70", "https://x.com/5/status/5")
    assert posts["6"].marks == posts["7"].marks == ("no-text",)
    assert (posts["8"].posted.precision, posts["8"].posted.stated) == ("unknown", "2031-02-30T00:00:00Z")


def test_lists_on_lines_are_opened_once() -> None:
    """A line may be a list of what a line may be; lists within lists are no records, however many."""
    pages = json.dumps([{"data": [tweet("2"), tweet("3")]}, flat("4"), [flat("5")]]).encode()
    deep = b"[" * 50_000 + b"]" * 50_000

    found = read(as_bytes(flat("1")) + pages + b"\n" + deep + b"\n" + as_bytes(flat("6")))

    assert kinds(found) == ["Item"] * 4 + ["no-id", "too-deep", "Item"]


def test_a_handle_cannot_bend_the_address() -> None:
    """What is no handle gives the address that needs none."""
    post = item(flat(author=user(username="../evil?x=")), flat("2")).posts[0]

    assert post.url == "https://x.com/i/status/1001"
    assert post.handle == "../evil?x="


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_other_encodings(codec: str) -> None:
    """A byte order mark and UTF-16 are read; ranges and raw bytes are those of the file."""
    rows = [flat("1", WORDS[3]), flat("2", WORDS[0]), {"nothing": WORDS[0]}, flat("3")]
    data = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode(codec)

    found = read(data)

    assert kinds(found) == ["Item", "Item", "no-id", "Item"]
    assert [each.posts[0].text for each in found if isinstance(each, Item)] == [WORDS[3], WORDS[0], "here"]


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"hello", b'{"uri":"at://x","cid":"c"}', b'{"data":{"user":{"result":{}}}}']
)
def test_others_are_not_recognised(data: bytes) -> None:
    """An empty file and other formats are left to others."""
    assert ADAPTER.open(ADAPTER.options()).find(MemoryFiles({"tweets.jsonl": data})) == []


def test_a_long_post_that_comes_first_hides_nothing() -> None:
    """What tells the format stands behind 100,000 code points of words, escaped as platforms do."""
    words = "الماء في القبو " * 7_000
    data = json.dumps({"text": words, **{key: value for key, value in flat().items() if key != "text"}}).encode() + b"\n"
    (found,) = ADAPTER.open(ADAPTER.options()).find(MemoryFiles({"a.jsonl": data}))

    assert found.confidence >= 0.9
    assert [type(one) for one in read(data)] == [Item]


def test_a_cut_page_keeps_its_whole_elements() -> None:
    """When the end of the file cuts a page, what is whole is kept and the rest is one rejected item."""
    data = as_bytes({"data": [tweet("1"), tweet("2"), tweet("3")]})

    found = read(data[: data.index(b'"3"') + 9])

    assert kinds(found) == ["Item", "Item", "cut-off"]


LINES = [as_bytes(flat(str(n), WORDS[n % len(WORDS)])) for n in range(1, 5)]


@given(st.integers(0, sum(map(len, LINES))))
def test_a_cut_loses_only_the_cut_line(cut: int) -> None:
    """Cut anywhere: whole lines are kept in order, the cut one is one rejected item."""
    data = b"".join(LINES)[:cut]
    whole = sum(len(b"".join(LINES[: n + 1])) - 1 <= cut for n in range(len(LINES)))
    files = MemoryFiles({"a": data})
    reader = ADAPTER.open(ADAPTER.options())
    find = reader.find(MemoryFiles({"a": b"".join(LINES)}))[0]

    found = list(reader.read(files, find, Setting()))

    kept = [each for each in found if isinstance(each, Item)]
    assert [each.posts[0].native_id for each in kept] == [str(n + 1) for n in range(whole)]
    assert [each.code for each in found if isinstance(each, Rejected)] == ["cut-off"] * (len(found) - whole)
    assert len(found) - whole <= 1
    assert all(data[each.start : each.start + each.length] == each.raw for each in found if not isinstance(each, Gap))


@given(
    st.lists(
        st.sampled_from([*LINES, b"\n", b"{bad\n", b"\0\n", as_bytes({"data": [tweet("8"), tweet("9")]})]), max_size=6
    )
)
def test_order_and_ranges(parts: list[bytes]) -> None:
    """Items come in the order of the file, numbered from 1, without overlap, each with its own bytes."""
    data = as_bytes(flat("0")) + b"".join(parts)

    found = [each for each in read(data) if not isinstance(each, Gap)]

    assert [each.n for each in found] == list(range(1, len(found) + 1))
    assert all(a.start + a.length <= b.start for a, b in itertools.pairwise(found))
    again = [each for each in read(data) if not isinstance(each, Gap)]
    assert found == again


def test_real_files(real_files: Any) -> None:
    """The counts of what twarc2 really wrote add up to what a plain reading of the JSON finds."""
    files = real_files("twitter-v2-twarc")
    reader = ADAPTER.open(ADAPTER.options())
    found = {find.members[0]: list(reader.read(files, find, Setting())) for find in reader.find(files)}

    assert set(files) - set(found) == {"empty.json"}
    for name, readings in found.items():
        items, errors, broken, posts = 0, 0, 0, set()
        for line in filter(None, map(bytes.strip, files[name].split(b"\n"))):
            try:
                page = json.loads(line)
            except ValueError:
                broken += 1
                continue
            data = page["data"] if isinstance(page["data"], list) else [page["data"]]
            items += len(data)
            errors += len(page.get("errors", []))
            posts |= {row["id"] for row in [*data, *page.get("includes", {}).get("tweets", [])] if "text" in row}
        kept = [each for each in readings if isinstance(each, Item)]
        assert (len(kept), sum(isinstance(each, Rejected) for each in readings)) == (items, broken), name
        assert sum(isinstance(each, Gap) for each in readings) == errors, name
        assert {post.native_id for each in kept for post in each.posts} == posts, name
        assert all(files[name][each.start : each.start + each.length] == each.raw for each in kept), name


def test_real_edits(real_files: Any) -> None:
    """Versions of an edited post name each other; withheld countries are marks."""
    files = real_files("twitter-v2-twarc")
    reader = ADAPTER.open(ADAPTER.options())
    posts: dict[str, dict[PostId, Any]] = {}
    for find in reader.find(files):
        readings = reader.read(files, find, Setting())
        posts[find.members[0]] = {post.id: post for each in readings if isinstance(each, Item) for post in each.posts}

    assert posts["edited.jsonl"][PostId("x:1576994789110992896")].versions == ("1576994746135764992",)
    assert sum(any(m.startswith("withheld") for m in post.marks) for post in posts["withheld.jsonl"].values()) >= 13
