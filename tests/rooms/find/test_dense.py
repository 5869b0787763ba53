"""Vectors of posts, heads over them, and a learner that has both."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.find import dense, learning, taught
from firsthand.find.ngrams import grams
from firsthand.model.errors import Mistaken
from firsthand.shell.case import models

STATEMENT = {
    "name": "small", "version": "1", "heads": ["help", "other"], "categories": ["help"], "languages": ["en"],
    "encoder": {"name": "toy", "digest": "ab"}, "training": {"digest": "cd"},
}  # fmt: skip


def _file(**change):
    return dense.written({**STATEMENT, **change}, np.array([[2.0, -2.0], [-1.0, 1.0], [0.0, 0.5]]), np.array([0.25, -0.25]))


def test_heads_are_written_and_read_and_say_nothing_of_a_post_without_a_vector():
    """A category's score is its head above the others; every score can name its heads."""
    model = dense.read_heads(_file(), file="small.heads")
    vectors = np.array([[1, 0, 0], [0, 0, 0], [0, 1, 0]], np.float16)
    said = taught.scores(model, dense.heads_of(model, vectors), "help")

    assert said[[0, 2]].tolist() == [4.5, -1.5]
    assert np.isnan(said[1])
    assert model.mark == "small-heads@1 cd"
    assert np.isnan(dense.heads_of(model, np.ones((2, 5), np.float16))).all()


@pytest.mark.parametrize(
    "garble",
    [
        lambda data: b"", lambda data: data[:-3], lambda data: b"\xff" + data, lambda data: b"[" * 100_000,
        lambda data: data.partition(b"\n")[0] + b"\n", lambda data: data + b" " * dense.LARGEST,
    ],
)  # fmt: skip
def test_a_garbled_file_is_named(garble):
    """A file that is cut, or no file of heads, is refused with its name and what to do."""
    with pytest.raises(Mistaken, match=r"odd\.heads"):
        dense.read_heads(garble(_file()), file="odd.heads")


@pytest.mark.parametrize(
    "change",
    [
        {"heads": []}, {"heads": ["help"]}, {"heads": None}, {"categories": ["goodbye"]}, {"encoder": None}, {"languages": 3},
        {"name": "\u202eevil"}, {"training": {}},
    ],
)  # fmt: skip
def test_an_odd_statement_is_refused(change):
    """What a statement leaves out or gets wrong never raises anything but a sentence."""
    with pytest.raises(Mistaken, match=r"odd\.heads"):
        dense.read_heads(_file(**change), file="odd.heads")


def test_numbers_that_are_none_are_refused():
    """Infinite weights order nothing."""
    line = json.dumps({**STATEMENT, "format": "heads 1", "bias": [0, float("nan")]}).encode()
    for data in (line + b"\n" + _file().partition(b"\n")[2], dense.written(STATEMENT, np.full((3, 2), np.inf), np.zeros(2))):
        with pytest.raises(Mistaken):
            dense.read_heads(data, file="odd.heads")


def test_what_is_shipped_says_for_which_encoder_it_holds(tmp_path):
    """Heads for one encoder, in the languages that it reads, which on unseen events did better than words alone."""
    shipped = {name: dense.read_heads(data, file=name) for name, data in models(tmp_path, dense.SUFFIX).items()}
    words = [taught.read_model(data, file=name) for name, data in models(tmp_path).items()]

    assert shipped
    for name, data in models(tmp_path, dense.SUFFIX).items():
        held, said = shipped[name], json.loads(data.partition(b"\n")[0])
        assert (len(held.encoder), held.languages) == (64, {"en"})
        for category in held.categories:
            alone = taught.of_category(words, category)
            assert alone
            for row in ("together", "mean"):
                assert np.all(np.array(said["unseen"][category][row][2:]) > alone.statement["unseen"][category][row][2:])


@given(st.text(max_size=200))
def test_what_an_encoder_is_given_can_be_encoded(text):
    """No surrogate, no NUL, no address, no handle; bounded."""
    told = dense.given(f"{text}\ud800\0 @anybody https://a.example/b " + "x" * 9000)

    assert not [one for one in ("@anybody", "a.example", "\0") if one in told]
    assert len(told.encode()) < 30_000


def test_both_opinions_order_a_pile_and_silence_changes_nothing():
    """The mean of ranks orders where both speak; where one is silent the other's places stay; no language gains by it."""
    scores, bands = np.array([4.0, 3.0, 2.0, 1.0, np.nan]), np.zeros(5)
    nothing = np.full(5, np.nan)
    turned = np.array([np.nan, 1.0, 3.0, 9.0, np.nan])

    plain = learning.known(bands, scores)
    assert learning.known(bands, scores, nothing).tolist() == plain.tolist()
    both = learning.known(bands, scores, turned)
    assert both[[0, 4]].tolist() == plain[[0, 4]].tolist()
    assert sorted(both.tolist()) == sorted(plain.tolist())
    assert learning.known(bands, scores, np.array([1.0, 9.0, 3.0, 2.0, np.nan])).argmax() == 1


def test_a_learner_finds_by_vectors_what_no_word_shows():
    """Words that nobody shares, and vectors that agree: the margin of unread posts follows the vectors; without them it cannot."""
    chance = np.random.default_rng(3)
    texts = ["".join(chance.choice(list("abcdefghijklmnop"), 8)) for _ in range(80)]
    yes = np.arange(80) % 2 == 0
    vectors = chance.normal(size=(80, 16))
    vectors[:, 0] += np.where(yes, 3.0, -3.0)
    vectors = (vectors / np.linalg.norm(vectors, axis=1)[:, None]).astype(np.float16)
    vectors[79] = 0
    mean, rows, seen = dense.middle(vectors), grams(texts), np.arange(40)
    prior = np.zeros((80, 0))
    learned = learning.learn(grams(texts[:40]), prior[seen], yes[seen], vectors=dense.centred(vectors[seen], mean))
    found = learning.margins(learned, rows, prior) + dense.margins(vectors, mean, learned.dense)

    assert found[40:79][yes[40:79]].min() > found[40:79][~yes[40:79]].max()
    assert found[79] == learning.margins(learned, rows, prior)[79]
    assert learning.learn(grams(texts[:40]), prior[seen], yes[seen]).dense.shape == (0,)
    assert np.isfinite(learned.bars).all()
