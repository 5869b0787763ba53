"""The quick way through messages of nothing but words says what the general way says, whatever stands in them."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers import telegram
from firsthand.readers.seam import Setting
from firsthand.readers.telegram import ADAPTER
from firsthand.testing.files import MemoryFiles

GOLDEN = Path(__file__).parents[2] / "golden" / "telegram-desktop"
PLAIN = {"id": 7, "type": "message", "date": "2041-03-14T12:00:00", "date_unixtime": "2246866200", "from": "مينا", "from_id": "user7",
         "text": "نحن بخير", "text_entities": [{"type": "plain", "text": "نحن بخير"}]}  # fmt: skip
ODD = {
    "id": [0, -3, 10**18, 1.0, 7.5, "7", True, None, 2**70], "type": ["service", "unsupported", "", 3],
    "date": ["", "yesterday", "2041-03-14T12:00:00+03:00", 5, None],
    "date_unixtime": ["", "0", "-5", "٢٢٤", "999999999999", "9999999999999", 2246866200, None, " 5"],
    "from": ["", None, 5, "a\u0000b", "\ud800"], "from_id": ["", None, "7", "user7", "channel-9", "-7", "4294967296", 7, "odd one"],
    "text": ["", [], ["a", {"type": "link", "text": "b"}, {"text": "c"}, {"type": "x"}], [5], {"a": 1}, None, "\\u", "x\u0007"],
    "text_entities": [None, [], [{"type": "plain"}], [{"text": 5}], "x"],
    "reply_to_message_id": [0, 5, -5, "5", 10**18, 1.0, None], "reply_to_peer_id": ["channel9", "x"],
    "edited": ["2041-03-14T12:05:00", "1970-01-01T00:00:00", "", None, 5], "edited_unixtime": ["0", "2246866300", "", None, "x"],
    "reactions": [[{"type": "emoji", "count": 1, "emoji": "🕯️"}], None, 1e400], "photo": ["photos/1.jpg"], "forwarded_from": ["Lina", None],
    "media_spoiler": [True], "anything": [{"deep": [[[]]]}],
}  # fmt: skip


def both(data: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[list[Item | Rejected | Gap], list[Item | Rejected | Gap], int]:
    """What is read with the quick way and without it, and how many messages took it."""
    files = MemoryFiles({"result.json": data})
    reader = ADAPTER.open(ADAPTER.options())
    taken = []
    way = telegram._Reading._of_words

    def told(*given):
        found = way(*given)
        taken.append(found is not None)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(telegram._Reading, "_of_words", told)
        quick = [one for find in reader.find(files) for one in reader.read(files, find, Setting(source_name="s"))]
        patch.setattr(telegram._Reading, "_of_words", lambda *_: None)
        general = [one for find in reader.find(files) for one in reader.read(files, find, Setting(source_name="s"))]
    return quick, general, sum(taken)


def chat(messages: list[object], **more: object) -> bytes:
    """An export of one chat; what stands in it need not be text."""
    head = {"name": "River", "type": "public_supergroup", "id": 1234567890, **more, "messages": [PLAIN, *messages]}
    return json.dumps(head, ensure_ascii=False).encode("utf-8", "surrogatepass")


def test_samples_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every golden file, read in both ways."""
    for path in sorted(GOLDEN.glob("*.json")):
        quick, general, _ = both(path.read_bytes(), monkeypatch)
        assert quick == general, path.name


def test_every_odd_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """One odd value in a plain message, for every field and value that somebody might write; and fields that lack."""
    messages = [{**PLAIN, "id": 8, name: value} for name, values in ODD.items() for value in values]
    messages += [{key: value for key, value in PLAIN.items() if key != lack} for lack in PLAIN]
    for message in messages:
        quick, general, taken = both(chat([message]), monkeypatch)
        assert quick == general, message
        assert taken >= 1, "the first message is plain"


def test_odd_values_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several odd values at once, in chats with and without an id, with twice the same key and with bytes that are no text."""
    chance = random.Random(2041)
    for turn in range(60):
        messages = []
        for number in range(5):
            changed = {name: chance.choice(ODD[name]) for name in chance.sample(sorted(ODD), 2)}
            messages.append({**PLAIN, "id": 8 + number, **changed})
        data = chat(messages, **({} if turn % 3 else {"id": None, "type": "personal_chat"}))
        if turn % 5 == 0:
            data = data.replace("بخير".encode(), b"\xff\xfe", 1)
        if turn % 7 == 0:
            data = data.replace(b'"id": 9', b'"id": 9, "id": 19, "text": "twice"')
        quick, general, _ = both(data, monkeypatch)
        assert quick == general, turn
