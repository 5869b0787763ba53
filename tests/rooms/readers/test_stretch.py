"""Rows that come in columns are the rows that come one by one."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from firsthand.model.adapter import Adapter
from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers import stretch, telegram, twarc2
from firsthand.readers.jsonscan import MAX_DEPTH
from firsthand.readers.seam import Setting
from firsthand.readers.stretch import Stretch, spread
from firsthand.testing.files import MemoryFiles


def both(adapter: Adapter, data: bytes) -> tuple[list[Item | Rejected], list[Item | Rejected], list[Gap], list[Gap], list[int]]:
    """Rows one by one and by columns, gaps likewise, and how many rows each stretch held."""
    files, reader = MemoryFiles({"a.json": data}), adapter.open(adapter.options())
    (find,) = reader.find(files)
    one_by_one = list(reader.read(files, find, Setting()))
    rows: list[Item | Rejected] = []
    gaps: list[Gap] = []
    sizes = []
    for out in reader.stretches(files, find, Setting()):
        if isinstance(out, Stretch):
            sizes.append(len(out.starts))
            rows += spread(out, [data[at : at + size] for at, size in zip(out.starts, out.lengths, strict=True)])
        elif isinstance(out, Gap):
            gaps.append(out)
        else:
            rows.append(out)
    return [out for out in one_by_one if not isinstance(out, Gap)], rows, [out for out in one_by_one if isinstance(out, Gap)], gaps, sizes


def same(adapter: Adapter, data: bytes) -> list[int]:
    rows, swift, gaps, swift_gaps, sizes = both(adapter, data)
    assert swift == rows
    assert swift_gaps == gaps
    return sizes


# ------------------------------------------------------------------ lines of posts


def post(n: int, **more: Any) -> dict[str, Any]:
    """A flat post as twarc2 writes it; its author's profile changes now and then."""
    author = n % 5
    return {
        "id": str(900 + n), "text": f"نحن بخير {n} & fine", "author_id": f"7{author}", "created_at": f"2041-03-14T09:{n % 60:02}:00.000Z",
        "lang": "ar", "edit_history_tweet_ids": [str(900 + n)],
        "author": {"id": f"7{author}", "username": f"reader_{author}", "name": f"قارئ {n // 20}", "created_at": "2040-01-01T00:00:00.000Z"},
        "__twarc": {"retrieved_at": "2041-03-15T00:00:00+00:00"}, **more,
    }  # fmt: skip


ODD_POSTS: list[dict[str, Any]] = [
    {"text": None}, {"text": ""}, {"text": "a &amp;lt; b"}, {"created_at": "2041-03-14"}, {"created_at": "2041-03-14T09:00:00+03:00"},
    {"created_at": "noon"}, {"created_at": ""}, {"author_id": ""}, {"author_id": "other"}, {"author": None}, {"author": 5}, {"id": "ab-c"},
    {"id": ""}, {"id": "9" * 65}, {"id": 7}, {"lang": None}, {"possibly_sensitive": True}, {"withheld": {"country_codes": ["XX"]}},
    {"note_tweet": {"text": "لقد كان اليوم طويلا جدا وما زلنا هنا"}}, {"geo": {"full_name": "Oradesh"}}, {"data": None},
    {"attachments": {"media_keys": ["3_1"], "media": [{"media_key": "3_1", "type": "photo", "url": "https://pics.example/1.jpg"}]}},
    {"referenced_tweets": [{"type": "quoted", "id": "5"}, {"type": "replied_to", "id": "6"}]}, {"username": "x"}, {"action": "deleted"},
    {"text": "RT @a: cut…", "referenced_tweets": [{"type": "retweeted", "id": "5", "text": "whole", "author_id": "8",
                                                   "created_at": "2041-03-14T08:00:00.000Z"}]},
    {"edit_history_tweet_ids": ["1", "2"]}, {"edit_history_tweet_ids": None}, {"__twarc": None}, {"deep": [[[[]]]]},
]  # fmt: skip


def lines(posts: list[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in posts)


def test_posts_with_nothing_odd_come_as_one_stretch() -> None:
    """Changed profiles, entities and times are all in it."""
    assert same(twarc2.ADAPTER, lines([post(n) for n in range(90)])) == [90]


@pytest.mark.parametrize("number", range(len(ODD_POSTS)))
def test_each_odd_post_among_others(number: int) -> None:
    """It is read as it would be alone, and what stands around it still comes in columns."""
    posts = [post(n) for n in range(40)]
    posts[21] = post(21, **ODD_POSTS[number])

    assert sum(same(twarc2.ADAPTER, lines(posts))) >= 20


def test_many_odd_posts_and_lines_that_are_none() -> None:
    """Bad lines, blank ones, spaces, line ends of another system, a list on a line, and depth, in any order."""
    chance = random.Random(2041)
    strange = [b"", b"  ", b"{ not json", b"[1]", lines([post(1)])[:-1] + b"\r", b" " + lines([post(2)])[:-1], b"\xff\xfe{}",
               b'[{"id": "5", "text": "a"}]', json.dumps(post(3, deep=json.loads("[" * 210 + "]" * 210))).encode()]  # fmt: skip
    for _ in range(25):
        posts = [post(n, **(chance.choice(ODD_POSTS) if chance.random() < 0.1 else {})) for n in range(60)]
        data = lines(posts).splitlines()
        for _ in range(3):
            data.insert(chance.randrange(len(data)), chance.choice(strange))
        same(twarc2.ADAPTER, b"\n".join(data))


def test_utf_16_and_one_document_come_one_by_one() -> None:
    """Columns are for files of lines in UTF-8."""
    posts = [post(n) for n in range(20)]

    assert same(twarc2.ADAPTER, json.dumps(posts, indent=1).encode()) == []
    assert same(twarc2.ADAPTER, b"\xef\xbb\xbf" + lines(posts)) == [20]


# ------------------------------------------------------------------ a chat


def message(n: int, **more: Any) -> dict[str, Any]:
    text = f"نحن بخير {n}"
    return {
        "id": n, "type": "message", "date": "2041-03-14T12:00:00", "date_unixtime": str(2246866200 + n), "from": "مينا",
        "from_id": f"user{n % 4}", "text": text, "text_entities": [{"type": "plain", "text": text}], **more,
    }  # fmt: skip


ODD_MESSAGES: list[dict[str, Any]] = [
    {"photo": "photos/1.jpg"}, {"type": "service", "action": "pin"}, {"id": 0}, {"id": 5}, {"date_unixtime": "٥"}, {"date_unixtime": "0"},
    {"date_unixtime": " 5"}, {"date_unixtime": ""}, {"date_unixtime": "9" * 12}, {"from_id": ""}, {"from_id": "odd one"}, {"from": None},
    {"text": ""}, {"text": ["a", {"type": "link", "text": "b"}]}, {"text": 5}, {"reply_to_message_id": 3}, {"reply_to_message_id": 10**19},
    {"reactions": [{"type": "emoji", "count": 1, "emoji": "🕯️"}]}, {"edited": "2041-03-14T12:05:00", "edited_unixtime": "2246866500"},
    {"forwarded_from": "Lina"}, {"id": 500}, {"date": ""},
]  # fmt: skip


def chat(messages: list[object], **more: Any) -> dict[str, Any]:
    return {"name": "River", "type": "public_supergroup", "id": 1234567890, **more, "messages": messages}


@pytest.mark.parametrize("indent", [None, 0, 1, "\t"])
def test_messages_of_words_come_as_stretches(indent: int | str | None) -> None:
    """However the document is laid out: the first message shows it, the others follow."""
    data = json.dumps(chat([message(n) for n in range(1, 50)]), ensure_ascii=False, indent=indent).encode()

    sizes = same(telegram.ADAPTER, data)

    assert sum(sizes) >= 45  # the first message shows what stands between two; one that chunks divide is read the general way


@pytest.mark.parametrize("number", range(len(ODD_MESSAGES)))
def test_each_odd_message_among_others(number: int) -> None:
    """It is read the general way, and what stands around it still comes in columns, holes in the numbers included."""
    messages: list[object] = [message(n) for n in range(1, 60) if n not in (7, 31)]
    messages[25] = message(26, **ODD_MESSAGES[number])

    assert sum(same(telegram.ADAPTER, json.dumps(chat(messages), indent=1).encode())) >= 40


def test_stretches_are_no_longer_than_they_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long run is given in several, and goes on in the next chunk of the file."""
    monkeypatch.setattr(stretch, "MOST", 10)

    sizes = same(telegram.ADAPTER, json.dumps(chat([message(n) for n in range(1, 100)]), indent=1).encode())

    assert set(sizes[:-1]) == {10}


def test_what_looks_like_the_next_message_and_is_none() -> None:
    """Words and nested objects that hold what stands between two messages; brackets without end; a lost quote; cuts anywhere."""
    deep = json.loads("[" * (MAX_DEPTH + 5) + "]" * (MAX_DEPTH + 5))
    tricks: list[dict[str, Any]] = [
        {"text": '},\n  {\n   "id": 9'}, {"text": ["a},\n  {", {"type": "x", "text": "}, {"}]}, {"reactions": [{"id": 8}, {"id": 9}]},
        {"reactions": deep}, {"more": [{"id": 3, "type": "message"}, {"id": 4}]},
    ]  # fmt: skip
    chance = random.Random(2041)
    for indent in (None, 1):
        messages = [message(n, **(chance.choice(tricks) if n % 11 == 0 else {})) for n in range(1, 80)]
        data = json.dumps(chat(messages), indent=indent).encode()
        same(telegram.ADAPTER, data)
        for _ in range(20):
            at = chance.randrange(200, len(data))
            same(telegram.ADAPTER, data[:at])
            same(telegram.ADAPTER, data[:at] + chance.choice([b'"', b"{", b"}", b"]", b"\x00\xff", b"}, {", b"\\"]) + data[at + 1 :])


def test_a_chat_without_an_id_comes_one_by_one() -> None:
    """There the names of messages rest on what came before."""
    data = json.dumps(chat([message(n) for n in range(1, 30)], id=None), indent=1).encode()

    assert same(telegram.ADAPTER, data) == []


# ------------------------------------------------------------------ columns


def test_columns_of_unequal_length_are_refused() -> None:
    """A worker that says so is not believed."""
    files, reader = MemoryFiles({"a.json": lines([post(n) for n in range(9)])}), twarc2.ADAPTER.open(twarc2.ADAPTER.options())
    (whole,) = reader.stretches(files, reader.find(files)[0], Setting())
    raws = [b"-"] * 9

    assert len(spread(whole, raws)) == 9
    for name in ("starts", "at", "names", "urls"):
        with pytest.raises(ValueError, match="unequal"):
            spread(whole._replace(**{name: getattr(whole, name)[1:]}), raws)
