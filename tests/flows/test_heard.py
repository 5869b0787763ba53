"""Words that are heard: cards and claims that quote a transcript, and what others' names and numbers in them stop."""

from __future__ import annotations

import re

import pytest

from firsthand.desk import care, judge
from firsthand.desk.claims import NewClaim, add_claim, find_claim
from firsthand.desk.judge import second
from firsthand.desk.story import NewCard, add_card, add_figure
from firsthand.desk.transcribe import check_transcript, transcribe
from firsthand.model.errors import Mistaken, Refused
from firsthand.testing.world import ready_story, take_in, twarc_lines, zipped
from firsthand.text.subtitles import Cue

NUMBER = re.compile(r"0936[ -]?555[ -]?0142|٠٩٣٦[ -]?٥٥٥")
"""As it is said; four of its digits alone may stand in any digest."""
CUES = [
    Cue(60_000, 64_000, "الكهرباء مقطوعة منذ يومين"),
    Cue(65_000, 72_000, "نحن ١٢ شخصا في القبو"),
    Cue(73_000, 80_000, "اتصلوا على 0936 555 0142"),
]
CHAT = "14/03/2041, 09:00 - مريم: ‎voice.opus (file attached)\n14/03/2041, 09:01 - مريم: الماء مقطوع\n".encode()


@pytest.fixture
def heard(small, tmp_path):
    """Give a case with a voice message, its checked transcript in Arabic, and a story."""
    path = tmp_path / "WhatsApp Chat with مريم.zip"
    path.write_bytes(zipped({"_chat.txt": CHAT, "voice.opus": b"OggS" + bytes(range(64))}))
    take_in(small, path)
    post = next(one for one in _posts(small) if one["media"] and one["media"][0]["digest"])
    media = post["media"][0]["digest"]
    entry = transcribe(small.desk, media, "ar", CUES, actor=small.ann)
    ready_story(small, post["id"])
    return small, post["id"], media, entry.seq


def _posts(case):
    from firsthand.find.query import parse

    return list(case.desk.views.search(parse(""), limit=10, order="oldest", seed=1))


def card(case, post, transcript, quote, **more):
    """Put a card of what is heard into the story, seconded."""
    texts = {"en": {"line": "Lives in Oradesh", "translation": "There are 12 of us in the cellar", "because": "Two clips show it."}}
    new = NewCard(slug="days", post=post, key="power", transcript=transcript, quote=quote, texts=texts, because="chosen",
                  media=False, **more)  # fmt: skip
    seq = add_card(case.desk, new, actor=case.ann).seq
    judge.second(case.desk, seq, agree=True, because="the same", actor=case.bo)
    return seq


def codes(run):
    """Blocking codes of the story."""
    return [one["code"] for one in run("story", "check", "days", "--json").json["problems"] if one["blocks"]]


def test_a_card_quotes_what_is_heard_with_its_time(heard, run, tmp_path):
    """Bound to the transcript, and printed with the time code."""
    case, post, _, entry = heard
    card(case, post, entry, "نحن ١٢ شخصا في القبو")

    assert codes(run) == []
    said = run("story", "publish", "days", "--to", tmp_path / "site", "--as", "A. Renn")
    assert said.code == 0, said.err
    page = (tmp_path / "site" / "en" / "index.html").read_text("utf-8")
    assert "نحن ١٢ شخصا في القبو" in page
    assert "01:05" in page
    assert "Heard at" in page
    assert not NUMBER.search(page)


def test_words_that_are_not_heard_are_no_quote(heard):
    """Not a letter is forgiven; an unchecked transcript is quoted by nobody."""
    case, post, media, entry = heard
    with pytest.raises(Mistaken, match="word for word"):
        card(case, post, entry, "نحن ١٣ شخصا في القبو")

    machine = transcribe(case.desk, media, "en", [Cue(0, 1, "There are 12 of us")], tool="listener 1", actor=case.ann)
    with pytest.raises(Refused, match="checked"):
        card(case, post, machine.seq, "There are 12 of us")


def test_a_quotation_that_no_longer_matches_blocks(heard, run):
    """When somebody listens again and writes other words, cards and claims that quote the old ones are stopped."""
    case, post, _, entry = heard
    card(case, post, entry, "نحن ١٢ شخصا في القبو")
    claim = add_claim(case.desk, NewClaim(post=post, transcript=entry, quote="نحن ١٢ شخصا في القبو"), actor=case.ann)
    add_figure(case.desk, "days", f"claim:{claim.seq}", "twelve", texts={}, actor=case.ann)
    assert find_claim(case.desk, f"claim:{claim.seq}")["quotes"][0]["from_ms"] == 65_000
    assert codes(run) == []

    check_transcript(case.desk, entry, cues=[CUES[0], Cue(65_000, 72_000, "نحن ١٣ شخصا في القبو")], actor=case.bo)

    assert codes(run).count("quote-mismatch") == 2


def _sign(case):
    """A second person agrees to the last cover."""
    last = case.desk.views.acts(kind="span")[-1]
    second(case.desk, last.seq, agree=True, because="the same", actor=case.bo)


def test_a_number_that_is_heard_must_be_decided(heard, run, tmp_path):
    """In a transcript as in a message; covered, it does not stand in the page."""
    case, post, _, entry = heard
    card(case, post, entry, "")
    assert "undecided-span" in codes(run)

    rows = run("spans", f"transcript:{entry}", "--json").lines
    (phone,) = [row for row in rows if row["kind"] == "phone"]
    where = f"{phone['start']}:{phone['end']}"
    run("span", f"transcript:{entry}", where, "redact", "--kind", "phone", "--because", "hers", "--as", "A. Renn")
    assert codes(run) == ["second-reader-missing"]
    _sign(case)
    assert "undecided-span" not in codes(run)
    assert run("story", "publish", "days", "--to", tmp_path / "site", "--as", "A. Renn").code == 0
    page = (tmp_path / "site" / "en" / "index.html").read_text("utf-8")
    assert not NUMBER.search(page)
    assert "phone" in page


def test_the_words_of_a_claim_in_a_box_must_be_decided(heard, run, tmp_path):
    """Its own, and those of the answers that are printed beside it."""
    case, post, _, entry = heard
    card(case, post, entry, "نحن ١٢ شخصا في القبو")
    claim = add_claim(case.desk, NewClaim(post=post, transcript=entry), actor=case.ann)
    ref = f"claim:{claim.seq}"
    add_figure(case.desk, "days", ref, "twelve", texts={"en": {"number": "12", "said_by": "A resident"}}, actor=case.ann)
    problems = run("story", "check", "days", "--json").json["problems"]
    assert [(one["code"], one["where"]) for one in problems if one["blocks"]] == [("undecided-span", "twelve")]

    (phone,) = [row for row in run("spans", ref, "--json").lines if row["kind"] == "phone"]
    care.decide_span(case.desk, ref, phone["start"], phone["end"], "redact", kind="phone", because="hers", actor=case.ann)
    assert codes(run) == []
    assert run("story", "publish", "days", "--to", tmp_path / "site", "--as", "A. Renn").code == 0
    for path in (tmp_path / "site").rglob("*"):
        assert not path.is_file() or not NUMBER.search(path.read_bytes().decode("utf-8", "replace"))


def test_a_translation_is_looked_through_and_can_be_decided(small, run, tmp_path):
    """What only the translation says of others is decided on the translation itself."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(twarc_lines(["الماء مقطوع في أورادش"]))
    take_in(small, path)
    case, post = small, "x:1001"
    ready_story(small)
    from firsthand.desk.translate import translate

    made = translate(case.desk, post, "en", "Call me on +963 936 555 0142, the water is cut", actor=case.ann)
    assert "undecided-span" in codes(run)

    (phone,) = [row for row in run("spans", f"translation:{made.seq}", "--json").lines if row["kind"] == "phone"]
    where = f"{phone['start']}:{phone['end']}"
    run("span", f"translation:{made.seq}", where, "redact", "--kind", "phone", "--because", "x", "--as", "A. Renn")
    _sign(case)
    assert "undecided-span" not in codes(run)
