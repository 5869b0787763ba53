"""WhatsApp's exported chats."""

from __future__ import annotations

import json
import os
import time
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model.moment import UNKNOWN
from firsthand.model.post import Media, Post
from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers.seam import Setting
from firsthand.readers.whatsapp import ADAPTER, WhatsAppOptions
from firsthand.testing.files import MemoryFiles

ROOT = Path(__file__).parents[3]
FIXTURES = Path(os.environ.get("FIRSTHAND_SHARED", ROOT.parent / "shared")) / "data/platform-fixtures"

LEVANTINE = "يا جماعة عم يقصفو حارتنا بأوراديش، ادعولنا 🕯️"
UKRAINIAN = "Ми в підвалі на вулиці Садовій, зв’язку майже немає."
FRENCH = "Nous sommes encore là, à l’est d’Oradesh — « tenez bon »."
MIXED = "قال ABC: «stay 3 km away» ثم انقطع الخط"
HOSTILE = "a\u202egnp.exe\u0007\x1b[31mred\u2066\u200f\ufeff end"

Results = list[Item | Rejected | Gap]


def read(text: str | bytes, name: str = "_chat.txt", source: str = "", order: str = "", **media: bytes) -> Results:
    """Recognise and read one chat; files beside it by name, with ``__`` for the dot."""
    data = text.encode() if isinstance(text, str) else text
    files = MemoryFiles({name: data} | {base.replace("__", "."): one for base, one in media.items()})
    reader = ADAPTER.open(WhatsAppOptions(date_order=order))
    (find,) = reader.find(files)
    return list(reader.read(files, find, Setting(source_name=source)))


def items(results: Results) -> list[Item]:
    """Keep what was read."""
    return [result for result in results if isinstance(result, Item)]


def codes(results: Results) -> list[str]:
    """Keep the codes of what was not read, or is missing."""
    return [result.code for result in results if not isinstance(result, Item)]


def posts(text: str, **more: str) -> list[Post]:
    """Read the posts."""
    return [item.posts[0] for item in items(read(text, **more))]


def one(text: str, *, ios: bool = False, **media: bytes) -> Post:
    """Read one message with this text."""
    head = "[13/12/2016, 14:05:09] Rana: " if ios else "13/12/2016, 14:05 - Rana: "
    (item,) = items(read(head + text + "\n", **media))
    return item.posts[0]


def recognised(data: bytes, name: str = "x.txt") -> bool:
    """Whether the reader claims these bytes."""
    return ADAPTER.open(WhatsAppOptions()).find(MemoryFiles({name: data})) != []


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("13/12/16, 14:05 - ", "2016-12-13T14:05"),
        ("12/13/16, 14:05 - ", "2016-12-13T14:05"),
        ("12/13/16, 2:05\u202fPM - ", "2016-12-13T14:05"),
        ("13/12/2016, 2:05 p. m. - ", "2016-12-13T14:05"),
        ("13/12/2016, 2:05\u00a0p.\u00a0m. - ", "2016-12-13T14:05"),
        ("13/12/2016, 12:05 a. m. - ", "2016-12-13T00:05"),
        ("13/12/2016, 12:05 pm - ", "2016-12-13T12:05"),
        ("13.12.16, 14:05 - ", "2016-12-13T14:05"),
        ("13.12.2016, 14:05 - ", "2016-12-13T14:05"),
        ("13-12-2016, 14:05 - ", "2016-12-13T14:05"),
        ("2016/12/13, 14:05 - ", "2016-12-13T14:05"),
        ("2016/12/13, 02:05 pm - ", "2016-12-13T14:05"),
        ("2016-12-13, 14:05 - ", "2016-12-13T14:05"),
        ("2016/12/13 下午2:05 - ", "2016-12-13T14:05"),
        ("2016. 12. 13. 오후 2:05 - ", "2016-12-13T14:05"),
        ("13.12.2016 klo 14.05.09 - ", "2016-12-13T14:05:09"),
        ("13/12/2016 à 14:05 - ", "2016-12-13T14:05"),
        ("13.12.16 14.05.09: ", "2016-12-13T14:05:09"),
        ("[13/12/2016, 2:05:09 PM] ", "2016-12-13T14:05:09"),
        ("[13/12/2016, 2:05:09\u202fPM] ", "2016-12-13T14:05:09"),
        ("\u200e[13/12/16, 14:05:09] ", "2016-12-13T14:05:09"),
        ("[12/13/16 14:05] ", "2016-12-13T14:05"),
        ("[13.12.16, 14:05:09] ", "2016-12-13T14:05:09"),
        ("[2016/12/13, 14:05:09] ", "2016-12-13T14:05:09"),
        ("[2016/12/13 2:05:09 p. m.] ", "2016-12-13T14:05:09"),
        ("[2016-12-13, 14:05:09] ", "2016-12-13T14:05:09"),
        ("١٣/١٢/٢٠١٦، ٢:٠٥ م - ", "2016-12-13T14:05"),
        ("١٣\u200f/١٢\u200f/٢٠١٦، ٢:٠٥ م - ", "2016-12-13T14:05"),
        ("\u200f[١٣\u200f/١٢\u200f/٢٠١٦, ٢:٠٥:٠٩ م] ", "2016-12-13T14:05:09"),
        ("١٣/١٢/٢٠١٦، ١٢:٠٥ ص - ", "2016-12-13T00:05"),
        ("۲۰۱۶/۱۲/۱۳،\u200f ۲:۰۵ ب.ظ. - ", "2016-12-13T14:05"),
        ("3. 6. 2018, 7:05 - ", "2018-06-03T07:05"),
    ],
)
def test_headers_of_many_phones(header: str, expected: str) -> None:
    """Orders, separators, scripts, direction marks and halves of the day; the time as written is kept."""
    order = "dmy" if header.startswith("3.") else ""
    (post,) = posts(f"{header}Rana: {LEVANTINE}\n", order=order)

    assert post.posted.at is None
    assert post.posted.local == datetime.fromisoformat(expected)
    assert post.posted.precision == ("second" if expected.count(":") == 2 else "minute")
    assert post.posted.stated is not None
    assert post.posted.stated in header
    assert (post.name, post.handle, post.text) == ("Rana", None, LEVANTINE)


@pytest.mark.parametrize("text", [LEVANTINE, UKRAINIAN, FRENCH, MIXED, HOSTILE, "👩🏽‍🚒🇺🇦", "e\u0301\u200d", "a: b: c"])
@pytest.mark.parametrize("ios", [False, True])
def test_words_are_verbatim_in_any_script(text: str, ios: bool) -> None:
    """Direction marks, control characters and joiners come out as they went in."""
    assert one(text, ios=ios).text == text
    assert one(f"{text}\n\n{text}", ios=ios).text == f"{text}\n\n{text}"


def test_carriage_returns_belong_to_the_file() -> None:
    """iOS ends lines with two characters; the words have one."""
    (item, _) = items(read("13/12/2016, 14:05 - Rana: one\r\ntwo\r\n13/12/2016, 14:06 - Rana: three\r\n"))

    assert item.posts[0].text == "one\ntwo"
    assert item.raw == b"13/12/2016, 14:05 - Rana: one\r\ntwo"


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("1/2/16", "13/2/16"), "2016-02-01"),
        (("1/2/16", "1/13/16"), "2016-01-02"),
        (("3/1/16", "1/2/16", "2/3/16"), "2016-01-03"),
        (("1/3/16", "2/1/16", "3/2/16"), "2016-01-03"),
        (("2/2/16", "3/3/16"), "2016-02-02"),
        (("16/2/1", "16/2/3"), "2016-02-01"),
        (("16/02/11", "16/02/12", "16/02/13", "16/03/01"), "2016-02-11"),
        (("2016/1/2", "2016/1/3"), "2016-01-02"),
        (("2016/13/02", "2016/14/02"), "2016-02-13"),
    ],
)
def test_the_order_of_dates_is_decided_by_the_whole_file(dates: tuple[str, ...], expected: str) -> None:
    """A number above 12 decides, else the order that does not run backwards, else all orders that agree."""
    found = posts("".join(f"{date}, 14:05 - Rana: x\n" for date in dates))

    assert found[0].posted.local == datetime.fromisoformat(f"{expected}T14:05")


@pytest.mark.parametrize(
    "dates",
    [("1/2/16", "3/4/16"), ("9/12/20",), ("13/12/16", "12/13/16"), ("1/2/16", "2/2/16", "1/2/16", "2/2/16")],
)
def test_dates_that_stay_open_are_kept_as_written(dates: tuple[str, ...]) -> None:
    """Nothing is guessed: one gap says what to do, and a person's answer is obeyed."""
    text = "".join(f"{date}, 14:05 - Rana: x\n" for date in dates)
    results = read(text)

    assert codes(results) == ["ambiguous-dates"]
    assert {item.posts[0].posted.precision for item in items(results)} == {"unknown"}
    assert [item.posts[0].posted.stated for item in items(results)] == [f"{date}, 14:05" for date in dates]
    assert codes(read(text, order="dmy")) == []
    assert posts(text, order="dmy")[0].posted.local is not None


def test_another_calendar_is_not_taken_for_ours() -> None:
    """Years of the Persian calendar are kept as written."""
    results = read("۱۳۹۵/۰۹/۲۳،\u200f ۱۴:۰۵ - رعنا: خداحافظ\n")

    assert codes(results) == ["ambiguous-dates"]
    assert "calendar" in repr(results[0])
    assert items(results)[0].posts[0].posted.local is None


def test_a_pasted_chat_stays_text() -> None:
    """Lines in the style of another phone belong to the message; a gap counts them."""
    text = (
        "13/12/2016, 14:05 - Rana: look\n[12/11/16, 1:00:00 AM] Omar: we are here\n"
        "13/12/2016, 14:06 - Rana: did you see\n"
    )
    results = read(text)

    assert [item.posts[0].text for item in items(results)] == [
        "look\n[12/11/16, 1:00:00 AM] Omar: we are here",
        "did you see",
    ]
    assert codes(results) == ["other-style"]


def test_impossible_dates_and_times_are_text() -> None:
    """A line that no calendar allows does not begin a message."""
    found = posts("13/12/2016, 14:05 - Rana: a\n45/45/2016, 14:05 - x: y\n13/12/2016, 27:05 - x: y\n")

    assert len(found) == 1


def test_a_step_back_of_days_is_marked() -> None:
    """Pasted lines of the same phone cannot be told from late ones; a person is told to look."""
    found = posts(
        "13/12/2016, 14:05 - A: x\n13/12/2016, 14:04 - A: late\n"
        "01/11/2016, 10:00 - A: pasted\n14/12/2016, 9:00 - A: y\n"
    )

    assert [post.marks for post in found] == [(), (), ("out-of-order",), ()]


@pytest.mark.parametrize(
    "line",
    [
        "Messages and calls are end-to-end encrypted.", 'Rana created group "Oradesh: east"', "Omar left",
        "غادر عمر", 'Rana changed the subject from "a: b" to "c"',
    ],
)  # fmt: skip
def test_lines_without_author_are_the_apps(line: str) -> None:
    """They are told by their structure, not by their words."""
    post = posts(f"13/12/2016, 14:04 - Rana: Omar left\n13/12/2016, 14:05 - {line}\n")[1]

    assert (post.text, post.name, post.account, post.marks) == (line, None, None, ("system",))


def test_ios_puts_a_name_before_the_apps_words() -> None:
    """A direction mark at the start of the text is the app's: no account wrote it."""
    post = one("\u200eRana added Omar", ios=True)

    assert (post.marks, post.account, post.name) == (("system",), None, "Rana")
    assert one("\u200eRana added Omar").marks == ()


@pytest.mark.parametrize(
    "name", ["+000 11 222 33", "\u202a+000\u00a011\u00a0222\u202c", "~\u202fRana", "عمر - أبو سمير", "🤓"]
)
def test_senders_are_named_as_stated(name: str) -> None:
    """Numbers are names; no handle is made of them."""
    (item,) = items(read(f"13/12/2016, 14:05 - {name}: hello: you\n"))
    post, (sighting,) = item.posts[0], item.sightings

    assert post.name == name.strip("\u202a\u202c")
    assert (post.handle, post.text) == (None, "hello: you")
    assert sighting.id == post.account
    assert sighting.marks == (("telephone",) if "000" in name else ())


@pytest.mark.parametrize(
    ("text", "ios", "words"),
    [
        ("IMG-20161213-WA0001.jpg (file attached)", False, ""),
        ("IMG-20161213-WA0001.jpg (file attached)\nour street", False, "our street"),
        ("IMG-20161213-WA0001.jpg (الملف مرفق)\nحارتنا", False, "حارتنا"),
        ("\u200eIMG-20161213-WA0001.jpg (файл додано)", False, ""),
        ("IMG-20161213-WA0001.jpg (of no known wording)", False, ""),
        ("\u200e<attached: IMG-20161213-WA0001.jpg>", True, ""),
        ("our street \u200e<attached: IMG-20161213-WA0001.jpg>", True, "our street"),
        ("two\nlines\n\u200e<pièce jointe\u00a0: IMG-20161213-WA0001.jpg>", True, "two\nlines"),
        ("\u200e<مرفق: IMG-20161213-WA0001.jpg> حارتنا", True, "حارتنا"),
        ("IMG-20161213-WA0001.jpg <\u200eattached>", True, ""),
    ],
)
def test_attached_files_are_linked(text: str, ios: bool, words: str) -> None:
    """The app's line goes out of the text; the caption stays."""
    post = one(text, ios=ios, **{"IMG-20161213-WA0001__jpg": b"picture"})

    assert post.media == (Media("image", name="IMG-20161213-WA0001.jpg"),)
    assert (post.text, post.marks) == (words, ())


def test_a_person_may_write_a_file_name() -> None:
    """Without the app's wording, its naming, or the file itself, it is text."""
    assert one("report.pdf (important)").media == ()
    assert one("report.pdf (important)", report__pdf=b"").media == (Media("file", name="report.pdf"),)


def test_an_attached_file_that_is_not_there_is_missing() -> None:
    """Paths in a name lead nowhere."""
    results = read("13/12/2016, 14:05 - A: VID-20161213-WA0002.mp4 (file attached)\n13/12/2016, 14:05 - A: x\n")

    assert items(results)[0].posts[0].media == (Media("video", missing="not beside the chat: VID-20161213-WA0002.mp4"),)
    assert codes(results) == ["missing-media"]
    assert one("\u200e<attached: ../../etc/passwd.jpg>", ios=True).media == ()


@pytest.mark.parametrize(
    ("text", "ios", "kind"),
    [
        ("<Media omitted>", False, "file"),
        ("<تم استبعاد الوسائط>", False, "file"),
        ("<медіа пропущено>", False, "file"),
        ("<Médias omis>", False, "file"),
        ("<Multimedia omitido>", False, "file"),
        ("\u200f<رسانه حذف شد>", False, "file"),
        ("\u200eimage omitted", True, "image"),
        ("\u200eaudio omitted", True, "audio"),
        ("<\u200esticker omitted>", True, "sticker"),
    ],
)
def test_media_left_out_is_missing(text: str, ios: bool, kind: str) -> None:
    """The placeholder of any language is no one's words."""
    post = one(text, ios=ios)

    assert (post.text, post.media) == ("", (Media(kind, missing="not included"),))


def test_ios_captions_stand_before_the_placeholder() -> None:
    """The caption stays, in its script."""
    assert one(f"{LEVANTINE} \u200eimage omitted", ios=True).text == LEVANTINE


@pytest.mark.parametrize(
    "wording", ["<This message was edited>", "\u200e<This message was edited>", "<تم تعديل هذه الرسالة>"]
)
def test_edited_messages_are_marked(wording: str) -> None:
    """That it was edited is said, not when."""
    post = one(f"we moved {wording}")

    assert (post.text, post.marks, post.edited) == ("we moved", ("edited",), UNKNOWN)


@pytest.mark.parametrize(
    "wording", ["This message was deleted", "\u200eThis message was deleted.", "تم حذف هذه الرسالة"]
)
@pytest.mark.parametrize("ios", [False, True])
def test_deleted_messages_are_marked(wording: str, ios: bool) -> None:
    """The sender is known, the words are gone."""
    post = one(wording, ios=ios)

    assert (post.text, post.marks) == ("", ("deleted",))
    assert post.account is not None


def test_places_and_contacts_are_only_marked() -> None:
    """Coordinates and cards stay in the capture."""
    post = one("\u200eLocation: https://maps.google.com/?q=36.123456,37.654321", ios=True)

    assert (post.text, post.marks) == ("", ("location",))
    assert one("Omar.vcf (file attached)").marks == ("contact",)
    assert one("\u200eContact card omitted", ios=True).marks == ("contact",)


def test_messages_without_words_are_marked() -> None:
    """View-once messages leave an empty line behind."""
    assert posts("13/12/2016, 14:05 - Rana:.\n13/12/2016, 14:05 - Rana:\n")[0].marks == ("no-text",)


def test_lines_before_the_first_message_are_one_rejected_item() -> None:
    """They are not listed by the format, and not lost."""
    text = "\nSaved by Rana\nfor the desk\n" + "13/12/2016, 14:05 - Rana: x\n" * 3
    first, *rest = read(text)

    assert isinstance(first, Rejected)
    assert (first.code, first.raw) == ("no-date", b"Saved by Rana\nfor the desk")
    assert [item.n for item in items(rest)] == [2, 3, 4]


def test_bad_bytes_spoil_only_their_message() -> None:
    """The place of the byte is given."""
    data = b"13/12/2016, 14:05 - A: x\n13/12/2016, 14:06 - A: caf\xe9\n13/12/2016, 14:07 - A: y\n"
    results = read(data)

    assert [getattr(result, "code", "") for result in results] == ["", "bad-encoding", ""]
    assert "byte 51" in results[1].why
    assert results[1].raw == b"13/12/2016, 14:06 - A: caf\xe9"


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_recognised_and_rejected_with_the_remedy(coding: str) -> None:
    """The file is named as what it is."""
    (rejected,) = read("13/12/2016, 14:05 - Rana: x\n".encode(coding))

    assert rejected.code == "utf-16"
    assert "UTF-8" in rejected.why


def test_a_utf8_mark_is_stepped_over() -> None:
    """Byte ranges count it."""
    data = b"\xef\xbb\xbf13/12/2016, 14:05 - Rana: x\n"
    (item,) = read(data)

    assert (item.start, item.raw) == (3, data[3:-1])


def test_a_message_beyond_the_bound_is_rejected_without_its_bytes() -> None:
    """Memory is bounded; the messages around it are read."""
    text = "13/12/2016, 14:05 - A: x\n13/12/2016, 14:06 - A: " + "y" * 11_000_000 + "\n13/12/2016, 14:07 - A: z\n"
    results = read(text)

    assert [getattr(result, "code", "") for result in results] == ["", "too-large", ""]
    assert results[1].length > 11_000_000


@pytest.mark.parametrize(
    "name",
    ["WhatsApp Chat with Oradesh.txt", "WhatsApp_Chat_with_Oradesh.txt", "a/Chat de WhatsApp con Oradesh (1).txt"],
)
def test_the_chat_is_named_by_its_file(name: str) -> None:
    """So the same chat under the same name has the same ids, whatever the source was called."""
    text = "13/12/2016, 14:05 - Rana: x\n"

    assert posts(text, name=name, source="other")[0].id == posts(text, source="WhatsApp Chat - Oradesh.zip")[0].id
    assert posts(text, source="b")[0].id != posts(text, source="c")[0].id


def test_the_chat_is_named_by_its_first_line() -> None:
    """Where no file name tells, the group's own name does."""
    android = '13/12/2016, 14:05 - Rana created group "Oradesh"\n13/12/2016, 14:06 - Rana: x\n'
    ios = "[13/12/2016, 14:05:00] Oradesh: \u200eMessages are encrypted.\n[13/12/2016, 14:06:00] Rana: x\n"

    assert posts(android, source="a")[1].account == posts(ios, source="b")[1].account


def test_equal_messages_are_numbered() -> None:
    """Ids differ, and are the same next time."""
    first, second = posts("13/12/2016, 14:05 - Rana: help\n13/12/2016, 14:05 - Rana: help\n")

    assert second.id == f"{first.id}-2"
    assert first.id.startswith("whatsapp:")


def test_media_beside_the_chat_belong_to_it() -> None:
    """Files in other folders and other exports do not."""
    files = MemoryFiles(
        {
            "a/_chat.txt": b"13/12/2016, 14:05 - Rana: x\n",
            "a/00000001-PHOTO-2016-12-13-14-05-09.jpg": b"",
            "a/report.pdf": b"",
            "a/result.json": b"",
            "a/notes.txt": b"",
            "b/IMG-20161213-WA0001.jpg": b"",
        }
    )
    (find,) = ADAPTER.open(WhatsAppOptions()).find(files)

    assert find.members == ("a/_chat.txt",)
    assert find.media == ("a/00000001-PHOTO-2016-12-13-14-05-09.jpg", "a/report.pdf")


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\n\n", b"hello\nworld\n", b"\0\0\0", bytes(range(256)),
        b"1\n00:00:00,000 --> 00:00:02,500\nHello: you\n",
        b"[2019-12-24, 12:23] Jane Doe: Hello\n", b"date,text\n2016-12-13 14:05,hello\n", b'{"messages": []}',
        b"2016-12-13 14:05:00 - INFO: started\n", b"[2016-12-13 14:05:00] app.ERROR: failed\n",
        b"13/12/2016, 14:05 - went to the market\n", b"Report of 13/12/2016, 14:05 - Rana: quoted\n",
        b"An article.\nIt quotes:\n13/12/2016, 14:05 - Rana: x\nand goes on.\n",
    ],
)  # fmt: skip
def test_other_files_are_left_to_others(data: bytes) -> None:
    """Plain text, subtitles, logs, tables and Signal's exports are not claimed."""
    assert not recognised(data)
    assert not recognised(data, "WhatsApp Chat with Oradesh.txt")


NAMES = st.sampled_from(["Rana", "عمر", "Олена", "Zoé", "+000 11 222", "🤓"])
TEXTS = st.sampled_from([LEVANTINE, UKRAINIAN, FRENCH, MIXED, HOSTILE, "one\ntwo", "a\n\nb", "🕯️", "a: b"])
STYLES = st.sampled_from(
    [
        before + date + join + clock + after
        for before, joins, after in (("[", (", ",), "] "), ("", (", ",), " - "))
        for date in (
            "{d}/{m}/{y}",
            "{m}/{d}/{y}",
            "{d}.{m}.{Y}",
            "{Y}-{m}-{d}",
            "{m}-{d}-{Y}",
            "{Y}/{m}/{d}",
            "{d}-{m}-{y}",
        )
        for join in joins
        for clock in ("{H}:{M}:{S}", "{h}:{M}:{S} {half}", "{h}:{M}:{S}\u202f{half}")
    ]
)
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def write(when: datetime, style: str) -> str:
    """Write a header in a style."""
    return style.format(
        d=when.day, m=f"{when.month:02}", y=f"{when.year % 100:02}", Y=when.year, H=f"{when.hour:02}",
        h=when.hour % 12 or 12, M=f"{when.minute:02}", S=f"{when.second:02}", half="PM" if when.hour > 11 else "AM",
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(STYLES, st.booleans(), st.lists(st.tuples(NAMES, TEXTS), min_size=2, max_size=8), st.integers(0, 3000))
def test_what_is_written_is_read(style: str, arabic: bool, said: list[tuple[str, str]], day: int) -> None:
    """Every style, in two scripts of digits: names, words, times and bytes come back."""
    # Steps of nine days pass a day above 12 within two messages, or are decided by their order.
    first = datetime.fromisoformat("2014-01-14T03:04:05") + timedelta(days=day)
    times = [first + timedelta(days=9 * n, hours=7 * n) for n in range(len(said) + 3)]
    lines = []
    for when, (name, text) in zip(times, [*said, ("A", "x"), ("B", "y"), ("C", "z")], strict=True):
        head = write(when, style)
        lines.append(f"{head.translate(ARABIC) if arabic else head}{name}: {text}\n")
    data = "".join(lines).encode()

    results = items(read(data, order=""))

    assert [(item.posts[0].name, item.posts[0].text) for item in results[: len(said)]] == said
    known = [item.posts[0].posted.local for item in results]
    assert known == times or known == [None] * len(times)
    assert [item.raw for item in results] == [line.encode().rstrip(b"\n") for line in lines]
    assert all(data[item.start : item.start + item.length] == item.raw for item in results)


CHAT = "".join(
    f"{13 + n}/12/2016, 14:0{n} - {name}: {text}\n"
    for n, (name, text) in enumerate(
        [("Rana", LEVANTINE), ("Олена", "a\nb"), ("Zoé", FRENCH), ("عمر", HOSTILE), ("A", MIXED)]
    )
).encode()


@settings(max_examples=120, deadline=None)
@given(st.integers(60, len(CHAT) - 1))
def test_a_cut_loses_only_the_cut_message(cut: int) -> None:
    """Messages that are followed by a whole header before the cut are as they were."""
    whole = items(read(CHAT, order="dmy"))
    results = [result for result in read(CHAT[:cut], order="dmy") if not isinstance(result, Gap)]

    complete = [item for item in whole if item.start + item.length < cut]
    assert results[: len(complete) - 1] == complete[:-1]
    assert all(result.raw == CHAT[result.start : result.start + result.length] for result in results)
    assert len(results) <= len(complete) + 1


STYLES = (
    "13/12/2016, 14:05 - A: y\n",
    "[13/12/2016, 14:05:09] A: y\r\n",
    "\u200e[13/12/2016, 2:05:09\u202fPM] A: y\r\n",
    "\u200f١٣\u200f/\u200f١٢\u200f/\u200f٢٠١٦، ٢:٠٥ م - A: y\n",
    "13/12/2016, 2:05 p. m. - A: y\n",
    "2016/12/13 下午2:05 - A: y\n",
)


@pytest.mark.parametrize("line", STYLES)
def test_a_header_cut_off_is_not_added_to_the_words_before(line: str) -> None:
    """Wherever the file ends inside a header, even inside a character, the words before it are as they were."""
    before, after = line.encode(), line.replace("م", "ص").replace("PM", "AM").encode()
    for at in range(1, after.index(b"A: y")):
        *_, last, cut = (result for result in read(before * 2 + after[:at]) if not isinstance(result, Gap))

        assert isinstance(last, Item)
        assert last.posts[0].text == "y"
        assert (isinstance(cut, Item) and not cut.posts[0].text) or cut.code == "cut-off"
        assert cut.raw == after[:at].rstrip(b"\r")


@pytest.mark.parametrize(
    ("line", "end"),
    [
        (STYLES[0], "14/12/2016\n"),
        (STYLES[1], "14"),
        (STYLES[0], "[14"),
        (STYLES[0], "14 came"),
        (STYLES[1], "[all] came"),
    ],
)
def test_words_that_no_header_begins_with_stay_words(line: str, end: str) -> None:
    """A line that has its end, the other telephone's bracket, and a number with words behind it."""
    assert posts(line + end)[0].text == f"y\n{end.rstrip()}"


@settings(max_examples=120, deadline=None)
@given(st.integers(0, len(CHAT) - 1), st.binary(min_size=1, max_size=8))
def test_garbled_bytes_never_raise_and_every_byte_is_somewhere(at: int, garbage: bytes) -> None:
    """Results hold the bytes of their places, in order, and only line ends stand between them."""
    data = CHAT[:at] + garbage + CHAT[at + len(garbage) :]
    files = MemoryFiles({"_chat.txt": data})
    reader = ADAPTER.open(WhatsAppOptions())

    for find in reader.find(files):
        if data[:1] == b"\xff" or b"\0" in data[:64]:
            continue
        end = 0
        for result in reader.read(files, find, Setting()):
            if isinstance(result, Gap):
                continue
            assert result.raw == data[result.start : result.start + result.length]
            assert data[end : result.start].strip(b"\r\n \t\x0b\x0c\xef\xbb\xbf") == b""
            end = result.start + result.length
        assert data[end:].strip() == b""


@pytest.mark.parametrize(
    "line",
    [
        "1/1/16" + "\u200e" * 60_000, "\u200e" * 60_000, "[" * 60_000, "1" * 60_000, "<" * 60_000, "A: " * 60_000,
        "location: https://maps.google.com/" + "\u200e" * 60_000 + " x", "a.b" * 60_000 + " (x)",
        "<attached: " * 20_000,
    ],
)  # fmt: skip
def test_hostile_lines_take_time_by_their_length(line: str) -> None:
    """No pattern runs away."""
    text = "13/12/2016, 14:05 - A: x\n" + f"13/12/2016, 14:05 - A: {line}\n" + f"{line}\n" * 3
    began = time.process_time()
    read(text)

    assert time.process_time() - began < 2


@pytest.mark.skipif(not FIXTURES.is_dir(), reason="shared fixtures are not here")
@pytest.mark.parametrize(
    "name",
    [
        "test_[mmddyy]_24hrs.txt", "test_ddmmyy_24hrs.txt", "test_mmddyy_24hrs.txt", "test_mmddyyyy_12hrs.txt",
        "test_yyyymmdd_24hrs.txt",
    ],
)  # fmt: skip
def test_real_shaped_chats_agree_with_their_oracle(name: str) -> None:
    """The oracle joins lines by blanks, leaves out what has no words or author, and runs from newest to oldest."""
    folder = FIXTURES / "whatsapp"
    data = (folder / name).read_bytes()
    target = json.loads((folder / "target.json").read_text())

    results = read(data)

    assert codes(results) == []
    assert len(items(results)) == 9
    assert [
        {
            "timestamp": post.posted.local.isoformat(),
            "author": post.name,
            "message": post.text.replace("\n", " "),
        }
        for post in reversed([item.posts[0] for item in items(results)])
        if post.name and post.text and post.posted.local
    ] == target
    assert all(data[item.start : item.start + item.length] == item.raw for item in items(results))


@pytest.mark.skipif(not FIXTURES.is_dir(), reason="shared fixtures are not here")
def test_other_real_shaped_chats() -> None:
    """Five messages with an omitted picture; eleven in a group, plus three lines of the app, of an open date."""
    folder = FIXTURES / "whatsapp"
    five = read((folder / "2A_5M.txt").read_bytes())
    eleven = read((folder / "4A_11M.txt").read_bytes())
    with zipfile.ZipFile(folder / "4A_11M.zip") as archive:
        zipped = read(archive.read("_chat.txt"))

    assert (len(items(five)), codes(five)) == (5, ["missing-media"])
    for results in (eleven, zipped):
        assert (len(items(results)), codes(results)) == (14, ["ambiguous-dates"])
        assert sum("system" in item.posts[0].marks for item in items(results)) == 3
    assert [item.posts[0].id for item in items(eleven)] == [item.posts[0].id for item in items(zipped)]


@pytest.mark.skipif(not FIXTURES.is_dir(), reason="shared fixtures are not here")
def test_no_other_fixture_is_claimed() -> None:
    """Of all shared fixtures only the chats are recognised, and by one reader."""
    files = MemoryFiles(
        {str(path.relative_to(FIXTURES)): path.read_bytes() for path in FIXTURES.rglob("*") if path.is_file()}
    )
    found = {name for find in ADAPTER.open(WhatsAppOptions()).find(files) for name in find.members}

    assert found == {name for name in files.names() if name.startswith("whatsapp/") and name.endswith(".txt")}
