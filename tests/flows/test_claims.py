"""The claims ledger, from posts to what stands side by side."""

from __future__ import annotations

import json

import pytest

from firsthand.testing.world import START, take_in, twarc_lines

DEAD_AR = "قُتل ٤٠ مدنياً في أورادش أمس، حسب المستشفى"
DEAD_EN = "57 civilians were killed in Oradesh yesterday, the council says"
LATER = "Correction: 44 civilians were killed in Oradesh yesterday, the council says"
BESIDE = "in Oradesh 60 wounded"


def lines(*posts):
    """Posts as a flood brings them: replies, quotes and reposts stated as X states them."""
    made = []
    for raw, post in zip(twarc_lines(posts).splitlines(), posts, strict=True):
        line = json.loads(raw)
        kinds = {"replied_to": "reply", "quoted": "quote", "retweeted": "repost"}
        refs = [{"type": kind, "id": str(post[name])} for kind, name in kinds.items() if name in post]
        made.append(json.dumps({**line, "referenced_tweets": refs} if refs else line, ensure_ascii=False))
    return ("\n".join(made) + "\n").encode()


@pytest.fixture
def filled(small, tmp_path):
    """Give a case with reports of one question, ten reposts, and answers that doubt."""
    path = tmp_path / "posts.jsonl"
    posts = [
        {"text": DEAD_AR, "author": 1}, {"text": DEAD_EN, "author": 2}, {"text": LATER, "author": 2},
        {"text": BESIDE, "author": 3}, {"text": "هذا غير صحيح، فيديو قديم", "author": 4, "reply": 1001},
        {"text": "Any source?", "author": 5, "reply": 1001}, {"text": "الله يرحمهم", "author": 6, "reply": 1001},
        {"text": "fake", "author": 4, "quote": 1001},
        *({"text": f"RT @voice_2: {DEAD_EN}", "author": 20 + n, "repost": 1002} for n in range(10)),
        {"text": "I counted them at the hospital: fifty-seven bodies", "author": 40},
    ]  # fmt: skip
    path.write_bytes(lines(*posts))
    take_in(small, path)
    return small


def claim(run, post, *more):
    """Enter a claim about a whole post."""
    said = run("claims", "add", post, *more, "--as", "A. Renn", "--json")
    assert said.code == 0, said.err
    return said.json


def test_the_time_of_a_claim_is_resolved_and_kept_as_said(filled, run):
    """Yesterday is a day in the zone of the case, against the time of the post; the words stay."""
    proposed = claim(run, "x:1001")
    stated = claim(run, "x:1002", "--valid-at", "as of yesterday")
    unknown = claim(run, "x:1004", "--valid-at", "when the bridge closed")

    assert proposed["valid"]["words"] == "أمس"
    assert proposed["valid"]["proposed"] is True
    assert (proposed["valid"]["earliest"], proposed["valid"]["latest"]) == ("2041-03-12T22:00:00Z", "2041-03-13T22:00:00Z")
    assert stated["valid_at"] == "as of yesterday"
    assert stated["valid"]["proposed"] is False
    assert stated["valid"]["earliest"] == "2041-03-12T22:00:00Z"
    assert unknown["valid"]["earliest"] is None
    assert unknown["valid"]["words"] == "when the bridge closed"
    assert START.year == 2041


def test_figures_of_one_question_are_proposed_side_by_side(filled, run):
    """Across languages, with the arithmetic; wounded are another question; nothing is entered."""
    one, two = claim(run, "x:1001"), claim(run, "x:1002")
    claim(run, "x:1004")
    before = len(run("log", "--json").lines)

    (question,) = run("claims", "contradictions", "--json").lines

    assert [row["low"] for row in question["answers"]] == [40, 57]
    (pair,) = question["pairs"]
    assert (pair["left"], pair["right"], pair["noted"]) == (one["id"], two["id"], False)
    assert "17 apart" in pair["why"]
    assert len(run("log", "--json").lines) == before

    run("claims", "answer", one["id"], two["id"], "contradicts", "--as", "A. Renn")
    (question,) = run("claims", "contradictions", "--json").lines
    assert question["pairs"][0]["noted"] is True
    shown = run("claims", "contradictions").out
    assert "40" in shown
    assert "٤٠" in shown


def test_figures_of_other_days_are_no_contradiction_but_totals_do_not_fall(filled, run):
    """The days keep them apart; a total of the dead that falls is asked about."""
    claim(run, "x:1002", "--valid-at", "2041-03-11")
    claim(run, "x:1003", "--valid-at", "2041-03-12", "--said-by", "Oradesh City Council")
    assert [one["code"] for q in run("claims", "contradictions", "--json").lines for one in q["breaks"]] == []

    claim(run, "x:1002", "--valid-at", "2041-03-11", "--said-by", "مجلس المدينة")
    claim(run, "x:1003", "--valid-at", "2041-03-12", "--said-by", "مجلس المدينة")
    (question,) = run("claims", "contradictions", "--json").lines
    assert question["pairs"] == []
    assert "fall" in [one["code"] for one in question["breaks"]]


def test_a_correction_is_linked_and_nothing_is_overwritten(filled, run):
    """Both claims stay, each names the other, and they do not contradict."""
    first = claim(run, "x:1002")
    later = claim(run, "x:1003", "--corrects", first["id"])

    rows = {row["id"]: row for row in run("claims", "--json").lines}
    assert rows[first["id"]]["as_said"] == DEAD_EN
    assert rows[first["id"]]["corrected_by"] == [later["id"]]
    assert rows[later["id"]]["corrects"] == first["id"]
    assert not [q for q in run("claims", "contradictions", "--json").lines if q["pairs"]]
    assert f"corrected later by {later['id']}" in run("claims").out
    assert run("claims", "add", "x:1003", "--corrects", "claim:99999", "--as", "A. Renn").code == 4


def test_ten_reposts_are_no_second_origin(filled, run):
    """Reposts of the claim's own post count as none, however often; a count of one's own counts."""
    first = claim(run, "x:1002")
    for number in range(1009, 1019):
        run("claims", "answer", first["id"], f"x:{number}", "backs", "--as", "A. Renn")

    (row,) = run("claims", "--json").lines
    assert row["origins"] == 0
    (group,) = row["origins_why"]
    assert len(group["refs"]) == 10
    assert "repost" in group["why"]

    run("claims", "answer", first["id"], "x:1019", "backs", "--as", "A. Renn")
    (row,) = run("claims", "--json").lines
    assert row["origins"] == 1


def test_one_stated_origin_and_near_copies_count_once(filled, run):
    """What a person states, and what the screening found."""
    first = claim(run, "x:1001")
    run("screen", "--only", "clusters")
    for number, origin in ((1009, ""), (1010, ""), (1002, ""), (1019, "المستشفى"), (1004, "المُستشفى")):
        run("claims", "answer", first["id"], f"x:{number}", "backs", "--origin", origin, "--as", "A. Renn")

    (row,) = run("claims", "--json").lines
    assert row["origins"] == 2
    assert sorted(len(one["refs"]) for one in row["origins_why"]) == [2, 3]


def test_answers_that_doubt_are_counted_and_linked(filled, run):
    """As context of the post and of the claim; who doubts twice is one account; a prayer doubts nothing."""
    claim(run, "x:1001")

    told = run("show", "x:1001", "--json").json["questioned"]
    assert (told["answers"], told["denies"], told["doubts"], told["accounts"]) == (4, 2, 1, 2)
    assert [one["relation"] for one in told["posts"]] == ["reply", "reply", "quote"]
    assert told["posts"][0]["why"][0]["text"] == "غير صحيح"
    shown = run("show", "x:1001").out
    assert "Questioned by" in shown
    assert "غير صحيح" in shown
    (row,) = run("claims", "--json").lines
    assert row["questioned"] == {"answers": 4, "denies": 2, "doubts": 1, "accounts": 2}
    assert run("show", "x:1003", "--json").json["questioned"]["answers"] == 0


def test_posts_that_say_apart_are_proposed_before_any_claim(filled, run):
    """One question and day; ten reposts are one voice; each answer keeps its words; nothing is written."""
    (question,) = [one for one in run("claims", "contradictions", "--posts", "", "--json").lines if "killed" in one["question"]]

    assert [(one["low"], one["voices"]) for one in question["answers"]] == [(40, 1), (44, 1), (57, 1)]
    assert [(pair["left"], pair["right"]) for pair in question["pairs"]] == [(0, 1), (0, 2), (1, 2)]
    first = question["answers"][0]["posts"][0]
    assert first["id"] == "x:1001"
    assert first["text"][first["start"] : first["end"]] == "٤٠"
    assert run("claims", "--json").lines == []
    assert "- - proposed - -" in run("claims", "contradictions", "--posts", "").out


def test_posts_of_one_mind_or_of_other_things_are_not_set_against_each_other(filled, run):
    """The wounded are not held against the dead, and a search that finds one answer finds no quarrel."""
    assert run("claims", "contradictions", "--posts", "wounded", "--json").lines == []
    assert run("claims", "contradictions", "--posts", "from:nobody_here", "--json").lines == []
