"""The files: each is what its format says, nobody real is named, and the truth fits."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from itertools import pairwise

import pytest
import python_calamine

from firsthand.example import world
from firsthand.example.build import Truth, build

Files = dict[str, bytes]
NAMESPACES = ("www.w3.org", "schemas.openxmlformats.org", "schemas.microsoft.com", "purl.org")


def lines(data: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in data.decode().split("\n") if line]


def unpacked(files: Files) -> Files:
    """All files, with the members of zips in place of the zips."""
    out: Files = {}
    for name, data in files.items():
        if name.endswith((".zip", ".xlsx")):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                out |= {f"{name}/{member}": archive.read(member) for member in archive.namelist()}
        else:
            out[name] = data
    return out


def test_same_seed_same_bytes(built: tuple[Files, Truth]) -> None:
    """Built twice, every byte and every truth is the same."""
    assert build() == built


def test_another_seed_is_another_flood(files: Files) -> None:
    """The seed matters."""
    assert build(7)[0]["x-search.jsonl"] != files["x-search.jsonl"]


def test_no_real_host_is_named(files: Files) -> None:
    """Every address ends in example or invalid; namespaces of formats are the only exception."""
    for name, data in unpacked(files).items():
        if name.endswith((".jpg", ".png", ".wav")):
            continue
        text = data.decode("utf-8")
        hosts = re.findall(r"(?:https?:)?//([A-Za-z0-9.-]+\.[A-Za-z]{2,})", text)
        hosts += re.findall(r"[\w.]+@([A-Za-z0-9.-]+\.[A-Za-z]{2,})", text)
        wrong = {host for host in hosts if not host.endswith((".example", ".invalid")) and host not in NAMESPACES}
        assert not wrong, name


def test_telephone_numbers_are_of_no_country() -> None:
    """All numbers begin with +999, which is nobody's."""
    texts = [m.text for m in world.messages()] + [p.name for p in world.people()]
    numbers = re.findall(r"\+\d[\d ]{6,}", " ".join(texts))

    assert len(numbers) >= 5
    assert all(number.startswith("+999 555 01") for number in numbers)


def test_twarc_pages_are_pages(files: Files) -> None:
    """Pages have data, includes and their time; deleted posts are errors; the posing profile shows its past."""
    pages = lines(files["x-search.jsonl"])
    bios: dict[str, set[str]] = {}
    for page in pages:
        assert {"data", "includes", "meta", "__twarc"} <= set(page)
        for user in page["includes"]["users"]:  # type: ignore[index,call-overload]
            if user["id"] == "77120934":
                bios.setdefault(user["description"], set()).add(page["__twarc"]["retrieved_at"][:10])  # type: ignore[index,call-overload]
    ids = [tweet["id"] for page in pages for tweet in page["data"]]  # type: ignore[attr-defined]

    assert len(ids) == len(set(ids)) > 1000
    assert bios["press office, 4th Northern Guard"] == {"2041-02-15", "2041-03-01"}
    assert len(pages[-1]["errors"]) >= 5  # type: ignore[arg-type]
    assert len({page["__twarc"]["retrieved_at"] for page in pages}) >= 2  # type: ignore[index,call-overload]


def test_x_numbers_grow_with_time(truth: Truth) -> None:
    """Snowflake numbers sort as the posts do, and tell their time."""
    posts = [p for p in truth.posts if p.platform == "x"]
    numbers = [int(p.post.split(":")[1]) for p in posts]

    assert all(a < b for a, b in pairwise(numbers))
    assert all(number < 2**63 for number in numbers)


def test_flat_and_old_lines_parse(files: Files) -> None:
    """Flat lines carry their author; version 1.1 lines carry user and full text."""
    flat, old = lines(files["x-flat.jsonl"]), lines(files["x-v11.jsonl"])

    assert len(flat) > 200
    assert len(old) > 100
    assert all("author" in row and "__twarc" in row for row in flat)
    assert all("full_text" in row and "user" in row for row in old)
    assert any("retweeted_status" in row for row in old)


def test_account_archive_is_what_its_manifest_says(files: Files) -> None:
    """Counts fit, scripts are assignments of JSON, media names begin with the post's number."""
    with zipfile.ZipFile(io.BytesIO(files["x-archive-msorrel.zip"])) as archive:
        manifest = json.loads(archive.read("data/manifest.js").decode().split("=", 1)[1])
        for kind in manifest["dataTypes"].values():
            for file in kind.get("files", []):
                head, body = archive.read(file["fileName"]).decode().split("=", 1)
                assert head.strip() == f"window.{file['globalName']}"
                assert str(len(json.loads(body))) == file["count"]
        tweets = json.loads(archive.read("data/tweets.js").decode().split("=", 1)[1])
        media = [name for name in archive.namelist() if "tweets_media/" in name]

    assert len(tweets) >= 6
    assert len(media) == 3
    assert {name.split("/")[-1].split("-")[0] for name in media} <= {t["tweet"]["id_str"] for t in tweets}


def test_mastodon_statuses_and_outbox_parse(files: Files) -> None:
    """Statuses have object ids of two servers; the outbox's media are beside it."""
    statuses = json.loads(files["chirrup-statuses.json"])
    outbox = json.loads(files["chirrup-archive-orrel/outbox.json"])
    attached = [
        a["url"] for item in outbox["orderedItems"] if item["type"] == "Create" for a in item["object"]["attachment"]
    ]

    assert {s["uri"].split("/")[2] for s in statuses} == {"chirrup.example", "fen.example"}
    assert any(s["reblog"] for s in statuses)
    assert outbox["totalItems"] == len(outbox["orderedItems"])
    assert attached
    assert all(f"chirrup-archive-orrel{url}" in files for url in attached)


def test_telegram_exports_parse(files: Files) -> None:
    """The channel has both times and its photos; the old account export has neither entity nor unix time."""
    channel = json.loads(files["telegram-bridge-ward/result.json"])
    account = json.loads(files["telegram-account/result.json"])
    messages = [m for m in channel["messages"] if m["type"] == "message"]
    photos = [m["photo"] for m in messages if "photo" in m]
    group, personal = account["chats"]["list"]

    assert channel["type"] == "public_channel"
    assert all("date_unixtime" in m for m in messages)
    assert all("".join(e["text"] for e in m["text_entities"]) == _joined(m["text"]) for m in messages)
    assert len(photos) == 3
    assert all(f"telegram-bridge-ward/{photo}" in files for photo in photos)
    assert personal["type"] == "personal_chat"
    assert len(group["messages"]) > 200
    assert not any("date_unixtime" in m for m in group["messages"])


def _joined(text: object) -> str:
    if isinstance(text, str):
        return text
    assert isinstance(text, list)
    return "".join(part if isinstance(part, str) else part["text"] for part in text)


def test_whatsapp_exports_read_back(files: Files, truth: Truth) -> None:
    """Each message of the chats is one line of its export; attachments are in the zip."""
    with zipfile.ZipFile(io.BytesIO(files["whatsapp-stairwell.zip"])) as archive:
        chat = archive.read("_chat.txt").decode()
        attached = re.findall(r"<attached: (\S+)>", chat)
        assert set(attached) == set(archive.namelist()) - {"_chat.txt"}
    android = files["WhatsApp Chat with ماء النساجين.txt"].decode()
    texts = {p.key: (p.text, p.files) for p in truth.posts if p.platform == "whatsapp"}

    assert len(attached) == 2
    assert re.match(r"\[09/03/2041, 17:58:40\] ", chat)
    assert re.match(r"3/10/41, 7:55\u202fAM - ", android)
    for text, where in texts.values():
        assert text in (chat if where == ("whatsapp-stairwell.zip",) else android)


def test_tables_parse_and_formulas_stay_text(files: Files) -> None:
    """CSV, TSV and workbook give back the messages word for word."""
    rows = list(csv.reader(io.StringIO(files["hotline.csv"].decode("utf-8-sig"), newline="")))
    partner = list(csv.DictReader(io.StringIO(files["partner-posts.tsv"].decode()), delimiter="\t"))
    book = python_calamine.load_workbook(io.BytesIO(files["partner-observers.xlsx"]))
    sheet = book.get_sheet_by_name("Field notes").to_python()

    assert " What was said " in rows[0]
    assert len(rows) == 6
    assert all(row["platform"] == "x" and row["id"].isdigit() for row in partner)
    assert any(str(row[4]).startswith("=SUM(1,1) buses") for row in sheet)


@pytest.mark.parametrize("key", ["hostile-html", "formula", "ansi", "zero-width", "combining", "rtl-file", "tram-long"])
def test_hostile_text_arrives_whole(key: str, files: Files, truth: Truth) -> None:
    """What is hostile is carried verbatim; making it harmless is the reader's and the page's work."""
    post = next(p for p in truth.posts if p.key == key)
    found = [t for page in lines(files["x-search.jsonl"]) for t in page["data"] if f"x:{t['id']}" == post.post]  # type: ignore[attr-defined]

    assert len(found) == 1
    text = found[0]["text"].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert text == post.text


def test_truth_is_complete(truth: Truth) -> None:
    """Every post is in a file; ids are unique; formats without ids have none."""
    ids = [p.post for p in truth.posts if p.post]
    rows = list(csv.DictReader(io.StringIO(truth.csv())))

    assert all(p.files for p in truth.posts)
    assert len(ids) == len(set(ids))
    assert all(bool(p.post) == (p.platform not in ("whatsapp", "table")) for p in truth.posts)
    assert len(rows) == len(truth.posts)
    assert set(rows[0]) == {"key", "post", "categories", "cluster", "account_role", "rumour", "deleted", "files"}
    assert {a.key for a in truth.accounts} >= {p.account for p in truth.posts}


def test_sealed_things_are_there_to_be_refused(files: Files) -> None:
    """Three exports hold something private that a reader must not import."""
    holding = {name.split("/")[0] for name, data in unpacked(files).items() if b"SEALED-CANARY" in data}

    assert holding == {"x-archive-msorrel.zip", "chirrup-archive-orrel", "telegram-account"}
