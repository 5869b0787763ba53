"""Responses of X's own pages. All people and places are invented."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers.seam import Setting
from firsthand.readers.x_graphql import ADAPTER, scan
from firsthand.testing.files import MemoryFiles

Reading = Item | Rejected | Gap


def account(number: int = 70, **more: Any) -> dict[str, Any]:
    return {
        "__typename": "User", "rest_id": str(number), "core": {"screen_name": f"oleh_{number}", "name": "Олег"},
        "relationship_counts": {"followers": 5}, **more,
    }  # fmt: skip


def tweet(number: int = 1001, text: str = "тут тихо", **more: Any) -> dict[str, Any]:
    legacy = {
        "id_str": str(number), "full_text": text, "created_at": "Tue Mar 04 05:06:07 +0000 2031", "user_id_str": "70",
        "entities": {}, **more.pop("legacy", {}),
    }  # fmt: skip
    core = {"user_results": {"result": account()}}
    return {"__typename": "Tweet", "rest_id": str(number), "core": core, "legacy": legacy, **more}


def listed(*results: Any, before: bool = True, **more: Any) -> dict[str, Any]:
    """A response whose entries list these; `before` says whether an entry's name stands before its content."""
    entries = []
    for result in results:
        name = {"entryId": f"tweet-{result.get('rest_id', 5)}"}
        content = {"content": {"itemContent": {"tweet_results": {"result": result}}}}
        entries.append({**name, **content} if before else {**content, **name})
    instructions = [{"type": "TimelineAddEntries", "entries": entries}]
    return {"data": {"home": {"timeline": {"instructions": instructions}}}, **more}


def read(*responses: Any) -> list[Reading]:
    return read_bytes("\n".join(json.dumps(each, ensure_ascii=False) for each in responses).encode())


def read_bytes(data: bytes) -> list[Reading]:
    reader, files = ADAPTER.open(ADAPTER.options()), MemoryFiles({"r.json": data})
    finds = reader.find(files)
    return [one for find in finds for one in reader.read(files, find, Setting())]


def items(outs: list[Reading]) -> list[Item]:
    return [one for one in outs if isinstance(one, Item)]


def gaps(outs: list[Reading]) -> list[tuple[str, str]]:
    return [(one.code, one.what) for one in outs if isinstance(one, Gap)]


def test_the_whole_of_a_long_post_is_read() -> None:
    """The cut text is no more than the beginning of the note, and the mark of a cut goes."""
    long = "بداية &amp; نهاية " * 40
    note = {"note_tweet": {"is_expandable": True, "note_tweet_results": {"result": {"text": long}}}}

    post = items(read(listed(tweet(text="بداية &amp;…", **note))))[0].posts[0]

    assert post.text == long.replace("&amp;", "&")
    assert "truncated" not in post.marks


def test_a_repost_a_quote_and_their_authors() -> None:
    """A repost points to what it repeats, the whole of which is nested; a quote too."""
    inner = tweet(900, "the bell rang twice")
    outs = read(listed(tweet(1, "RT @oleh_70: the bell…", legacy={"retweeted_status_result": {"result": inner}}),
                       tweet(2, "listen", quoted_status_result={"result": {"tweet": inner}})))  # fmt: skip

    repost, quote = (one.posts for one in items(outs))
    assert [(post.id, post.reposts, post.quotes, post.text) for post in (*repost, *quote)] == [
        ("x:1", "x:900", None, "RT @oleh_70: the bell…"), ("x:900", None, None, "the bell rang twice"),
        ("x:2", None, "x:900", "listen"), ("x:900", None, None, "the bell rang twice"),
    ]  # fmt: skip
    assert repost[0].marks == ("truncated",)
    assert (quote[0].account, quote[0].handle, quote[0].name) == ("x:70", "oleh_70", "Олег")


def test_what_is_not_shown_is_an_item_and_a_gap_with_its_number() -> None:
    """A tombstone says why; an empty place says nothing; both are named by their entry."""
    stone = {"__typename": "TweetTombstone", "tombstone": {"text": {"text": "This Post was  deleted."}}}
    outs = read(listed(stone, tweet(2, quoted_status_result={"result": stone}, legacy={"quoted_status_id_str": "8"})))

    assert [len(one.posts) for one in items(outs)] == [0, 1]
    assert gaps(outs) == [
        ("unavailable", "post 5: This Post was deleted."),
        ("unavailable", "post 8, which 2 quotes: This Post was deleted."),
    ]


def test_an_entry_named_behind_its_content_lends_its_name_to_no_other() -> None:
    """Sorted keys put the name last; then it is not known, rather than wrong."""
    outs = read(listed(tweet(1), {"__typename": "TweetUnavailable", "reason": "Suspended"}, before=False))

    assert gaps(outs) == [("unavailable", "a post: Suspended")]


def test_versions_places_and_withheld_posts() -> None:
    """Only earlier versions are named; a withheld post is a gap; exact places stay where they are."""
    control = {"edit_control_initial": {"edit_tweet_ids": ["5", "6", "7"]}, "initial_tweet_id": "5"}
    more = {"withheld_scope": "status", "withheld_in_countries": ["XY"], "place": {"full_name": "Oradesh"}}
    outs = read(listed(tweet(6, edit_control=control, legacy=more)))

    post = items(outs)[0].posts[0]
    assert (post.versions, post.place, post.marks) == (("5",), "Oradesh", ("withheld:XY",))
    assert ("withheld", "post 6 is withheld (status)") in gaps(outs)


def test_both_shapes_of_an_account() -> None:
    """What stood in `legacy` and what was moved beside it come out alike; the paid mark is no verification."""
    old = {"__typename": "User", "rest_id": "70", "is_blue_verified": True, "legacy": {
        "screen_name": "oleh_70", "name": "Олег", "description": "tea &amp; trams", "followers_count": 5}}  # fmt: skip
    new = account(profile_bio={"description": "tea &amp; trams"}, is_blue_verified=True)

    outs = items(read({"data": {"user": {"result": old}}})) + items(read({"data": {"user": {"result": new}}}))

    first, second = (one.sightings[0] for one in outs)
    assert first == second
    assert (first.handle, first.bio, first.followers, first.marks) == ("oleh_70", "tea & trams", 5, ())


def test_what_lies_behind_the_page_is_said() -> None:
    """Only the last page's way on counts, and none where the platform ends the list; errors are told."""
    more = {"content": {"cursorType": "Bottom", "value": "x"}}
    page = listed(tweet(1))
    page["data"]["home"]["timeline"]["instructions"][0]["entries"].append(more)
    ended = json.loads(json.dumps(page))
    ended["data"]["home"]["timeline"]["instructions"].append(
        {"type": "TimelineTerminateTimeline", "direction": "Bottom"}
    )
    error = {"errors": [{"message": "Rate limit exceeded"}]}

    open_end, closed = gaps(read(page, error, page)), gaps(read(page, ended))

    assert [code for code, _ in open_end] == ["platform-error", "sequence"]
    assert closed == []


@pytest.mark.parametrize("key", ["tweetResult", "users"])
def test_a_look_up_of_several_lists_each(key: str) -> None:
    """A list in the place of one result: every element is an item, and what stands behind the list is read."""
    one = tweet if key == "tweetResult" else account
    response = {
        "data": {key: [{"result": one(5)}, {}, {"result": one(6)}], "after": {"tweet_results": {"result": tweet(7)}}}
    }

    outs = read(response)

    assert [(len(item.posts), len(item.sightings)) for item in items(outs)] == (
        [(1, 1), (0, 0), (1, 0), (1, 0)] if key == "tweetResult" else [(0, 1), (0, 0), (0, 1), (1, 1)]
    )


def test_an_advertisement_is_marked() -> None:
    """It stands in the timeline and nobody chose to see it."""
    response = json.dumps(listed(tweet(4))).replace("tweet-4", "promoted-tweet-4-9f")

    assert items(read_bytes(response.encode()))[0].posts[0].marks == ("promoted",)


def test_words_of_a_post_are_never_taken_for_structure() -> None:
    """A post that quotes the format is one item."""
    nasty = '{"tweet_results":{"result":{"__typename":"Tweet","rest_id":"1"}}} "entryId":"tweet-9"'

    outs = read(listed(tweet(1, nasty), tweet(2)))

    assert [one.posts[0].id for one in items(outs)] == ["x:1", "x:2"]
    assert items(outs)[0].posts[0].text == nasty


def test_damage_costs_one_item() -> None:
    """Where the brackets of one post do not close, reading goes on at the next entry."""
    data = json.dumps(listed(tweet(1), tweet(2), tweet(3))).encode()
    torn = data.replace(b'"rest_id": "2"', b'"rest_id": [{{{"2"', 1)

    outs = read_bytes(torn)

    assert [one.posts[0].id for one in items(outs)] == ["x:1", "x:3"]
    assert [one.code for one in outs if isinstance(one, Rejected)] == ["not-json"]


def test_a_line_that_is_no_response_is_rejected() -> None:
    """Nothing is passed over in silence."""
    data = json.dumps(listed(tweet(1))).encode() + b"\n{not json}\n" + json.dumps(listed(tweet(2))).encode()

    outs = read_bytes(data)

    assert [type(one).__name__ for one in outs] == ["Item", "Rejected", "Item"]


@given(st.binary(max_size=400), st.integers(0, 600))
def test_hostile_bytes_never_raise_and_places_are_true(junk: bytes, at: int) -> None:
    """Whatever stands in the middle, ranges are in order and inside."""
    data = json.dumps(listed(tweet(1), tweet(2))).encode()
    spliced = data[:at] + junk + data[at:]

    here = 0
    for one in scan(spliced):
        assert here <= one.start <= len(spliced)
        here = one.end if one.end >= 0 else len(spliced)
    for out in ADAPTER.open(ADAPTER.options()).read(MemoryFiles({"r": spliced}), _find(), Setting()):
        assert isinstance(out, Gap) or spliced[out.start : out.start + out.length] == out.raw


def _find() -> Any:
    from firsthand.model.reading import Find

    return Find(ADAPTER.name, ("r",))


def test_real_responses_are_read_to_the_last_entry(real_files: Callable[[str], MemoryFiles]) -> None:
    """As many items as the timelines list posts and accounts, counted without the reader; every post has an author."""
    files = real_files("x-graphql")
    reader = ADAPTER.open(ADAPTER.options())
    finds = {find.members[0]: find for find in reader.find(files)}
    assert sorted(finds) == sorted(files)
    for name, data in files.items():
        outs = list(reader.read(files, finds[name], Setting()))
        counted = len(re.findall(rb'"itemType":\s*"Timeline(?:Tweet|User)"', data)) or 1

        assert len(items(outs)) == counted, name
        assert [one for one in outs if isinstance(one, Rejected)] == []
        posts = [post for one in items(outs) for post in one.posts]
        assert all(post.account and post.handle and post.posted.at and post.text for post in posts)


@pytest.mark.parametrize("other", [b'{"data": [{"id": "1", "text": "t", "author_id": "2"}]}', b'{"data": {"user": 1}}'])
def test_other_answers_are_left_alone(other: bytes) -> None:
    """The API's own answers have `data` too."""
    assert ADAPTER.open(ADAPTER.options()).find(MemoryFiles({"r.json": other})) == []


def test_what_never_ends_costs_no_more_than_its_length() -> None:
    """A string of a million quotes, and a hundred thousand posts that never close, are gone through a few times only."""
    from time import process_time

    start = b'{"data": {"tweet_results": {"result": {"__typename": "Tweet", "rest_id": "1"}}, "a": "'
    quotes = start + b'\\"' * 1_000_000
    opened = (
        b'{"data": {"instructions": ['
        + b'{"entryId": "a", "x": {"tweet_results": {"__typename": "T", "rest_id": "1", ' * 20_000
    )

    began = process_time()
    for data in (quotes, opened):
        read_bytes(data)

    assert process_time() - began < 20
