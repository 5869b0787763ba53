"""Account archives of X. All people and places are invented."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.moment import Moment
from firsthand.model.post import Post
from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers.seam import Setting
from firsthand.readers.x_archive import ADAPTER
from firsthand.testing.files import MemoryFiles

Reading = Item | Rejected | Gap

LONG = "نقف في الطابور منذ الفجر في أورادش " * 20


def script(kind: str, rows: list[Any], part: int = 0, *, end: str = "") -> bytes:
    return f"window.YTD.{kind}.part{part} = {json.dumps(rows, indent=2, ensure_ascii=False)}{end}".encode()


def tweet(native: str = "1001", text: str = "тихо", **more: Any) -> dict[str, Any]:
    return {
        "tweet": {
            "id": native, "id_str": native, "created_at": "Tue Mar 04 05:06:07 +0000 2031", "full_text": text,
            "truncated": False, "favorite_count": "2", "lang": "uk", "display_text_range": ["0", "4"],
            "entities": {"urls": [], "user_mentions": [{"id": "-1"}]}, **more,
        }
    }  # fmt: skip


def account(**more: Any) -> dict[str, Any]:
    return {
        "account": {
            "email": "private@oradesh.example", "username": "salma_o", "accountId": "70", "accountDisplayName": "سلمى",
            "createdAt": "2011-01-02T03:04:05.678Z", **more,
        }
    }  # fmt: skip


PROFILE = {
    "profile": {
        "description": {"bio": "nurse &amp; reader", "website": "https://salma.example", "location": "Oradesh"},
        "avatarMediaUrl": "https://pic.example/profile_images/9/face.jpg",
    }
}


def archive(**files: bytes) -> MemoryFiles:
    """An archive with an account and a profile; keyword ``tweets`` stands for ``data/tweets.js``."""
    found = MemoryFiles(
        {"data/account.js": script("account", [account()]), "data/profile.js": script("profile", [PROFILE])}
    )
    found.update({f"data/{name.replace('_', '-')}.js": data for name, data in files.items()})
    return found


def read(files: MemoryFiles) -> list[Reading]:
    reader = ADAPTER.open(ADAPTER.options())
    found = [out for find in reader.find(files) for out in reader.read(files, find, Setting())]
    for out in found:
        assert isinstance(out, Gap) or files[out.member][out.start : out.start + out.length] == out.raw
    return found


def posts(found: list[Reading]) -> dict[str, Post]:
    return {post.native_id: post for out in found if isinstance(out, Item) for post in out.posts}


def codes(found: list[Reading]) -> list[str]:
    return [out.code for out in found if not isinstance(out, Item)]


def test_account_and_posts() -> None:
    """Posts are the account holder's; account and profile together give one sighting."""
    manifest = b'window.__THAR_CONFIG = {"archiveInfo": {"generationDate": "2031-05-06T07:08:09.000Z"}}'
    files = archive(manifest=manifest, tweets=script("tweets", [tweet(text="a &lt; b 👩🏽‍🚒")], end=";\n"))
    files["data/profile_media/70-face.jpg"] = b"jpg"

    found = read(files)
    items = [out for out in found if isinstance(out, Item)]
    post = posts(found)["1001"]
    (sighting,) = [sighting for out in items for sighting in out.sightings]

    assert [out.member for out in items] == ["data/account.js", "data/profile.js", "data/tweets.js"]
    assert (post.id, post.account, post.handle, post.name) == ("x:1001", "x:70", "salma_o", "سلمى")
    assert (post.url, post.text) == ("https://x.com/salma_o/status/1001", "a < b 👩🏽‍🚒")
    assert post.posted == Moment(datetime(2031, 3, 4, 5, 6, 7, tzinfo=UTC))
    assert (sighting.bio, sighting.place, sighting.links) == ("nurse & reader", "Oradesh", ("https://salma.example",))
    assert sighting.avatar == "data/profile_media/70-face.jpg"
    assert sighting.seen == Moment(datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    "names",
    [
        ("tweet.js", "tweet-part1.js"),
        ("data/tweets.js", "data/tweets-part1.js"),
        ("twitter-2031/data/tweets.js", "twitter-2031/data/tweets-part1.js"),
        ("renamed.txt", "other.bin"),
    ],
)
def test_generations_and_parts(names: tuple[str, str]) -> None:
    """Old and new names, with or without folders, wrapped or bare: known by the assignment, read in order of parts."""
    kind = "tweet" if names[0] == "tweet.js" else "tweets"
    bare = [tweet("1")["tweet"]]
    files = MemoryFiles({names[1]: script(kind, [tweet("2")], 1), names[0]: script(kind, bare)})

    found = read(files)

    assert list(posts(found)) == ["1", "2"]
    assert posts(found)["1"].url == "https://x.com/i/status/1"


def test_reposts_quotes_edits_and_deleted() -> None:
    """A repost is the words of somebody else; a quote is its last link; versions and deletions are told."""
    link = {"expanded_url": "https://twitter.com/other/status/55?s=20"}
    edit = {"edit": {"initialTweetId": "3", "editControlInitial": {"editTweetIds": ["3", "4"]}}}
    rows = [
        tweet("1", "RT @other: their wor…", entities={"urls": [link]}), tweet("2", "see", entities={"urls": [link]}),
        tweet("4", "second", edit_info=edit), tweet("5", "answer", in_reply_to_status_id_str="9"),
    ]  # fmt: skip
    gone = tweet("6", "gone", deleted_at="Wed Mar 05 05:06:07 +0000 2031")

    found = posts(read(archive(tweets=script("tweets", rows), deleted_tweets=script("deleted_tweets", [gone]))))

    assert found["1"].marks == ("truncated", "forwarded:other")
    assert (found["1"].quotes, found["2"].quotes) == (None, "x:55")
    assert found["4"].versions == ("3",)
    assert found["5"].reply_to == "x:9"
    assert found["6"].marks == ("deleted",)


def test_media_files() -> None:
    """Media are linked to their files by the platform's naming; what is not there is a gap."""
    media = [
        {"type": "photo", "media_url_https": "https://pic.example/media/AbC.jpg", "ext_alt_text": "вулиця"},
        {"type": "photo", "media_url_https": "https://pic.example/media/lost.jpg"},
    ]
    film = {
        "variants": [
            {"bitrate": "1", "url": "https://v.example/lo.mp4?tag=1"},
            {"bitrate": "9", "url": "https://v.example/hi.mp4"},
        ]
    }
    still = {"type": "video", "media_url": "http://p.example/t.jpg"}
    rows = [
        tweet("1", extended_entities={"media": media}),
        tweet("2", extended_entities={"media": [{**still, "video_info": film}]}),
        tweet("3", extended_entities={"media": [still]}),
    ]  # fmt: skip
    files = archive(tweets=script("tweets", rows))
    kept = ["1-AbC.jpg", "2-lo.mp4", "3-unlisted.mp4"]
    files.update({f"data/tweets_media/{name}": b"bytes" for name in kept})
    files["elsewhere/tweets_media/1-lost.jpg"] = b"not of this archive"

    found = read(files)
    find = ADAPTER.open(ADAPTER.options()).find(files)[0]
    one, two, three = (posts(found)[native].media for native in ("1", "2", "3"))

    assert find.media == tuple(f"data/tweets_media/{name}" for name in kept)
    assert [(m.kind, m.name, m.alt) for m in one] == [
        ("image", "data/tweets_media/1-AbC.jpg", "вулиця"),
        ("image", None, None),
    ]
    assert one[1].missing == "not in the archive"
    assert [(m.name, m.url) for m in two] == [("data/tweets_media/2-lo.mp4", "https://v.example/hi.mp4")]
    assert three[0].name == "data/tweets_media/3-unlisted.mp4"
    assert codes(found) == ["missing-media"]


def test_long_posts() -> None:
    """A long post replaces the cut one of the same second and beginning; one that matches nothing is kept apart."""

    def note(native: str, text: str, second: int = 7) -> dict[str, Any]:
        created = f"2031-03-04T05:06:0{second}.123Z"
        return {"noteTweet": {"noteTweetId": native, "createdAt": created, "core": {"text": text}}}

    rows = [tweet("1", f"@friend {LONG[:200]}… https://t.co/abc"), tweet("2", "short, of the same second")]
    notes = [
        note("900", LONG),
        note("901", "of another second " * 30, 8),
        note("902", "same second, other words " * 20),
    ]

    found = read(archive(tweets=script("tweets", rows), note_tweet=script("note_tweet", notes)))

    assert posts(found)["1"].text == LONG
    assert posts(found)["1"].marks == ()
    assert posts(found)["2"].text == "short, of the same second"
    assert list(posts(found)) == ["1", "2", "note-901", "note-902"]
    assert sum(isinstance(out, Item) for out in found) == 2 + 2 + 3


def test_two_long_posts_that_fit_are_left_unlinked() -> None:
    """When two long posts of one second begin alike, nobody guesses."""
    notes = [
        {"noteTweet": {"noteTweetId": n, "createdAt": "2031-03-04T05:06:07.000Z", "core": {"text": LONG + n}}}
        for n in "12"
    ]
    found = read(
        archive(tweets=script("tweets", [tweet("1", LONG[:200] + "…")]), note_tweet=script("note_tweet", notes))
    )

    assert posts(found)["1"].marks == ("truncated",)
    assert list(posts(found)) == ["1", "note-1", "note-2"]


def test_private_files_are_not_read() -> None:
    """Direct messages and their kin are named as sealed; none of their bytes comes out, nor does their media."""
    secret = "nobody may read this"
    files = archive(
        tweets=script("tweets", [tweet()]), direct_messages=script("direct_messages", [{"dmConversation": secret}]),
        ip_audit=script("ip_audit", [secret]), like=script("like", [{"like": {"fullText": secret}}]),
        direct_messages_group=script("direct_messages_group", [secret]),
    )  # fmt: skip
    files["data/direct_messages_media/1-a.jpg"] = b"jpg"

    found = read(files)
    find = ADAPTER.open(ADAPTER.options()).find(files)[0]

    assert codes(found) == ["sealed"] * 4
    assert find.members == ("data/account.js", "data/profile.js", "data/tweets.js")
    assert find.media == ()
    assert secret not in repr(found)


def test_manifest_is_held_against_the_files() -> None:
    """A stray part is not read, a missing file and a wrong count are said."""
    listed = [{"fileName": "data/tweets.js", "globalName": "YTD.tweets.part0", "count": "3"},
              {"fileName": "data/tweets-part1.js", "globalName": "YTD.tweets.part1", "count": "1"}]  # fmt: skip
    small = [{"fileName": f"data/{n}.js", "globalName": f"YTD.{n}.part0", "count": "1"} for n in ("account", "profile")]
    manifest = {"dataTypes": {"tweets": {"files": listed}, "small": {"files": small}, "tweetMedia": {}}}
    files = archive(tweets=script("tweets", [tweet()]), tweets_part9=script("tweets", [tweet("9")], 9))
    files["data/manifest.js"] = b"window.__THAR_CONFIG = " + json.dumps(manifest).encode()

    found = read(files)

    assert list(posts(found)) == ["1001"]
    assert codes(found) == ["unavailable", "sequence", "unavailable"]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_other_encodings(codec: str) -> None:
    """A byte order mark and UTF-16 are read; ranges are those of the file."""
    files = archive(tweets=script("tweets", [tweet("1", "👩🏽‍🚒 سلام"), {"tweet": {}}, tweet("2")]))
    recoded = MemoryFiles({name: data.decode().encode(codec) for name, data in files.items()})

    found = read(recoded)

    assert posts(found)["1"].text == "👩🏽‍🚒 سلام"
    assert codes(found) == ["no-id"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"window.YTD.tweets.part0 = []", []),
        (b"window.YTD.tweets.part0 = [ ]\n;", []),
        (b"window.YTD.tweets.part0 = [", ["cut-off"]),
        (b"window.YTD.tweets.part0 = ", ["cut-off"]),
        (b"window.YTD.tweets.part0 = {}", ["platform-error"]),
        (b"window.YTD.tweets.part0 = [null, 5, {}]", ["no-id"] * 3),
        (b"window.YTD.tweets.part0 = [] alert(1)", ["not-json"]),
        (b"window.YTD.tweets.part0 = [" + b"[" * 999 + b"]" * 999 + b"]", ["too-deep"]),
        (b'window.YTD.tweets.part0 = [{"tweet":{"id_str":"1","full_text":"\\ud800","x":NaN}}]', []),
    ],
)
def test_odd_files(data: bytes, expected: list[str]) -> None:
    """Empty, cut, wrong and hostile files: each said, nothing raised, nothing evaluated."""
    assert codes(read(archive(tweets=data))) == expected


WHOLE = script("tweets", [tweet(str(n), f'{n} "\\ ]}}, سلام') for n in range(1, 4)])


@given(st.integers(len(b"window.YTD.tweets.part0 ="), len(WHOLE)))
def test_a_cut_loses_only_the_cut_element(cut: int) -> None:
    """Cut anywhere: every complete element is kept, the rest is at most one rejected item."""
    full = read(archive(tweets=WHOLE))
    ends = [out.start + out.length for out in full if isinstance(out, Item) and out.posts]

    found = read(archive(tweets=WHOLE[:cut]))

    assert list(posts(found)) == [str(n + 1) for n in range(sum(end <= cut for end in ends))]
    assert codes(found) in ([], ["cut-off"])


def test_real_archive(real_files: Any) -> None:
    """A real archive, shortened by those who published it: everything in it is read, what is gone is said."""
    files = real_files("twitter-archive")
    reader = ADAPTER.open(ADAPTER.options())
    (find,) = reader.find(files)

    found = list(reader.read(files, find, Setting()))

    rows = {name: json.loads(data[data.index(b"=") + 1 :]) for name, data in files.items() if name != "manifest.js"}
    assert sum(isinstance(out, Item) for out in found) == sum(map(len, rows.values()))
    assert set(posts(found)) == {row["tweet"]["id_str"] for row in rows["tweet.js"]}
    assert all(post.account == f"x:{rows['account.js'][0]['account']['accountId']}" for post in posts(found).values())
    assert not any(isinstance(out, Rejected) for out in found)
    assert all(
        files[out.member][out.start : out.start + out.length] == out.raw for out in found if isinstance(out, Item)
    )


def test_a_change_of_handle_shows_both_handles() -> None:
    """Old links name the old handle; the mark says that it is no longer used."""
    change = {"changedAt": "2040-02-03T04:05:06.000Z", "changedFrom": "old_bridge", "changedTo": "salma_o"}
    renamed = script("screen_name_change", [{"screenNameChange": {"accountId": "70", "screenNameChange": change}}])

    outs = read(archive(screen_name_change=renamed, tweets=script("tweets", [tweet()])))

    (item,) = (one for one in outs if isinstance(one, Item) and one.member == "data/screen-name-change.js")
    assert [(one.id, one.handle, one.marks) for one in item.sightings] == [
        ("x:70", "old_bridge", ("former-handle",)), ("x:70", "salma_o", ()),
    ]  # fmt: skip
    assert {one.seen.at for one in item.sightings} == {datetime(2040, 2, 3, 4, 5, 6, tzinfo=UTC)}


def test_one_of_several_files_is_said() -> None:
    """A large archive is given out in parts; what another part holds cannot be known."""
    files = archive(tweets=script("tweets", [tweet()]))
    files["data/manifest.js"] = b'window.__THAR_CONFIG = {"archiveInfo": {"isPartialArchive": true}}'

    assert [one.code for one in read(files) if isinstance(one, Gap)] == ["sequence"]
