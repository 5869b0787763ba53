"""Messages that a person states."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from firsthand.model.reading import Item, Rejected
from firsthand.readers.seam import Setting
from firsthand.readers.typed import ADAPTER
from firsthand.testing.files import MemoryFiles

PNG = b"\x89PNG\r\n\x1a\n"


def read(said: object, **beside: bytes) -> Item | Rejected:
    """Read one statement; pictures beside it by name."""
    data = said if isinstance(said, bytes) else json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    files = MemoryFiles({"statement.json": data} | {f"{name}.png": one for name, one in beside.items()})
    reader = ADAPTER.open(ADAPTER.options())
    (find,) = reader.find(files)
    (out,) = reader.read(files, find, Setting())
    assert isinstance(out, (Item, Rejected))
    return out


def stated(**more: Any) -> dict[str, Any]:
    """An invented statement."""
    return {
        "account": "@salma_o", "platform": "x", "shows": "x:1900", "time": "2041-03-14T09:41+03:00",
        "typed_by": "A. Renn", "words": "نحن بخير\n\u202eabc", **more,
    }  # fmt: skip


def test_a_statement_becomes_a_post_with_its_picture() -> None:
    """The words as typed, the time in UTC, the account, the post that it shows, and the mark `typed`."""
    out = read(stated(), shot=PNG)

    assert isinstance(out, Item)
    (post,) = out.posts
    assert (post.platform, post.text, post.handle, post.account) == ("x", "نحن بخير\n\u202eabc", "salma_o", "x:salma_o")
    assert (post.quotes, post.marks) == ("x:1900", ("typed",))
    assert post.posted.at == datetime(2041, 3, 14, 6, 41, tzinfo=UTC)
    assert [(media.kind, media.name) for media in post.media] == [("image", "shot.png")]
    assert [sighting.handle for sighting in out.sightings] == ["salma_o"]


@pytest.mark.parametrize("time", ["14 March, 09:41", "", "0001-01-01T00:00:00+14:00", "٢٠٤١"])
def test_a_time_that_is_no_time_is_kept_as_stated(time: str) -> None:
    """Nothing is guessed; the last one lies before all calendars."""
    out = read(stated(time=time))

    assert isinstance(out, Item)
    assert (out.posts[0].posted.at, out.posts[0].posted.stated) == (None, time or None)


@pytest.mark.parametrize(
    "said",
    [
        b'{"account":', b'{"account":"a"}', b'{"account":"a","platform":"x","words":7}',
        b'{"account":null,"platform":"x","words":"a"}', b'{"account":"a","platform":"X Y","words":"a"}',
        b'{"account":"a","platform":"x","words":""}', b'{"account":' + b"[" * 5000,
        b'{"account":"a","platform":"x","words":"\\ud800"}', b'{"account":"a","platform":"x","words":"\xff"}',
    ],
)  # fmt: skip
def test_what_nobody_can_have_stated_is_rejected_with_its_bytes(said: bytes) -> None:
    """Cut, garbled, or without words or platform."""
    out = read(said)

    assert isinstance(out, Rejected)
    assert (out.code, out.raw) == ("not-a-statement", said)
