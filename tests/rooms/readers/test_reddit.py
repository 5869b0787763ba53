"""Tests of `firsthand.readers.reddit`. All people and places are invented."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from firsthand.model.post import Post
from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers.reddit import ADAPTER
from firsthand.readers.seam import Setting
from firsthand.testing.files import MemoryFiles

GOLDEN = Path(__file__).parents[2] / "golden" / "reddit"

Out = Item | Rejected | Gap


def read(value: object) -> list[Out]:
    """Everything that the reader finds and reads in one file."""
    raw = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
    files, reader = MemoryFiles({"file.json": raw}), ADAPTER.open(ADAPTER.options())
    return [out for find in reader.find(files) for out in reader.read(files, find, Setting())]


def golden(name: str) -> list[Out]:
    return read((GOLDEN / name).read_bytes())


def posts(outs: list[Out]) -> dict[str, Post]:
    return {post.native_id: post for out in outs if isinstance(out, Item) for post in out.posts}


def gaps(outs: list[Out]) -> list[tuple[str, int, str]]:
    return [(out.code, out.n, out.what) for out in outs if isinstance(out, Gap)]


def submission(**changed: Any) -> dict[str, Any]:
    return {
        "kind": "t3",
        "data": {
            "subreddit": "oradesh", "id": "orad01", "name": "t3_orad01", "author": "salma", "title": "خبز", "selftext": "",
            "created_utc": 2248495964.0, "permalink": "/r/oradesh/comments/orad01/x/", "is_self": True, **changed,
        },
    }  # fmt: skip


def comment(name: str = "cmt001", **changed: Any) -> dict[str, Any]:
    return {
        "kind": "t1",
        "data": {
            "subreddit": "oradesh", "id": name, "name": f"t1_{name}", "author": "olena", "body": "так", "replies": "",
            "link_id": "t3_orad01", "parent_id": "t3_orad01", "created_utc": 2248496000, **changed,
        },
    }  # fmt: skip


def listing(*children: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return {"kind": "Listing", "data": {"after": None, "children": list(children), **changed}}


def test_a_page_is_the_submission_and_branches_of_comments() -> None:
    """Each comment at the top is one item, and what stands below it are its posts, in the order of the page."""
    outs = golden("page.json")
    found = [[post.native_id for post in out.posts] for out in outs if isinstance(out, Item)]

    assert found == [["t3_orad01"], ["t1_cmt001", "t1_cmt002", "t1_cmt003"], ["t1_cmt004"], ["t1_cmt005"], []]
    by = posts(outs)
    assert by["t3_orad01"].text.startswith("الجسر الشرقي: مفتوح للمشاة فقط؟\n\nكنت هناك الساعة *08:20*.")
    assert by["t3_orad01"].edited is not None
    assert by["t3_orad01"].edited.at == datetime(2041, 4, 2, 6, 30, tzinfo=UTC)
    assert (by["t1_cmt002"].reply_to, by["t1_cmt002"].account) == ("reddit:t1_cmt001", "reddit:t2_salma1")
    assert by["t1_cmt005"].text == "\u202eمقلوب\u202c <b>no html</b> & so on"
    assert "edited" in by["t1_cmt005"].marks


def test_what_was_taken_away_is_no_text() -> None:
    """The words that the site puts in its place are a mark and a gap; who took it away is told apart."""
    by = posts(golden("page.json"))
    late = posts(golden("listing.json"))["t3_orad06"]

    assert (by["t1_cmt003"].text, by["t1_cmt003"].marks, by["t1_cmt003"].account) == ("", ("deleted", "no-text"), None)
    assert by["t1_cmt004"].marks == ("removed", "no-text")
    assert (late.text, late.marks) == ("", ("deleted", "no-text"))
    assert [code for code, _, _ in gaps(golden("page.json"))] == ["deleted", "sequence", "withheld", "sequence"]


def test_comments_that_are_neither_here_nor_named_are_counted() -> None:
    """A submission states ten; two are here, three stand behind "more"."""
    more = {
        "kind": "more",
        "data": {"count": 3, "name": "t1_x", "id": "x", "parent_id": "t1_cmt001", "children": ["x"]},
    }
    branch = comment(replies=listing(comment("cmt002", parent_id="t1_cmt001"), more))
    lost = [
        what
        for code, _, what in gaps(read([listing(submission(num_comments=10)), listing(branch)]))
        if code == "sequence"
    ]
    whole = gaps(read([listing(submission(num_comments=5)), listing(branch)]))
    alone = gaps(read(listing(submission(num_comments=10))))

    assert lost == [
        "3 comments below t1_cmt001 that the page did not load", "t3_orad01 states 10 comments; 5 are neither here nor named",
    ]  # fmt: skip
    assert len(whole) == 1
    assert alone == []


def test_a_submission_without_comments_is_one_item() -> None:
    """The empty second listing of its page is none."""
    assert len(read([listing(submission()), listing()])) == 1
    assert read([listing(), listing()]) == []


def test_a_further_page_is_a_gap() -> None:
    """The listing says itself that it goes on."""
    assert gaps(read(listing(submission(), after="t3_orad02"))) == [
        ("sequence", 0, "the listing goes on behind t3_orad02: not in this answer")
    ]


@pytest.mark.parametrize(
    ("html", "body", "text"),
    [
        ('<div class="md"></div>', "1 &lt; 2", "1 &lt; 2"),
        ('&lt;div class="md"&gt;&lt;/div&gt;', "1 &lt; 2 &amp;gt;", "1 < 2 &gt;"),
        (None, "a &amp; b", "a &amp; b"),
        (3, "a & b", "a & b"),
    ],
)
def test_escapes_of_the_transport_are_undone_where_they_are_known(html: object, body: str, text: str) -> None:
    """The HTML beside the words shows whether they were escaped; without it they stay."""
    assert posts(read(listing(comment(body=body, body_html=html))))["t1_cmt001"].text == text


def test_galleries_videos_pictures_and_links() -> None:
    """Captions are descriptions; a picture that is not available is a gap; a link is a mark."""
    by = posts(golden("listing.json"))
    picture = posts(read(listing(submission(url="https://i.redd.it/x.jpg", is_self=False))))["t3_orad01"]

    assert [(one.kind, one.url, one.alt, one.missing) for one in by["t3_orad03"].media] == [
        ("image", "https://preview.redd.it/m1.jpg?width=4&s=a", "الدرج", None), ("image", None, None, "not available"),
    ]  # fmt: skip
    assert [(one.kind, one.url) for one in by["t3_orad05"].media] == [("video", "https://v.redd.it/abc/DASH_720.mp4")]
    assert [(one.kind, one.url) for one in picture.media] == [("image", "https://i.redd.it/x.jpg")]
    assert picture.marks == ()
    assert by["t3_orad04"].marks == ("link:https://news.oradesh.example/bridge",)
    assert by["t3_orad05"].marks[:2] == ("sensitive", "spoiler")


def test_a_crosspost_quotes_what_it_shows() -> None:
    """The shown submission is a nested post; without it the reference stays."""
    by = posts(golden("listing.json"))
    bare = posts(read(listing(submission(crosspost_parent="t3_far"))))["t3_orad01"]

    assert by["t3_orad04"].quotes == "reddit:t3_orad01"
    assert by["t3_orad01"].text.startswith("الجسر")
    assert bare.quotes == "reddit:t3_far"


def test_one_post_by_two_routes_is_one() -> None:
    """A page and the same page as a recorder kept it."""
    assert posts(golden("page.json")) == posts(golden("recorded.json"))


def test_a_live_thread_is_read() -> None:
    """Updates have names of their own; a stricken one says so."""
    by = posts(golden("live.json"))

    assert [name.startswith("LiveUpdate_") for name in by] == [True, True]
    assert [post.marks for post in by.values()] == [(), ("stricken",)]


def test_an_account_is_seen_with_its_number() -> None:
    """Posts and the account's own record agree on the id."""
    seen = [one for out in golden("listing.json") if isinstance(out, Item) for one in out.sightings]

    assert {one.native_id for one in seen} == {"t2_salma1", "t2_olena1"}
    assert [one.bio for one in seen if one.bio] == ["من أورادش"]


def test_private_things_are_sealed() -> None:
    """A private message and a post of a private community: counted, never read."""
    message = {
        "kind": "t4",
        "data": {"name": "t4_a", "author": "olena", "body": "secret", "created_utc": 1, "parent_id": None},
    }
    outs = read(listing(message, submission(subreddit_type="private", title="secret")))

    assert [code for code, _, _ in gaps(outs)] == ["sealed", "sealed"]
    assert "secret" not in repr([out._replace(raw=b"") for out in outs if isinstance(out, Item)])


def test_a_branch_a_thousand_deep_costs_itself_only() -> None:
    """Brackets nest deeper than any page: that branch is rejected, the comment beside it is read."""
    raw = json.dumps(comment("deep")).encode()
    for n in range(1000):
        outer = json.dumps(comment(f"d{n}", replies="@")).encode()
        raw = outer.replace(b'"@"', b'{"kind":"Listing","data":{"children":[' + raw + b"]}}")
    outs = read(b'{"kind":"Listing","data":{"children":[' + json.dumps(comment("first")).encode() + b"," + raw + b"]}}")

    assert [type(out).__name__ for out in outs] == ["Item", "Rejected"]


@pytest.mark.parametrize(
    "changed",
    [
        {"name": 3, "id": None}, {"created_utc": 1e300}, {"created_utc": "x"}, {"edited": "yes"}, {"author": ["x"]},
        {"replies": {"data": {"children": [None, 3, {"kind": "t1"}, {"kind": "t1", "data": {"name": "no"}}]}}},
        {"media_metadata": [], "gallery_data": {"items": [None, {"media_id": 4}]}}, {"permalink": "x y"}, {"body": {"a": 1}},
    ],
)  # fmt: skip
def test_fields_that_do_not_fit_cost_no_neighbour(changed: dict[str, Any]) -> None:
    """Bad values are left out, or reject their thing."""
    outs = read(listing(comment("first"), comment(**changed), comment("last")))

    assert {"t1_first", "t1_last"} <= set(posts(outs))
    assert len([out for out in outs if not isinstance(out, Gap)]) == 3


def test_nothing_else_is_claimed() -> None:
    """Other JSON with the same words."""
    for other in (
        {"kind": "t1", "data": {"x": 1}}, {"kind": "Listing", "data": {"children": [{"kind": "x", "data": {}}]}},
        {"interactions": [{"request": {"uri": "https://other.example"}, "response": {}}]}, {"name": "t3_a", "title": "x"},
    ):  # fmt: skip
        assert read(other) == []


def test_the_recorded_answers(real_files: Callable[[str], MemoryFiles]) -> None:
    """Every listing in the shared samples is read; nothing is rejected."""
    files = real_files("reddit")
    reader = ADAPTER.open(ADAPTER.options())
    counted: dict[str, int] = {}
    for find in reader.find(files):
        outs = list(reader.read(files, find, Setting()))
        assert not [out for out in outs if isinstance(out, Rejected)]
        counted[find.members[0]] = sum(len(out.posts) for out in outs if isinstance(out, Item))

    assert len(counted) == len(files.names())
    assert counted["TestLiveThread.test_updates.json"] == 200
    assert counted["TestMultiredditListings.test_comments.json"] == 100
