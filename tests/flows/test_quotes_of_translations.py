"""Quotations of a manuscript that stand in a translation: found, and said to be a translator's words."""

from __future__ import annotations

from firsthand.desk.translate import check_translation, translate
from firsthand.testing.world import take_in, twarc_lines


def test_words_of_a_translation_are_found_and_said_to_be_one(small, run, tmp_path):
    """Who translated, with what, and whether anybody checked; a checked one takes the place of what it checked."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(twarc_lines(["الماء مقطوع في أورادش منذ يومين"]))
    take_in(small, path)
    words = "The water has been cut in Oradesh for two days"
    made = translate(small.desk, "x:1001", "en", words, tool="translator 1", actor=small.ann)
    draft = tmp_path / "draft.md"
    draft.write_text(f"She wrote: “{words}”. And: “الماء مقطوع في أورادش منذ يومين”.", "utf-8")

    first, second = run("quotes", draft, "--json").lines

    assert (first["state"], first["post"], second["translation"]) == ("verbatim", "x:1001", None)
    assert first["translation"] == {
        "entry": made.seq, "post": "x:1001", "lang": "en", "by": "A. Renn", "tool": "translator 1", "checked": False,
    }  # fmt: skip
    told = " ".join(run("quotes", draft).out.split())
    assert "in a translation (en) of x:1001 by A. Renn with translator 1, NOT CHECKED by a person" in told

    check_translation(small.desk, made.seq, text="The water was cut in Oradesh two days ago", actor=small.bo)
    first, _ = run("quotes", draft, "--json").lines

    assert first["state"] == "altered"
    assert first["translation"]["checked"] is True
