"""People's keys."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from firsthand.model.errors import Mistaken
from firsthand.shell.doctor import examine
from firsthand.shell.people import add_person, home, people, person
from firsthand.testing.world import ANN, BO

NAMES = [ANN, BO, "محمد عبد الرحمن بن عبد الله الحسيني القرشي من أهل أورادش", "Оксана", "a/b\\..", "👩🏽‍🚒", "x\u2028y\x85z", "..", "CON"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_gets_its_key_back(name):
    """One file in one's own folder, for its owner only, nothing outside it."""
    added = add_person(name)

    assert person(name) == added
    assert added.key
    assert [one.key for one in people()] == [added.key]
    (path,) = (home() / "people").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in home().iterdir()] == ["people"]


def test_names_do_not_share_a_key():
    """Nor does a name get a second one."""
    keys = {add_person(name).key for name in NAMES}

    assert len(keys) == len(NAMES)
    with pytest.raises(Mistaken) as told:
        add_person(ANN)
    assert told.value.code == "person-exists"


def test_one_name_written_in_two_ways():
    """A composed and a decomposed é are the same name."""
    add_person(unicodedata.normalize("NFC", "José"))

    assert person(unicodedata.normalize("NFD", "José")).key


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\x1b[2Jb", "x" * 81, "\0"])
def test_names_that_are_none(name):
    """Empty, too long, or with controls."""
    with pytest.raises(Mistaken) as told:
        add_person(name)
    assert told.value.code == "bad-name"


def test_without_a_key_it_is_self_stated():
    """The name is the person's own word."""
    assert (person("Nobody").key, person("Nobody").identity) == ("", "self-stated")


def test_a_key_that_others_may_read_is_not_used():
    """With the command that mends it; and the doctor says so too instead of stopping."""
    add_person(ANN)
    (path,) = (home() / "people").iterdir()
    os.chmod(path, 0o640)

    with pytest.raises(Mistaken) as told:
        person(ANN)

    assert told.value.code == "open-key"
    assert f"chmod 600 {path}" in told.value.advice()
    assert [well for what, well, _ in examine("/nowhere") if what == "people"] == [False]


@pytest.mark.parametrize("data", [b"", b"A. Renn", b"A. Renn\nzz\n", b"A. Renn\n" + b"0" * 62, b"\xff\xfe\n\n"])
def test_a_key_file_that_is_not_whole(data):
    """A mistake with a remedy."""
    add_person(ANN)
    (path,) = (home() / "people").iterdir()
    path.write_bytes(data)

    with pytest.raises(Mistaken) as told:
        person(ANN)
    assert told.value.code == "bad-key"
    with pytest.raises(Mistaken):
        people()


def test_the_systems_user_is_never_asked(monkeypatch):
    """Neither its name nor its home stands in a name or a key."""
    monkeypatch.setenv("USER", "the-real-name")
    monkeypatch.setenv("LOGNAME", "the-real-name")
    add_person(BO)

    assert b"the-real-name" not in b"".join(path.read_bytes() for path in home().rglob("*.key"))


def test_where_the_folder_is(monkeypatch, tmp_path):
    """FIRSTHAND_HOME, else XDG, else ~/.config."""
    assert home() == Path(os.environ["FIRSTHAND_HOME"])
    monkeypatch.delenv("FIRSTHAND_HOME")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert home() == tmp_path / "firsthand"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    assert home() == Path.home() / ".config" / "firsthand"
