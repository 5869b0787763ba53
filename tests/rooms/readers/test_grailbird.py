"""Archives by months. All people and places are invented."""

from __future__ import annotations

import json
from typing import Any

import pytest

from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers.grailbird import ADAPTER
from firsthand.readers.seam import Setting
from firsthand.testing.files import MemoryFiles

Reading = Item | Rejected | Gap

USER = {"id_str": "70", "screen_name": "oleh", "name": "Олег"}


def tweet(number: int = 1001, at: str = "2013-05-14 12:00:00 +0000", **more: Any) -> dict[str, Any]:
    return {"id_str": str(number), "id": number, "text": "хліб &amp; сіль", "created_at": at, "user": USER, **more}


def month(name: str, *posts: Any, codec: str = "utf-8") -> bytes:
    return f"Grailbird.data.tweets_{name} = \n {json.dumps(posts, indent=1, ensure_ascii=False)}".encode(codec)


def read(**files: bytes) -> list[Reading]:
    """Names have ``__`` for a slash; months are named ``m2013_05``."""
    held = MemoryFiles()
    for name, data in files.items():
        held[f"a/data/js/tweets/{name[1:]}.js" if name[0] == "m" else f"a/data/js/{name}.js"] = data
    reader = ADAPTER.open(ADAPTER.options())
    return [one for find in reader.find(held) for one in reader.read(held, find, Setting())]


def posts(outs: list[Reading]) -> list[Any]:
    return [post for one in outs if isinstance(one, Item) for post in one.posts]


def test_months_the_account_and_when_it_was_made() -> None:
    """Posts have a zone; profiles count as of the archive."""
    outs = read(
        m2013_05=month("2013_05", tweet()),
        user_details=b'var user_details =  {"id": "70", "screen_name": "oleh", "bio": "tea", "full_name": "X"}',
        payload_details=b'var payload_details =  {"tweets": 1, "created_at": "2013-06-01 10:00:00 +0300"}',
    )

    (post,) = posts(outs)
    sightings = [each for one in outs if isinstance(one, Item) for each in one.sightings]
    assert (post.id, post.text, str(post.posted.at)) == ("x:1001", "хліб & сіль", "2013-05-14 12:00:00+00:00")
    assert {str(each.seen.at) for each in sightings} == {"2013-06-01 07:00:00+00:00"}
    assert (sightings[0].bio, sightings[0].handle) == ("tea", "oleh")


@pytest.mark.parametrize(("at", "precision"), [
    ("2009-01-02 00:00:00 +0000", "day"), ("2009-01-02 00:00:01 +0000", "second"), ("2012-01-02 00:00:00 +0000", "second"),
])  # fmt: skip
def test_midnight_of_the_early_years_is_a_day(at: str, precision: str) -> None:
    """Then the archives wrote midnight for every post."""
    assert posts(read(m2009_01=month("2009_01", tweet(at=at))))[0].posted.precision == precision


def test_the_index_is_held_against_the_months() -> None:
    """A month that is not there, and one with fewer posts than it should have."""
    index = [{"file_name": "data/js/tweets/2013_05.js", "tweet_count": 2}, {"file_name": "data/js/tweets/2013_06.js"}]

    outs = read(m2013_05=month("2013_05", tweet()), tweet_index=b"var tweet_index =  " + json.dumps(index).encode())

    assert [(one.code, one.member) for one in outs if isinstance(one, Gap)] == [
        ("unavailable", "a/data/js/tweet_index.js"), ("sequence", "a/data/js/tweets/2013_05.js"),
    ]  # fmt: skip


def test_a_repost_has_its_original() -> None:
    """The original is nested, as is its author."""
    inner = {**tweet(900), "user": {"id_str": "71", "screen_name": "mill"}}

    own, original = posts(read(m2013_05=month("2013_05", tweet(retweeted_status=inner))))

    assert (own.reposts, original.account, original.handle) == ("x:900", "x:71", "mill")


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig"])
def test_other_encodings(codec: str) -> None:
    """What an editor of a person's computer made of it."""
    assert [post.id for post in posts(read(m2013_05=month("2013_05", tweet(), codec=codec)))] == ["x:1001"]


def test_a_cut_month_loses_one_post() -> None:
    """And says so."""
    whole = month("2013_05", tweet(1), tweet(2), tweet(3))

    outs = read(m2013_05=whole[:-60])

    assert [post.id for post in posts(outs)] == ["x:1", "x:2"]
    assert [one.code for one in outs if isinstance(one, Rejected)] == ["cut-off"]
