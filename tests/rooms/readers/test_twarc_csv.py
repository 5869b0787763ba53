"""Tables of twarc-csv. All people and places are invented."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers import twarc2
from firsthand.readers.seam import Setting
from firsthand.readers.twarc_csv import ADAPTER
from firsthand.testing.files import MemoryFiles

Reading = Item | Rejected | Gap


def row(number: int = 1001, text: str = "тут тихо", **more: str) -> dict[str, str]:
    return {
        "id": str(number), "author_id": "70", "created_at": "2031-03-04T05:06:07.000Z", "text": text, "lang": "uk",
        "author.id": "70", "author.username": "oleh", "author.name": "Олег", "referenced_tweets.retweeted.id": "",
        "__twarc.retrieved_at": "2031-03-05T00:00:00+00:00", **more,
    }  # fmt: skip


def read(*rows: dict[str, str], adapter: Any = ADAPTER) -> list[Reading]:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(key for each in rows for key in each)), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return read_bytes(out.getvalue().encode(), adapter)


def read_bytes(data: bytes, adapter: Any = ADAPTER) -> list[Reading]:
    reader, files = adapter.open(adapter.options()), MemoryFiles({"t": data})
    return [one for find in reader.find(files) for one in reader.read(files, find, Setting())]


def posts(outs: list[Reading]) -> list[Any]:
    return [post for one in outs if isinstance(one, Item) for post in one.posts]


def test_a_post_reads_as_from_the_lines_that_the_table_was_made_of() -> None:
    """Same id, words, time, author, links and media by either route."""
    media = [{"media_key": "3_1", "type": "photo", "url": "https://p.example/a,b.jpg", "alt_text": "طابور"}]
    line = {
        "id": "1001", "author_id": "70", "created_at": "2031-03-04T05:06:07.000Z", "text": "two\nlines &amp; one", "lang": "uk",
        "author": {"id": "70", "username": "oleh", "name": "Олег"}, "referenced_tweets": [{"type": "replied_to", "id": "9"}],
        "attachments": {"media_keys": ["3_1"], "media": media}, "edit_history_tweet_ids": ["1000", "1001"],
        "__twarc": {"url": "u", "version": "2", "retrieved_at": "2031-03-05T00:00:00+00:00"},
    }  # fmt: skip
    cells = row(text="two\\nlines &amp; one", **{
        "referenced_tweets.replied_to.id": "9", "attachments.media": json.dumps(media),
        "edit_history_tweet_ids": '["1000", "1001"]',
    })  # fmt: skip

    (table,) = (one for one in read(cells) if isinstance(one, Item))
    (lines,) = (one for one in read_bytes(json.dumps(line).encode(), twarc2.ADAPTER) if isinstance(one, Item))

    assert table.posts == lines.posts
    assert [one.seen for one in table.sightings] == [one.seen for one in lines.sightings]


@pytest.mark.parametrize(("text", "merged"), [("the bell rang", True), ("RT @mill: the bell rang", False)])
def test_the_original_of_a_repost(text: str, merged: bool) -> None:
    """Where the tool put the original's words into the row, they are the original's."""
    cells = row(
        text=text, retweeted_user_id="71", retweeted_username="mill", **{"referenced_tweets.retweeted.id": "900"}
    )

    own, *original = posts(read(cells))

    assert (own.id, own.reposts, own.text) == ("x:1001", "x:900", text)
    assert [(post.id, post.account, post.text) for post in original] == [("x:900", "x:71", text)] * merged


def test_rounded_ids_are_mended_or_rejected() -> None:
    """The history of a post that was never edited holds its number as text."""
    rounded = {**row(), "id": "2.00000000000000E+18"}
    outs = read(
        {**rounded, "edit_history_tweet_ids": '["2000000000000000009"]'}, {**rounded, "edit_history_tweet_ids": ""}
    )

    assert [post.id for post in posts(outs)] == ["x:2000000000000000009"]
    assert [one.code for one in outs if isinstance(one, Rejected)] == ["no-id"]


def test_an_empty_cell_is_not_zero() -> None:
    """What the platform did not say stays unsaid."""
    outs = read(row(**{"author.public_metrics.followers_count": "", "author.public_metrics.tweet_count": "0"}))

    (sighting,) = (each for one in outs if isinstance(one, Item) for each in one.sightings)
    assert (sighting.followers, sighting.posts) == (None, 0)


def test_hostile_cells_are_only_words() -> None:
    """Deep lists, lists of other things, and lists that are none cost nothing but themselves."""
    nasty = {
        "attachments.media": "[" * 5000,
        "edit_history_tweet_ids": "[null, {}, 3]",
        "withheld.country_codes": "[[1]]",
    }

    (post,) = posts(read(row(**nasty)))

    assert (post.id, post.media) == ("x:1001", ())
