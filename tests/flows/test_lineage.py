"""How many independent origins a thing has, and which post may have it from which."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from firsthand.testing.world import ANN, BO, twarc_lines

SAID = "الجسر مغلق منذ الفجر ولا أحد يعبر إلى الضفة الأخرى من المدينة"


@pytest.fixture
def copied(small, run, tmp_path):
    """A post (1001), ten copies of it (1002 to 1011) by ten accounts, and somebody who tells it in other words (1012)."""
    path = tmp_path / "p.jsonl"
    posts = [{"text": SAID, "author": 70 + n} for n in range(11)]
    posts.append({"text": "From my roof I count nine buses standing before the barrier, none is let through", "author": 90})
    path.write_bytes(twarc_lines(posts))
    assert run("collect", path, "--as", ANN).code == 0
    assert run("screen", "--only", "clusters").code == 0
    return small


def test_ten_copies_are_one_origin(copied, run):
    """All are counted, and count as one; each says from where it may have it."""
    told = run("lineage", "x:1001", "--json").json

    assert (told["posts"], told["origins"]) == (11, 1)
    nodes = told["groups"][0]["nodes"]
    assert [node["n"] for node in nodes] == list(range(1, 12))
    assert (nodes[0]["from"], {node["from"] for node in nodes[1:]}) == (None, {1})
    assert {node["how"] for node in nodes[1:]} == {"nearly the same words"}
    sheet = run("verification", "x:1005", "--json").json
    assert (sheet["said"]["posts"], sheet["said"]["origins"]) == (11, 1)
    assert "11 posts, 1 origin" in run("verification", "x:1005").out


def test_a_claim_with_a_second_origin(copied, run):
    """Copies of the claim's own post add nothing; somebody's own words are a second origin, with its own number."""
    claim = run("claims", "add", "x:1001", "--as", ANN, "--json").json["id"]
    for post in ("x:1002", "x:1003"):
        assert run("claims", "answer", claim, post, "backs", "--as", BO).code == 0
    told = run("lineage", claim, "--json").json
    assert (told["posts"], told["origins"], told["groups"][0]["why"]) == (11, 1, "the claim itself")

    assert run("claims", "answer", claim, "x:1012", "backs", "--as", BO).code == 0
    told = run("lineage", claim, "--json").json
    assert (told["posts"], told["origins"]) == (12, 2)
    assert [node["post"] for node in told["groups"][1]["nodes"]] == ["x:1012"]
    said = run("claims")
    assert "3 answers back it, from 1 independent origin" in said.out
    assert "12 posts, 2 origins." in run("lineage", claim).err


def test_a_drawing_names_nobody(copied, run, tmp_path):
    """Posts are numbers; it is well-formed, every copy stands in its lane, and a file is never overwritten."""
    target = tmp_path / "l.svg"
    assert run("lineage", "x:1001", "--draw", target).code == 0

    text = target.read_text("utf-8")
    root = ElementTree.fromstring(text)
    assert len(root.findall("{http://www.w3.org/2000/svg}path")) == 2
    assert len(root.findall("{http://www.w3.org/2000/svg}circle")) == 11
    assert "x:10" not in text
    assert "author" not in text
    assert run("lineage", "x:1001", "--draw", target).code != 0
    assert run("lineage", "x:1001", "--draw", tmp_path / "l.png", "--json").error["code"] == "bad-drawing"
    assert run("lineage", "x:9", "--json").error["code"] == "no-post"
    assert run("lineage", "claim:9", "--json").error["code"] == "no-claim"
