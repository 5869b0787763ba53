"""Files with which tools in the field test themselves, collected through the command line. They are not in here."""

from __future__ import annotations

import gzip
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HEADER = re.compile(r"\u200e?\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d\d")
NOT_READ = {"empty.json", "target.json"}
"""An empty file, and the expected answer of another program's test: nobody's export."""


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Each file of a folder, unpacked."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.suffix == ".gz":
            yield path.name, gzip.decompress(path.read_bytes())
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                yield from ((name, archive.read(name)) for name in archive.namelist())
        elif path.name not in NOT_READ:
            yield path.name, path.read_bytes()


def of_twarc2(data: bytes) -> tuple[int, int]:
    """Elements of each line's `data`, and lines that are broken."""
    good = bad = 0
    for line in data.splitlines():
        try:
            found = json.loads(line)["data"]
        except ValueError:
            bad += 1
        else:
            good += len(found) if isinstance(found, list) else 1
    return good, bad


def of_twitter_v1(data: bytes) -> tuple[int, int]:
    """Lines, the elements of one list, or one object."""
    try:
        whole = json.loads(data)
    except ValueError:
        return sum(1 for line in data.splitlines() if json.loads(line)), 0
    return len(whole) if isinstance(whole, list) else 1, 0


def of_x_archive(data: bytes) -> tuple[int, int]:
    """Elements of the list that a script assigns; the manifest assigns an object and lists nothing."""
    assigned = json.loads(data.partition(b"=")[2])
    return len(assigned) if isinstance(assigned, list) else 0, 0


def of_mastodon(data: bytes) -> tuple[int, int]:
    """A status, or what a context and a search answer list; histories, polls and servers are not read."""
    value = json.loads(data)
    if not isinstance(value, dict):
        return 0, 0
    lists = [value[key] for key in ("ancestors", "descendants", "statuses", "accounts") if key in value]
    return sum(map(len, lists)) + ("visibility" in value and "uri" in value), 0


def of_x_graphql(data: bytes) -> tuple[int, int]:
    """Posts and accounts that the timelines list; a look-up is one."""
    return len(re.findall(rb'"itemType":\s*"Timeline(?:Tweet|User)"', data)) or 1, 0


def of_ytdlp(data: bytes) -> tuple[int, int]:
    """A description of a film or a channel; a subtitle without its film is nobody's."""
    return int(data.lstrip().startswith(b"{")), 0


def of_telegram(data: bytes) -> tuple[int, int]:
    """Messages, service messages included."""
    return len(json.loads(data)["messages"]), 0


def of_whatsapp(data: bytes) -> tuple[int, int]:
    """Lines that begin with a date and a time."""
    return sum(1 for line in data.decode().splitlines() if HEADER.match(line)), 0


def of_activitypub(data: bytes) -> tuple[int, int]:
    """One object or activity, or what a collection lists."""
    return len(json.loads(data).get("orderedItems", [0])), 0


def of_bluesky(data: bytes) -> tuple[int, int]:
    """What a feed or an answer lists, one record, the blocks of a repository; a record alone in CBOR has no author."""
    if data[:1] == b"{":
        value = json.loads(data)
        return len(value.get("feed") or value.get("posts") or [0]), 0
    if data[:1] == b"\xa4":
        return 0, 1
    count, at = -1, 0
    while at < len(data):
        size = shift = 0
        while data[at] & 0x80:
            size, shift, at = size | (data[at] & 0x7F) << shift, shift + 7, at + 1
        at += (size | data[at] << shift) + 1
        count += 1
    return count, 0


def of_reddit(data: bytes) -> tuple[int, int]:
    """Answers that a recorder kept."""
    return len(json.loads(data)["interactions"]), 0


def of_messages(data: bytes) -> tuple[int, int]:
    """Elements of the one list of messages."""
    return len(json.loads(data.removeprefix(b"\xef\xbb\xbf"))["messages"]), 0


def of_signal(data: bytes) -> tuple[int, int]:
    """Lines that begin with a date in brackets."""
    return len(re.findall(rb"^\[\d{4}-\d\d-\d\d, \d\d:\d\d\] ", data, re.MULTILINE)), 0


FOLDERS: dict[str, tuple[str, Callable[[bytes], tuple[int, int]]]] = {
    "twitter-v2-twarc": ("twarc2", of_twarc2),
    "twitter-v1.1": ("twitter-v1", of_twitter_v1),
    "twitter-archive": ("x-archive", of_x_archive),
    "x-graphql": ("x-graphql", of_x_graphql),
    "youtube-ytdlp": ("yt-dlp", of_ytdlp),
    "mastodon-api-cassettes": ("mastodon", of_mastodon),
    "activitypub": ("activitypub", of_activitypub),
    "bluesky": ("bluesky", of_bluesky),
    "reddit": ("reddit", of_reddit),
    "telegram-desktop": ("telegram-desktop", of_telegram),
    "whatsapp": ("whatsapp", of_whatsapp),
    "discord": ("discord", of_messages),
    "instagram-messages": ("meta-chats", of_messages),
    "messenger": ("meta-chats", of_messages),
    "signal": ("signal", of_signal),
}


def bodies(cassettes: Path, to: Path) -> Path:
    """Take the recorded answers out of their YAML, each into a file of its own."""
    yaml = pytest.importorskip("yaml")
    to.mkdir()
    for path in sorted(cassettes.glob("*.yaml")):
        turns = yaml.safe_load(path.read_text(encoding="utf-8"))["interactions"]
        for number, turn in enumerate(turns):
            body = turn["response"]["body"]["string"]
            (to / f"{path.stem}-{number}.json").write_bytes(body if isinstance(body, bytes) else body.encode())
    return to


def adds_up(row: dict[str, Any]) -> bool:
    return bool(row["seen"] == row["kept"] + row["already"] + row["rejected"] + row["failed"])


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_of_fixtures(name: str, run: Callable[..., Any], shared: Path, tmp_path: Path) -> None:
    """Counts agree with a count made without the readers; nothing fails; collecting again keeps nothing; it verifies."""
    reader, count = FOLDERS[name]
    folder = shared / "data" / "platform-fixtures" / name
    if not folder.is_dir():
        pytest.skip("these fixtures are not here")
    if name == "mastodon-api-cassettes":
        folder = bodies(folder, tmp_path / "answers")
    found = [data for _, data in contents(folder)]
    counted = [count(data) for data in found]
    distinct = sum(count(data)[0] for data in dict.fromkeys(found))
    case = tmp_path / "case"
    assert run("new", case, "--title", "Oradesh", "--place", "Oradesh", "--no-passphrase").code == 0

    first = run("collect", folder, "--case", case, "--json").json["runs"]
    again = run("collect", folder, "--case", case, "--json").json["runs"]

    assert all(adds_up(row) and row["failed"] == 0 for row in (*first, *again))
    # What another program's test expected of the chat is a list of records, and read as one.
    read = [row for row in first if row["reader"] not in ("none", "json-tables")]
    assert {row["reader"] for row in read} == {reader}
    # Answers that were recorded twice are the same bytes: the second time they are here already.
    assert sum(row["kept"] + row["already"] for row in read) == sum(good for good, _ in counted)
    assert sum(row["kept"] for row in read) >= distinct > 0
    assert sum(row["rejected"] for row in read) == sum(bad for _, bad in counted)
    sources = {Path(row["source"]).name: row for row in read}
    packed = [path.name for path in folder.iterdir() if path.suffix in (".gz", ".zip")]
    assert [one for one in packed if not sources.get(one, {"seen": 0})["seen"]] == []

    assert [row["source"] for row in again] == [row["source"] for row in first]
    for row in again:
        if row["reader"] not in ("none", "json-tables"):
            assert (row["kept"], row["already"], row["posts"]) == (0, row["seen"], 0)

    verified = run("verify", case, "--json")
    assert verified.code == 0
    assert verified.json["ok"] is True


def test_names_with_brackets_are_told_as_they_are(run: Callable[..., Any], shared: Path, tmp_path: Path) -> None:
    """What a person reads has no markup in it; an archive of several files is named by its folder."""
    folders = shared / "data" / "platform-fixtures"
    names = ("whatsapp", "twitter-archive")
    if not all((folders / name).is_dir() for name in names):
        pytest.skip("these fixtures are not here")
    assert run("new", tmp_path / "case", "--title", "Oradesh", "--place", "Oradesh", "--no-passphrase").code == 0
    chats, archive = (run("collect", folders / name, "--case", tmp_path / "case").err for name in names)

    assert "whatsapp/test_[mmddyy]_24hrs.txt [whatsapp]: 9 seen" in chats
    assert "twitter-archive [x-archive]: 4 seen" in archive
