"""The same picture in several posts: found though changed, the earliest named, searched for, erased with its post."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageOps

from firsthand.shell.glance import Glance
from firsthand.testing.world import ANN, BO, SmallCase

SIZE = (640, 480)


def scene(seed: int) -> Image.Image:
    """Coarse coloured chance, drawn large."""
    cells = np.random.default_rng(seed).integers(0, 256, (9, 12, 3), dtype=np.uint8)
    return Image.fromarray(cells).resize(SIZE, Image.Resampling.BICUBIC)


def jpeg(picture: Image.Image, quality: int = 85) -> bytes:
    """The bytes of a file."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


@pytest.fixture
def bridge(small: SmallCase, run: Any, tmp_path: Path) -> SmallCase:
    """Give a case with a chat: a picture, three copies of it in some way, another picture, a blank one, and a broken one."""
    first = scene(1)
    files = {
        "a.jpg": jpeg(first), "b.jpg": jpeg(first.resize((320, 240)), 40), "c.jpg": jpeg(first), "d.jpg": jpeg(ImageOps.mirror(first)),
        "e.jpg": jpeg(scene(2)), "f.jpg": jpeg(Image.new("RGB", SIZE, "black")), "g.jpg": b"\xff\xd8\xff\xe0 no picture at all",
    }  # fmt: skip
    path = tmp_path / "chat.zip"
    with zipfile.ZipFile(path, "w") as archive:
        people = ("Lina", "سمير", "Оля", "Lina", "Lina", "Lina", "Lina")
        lines = [
            f"[14.03.41, 09:4{at}:00] {who}: \u200e<attached: {name}>\n"
            for at, (who, name) in enumerate(zip(people, files, strict=True))
        ]
        archive.writestr("_chat.txt", "".join(lines))
        for name, data in files.items():
            archive.writestr(name, data)
    assert run("collect", path).code == 0
    return small


def by_file(run: Any) -> list[dict[str, Any]]:
    """The posts, oldest first: a to g."""
    posts: list[dict[str, Any]] = run("posts", "", "--order", "oldest", "--json").lines
    return posts


def test_the_earliest_is_named_and_where_else_it_is(bridge: SmallCase, run: Any) -> None:
    """Recompressed, the same file, mirrored: each said, in order of time, marked as a program's."""
    steps = run("screen", "--json").json["steps"]
    a, b, c, d, e, f, _ = by_file(run)

    assert {one["step"]: one["rows"] for one in steps}["copies-of-pictures"] == 6
    (told,) = run("show", d["id"], "--json").json["same_pictures"]
    assert told["earliest"] == {"post": a["id"], "name": "Lina", "posted_at": a["posted_at"],
                                "posted_stated": "14.03.41, 09:40:00", "how": "mirrored"}  # fmt: skip
    assert [(one["post"], one["how"]) for one in told["elsewhere"]] == [(x["id"], "mirrored") for x in (a, b, c)]
    assert told["places"] == 3
    (told,) = run("show", a["id"], "--json").json["same_pictures"]
    assert told["earliest"]["post"] == a["id"]
    assert [one["how"] for one in told["elsewhere"]] == ["changed", "same file", "mirrored"]
    said = run("show", b["id"]).out
    assert "the earliest we hold: 14.03.41, 09:40:00 (no zone), Lina, changed" in said
    assert "not checked" in said
    for alone in (e, f):
        assert run("show", alone["id"], "--json").json["same_pictures"] == []


def test_copies_are_searched_for(bridge: SmallCase, run: Any) -> None:
    """By a post, and by having one at all; with other conditions, and in words."""
    run("screen")
    a, b, c, d, e, *_ = by_file(run)

    def ids(query: str) -> set[str]:
        return {post["id"] for post in run("posts", query, "--json").lines}

    assert ids(f"image:{b['id']}") == ids("has:shared-image") == {x["id"] for x in (a, b, c, d)}
    assert ids(f"image:{e['id']}") == {e["id"]}
    assert ids(f"image:{a['id']} by:سمير") == {b["id"]}
    assert ids("has:image -has:shared-image") >= {e["id"]}
    assert ids("image:x:99") == set()
    assert "with an image that another post shows too" in run("posts", "has:shared-image").out + run("posts", "has:shared-image").err


def test_a_picture_is_looked_at_once(bridge: SmallCase, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next screening opens none of them, and rebuilt views hold the same."""
    run("screen", "--only", "copies-of-pictures")
    before = bridge.desk.views.picture_copies()
    given = []
    monkeypatch.setattr(Glance, "small", lambda _self, pictures: iter(given.extend(pictures) or ()))

    assert run("screen", "--only", "copies-of-pictures").code == 0
    assert given == []
    assert run("views", "rebuild").code == 0
    assert bridge.desk.views.picture_copies() == before
    assert sum(one is None for one in before.values()) == 2


def test_without_pictures_the_step_is_left_out(small: SmallCase, run: Any, tmp_path: Path) -> None:
    """Unless it is named."""
    (tmp_path / "chat.txt").write_text("[14.03.41, 09:41:00] Lina: نحن هنا\n", encoding="utf-8")
    run("collect", tmp_path / "chat.txt")

    assert "copies-of-pictures" not in [one["step"] for one in run("screen", "--json").json["steps"]]
    (step,) = run("screen", "--only", "copies-of-pictures", "--json").json["steps"]
    assert step["rows"] == 0


def test_an_erased_picture_leaves_its_copies_together(bridge: SmallCase, run: Any) -> None:
    """And nothing of it: no row, no mark, no digest in what the step wrote."""
    run("screen")
    a, b, c, d, *_ = by_file(run)
    digest, mark = b["media"][0]["digest"], bridge.desk.views.picture_copies()[b["media"][0]["digest"]]
    assert mark
    asked = run("erase", b["id"], "--because", "he asked", "--law", "art. 17", "--as", ANN, "--json").json["entry"]
    run("second", asked, "--agree", "--because", "yes", "--as", BO)

    assert run("erase", "--carry-out", asked, "--as", ANN).code == 0

    assert digest not in bridge.opened().desk.views.picture_copies()
    outputs = [path.read_bytes() for path in (bridge.root / "vault").rglob("*") if path.is_file()]
    assert [data for data in outputs if mark.encode() in data or digest.encode() in data] == []
    (told,) = run("show", d["id"], "--json").json["same_pictures"]
    assert [one["post"] for one in told["elsewhere"]] == [a["id"], c["id"]]


def test_the_one_that_stood_for_the_others_may_go(bridge: SmallCase, run: Any) -> None:
    """Whichever picture it is, the rest stay one cluster."""
    run("screen")
    a, b, c, d, *_ = by_file(run)
    output = json.loads(bridge.desk.vault.read(next(
        entry.detail["output"] for entry in bridge.desk.book.entries() if entry.detail.get("step") == "copies-of-pictures"
    )))  # fmt: skip
    root = next(row[2] for row in output if row[0] == d["media"][0]["digest"])
    gone = next(post for post in (b, d, a) if post["media"][0]["digest"] == root)
    asked = run("erase", gone["id"], "--because", "he asked", "--law", "art. 17", "--as", ANN, "--json").json["entry"]
    run("second", asked, "--agree", "--because", "yes", "--as", BO)
    assert run("erase", "--carry-out", asked, "--as", ANN).code == 0

    left = {post["id"] for post in run("posts", "has:shared-image", "--json").lines}

    assert left >= {x["id"] for x in (a, b, c, d) if x["media"][0]["digest"] != root}


def test_a_case_of_an_earlier_version_gets_its_table(bridge: SmallCase, run: Any) -> None:
    """It begins empty, and the next screening fills it."""
    import sqlite3

    with sqlite3.connect(bridge.root / "case.sqlite") as connection:
        connection.execute("DROP TABLE picture_copies")
    connection.close()

    (post, *_) = by_file(run)
    assert run("show", post["id"], "--json").json["same_pictures"] == []
    run("screen")
    assert len(run("show", post["id"], "--json").json["same_pictures"]) == 1
