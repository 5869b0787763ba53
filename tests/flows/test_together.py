"""Acting together, from a file to a list: who shares the same at once, and that nothing is decided by it."""

from __future__ import annotations

import csv
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from firsthand.testing.world import ANN, BO, SmallCase

START = datetime(2041, 3, 14, 6, 0, tzinfo=UTC)
APPEALS = (
    "جسر النسّاجين مغلق منذ الصباح، لا تقتربوا من الضفة الشرقية حتى إشعار آخر",
    "The mill ward has no water since dawn and the school well is dry, tell everybody you know",
    "Міст ткачів закрито від ранку, не підходьте до східного берега, поки не скажуть",
    "Tonight the lamps stay dark in the whole of Oradesh, from the mill up to the old bridge",
    "لا ماء في حي المطحنة منذ الفجر والبئر في المدرسة جافة، أخبروا كل من تعرفون",
    "Every stall of the weavers' market is shut, and the trams turn back at the river gate",
)
GROUP = ("reed1", "reed2", "reed3", "reed4", "طارق")


@pytest.fixture
def reeds(small: SmallCase, run: Any, tmp_path: Path) -> SmallCase:
    """Give a case in which five accounts post the same six appeals within seconds, and forty pass them on in their own time."""
    chance = random.Random(4)
    rows = []
    for day, appeal in enumerate(APPEALS):
        begun = START + timedelta(days=day, minutes=chance.randrange(300))
        rows += [(begun + timedelta(seconds=2 * n), who, appeal + chance.choice(("", " 🙏", "!"))) for n, who in enumerate(GROUP)]
        for n in range(40):
            if chance.random() < 0.6:
                rows.append((begun + timedelta(seconds=chance.randrange(50_000)), f"neighbour{n}", appeal))
    for n in range(40):
        words = f"Today I saw {n} geese over the river, and none stayed"
        rows.append((START + timedelta(seconds=chance.randrange(500_000)), f"neighbour{n}", words))
    path = tmp_path / "posts.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(("id", "created_at", "author", "text"))
        out.writerows((at, when.strftime("%Y-%m-%dT%H:%M:%SZ"), who, text) for at, (when, who, text) in enumerate(sorted(rows), 1))
    assert run("collect", path).code == 0
    return small


def test_the_group_is_listed_with_its_items(reeds: SmallCase, run: Any) -> None:
    """Its five accounts and no neighbour; every item with its posts; the reason is not known, and the words accuse nobody."""
    run("screen", "--only", "clusters", "--only", "together")

    (group,) = run("together", "--json").lines

    assert {account.rpartition("/")[2] for account in group["accounts"]} == set(GROUP)
    assert (group["kind"], group["why"]) == ("copy", "unknown reason")
    assert group["says"] == "each shares the same items unusually close in time"
    assert len(group["items"]) == len(APPEALS)
    for item in group["items"]:
        assert item["within_s"] <= 8
        assert all(reeds.desk.views.post(share["post"])["account"] == share["account"] for share in item["shares"])
    told = run("together")
    assert "5 accounts" in told.out
    assert "unknown reason" in told.out + told.err


def test_a_window_is_one_of_three(reeds: SmallCase, run: Any) -> None:
    """Only what was looked for can be asked for."""
    run("screen", "--only", "clusters", "--only", "together")

    assert all(group["window_s"] == 60 for group in run("together", "--window", 60, "--json").lines)
    assert run("together", "--window", 7, "--json").error["code"] == "no-window"


def test_before_screening_it_says_so(reeds: SmallCase, run: Any) -> None:
    """An empty list would be a lie."""
    assert run("together", "--json").error["code"] == "not-screened"


def test_rebuilt_views_hold_the_same(reeds: SmallCase, run: Any) -> None:
    """Dropped and rebuilt from the ledger, the list is the same; an import taken back leaves it."""
    run("screen", "--only", "clusters", "--only", "together")
    before = run("together", "--json").lines
    assert run("views", "rebuild").code == 0
    assert run("together", "--json").lines == before

    imported = run("runs", "--json").json["runs"] if run("runs", "--json").out.startswith("{") else run("runs", "--json").lines
    collected = next(one for one in imported if one["kind"] == "run")
    run("runs", "undo", collected["run"] if "run" in collected else collected["id"], "--because", "wrong file", "--as", "Ann")

    assert run("together", "--json").lines == []


def test_nobody_is_judged(reeds: SmallCase, run: Any) -> None:
    """The search makes one entry of a program, and no act of anybody."""
    acts = len(reeds.desk.views.acts())
    run("screen", "--only", "together")

    assert len(reeds.desk.views.acts()) == acts


def test_a_drawing_names_nobody(reeds: SmallCase, run: Any, tmp_path: Path) -> None:
    """Picture and graph hold the group's five accounts as numbers: no name, id, post or time; both are XML that is well-formed."""
    run("screen", "--only", "clusters", "--only", "together")
    posts = [share["post"] for group in run("together", "--json").lines for item in group["items"] for share in item["shares"]]

    for name in ("groups.svg", "groups.gexf"):
        assert run("together", "--draw", tmp_path / name, "--json").json["accounts"] == len(GROUP)
        text = (tmp_path / name).read_text("utf-8")
        ElementTree.fromstring(text)
        assert not [word for word in (*GROUP, *posts, "posts.csv", "2041") if word in text]
    graph = ElementTree.parse(tmp_path / "groups.gexf")
    edges = graph.findall(".//{http://gexf.net/1.3}edge")
    assert len(graph.findall(".//{http://gexf.net/1.3}node")) == len(GROUP)
    assert {edge.get("weight") for edge in edges} == {str(len(APPEALS))}
    assert run("together", "--draw", tmp_path / "groups.svg", "--json").error["code"] == "target-exists"
    assert run("together", "--draw", tmp_path / "groups.pdf", "--json").error["code"] == "bad-drawing"


def test_an_erased_post_leaves_its_group(reeds: SmallCase, run: Any) -> None:
    """After an erasure no list and no file of the case gives its words, and the list names no post that is gone."""
    run("screen", "--only", "clusters", "--only", "together")
    before = run("together", "--json").lines[0]
    gone = before["items"][0]["shares"][0]["post"]
    words = run("show", gone, "--json").json["post"]["text"]
    asked = run("erase", gone, "--because", "asked by mail", "--law", "GDPR art. 17(1)(b)", "--as", ANN, "--json").json["entry"]
    assert run("second", asked, "--agree", "--because", "I read the mail", "--as", BO).code == 0
    assert run("erase", "--carry-out", asked, "--as", ANN).code == 0

    said = run("together", "--json")
    assert gone not in said.out
    assert run("show", gone, "--json").error["code"] == "no-post"
    assert words not in said.out
    assert run("screen", "--only", "clusters", "--only", "together").code == 0
    assert gone not in run("together", "--json").out
    assert run("verify", reeds.root).code == 0
