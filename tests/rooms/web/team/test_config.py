"""What a server refuses to start with, each time with what to do instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.model.errors import FirsthandError, Mistaken, NotFound, Refused
from firsthand.web.team.config import Server, passphrase, read_server, secret_key

GOOD = {
    "site": '"https://desk.example.org"', "media": '"https://media.desk.example.org"', "proxies": '["127.0.0.1"]', "state": '"state"',
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("oradesh", "harbour"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "case.toml").write_text("")
    (tmp_path / "state").mkdir(mode=0o700)
    return tmp_path


def read(folder: Path, cases: str = '[[case]]\npath = "oradesh"\n', **changed: str) -> Server:
    told = {name: value for name, value in (GOOD | changed).items() if value}
    file = folder / "team.toml"
    file.write_text("".join(f"{name} = {value}\n" for name, value in told.items()) + cases)
    return read_server(file)


def test_a_good_file_is_taken(folder: Path) -> None:
    told = read(folder, listen='"[::1]:9000"', site='"https://desk.example.org:443/"')
    assert (told.site, told.host, told.media_host) == ("https://desk.example.org", "desk.example.org", "media.desk.example.org")
    assert told.listen == ("::1", 9000)
    assert [(one.name, one.root) for one in told.places] == [("oradesh", folder / "oradesh")]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"site": '"http://desk.example.org"'}, "https"),
        ({"media": '"https://desk.example.org"'}, "one host"),
        ({"media": '"https://desk.example.org:444"'}, "one host"),
        ({"media": '"https://example.org"'}, "above"),
        ({"proxies": "[]"}, "proxies is empty"),
        ({"proxies": '["0.0.0.0/0"]'}, "nearly everybody"),
        ({"proxies": '["*"]'}, "no address"),
        ({"debug": "true"}, "debug"),
        ({"idle_minutes": "100000"}, "idle"),
        ({"longest_hours": "0"}, "last"),
        ({"trial": "true"}, "this machine alone"),
        ({"trial": "true", "site": '"http://localhost:8700"', "media": '"http://127.0.0.1:8700"', "listen": '"0.0.0.0:8700"'}, "alone"),
    ],
)
def test_what_is_not_safe_is_refused_with_a_remedy(changed: dict[str, str], said: str, folder: Path) -> None:
    with pytest.raises(Refused) as caught:
        read(folder, **changed)
    assert said in str(caught.value)
    assert caught.value.code == "unsafe-server"
    assert caught.value.advice()


def test_every_reason_is_told_at_once(folder: Path) -> None:
    with pytest.raises(Refused) as caught:
        read(folder, site='"http://desk.example.org"', media='"http://desk.example.org"', proxies="[]")
    assert str(caught.value).count("\n- ") == 3


@pytest.mark.parametrize("what", ["state", "state/secret-key", "words"])
def test_what_others_can_read_is_refused(what: str, folder: Path) -> None:
    """The folder, the key, a file with a passphrase."""
    path, line = folder / what, ""
    if what != "state":
        path.write_text("x" * 60)
    if what == "words":
        line = 'passphrase_file = "words"\n'
    path.chmod(0o740 if what == "state" else 0o640)
    with pytest.raises(Refused, match=r"chmod [67]00"):
        read(folder, f'[[case]]\npath = "oradesh"\n{line}')
    path.chmod(0o700 if what == "state" else 0o600)
    assert read(folder, f'[[case]]\npath = "oradesh"\n{line}')


@pytest.mark.parametrize(
    ("changed", "cases", "error"),
    [
        ({"site": '"desk.example.org"'}, "", Mistaken),
        ({"site": '"https://desk.example.org/path"'}, "", Mistaken),
        ({"site": '"https://me@desk.example.org"'}, "", Mistaken),
        ({"site": '"https://[oops"'}, "", Mistaken),
        ({"site": "1"}, "", Mistaken),
        ({"site": ""}, "", Mistaken),
        ({"other": "1"}, "", Mistaken),
        ({"listen": '"8700"'}, "", Mistaken),
        ({"listen": '"localhost:8700"'}, "", Mistaken),
        ({"listen": '"127.0.0.1:99999"'}, "", Mistaken),
        ({"idle_minutes": '"30"'}, "", Mistaken),
        ({"case": "[1]"}, " ", Mistaken),
        ({}, '[[case]]\npath = "oradesh"\nother = 1\n', Mistaken),
        ({}, '[[case]]\npath = "oradesh"\nname = "../x"\n', Mistaken),
        ({}, '[[case]]\npath = "nowhere"\n', NotFound),
        ({}, '[[case]]\nname = "oradesh"\n', NotFound),
        ({}, '[[case]]\npath = "oradesh"\npassphrase_file = "none"\n', NotFound),
        ({}, '[[case]]\npath = "oradesh"\nname = "x"\n[[case]]\npath = "harbour"\nname = "x"\n', Refused),
        ({}, '[[case]]\npath = "oradesh"\nname = "x"\n[[case]]\npath = "oradesh"\nname = "y"\n', Refused),
        ({}, " ", Mistaken),
    ],
)
def test_what_is_mistaken_is_told(changed: dict[str, str], cases: str, error: type[FirsthandError], folder: Path) -> None:
    with pytest.raises(error) as caught:
        read(folder, **({"cases": cases} if cases else {}), **changed)
    assert caught.value.advice()


@pytest.mark.parametrize("data", [b"\xff\xfe", b"[[[", b"a" * 70_000, b"\0", b"a = " + b"[" * 5_000])
def test_a_file_that_is_none(data: bytes, folder: Path) -> None:
    (folder / "team.toml").write_bytes(data)
    with pytest.raises(Mistaken):
        read_server(folder / "team.toml")
    with pytest.raises(NotFound):
        read_server(folder / "none.toml")


def test_the_key_is_made_once_and_is_nobodys_business(folder: Path) -> None:
    server = read(folder)
    key = secret_key(server)
    assert (len(key) >= 90, secret_key(server)) == (True, key)
    assert server.key_file.stat().st_mode & 0o777 == 0o600
    server.key_file.write_text("short")
    with pytest.raises(Refused):
        secret_key(server)


def test_the_passphrase_is_the_files_or_the_environments(folder: Path) -> None:
    (folder / "words").write_text("four words\nand more\n")
    (folder / "words").chmod(0o600)
    one, other = read(
        folder, '[[case]]\npath = "oradesh"\npassphrase_file = "words"\n[[case]]\npath = "harbour"\n'
    ).places
    assert (passphrase(one, "env"), passphrase(other, "env"), passphrase(other, "")) == ("four words", "env", None)
