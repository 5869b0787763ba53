from __future__ import annotations

from datetime import datetime, timedelta
from xml.etree import ElementTree

from firsthand.exporters.charts import charts, drawn
from firsthand.story.edition import Facts, Hour, Tick

NINE = datetime(2041, 3, 14, 9)  # noqa: DTZ001 - wall-clock time of the place


def facts(*counts: int, ticks: tuple[Tick, ...] = ()) -> Facts:
    hours = tuple(Hour(at=NINE + timedelta(hours=n), count=count) for n, count in enumerate(counts))
    return Facts(messages=sum(counts), people=1, languages=1, hours=hours, ticks=ticks)


def test_the_fullest_hour_is_the_tallest_and_empty_hours_have_no_bar() -> None:
    chart = charts(facts(2, 0, 8)).hours

    assert chart is not None
    assert [(y, height) for _, y, _, height in chart.bars] == [("62", "18"), ("8", "72")]
    assert (chart.peak.hour, chart.most) == (11, 8)


def test_no_messages_no_chart() -> None:
    assert charts(facts(0, 0)).hours is None
    assert charts(facts()).hours is None


def test_an_event_stands_at_its_minute_and_one_outside_is_left_out() -> None:
    ticks = (Tick(at=NINE + timedelta(minutes=30), text="a"), Tick(at=NINE - timedelta(hours=1), text="b"))

    chart = charts(facts(1, 1, ticks=ticks)).hours

    assert chart is not None
    assert chart.ticks == ["90"]
    assert [(tick.text, side) for tick, side in chart.beside] == [("a", "from-5")]


def test_what_is_sure_comes_first() -> None:
    shares = charts(Facts(messages=3, people=1, languages=1, statuses=(("unconfirmed", 2), ("confirmed", 1)))).statuses

    assert shares == [("confirmed", 1, "50"), ("unconfirmed", 2, "100")]


def test_words_from_outside_are_harmless_and_in_their_direction() -> None:
    """Markup is text, controls are marks, Arabic runs from right to left."""
    picture = drawn(
        kind="bars", title="جسر </text><script>alert(1)</script>\u202e\x00", across="day", up="posts", labels=("2041-03-14",),
        series=(('a"><b', (3.0,)),), notes=("رقم 3",),
    )  # fmt: skip

    assert "<script" not in picture
    assert "\u202e" not in picture
    assert picture.count('direction="rtl"') == 2
    ElementTree.fromstring(picture)


def test_bars_stand_on_each_other_and_fill_the_scale() -> None:
    """The scale ends at a round number; a series of nothing has no bar; a line breaks where nothing is known."""
    picture = drawn(kind="bars", title="t", across="day", up="posts", labels=("a", "b"), series=(("x", (4.0, 0.0)), ("y", (4.0, 8.0))))
    boxes = ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}rect")
    assert [box.get("height") for box in boxes if box.get("fill") != "#ffffff" and box.get("width") != "10"] == ["150", "150", "300"]

    line = drawn(kind="lines", title="t", across="read", up="found", labels=("1", "2", "3"), series=(("x", (1.0, None, 2.0)),))
    assert 'd="M' in line
    assert line.count("L") == 0
    ElementTree.fromstring(drawn(kind="bars", title="", across="day", up="posts", labels=(), series=()))
