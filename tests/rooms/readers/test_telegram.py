"""Telegram Desktop's JSON exports."""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model.moment import UNKNOWN
from firsthand.model.post import Media, Post
from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers import jsonscan
from firsthand.readers.seam import Setting
from firsthand.readers.telegram import ADAPTER, TelegramOptions
from firsthand.testing.files import MemoryFiles

ROOT = Path(__file__).parents[3]
FIXTURES = Path(os.environ.get("FIRSTHAND_SHARED", ROOT.parent / "shared")) / "data/platform-fixtures"

LEVANTINE = "يا جماعة عم يقصفو حارتنا بأوراديش، ادعولنا 🕯️"
UKRAINIAN = "Ми в підвалі на вулиці Садовій, зв’язку майже немає."
FRENCH = "Nous sommes encore là, à l’est d’Oradesh — « tenez bon »."
MIXED = "قال ABC: «stay 3 km away» ثم انقطع الخط"
HOSTILE = "a\u202egnp.exe\u0007\x1b[31mred\u2066\u200f\ufeff end"


def message(number: int, **more: Any) -> dict[str, Any]:
    """Make an invented message as Telegram Desktop writes it."""
    base: dict[str, Any] = {
        "id": number,
        "type": "message",
        "date": "2016-12-13T14:05:00",
        "date_unixtime": str(1481637900 + number),
        "from": "Oradesh Now",
        "from_id": "channel1234567890",
        "text": f"message {number}",
        "text_entities": [{"type": "plain", "text": f"message {number}"}],
    }
    return {key: value for key, value in (base | more).items() if value != "absent"}


def chat(*messages: dict[str, Any], **more: Any) -> bytes:
    """Write an invented export of one chat."""
    top = {"name": "Oradesh Now", "type": "public_channel", "id": 1234567890} | more | {"messages": list(messages)}
    return json.dumps(top, ensure_ascii=False, indent=1).encode()


def read(data: bytes, options: TelegramOptions | None = None, **members: bytes) -> list[Item | Rejected | Gap]:
    """Recognise and read one export; files beside it by name, with ``__`` for the slash."""
    files = MemoryFiles(
        {"result.json": data} | {name.replace("__", "/") + ".jpg": one for name, one in members.items()}
    )
    reader = ADAPTER.open(options or TelegramOptions())
    (find,) = reader.find(files)
    return list(reader.read(files, find, Setting(source_name="Oradesh export")))


def one(**more: Any) -> Post:
    """Read one message with these keys."""
    (result,) = (result for result in read(chat(message(5, **more))) if isinstance(result, Item))
    return result.posts[0]


def items(results: list[Item | Rejected | Gap]) -> list[Item]:
    """Keep what was read."""
    return [result for result in results if isinstance(result, Item)]


def gaps(results: list[Item | Rejected | Gap]) -> list[tuple[str, str]]:
    """Keep what is missing."""
    return [(result.code, result.what) for result in results if isinstance(result, Gap)]


def test_a_message_of_a_channel() -> None:
    """Channel and number name the post; the second of 1970 is its time, and the wall clock is kept as stated."""
    post = one()

    assert post == Post(
        id="telegram:1234567890/5",
        platform="telegram",
        native_id="1234567890/5",
        text="message 5",
        posted=post.posted,
        account="telegram:channel1234567890",
        name="Oradesh Now",
    )
    assert post.posted.at == datetime(2016, 12, 13, 14, 5, 5, tzinfo=UTC)
    assert post.posted.stated == "2016-12-13T14:05:00"


@pytest.mark.parametrize("text", [LEVANTINE, UKRAINIAN, FRENCH, MIXED, HOSTILE, "👩🏽‍🚒🇺🇦", "e\u0301\u200d", ""])
def test_words_are_verbatim_in_any_script(text: str) -> None:
    """Direction marks, control characters and joiners come out as they went in."""
    parts = [text[:2], {"type": "bold", "text": text[2:]}] if text else []

    assert one(text=text).text == text
    assert one(text=parts).text == text


def test_parts_are_joined_without_blanks() -> None:
    """A blank that nobody wrote would change a quote."""
    assert one(text=["go to ", {"type": "link", "text": "a.example"}, ", now"]).text == "go to a.example, now"


def test_entities_stand_in_for_a_text_that_is_absent() -> None:
    """Newer keys are used where the older one is missing."""
    assert one(text="absent").text == "message 5"


def test_a_date_without_seconds_of_1970_has_no_zone() -> None:
    """The exporter's wall clock is local time; it is never made UTC."""
    posted = one(date_unixtime="absent").posted

    assert posted.at is None
    assert posted.local == datetime.fromisoformat("2016-12-13T14:05:00")
    assert posted.stated == "2016-12-13T14:05:00"


@pytest.mark.parametrize(
    ("date", "unixtime"),
    [("yesterday", "absent"), ("absent", "99999999999999"), ("2016-02-31T00:00:00", "x"), ("13.12.2016", "absent")],
)
def test_a_time_that_is_none_is_unknown_and_kept(date: str, unixtime: str) -> None:
    """The message is read; its time is unknown, and the words of the source stay."""
    posted = one(date=date, date_unixtime=unixtime).posted

    assert (posted.at, posted.local, posted.precision) == (None, None, "unknown")
    assert posted.stated == (date if date != "absent" else unixtime)


def test_edited_messages_say_when() -> None:
    """The epoch is the old exporter's word for never."""
    assert one(edited="2016-12-13T15:00:00", edited_unixtime="1481641200").edited.at == datetime(
        2016, 12, 13, 15, tzinfo=UTC
    )
    assert one(edited="1970-01-01T00:00:00").edited is None
    assert one().edited is None


def test_a_service_message_has_no_words() -> None:
    """Renames and joins are kept as captures; the post is marked."""
    post = one(type="service", actor="Rana", actor_id="user77", action="edit_group_title", title="New", text="x")

    assert (post.text, post.marks, post.account, post.name) == ("", ("system",), "telegram:user77", "Rana")


def test_an_unsupported_message_is_an_item() -> None:
    """It has only a number and a type; it is there all the same."""
    keys = dict.fromkeys(("date", "date_unixtime", "from", "from_id", "text", "text_entities"), "absent")
    post = one(type="unsupported", **keys)

    assert post.marks == ("unsupported", "no-text")
    assert post.posted == UNKNOWN


def test_forwards_replies_and_restricted_things_are_marked() -> None:
    """Coordinates and telephone numbers are not in the post."""
    post = one(
        forwarded_from="Полковник\u202e",
        reply_to_message_id=3,
        location_information={"latitude": 36.123456, "longitude": 37.654321},
        contact_information={"phone_number": "+000 111 222"},
        poll={"question": "q"},
        media_spoiler=True,
    )

    assert post.marks == ("forwarded:Полковник\u202e", "location", "contact", "poll", "sensitive")
    assert post.reply_to == "telegram:1234567890/3"
    assert "36.12" not in repr(post)
    assert "111" not in repr(post)
    assert one(forwarded_from=None).marks == ("forwarded",)
    assert one(reply_to_message_id=3, reply_to_peer_id="channel99").reply_to == "telegram:99/3"


@pytest.mark.parametrize(
    ("stated", "native"),
    [("user12", "user12"), (12, "user12"), ("chat9", "chat9"), (4296000000, "4296000000"), ("<b>", "<b>")],
)
def test_accounts_keep_the_platforms_word(stated: object, native: str) -> None:
    """A bare number of the old dialect is a user, unless other kinds may be folded into it."""
    assert one(from_id=stated).account == f"telegram:{native}"


def test_a_channel_without_sender_ids_speaks_for_itself() -> None:
    """The sender's name is the channel's title."""
    assert one(from_id="absent").account == "telegram:channel1234567890"
    assert one(from_id="absent", **{"from": None}).account is None


@pytest.mark.parametrize("stated", [-1001234567890, "-1001234567890", 1234567890, "1234567890"])
def test_chat_ids_lose_the_prefix_of_bots(stated: object) -> None:
    """The same channel by another tool is the same channel."""
    (item,) = items(read(chat(message(5), id=stated)))

    assert item.posts[0].id == "telegram:1234567890/5"


def test_media_is_linked_to_the_members_beside() -> None:
    """A path is looked up among the members, never opened."""
    messages = [
        message(1, photo="photos/one.jpg"),
        message(2, photo="photos/gone.jpg"),
        message(3, photo="../photos/one.jpg"),
        message(4, file="(File not included. Change data exporting settings to download.)", media_type="voice_message"),
        message(5, file="clip.mp4 (File exceeds maximum size. Change data exporting settings to download.)", text=""),
        message(6, file="(File unavailable, please try again later)", mime_type="image/webp", media_type="sticker"),
        message(7, file="files/one.jpg", mime_type="image/png"),
    ]
    results = read(chat(*messages), photos__one=b"picture", files__one=b"file", contacts__one=b"card")

    assert [item.posts[0].media[0] for item in items(results)] == [
        Media("image", name="photos/one.jpg"),
        Media("image", missing="not beside the export: photos/gone.jpg"),
        Media("image", missing="its path leads out of the export"),
        Media("audio", missing="not included"),
        Media("file", missing="larger than the export allowed"),
        Media("sticker", missing="unavailable when exported"),
        Media("image", name="files/one.jpg"),
    ]
    assert next(what for code, what in gaps(results) if code == "missing-media").startswith("image: not beside")
    assert sum(code == "missing-media" for code, _ in gaps(results)) == 5


def test_media_folders_belong_to_the_export() -> None:
    """Pictures that no post speaks of are kept; contact cards and strangers are not claimed."""
    files = MemoryFiles(
        {
            "a/result.json": chat(message(1)),
            "a/photos/x.jpg": b"",
            "a/contacts/c.vcard": b"",
            "a/chats/chat_1/photos/y.jpg": b"",
            "a/chats/chat_1/contacts/c.vcard": b"",
            "photos/z.jpg": b"",
        }
    )
    (find,) = ADAPTER.open(TelegramOptions()).find(files)

    assert find.media == ("a/chats/chat_1/photos/y.jpg", "a/photos/x.jpg")


def test_holes_in_a_channels_numbers_are_gaps() -> None:
    """One gap for each hole, before the message that shows it."""
    results = read(chat(message(70), message(76), message(77), message(79)))

    assert gaps(results) == [
        ("sequence", "messages 71 to 75 are not in the export"),
        ("sequence", "message 78 is not in the export"),
    ]
    assert gaps(read(chat(message(70), message(76), type="personal_chat"))) == []


def test_what_was_rejected_is_not_a_hole() -> None:
    """A message that is there and cannot be read is not missing."""
    data = chat(message(1), message(2), message(3)).replace(b'"message 2",', b'"message 2" no,', 1)
    results = read(data)

    assert gaps(results) == []
    assert [type(result).__name__ for result in results] == ["Item", "Rejected", "Item"]
    assert results[1].code == "not-json"


def test_without_chat_id_messages_are_named_by_their_content() -> None:
    """Equal ones are numbered; the name of the source is the chat's key."""
    data = json.dumps({"messages": [message(1, id="absent"), message(2), message(1, id="absent")]}).encode()
    found = [item.posts[0].native_id for item in items(read(data))]

    assert len(found[0]) == 32
    assert found[2] == f"{found[0]}-2"
    assert found == [item.posts[0].native_id for item in items(read(data))]


def test_a_chat_is_known_wherever_its_keys_stand() -> None:
    """Other tools sort the keys: the id may come after the messages."""
    data = json.dumps({"messages": [message(5)], "type": "public_channel", "name": "x", "id": 7}).encode()

    assert items(read(data))[0].posts[0].id == "telegram:7/5"


def account_export() -> bytes:
    """Write an invented export of a whole account."""
    one_chat = {"name": "Oradesh Now", "type": "public_channel", "id": 10, "messages": [message(1), message(2)]}
    other = {"name": "Family", "type": "private_group", "id": 20, "messages": [message(1)]}
    left = {"type": "saved_messages", "id": 30, "messages": []}
    hidden = {"id": 40, "type": "private_supergroup", "messages": [message(9)]}
    group = {"name": "Сусіди", "id": 50, "type": "public_supergroup", "messages": [message(7)]}
    return json.dumps(
        {
            "about": "Here is the data you requested.",
            "personal_information": {"phone_number": "+000 999"},
            "contacts": {"list": [{"phone_number": "+000 888", "messages": [1]}]},
            "chats": {"about": "", "list": [one_chat, other]},
            "left_chats": {"list": [left, hidden, group, 3]},
        },
        indent=1,
    ).encode()


def test_a_whole_account_gives_its_public_chats() -> None:
    """Chats and chats left, public ones only; private ones are gaps with a number and no name; nothing of contacts."""
    results = read(account_export())

    assert [item.posts[0].id for item in items(results)] == ["telegram:10/1", "telegram:10/2", "telegram:50/7"]
    assert [item.n for item in items(results)] == [1, 2, 3]
    assert gaps(results) == [
        ("left-out", "chat 2 is private (private_group) and was not read; choose it by its name to read it"),
        ("left-out", "chat 3 is private (saved_messages) and was not read; choose it by its name to read it"),
        ("left-out", "chat 4 is private (private_supergroup) and was not read; choose it by its name to read it"),
    ]
    assert "Family" not in repr(results)


@pytest.mark.parametrize(
    "kind",
    [
        "personal_chat", "bot_chat", "saved_messages", "replies", "verify_codes", "private_group",
        "private_supergroup", "private_channel", "a kind of the future", "", 7, None,
    ],
)  # fmt: skip
def test_only_what_is_known_to_be_public_is_read_unasked(kind: object) -> None:
    """Login codes, replies, and kinds that nobody knows yet are private until a person names them."""
    one_chat = {"name": "CANARY", "type": kind, "id": 20, "messages": [message(1, text="words")]}
    data = json.dumps({"about": "", "contacts": {}, "chats": {"list": [one_chat]}}).encode()
    unasked, asked = read(data), read(data, TelegramOptions(only=("CANARY",)))

    assert [code for code, _ in gaps(unasked)] == ["left-out"]
    assert "CANARY" not in repr(unasked)
    assert [item.posts[0].text for item in items(asked)] == ["words"]


def test_one_private_chat_exported_by_itself_is_read() -> None:
    """Whoever exports one chat has chosen it."""
    assert [item.posts[0].text for item in items(read(chat(message(1), type="private_group")))] == ["message 1"]


def test_only_the_chats_that_a_person_chose() -> None:
    """The others are counted as left out, without their names."""
    results = read(account_export(), TelegramOptions(only=("Oradesh Now", "40")))

    assert [item.posts[0].id for item in items(results)] == ["telegram:10/1", "telegram:10/2", "telegram:40/9"]
    assert [code for code, _ in gaps(results)] == ["left-out", "left-out", "left-out"]
    assert "Family" not in repr(gaps(results))


def test_the_exporters_bad_escapes_are_mended() -> None:
    """``\\x0B`` is not JSON; an escaped backslash before an x is."""
    data = chat(message(1, text="A1B"), message(2, text="c\\x41")).replace(b"A1B", b"a\\x0Bb")
    first, second = items(read(data))

    assert (first.posts[0].text, first.posts[0].marks) == ("a\x0bb", ("repaired",))
    assert second.posts[0].text == "c\\x41"
    assert first.raw == data[first.start : first.start + first.length]


@pytest.mark.parametrize(
    ("element", "code"),
    [
        (b'"words"', "no-type"),
        (b'{"type": "message", "text": 7}', "bad-text"),
        (b'{"type": "new-kind"}', "no-type"),
        (b'{"type": ["message"]}', "no-type"),
        (b'{"type": "message", "text": "\xff"}', "not-json"),
        (b'{"type": "message", "text": "\\ud800"}', "not-json"),
        (b'{"a": ' + b"[" * 300 + b"]" * 300 + b"}", "too-deep"),
        (b'{"id": ' + b"9" * 400 + b', "type": "message", "text": 1}', "bad-text"),
    ],
)
def test_one_bad_message_does_not_stop_the_others(element: bytes, code: str) -> None:
    """It is rejected with its bytes; the messages around it are read."""
    data = chat(message(1), message(2, text="HERE"), message(3), type="private_group")
    start, end = [span[:2] for span in jsonscan.elements(MemoryFiles({"x": data}).open("x"), ("messages",))][1]
    data = data[:start] + element + data[end:]

    results = read(data)

    assert [type(result).__name__ for result in results] == ["Item", "Rejected", "Item"]
    assert results[1].code == code
    assert results[1].raw == element
    assert results[1].start == start


@pytest.mark.parametrize("damage", [b'"', b"", b"}", b"{{", b"\\"])
@pytest.mark.parametrize("target", [b"TARGET", b'TARGET"', b'"TARGET'])
def test_reading_goes_on_after_damage(damage: bytes, target: bytes) -> None:
    """A lost or added quote or bracket costs its own message, not those after it."""
    data = chat(*(message(n, text="TARGET" if n == 3 else "x", text_entities=[]) for n in range(1, 9)))
    data = data.replace(target, damage, 1)

    results = [result for result in read(data) if not isinstance(result, Gap)]

    found = {item.posts[0].native_id.partition("/")[2] for item in items(results)}
    assert found >= {"1", "2", "4", "5", "6", "7", "8"}
    assert all(result.raw == data[result.start : result.start + result.length] for result in results)


def test_damage_in_one_chat_does_not_mix_chats() -> None:
    """Messages of the next chat are never given to the chat before: not even those of a private one."""
    data = account_export().replace(b'"message 2"', b'"message 2', 1)
    results = read(data)

    assert {item.posts[0].id for item in items(results)} <= {"telegram:10/1", "telegram:50/7"}
    assert [type(result) for result in results][-1] is Rejected


def test_a_file_of_damage_takes_time_by_its_length() -> None:
    """Going back is bounded."""
    unit = b',\n{"id": 1, "type": "message", "text": "x}'
    began = time.process_time()
    results = read(chat(message(1))[:-4] + unit * 20_000)

    assert len(results) > 1
    assert time.process_time() - began < 5


def test_an_oversized_message_is_rejected_without_its_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its place is given; its bytes stay in the file."""
    monkeypatch.setattr(jsonscan, "MAX_ELEMENT_BYTES", 1000)
    results = read(chat(message(1), message(2, text="x" * 2000), message(3)))

    assert [getattr(result, "code", "") for result in results] == ["", "too-large", ""]
    assert results[1].raw == b""
    assert results[1].length > 2000


def test_utf16_is_recognised_and_rejected_with_the_remedy() -> None:
    """The file is named as what it is."""
    (rejected,) = read(chat(message(1)).decode().encode("utf-16"))

    assert isinstance(rejected, Rejected)
    assert rejected.code == "utf-16"
    assert "UTF-8" in rejected.why


def test_a_utf8_mark_is_stepped_over() -> None:
    """Byte ranges count it."""
    data = b"\xef\xbb\xbf" + chat(message(1))
    (item,) = items(read(data))

    assert item.raw == data[item.start : item.start + item.length]


def test_bytes_after_the_document_are_not_lost_silently() -> None:
    """A second document glued to the first is said to be there."""
    results = read(chat(message(1)) + b"\n" + chat(message(2)))

    assert [getattr(result, "code", "") for result in results] == ["", "not-json"]
    assert results[1].n == 2


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"{}", b"[]", b"null", b"\xff\xfe", b"hello", b'{"messages": []}',
        b'{"messages": [{"type": "Generic"}]}',
        b'{"messages": [{"sender_name": "A", "timestamp_ms": 1, "type": "Generic"}]}',
        b'{"chats": []}', b'{"about": 1}',
        b'{"guild": {}, "messages": [{"id": "1", "type": "Default"}]}', b"\0" * 100, b'{"a"' * 1000,
    ],
)  # fmt: skip
def test_other_files_are_left_to_others(data: bytes) -> None:
    """Neither empty files nor the exports of other services are claimed."""
    assert ADAPTER.open(TelegramOptions()).find(MemoryFiles({"result.json": data})) == []


def test_an_export_without_messages_is_recognised() -> None:
    """It is an export; it holds nothing."""
    assert read(chat()) == []


EXPORT = chat(
    *(message(n, text=text) for n, text in enumerate([LEVANTINE, UKRAINIAN, FRENCH, MIXED, HOSTILE, "🕯️" * 3], 1))
)


@settings(max_examples=80, deadline=None)
@given(st.integers(400, len(EXPORT) - 1))
def test_a_cut_loses_only_the_cut_message(cut: int) -> None:
    """Complete messages are as before; the rest is one rejected item, or a gap when the cut fell between messages."""
    whole = items(read(EXPORT))
    results = read(EXPORT[:cut])

    complete = [item for item in whole if item.start + item.length <= cut]
    assert items(results) == complete
    (last,) = results[len(complete) :]
    assert last.code == "cut-off"
    if isinstance(last, Rejected):
        assert last.raw == EXPORT[last.start : cut]


@settings(max_examples=80, deadline=None)
@given(st.integers(300, len(EXPORT) - 1), st.binary(max_size=6))
def test_garbled_bytes_never_raise_and_nothing_is_counted_twice(at: int, garbage: bytes) -> None:
    """Every result holds the bytes of its place, and places do not overlap."""
    data = EXPORT[:at] + garbage + EXPORT[at + len(garbage) :]
    results = [result for result in read(data) if not isinstance(result, Gap)]

    end = 0
    for result in results:
        assert result.raw == data[result.start : result.start + result.length]
        assert result.start >= end
        end = result.start + result.length
    assert [result.n for result in results] == list(range(1, len(results) + 1))


@pytest.mark.skipif(not FIXTURES.is_dir(), reason="shared fixtures are not here")
@pytest.mark.parametrize(("name", "missing"), [("DM_2A_7M.json", 2), ("test_single_export.json", 0)])
def test_real_shaped_exports(name: str, missing: int) -> None:
    """Counts agree with those of a plain JSON decoder; each item is its bytes."""
    data = (FIXTURES / "telegram-desktop" / name).read_bytes()
    plain = json.loads(data)["messages"]

    results = read(data)

    assert [json.loads(item.raw) for item in items(results)] == plain
    assert sum(code == "missing-media" for code, _ in gaps(results)) == missing
    assert sum("system" in item.posts[0].marks for item in items(results)) == sum(m["type"] == "service" for m in plain)
    assert sum(item.posts[0].posted.at is None for item in items(results)) == sum(
        "date_unixtime" not in m for m in plain
    )
    assert all(data[item.start : item.start + item.length] == item.raw for item in items(results))
    assert len({item.posts[0].id for item in items(results)}) == len(plain)


@pytest.mark.skipif(not FIXTURES.is_dir(), reason="shared fixtures are not here")
def test_no_other_fixture_is_claimed() -> None:
    """Of all shared fixtures only Telegram's are recognised."""
    files = MemoryFiles(
        {str(path.relative_to(FIXTURES)): path.read_bytes() for path in FIXTURES.rglob("*") if path.is_file()}
    )
    found = {name for find in ADAPTER.open(TelegramOptions()).find(files) for name in find.members}

    assert found == {name for name in files.names() if name.startswith("telegram-desktop/")}
