"""Subtitles, in and out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.text.subtitles import Cue, read_captions, read_subtitles, time_code, write_srt, write_vtt

SRT = "1\r\n00:00:01,500 --> 00:00:03,000\r\nنحن في القبو\r\nنحن بخير\r\n\r\n"
SRT += "2\r\n00:00:04,000 --> 00:00:05,250\r\n<i>Oradesh</i> 👩🏽‍🚒\r\n"
VTT = (
    "WEBVTT - a title\n\nNOTE by nobody\n\nSTYLE\n::cue { color: red }\n\nintro\n00:01.500 --> 00:03.000 align:start position:0%\n"
    "<v Lina>الماء &amp; الخبز</v>\n\n01:00:04.000 --> 01:00:05.000\n&lt;b&gt;\n"
)


def test_srt_is_read():
    """Two cues, two lines, marks of layout taken out."""
    cues, problems = read_subtitles(SRT)

    assert cues == [Cue(1500, 3000, "نحن في القبو\nنحن بخير"), Cue(4000, 5250, "Oradesh 👩🏽‍🚒")]
    assert not problems


def test_vtt_is_read():
    """With comments, styles, names of cues, settings, voices and entities."""
    cues, problems = read_subtitles(VTT)

    assert cues == [Cue(1500, 3000, "الماء & الخبز"), Cue(3_604_000, 3_605_000, "<b>")]
    assert not problems


def test_a_text_is_one_cue_without_times():
    """Someone listened and typed."""
    assert read_subtitles("\ufeffنحن بخير\n") == ([Cue(-1, -1, "نحن بخير")], [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1\n00:00:01,0 --> 00:00:02,0\none\n2\n00:00:03,0 --> 00:00:04,0\ntwo\n", ["one", "two"]),
        ("00:01,5 --> 00:02,5\none\n\n00:03,0 --> 00:04,0\n2041\n", ["one", "2041"]),
        ("1\n00:00:01,0 --> 00:00:02,0\n\n2\n00:00:03,0 --> 00:00:04,0\ntwo\n", ["two"]),
    ],
)
def test_loose_files_are_read(text, words):
    """No empty lines, no numbers, no words."""
    assert [cue.text for cue in read_subtitles(text)[0]] == words


@pytest.mark.parametrize("text", ["1\nxx --> 00:00:02,000\nwords\n", "WEBVTT\n\nnothing", "-->", ""])
def test_what_is_no_time_is_named(text):
    """And never taken for words."""
    cues, problems = read_subtitles(text)

    assert cues == []
    assert problems or "-->" not in text


def test_an_end_before_its_beginning_is_named():
    """The words are kept."""
    cues, problems = read_subtitles("00:00:09,000 --> 00:00:01,000\nwords\n")

    assert cues == [Cue(9000, 9000, "words")]
    assert "before it begins" in problems[0]


TIMES = st.tuples(st.integers(0, 10**9), st.integers(0, 10**6)).map(lambda t: (t[0], t[0] + t[1]))
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="<>{}-\x85"), min_size=1, max_size=30)
WORDY = LINES.map(str.strip).filter(lambda line: line and not line.isdigit())


@given(st.lists(st.tuples(TIMES, st.lists(WORDY, min_size=1, max_size=3)), max_size=8))
def test_what_is_written_is_read_again(parts):
    """In both forms, with entities."""
    cues = [Cue(start, end, "\n".join(lines)) for (start, end), lines in parts]

    assert read_subtitles(write_srt(cues))[0] == cues
    assert read_subtitles(write_vtt(cues, note="made by a machine"))[0] == cues


@given(st.text(max_size=400))
def test_no_text_breaks_it(text):
    """Whatever a file holds."""
    cues, _ = read_subtitles(text)

    assert all(cue.text.strip() and cue.start_ms <= cue.end_ms for cue in cues)


def test_time_codes_are_short():
    """As print gives them; none where it is not known."""
    assert [time_code(ms) for ms in (-1, 0, 61_000, 3_661_999)] == ["", "00:00", "01:01", "1:01:01"]


def test_captions_say_who_made_them_only_where_they_show_it():
    """Times of single words are a machine's; a name in the file is its language; without times there is nothing."""
    machine = b"WEBVTT\nKind: captions\nLanguage: ar\n\n00:00:00.000 --> 00:00:01.000\n\xd9\x86\xd8\xad\xd9\x86<00:00:00.500><c> a</c>\n"
    person = "\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>نحن</i> هنا\r\n"

    assert read_captions(machine)[:3] == ("ar", True, [Cue(0, 1000, "نحن a")])
    for data in (person.encode(), person.removeprefix("\ufeff").encode("utf-16")):
        assert read_captions(data) == ("", False, [Cue(1000, 2000, "نحن هنا")], [])
    for bad in (b"", b"\xff\xfe", b"\x00" * 100, b"no times at all", b"WEBVTT\n\n99 --> 12\nx", b"\xff" * 50):
        assert read_captions(bad).cues == []
        assert read_captions(bad).problems
