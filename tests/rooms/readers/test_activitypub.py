"""Tests of `firsthand.readers.activitypub`. All people and places are invented."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from firsthand.model.post import Post
from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers import mastodon
from firsthand.readers.activitypub import ADAPTER
from firsthand.readers.seam import Setting
from firsthand.testing.files import MemoryFiles

GOLDEN = Path(__file__).parents[2] / "golden" / "activitypub"
SERVER = "https://social.oradesh.example"
SALMA = f"{SERVER}/users/salma"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
CONTEXT = "https://www.w3.org/ns/activitystreams"

Out = Item | Rejected | Gap


def read(value: object, name: str = "file.json") -> list[Out]:
    """Everything that the reader finds and reads in one file."""
    raw = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
    files, reader = MemoryFiles({name: raw}), ADAPTER.open(ADAPTER.options())
    return [out for find in reader.find(files) for out in reader.read(files, find, Setting())]


def posts(outs: list[Out]) -> list[Post]:
    return [post for out in outs if isinstance(out, Item) for post in out.posts]


def gaps(outs: list[Out]) -> list[str]:
    return [out.code for out in outs if isinstance(out, Gap)]


def only(value: object) -> Post:
    (post,) = posts(read(value))
    return post


def note(**changed: Any) -> dict[str, Any]:
    return {
        "@context": CONTEXT, "id": f"{SALMA}/statuses/1", "type": "Note", "attributedTo": SALMA, "to": [PUBLIC], "cc": [],
        "published": "2041-04-02T05:00:00Z", "content": "<p>خبز</p>", "url": f"{SERVER}/@salma/1", **changed,
    }  # fmt: skip


def act(kind: str, thing: object, **changed: Any) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": f"{SALMA}/acts/1",
        "type": kind,
        "actor": SALMA,
        "to": [PUBLIC],
        "object": thing,
        **changed,
    }


def test_one_post_has_one_id_by_every_route() -> None:
    """The object, its Create, a boost by a group, and the status that the server's API gives."""
    status = {
        "id": "9", "uri": f"{SALMA}/statuses/1", "url": f"{SERVER}/@salma/1", "created_at": "2041-04-02T05:00:00Z",
        "content": "<p>خبز</p>", "visibility": "public", "account": {"acct": "salma", "uri": SALMA, "username": "salma"},
    }  # fmt: skip
    files, api = MemoryFiles({"f": json.dumps(status).encode()}), mastodon.ADAPTER.open(mastodon.ADAPTER.options())
    (find,) = api.find(files)
    group = act("Announce", act("Create", note()), actor=f"{SERVER}/c/oradesh")
    found = [
        only(note()), only(act("Create", note())), posts(read(group))[1], *posts(list(api.read(files, find, Setting()))),
    ]  # fmt: skip

    assert {(post.id, post.text, post.account, post.handle, post.posted.at) for post in found} == {
        (
            f"activitypub:{SALMA}/statuses/1",
            "خبز",
            f"activitypub:{SALMA}",
            "salma@social.oradesh.example",
            found[0].posted.at,
        )
    }
    assert posts(read(group))[0].reposts == found[0].id


@pytest.mark.parametrize(
    ("addressed", "seen"),
    [
        ({"to": [PUBLIC]}, ()),
        ({"to": "as:Public", "cc": None}, ()),
        ({"to": [f"{SALMA}/followers"], "cc": "Public"}, ("visibility:unlisted",)),
        ({"to": [f"{SALMA}/followers"], "cc": []}, None),
        ({"to": ["https://hromada.example/users/olena"]}, None),
        ({"to": [], "cc": []}, None),
        ({"to": None, "cc": None, "bto": ["https://hromada.example/users/olena"]}, None),
        ({"to": [{"id": "https://hromada.example/users/olena"}], "cc": []}, None),
    ],
)
def test_only_what_is_for_the_public_is_read(addressed: dict[str, Any], seen: tuple[str, ...] | None) -> None:
    """One value or a list, any spelling of the public. What is for nobody or for some is sealed: words, title, pictures, who."""
    thing = note(summary="CANARY", content="<p>CANARY</p>", attachment={"type": "Image", "name": "CANARY"}) | addressed
    outs = read(thing)

    if seen is not None:
        assert posts(outs)[0].marks == ("cw:CANARY", *seen)
        return
    assert gaps(outs) == ["sealed"]
    assert "CANARY" not in repr([out._replace(raw=b"") if isinstance(out, Item) else out for out in outs])
    assert [out.sightings for out in outs if isinstance(out, Item)] == [()]


def test_the_activity_speaks_where_the_object_is_silent() -> None:
    """An object without addresses inside an act for few is sealed; a page of the open web without any is read."""
    silent = {key: value for key, value in note().items() if key not in ("to", "cc")}

    assert gaps(read(act("Create", silent, to=[f"{SALMA}/followers"]))) == ["sealed"]
    assert only(silent).text == "خبز"


def test_messages_of_a_chat_are_sealed() -> None:
    """Alone and within a Create."""
    chat = {**note(), "type": "ChatMessage", "to": ["https://hromada.example/users/olena"]}

    for value in (chat, act("Create", chat)):
        outs = read(value)
        assert gaps(outs) == ["sealed"]
        assert posts(outs) == []


def test_what_was_taken_back_is_marked_and_named() -> None:
    """Tombstones, deletions with and without one, undone boosts, deleted accounts."""
    uri = f"{SALMA}/statuses/1"
    for value in (
        {"@context": CONTEXT, "id": uri, "type": "Tombstone"},
        act("Delete", uri),
        act("Delete", {"id": uri, "type": "Tombstone"}),
        act("Undo", {"id": uri, "type": "Announce", "actor": SALMA, "object": "https://hromada.example/1"}),
    ):
        outs = read(value)
        assert [(post.native_id, post.text, post.marks) for post in posts(outs)] == [(uri, "", ("deleted", "no-text"))]
        assert gaps(outs) == ["deleted"]

    account = read(act("Delete", SALMA))
    assert (posts(account), gaps(account)) == ([], ["deleted"])


@pytest.mark.parametrize("kind", ["Like", "Dislike", "Follow", "Accept", "Flag", "Block", "EmojiReact", "Undo", "Add"])
def test_other_acts_are_items_without_posts(kind: str) -> None:
    """They are counted; what a report says is not read."""
    outs = read(act(kind, ["https://hromada.example/1"], content="CANARY"))

    assert [type(out).__name__ for out in outs] == ["Item"]
    assert posts(outs) == []
    assert "CANARY" not in repr([out._replace(raw=b"") for out in outs if isinstance(out, Item)])


def test_a_changed_profile_is_a_sighting_of_its_day() -> None:
    """An Update of a person."""
    person = {"id": SALMA, "type": "Person", "preferredUsername": "salma", "name": "سلمى", "inbox": f"{SALMA}/inbox"}
    (out,) = read(act("Update", person, published="2041-04-03T00:00:00Z"))

    assert isinstance(out, Item)
    assert (out.sightings[0].name, str(out.sightings[0].seen.at)) == ("سلمى", "2041-04-03 00:00:00+00:00")


# Programs


def golden(name: str) -> Post:
    return only((GOLDEN / name).read_bytes())


def test_a_note_of_pleroma() -> None:
    """One address in `cc`, plain breaks, a quote, a parent; no page of its own."""
    post = golden("pleroma-note.json")

    assert post.text == "Міст відкрито \nالجسر مفتوح"
    assert (post.quotes, post.reply_to) == (f"activitypub:{SALMA}/statuses/6", f"activitypub:{SALMA}/statuses/1")
    assert (post.url, post.marks) == (None, ("visibility:unlisted",))


def test_an_article_of_friendica() -> None:
    """Its excerpt is no warning; its picture and what it is about are kept."""
    post = golden("friendica-article.json")

    assert post.text == "Brot\n\nUm sechs. الساعة ستة."
    assert post.marks == (
        "title:Heute in Oradesh / اليوم في أورادش", "visibility:unlisted", "link:https://news.oradesh.example/bread",
    )  # fmt: skip
    assert (post.lang, post.media[0].url) == ("de", "https://friendica.oradesh.example/photo/1.jpg")


def test_a_thread_that_is_a_title_and_a_link() -> None:
    """The title is what was said; the address of something else is not the address of the post."""
    post = golden("lemmy-page.json")

    assert (post.text, post.url, post.lang) == ("خريطة الكهرباء (live)", None, "ar")
    assert post.marks[-1] == "link:https://map.oradesh.example/power"


def test_a_video_of_peertube() -> None:
    """Markdown stays, a person is meant before a channel, one file is the video."""
    post = golden("peertube-video.json")

    assert post.text.startswith("**Балкон**, східний бік.\n\n")
    assert post.account == "activitypub:https://tube.oradesh.example/accounts/salma"
    assert [(one.kind, one.url) for one in post.media] == [("video", "https://tube.oradesh.example/hls/v1-720.mp4")]


def test_an_object_without_an_id_is_named_by_its_page() -> None:
    """Pages of the open web; without either it is rejected."""
    assert only(note(id=None)).native_id == f"{SERVER}/@salma/1"
    (out,) = read(note(id=None, url=None))
    assert isinstance(out, Rejected)
    assert out.code == "no-id"


def test_types_that_nobody_knows_yet() -> None:
    """Words by somebody are read, whatever their type is called; an act of an unknown kind is counted."""
    assert only(note(type="Recipe")).text == "خبز"
    (out,) = read(act("QuoteRequest", f"{SALMA}/statuses/1"))
    assert isinstance(out, Item)
    assert out.posts == ()


def test_an_event_is_by_the_person_who_wrote_it() -> None:
    """The group that it belongs to comes second."""
    event = note(type="Event", name="اجتماع", actor=SALMA, attributedTo=f"{SERVER}/@group")

    assert only(event).account == f"activitypub:{SALMA}"


def test_an_author_inside_the_object_is_known_by_name() -> None:
    """`attributedTo` as an object."""
    who = {"type": "Person", "id": SALMA, "name": "سلمى", "preferredUsername": "salma"}

    assert (only(note(attributedTo=who)).name, only(note(attributedTo=[who])).handle) == (
        "سلمى",
        "salma@social.oradesh.example",
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"content": 3}, {"contentMap": ["x"]}, {"attachment": [3, None, {"url": [[]]}]}, {"tag": "x"}, {"url": {"href": 4}},
        {"to": 3}, {"published": ["x"]}, {"attributedTo": [[], 3]}, {"image": [{"url": {}}]}, {"location": 5},
        {"inReplyTo": {"x": 1}}, {"name": {"ar": "x"}}, {"url": "http://[::1"}, {"id": "https://[bad"},
        {"type": ["Note", 4]}, {"updated": 17}, {"summary": []},
    ],
)  # fmt: skip
def test_fields_that_do_not_fit_cost_nothing_else(changed: dict[str, Any]) -> None:
    """Values of other types are left out; the notes beside it are read."""
    page = {"@context": CONTEXT, "type": "OrderedCollection", "orderedItems": [note(), note() | changed, note()]}
    outs = [out for out in read(page | {"id": f"{SALMA}/outbox"}) if not isinstance(out, Gap)]

    assert len(outs) == 3
    assert isinstance(outs[0], Item)
    assert isinstance(outs[2], Item)


# Collections


def test_the_page_form_of_an_outbox_is_read() -> None:
    """A collection with its first page inside, and a page of its own."""
    page = {
        "type": "OrderedCollectionPage",
        "id": f"{SERVER}/o?page=1",
        "partOf": f"{SERVER}/o",
        "orderedItems": [act("Create", note())],
    }
    whole = {"type": "OrderedCollection", "id": f"{SERVER}/o", "totalItems": 1, "first": page}

    assert [only(page).text, only(whole).text] == ["خبز", "خبز"]


def test_a_collection_says_what_is_not_in_the_file() -> None:
    """More items than are listed; a next page; addresses in the place of objects, of which none is named."""
    base = {"@context": CONTEXT, "type": "OrderedCollection", "id": f"{SALMA}/outbox"}
    more = read({**base, "totalItems": 5, "orderedItems": [note()]})
    next_ = read({**base, "type": "OrderedCollectionPage", "next": f"{SALMA}/outbox?page=2", "orderedItems": [note()]})
    names = read({**base, "totalItems": 2, "orderedItems": ["https://canary.example/1", "https://canary.example/2"]})
    whole = read({**base, "totalItems": 1, "orderedItems": [note()]})

    assert [out.what for out in more if isinstance(out, Gap)] == [
        "the collection states 5 items; 4 are not in this file"
    ]
    assert gaps(next_) == ["sequence"]
    assert gaps(names) == ["unavailable"]
    assert "canary" not in repr([out for out in names if isinstance(out, Gap)])
    assert gaps(whole) == []


def test_an_archive_of_an_account_is_left_to_its_reader() -> None:
    """Its outbox and, above all, what the account liked."""
    root = GOLDEN.parent / "mastodon-outbox"
    liked = {
        "@context": CONTEXT,
        "id": "likes.json",
        "type": "OrderedCollection",
        "orderedItems": ["https://canary.example/1"],
    }
    files = MemoryFiles({name: (root / name).read_bytes() for name in ("actor.json", "outbox.json")})
    files["likes.json"] = json.dumps(liked).encode()
    finds = ADAPTER.open(ADAPTER.options()).find(files)

    assert [find.members for find in finds] == [("actor.json",)]
    assert read(liked, "likes.json") == []


def test_a_page_beside_a_profile_is_no_archive() -> None:
    """Objects that somebody saved into one folder; each is read for itself."""
    files = MemoryFiles({name: (GOLDEN / name).read_bytes() for name in ("actor.json", "mastodon-outbox-page.json")})

    assert [find.members for find in ADAPTER.open(ADAPTER.options()).find(files)] == [
        ("actor.json",), ("mastodon-outbox-page.json",),
    ]  # fmt: skip
    assert mastodon.ADAPTER.open(mastodon.ADAPTER.options()).find(files) == []


def test_nothing_else_is_claimed() -> None:
    """Words that other formats share."""
    for other in (
        {"type": "Video", "name": "x"}, {"type": "FeatureCollection", "features": []}, {"type": "Person", "name": "x"},
        {"@type": "Article", "@context": "https://schema.org", "name": "x"}, {"type": "Collection", "items": [1]},
        {"type": "Note", "id": "5", "content": "x"}, {"type": "Event", "id": "a:b"},
    ):  # fmt: skip
        assert read(other) == []


def test_objects_of_other_servers_are_read(shared: Path) -> None:
    """Every object of the shared samples is recognised; one is sealed, two were deleted, nothing is rejected."""
    root = shared / "data" / "platform-fixtures" / "activitypub"
    if not root.is_dir():
        pytest.skip("the shared fixtures are not here")
    counted: Counter[str] = Counter()
    for path in sorted(root.rglob("*.json")):
        outs = read(path.read_bytes())
        assert outs, path.name
        counted["rejected"] += sum(isinstance(out, Rejected) for out in outs)
        counted["items"] += sum(isinstance(out, Item) for out in outs)
        counted["posts"] += len(posts(outs))
        counted["sealed"] += gaps(outs).count("sealed")
        counted["deleted"] += sum("deleted" in post.marks for post in posts(outs))

    assert counted == {"items": 27, "posts": 15, "deleted": 2, "sealed": 1, "rejected": 0}
