from __future__ import annotations

from datetime import datetime, timedelta

from firsthand.exporters.charts import charts
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
