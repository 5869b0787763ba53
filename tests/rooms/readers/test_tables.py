"""Tests of `firsthand.readers.tables` and the files beside it. All people and places are invented."""

# ruff: noqa: DTZ001 - times without a zone are what tables hold, and what is tested

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.moment import Moment
from firsthand.model.post import Post
from firsthand.model.reading import Gap, Item, Rejected
from firsthand.readers import workbook
from firsthand.readers.chatids import Nth, message_id
from firsthand.readers.seam import Setting
from firsthand.readers.table_columns import folded, recognised
from firsthand.readers.table_rows import Dialect, rows
from firsthand.readers.table_values import media_names, moment
from firsthand.readers.tables import ADAPTER
from firsthand.testing.files import MemoryFiles

REPOSITORY = Path(__file__).parents[3]
SHARED = Path(os.environ.get("FIRSTHAND_SHARED", REPOSITORY.parent / "shared"))

Out = Item | Rejected | Gap


def read(table: str | bytes, **setting: object) -> list[Out]:
    """Everything that the reader finds in one file and reads."""
    data = table.encode() if isinstance(table, str) else table
    files, reader = MemoryFiles({"table": data}), ADAPTER.open(ADAPTER.options())
    given = Setting(**({"source_name": "t"} | setting))  # type: ignore[arg-type]
    return [out for find in reader.find(files) for out in reader.read(files, find, given)]


def posts(table: str | bytes, **setting: object) -> list[Post]:
    return [out.posts[0] for out in read(table, **setting) if isinstance(out, Item)]


def codes(table: str | bytes, **setting: object) -> list[str]:
    return [out.code for out in read(table, **setting) if not isinstance(out, Item)]


# Columns


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        (["Tweet ID", " Tweet Text", " Information Source"], {"id": 0, "text": 1}),
        (["\ufeffid", "thread_id", "author", "body", "timestamp"], {"id": 0, "author": 2, "text": 3, "time": 4}),
        (["المُعرّف", "النص ", "التاريخ", "الكاتب"], {"id": 0, "text": 1, "time": 2, "author": 3}),
        (["Дата", "Автор", "ТЕКСТ", "Посилання"], {"time": 0, "author": 1, "text": 2, "url": 3}),
        (["Автор", "Сообщение", "Место"], {"author": 0, "text": 1, "place": 2}),
        (["Auteur", "Texte", "Date", "Heure", "Lieu"], {"author": 0, "text": 1, "time": 2, "clock": 3, "place": 4}),
        (["Usuario", "Mensaje", "Fecha"], {"handle": 0, "text": 1, "time": 2}),
        (["Kullanıcı Adı", "Metin", "Tarih"], {"handle": 0, "text": 1, "time": 2}),
        (["نویسنده", "متن پیام", "تاریخ"], {"author": 0, "text": 1, "time": 2}),
        (["createdAt", "fullText", "userScreenName", "inReplyToStatusId"],
         {"time": 0, "text": 1, "handle": 2, "reply_to": 3}),
        (["a", "b"], {}),
    ],
)  # fmt: skip
def test_headers_are_known_in_eight_languages(header: list[str], roles: dict[str, int]) -> None:
    """Case, blanks, marks, joints, byte-order marks and Arabic spelling variants do not matter."""
    assert recognised(header) == roles


def test_headers_fold_alike() -> None:
    """One header in several spellings."""
    assert len({folded(one) for one in ("Tweet ID", " tweet_id ", "tweetId", "\ufeffTWEET-ID", '"Tweet.Id"')}) == 1


def test_what_the_person_stated_outranks_the_header() -> None:
    """A stated column is taken although another one is called text."""
    table = "text,original words,who\ntranslated,بدنا مي,salma\n"
    (post,) = posts(table, columns=(("text", "original words"), ("author", "WHO")))

    assert (post.text, post.handle) == ("بدنا مي", "salma")


@pytest.mark.parametrize(
    ("columns", "code"),
    [((("text", "nowhere"),), "no-such-column"), ((("mood", "text"),), "unknown-role")],
)
def test_a_stated_column_that_is_nowhere_is_one_rejected_item(columns: tuple[tuple[str, str], ...], code: str) -> None:
    """And the message lists what there is."""
    (out,) = read("id,text\n1,hello\n", columns=columns)

    assert isinstance(out, Rejected)
    assert (out.code, out.raw) == (code, b"id,text")


def test_a_table_without_words_says_how_to_name_them() -> None:
    """One rejected item with the remedy and the headers."""
    (out,) = read("user_1,user_2,weight\n1,2,3\n2,3,4\n3,4,5\n")

    assert isinstance(out, Rejected)
    assert out.code == "no-text-column"
    assert "--columns text=HEADER" in out.why
    assert "'user_1', 'user_2', 'weight'" in out.why


def test_the_longest_words_are_the_text_when_no_header_tells() -> None:
    """Neither the addresses nor the numbers."""
    table = "no,what was said,where from\n" + "".join(
        f"{n},we stay in the cellar since day {n},https://x.example/a/very/long/address/of/a/page/{n}\n"
        for n in range(5)
    )

    assert posts(table)[0].text == "we stay in the cellar since day 0"


# Rows


def test_every_row_has_its_exact_bytes() -> None:
    """Quoted line ends and doubled quotes are inside the range, the row's line end is not."""
    table = 'id,text\r\n1,"two\r\nlines, and ""quotes"""\r\n\r\n2,النص الثاني 🌿\r\n'.encode()
    one, two = (out for out in read(table) if isinstance(out, Item))

    assert one.raw == b'1,"two\r\nlines, and ""quotes"""'
    assert one.posts[0].text == 'two\r\nlines, and "quotes"'
    assert (one.n, two.n) == (2, 4)
    assert table[two.start : two.start + two.length] == two.raw == "2,النص الثاني 🌿".encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_dialects_and_encodings_are_told_from_the_file(encoding: str, delimiter: str, line_end: str) -> None:
    """The same words come out, and the ranges stay true, whatever wrote the file."""
    lines = [("id", "text", "lang"), ("1", "Вода є", "uk"), ("2", "بدنا مي 🙏🏽", "ar"), ("3", "Ça va", "fr")]
    data = line_end.join(delimiter.join(line) for line in lines).encode(encoding)
    found = [out for out in read(data) if isinstance(out, Item)]

    assert [(item.posts[0].text, item.posts[0].lang) for item in found] == [line[1:] for line in lines[1:]]
    assert all(data[item.start : item.start + item.length] == item.raw for item in found)


@given(st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3), min_size=1, max_size=8))
def test_what_the_csv_module_writes_is_read_back(table: list[list[str]]) -> None:
    """Any cells: quotes, commas, line ends, hostile characters."""
    clean = [[cell.replace("\x00", "").replace("\r", "") for cell in row] for row in table]
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(clean)
    data = out.getvalue().encode("utf-8", "replace")
    expected = [tuple(cell.encode("utf-8", "replace").decode() for cell in row) for row in clean]

    assert [row.cells for row in rows(io.BytesIO(data), Dialect(b","))] == expected


def test_quotes_in_the_middle_of_words_stay_words() -> None:
    """And in a file of tabs without quoting, quotes around words stay too."""
    tabs = 'id\ttext\n1\t"I am fine" she said\n2\tsize 5" pipe\n3\t"all of it"\n'

    assert [post.text for post in posts(tabs)] == ['"I am fine" she said', 'size 5" pipe', '"all of it"']
    assert posts('id,text\n1,"I am fine" she said\n')[0].text == '"I am fine" she said'


def test_a_quote_that_never_ends_costs_one_row() -> None:
    """The rows after it are still read."""
    outs = read('id,text,x\n1,"open,a\n2,fine,b\n3,good,c\n')

    assert [getattr(out, "code", "kept") for out in outs] == ["open-quote", "kept", "kept"]


def test_a_row_with_too_many_cells_is_rejected_rather_than_cut_short() -> None:
    """An unquoted comma would cut the words; empty cells at the end are nothing."""
    outs = read("id,text\n1,hello, world\n2,fine,,\n3\n,\n")

    assert [getattr(out, "code", "kept") for out in outs] == ["columns", "kept", "columns", "empty-row"]


def test_an_old_encoding_is_rejected_with_a_remedy() -> None:
    """cp1256 and cp1251 are not guessed: a wrong guess would put words into a mouth."""
    whole = "النص,التاريخ\nمرحبا,2041-04-03\nأهلا,2041-04-04\n".encode("cp1256")
    rows_only = b"id,text\n1,plain\n" + "2,привіт\n".encode("cp1251")
    (out,) = read(whole)

    assert isinstance(out, Rejected)
    assert out.code == "bad-encoding"
    assert "UTF-8" in out.why
    assert codes(rows_only) == ["bad-encoding"]
    assert len(posts(rows_only)) == 1


def test_a_duplicate_id_with_other_words_is_kept_twice() -> None:
    """Two readings that disagree are shown, none is dropped."""
    found = posts("Tweet ID,text\n41100000,one\n41100000,two\n")

    assert [(post.id, post.text) for post in found] == [("x:41100000", "one"), ("x:41100000", "two")]


def test_control_and_direction_characters_stay_verbatim() -> None:
    """What a post holds is shown as marks elsewhere, not removed here."""
    hostile = "\u202eabc\u202c \u0007 \u200b e\u0301 \x1b[31m <script>"

    assert posts(f"id,text\n1,{hostile}\n")[0].text == hostile


def test_a_formula_is_text() -> None:
    """Nothing is ever computed."""
    assert posts('id,text\n1,"=HYPERLINK(""https://evil.example"")"\n')[0].text == '=HYPERLINK("https://evil.example")'


# Ids and accounts


def test_ids_by_what_is_known_of_the_platform() -> None:
    """Stated, shown by the header, shown by the address, or of this table only."""
    address = "https://x.com/salma/status/411"

    assert posts("id,text\n5,hello\n", platform="Telegram")[0].id == "telegram:5"
    assert posts("tweet_id,text\n411,hello\n")[0].id == "x:411"
    assert posts(f"id,text,url\n411,hello,{address}\n")[0].id == "x:411"
    assert posts(f"text,url\nhello,{address}\n")[0].id == "x:411"
    assert posts(f"id,text,url\n7,hello,{address}\n")[0].id == "table:t/7"
    assert posts("id,text,platform\n5,hello,Facebook\n")[0].id == "facebook:5"


def test_rows_without_ids_are_named_by_what_they_say() -> None:
    """Equal rows are told apart by their number; another source name gives other ids."""
    table = "author,text,date\nsalma,نحنا بخير,2041-04-03\nsalma,نحنا بخير,2041-04-03\nluc,ok,2041-04-03\n"
    first, second, third = (post.native_id for post in posts(table))

    assert first == message_id("t", "salma", "2041-04-03", "نحنا بخير", "")
    assert len(first) == 32
    assert second == f"{first}-2"
    assert third not in (first, second)
    assert posts(table, source_name="u")[0].native_id != first


def test_the_count_of_equal_messages() -> None:
    """The first carries no number."""
    nth, native = Nth(), "ab" * 16

    assert [nth(native), nth("cd" * 16), nth(native), nth(native)] == [native, "cd" * 16, f"{native}-2", f"{native}-3"]


def test_an_id_that_a_spreadsheet_rounded_counts_as_none() -> None:
    """One gap says so; an address that holds the id restores it."""
    address = "https://x.com/salma/status/411000000000000001"
    outs = read(f"Tweet ID,text,url\n4.11E+17,one,\n4.11E+17,two,{address}\n")
    first, second = (out.posts[0] for out in outs if isinstance(out, Item))

    assert first.id.startswith("table:")
    assert second.id == "x:411000000000000001"
    assert [out.code for out in outs if isinstance(out, Gap)] == ["rounded-id"]


def test_a_name_is_no_account_outside_its_table() -> None:
    """Two tables with an Ahmed have two; a handle on a stated platform is one account."""
    named = posts("Author,text\nأبو رامي,hello\n")[0]
    handled = posts("username,text\n@salma,hello\n", platform="x")[0]

    assert (named.account, named.name, named.handle) == ("table:t/أبو رامي", "أبو رامي", None)
    assert (handled.account, handled.handle) == ("x:salma", "salma")


def test_coordinates_are_no_place() -> None:
    """They stay in the capture."""
    assert posts('text,place\nhello,"33.8938, 35.5018"\n')[0].place is None
    assert posts("text,place\nhello,Oradesh\n")[0].place == "Oradesh"


# Times


@pytest.mark.parametrize(
    ("stated", "at", "local", "precision"),
    [
        ("2041-04-03T06:12:44Z", datetime(2041, 4, 3, 6, 12, 44, tzinfo=UTC), None, "second"),
        ("2041-04-03 09:12:44.5 +0300", datetime(2041, 4, 3, 6, 12, 44, 500_000, UTC), None, "second"),
        ("2041-04-03 06:12", None, datetime(2041, 4, 3, 6, 12), "minute"),
        ("2041/4/3", None, datetime(2041, 4, 3), "day"),
        ("2041-04", None, datetime(2041, 4, 1), "month"),
        ("2041", None, datetime(2041, 1, 1), "year"),
        ("20410403", None, datetime(2041, 4, 3), "day"),
        ("٢٠٤١-٠٤-٠٣", None, datetime(2041, 4, 3), "day"),
        ("2248582364", datetime(2041, 4, 3, 6, 12, 44, tzinfo=UTC), None, "second"),
        ("2248582364.25", datetime(2041, 4, 3, 6, 12, 44, 250_000, UTC), None, "second"),
        ("2248582364120", datetime(2041, 4, 3, 6, 12, 44, 120_000, UTC), None, "second"),
        ("Wed Apr 03 06:12:44 +0000 2041", datetime(2041, 4, 3, 6, 12, 44, tzinfo=UTC), None, "second"),
        ("Wed, 03 Apr 2041 09:12:44 +0300", datetime(2041, 4, 3, 6, 12, 44, tzinfo=UTC), None, "second"),
        ("13/04/2041 11:05 PM", None, datetime(2041, 4, 13, 23, 5), "minute"),
        ("4/13/2041", None, datetime(2041, 4, 13), "day"),
        ("03/03/2041", None, datetime(2041, 3, 3), "day"),
        ("03/04/2041", None, None, "unknown"),
        ("31/02/2041", None, None, "unknown"),
        ("1403/05/12", None, None, "unknown"),
        ("yesterday", None, None, "unknown"),
        ("99999999999999999999", None, None, "unknown"),
        ("0", None, None, "unknown"),
    ],
)  # fmt: skip
def test_times(stated: str, at: datetime | None, local: datetime | None, precision: str) -> None:
    """What is written is kept; what is not known is not invented."""
    read_moment = moment(stated, None)

    assert (read_moment.at, read_moment.local, read_moment.precision) == (at, local, precision)
    assert read_moment.stated == stated


def test_no_time_is_unknown() -> None:
    """An empty cell states nothing."""
    assert moment(" ", None) == Moment(precision="unknown")


@pytest.mark.parametrize(
    ("telling", "expected"),
    [("25/04/2041", datetime(2041, 4, 3)), ("04/25/2041", datetime(2041, 3, 4)), ("05/06/2041", None)],
)
def test_the_whole_column_tells_whether_the_day_comes_first(telling: str, expected: datetime | None) -> None:
    """One date with a number above twelve is enough, wherever it stands; without one, a gap says so once."""
    table = "text,date\nhello,03/04/2041\nhello there,03/04/2041\n" + f"later,{telling}\n"
    found = posts(table)

    assert [post.posted.local for post in found[:2]] == [expected, expected]
    assert codes(table) == ([] if expected else ["ambiguous-date"])


def test_date_and_time_of_day_may_have_a_column_each() -> None:
    """They are one time, stated as both."""
    (post,) = posts("Texte,Date,Heure\nbonjour,13/04/2041,08:30\n")

    assert post.posted.local == datetime(2041, 4, 13, 8, 30)
    assert post.posted.stated == "13/04/2041 08:30"


# Media


def test_a_list_of_addresses_is_cut_before_each_address() -> None:
    """Addresses hold commas."""
    cell = "https://p.example/a,b.jpg,https://p.example/c.mp4?x=1,2"

    assert media_names(cell) == [("image", "https://p.example/a,b.jpg"), ("video", "https://p.example/c.mp4?x=1,2")]
    assert media_names("['https://p.example/a.png', 'https://p.example/b']") == [
        ("image", "https://p.example/a.png"),
        ("file", "https://p.example/b"),
    ]
    assert media_names("yes") == []


def test_a_file_that_a_row_names_is_found_or_missing() -> None:
    """By its name among the members of the source."""
    table = b"text,photo\none,street.jpg\ntwo,gone.jpg\n"
    files, reader = MemoryFiles({"posts.csv": table, "img/street.jpg": b"\xff\xd8"}), ADAPTER.open(ADAPTER.options())
    (find,) = reader.find(files)
    outs = list(reader.read(files, find, Setting()))
    one, two = (out.posts[0] for out in outs if isinstance(out, Item))

    assert one.media[0].name == "img/street.jpg"
    assert (two.media[0].alt, two.media[0].missing) == ("gone.jpg", "not included")
    assert [out.code for out in outs if isinstance(out, Gap)] == ["missing-media"]


# Workbooks


def book(*sheets: list[list[object]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"}) as made:
        for number, sheet in enumerate(sheets):
            page = made.add_worksheet(f"ورقة {number}")
            for row, cells in enumerate(sheet):
                page.write_row(row, 0, cells)
    return out.getvalue()


def test_a_workbook_is_read_row_by_row() -> None:
    """Text as it stands, dates local without a zone, the raw form an array of the cells."""
    data = book([["id", "النص", "date"], ["411", "بدنا مي", datetime(2041, 4, 3, 6, 12)], [], ["412", "Ça va", None]])
    one, two = (out for out in read(data, platform="x") if isinstance(out, Item))

    assert (one.n, one.start, two.n) == (2, -1, 4)
    assert json.loads(one.raw) == ["411", "بدنا مي", "2041-04-03 06:12:00"]
    assert one.posts[0].id == "x:411"
    assert one.posts[0].posted.local == datetime(2041, 4, 3, 6, 12)
    assert json.loads(two.raw) == ["412", "Ça va"]


def test_a_long_number_in_a_workbook_is_no_id() -> None:
    """A spreadsheet keeps fifteen digits."""
    data = book([["Tweet ID", "text"], [411000000000000031, "hello"], [12345, "short"]])
    first, second = posts(data)

    assert first.id.startswith("table:")
    assert second.id == "x:12345"
    assert codes(data) == ["rounded-id"]


def test_a_sheet_without_words_is_one_rejected_item() -> None:
    """The other sheets are read; numbers go on growing."""
    outs = read(book([["id", "text"], ["1", "hello"]], [["key", "value"], ["a", "b"]], [["text"], ["bye"]]))

    assert [getattr(out, "code", "kept") for out in outs] == ["kept", "no-text-column", "kept"]
    assert [out.n for out in outs] == [2, 3, 6]


def packed(parts: dict[str, bytes], level: int = 9) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_sheet(xml: bytes) -> bytes:
    """A workbook whose first sheet is replaced."""
    with zipfile.ZipFile(io.BytesIO(book([["text"], ["hello"]]))) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    return packed(parts | {"xl/worksheets/sheet1.xml": xml})


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b"<row>" + b"<c><v>1</v></c>" * 16_000 + b"</row>" + b"<row><c><v>1</v></c></row>" * 2_000,
        b"<x:row r='1048576'><x:c\n r = 'XFD1048576'><v>1</v></x:c></x:row>",
    ],
)  # fmt: skip
def test_a_far_cell_does_not_fill_the_memory(cells: bytes) -> None:
    """The library would lay out the whole rectangle; the bound is told before it is asked."""
    (out,) = read(with_sheet(SHEET % cells))

    assert isinstance(out, Rejected)
    assert out.code == "bad-workbook"
    assert "too many cells" in out.why


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """By ratio, and by total, counted while unpacking and not as the archive states."""
    (out,) = read(with_sheet(SHEET % (b" " * 5_000_000)))

    assert isinstance(out, Rejected)
    assert "200 times" in out.why
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 1000)
    (out,) = read(book([["text"], ["hello"]]))
    assert isinstance(out, Rejected)
    assert "more than 1000 bytes" in out.why


def test_a_stated_size_is_not_believed() -> None:
    """The directory may lie about how large a part is."""
    data = bytearray(with_sheet(SHEET % (b" " * 5_000_000)))
    name = b"xl/worksheets/sheet1.xml"
    at = data.rindex(name) - 46
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    (out,) = read(bytes(data))

    assert isinstance(out, Rejected)
    assert "200 times" in out.why


def test_a_cut_workbook_says_that_it_is_damaged() -> None:
    """And does not vanish unrecognised."""
    data = book([["id", "text"], ["1", "hello"]])
    (out,) = read(data[: len(data) // 2])

    assert isinstance(out, Rejected)
    assert "damaged or cut off" in out.why


@pytest.mark.parametrize("parts", [{"word/document.xml": b"<x/>"}, {"a.txt": b"hello"}])
def test_other_archives_are_left_to_others(parts: dict[str, bytes]) -> None:
    """A document and a plain zip are no workbooks."""
    assert read(packed(parts)) == []


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"a,b\n", b"hello\n", b"\x00" * 10, b"PK\x03\x04", b"{}", b"\xff\xfe", b",,,\n"]
)
def test_what_is_no_table_is_not_claimed(data: bytes) -> None:
    """Empty, too little, or another kind."""
    assert read(data) == []


# The fixtures of others, outside the repository


def shared(path: str) -> bytes:
    file = SHARED / "data" / path
    if not file.is_file():
        pytest.skip("the shared data are not here")
    data = file.read_bytes()
    return gzip.decompress(data) if path.endswith(".gz") else data


@pytest.mark.parametrize(
    ("path", "delimiter", "count"),
    [
        ("claims-checkthat2020/training_v2.tsv.gz", "\t", 672),
        ("coordination/qut_sample_data.csv", ",", 100),
        ("coordination/qut_coretweet_test_input.csv", ",", 15),
    ],
)
def test_tables_of_others_give_a_post_per_row(path: str, delimiter: str, count: int) -> None:
    """As many as the csv module of the standard library counts, with the same words."""
    data = shared(path)
    listed = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))
    column = next(n for n, cell in enumerate(listed[0]) if cell in ("tweet_text", "message"))

    assert [post.text for post in posts(data)] == [row[column] for row in listed[1:]]
    assert len(listed) - 1 == count
    assert codes(data) == []


@pytest.mark.parametrize(
    "path",
    [
        "coordination/russian_coord_tweets.csv.gz",
        "coordination/expected_qut_co_retweet_tw10.csv.gz",
        "preservation/proofmode/IMG_20161214_072053.jpg.proof.csv",
    ],
)
def test_tables_of_others_without_words_are_one_rejected_item(path: str) -> None:
    """They are recognised as tables, and the remedy is told."""
    assert codes(shared(path)) == ["no-text-column"]
    assert posts(shared(path)) == []
