"""The list of parties in the plan."""

from __future__ import annotations

import pytest

from firsthand.model.errors import Mistaken
from firsthand.signals.outlets import outlet_of
from firsthand.signals.parties import read_parties


def test_parties_are_read() -> None:
    """Spellings and outlets; a party that the file leaves out has its name alone."""
    data = '[[party]]\nname = "الحرس"\nalso = ["the Guard"]\noutlets = ["@Guard_Press", "guard.example"]\n'.encode()
    guard, council = read_parties(data, ("الحرس", "Council"))

    assert (guard.name, guard.also, council.name, council.outlets) == ("الحرس", ("the Guard",), "Council", ())
    assert [outlet_of(one, (guard, council)) for one in ("guard_press", "news.guard.example", "badguard.example", "", "@")] == [
        "الحرس", "الحرس", "", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize("text", [
    "party = 3", "[[party]]", '[[party]]\nname = ""', '[[party]]\nname = "Other"', '[[party]]\nname = "G"\nalso = "x"',
    '[[party]]\nname = "G"\noutlets = [3]', '[[party]]\nname = "G"\nleader = "x"', "[", '[[party]]\nname = "G"\nalso = [""]',
])  # fmt: skip
def test_what_cannot_be_meant(text: str) -> None:
    """Each is refused with the file's name."""
    with pytest.raises(Mistaken) as error:
        read_parties(text.encode(), ("G",))

    assert "parties.toml" in str(error.value)


def test_no_file_and_no_parties() -> None:
    """Nothing is made up; bytes that are no text are refused."""
    assert read_parties(b"", ()) == ()
    with pytest.raises(Mistaken):
        read_parties(b"\xff\xfe", ())
