"""Tests of `firsthand.readers.mastodon`. All people and places are invented."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers.mastodon import ADAPTER
from firsthand.readers.seam import Setting
from firsthand.testing.files import MemoryFiles

REPOSITORY = Path(__file__).parents[3]
GOLDEN = REPOSITORY / "tests" / "golden"
SHARED = Path(os.environ.get("FIRSTHAND_SHARED", REPOSITORY.parent / "shared"))
FIXTURES = SHARED / "data" / "platform-fixtures"
SERVER = "https://oradesh.example"

Out = Item | Rejected | Gap


def read(members: dict[str, bytes]) -> list[Out]:
    """Everything that the reader finds and reads."""
    files, reader = MemoryFiles(members), ADAPTER.open(ADAPTER.options())
    return [out for find in reader.find(files) for out in reader.read(files, find, Setting())]


def items(value: object) -> list[Item]:
    data = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
    return [out for out in read({"file.json": data}) if isinstance(out, Item)]


def account(name: str = "salma", **changed: Any) -> dict[str, Any]:
    return {
        "id": "11", "username": name, "acct": name, "display_name": "سلمى", "url": f"{SERVER}/@{name}",
        "uri": f"{SERVER}/users/{name}", "note": "<p>من <b>أورادش</b></p>", "created_at": "2039-11-02T00:00:00.000Z",
        "followers_count": 12, "following_count": 3, "statuses_count": 40, "avatar": f"{SERVER}/a.png",
        "fields": [{"name": "Web", "value": '<a href="https://s.example/"><span class="invisible">https://</span>'
                                            "<span>s.example/</span></a>"}],
    } | changed  # fmt: skip


def status(number: str = "1", content: str = "<p>hello</p>", **changed: Any) -> dict[str, Any]:
    return {
        "id": number, "uri": f"{SERVER}/users/salma/statuses/{number}", "url": f"{SERVER}/@salma/{number}",
        "created_at": "2041-04-03T06:12:44.120Z", "content": content, "visibility": "public", "spoiler_text": "",
        "language": "ar", "account": account(), "reblog": None, "media_attachments": [], "in_reply_to_id": None,
    } | changed  # fmt: skip


def test_a_status_becomes_a_post_under_the_address_that_all_servers_share() -> None:
    """Id, account, handle with server, times in UTC, language, address."""
    (item,) = items(status())

    (post,) = item.posts
    assert post.id == f"activitypub:{SERVER}/users/salma/statuses/1"
    assert (post.account, post.handle, post.name) == (
        f"activitypub:{SERVER}/users/salma",
        "salma@oradesh.example",
        "سلمى",
    )
    assert post.posted.at == datetime(2041, 4, 3, 6, 12, 44, 120_000, UTC)
    assert (post.lang, post.url, post.marks) == ("ar", f"{SERVER}/@salma/1", ())


def test_a_remote_account_keeps_its_own_server() -> None:
    """An acct with a server is the handle as it stands."""
    far = account("olena", acct="olena@hromada.example", uri="https://hromada.example/users/olena")
    (item,) = items(status(account=far))

    assert item.posts[0].handle == "olena@hromada.example"
    assert item.posts[0].account == "activitypub:https://hromada.example/users/olena"


def test_a_sighting_tells_the_account_as_it_was_shown() -> None:
    """Note and fields as text, links, counts, the day of joining, and the wish not to be found."""
    (item,) = items(status(account=account(noindex=True, discoverable=False)))

    (sighting,) = item.sightings
    assert sighting.bio == "من أورادش\nWeb: https://s.example/"
    assert sighting.links == ("https://s.example/",)
    assert (sighting.followers, sighting.following, sighting.posts) == (12, 3, 40)
    assert sighting.created is not None
    assert sighting.created.precision == "day"
    assert sighting.marks == ("noindex", "not-discoverable")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<p>سطر أول<br>سطر ثانٍ</p><p>فقرة</p>", "سطر أول\nسطر ثانٍ\n\nفقرة"),
        ("<p>a &amp; b &lt;3 &quot;q&quot; &#39;s&#39;</p>", "a & b <3 \"q\" 's'"),
        (
            '<p>Ось <a href="#"><i class="invisible">https://</i><i class="ellipsis">p.example/very</i>/long</a>!</p>',
            "Ось https://p.example/very/long!",
        ),
        ('<p><span class="h-card"><a href="x">@<span>salma</span></a></span> тримайся</p>', "@salma тримайся"),
        ("<p>deux  espaces 🌿👩‍👩‍👧 \u202eabc\u202c\u0007</p>", "deux  espaces 🌿👩‍👩‍👧 \u202eabc\u202c\u0007"),
        ("<blockquote><p>q</p></blockquote><ul><li>one</li><li>two</li></ul>", "q\n\none\ntwo"),
        ("<p>x</p><script>alert(1)</script><!-- hidden --><p>y</p>", "x\n\ny"),
        ("<p>a</p>\n  <p>b\nc</p>", "a\n\nb c"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("1 < 2 and <3", "1 < 2 and <3"),
        ("plain words", "plain words"),
        ("<p></p>", ""),
    ],
)  # fmt: skip
def test_content_becomes_the_words_as_written(content: str, text: str) -> None:
    """Paragraphs and line ends stay, hidden pieces of links come back, nothing is added."""
    (item,) = items(status(content=content))

    assert item.posts[0].text == text


def test_a_warning_is_a_mark_and_not_part_of_the_words() -> None:
    """cw, sensitive and the audience are marks."""
    (item,) = items(status(spoiler_text="عنف", sensitive=True, visibility="unlisted"))

    assert item.posts[0].text == "hello"
    assert item.posts[0].marks == ("cw:عنف", "sensitive", "visibility:unlisted")


@pytest.mark.parametrize("audience", ["private", "direct"])
def test_what_was_written_for_few_is_an_item_without_its_post(audience: str) -> None:
    """Its bytes are kept; neither words, warning, pictures nor their absence come out; a gap says so."""
    picture = {"type": "image", "url": None, "remote_url": None, "description": "CANARY"}
    hidden = status("2", "<p>CANARY</p>", visibility=audience, spoiler_text="CANARY", media_attachments=[picture])
    data = json.dumps([status("1"), hidden, status("3")], ensure_ascii=False).encode()
    outs = read({"file.json": data})

    first, sealed, gap, last = outs
    assert isinstance(sealed, Item)
    assert (sealed.n, sealed.posts) == (2, ())
    assert sealed.raw == data[sealed.start : sealed.start + sealed.length]
    assert isinstance(gap, Gap)
    assert (gap.code, gap.n) == ("sealed", 2)
    assert "CANARY" not in repr((sealed.sightings, gap))
    assert [out.posts[0].text for out in (first, last) if isinstance(out, Item)] == ["hello", "hello"]


def test_a_boost_of_what_was_written_for_few_keeps_the_boost_only() -> None:
    """The boost is public; the words that it carries along are not."""
    inner = status("1", "<p>CANARY</p>", visibility="private")
    boost = status("2", "", reblog=inner, uri=f"{SERVER}/users/salma/statuses/2/activity")
    item, gap = read({"file.json": json.dumps([boost]).encode()})

    assert isinstance(item, Item)
    assert [post.native_id for post in item.posts] == [f"{SERVER}/users/salma/statuses/2/activity"]
    assert isinstance(gap, Gap)
    assert gap.code == "sealed"


def test_a_boost_has_no_words_of_its_own() -> None:
    """The boosted post is nested and keeps words, account and id; the boost points to it."""
    boosted = status("1", "<p>mine</p>", account=account("olena"))
    boost = status("2", "<p>mine</p>", reblog=boosted, uri=f"{SERVER}/users/salma/statuses/2/activity")
    (item,) = items(boost)

    outer, inner = item.posts
    assert (outer.text, outer.reposts) == ("", inner.id)
    assert "no-text" in outer.marks
    assert (inner.text, inner.handle) == ("mine", "olena@oradesh.example")
    assert len(item.sightings) == 2


def test_a_quote_is_nested() -> None:
    """The quoted status comes after the one that quotes it."""
    quoted = status("7", "<p>перше</p>")
    (item,) = items(status("8", quote={"state": "accepted", "quoted_status": quoted}))

    assert [post.native_id[-1] for post in item.posts] == ["8", "7"]
    assert item.posts[0].quotes == item.posts[1].id


def test_a_reply_points_to_a_status_seen_before_and_is_marked_otherwise() -> None:
    """Numbers of one server become addresses only where the file itself tells."""
    other = account("luc", id="12", uri=f"{SERVER}/users/luc")
    answer = {"in_reply_to_account_id": "11", "account": other}
    rows = [status("1"), status("2", in_reply_to_id="1", **answer), status("3", in_reply_to_id="99", **answer)]
    known, unknown = items(rows)[1:]

    assert known.posts[0].reply_to == f"activitypub:{SERVER}/users/salma/statuses/1"
    assert (unknown.posts[0].reply_to, unknown.posts[0].marks) == (None, ("reply",))


def test_media_carry_kind_address_and_description() -> None:
    """A gifv is a video; a cached address is preferred, the remote one stands in."""
    listed = [
        {"type": "image", "url": "https://m.example/1.jpg", "description": "دخان"},
        {"type": "gifv", "url": None, "remote_url": "https://m.example/2.mp4"},
        {"type": "unknown", "url": None, "remote_url": None},
    ]
    (item,) = items(status(media_attachments=listed))

    kinds = [(media.kind, media.url, media.alt, media.missing) for media in item.posts[0].media]
    assert kinds == [
        ("image", "https://m.example/1.jpg", "دخان", None),
        ("video", "https://m.example/2.mp4", None, None),
        ("file", None, None, "no address"),
    ]


@pytest.mark.parametrize("indent", [None, 2])
def test_all_shapes_of_documents_give_the_same_posts(indent: int | None) -> None:
    """An array, a context, search results and JSON Lines list the same statuses, byte by byte in place."""
    rows = [status(str(number), f"<p>{number} مرحبا</p>") for number in range(1, 5)]
    shapes: list[object] = [
        rows,
        {"ancestors": rows[:2], "descendants": rows[2:]},
        {"accounts": [], "statuses": rows, "hashtags": []},
    ]
    files = [json.dumps(shape, ensure_ascii=False, indent=indent).encode() for shape in shapes]
    files.append("\n".join(json.dumps(row) for row in rows).encode())
    for data in files:
        found = items(data)

        assert [item.posts[0].text for item in found] == [f"{number} مرحبا" for number in range(1, 5)]
        assert all(data[item.start : item.start + item.length] == item.raw for item in found)
        assert [item.n for item in found] == [1, 2, 3, 4]


def test_accounts_of_search_results_are_items_without_posts() -> None:
    """They are listed, so they count, and are sightings."""
    (item,) = items({"accounts": [account()], "statuses": [], "hashtags": []})

    assert (item.posts, len(item.sightings)) == ((), 1)


def test_what_cannot_be_read_is_rejected_with_its_bytes() -> None:
    """A status without an address, something else in the list, a broken element: each is one rejected item."""
    data = json.dumps([status(), {"account": {}, "content": "x"}, 5, status("2")]).encode()
    data = data.replace(b", 5,", b', {"id": oops},')
    outs = read({"f.json": data})

    assert [out.code if isinstance(out, Rejected) else "kept" for out in outs] == ["kept", "no-id", "not-json", "kept"]
    rejected = [out for out in outs if isinstance(out, Rejected)]
    assert rejected[1].raw == b'{"id": oops}'


def test_a_lost_brace_costs_one_item_and_not_the_rest() -> None:
    """The walk goes on where the next element begins as the first began."""
    data = json.dumps([status(str(number)) for number in range(1, 7)]).encode()
    hurt = data.find(b'"uri"', data.find(b'"id": "3"'))
    outs = read({"f.json": data[:hurt] + b'"oops: [{' + data[hurt + 6 :]})

    kept = [out.posts[0].native_id[-1] for out in outs if isinstance(out, Item)]
    assert kept == ["1", "2", "4", "5", "6"]


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    """Half an emoji is no text; the rest of the words stays."""
    data = json.dumps(status(content="<p>XX</p>")).replace("XX", "a\\ud83d b").encode()
    (item,) = items(data)

    assert item.posts[0].text == "a\ufffd b"


def test_a_cut_list_says_so() -> None:
    """Cut between two elements: the items before it, and a gap."""
    data = json.dumps([status("1"), status("2")]).encode()
    outs = read({"f.json": data[: data.rindex(b', {"id": "2"')]})

    assert [type(out).__name__ for out in outs] == ["Item", "Gap"]


def outbox() -> dict[str, bytes]:
    root = GOLDEN / "mastodon-outbox"
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != "README.md"
    }


def test_an_outbox_gives_one_item_per_activity_and_one_for_the_actor() -> None:
    """Handle and name come from actor.json; a boost knows what it boosts; a missing video and sealed posts are gaps."""
    outs = read(outbox())
    found = [out for out in outs if isinstance(out, Item)]
    posts = [item.posts[0] for item in found if item.posts]

    assert len(found) == 6
    assert {post.name for post in posts} == {"سلمى 🌿"}
    assert posts[2].reposts == "activitypub:https://hromada.example/users/olena/statuses/77"
    assert len(posts) == 3
    assert [(out.n, out.code) for out in outs if isinstance(out, Gap)] == [
        (2, "missing-media"), (4, "sealed"), (5, "sealed"),
    ]  # fmt: skip
    assert posts[1].media[0].name == "media_attachments/files/1/original/street.png"
    assert posts[1].media[1].missing == "not included"


def test_what_an_outbox_holds_for_few_is_sealed() -> None:
    """Posts for followers and direct messages are items with their bytes and without their post."""
    outs = read(outbox())
    found = [out for out in outs if isinstance(out, Item) and out.member == "outbox.json"]
    marks = [mark for item in found for post in item.posts for mark in post.marks if mark.startswith("visibility:")]

    assert [len(item.posts) for item in found] == [1, 1, 1, 0, 0]
    assert all(b"/statuses/%d" % item.n in item.raw for item in found)
    assert marks == []
    assert "тримайся" not in repr([(item.posts, item.sightings) for item in found])
    assert [out.what for out in outs if isinstance(out, Gap) and out.code == "sealed"] == [
        "1 message for followers or one person only: kept, not read"
    ] * 2


def test_likes_and_bookmarks_of_an_archive_are_sealed() -> None:
    """They belong to the archive's one find, are kept shut, and no reading opens them."""
    liked = {"id": "likes.json", "type": "OrderedCollection", "orderedItems": ["https://canary.example/1"]}
    files = MemoryFiles(
        {**outbox(), "likes.json": json.dumps(liked).encode(), "bookmarks.json": json.dumps(liked).encode()}
    )
    reader = ADAPTER.open(ADAPTER.options())
    (find,) = reader.find(files)
    outs = list(reader.read(files, find, Setting()))

    assert find.members == ("actor.json", "outbox.json")
    assert find.sealed == ("bookmarks.json", "likes.json")
    assert {out.member for out in outs} == {"actor.json", "outbox.json"}
    assert "canary" not in repr(outs)


def test_likes_alone_are_claimed_by_nobody() -> None:
    """What an account liked is no source."""
    liked = {"id": "likes.json", "type": "OrderedCollection", "orderedItems": ["https://canary.example/1"]}

    assert read({"likes.json": json.dumps(liked).encode()}) == []


def test_the_media_of_an_outbox_belong_to_its_find() -> None:
    """They are kept even when no post speaks of them."""
    files, reader = MemoryFiles(outbox()), ADAPTER.open(ADAPTER.options())
    (find,) = reader.find(files)

    assert find.members == ("actor.json", "outbox.json")
    assert find.media == ("avatar.png", "media_attachments/files/1/original/street.png")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b"[",
        b'{"statuses":',
        b"\xff\xfe[\x00",
        b'{"a":' * 5000,
        b"[" * 100_000,
        b'["\\ud800"]',
    ],
)
def test_what_is_none_of_ours_is_not_claimed(data: bytes) -> None:
    """Empty, foreign, broken and deeply nested files are left to others."""
    assert ADAPTER.open(ADAPTER.options()).find(MemoryFiles({"f": data})) == []


# The fixtures of others, outside the repository


def bodies() -> list[tuple[str, bytes]]:
    """The answers that recorded tests of a Mastodon client hold."""
    yaml = pytest.importorskip("yaml")
    root = FIXTURES / "mastodon-api-cassettes"
    if not root.is_dir():
        pytest.skip("the shared fixtures are not here")
    return [
        (
            f"{path.stem} {turn['request']['method']} {turn['request']['uri']}",
            turn["response"]["body"]["string"].encode(),
        )
        for path in sorted(root.glob("*.yaml"))
        for turn in yaml.safe_load(path.read_text(encoding="utf-8"))["interactions"]
    ]


def test_every_status_in_the_recorded_answers_is_read() -> None:
    """Statuses counted by their keys, apart from the reader, are items; those for few are sealed; histories are left."""
    expected: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for name, body in bodies():
        value = json.loads(body)
        if isinstance(value, dict) and "visibility" in value and "uri" in value:
            expected["sealed" if value["visibility"] in ("private", "direct") else "posts"] += 1
        expected["accounts"] += len(value["accounts"]) if isinstance(value, dict) and "accounts" in value else 0
        for out in read({name: body}):
            if isinstance(out, Gap):
                assert out.code == "sealed", f"{name}: {out}"
                seen["gaps"] += 1
                continue
            assert isinstance(out, Item), f"{name}: {out}"
            accounts = isinstance(value, dict) and "accounts" in value
            seen["posts" if out.posts else "accounts" if accounts else "sealed"] += 1

    assert seen.pop("gaps") == expected["sealed"]
    assert seen == expected
    assert (seen["posts"], seen["sealed"], seen["accounts"]) == (12, 2, 4)
