"""The language of the search field."""

import sqlite3
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.find.index_terms import fts, rest
from firsthand.find.query import parse
from firsthand.find.sentence import describe
from firsthand.find.terms import All, Any, Filter, Not, Query, Words
from firsthand.model.errors import Mistaken, Refused
from firsthand.text.fold import fold

NOW = datetime(2041, 3, 15, 12, tzinfo=UTC)
GOODBYE = Filter(field="category", value="goodbye", at_least="weak")


def root(text: str) -> tuple[object, ...]:
    return parse(text).root.parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("goodbye", (GOODBYE,)),
        ('"goodbye"', (Words(text="goodbye", shown="goodbye", exact=True),)),
        ("-goodbye", (Not(part=GOODBYE),)),
        ("category:goodbye>=some", (Filter(field="category", value="goodbye", at_least="some"),)),
        ("goodbye>some", (Filter(field="category", value="goodbye", at_least="strong"),)),
        ("category:help=strong", (Filter(field="category", value="help", at_least="strong"),)),
        ("reviewed", (Filter(field="is", value="reviewed"),)),
        ("-reviewed", (Not(part=Filter(field="is", value="reviewed")),)),
        ("lang:AR", (Filter(field="lang", value="ar"),)),
        ("\u200flang:ar\u200e", (Filter(field="lang", value="ar"),)),
        ("by:@Name", (Filter(field="by", value="name"),)),
        ('near:"Bridge ward"', (Filter(field="near", value="bridge ward"),)),
        ("near:«حيّ الجسر»", (Filter(field="near", value="حي الجسر"),)),
        ("status:cannot-be-verified", (Filter(field="status", value="cannot-be-verified"),)),
        ("account:x:1234", (Filter(field="account", value="x:1234"),)),
        ("ferr*", (Words(text="ferr", shown="ferr", prefix=True),)),
        ("“آخر رسالة”", (Words(text="اخر رساله", shown="آخر رسالة", exact=True),)),
        ("bridge, or", (Words(text="bridge", shown="bridge,"),)),
        ("قال:نعم", (Words(text="قال نعم", shown="قال:نعم"),)),
        ("https://a.example/b", (Words(text="https a example b", shown="https://a.example/b"),)),
        ("-(a b)", (Not(part=All(parts=(Words(text="a", shown="a"), Words(text="b", shown="b")))),)),
        ("-(a)", (Not(part=Words(text="a", shown="a")),)),
        ('"a" (b)', (Words(text="a", shown="a", exact=True), Words(text="b", shown="b"))),
        ("() -() or", ()),
    ],
)
def test_reading(text: str, parts: tuple[object, ...]) -> None:
    """Each form of the language becomes its value."""
    assert root(text) == parts


def test_either_and_groups() -> None:
    """``or`` binds less than standing side by side; parentheses group."""
    a, b, c = (Words(text=x, shown=x) for x in "abc")

    assert root("a b or c") == (Any(parts=(All(parts=(a, b)), c)),)
    assert root("a (b OR c)") == (a, Any(parts=(b, c)))


@pytest.mark.parametrize("text", ["after:2041-03-13", "after:٢٠٤١-٠٣-١٣", "after:۲۰۴۱-۳-۱۳", 'after:"2041-03-13"'])
def test_dates_in_any_digits(text: str) -> None:
    """A day is its first moment, without a zone."""
    assert root(text) == (Filter(field="after", value="2041-03-13T00:00:00", when=datetime(2041, 3, 13)),)  # noqa: DTZ001


def test_times_may_carry_a_zone() -> None:
    """A zone that is written is kept."""
    (found,) = root("before:2041-03-13T10:00Z")

    assert isinstance(found, Filter)
    assert found.when == datetime(2041, 3, 13, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("langs:ar", "query-unknown-field", "Did you mean lang:?"),
        ("colour:red", "query-unknown-field", "Known: account:"),
        ("has:vidio", "query-unknown-value", "has:video"),
        ("status:confirmd", "query-unknown-value", "status:confirmed"),
        ("category:godbye", "query-unknown-category", "category:goodbye"),
        ("category:goodbye>=much", "query-unknown-category", "bands: none, weak, some, strong"),
        ("after:13.03.2041", "query-bad-date", "after:2041-03-13"),
        ("after:2041-02-30", "query-bad-date", "year, month, day"),
        ("lang:arabic", "query-unknown-value", "lang:ar"),
        ("lang: ar", "query-no-value", "lang:ar"),
        ("by:@", "query-no-value", "by:@name"),
        ('say "bye', "query-open-quote", "Close it"),
        ("(a or b", "query-parentheses", "Close what you open"),
        ("a) b", "query-parentheses", "quotes"),
        ("(" * 50 + "a" + ")" * 50, "query-too-deep", "Take some"),
        ("a" * 2000, "query-too-long", "Split"),
    ],
)
def test_mistakes_name_the_remedy(text: str, code: str, says: str) -> None:
    """What cannot be read is named, with what to write instead."""
    with pytest.raises(Mistaken) as caught:
        parse(text)

    assert caught.value.code == code
    assert says in caught.value.advice()


@pytest.mark.parametrize("name", ["affiliation", "role", "party", "linked", "Religion", "-party"])
def test_no_list_of_people(name: str) -> None:
    """Fields that would list people by what they belong to are refused, also when excluding."""
    with pytest.raises(Refused, match="There is no such list"):
        parse(f"bridge {name}:x")


def test_what_cannot_be_searched_is_said() -> None:
    """Emoji and lone marks are listed, not dropped in silence."""
    query = parse("🙏 bridge !!!")

    assert query.ignored == ("🙏", "!!!")
    assert describe(query, NOW).endswith("no letters or digits: 🙏 !!!.")


def test_a_query_can_be_said() -> None:
    """The sentence names every condition."""
    text = describe(parse('goodbye>=some -reviewed "last message" after:2041-03-13 (by:@a or has:video)'), NOW)

    assert text == (
        "Posts that may be goodbye (some or more), not reviewed, with “last message”, from 13 March 2041 (2 days ago), "
        "either by @a or with video."
    )
    assert describe(parse(""), NOW) == "All posts."


POSTS = ["The bridge is closed", "bridges and ferries", "آخر رسالة من هنا", 'he said "or" NOT and', "ferry to the ward"]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("bridge", {0}),
        ("bridge*", {0, 1}),
        ("bridge or ferry", {0, 4}),
        ("(bridge* or ferry) -closed", {1, 4}),
        ("أخر", {2}),
        ('"اخر رسالة"', {2}),
        ('"NOT and"', {3}),
        ("the -(bridge or nothing)", {4}),
        ("ward ferry lang:en", {4}),
    ],
)
def test_the_expression_finds(text: str, hits: set[int]) -> None:
    """SQLite's index finds with the expression what the words ask for."""
    expression = fts(parse(text))

    with sqlite3.connect(":memory:") as base:
        base.execute("CREATE VIRTUAL TABLE posts USING fts5(text)")
        base.executemany("INSERT INTO posts(rowid, text) VALUES (?, ?)", list(enumerate(map(fold, POSTS))))
        found = {row[0] for row in base.execute("SELECT rowid FROM posts WHERE posts MATCH ?", (expression,))}

    assert found == hits


def test_what_the_index_cannot_say_remains() -> None:
    """Exclusion alone, and groups that mix text with other things, are left to the caller."""
    assert fts(parse("-bridge")) is None
    assert rest(parse("-bridge")) == (Not(part=Words(text="bridge", shown="bridge")),)
    mixed = parse("ferry (bridge or has:video) lang:ar")
    assert fts(mixed) == '"ferry"'
    assert [type(part) for part in rest(mixed)] == [Any, Filter]


pieces = st.one_of(
    st.sampled_from(
        [
            "goodbye",
            "or",
            "(",
            ")",
            "-",
            '"',
            "“",
            "lang:",
            "by:@",
            "after:2041",
            "*",
            "a",
            "حلب",
            "NEAR(",
            "^",
            "{",
            "'",
        ]
    ),
    st.text(max_size=6),
)


@given(st.lists(pieces, max_size=10).map(" ".join) | st.text(max_size=40))
@settings(max_examples=500, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but Mistaken and Refused comes out, and the index takes every expression."""
    try:
        query = parse(text)
    except (Mistaken, Refused):
        return

    assert isinstance(query, Query)
    assert describe(query, NOW).endswith(".")
    assert not any(isinstance(part, Words) for part in rest(query))
    if (expression := fts(query)) is not None:
        with sqlite3.connect(":memory:") as base:
            base.execute("CREATE VIRTUAL TABLE posts USING fts5(text)")
            base.execute("SELECT rowid FROM posts WHERE posts MATCH ?", (expression,)).fetchall()


@pytest.mark.parametrize("text", ["a*", "ال*", '"of th"*', "-th*"])
def test_a_beginning_needs_three_letters(text: str) -> None:
    """A beginning that nearly every message has is refused in words, not searched for a second."""
    with pytest.raises(Mistaken, match="too short a beginning"):
        parse(text)
    assert parse("the*").root.parts == (Words(text="the", shown="the", prefix=True),)
