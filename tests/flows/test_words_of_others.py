"""Sheets, glossary and transcripts, from the command line and back."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest

from firsthand.testing.world import twarc_lines

AR = "نحن في القبو مع رانيا الحداد، هاتفها 0936 555 0142"


@pytest.fixture
def filled(small, run, tmp_path):
    """Give a case with an Arabic post that holds a phone number, and one without."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(twarc_lines([{"text": AR, "author": 7, "lang": "ar"}, {"text": "الماء مقطوع", "author": 8, "lang": "ar"}]))
    run("collect", path)
    return small


def posts(run):
    """Posts by their words."""
    return {post["text"]: post["id"] for post in run("posts", "", "--json").lines}


def filled_in(path, words):
    """A sheet as a translator saves it."""
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    for row, text in zip(rows, words, strict=True):
        row["translation"] = text
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), "utf-8")


def test_a_sheet_goes_out_covered_and_comes_back_unchecked(filled, run, tmp_path):
    """No phone, no handle, no post leaves; what returns is a proposal until it is checked."""
    sheet = tmp_path / "bridge.csv"
    out = run("sheet", "out", sheet, "--query", "", "--recipient", "L.", "--as", "A. Renn", "--json")

    assert out.json["rows"] == 2
    text = sheet.read_text("utf-8")
    assert "⟦phone⟧" in text
    assert "0936" not in text
    assert not any(post in text for post in posts(run).values())
    assert "h7" not in text.replace(out.json["path"], "")

    originals = [row["original"] for row in csv.DictReader(io.StringIO(sheet.read_text("utf-8-sig")))]
    filled_in(sheet, [f"EN {text}" if "⟦" in text else "The water is cut." for text in originals])
    rows = run("sheet", "in", sheet, "--by", "L.", "--as", "A. Renn", "--json").lines
    assert [row["code"] for row in rows] == ["", ""]
    held = run("log", "--json").lines
    made = [one for one in held if one["kind"] == "translate"]
    assert len(made) == 2

    again = run("sheet", "in", sheet, "--by", "L.", "--as", "A. Renn", "--json").lines
    assert [row["code"] for row in again] == ["already", "already"]
    from firsthand.desk.translate import translations

    (act,) = translations(filled.desk, posts(run)["الماء مقطوع"])
    assert act.detail["checked"] is False
    assert run("translate", act.subject, "--check", act.seq, "--as", "B. Sol").code == 0
    (act,) = translations(filled.desk, act.subject)
    assert (act.detail["checked"], act.detail["by"]) == (True, "L.")
    left = run("sheet", "out", tmp_path / "rest.xliff", "--query", "", "--as", "A. Renn", "--json")
    assert (left.json["rows"], left.json["done"]) == (1, 1)


def test_a_lost_cover_is_shown(filled, run, tmp_path):
    """A translator who leaves a cover out is asked about it."""
    sheet = tmp_path / "a.csv"
    run("sheet", "out", sheet, "--query", "القبو", "--as", "A. Renn")
    filled_in(sheet, ["In the cellar."])

    (row,) = run("sheet", "in", sheet, "--by", "L.", "--as", "A. Renn", "--json").lines

    assert row["code"] == "look"
    assert "⟦phone⟧" in row["why"]


def test_whoever_said_no_is_not_sent_out(filled, run, tmp_path):
    """To partners, or to be held."""
    post = posts(run)["الماء مقطوع"]
    run("consent", post, "--layer", "partners", "--value", "no", "--because", "said so", "--as", "A. Renn")

    out = run("sheet", "out", tmp_path / "a.csv", "--query", "", "--as", "A. Renn", "--json")

    assert (out.json["rows"], out.json["closed"]) == (1, 1)
    assert "الماء" not in (tmp_path / "a.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: text.replace("w-case,", "other,").replace("small", "other"), "other-case"),
        (lambda text: "x,y\n1,2\n", "no-sheet"),
    ],
)
def test_a_sheet_of_another_case_is_refused(filled, run, tmp_path, change, code):
    """By name, and nothing is entered."""
    sheet = tmp_path / "a.csv"
    run("sheet", "out", sheet, "--query", "", "--as", "A. Renn")
    filled_in(sheet, ["one", "two"])
    rows = list(csv.reader(io.StringIO(sheet.read_text("utf-8-sig"))))
    text = change("\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).replace(rows[1][0], "other"))
    sheet.write_text(text, "utf-8")

    said = run("sheet", "in", sheet, "--by", "L.", "--as", "A. Renn", "--json")

    assert (said.code, said.error["code"]) == (2, code)
    assert not [one for one in run("log", "--json").lines if one["kind"] == "translate"]


def test_the_glossary_looks_at_translations(filled, run, tmp_path):
    """A name that is written otherwise is named; both ways of one name are right."""
    (filled.root / "plan").mkdir(exist_ok=True)
    (filled.root / "plan" / "glossary.csv").write_text("ar,en,note\nرانيا الحدّاد,Rania al-Haddad | Rania Haddad,a nurse\n", "utf-8")
    sheet = tmp_path / "a.csv"
    run("sheet", "out", sheet, "--query", "القبو", "--as", "A. Renn")
    filled_in(sheet, ["In the cellar with Raniya Hadad, ⟦phone⟧"])

    (row,) = run("sheet", "in", sheet, "--by", "L.", "--as", "A. Renn", "--json").lines

    assert "is written Rania al-Haddad or Rania Haddad" in row["why"]
    assert run("glossary", "--json").lines[0]["note"] == "a nurse"


@pytest.mark.parametrize("text", ["en\nRania\n", "ar,en\nرانيا,\n", "", "verylongword,en\na,b\n"])
def test_a_bad_glossary_is_named(filled, run, text):
    """With the remedy."""
    (filled.root / "plan").mkdir(exist_ok=True)
    (filled.root / "plan" / "glossary.csv").write_text(text, "utf-8")

    assert run("glossary", "--json").error["code"] == "bad-glossary"


SRT = "1\n00:00:01,000 --> 00:00:03,000\nنحن بخير\n\n2\n00:01:05,000 --> 00:01:09,500\nالماء مقطوع منذ يومين\n"


@pytest.fixture
def voice(small, run, tmp_path):
    """Give a case with a voice note, and the note's digest."""
    path = tmp_path / "chat.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_chat.txt", "[14.03.41, 09:41:00] Lina: \u200e<attached: PTT-0001.opus>\n[14.03.41, 09:42:00] Lina: نحن\n")
        archive.writestr("PTT-0001.opus", b"OggS" + bytes(40))
    run("collect", path)
    (digest,) = {one["digest"] for post in run("posts", "", "--json").lines for one in post["media"]}
    return digest


def test_a_machine_listened_and_a_person_checks(voice, run, tmp_path):
    """Dashed until then; out again as WebVTT, which says so."""
    (tmp_path / "v.srt").write_text(SRT, "utf-8")

    how = ("--lang", "ar", "--file", tmp_path / "v.srt", "--tool", "ear 1.0")
    entry = run("transcribe", voice, *how, "--as", "A. Renn", "--json").json["entry"]

    (row,) = run("transcribe", voice, "--json").lines
    assert (row["entry"], row["checked"], row["tool"]) == (entry, False, "ear 1.0")
    assert row["cues"][1] == {"start_ms": 65_000, "end_ms": 69_500, "text": "الماء مقطوع منذ يومين"}
    assert "not checked" in run("transcribe", voice).out
    assert run("transcribe", voice, "--to", tmp_path / "out.vtt").code == 0
    assert "NOTE made by ear 1.0, not checked" in (tmp_path / "out.vtt").read_text("utf-8")
    assert run("transcribe", voice, "--to", tmp_path / "out.vtt", "--json").error["code"] == "target-exists"

    run("transcribe", voice, "--check", entry, "--as", "B. Sol")
    (row,) = run("transcribe", voice, "--json").lines
    assert (row["checked"], row["by"]) == (True, "A. Renn")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["--text", "x", "--lang", "ar"], ""),
        (["--file", "{}", "--lang", "ar"], "empty-transcript"),
        (["--text", "x", "--lang", "a"], "bad-language"),
        (["--check", "999"], "no-transcript"),
        ([], "no-transcript"),
    ],
)
def test_bad_transcripts_are_named(voice, run, tmp_path, more, code):
    """Each with a remedy; the first one is good."""
    (tmp_path / "e.srt").write_text("", "utf-8")
    said = run("transcribe", voice, *(str(one).format(tmp_path / "e.srt") for one in more), "--as", "A. Renn", "--json")

    assert (said.error["code"] if said.code else "") == code


def test_a_medium_that_nobody_posted_has_no_transcript(voice, run):
    """Nothing is said about what the case does not hold."""
    assert run("transcribe", "0" * 64, "--text", "x", "--lang", "ar", "--as", "A. Renn", "--json").error["code"] == "no-media"


def test_a_claim_is_bound_to_what_is_heard(voice, run, tmp_path):
    """With time codes; a machine's words that nobody checked make no claim."""
    (tmp_path / "v.srt").write_text(SRT, "utf-8")
    how = ("--lang", "ar", "--file", tmp_path / "v.srt", "--tool", "ear 1.0")
    entry = run("transcribe", voice, *how, "--as", "A. Renn", "--json").json["entry"]
    (post,) = [one["id"] for one in run("posts", "", "--json").lines if one["media"]]
    claim = ("claims", "add", post, "--transcript", entry, "--quote", "مقطوع منذ يومين", "--as", "A. Renn", "--json")

    assert run(*claim).error["code"] == "unchecked-transcript"
    checked = run("transcribe", voice, "--check", entry, "--as", "B. Sol", "--json").json["entry"]
    made = run(*(checked if part == entry else part for part in claim))

    assert made.code == 0
    (row,) = run("claims", "--json").lines
    (quote,) = row["quotes"]
    assert quote["text"] == "مقطوع منذ يومين"
    assert (quote["media"], quote["from_ms"], quote["to_ms"]) == (voice, 65_000, 69_500)
    assert "01:05" in run("claims").out
    wrong = run("claims", "add", post, "--transcript", checked, "--quote", "مقطوع منذ يومان", "--as", "A. Renn", "--json")
    assert wrong.error["code"] == "quote-mismatch"


def test_a_manuscript_may_quote_what_is_heard(voice, run, tmp_path):
    """Once somebody has listened; until then the words are a machine's, and are found nowhere."""
    (tmp_path / "v.srt").write_text(SRT, "utf-8")
    (tmp_path / "draft.md").write_text("قال أحدهم: «الماء مقطوع منذ يومين».\n", "utf-8")
    how = ("--lang", "ar", "--file", tmp_path / "v.srt", "--tool", "ear 1.0")
    entry = run("transcribe", voice, *how, "--as", "A. Renn", "--json").json["entry"]
    (before,) = run("quotes", tmp_path / "draft.md", "--json").lines
    checked = run("transcribe", voice, "--check", entry, "--as", "B. Sol", "--json").json["entry"]
    (after,) = run("quotes", tmp_path / "draft.md", "--json").lines

    assert (before["state"], before["post"]) == ("not-found", None)
    assert (after["state"], after["post"]) == ("verbatim", f"transcript:{checked}")
