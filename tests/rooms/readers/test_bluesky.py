"""Tests of `firsthand.readers.bluesky`. All people and places are invented."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers.bluesky import ADAPTER, filler
from firsthand.readers.bluesky_records import facet_text, is_did, is_rkey, tid_time, uri_of
from firsthand.readers.dag_cbor import address, cid_of, encode
from firsthand.readers.fediverse_values import moment_of
from firsthand.readers.seam import Setting
from firsthand.testing.atproto import block, car, commit, commit_body, frame, node, repository
from firsthand.testing.files import MemoryFiles

GOLDEN = Path(__file__).parents[2] / "golden" / "bluesky"
SALMA = "did:plc:oradeshsalma2222222222aa"
OLENA = "did:plc:oradesholena2222222222bb"
POST = "app.bsky.feed.post"
AT = "2041-04-03T06:12:44.120Z"

Out = Item | Rejected | Gap


def read(data: object, name: str = "file.json") -> list[Out]:
    """Everything that the reader finds and reads in one file."""
    raw = data if isinstance(data, bytes) else json.dumps(data, ensure_ascii=False).encode()
    files, reader = MemoryFiles({name: raw}), ADAPTER.open(ADAPTER.options())
    return [out for find in reader.find(files) for out in reader.read(files, find, Setting())]


def items(data: object) -> list[Item]:
    return [out for out in read(data) if isinstance(out, Item)]


def gaps(outs: list[Out]) -> list[tuple[str, int]]:
    return [(out.code, out.n) for out in outs if isinstance(out, Gap)]


def record(text: str = "خبز", **changed: Any) -> dict[str, Any]:
    return {"$type": POST, "text": text, "createdAt": AT, **changed}


def view(made: dict[str, Any], rkey: str = "3aaaaaaaaaaa2", did: str = SALMA, **changed: Any) -> dict[str, Any]:
    return {
        "uri": f"at://{did}/{POST}/{rkey}", "cid": cid_of(made), "record": made, "indexedAt": AT,
        "author": {"did": did, "handle": "salma.oradesh.example", "displayName": "سلمى"}, **changed,
    }  # fmt: skip


def marks(made: dict[str, Any], **changed: Any) -> tuple[str, ...]:
    (item,) = items({"posts": [view(made, "self", **changed)]})
    return item.posts[0].marks


# One post by every route


def test_one_post_has_one_id_by_every_route() -> None:
    """Feed, thread, record, Python client, firehose, Jetstream and repository agree on id, words and time."""
    found: dict[str, set[object]] = {}
    for path in sorted(GOLDEN.iterdir()):
        if path.suffix != ".md":
            for item in items(path.read_bytes()):
                for post in item.posts:
                    if "الخريطة" in post.text:
                        found.setdefault(path.name, set()).add(
                            (post.id, post.text, post.posted, post.lang, post.account)
                        )

    assert len(found) == 7
    assert len(set.union(*found.values())) == 1


def test_a_view_tells_its_author() -> None:
    """Handle, name and the wish not to be shown outside; what the collector follows is nowhere."""
    author = {
        "did": SALMA, "handle": "salma.oradesh.example", "displayName": "سلمى", "followersCount": 5,
        "viewer": {"following": "at://collector"},
        "labels": [{"src": SALMA, "val": "!no-unauthenticated"}, {"src": OLENA, "val": "spam"}],
    }  # fmt: skip
    (item,) = items({"posts": [view(record(), author=author)]})

    (post,), (sighting,) = item.posts, item.sightings
    assert (post.id, post.handle, post.name) == (f"bluesky:{SALMA}/3aaaaaaaaaaa2", "salma.oradesh.example", "سلمى")
    assert post.url == f"https://bsky.app/profile/{SALMA}/post/3aaaaaaaaaaa2"
    assert (sighting.id, sighting.followers, sighting.marks) == (f"bluesky:{SALMA}", 5, ("no-unauthenticated",))
    assert "collector" not in repr(item._replace(raw=b""))


# Words and facets


@pytest.mark.parametrize("place", [(0, 99999), (-4, 4), (1, 4), (4, 2), ("0", "2"), (None, None), (10**30, 10**31)])
def test_a_facet_that_fits_nowhere_alters_nothing(place: tuple[Any, Any]) -> None:
    """Out of range, within a letter, backwards, of another type: the words stay."""
    facet = {"index": {"byteStart": place[0], "byteEnd": place[1]}, "features": [{"uri": "https://x.example/"}]}
    (item,) = items({"posts": [view(record("خبز 🍞", facets=[facet, None, 3]))]})

    assert item.posts[0].text == "خبز 🍞"
    assert facet_text("خبز 🍞", facet) == ""


def test_facets_count_bytes() -> None:
    """Arabic letters take two bytes, an emoji four; a link behind other words is named in a mark."""
    text = "🕯️ الخريطة here https://y.example/"
    start = len("🕯️ ".encode())
    hidden = {"index": {"byteStart": start, "byteEnd": start + 14}, "features": [{"uri": "https://x.example/"}]}
    shown = text.encode().index(b"https")
    plain = {"index": {"byteStart": shown, "byteEnd": shown + 18}, "features": [{"uri": "https://y.example/"}]}

    assert facet_text(text, hidden) == "الخريطة"
    assert marks(record(text, facets=[hidden, plain])) == ("link:https://x.example/",)


def test_marks_carry_what_the_words_do_not_show() -> None:
    """Self-labels, tags, several languages, the address of a card."""
    made = record(
        "", langs=["ar", "en"], tags=["أورادش"], labels={"values": [{"val": "graphic-media"}]},
        embed={"$type": "app.bsky.embed.external", "external": {"uri": "https://c.example/", "title": "t"}},
    )  # fmt: skip

    assert marks(made) == (
        "label:graphic-media", "sensitive", "langs:ar,en", "tag:أورادش", "link:https://c.example/", "no-text",
    )  # fmt: skip


# Times


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"indexedAt": "2041-04-03T06:20:00Z"}, ()),
        ({"indexedAt": "2041-04-05T06:20:00Z"}, ("indexed:2041-04-05T06:20:00Z",)),
        ({"indexedAt": "soon"}, ()),
    ],
)
def test_a_claimed_time_that_is_far_from_the_server_is_marked(
    changed: dict[str, str], expected: tuple[str, ...]
) -> None:
    """Ten minutes are let pass."""
    assert marks(record(), **changed) == expected


def test_a_time_that_cannot_be_read_gives_way_to_the_server() -> None:
    """The post says so; a time without a zone is not turned into UTC."""
    (broken,) = items({"posts": [view(record(createdAt="yesterday"), "self")]})
    (local,) = items({"posts": [view(record(createdAt="2041-04-03T06:12:44.120000"), "self")]})

    assert broken.posts[0].marks == ("time-of-the-server",)
    assert broken.posts[0].posted.at == datetime(2041, 4, 3, 6, 12, 44, 120_000, UTC)
    assert local.posts[0].posted.at is None
    assert str(local.posts[0].posted.local) == "2041-04-03 06:12:44.120000"


def test_a_record_key_tells_when_it_was_made() -> None:
    """Keys of the usual kind hold microseconds; a post dated back shows it."""
    assert tid_time("3jzfcijpj2z2a") == datetime(2023, 6, 30, 15, 3, 1, 887_007, UTC)
    assert tid_time("self") is None
    (item,) = items({"uri": f"at://{SALMA}/{POST}/3jzfcijpj2z2a", "cid": "", "value": record()})
    assert item.posts[0].marks == ("key-made:2023-06-30T15:03:01Z",)


# Embeds


def test_pictures_keep_their_description() -> None:
    """The address of the server's copy when a view gives it; without one the picture is missing and named."""
    blob = {"$type": "blob", "ref": {"$link": "bafkrei"}, "mimeType": "image/png"}
    made = record(
        embed={"$type": "app.bsky.embed.images", "images": [{"image": blob, "alt": "درج"}, {"image": blob, "alt": ""}]}
    )
    seen = {"images": [{"thumb": "https://t.example/1", "fullsize": "https://f.example/1", "alt": "درج"}]}
    outs = read({"posts": [view(made, embed=seen)]})

    assert isinstance(outs[0], Item)
    assert [(one.kind, one.url, one.alt, one.missing) for one in outs[0].posts[0].media] == [
        ("image", "https://f.example/1", "درج", None), ("image", None, None, "not included, blob bafkrei"),
    ]  # fmt: skip
    assert gaps(outs) == [("missing-media", 1)]


@pytest.mark.parametrize(("kind", "gap"), [("NotFound", "deleted"), ("Blocked", "blocks"), ("Detached", "detached")])
def test_a_quoted_post_that_is_gone_is_a_gap(kind: str, gap: str) -> None:
    """The quote is kept as a reference; why it is not here is said."""
    uri = f"at://{OLENA}/{POST}/3bbbbbbbbbbb2"
    made = record(embed={"$type": "app.bsky.embed.record", "record": {"uri": uri, "cid": "x"}})
    outs = read({"posts": [view(made, embed={"record": {"$type": f"app.bsky.embed.record#view{kind}", "uri": uri}})]})

    assert isinstance(outs[0], Item)
    assert outs[0].posts[0].quotes == f"bluesky:{OLENA}/3bbbbbbbbbbb2"
    assert isinstance(outs[1], Gap)
    assert gap in outs[1].what


def test_quotes_in_quotes_end() -> None:
    """A post that quotes a post that quotes, a hundred deep, costs little and gives the first few."""
    inner: dict[str, Any] = view(record("deepest"), "3ccccccccccc2")
    for n in range(100):
        uri = inner["uri"]
        made = record(f"level {n}", embed={"record": {"uri": uri}})
        inner = view(made, f"3ddddddddd{n:03}", value=made, embed={"record": {**inner, "value": inner["record"]}})
    (item,) = items({"posts": [inner]})

    assert 2 < len(item.posts) < 10


# Feeds and threads


def test_a_repost_in_a_feed_is_a_post_of_its_own_when_it_has_an_address() -> None:
    """It comes first and has no words; without an address the reposting account is seen, and no post is made up."""
    by = {"did": OLENA, "handle": "olena.hromada.example", "displayName": "Олена"}
    reason = {"$type": "app.bsky.feed.defs#reasonRepost", "by": by, "indexedAt": AT}
    known = {**reason, "uri": f"at://{OLENA}/app.bsky.feed.repost/3eeeeeeeeeee2"}
    named, bare = items(
        {"feed": [{"post": view(record()), "reason": known}, {"post": view(record()), "reason": reason}]}
    )

    assert [(post.id, post.reposts) for post in named.posts] == [
        (f"bluesky:{OLENA}/3eeeeeeeeeee2", f"bluesky:{SALMA}/3aaaaaaaaaaa2"), (f"bluesky:{SALMA}/3aaaaaaaaaaa2", None),
    ]  # fmt: skip
    assert len(bare.posts) == 1
    assert {one.native_id for one in bare.sightings} == {SALMA, OLENA}


def test_a_thread_gives_each_post_with_its_own_bytes() -> None:
    """Answers of answers are items of their own; posts that are gone or hidden are gaps."""
    data = (GOLDEN / "thread.json").read_bytes()
    outs = read(data)
    found = [out for out in outs if isinstance(out, Item)]

    assert [len(item.posts) > 0 for item in found] == [True, True, True, False, False]
    assert gaps(outs) == [("unavailable", 4), ("unavailable", 5)]
    assert all(data[item.start : item.start + item.length] == item.raw for item in found)
    assert json.loads(found[0].raw)["uri"] == json.loads(data)["thread"]["post"]["uri"]


def test_a_deep_thread_is_walked_without_recursion() -> None:
    """A thousand answers, each to the one before it."""
    inside = b""
    for n in range(1000):
        post = json.dumps(view(record(f"answer {n}"), f"3fffffffff{n:03}")).encode()
        inside = b'{"post":' + post + b',"replies":[' + inside + b"]}"

    assert len(items(b'{"thread":' + inside + b"}")) == 1000


def test_a_record_that_does_not_fit_its_cid_says_so() -> None:
    """In JSON it is a mark; a CID that is none says nothing."""
    made = record()

    assert marks(made, cid=cid_of({**made, "text": "other"})) == ("cid-differs",)
    assert marks(made) == marks(made, cid="bafyreie53") == ()


def test_a_record_alone_is_rejected_with_a_remedy() -> None:
    """It has no author and no address."""
    for data in (record(), encode(record())):
        (out,) = read(data)
        assert isinstance(out, Rejected)
        assert (out.code, "repository" in out.why) == ("no-id", True)


def test_a_post_named_by_a_handle_gets_the_did_of_its_author() -> None:
    """Handles change; without a DID anywhere there is no id."""
    address_ = f"at://salma.oradesh.example/{POST}/3aaaaaaaaaaa2"
    (item,) = items({"posts": [view(record(), uri=address_)]})

    assert item.posts[0].native_id == f"{SALMA}/3aaaaaaaaaaa2"
    outs = read({"posts": [view(record(), uri=address_, author={})]})
    assert [out.code for out in outs if isinstance(out, Rejected)] == ["no-id"]


def test_private_messages_are_sealed() -> None:
    """They are counted, and never read."""
    message = {"$type": "chat.bsky.convo.defs#messageView", "text": "secret", "sender": {"did": SALMA}}
    outs = read({"posts": [view(record()), message]})

    assert gaps(outs) == [("sealed", 2)]
    assert "secret" not in repr([out._replace(raw=b"") for out in outs if isinstance(out, Item)])


# The firehose


def test_frames_behind_damage_are_read() -> None:
    """A frame that cannot be decoded costs itself."""
    good = frame("#commit", commit_body(SALMA, [("create", f"{POST}/3aaaaaaaaaaa2", record())], AT))
    outs = read(good + good[:-9] + good, "x.bin")

    assert [type(out).__name__ for out in outs] == ["Item", "Rejected", "Item"]
    assert b"".join(out.raw for out in outs if not isinstance(out, Gap)) == good + good[:-9] + good


def test_a_damaged_block_costs_its_post_only() -> None:
    """Two posts in one commit, one with changed bytes: the other one is read, and the damage is a gap."""
    body = commit_body(
        SALMA,
        [("create", f"{POST}/3aaaaaaaaaaa2", record("one")), ("create", f"{POST}/3bbbbbbbbbbb2", record("two"))],
        AT,
    )
    body["blocks"] = body["blocks"].replace(b"ctwo", b"cTwo")
    outs = read(frame("#commit", body), "x.bin")

    assert isinstance(outs[0], Item)
    assert [post.text for post in outs[0].posts] == ["one"]
    assert ("wrong-digest", 1) in gaps(outs)


def test_a_commit_of_damaged_blocks_is_rejected() -> None:
    """Its one post does not have the digest by which it is named."""
    body = commit_body(SALMA, [("create", f"{POST}/3aaaaaaaaaaa2", record("one"))], AT)
    body["blocks"] = body["blocks"].replace(b"cone", b"cOne")
    (out,) = read(frame("#commit", body), "x.bin")

    assert isinstance(out, Rejected)
    assert out.code == "wrong-digest"


def test_events_of_accounts_are_sightings() -> None:
    """A new handle is seen at its time; an account that is gone is marked and named."""
    outs = read((GOLDEN / "frames.bin").read_bytes(), "x.bin")
    seen = {one.native_id: one for out in outs if isinstance(out, Item) for one in out.sightings}

    assert (seen[SALMA].handle, seen[SALMA].seen.at) == (
        "salma.oradesh.example",
        datetime(2041, 4, 3, 6, 12, 44, 120_000, UTC),
    )
    assert seen[OLENA].marks == ("deactivated",)
    assert gaps(outs) == [("missing-media", 3), ("deleted", 4), ("unavailable", 6), ("platform-error", 7)]


def test_a_changed_post_is_edited() -> None:
    """A commit says when."""
    outs = [out for out in read((GOLDEN / "frames.bin").read_bytes(), "x.bin") if isinstance(out, Item)]

    assert outs[4].posts[0].edited is not None
    assert outs[4].posts[0].edited.at == datetime(2041, 4, 3, 7, tzinfo=UTC)


# Repositories


def repo(*, wrong: bytes = b"") -> bytes:
    data = repository(SALMA, {f"{POST}/3aaaaaaaaaaa2": record("one")}, {f"{POST}/3bbbbbbbbbbb2": record("two")})
    return data.replace(b"ctwo", wrong) if wrong else data


def test_a_repository_gives_posts_their_keys() -> None:
    """Commit and tree are items without posts; each record has the id that every other route gives it."""
    found = items(repo())

    assert [[post.native_id for post in item.posts] for item in found] == [
        [], [], [], [f"{SALMA}/3aaaaaaaaaaa2"], [f"{SALMA}/3bbbbbbbbbbb2"],
    ]  # fmt: skip


def test_a_changed_record_is_rejected_and_its_neighbours_are_read() -> None:
    """One letter differs: its digest is not the one by which the tree names it."""
    outs = read(repo(wrong=b"cTwo"))

    assert [out.code for out in outs if isinstance(out, Rejected)] == ["wrong-digest"]
    assert [post.text for out in outs if isinstance(out, Item) for post in out.posts] == ["one"]


def test_a_repository_without_its_commit_says_what_is_missing() -> None:
    """Nobody knows whose posts these are; they are kept as rejected."""
    made = encode(record("one"))
    top = node({f"{POST}/3aaaaaaaaaaa2": record("one")})
    head = commit(SALMA, address(top))
    outs = read(car(address(head), [block(top), block(made)]))

    assert gaps(outs) == [("unavailable", 0)]
    assert [out.code for out in outs if isinstance(out, Rejected)] == ["no-id"]


def test_a_record_that_the_tree_does_not_name_is_rejected() -> None:
    """An old block left in the file is no post of today."""
    outs = read(repo() + block(encode(record("stale"))))

    assert [out.code for out in outs if isinstance(out, Rejected)] == ["no-id"]


def test_erasing_a_block_keeps_the_blocks_behind_it() -> None:
    """The filler has the same length, and the number that says it."""
    data = repo()
    lost = items(data)[3]
    mended = data[: lost.start] + filler(lost.raw) + data[lost.start + lost.length :]
    outs = [out for out in read(mended) if not isinstance(out, Gap)]

    assert b"one" not in mended
    assert [(out.n, out.start, type(out).__name__) for out in outs[3:]] == [
        (4, lost.start, "Rejected"), (5, lost.start + lost.length, "Item"),
    ]  # fmt: skip


@pytest.mark.parametrize("size", [1, 2, 23, 24, 25, 26, 255, 256, 257, 258, 300, 65535, 65538, 70000])
def test_a_filler_among_frames_is_one_value(size: int) -> None:
    """A byte string that takes just the room of what it replaces."""
    raw = b"\xa2" + bytes(size - 1)

    assert len(filler(raw)) == size
    if size > 1:
        assert len(read(frame("#info", {}) + filler(raw) + frame("#info", {}), "x.bin")) == 5


def test_nothing_else_is_claimed() -> None:
    """Other CBOR, other archives, other JSON with the same words."""
    for other in (
        encode({"op": "x"}), encode([1, 2]), b"\xa2aa\x01", b"\x3a\xa2eroots\x80gversion\x02",
        b'{"uri": "https://x.example", "record": {}}', b'{"feed": [{"title": "news"}]}', b'{"posts": [{"id": 1}]}',
        b'{"did": "no", "handle": "x"}', b'{"thread": {"id": 3}}',
    ):  # fmt: skip
        assert read(other) == []


# Vectors of the protocol's authors


@pytest.mark.parametrize(
    ("name", "check"),
    [
        ("did", is_did),
        ("recordkey", is_rkey),
        ("tid", lambda text: tid_time(text) is not None),
        ("aturi", lambda text: uri_of(text) is not None),
        ("datetime_parse", lambda text: moment_of(text).at is not None),
    ],
)
def test_no_invalid_vector_passes(shared: Path, name: str, check: Any) -> None:
    """What the protocol's authors call invalid names nothing here."""
    name = name if "_" in name else f"{name}_syntax"
    path = shared / "data" / "platform-fixtures" / "atproto-interop" / f"{name}_invalid.txt"
    if not path.is_file():
        pytest.skip("these vectors are not here")
    passed = [line for line in path.read_text("utf-8").split("\n") if line and not line.startswith("#") and check(line)]

    assert passed == []


@pytest.mark.parametrize(
    ("name", "check"),
    [
        ("did", is_did),
        ("recordkey", is_rkey),
        ("tid", lambda text: tid_time(text) is not None),
        ("datetime", lambda text: moment_of(text).at is not None),
    ],
)
def test_every_valid_vector_passes(shared: Path, name: str, check: Any) -> None:
    """What they call valid is read; the year 0 stays in words."""
    path = shared / "data" / "platform-fixtures" / "atproto-interop" / f"{name}_syntax_valid.txt"
    if not path.is_file():
        pytest.skip("these vectors are not here")
    # Dates of Python begin with the year 1; such a time stays as it is stated.
    lines = [line for line in path.read_text("utf-8").split("\n") if not line.startswith("0000")]

    assert [line for line in lines if line and not line.startswith("#") and not check(line)] == []
