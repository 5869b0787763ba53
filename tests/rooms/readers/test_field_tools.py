"""Files of the field's own tools: auto-archiver, Atlos, Check."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from firsthand.model.adapter import Adapter
from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers import atlos, auto_archiver, check_csv, tables
from firsthand.readers.seam import Setting
from firsthand.testing.files import MemoryFiles

GOLDEN = Path(__file__).parents[2] / "golden"
ARABIC = "الجسر مغلق حتى المساء"


def read(adapter: Adapter, files: dict[str, bytes]) -> list[Item | Rejected | Gap]:
    reader = adapter.open(adapter.options())
    members = MemoryFiles(files)
    return [out for find in reader.find(members) for out in reader.read(members, find, Setting(source_name="s"))]


def golden(folder: str) -> dict[str, bytes]:
    root = GOLDEN / folder
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def posts(outs: list[Item | Rejected | Gap]):  # type: ignore[no-untyped-def]
    return [one.posts[0] for one in outs if isinstance(one, Item)]


def codes(outs: list[Item | Rejected | Gap]) -> list[str]:
    return [one.code for one in outs if not isinstance(one, Item)]


def archived(**more: Any) -> bytes:
    said = {"url": "https://x.com/a/status/77", "content": ARABIC, "timestamp": "2041-03-14 21:07:12+00:00", "_processed_at": "x"}
    return json.dumps({"status": "x: success", "metadata": said, "media": []} | more).encode()


def test_an_archived_post() -> None:
    """Named as the post at its address; the zone of its time is not believed."""
    (post,) = posts(read(auto_archiver.ADAPTER, {"metadata.json": archived()}))

    assert (post.id, post.text) == ("x:77", ARABIC)
    assert (post.posted.at, post.posted.local) == (None, datetime(2041, 3, 14, 21, 7, 12))  # noqa: DTZ001
    assert post.marks == ("archived:x: success",)


def test_hashes_of_archived_files_are_compared() -> None:
    """A file that is another than the one stated is a gap; so is an address of which nothing was archived."""
    good, bad = (
        {"filename": f"/home/person/{name}", "properties": {"hash": "SHA-256:" + hashlib.sha256(b"p").hexdigest()}}
        for name in ("a.png", "b.png")
    )
    document = archived(media=[good, bad], status="nothing archived")
    outs = read(auto_archiver.ADAPTER, {"r/metadata.json": document, "r/a.png": b"p", "r/b.png": b"q"})

    (post,) = posts(outs)
    assert [one.name for one in post.media] == ["r/a.png", "r/b.png"]
    assert "hashes-agree:1" in post.marks
    assert codes(outs) == ["unavailable", "hash-differs"]
    assert "person" not in repr((post, outs[1:]))


def test_media_inside_media_end() -> None:
    """Nesting is walked, and bounded."""
    one: dict[str, Any] = {"filename": "a.png"}
    for _ in range(60):
        one = {"filename": "a.png", "properties": {"thumbnails": [one]}}

    (post,) = posts(read(auto_archiver.ADAPTER, {"metadata.json": archived(media=[one])}))

    assert len(post.media) == 21


def test_the_sheet() -> None:
    """Posts and pages by their address; several places in one cell; what failed is a gap, and no formula is read."""
    outs = read(auto_archiver.ADAPTER, {"s.csv": golden("auto-archiver")["sheet.csv"]})
    first, second, third = posts(outs)

    assert (first.id, second.id) == ("x:2041031400000000002", "web:https://news.example/oradesh/bridge")
    assert [one.url for one in first.media] == [f"https://store.example/{one}" for one in ("a.mp4", "a.html", "s.png")]
    assert "IMAGE" not in repr(first)
    assert third.marks == ("archived:Archive failed: not there", "no-text")
    assert codes(outs) == ["unavailable"]


def test_incidents_of_atlos() -> None:
    """Named by slug; the place in words only; formulas unescaped; times of the event without a zone."""
    outs = read(atlos.ADAPTER, {"a.csv": golden("atlos")["atlos-export-2041-03-16.csv"]})
    first, second = posts(outs)

    assert (first.id, first.place, first.quotes) == ("atlos:ATL-ABC123", "Weavers' quarter", "x:2041031400000000001")
    assert first.posted.local == datetime(2041, 3, 14, 21, 7)  # noqa: DTZ001
    assert first.marks == ("status:In Progress", "tags:bridge, east", "sensitive", "sources:2")
    assert (second.text, second.posted.precision) == ("=SUM of damage, as people said", "day")
    assert "61.1" not in repr((first, second, outs[-1]))
    assert codes(outs) == ["sealed"]


def test_a_full_export_of_atlos() -> None:
    """Incident and source; the log of updates, which names moderators, is sealed; files are compared."""
    files = golden("atlos-full")
    reader = atlos.ADAPTER.open(atlos.ADAPTER.options())
    (find,) = reader.find(MemoryFiles(files))
    outs = read(atlos.ADAPTER, files)

    source, incident = posts(outs)
    assert [name.rpartition("/")[2] for name in find.sealed] == ["updates.json"]
    assert "SEALED-WORDS" not in repr(outs)
    assert (source.id, incident.id, incident.quotes) == ("x:2041031400000000001", "atlos:ATL-ABC123", "x:2041031400000000001")
    assert source.marks == ("source-of:ODS-ABC123", "hashes-agree:1")

    picture = next(name for name in files if name.endswith(".png"))
    assert "hash-differs" in codes(read(atlos.ADAPTER, {**files, picture: b"another"}))


def test_tables_of_check() -> None:
    """Items, feed and fact-checks; times are UTC; who made an item is sealed."""
    found = {name: read(check_csv.ADAPTER, {name: data}) for name, data in golden("check").items() if name.endswith(".csv")}

    first, second = posts(found["items.csv"])
    assert first.posted.at == datetime(2041, 3, 14, 18, 7, 12, tzinfo=UTC)
    assert (first.url, second.text) == ("https://check.example/oradesh/media/41", "Скільки людей, пишуть сусіди")
    assert "Somebody" not in repr((first, second))
    assert codes(found["items.csv"]) == ["sealed"]
    assert posts(found["feed.csv"])[0].marks[:2] == ("title:The bridge stands", "rating:False")
    assert (posts(found["fact-checks.csv"])[0].native_id, posts(found["fact-checks.csv"])[0].lang) == ("fact-check/7", "ar")


@pytest.mark.parametrize("adapter", [auto_archiver.ADAPTER, atlos.ADAPTER, check_csv.ADAPTER])
def test_other_tables_are_left_to_others(adapter: Adapter) -> None:
    """Each knows its own columns; a table of posts, and each other's, are not claimed."""
    for folder in ("auto-archiver", "atlos", "check", "csv"):
        for name, data in golden(folder).items():
            if name.endswith(".csv") and folder != adapter.name:
                assert not read(adapter, {name: data}), name


def test_a_foreign_row_of_too_many_cells_is_rejected() -> None:
    """A separator that was not quoted would cut words short."""
    data = b"Claim,Item page URL,Status,Submitted at\na,b,c,2041-03-15 08:00:00,e\n\"open,\n"

    outs = read(check_csv.ADAPTER, {"c.csv": data})

    assert codes(outs) == ["columns", "open-quote"]


def test_the_reader_of_tables_steps_back() -> None:
    """It may see a column of words in these, too, and is less sure."""
    for adapter, name, data in (
        (atlos.ADAPTER, "a.csv", golden("atlos")["atlos-export-2041-03-16.csv"]),
        (check_csv.ADAPTER, "c.csv", golden("check")["items.csv"]),
    ):
        finds, others = (one.open(one.options()).find(MemoryFiles({name: data})) for one in (adapter, tables.ADAPTER))

        assert finds[0].confidence > max((find.confidence for find in others), default=0.0)
