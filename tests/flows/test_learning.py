"""The queue learns from answers, says how far it is, and whom it does not show."""

import random
from pathlib import Path
from typing import Any

import pytest

from firsthand.desk.pile import heap, in_category
from firsthand.testing.world import ANN, BO, WORDS, SmallCase, take_in, twarc_lines

WORDS_EN = (
    "bread onions market tram rain stairs kettle bench pigeon window letter garden cousin evening coffee radio chair ladder "
    "winter pencil orange basket candle mirror hammer yellow corner travel thread button"
)
WORDS_AR = (
    "خبز بصل سوق مطر درج إبريق مقعد حمامة نافذة رسالة حديقة مساء قهوة راديو كرسي سلم شتاء قلم برتقالة سلة "
    "شمعة مرآة مطرقة أصفر زاوية سفر خيط زر"
)


@pytest.fixture
def flood(small: SmallCase, run: Any, tmp_path: Path) -> dict[str, bool]:
    """300 invented posts; a tenth speaks of the lantern boat, in Arabic or in English, which no word list knows."""
    boat = ["the lantern boat", "قارب الفوانيس"]
    words = [WORDS_EN.split(), WORDS_AR.split()]
    chance = random.Random(4)
    texts = []
    for n in range(300):
        side = chance.randrange(2)
        said = [" ".join(chance.sample(words[side], 4)) for _ in range(2)]
        texts.append(f"{said[0]} {boat[side] if n % 10 == 3 else ''} {said[1]}")
    texts += [*WORDS, "x" * 100_000]
    source = tmp_path / "flood.jsonl"
    source.write_bytes(twarc_lines(texts))
    take_in(small, source)
    assert run("screen").code == 0
    return {f"x:{1001 + n}": n < 300 and n % 10 == 3 for n in range(len(texts))}


def _answer(run: Any, posts: list[str], truth: dict[str, bool], by: str = ANN) -> None:
    for post in posts:
        assert run("label", post, "goodbye", "yes" if truth[post] else "no", "--as", by).code == 0


def test_the_queue_learns_what_no_word_list_knows(flood: dict[str, bool], run: Any) -> None:
    """After twelve answers the next ones are mostly of the kind that was wanted, each with words, a model, and chance among them."""
    wanted = [post for post, yes in flood.items() if yes]
    _answer(run, [*wanted[:6], *[post for post, yes in flood.items() if not yes][:6]], flood)

    served = run("queue", "goodbye", "--limit", "20", "--json").lines

    likely = [one for one in served if one["served"] == "likely"]
    assert sum(flood[one["id"]] for one in likely[:10]) >= 8
    assert [one["served"] for one in served].count("random") == 1
    assert all("ranking@" in one["model"] for one in likely[:10])
    assert all(one["text"][span["start"] : span["end"]] == span["text"] for one in served for span in one["why"])
    assert all(one["why"] for one in likely[:5])
    assert not {one["id"] for one in served} & {*wanted[:6]}
    assert run("queue", "goodbye", "--limit", "20", "--json").lines == served
    before = [one["id"] for one in served]
    assert run("views", "rebuild").code == 0
    assert [one["id"] for one in run("queue", "goodbye", "--limit", "20", "--json").lines] == before


def test_an_answer_only_records(flood: dict[str, bool], run: Any, small: SmallCase) -> None:
    """No run is entered by a label; the queue learns anew when five are new."""
    runs = len(small.desk.views.runs("screen"))
    _answer(run, list(flood)[:4], flood)
    run("queue", "goodbye")
    assert len(small.opened().desk.views.runs("screen")) == runs
    _answer(run, list(flood)[4:6], flood)
    assert len(small.opened().desk.views.runs("screen")) == runs
    run("queue", "goodbye")

    assert len(small.opened().desk.views.runs("screen")) == runs + 1


def test_orders(flood: dict[str, bool], run: Any) -> None:
    """Random is seeded and covers all; another word is mistaken."""
    ask = ("queue", "goodbye", "--order", "random", "--limit", "500", "--json")
    drawn = run(*ask).lines

    assert len(drawn) == run("progress", "goodbye", "--json").json["of"]
    assert [one["id"] for one in drawn] == [one["id"] for one in run(*ask).lines]
    assert run("queue", "goodbye", "--order", "best", "--json").error["code"] == "bad-order"
    assert run("queue", "goodbye", "--order", "unsure", "--json").code == 0


def test_progress_and_agreement(flood: dict[str, bool], run: Any) -> None:
    """Everything read is everything found; two readers agree or not; copies count once."""
    first = run("progress", "goodbye", "--json").json
    assert (first["read"], first["recall_at_least"], first["stop"], first["target"]) == (0, None, False, 0.9)
    _answer(run, list(flood)[:12], flood)
    _answer(run, list(flood)[:3], flood, BO)
    assert run("label", "x:1004", "goodbye", "no", "--as", BO).code == 0

    told = run("progress", "goodbye", "--json").json

    assert told["readers"] == 2
    assert told["agreement"] is not None
    assert told["agreement"] < 1
    assert not told["stop"]
    assert run("progress", "goodbye", "--target", "7", "--json").error["code"] == "bad-target"


def test_bias_says_whom_the_queue_passes_over(flood: dict[str, bool], run: Any) -> None:
    """Counts add up, no account is named, and the audit slice was not shown."""
    told = run("progress", "goodbye", "--bias", "--json").json

    assert sum(one["case"] for one in told["by"]["language"]) == told["of"]
    assert {one["value"] for one in told["by"]["language"]} >= {"ar", "en"}
    assert len(told["audit"]) == len(set(told["audit"])) == 20
    assert run("progress", "goodbye", "--bias").code == 0


@pytest.mark.parametrize("harm", [b"", b"nonsense", None])
def test_a_harmed_shelf_changes_nothing(flood: dict[str, bool], run: Any, small: SmallCase, harm: bytes | None) -> None:
    """Features may be deleted or garbled at any time."""
    _answer(run, list(flood)[:12], flood)
    served = run("queue", "goodbye", "--json").lines
    for features in (small.root / "work").glob("features-*"):
        features.unlink() if harm is None else features.write_bytes(harm)
    assert run("screen", "--only", "ranking").code == 0

    assert run("queue", "goodbye", "--json").lines == served


def test_an_erasure_takes_the_features_away(flood: dict[str, bool], run: Any, small: SmallCase) -> None:
    """Hashes of a message are not kept when it is erased, and the others keep their order."""
    _answer(run, list(flood)[:12], flood)
    run("queue", "goodbye")
    asked = run("erase", "x:1050", "--because", "she asked", "--law", "art. 17", "--as", ANN, "--json").json["entry"]
    run("second", asked, "--agree", "--because", "yes", "--as", BO)

    assert run("erase", "--carry-out", asked, "--as", ANN).code == 0
    assert list((small.root / "work").glob("features-*")) == []
    assert "x:1050" not in {one["id"] for one in run("queue", "goodbye", "--limit", "400", "--json").lines}


NEEDS = (
    "Family of four trapped on a roof in Kelmar street, we urgently need a boat and clean water please",
    "urgently need blankets, baby formula and drinking water at the school shelter in Oradesh, people are desperate",
    "My cat sat on the timetable again", "The market had exactly one lemon today", "two goals in the last minute, what a match",
    "سوق الخبز مفتوح اليوم", "نحن عالقون تحت الأنقاض أغيثونا", "Ми в Орадеші, світла немає",
)  # fmt: skip


@pytest.fixture
def plain(small: SmallCase, run: Any, tmp_path: Path) -> Path:
    """A few posts, screened, and nothing answered."""
    source = tmp_path / "plain.jsonl"
    source.write_bytes(twarc_lines(NEEDS))
    take_in(small, source)
    assert run("screen").code == 0
    return source


def test_before_any_answer_a_shipped_model_orders_beside_the_word_lists(plain: Path, run: Any) -> None:
    """What asks comes first, with words and the model's name; what the model cannot read keeps the rank of the word lists."""
    served = run("queue", "help", "--order", "likely", "--limit", "8", "--json").lines
    texts = [one["text"] for one in served if one["served"] == "likely"]

    assert set(texts[:3]) == {NEEDS[0], NEEDS[1], NEEDS[6]}
    assert all(one["model"].startswith("needs@1 ") for one in served)
    for one in served[:3]:
        assert one["why"]
        assert all(one["text"][span["start"] : span["end"]] == span["text"] for span in one["why"])
    lane = [one["text"] for one in run("queue", "help", "--json").lines if one["served"] == "newest"]
    assert set(lane) >= {NEEDS[0], NEEDS[1], NEEDS[6]}
    assert not {NEEDS[2], NEEDS[4], NEEDS[5]} & set(lane)


def test_learning_begins_from_the_shipped_model(plain: Path, run: Any) -> None:
    """After answers of both kinds the model's name stands behind that of what was learned."""
    for post, answer in (("x:1001", "yes"), ("x:1004", "no")):
        assert run("label", post, "help", answer, "--as", ANN).code == 0
    assert run("screen", "--only", "ranking").code == 0
    served = run("queue", "help", "--order", "likely", "--json").lines

    likely = [one for one in served if one["served"] == "likely" and one["id"] not in ("x:1001", "x:1004")]
    assert NEEDS[1] in [one["text"] for one in likely[:2]]
    assert all(" after needs@1 " in one["model"] for one in likely)


def test_a_label_is_taken_while_the_queue_learns(plain: Path, run: Any, small: SmallCase) -> None:
    """Learning holds no lock: an answer given in its midst is acknowledged, and counts the next time."""
    from firsthand.desk.day import label_post
    from firsthand.desk.screen import screen
    from firsthand.model.actor import tool
    from firsthand.model.ids import PostId

    given = []

    def in_the_midst(what: str, done: int, total: int | None) -> None:
        if what.startswith("learning") and not given:
            given.append(label_post(small.opened().desk, PostId("x:1001"), "help", yes=True, actor=small.ann).seq)

    (report,) = screen(small.desk, only=("ranking",), actor=tool("firsthand", "1"), progress=in_the_midst)

    assert given
    assert report.step == "ranking"
    assert run("progress", "help", "--json").json["read"] == 1
    assert run("verify", str(small.root), "--json").code == 0


@pytest.mark.parametrize(("data", "code"), [(b"nonsense", "model-wrong"), (b'{"format":1,"features":"0"}\n', "model-version")])
def test_a_model_that_cannot_be_used_is_named(plain: Path, run: Any, small: SmallCase, data: bytes, code: str) -> None:
    """A case's own model that is broken or of another version stops the ranking with the file's name and a remedy."""
    (small.root / "models").mkdir(exist_ok=True)
    (small.root / "models" / "ours.model").write_bytes(data)

    said = run("screen", "--only", "ranking", "--json")

    assert said.code == 2
    assert said.error["code"] == code
    assert "ours.model" in said.error["message"]
    assert run("posts", "--json").code == 0


@pytest.mark.parametrize("texts", [["bread"], ["help us"] * 30, [""], ["\u200b\u202e"], ["help " * 2000]])
def test_odd_piles_are_ranked(small: SmallCase, run: Any, tmp_path: Path, texts: list[str]) -> None:
    """One post, all posts the same, no words, only what cannot be seen, one word stuffed into a long post."""
    source = tmp_path / "odd.jsonl"
    source.write_bytes(twarc_lines(texts))
    take_in(small, source)

    assert run("screen").code == 0
    served = run("queue", "help", "--order", "likely", "--json").lines
    assert len(served) <= len(texts)
    assert run("label", "x:1001", "help", "yes", "--as", ANN).code == 0
    assert run("label", "x:1001", "help", "no", "--as", BO).code == 0
    assert run("screen", "--only", "ranking").code == 0


def test_a_word_list_that_is_broken_is_named(plain: Path, run: Any, small: SmallCase) -> None:
    """Its file, its line and a remedy; what was screened before stays."""
    (small.root / "plan" / "lexicons").mkdir(parents=True, exist_ok=True)
    (small.root / "plan" / "lexicons" / "boats.toml").write_text('category = "boats"\nname = [unclosed\n', "utf-8")

    said = run("screen", "--only", "categories", "--json")

    assert said.code == 2
    assert "boats.toml" in said.error["message"]
    assert said.error["advice"]
    assert run("posts", "category:help", "--json").lines


def test_a_post_is_screened_as_a_person_sees_it(small: SmallCase, run: Any, tmp_path: Path) -> None:
    """Letters that nobody sees break no word apart, and are marked where the post is shown; a word said fifty times gains nothing."""
    seen = "we are trapped on the roof, please send a boat"
    hidden = "we are tra\u200bpped on the r\u2060oof, please s\u00adend a boat\u202e"
    source = tmp_path / "hidden.jsonl"
    source.write_bytes(twarc_lines([seen, hidden, "trapped", "trapped " * 50]))
    take_in(small, source)
    run("screen", "--only", "categories")

    posts = {one["id"]: one["categories"].get("help", {}) for one in run("posts", "--json").lines}

    assert posts["x:1002"]["band"] == posts["x:1001"]["band"] != "none"
    assert all(hidden[span["start"] : span["end"]] == span["text"] for span in posts["x:1002"]["why"])
    assert posts["x:1004"].get("band") == posts["x:1003"].get("band")
    assert not {"\u200b", "\u2060", "\u202e"} & set(run("queue", "help").out)


def test_nothing_of_a_category(plain: Path, run: Any) -> None:
    """Where every answer is no, the queue goes on, nothing is said to be found, and no target is reached."""
    for number in range(1001, 1004):
        assert run("label", f"x:{number}", "goodbye", "no", "--as", ANN).code == 0
    assert run("screen", "--only", "ranking").code == 0

    far = run("progress", "goodbye", "--json").json

    assert (far["read"], far["found"], far["stop"]) == (3, 0, False)
    assert len(run("queue", "goodbye", "--order", "random", "--json").lines) == 5


def test_a_pile_is_the_same_by_way_of_another_category(plain: Path, run: Any, small: SmallCase) -> None:
    """Read once for all categories, or for one: the same posts stand for the same copies, in the same bands."""
    for category in ("help", "goodbye", "missing"):
        alone = heap(small.desk, category)
        shared = in_category(heap(small.desk, ""), small.desk.views.bands(category))

        assert {root: row.band for root, row in shared.units.items()} == {root: row.band for root, row in alone.units.items()}
        assert (shared.roots, shared.sizes) == (alone.roots, alone.sizes)
    assert any(row.band for row in heap(small.desk, "help").units.values())
