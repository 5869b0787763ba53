"""A case that names a sentence encoder: its vectors are made once, go on where they stopped, and order the queue."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from firsthand.desk import vectors
from firsthand.desk.day import label_post
from firsthand.desk.learn import ranking
from firsthand.desk.ports import Desk
from firsthand.desk.screen import screen
from firsthand.find import dense
from firsthand.model.errors import Unavailable
from firsthand.model.ids import PostId
from firsthand.testing.world import SmallCase, take_in, twarc_lines

WET = ["the lower street is under water", "rain came in through the stairs", "our kitchen floor floats", "boats in the garden tonight"]
DRY = ["the match ended two to one", "bread is cheap this morning", "a new bench by the tram stop", "onions and pencils for sale"]
WORDS = [
    "kettle", "pigeon", "cousin", "radio", "ladder", "winter", "pencil", "orange", "basket", "candle", "mirror", "hammer", "yellow",
    "corner", "travel", "thread", "button",
]  # fmt: skip
ARABIC = ["الماء في الشارع كله الليلة ولا نستطيع الخروج من البيت", "سوق الخبز مفتوح اليوم والناس كثيرون في الشارع"]


class Toy:
    """An encoder that knows what is wet, in English, whatever the words."""

    mark, digest, languages = "toy 0123456789abcdef.00", "0123456789abcdef", frozenset({"en"})

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.breaks_after = 10_000

    def vectors(self, texts: Sequence[str]) -> Any:
        """One number for wet, one for dry, and noise from the length."""
        if len(self.asked) + len(texts) > self.breaks_after:
            raise KeyboardInterrupt
        self.asked += texts
        rows = np.array([[3.0, 0, len(text) % 3] if any(one in text for one in WET) else [0, 3.0, len(text) % 3] for text in texts])
        return (rows / np.linalg.norm(rows, axis=1)[:, None]).astype(np.float16)


def _quiet(_what: str, _done: int, _total: int | None) -> None:
    return None


@pytest.fixture
def wet(small: SmallCase, tmp_path: Path) -> Desk:
    """Forty English posts, each of them in other words, and two Arabic ones; screened up to the ranking."""
    source = tmp_path / "posts.jsonl"
    source.write_bytes(twarc_lines([
        *(
            f"{(WET + DRY)[n % 8]} and then the {WORDS[n % 17]} with my {WORDS[(5 * n + 3) % 17]} {WORDS[(7 * n + 1) % 17]}"
            for n in range(40)
        ),
        *ARABIC,
    ]))  # fmt: skip
    take_in(small, source)
    list(screen(small.desk, only=("languages", "clusters", "categories"), actor=small.ann, progress=_quiet))
    return replace(small.desk, encoder=Toy())


def _heads(encoder: str) -> bytes:
    statement = {
        "name": "wetness", "version": "1", "heads": ["eyewitness", "other"], "categories": ["eyewitness"], "languages": ["en"],
        "encoder": {"name": "toy", "digest": encoder}, "training": {"digest": "ab"},
    }  # fmt: skip
    return dense.written(statement, np.array([[4.0, -4.0], [-4.0, 4.0], [0.0, 0.0]]), np.zeros(2))


def _ranked(desk: Desk) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
    return ranking(desk, list(desk.views.texts()), _quiet)


def test_vectors_are_made_once_and_go_on_where_they_stopped(wet: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A screening that breaks off encodes nothing twice; one that is done encodes nothing; Arabic is not given to an English encoder."""
    monkeypatch.setattr(vectors, "PORTION", 8)
    toy = wet.encoder
    assert isinstance(toy, Toy)
    toy.breaks_after = 20
    with pytest.raises(KeyboardInterrupt):
        _ranked(wet)
    assert len(toy.asked) == 16
    toy.breaks_after = 10_000
    first = _ranked(wet)
    assert len(toy.asked) == len(set(toy.asked))
    assert not any("الماء" in text for text in toy.asked)
    count = len(toy.asked)

    assert _ranked(wet) == first
    assert len(toy.asked) == count
    wet.shelf.write(f"vectors-{vectors.crc32(toy.mark.encode()):08x}.npz", b"nonsense")
    assert _ranked(wet) == first
    assert len(toy.asked) == 2 * count


def test_heads_for_this_encoder_raise_what_they_know(wet: Desk) -> None:
    """Before any answer; every row says the heads and the encoder; heads for other weights say nothing."""
    units = {row.pk: row.text for row in wet.views.pile("eyewitness")}

    def order(desk: Desk) -> list[str]:
        rows = sorted((row for row in _ranked(desk)[1] if row[1] == "eyewitness" and row[2] is not None), key=lambda row: row[2])
        assert all(("wetness-heads@1 ab over toy" in row[-1]) == (desk.heads == {"w": _heads("0123456789abcdef")}) for row in rows)
        return [units[row[0]] for row in rows]

    def wet_first(texts: list[str]) -> int:
        return sum(any(one in text for one in WET) for text in texts[:20])

    plain = order(replace(wet, encoder=None))
    assert order(replace(wet, heads={"w": _heads("another")})) == plain
    assert wet_first(order(replace(wet, heads={"w": _heads("0123456789abcdef")}))) > wet_first(plain)


def test_answers_teach_vectors_too(wet: Desk, small: SmallCase) -> None:
    """Eight answers about a category that no word list has; the encoder's mark stands in the model; reasons stay words of the post."""
    rows = [row for row in wet.views.pile("eyewitness") if row.lang == "en"]
    for row in [*[r for r in rows if any(one in r.text for one in WET)][:4], *[r for r in rows if any(one in r.text for one in DRY)][:4]]:
        yes = any(one in row.text for one in WET)
        label_post(wet, PostId(row.id), "displaced", yes=yes, actor=small.ann)
    told, ranked = _ranked(wet)

    texts = {row.pk: row.text for row in rows}
    served = sorted((row for row in ranked if row[1] == "displaced" and row[2] is not None), key=lambda row: row[2])
    assert all(any(one in texts[row[0]] for one in WET) for row in served[:8])
    assert "with toy 0123456789abcdef" in told["categories"]["displaced"]["model"]


def test_an_encoder_that_is_not_here_is_said_and_done_without(wet: Desk, small: SmallCase, run: Any) -> None:
    """The order is that without an encoder; the report and the command say so."""
    class Gone(Toy):
        def vectors(self, texts: Sequence[str]) -> Any:
            raise Unavailable("The encoder is not on this machine.", code="no-encoder", advice="Install it.")

    told, rows = _ranked(replace(wet, encoder=Gone()))
    assert rows == _ranked(replace(wet, encoder=None))[1]
    assert "not on this machine" in told["note"]

    plan = small.root / "case.toml"
    plan.write_text(plan.read_text("utf-8") + 'encoder = "no-such-encoder"\n', "utf-8")
    said = run("screen", "--only", "ranking", "--json")
    assert said.code == 0
    assert "no-such-encoder" in said.json["steps"][0]["note"]
    assert "no-such-encoder" in run("screen", "--only", "ranking").err
