"""Ids that carry a time give it back; others give nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.check.id_times import PLATFORMS, id_time


@pytest.mark.parametrize(
    ("platform", "native", "said", "sure"),
    [
        ("x", "1288834974657000000", "2020-07-30T13:52", True),
        ("mastodon", "https://mill.example/@lina/109501234567890123", "2022-12-12T14:44", True),
        ("bluesky", "did:plc:oradesh/3jzfcijpj2z2a", "2023-06-30T15:03", False),
        ("discord", "175928847299117063", "2016-04-30T11:18", True),
        ("ulid", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "2016-07-30T23:54", False),
        ("uuid", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", "2022-02-22T19:22", False),
        ("uuid", "c232ab00-9414-11ec-b3c8-9f6bdeced846", "2022-02-22T19:22", False),
    ],
)
def test_an_id_gives_its_time(platform: str, native: str, said: str, sure: bool) -> None:
    """Vectors of Discord's documentation, the ULID specification and RFC 9562 among them."""
    found = id_time(platform, native)

    assert found is not None
    assert (found.at.isoformat()[:16], found.sure) == (said, sure)


@pytest.mark.parametrize(
    ("platform", "native"),
    [
        ("x", "20"),
        ("x", "not a number"),
        ("x", "9" * 25),
        ("bluesky", "zzzzzzzzzzzzz"),
        ("telegram", "1234567890123"),
        ("uuid", "a-b"),
        ("x", ""),
    ],
)
def test_an_id_without_a_time_gives_nothing(platform: str, native: str) -> None:
    """Counted ids, garbage and platforms whose ids carry no time."""
    assert id_time(platform, native) is None


@given(st.sampled_from(PLATFORMS), st.text(max_size=50) | st.integers(0, 1 << 70).map(str))
def test_any_id_is_read_or_refused(platform: str, native: str) -> None:
    """Nothing raises, and no time lies behind 2100."""
    found = id_time(platform, native)

    assert found is None or found.at.year < 2100
