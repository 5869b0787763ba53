"""Tables of YouTube Data Tools, CrowdTangle and Facepager. All people, pages and places are invented."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from firsthand.model.adapter import Adapter
from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers import crowdtangle, facepager, youtube_tables, ytdlp
from firsthand.readers.seam import Setting
from firsthand.testing.files import MemoryFiles

Reading = Item | Rejected | Gap

GOLDEN = Path(__file__).parents[2] / "golden"
PAGE = {
    "Page Name": "Mill", "User Name": "mill", "Facebook Id": "9", "Post Created": "2041-04-03 06:12:44 CET", "Type": "Status",
    "URL": "https://www.facebook.com/9/posts/77", "Message": "хліб", "Followers at Posting": "1,204",
}  # fmt: skip
NODE = {
    "id": "2", "parent_id": "1", "level": "1", "object_id": "9_77", "object_type": "data", "query_status": "fetched (200)",
    "query_type": "/<page>/posts", "message": "хліб", "from.name": "Mill", "created_time": "2041-04-03T06:12:44+0200",
}  # fmt: skip
COMMENT = {"id": "Ugx01", "isReplyTo": "", "authorName": "@amal", "text": "так", "publishedAt": "2041-04-03 06:12:44"}


def read(adapter: Adapter, *rows: dict[str, str]) -> list[Reading]:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(key for row in rows for key in row)), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return read_bytes(adapter, out.getvalue().encode())


def read_bytes(adapter: Adapter, data: bytes) -> list[Reading]:
    reader, files = adapter.open(adapter.options()), MemoryFiles({"t.csv": data})
    return [one for find in reader.find(files) for one in reader.read(files, find, Setting())]


def posts(outs: list[Reading]) -> list[Any]:
    return [post for one in outs if isinstance(one, Item) for post in one.posts]


@pytest.mark.parametrize(
    ("stated", "at"),
    [
        ("2041-04-03 06:12:44 CET", "2041-04-03 05:12:44+00:00"),
        ("2041-04-03 23:12:44 EDT", "2041-04-04 03:12:44+00:00"),
        ("2041-04-03 06:12:44 IST", "None"),
        ("2041-04-03 06:12:44", "None"),
        ("yesterday EST", "None"),
    ],
)
def test_only_zones_that_mean_one_thing_are_turned_into_utc(stated: str, at: str) -> None:
    """The words stay in any case."""
    (post,) = posts(read(crowdtangle.ADAPTER, {**PAGE, "Post Created": stated}))

    assert str(post.posted.at) == at
    assert post.posted.stated == stated


@pytest.mark.parametrize(
    ("url", "native"),
    [
        ("https://www.facebook.com/9/posts/77/", "77"),
        ("https://www.facebook.com/permalink.php?story_fbid=78&id=9", "78"),
        ("https://www.facebook.com/watch/?v=79", "79"),
        ("https://www.facebook.com/9/videos/80?x=1", "80"),
    ],
)
def test_the_number_of_a_post_is_in_its_address(url: str, native: str) -> None:
    """Whichever form the address has."""
    assert posts(read(crowdtangle.ADAPTER, {**PAGE, "URL": url}))[0].id == f"facebook:{native}"


def test_a_group_is_not_the_author() -> None:
    """Its table does not say who wrote; the group is a mark."""
    row = {("Group Name" if key == "Page Name" else key): value for key, value in PAGE.items()}

    (item,) = (one for one in read(crowdtangle.ADAPTER, row) if isinstance(one, Item))

    assert (item.posts[0].account, item.posts[0].name, item.posts[0].marks) == (None, None, ("group:Mill",))
    assert item.sightings == ()


def test_counts_with_separators_and_words_for_nothing() -> None:
    """`1,204` is a count; `N/A` says nothing."""
    known, unknown = (
        read(crowdtangle.ADAPTER, {**PAGE, "Followers at Posting": figure}) for figure in ("1,204", "N/A")
    )

    seen = [
        each.followers for outs in (known, unknown) for one in outs if isinstance(one, Item) for each in one.sightings
    ]
    assert seen == [1204, None]


def test_a_comment_of_facepager_hangs_on_its_post() -> None:
    """By the row above it; a seed and a piece are no posts, a failed query is a gap."""
    outs = read(
        facepager.ADAPTER,
        {**NODE, "id": "1", "object_type": "seed", "object_id": "mill", "query_status": ""},
        NODE,
        {**NODE, "id": "3", "parent_id": "2", "object_id": "77_501", "message": "дякую"},
        {**NODE, "id": "4", "query_status": "error (400)"},
        {**NODE, "id": "5", "object_id": "9.1E+15"},
    )

    assert [(post.id, post.reply_to) for post in posts(outs)] == [
        ("facebook:77", None),
        ("facebook:501", "facebook:77"),
    ]
    assert str(posts(outs)[0].posted.at) == "2041-04-03 04:12:44+00:00"
    assert [type(one).__name__ for one in outs] == ["Item", "Item", "Item", "Item", "Gap", "Rejected"]


def test_nodes_of_other_platforms_are_left_alone() -> None:
    """Their numbers would be taken for Facebook's."""
    row = {key: value for key, value in NODE.items() if key != "from.name"}

    assert read(facepager.ADAPTER, row) == []


def test_comments_of_youtube_are_utc_and_their_markup_is_undone() -> None:
    """A bracket that a person typed stays."""
    first, second = posts(
        read(
            youtube_tables.ADAPTER,
            {**COMMENT, "text": "a<br>b &#39;c&#39;"},
            {**COMMENT, "id": "Ugx02", "text": "1 < 2"},
        )
    )

    assert (first.text, second.text) == ("a\nb 'c'", "1 < 2")
    assert str(first.posted.at) == "2041-04-03 06:12:44+00:00"


def test_a_film_reads_alike_from_the_table_and_from_yt_dlp() -> None:
    """Same id, words, account and place by both routes."""
    (table,) = (path for path in (GOLDEN / "youtube-data-tools").glob("videolist*"))
    (info,) = (path for path in (GOLDEN / "yt-dlp").glob("*.info.json"))

    first = posts(read_bytes(youtube_tables.ADAPTER, table.read_bytes()))[0]
    other = posts(read_bytes(ytdlp.ADAPTER, info.read_bytes()))[0]

    assert (first.id, first.text, first.account, first.url) == (other.id, other.text, other.account, other.url)
    assert first.posted.at == other.posted.at
