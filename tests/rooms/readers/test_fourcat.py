"""Data sets of 4CAT. All people and places are invented."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers import zeeschuimer
from firsthand.readers.fourcat import ADAPTER
from firsthand.readers.seam import Setting
from firsthand.testing.files import MemoryFiles

Reading = Item | Rejected | Gap

GOLDEN = Path(__file__).parents[2] / "golden"
X = ("id", "thread_id", "link", "body", "author", "author_fullname", "author_id", "is_retweet", "is_reply", "retweet_count",
     "unix_timestamp", "timestamp", "quote_tweet_id", "quote_body", "quote_author", "images", "new_column")  # fmt: skip
TELEGRAM = ("id", "thread_id", "chat", "body", "author", "author_username", "attachment_type", "timestamp", "unix_timestamp",
            "reply_to", "attachment_data", "attachment_filename")  # fmt: skip


def table(columns: tuple[str, ...], *rows: dict[str, str], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def read(data: bytes, adapter: Any = ADAPTER) -> list[Reading]:
    reader, files = adapter.open(adapter.options()), MemoryFiles({"set": data})
    return [one for find in reader.find(files) for one in reader.read(files, find, Setting())]


def posts(outs: list[Reading]) -> list[Any]:
    return [post for one in outs if isinstance(one, Item) for post in one.posts]


def test_columns_go_by_name_and_seconds_before_words() -> None:
    """Order and further columns do not matter; the wall clock of a server never becomes a time."""
    row = {"id": "1001", "body": "тут тихо &amp; темно", "author": "oleh", "author_id": "70", "unix_timestamp": "1930000000",
           "timestamp": "1999-01-01 00:00:00"}  # fmt: skip

    (post,) = posts(read(table(tuple(reversed(X)), row)))

    assert (post.id, post.account, post.text) == ("x:1001", "x:70", "тут тихо & темно")
    assert post.posted.at == datetime.fromtimestamp(1930000000, UTC)


def test_a_place_never_holds_a_point() -> None:
    """Exact coordinates stay in the capture, also where a lost quote has run them together with the name of a place."""
    columns = (*X, "place_name")
    rows = [{"id": str(n), "body": "a", "author": "oleh", "place_name": name} for n, name in
            enumerate(("Oradesh, school no. 4", "Oradesh;x;6.543210,1.234567;"), 1)]  # fmt: skip

    assert [post.place for post in posts(read(table(columns, *rows)))] == ["Oradesh, school no. 4", None]


def test_a_number_that_a_spreadsheet_rounded_is_taken_from_the_address() -> None:
    """Without an address the row is rejected rather than joined with another post."""
    good = {"id": "1.6E+18", "link": "https://x.com/oleh/status/1600000000000000123", "body": "a"}

    outs = read(table(X, good, {"id": "1.6E+18", "body": "b"}))

    assert [post.id for post in posts(outs)] == ["x:1600000000000000123"]
    assert [(one.n, one.code) for one in outs if isinstance(one, Rejected)] == [(3, "no-id")]


def test_a_quoted_post_is_a_post_of_its_own() -> None:
    """Its words are in the row; who wrote it only by handle, and when not at all."""
    row = {"id": "2", "body": "listen", "quote_tweet_id": "1", "quote_body": "the bell", "quote_author": "old_mill"}

    own, quoted = posts(read(table(X, row)))

    assert (own.quotes, quoted.id, quoted.text, quoted.handle, quoted.posted.at) == (
        "x:1",
        "x:1",
        "the bell",
        "old_mill",
        None,
    )


def test_replaced_names_are_said_once_and_never_shown() -> None:
    """The hash counts as an account of this data set; the address without the handle is given."""
    row = {"author": "a" * 64, "author_id": "b" * 64, "author_fullname": "REDACTED", "body": "x"}
    link = "https://x.com/realname/status/"

    outs = read(table(X, {**row, "id": "1", "link": f"{link}1"}, {**row, "id": "2", "link": f"{link}2"}))

    assert [one.code for one in outs if isinstance(one, Gap)] == ["pseudonymised"]
    assert "realname" not in repr([one.posts + one.sightings for one in outs if isinstance(one, Item)])
    assert {post.account for post in posts(outs)} == {f"x:{'b' * 64}"}


def test_a_row_with_shifted_cells_is_rejected() -> None:
    """A lost quote would put one column's words under another's name."""
    data = table(X, {"id": "1", "body": "a"}) + b"2,3\n" + table(X, {"id": "4", "body": "b"}).partition(b"\n")[2]

    outs = read(data)

    assert [type(one).__name__ for one in outs] == ["Item", "Rejected", "Item"]


def test_who_writes_as_the_channel_is_the_channel() -> None:
    """An empty sender is not an unknown one; contacts are never carried over; files are spoken of, not held."""
    rows = (
        {"id": "news-1", "thread_id": "news", "body": "a", "reply_to": "", "attachment_type": "photo"},
        {"id": "-1001234567890-2", "thread_id": "-1001234567890", "body": "b", "author": "7", "reply_to": "1"},
        {
            "id": "news-3",
            "thread_id": "news",
            "attachment_type": "contact",
            "attachment_data": '{"phone_number": "+999"}',
        },
    )

    outs = read(table(TELEGRAM, *rows))

    assert [(post.id, post.account, post.reply_to) for post in posts(outs)] == [
        ("telegram:news/1", "telegram:news", None),
        ("telegram:1234567890/2", "telegram:user7", "telegram:1234567890/1"),
        ("telegram:news/3", "telegram:news", None),
    ]
    assert "+999" not in repr(posts(outs))
    assert [one.code for one in outs if isinstance(one, Gap)] == ["missing-media"]


def test_the_same_post_by_table_and_capture_has_one_id() -> None:
    """Two routes, one post: the samples of both formats tell of the same posts."""
    tables = {
        name: posts(read((GOLDEN / "4cat" / name).read_bytes())) for name in ("x.csv", "tiktok.csv", "instagram.csv")
    }
    captures = {
        name: posts(read((GOLDEN / "zeeschuimer" / name).read_bytes(), zeeschuimer.ADAPTER))
        for name in ("x.ndjson", "tiktok.ndjson", "instagram.ndjson")
    }

    for name, found in tables.items():
        other = captures[name.replace("csv", "ndjson")]
        shared = {post.id: post for post in found}.keys() & {post.id for post in other}
        assert len(shared) >= 2, name


def test_records_of_bluesky_in_either_case_of_keys() -> None:
    """The client writes snake case; the protocol writes camel case."""
    snake = json.loads((GOLDEN / "4cat" / "bluesky.ndjson").read_text("utf-8").splitlines()[0])
    camel = json.loads(json.dumps(snake).replace("display_name", "displayName").replace("created_at", "createdAt"))

    first, second = (posts(read(json.dumps(one).encode()))[0] for one in (snake, camel))

    assert (first.id, first.posted, first.name) == (second.id, second.posted, second.name)
    assert first.posted.at is not None


@pytest.mark.parametrize("name", ["a", "b"])
def test_other_tables_are_left_alone(name: str) -> None:
    """A table with a few of the columns is anybody's."""
    data = {"a": b"id,thread_id,author,body,timestamp\n1,1,a,b,2041-01-01\n", "b": b'{"id": 1, "message": "x"}\n'}[name]

    assert ADAPTER.open(ADAPTER.options()).find(MemoryFiles({"t": data})) == []
