"""Chats of Discord, Messenger, Instagram and Signal."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from firsthand.model.adapter import Adapter
from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers import discord, meta_chats, signal
from firsthand.readers.meta_chats import MetaOptions, undone
from firsthand.readers.seam import Setting
from firsthand.testing.files import MemoryFiles

ARABIC = "القصف قريب، نحن في القبو 🕯️"


def read(adapter: Adapter, files: dict[str, bytes], options: Any = None, name: str = "s") -> list[Item | Rejected | Gap]:
    reader = adapter.open(options or adapter.options())
    members = MemoryFiles(files)
    return [out for find in reader.find(members) for out in reader.read(members, find, Setting(source_name=name))]


def items(outs: list[Item | Rejected | Gap]) -> list[Item]:
    return [one for one in outs if isinstance(one, Item)]


def gaps(outs: list[Item | Rejected | Gap], code: str) -> list[str]:
    return [one.what for one in outs if isinstance(one, Gap) and one.code == code]


# Discord


def channel(*messages: dict[str, Any], guild: str = "8001", **more: Any) -> bytes:
    top = {"guild": {"id": guild, "name": "g"}, "channel": {"id": "8002", "type": "GuildTextChat", "name": "c"}}
    span = {"after": None, "before": None}
    return json.dumps({**top, "dateRange": span, **more, "messages": list(messages), "messageCount": 1}).encode()


def message(native: str = "9001", **more: Any) -> dict[str, Any]:
    author = {"id": "7001", "name": "amal", "discriminator": "5506", "nickname": "أمل", "isBot": False}
    base = {"id": native, "type": "Default", "timestamp": "2041-03-14T21:07:12.5+03:00", "content": ARABIC, "author": author}
    return base | more


def of_discord(*messages: dict[str, Any], **files: bytes) -> list[Item | Rejected | Gap]:
    return read(discord.ADAPTER, {"c.json": channel(*messages), **{f"c.json_Files/{name}": one for name, one in files.items()}})


def test_a_message_of_discord() -> None:
    """Words, sender, handle, UTC, and the address that opens it."""
    (item,) = items(of_discord(message()))

    post = item.posts[0]
    assert (post.id, post.text, post.name, post.handle) == ("discord:9001", ARABIC, "أمل", "amal#5506")
    assert post.posted.at == datetime(2041, 3, 14, 18, 7, 12, 500000, tzinfo=UTC)
    assert post.posted.zone == "+03:00"
    assert post.url == "https://discord.com/channels/8001/8002/9001"


def test_a_direct_chat_has_no_public_address() -> None:
    """Its guild is 0."""
    (item,) = items(read(discord.ADAPTER, {"c.json": channel(message(), guild="0")}))

    assert item.posts[0].url is None


def test_kinds_of_messages_of_discord() -> None:
    """What the platform made has no words; a forward has those that were forwarded; an answer points."""
    outs = of_discord(
        message("1", type="Call", content="Started a call."),
        message("2", content="", forwardedMessage={"content": "forwarded words"}, reference={"messageId": "77"}),
        message("3", type="Reply", reference={"messageId": "1"}, timestampEdited="2041-03-14T22:00:00+03:00"),
        {"id": [], "type": "Default"},
        message("4", author=None, content="\ud800 half"),
    )

    first, second, third, fifth = (one.posts[0] for one in items(outs))
    assert (first.text, first.marks) == ("", ("system",))
    assert (second.text, second.marks, second.reply_to) == ("forwarded words", ("forwarded",), None)
    assert (third.reply_to, third.edited is not None) == ("discord:1", True)
    assert (fifth.account, fifth.text) == (None, "\ufffd half")
    assert [one.code for one in outs if isinstance(one, Rejected)] == ["no-id"]


def test_attachments_of_discord() -> None:
    """Downloaded ones are linked; others are an address; what leads out of the export is never opened."""
    here = [{"url": f"c.json_Files/{name}", "fileName": name} for name in ("a.png", "b.mp4")]
    away = [{"url": "https://cdn.example/x.ogg", "fileName": "x.ogg"}, {"url": "../../etc/passwd", "fileName": "passwd"}]

    outs = of_discord(message(attachments=[*here, *away]), **{"a.png": b"p"})

    media = items(outs)[0].posts[0].media
    assert [one.kind for one in media] == ["image", "video", "audio", "file"]
    assert (media[0].name, media[2].url) == ("c.json_Files/a.png", "https://cdn.example/x.ogg")
    assert len(gaps(outs, "missing-media")) == 2


def test_a_part_of_a_channel_says_so() -> None:
    """Whoever exported may have chosen a span of days."""
    outs = read(discord.ADAPTER, {"c.json": channel(message(), dateRange={"after": "2041-03-13", "before": None})})

    assert "2041-03-13" in gaps(outs, "partial")[0]


# Messenger and Instagram


def byte_by_byte(text: str) -> str:
    return text.encode().decode("latin-1")


def thread(*messages: dict[str, Any], people: tuple[str, ...] = ("أمل", "Desk"), title: str = "أمل") -> bytes:
    who = [{"name": byte_by_byte(one)} for one in people]
    return json.dumps({"participants": who, "messages": list(messages), "title": byte_by_byte(title)}).encode()


def said(text: str = ARABIC, sender: str = "أمل", ms: int = 2247934032123, **more: Any) -> dict[str, Any]:
    return {"sender_name": byte_by_byte(sender), "timestamp_ms": ms, "content": byte_by_byte(text), **more}


@pytest.mark.parametrize(
    ("text", "ascii_only", "wanted"),
    [
        (byte_by_byte(ARABIC), True, ARABIC),
        (byte_by_byte(ARABIC), False, ARABIC),  # controls stand among the characters
        (byte_by_byte("é"), True, "é"),
        ("Ã©", False, "Ã©"),  # somebody may have typed this
        ("café", True, "café"),
        (ARABIC, False, ARABIC),
        (byte_by_byte(ARABIC)[:-1], True, byte_by_byte(ARABIC)[:-1]),
        ("plain", True, "plain"),
    ],
)
def test_bytes_written_as_characters_are_undone_where_it_is_certain(text: str, ascii_only: bool, wanted: str) -> None:
    """All below U+0100, faultless UTF-8, and Meta's own way of writing; else nothing is touched."""
    assert undone(text, ascii_only=ascii_only) == wanted


def test_a_thread_of_meta() -> None:
    """Words and names in their script, UTC, equal messages told apart, the platform by the path."""
    outs = read(meta_chats.ADAPTER, {"messenger/message_1.json": thread(said(), said(), {"content": "x"})})

    one, two = (item.posts[0] for item in items(outs))
    assert (one.text, one.name, one.platform) == (ARABIC, "أمل", "messenger")
    assert one.posted.at == datetime(2041, 3, 26, 18, 7, 12, 123000, tzinfo=UTC)
    assert two.id == one.id + "-2"
    assert [out.code for out in outs if isinstance(out, Rejected)] == ["no-message"]


def test_ids_of_a_thread_hold_over_files_and_names() -> None:
    """The same message has the same id alone, in a folder, and with another title."""
    alone = read(meta_chats.ADAPTER, {"message_1.json": thread(said())})
    whole = read(
        meta_chats.ADAPTER,
        {"messages/inbox/a_123456789/message_2.json": thread(said(), title="b"), "messages/inbox/a_123456789/message_1.json": thread()},
    )

    assert items(alone)[0].posts[0].native_id == items(whole)[0].posts[0].native_id


def test_a_whole_account_gives_chosen_chats_only() -> None:
    """Nobody meant to hand over every private chat; those left out are numbered, not named."""
    files = {
        f"export/messages/inbox/{name}_123456789/message_1.json": thread(said(name), title=name) for name in ("amal", "baker", "أم")
    }

    unasked = read(meta_chats.ADAPTER, files)
    chosen = read(meta_chats.ADAPTER, files, MetaOptions(only=("baker", "أم")))

    assert not items(unasked)
    assert [what.partition(" is ")[0] for what in gaps(unasked, "left-out")] == ["chat 1", "chat 2", "chat 3"]
    assert sorted(item.posts[0].text for item in items(chosen)) == ["baker", "أم"]
    assert len(gaps(chosen, "left-out")) == 1


def test_media_of_meta() -> None:
    """A path from the root of the download, or the thread's own folder alone."""
    photo = said(photos=[{"uri": "messages/inbox/a_123456789/photos/1.jpg"}], videos=[{"uri": "x/videos/2.mp4"}])
    for base in ("messages/inbox/a_123456789/", ""):
        outs = read(meta_chats.ADAPTER, {f"{base}message_1.json": thread(photo), f"{base}photos/1.jpg": b"p"})

        media = items(outs)[0].posts[0].media
        assert [one.name for one in media] == [f"{base}photos/1.jpg", None]
        assert len(gaps(outs, "missing-media")) == 1


# Signal

CHAT = "[2041-03-14, 21:07] أمل: أول سطر\nsecond line\n\n[2041-03-14, 21:08] Desk: ![a](./media/a.png) look\n".encode()


def test_a_chat_of_signal() -> None:
    """Several lines are one message; times have no zone; a picture is taken out of the words."""
    first, second = items(read(signal.ADAPTER, {"x/chat.md": CHAT, "x/media/a.png": b"p"}))

    assert (first.posts[0].text, first.posts[0].name) == ("أول سطر\nsecond line", "أمل")
    assert first.posts[0].posted.local == datetime(2041, 3, 14, 21, 7)  # noqa: DTZ001
    assert (second.posts[0].text.strip(), second.posts[0].media[0].name) == ("look", "x/media/a.png")


def test_a_cut_date_of_signal_stays_out_of_the_words() -> None:
    """A header that the end of the file cut off is a rejected item, not words of the message before it."""
    outs = read(signal.ADAPTER, {"x.txt": CHAT + b"[2041-03-1"})

    assert items(outs)[1].posts[0].text.endswith("look")
    assert outs[-1].code == "cut-off"  # type: ignore[union-attr]


def test_signal_is_told_from_whatsapp() -> None:
    """Neither claims the other's."""
    from firsthand.readers import whatsapp

    theirs = "[14.03.41, 21:07:12] أمل: مرحبا\n[14.03.41, 21:08:00] Desk: hello\n".encode()

    assert not whatsapp.ADAPTER.open(whatsapp.ADAPTER.options()).find(MemoryFiles({"x.txt": CHAT}))
    assert not read(signal.ADAPTER, {"x.txt": theirs})
