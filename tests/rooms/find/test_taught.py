"""Models that were taught before: their files, what they say, and what they say nothing of."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.find import calibration, taught
from firsthand.find.learning import learn
from firsthand.find.ngrams import COLUMNS, grams
from firsthand.find.reasons import reasons
from firsthand.ledger.canonical import digest
from firsthand.model.errors import Mistaken
from firsthand.shell.case import models

LABELLED = Path(__file__).parents[2] / "labelled"
HELP = ["we are trapped and need water", "please send help to the cellar", "need insulin now please"]
OTHER = ["thanks to all who gave", "the match ended two to one", "rain again over the market"]
STATEMENT = {
    "name": "small", "version": "1", "heads": ["help", "other"], "categories": ["help"], "languages": ["en"], "bias": [0.0, 0.0],
    "bars": {"help": [0.0, 1.0, 2.0]}, "platt": {"help": [1.0, -2.0]}, "training": {"digest": "ab12"},
}  # fmt: skip


def _file(**change):
    texts = HELP + OTHER
    yes = np.array([True] * 3 + [False] * 3)
    weights = learn(grams(texts), np.zeros((6, 0)), yes).weights
    columns = np.flatnonzero(weights).astype(np.uint32)
    return taught.written({**STATEMENT, **change}, columns, np.column_stack((weights[columns], -weights[columns])).astype(float))


def _said(model, texts, category="help"):
    return taught.scores(model, taught.heads_of(model, grams(texts)), category)


def test_a_model_is_written_and_read():
    """It ranks as it was taught; every score can name its model; empty posts are borne."""
    model = taught.read_model(_file(), file="small.model")
    found = _said(model, [*HELP, *OTHER, "", "خبز"])

    assert min(found[:3]) > max(found[3:6])
    assert found[6] == 0.0
    assert model.mark == "small@1 ab12"
    assert taught.of_category([model], "help") is model
    assert taught.of_category([model], "goodbye") is None
    assert len(_said(model, [])) == 0


def test_many_posts_are_scored_as_each_alone():
    """Portions know nothing of their neighbours, also where a post is empty at their edge."""
    model = taught.read_model(_file(), file="small.model")
    texts = [HELP[0], "", OTHER[0], ""] * 2200
    whole = _said(model, texts)

    assert np.allclose(whole[:4], [_said(model, [text])[0] for text in texts[:4]])
    assert np.allclose(whole, np.tile(whole[:4], 2200))


@pytest.mark.parametrize(("change", "code"), [({"format": 2}, "model-version"), ({"features": "1"}, "model-version")])
def test_a_model_of_another_version_is_refused_with_a_remedy(change, code):
    """The message names the file, the versions, and what to do."""
    line, _, rest = _file().partition(b"\n")
    data = json.dumps({**json.loads(line), **change}).encode() + b"\n" + rest

    with pytest.raises(Mistaken) as caught:
        taught.read_model(data, file="old.model")
    assert caught.value.code == code
    assert "old.model" in str(caught.value)
    assert "make models" in caught.value.advice()


@given(st.binary(max_size=40), st.integers(0, 10**6), st.booleans())
def test_a_garbled_model_is_mistaken_and_nothing_else(noise, place, cut):
    """Whatever is done to a file, it is read or it is said that it cannot be."""
    data = _FILE[: place % len(_FILE)] if cut else _FILE[: place % len(_FILE)] + noise + _FILE[place % len(_FILE) + len(noise) :]

    try:
        model = taught.read_model(data, file="x.model")
    except Mistaken as error:
        assert error.code in ("model-wrong", "model-version")
    else:
        assert np.isfinite(_said(model, HELP)).all()


_FILE = _file()


def test_a_statement_that_lies_about_its_size_is_refused():
    """A small file cannot unpack into a large one."""
    import zlib

    line = _FILE.partition(b"\n")[0]
    with pytest.raises(Mistaken):
        taught.read_model(line + b"\n" + zlib.compress(b"\0" * (taught.LARGEST + 10)), file="bomb.model")
    with pytest.raises(Mistaken):
        taught.read_model(b"x" * (taught.LARGEST + 1), file="large.model")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """The models that are shipped."""
    return [taught.read_model(data, file=name) for name, data in models(tmp_path_factory.mktemp("case")).items()]


def test_shipped_models_state_where_they_come_from(shipped):
    """Method, sets and their terms, digest, measures on unseen events; small; each serves categories of its own."""
    served = [category for model in shipped for category in model.categories]

    assert {"help", "missing", "eyewitness", "goodbye"} <= set(served)
    assert len(served) == len(set(served))
    for model in shipped:
        assert len(model.training) == 64
        assert model.statement["training"]["sets"]
        assert model.statement["method"].startswith("Each class")
        for category in model.categories:
            assert model.statement["unseen"][category]["together"][2] > 0.7
            assert list(model.bars[category]) == sorted(model.bars[category])


def test_the_model_of_goodbyes_was_taught_with_the_invented_posts_that_lie_here(shipped):
    """Its digest is that of the teaching material, line by line; its statement says that no real farewell is in it."""
    teaching = Path(__file__).parents[3] / "tools" / "teaching"
    lines = [
        json.loads(line)
        for name in sorted(path.stem.removeprefix("goodbye-ar") for path in teaching.glob("goodbye-ar*.jsonl"))
        for lang in ("ar", "en", "uk", "fr")
        for line in (teaching / f"goodbye-{lang}{name}.jsonl").read_text("utf-8").splitlines()
    ]

    model = taught.of_category(shipped, "goodbye")

    assert model.training == digest(taught.digest_of([(one["text"], one["label"]) for one in lines]))
    assert "no real farewell" in model.statement["training"]["sets"][0]
    assert {one["lang"] for one in lines} == model.languages


@pytest.mark.parametrize("lang", ["ar", "en", "uk", "fr"])
def test_the_model_of_goodbyes_knows_more_than_the_word_list(shipped, lang):
    """Of goodbyes by other writers at least two fifths come into the first fifth that is read; chance brings one."""
    lines = (LABELLED / f"goodbye-{lang}-a.jsonl").read_text("utf-8").splitlines()
    posts = [json.loads(line) for line in lines]
    score = _said(taught.of_category(shipped, "goodbye"), [post["text"] for post in posts], "goodbye")
    first = np.argsort(-score, kind="stable")[: len(posts) // 5]

    found = sum(posts[at]["goodbye"] for at in first)

    assert found / sum(post["goodbye"] for post in posts) >= 0.4


def test_removing_a_reason_lowers_the_score_of_a_shipped_model(shipped):
    """Every word that is given as a reason; and stuffing a post with one of them gains next to nothing."""
    texts = {
        "help": "Family of four trapped on a roof in Kelmar street, we urgently need a boat and clean water please",
        "missing": "Missing since the flood: my uncle Tomas, last seen near the tannery, please call if you have found him",
        "goodbye": "The water is on the stairs. Tell my mother I was not afraid. I love you all, forgive me. This is the last one.",
        "eyewitness": "my whole house is shaking, i can see smoke from my window and the power is out",
    }
    for category, text in texts.items():
        model = taught.of_category(shipped, category)

        def score(rows, model=model, category=category):
            return taught.scores(model, taught.heads_of(model, rows), category)

        (found,) = reasons([text], taught.direction(model, category), score)
        assert found
        for span in found:
            assert text[span.start : span.end] == span.text
            assert _said(model, [text[: span.start] + text[span.end :]], category) < _said(model, [text], category)
        once, often = _said(model, [text, text + f" {found[0].text}" * 200], category)
        assert often < once + 1


def test_no_shipped_file_can_be_read_as_words(shipped):
    """A file holds its statement, hashes and weights: fewer columns than there are hashes, and none twice."""
    for model in shipped:
        assert 1000 < len(model.columns) < COLUMNS / 4
        assert len(np.unique(model.columns)) == len(model.columns)


def test_a_share_follows_the_answers():
    """Without answers what was known stays; a rare category moves the offset; shares that are right have no error."""
    rng = np.random.default_rng(3)
    scores = rng.normal(size=4000)
    yes = rng.random(4000) < calibration.share(1.5 * scores - 3)
    slope, offset = calibration.fit(scores, yes)
    moved = calibration.fit(scores[:50], yes[:50], before=(1.5, 1.0))

    assert calibration.fit(scores[:0], yes[:0], before=(1.5, 1.0)) == (1.5, 1.0)
    assert abs(slope - 1.5) < 0.2
    assert abs(offset + 3) < 0.3
    assert moved[1] < -1
    assert calibration.error(calibration.share(slope * scores + offset), yes) < 0.02
    assert calibration.error(np.full(10, 0.5), np.ones(10, bool)) == 0.5


def test_answers_of_one_kind_keep_shares_finite():
    """Fifty answers, all no, do not break it."""
    slope, offset = calibration.fit(np.linspace(-2, 2, 50), np.zeros(50, bool), before=(1.0, 0.0))

    assert np.isfinite([slope, offset]).all()
    assert offset < 0
