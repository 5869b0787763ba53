"""What was copied: the largest clusters, one cluster whole, what each copy changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from firsthand.testing.world import SmallCase

APPEAL = "Bridge ward needs blankets tonight, bring them to the school by the river — جسر النسّاجين"
COPIES = (
    ("2041-03-14T10:00:00Z", "lina", APPEAL),
    ("2041-03-14T10:05:00Z", "samir", APPEAL),
    ("2041-03-14T12:00:00Z", "olia", APPEAL.replace("blankets", "medicines")),
    ("2041-03-14T13:00:00Z", "lina", APPEAL + " 🙏"),
    ("2041-03-14T11:00:00Z", "miro", "The tram to the mill stopped at noon, and nobody says why or for how long it will stand"),
)


@pytest.fixture
def appeal(small: SmallCase, run: Any, tmp_path: Path) -> SmallCase:
    """Give a case in which an appeal was copied three times."""
    rows = ["id,created_at,author,text", *(f'{at},{when},{who},"{text}"' for at, (when, who, text) in enumerate(COPIES, 1))]
    path = tmp_path / "posts.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert run("collect", path).code == 0
    return small


def ids(run: Any) -> dict[str, str]:
    """Id of each post by its time."""
    return {post["posted_at"]: post["id"] for post in run("posts", "", "--json").lines}


def test_the_largest_come_first_as_their_earliest(appeal: SmallCase, run: Any) -> None:
    """With posts, different accounts, first and last; what stands alone is not there."""
    run("screen", "--only", "clusters")

    (one,) = run("clusters", "--json").lines

    assert one["earliest"]["text"] == APPEAL
    assert (one["posts"], one["accounts"]) == (4, 3)
    assert (one["first"], one["last"]) == (COPIES[0][0], COPIES[3][0])
    assert "4 posts" in run("clusters").out


def test_a_cluster_says_what_each_copy_changed(appeal: SmallCase, run: Any) -> None:
    """In order of time, against the earliest we hold, whichever of its posts is asked for; with its spread."""
    run("screen", "--only", "clusters")
    by_time = ids(run)

    told = run("clusters", by_time[COPIES[2][0]], "--json").json

    assert told["earliest"]["id"] == by_time[COPIES[0][0]]
    assert [(one["post"], one["after_s"], one["same"]) for one in told["copies"]] == [
        (by_time[COPIES[1][0]], 300, True), (by_time[COPIES[2][0]], 7200, False), (by_time[COPIES[3][0]], 10800, False),
    ]  # fmt: skip
    assert ["gone", "blankets"] in told["copies"][1]["changes"]
    assert ["new", "medicines"] in told["copies"][1]["changes"]
    assert "".join(text for kind, text in told["copies"][2]["changes"] if kind != "gone") == COPIES[3][2]
    counts = [one["count"] for one in told["spread"]["counts"] if one["count"]]
    assert sum(counts) == 4
    assert told["spread"]["counts"][0]["from"] == COPIES[0][0]
    said = run("clusters", by_time[COPIES[0][0]], "--limit", "2")
    assert "[-blankets-]{+medicines+}" in said.out
    assert "the same words" in said.out
    assert "2 of 3 copies shown" in said.out + said.err


def test_a_post_that_stands_alone_says_so(appeal: SmallCase, run: Any) -> None:
    """And an unknown one is not found."""
    run("screen", "--only", "clusters")
    alone = ids(run)[COPIES[4][0]]

    told = run("clusters", alone, "--json").json

    assert (told["posts"], told["copies"], told["earliest"]["id"]) == (1, [], alone)
    assert "stands alone" in run("clusters", alone).out
    assert run("clusters", "x:404", "--json").code == 4
    assert run("clusters", 'x:"404', "--json").code == 4


def test_before_screening_it_says_what_to_do(appeal: SmallCase, run: Any) -> None:
    """Screening of something else does not count."""
    run("screen", "--only", "languages")

    assert run("clusters", "--json").error["code"] == "not-screened"
    assert run("clusters", ids(run)[COPIES[0][0]], "--json").error["code"] == "not-screened"


def test_a_hidden_run_leaves_no_trace(appeal: SmallCase, run: Any) -> None:
    """After `runs undo` nothing of it is listed."""
    run("screen", "--only", "clusters")
    import_run = appeal.desk.views.runs("run")[0].id
    assert run("runs", "undo", import_run, "--because", "wrong file", "--as", "A. Renn").code == 0

    assert run("clusters", "--json").lines == []
