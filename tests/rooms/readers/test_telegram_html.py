"""Telegram Desktop's HTML pages."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import pytest

from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers import telegram
from firsthand.readers.seam import Setting
from firsthand.readers.telegram_html import ADAPTER, TelegramHtmlOptions
from firsthand.testing.files import MemoryFiles

GOLDEN = Path(__file__).parents[2] / "golden" / "telegram-html"
PAGE = '<html><div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">\n%s\n</div></div></div>'
PAGE += '<div class="page_body chat_page"><div class="history">%s</div></div></div></html>'
CHAT = TelegramHtmlOptions(chat="-1001234567890")


def message(number: int, words: str, name: str = "", kind: str = "default", title: str = "14.03.2041 21:07:12 UTC+03:00") -> str:
    joined = "" if name else " joined"
    who = f'<div class="from_name">\n{name}\n</div>' if name else ""
    date = f'<div class="pull_right date details" title="{title}">21:07</div>'
    return (
        f'<div class="message {kind} clearfix{joined}" id="message{number}"><div class="body">{date}{who}'
        f'<div class="text">\n{words}\n</div></div></div>'
    )


def page(*messages: str, name: str = "ماء") -> bytes:
    return (PAGE % (name, "".join(messages))).encode()


def read(options: TelegramHtmlOptions | None = None, **pages: bytes) -> list[Item | Rejected | Gap]:
    files = MemoryFiles({f"{name.replace('__', '/')}.html": data for name, data in pages.items()})
    reader = ADAPTER.open(options or CHAT)
    return [out for find in reader.find(files) for out in reader.read(files, find, Setting(source_name="s"))]


def posts(outs: list[Item | Rejected | Gap]):  # type: ignore[no-untyped-def]
    return [one.posts[0] for one in outs if isinstance(one, Item)]


def test_ids_are_those_of_the_json_export() -> None:
    """When the person states the chat's number, the same message by both routes is one post with the same words."""
    theirs = {"id": 7, "type": "message", "date_unixtime": "2247934032", "from": "a", "from_id": "user1", "text": "نحن\nهنا <3"}
    data = {"name": "ماء", "type": "public_channel", "id": 1234567890, "messages": [theirs]}
    files = MemoryFiles({"result.json": json.dumps(data).encode()})
    reader = telegram.ADAPTER.open(telegram.ADAPTER.options())
    (find,) = reader.find(files)
    (other,) = (one.posts[0] for one in reader.read(files, find, Setting()) if isinstance(one, Item))

    (mine,) = posts(read(messages=page(message(7, "نحن<br>هنا &lt;3", "a"))))

    assert (mine.id, mine.text) == (other.id, other.text)
    assert mine.posted.at == datetime(2041, 3, 14, 18, 7, 12, tzinfo=UTC)


def test_without_the_number_ids_rest_on_the_name() -> None:
    """They are steady, and differ between chats."""
    one, again, other = (
        posts(read(TelegramHtmlOptions(), messages=page(message(7, "x", "a"), name=name)))[0].id for name in ("ماء", "ماء", "خبز")
    )

    assert one == again != other


def test_names_are_carried_on_over_pages() -> None:
    """The tenth page comes behind the second; a message that is damaged ends the carrying."""
    outs = read(
        messages=page(message(1, "x", "أم سامر")),
        messages2=page(message(2, "x")),
        messages10=page(message(3, "x"), message(4, "x", "b").replace("</div>", "", 1), message(5, "x")),
    )

    assert [one.name for one in posts(outs)] == ["أم سامر", "أم سامر", "أم سامر", None]
    assert [one.code for one in outs if isinstance(one, Rejected)] == ["cut-off"]


def test_times() -> None:
    """A zone makes UTC of it; without one it is local; nonsense stays as stated."""
    titles = ("14.03.2041 21:07:12", "14.03.2041 21:07:12 UTC-05:30", "34.03.2041 21:07:12", "14 March")

    written = page(*(message(n, "x", "a", title=title) for n, title in enumerate(titles, 1)))

    first, second, third, fourth = (one.posted for one in posts(read(messages=written)))

    assert first.local == datetime(2041, 3, 14, 21, 7, 12)  # noqa: DTZ001
    assert second.at == datetime(2041, 3, 15, 2, 37, 12, tzinfo=UTC)
    assert (third.precision, third.stated, fourth.precision) == ("unknown", titles[2], "unknown")


def test_what_the_golden_pages_hold() -> None:
    """Date bars are no items; a forward has its name and date; what is missing says why; a place has no coordinates."""
    files = MemoryFiles({path.relative_to(GOLDEN).as_posix(): path.read_bytes() for path in GOLDEN.rglob("*") if path.is_file()})
    reader = ADAPTER.open(CHAT)
    (find,) = reader.find(files)
    outs = list(reader.read(files, find, Setting()))
    found = {one.native_id.rpartition("/")[2]: one for one in posts(outs)}

    assert list(found) == [str(n) for n in range(1, 11)]
    assert found["1"].marks == found["9"].marks == ("system",)
    assert found["4"].media[0].name == "photos/photo_1@14-03-2041_21-09-00.jpg"
    assert (found["5"].name, found["5"].media[0].missing) == ("أم سامر", "not included")
    assert found["6"].reply_to == "telegram:1234567890/2"
    assert found["7"].marks == ("forwarded:Oradesh Now", "forwarded-at:13.03.2041 08:00:00 UTC+03:00")
    assert (found["7"].text, found["7"].name) == ("الجسر مغلق حتى المساء", "Олена")
    assert (found["8"].text, found["8"].marks) == ("", ("location",))
    assert [one.what for one in outs if isinstance(one, Gap)] == ["video: not included"]


def test_a_whole_account_gives_chosen_chats_only() -> None:
    """The pages do not say which chats are private."""
    pages = {f"e__chats__chat_00{n}__messages": page(message(1, f"of {n}", "a"), name=f"chat {n}") for n in (1, 2, 3)}

    unasked = read(TelegramHtmlOptions(), **pages)
    chosen = read(TelegramHtmlOptions(only=("chat 2", "chat_003")), **pages)

    assert [one.code for one in unasked] == ["left-out"] * 3  # type: ignore[union-attr]
    assert [one.text for one in posts(chosen)] == ["of 2", "of 3"]


@pytest.mark.parametrize("data", [b"<div " * 200_000, b'<div class="message default" id="message1">' + b"<div>" * 300_000])
def test_hostile_pages_end_soon(data: bytes) -> None:
    """Unclosed markup costs time in proportion to its length."""
    before = process_time()

    read(messages=page(message(1, "x", "a")) + data + page(message(2, "x", "a")))

    assert process_time() - before < 5
