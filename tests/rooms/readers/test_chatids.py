"""Names of messages that have none."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.post import Media
from firsthand.readers.chatids import MessageIds, fingerprint, sender_id
from firsthand.testing.files import MemoryFiles

NO_FILES = MemoryFiles({})


def test_an_id_is_the_hash_of_the_design_page() -> None:
    """The recipe is written out, because ids in a ledger are for good."""
    ids = MessageIds("حارة أوراديش", MemoryFiles({"a.jpg": b"picture"}))
    parts = ["حارة أوراديش", "Рана", "13/12/16, 14:05", "باي 🕯", hashlib.sha256(b"picture").hexdigest()]
    by_hand = b"".join(str(len(part.encode())).encode() + b":" + part.encode() for part in parts)

    native = ids.next(sender="Рана", stated="13/12/16, 14:05", text="باي 🕯", media=(Media("image", name="a.jpg"),))

    assert native == hashlib.sha256(by_hand).hexdigest()[:32]


def test_the_nth_equal_message_has_its_number() -> None:
    """Equal messages in one file are told apart by their order."""
    ids = MessageIds("Oradesh", NO_FILES)
    first, other, second, third = (
        ids.next(sender="A", stated="1", text=text) for text in ("help", "no", "help", "help")
    )

    assert second == f"{first}-2"
    assert third == f"{first}-3"
    assert "-" not in other


def test_the_same_file_gives_the_same_ids() -> None:
    """Reading twice changes nothing."""
    one, two = MessageIds("c", NO_FILES), MessageIds("c", NO_FILES)

    assert [one.next(sender="A", stated="1", text="x") for _ in range(3)] == [
        two.next(sender="A", stated="1", text="x") for _ in range(3)
    ]


def test_a_missing_file_counts_as_nothing() -> None:
    """What is not in the export has no bytes to hash."""
    ids = MessageIds("c", NO_FILES)
    bare = ids.next(sender="A", stated="1", text="x")

    assert ids.next(sender="A", stated="1", text="x", media=(Media("image", missing="not included"),)) == f"{bare}-2"


def test_one_person_has_another_name_in_another_chat() -> None:
    """Senders known only by a chat's word for them are not joined over chats."""
    assert sender_id("a", "Rana") != sender_id("b", "Rana")


@given(st.lists(st.text(), min_size=1, max_size=4), st.lists(st.text(), min_size=1, max_size=4))
def test_no_two_lists_of_parts_are_confused(left: list[str], right: list[str]) -> None:
    """Moving a letter from one part to the next gives another hash."""
    assert (fingerprint(*left) == fingerprint(*right)) == (left == right)
