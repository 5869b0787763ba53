"""Features of posts, and what is learned from answers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from firsthand.find.learning import band_of, known, learn, margins
from firsthand.find.ngrams import COLUMNS, grams, joined, placed_of_many, select
from firsthand.find.reasons import reasons
from firsthand.testing.world import WORDS

YES = ["last message from the cellar forgive me", "forgive us mother, this is the end",
       "سامحوني هذه آخر رسالة من القبو", "вибачте, це останнє повідомлення"]
NO = ["the market has bread again", "rain over the tram stop", "سوق الخبز مفتوح اليوم",
      "дощ над трамваєм", "my cat sat on the timetable", "onions"]


def _learned(times=3):
    texts = [f"{text} {n}" for n in range(times) for text in YES + NO]
    yes = np.array([True] * len(YES) + [False] * len(NO)).repeat(1)
    return learn(grams(texts), np.zeros((len(texts), 0)), np.tile(yes, times))


@given(st.lists(st.text(max_size=60), max_size=12))
def test_many_at_once_give_what_each_gives_alone(texts):
    """Rows know nothing of their neighbours; every column is in range, once."""
    whole = grams(texts)

    for at, text in enumerate(texts):
        row = whole.columns[whole.starts[at] : whole.starts[at + 1]]
        assert row.tolist() == grams([text]).columns.tolist() == sorted(set(row.tolist()))
        assert not len(row) or int(row.max()) < COLUMNS


def test_rows_are_picked_and_joined():
    """Selecting and joining keep rows whole."""
    rows = grams(list(WORDS))
    again = select(joined(rows, grams(["", "bread"])), np.array([len(WORDS) + 1, 0, 3, len(WORDS)]))

    assert again.columns[: again.starts[1]].tolist() == grams(["bread"]).columns.tolist()
    assert again.columns[again.starts[1] : again.starts[3]].tolist() == grams([WORDS[0], WORDS[3]]).columns.tolist()
    assert again.starts[4] == again.starts[3]


def test_names_and_addresses_are_not_learned_and_spelling_is_folded():
    """Which handle and which address it is, a harakat, an invisible character change nothing."""
    plain = grams(["سامحوني forgive me @a https://b.example/quite-long-too"]).columns.tolist()

    assert grams(["سَامِحُوني forgive\u200b me @someone https://evil.example/some-page"]).columns.tolist() == plain


def test_stuffing_gains_nothing():
    """A word said fifty times counts once."""
    assert len(grams(["forgive " * 50]).columns) <= len(grams(["forgive forgive"]).columns)


def test_what_was_wanted_stands_above_the_rest():
    """In three scripts, with words that were not seen."""
    learned = _learned()
    tests = ["forgive me, the cellar is cold", "سامحوني القبو بارد", "вибачте мене", "bread and rain today", "الخبز اليوم", "дощ сьогодні"]
    found = margins(learned, grams(tests), np.zeros((6, 0)))

    assert min(found[:3]) > max(found[3:])
    assert learned.bars[0] <= learned.bars[1] <= learned.bars[2]
    assert [band_of(value, (0.0, 1.0, 2.0)) for value in (-1, 0, 1.5, 9)] == [0, 1, 2, 3]


def test_the_same_answers_give_the_same_weights():
    """Byte for byte."""
    assert _learned().weights.tobytes() == _learned().weights.tobytes()


def test_removing_a_reason_lowers_the_margin():
    """Each word that is shown as a reason, taken out of the post, lowers its margin; the span says the words of the post."""
    learned = _learned()

    def score(rows):
        return margins(learned, rows, np.zeros((len(rows.starts) - 1, 0)))

    texts = [*YES, "Forgive, me!\n(the CELLAR…)", "سَامِحُوني يا أمي 💔", *WORDS, "a " * 5000, "", "@nobody https://x.example"]
    found = reasons(texts, learned.weights, score)
    shown = [(text, span) for text, spans in zip(texts, found, strict=True) for span in spans]

    assert len(shown) >= 8
    assert found[-2:] == [[], []]
    for text, span in shown:
        assert text[span.start : span.end] == span.text
        with_it, without = score(grams([text, text[: span.start] + text[span.end :]]))
        assert without < with_it


def test_reasons_of_many_are_those_of_each_alone():
    """Posts do not lend each other reasons."""
    learned = _learned()

    def score(rows):
        return margins(learned, rows, np.zeros((len(rows.starts) - 1, 0)))

    texts = [*YES, *NO, "", "x"]

    assert reasons(texts, learned.weights, score) == [reasons([text], learned.weights, score)[0] for text in texts]
    assert reasons([], learned.weights, score) == []


def test_what_was_known_before_is_the_mean_of_ranks():
    """Without a model a step per band; a post that the model cannot read keeps the rank of the word lists."""
    bands = np.array([0.0, 1.0, 0.0, 3.0])

    assert known(bands, None).tolist() == [-0.7, 0.0, -0.7, 1.4]
    with_model = known(bands, np.array([2.0, -1.0, np.nan, np.nan]))
    assert with_model[3] == max(with_model)
    assert with_model[0] > with_model[2]
    silent = known(bands, np.full(4, np.nan))
    assert silent[0] == silent[2] < silent[1] < silent[3]


def test_without_answers_of_both_kinds_the_prior_orders():
    """One kind of answer teaches nothing; a post without words has a margin too."""
    learned = learn(grams(NO), np.zeros((len(NO), 1)), np.zeros(len(NO), bool))

    assert margins(learned, grams(["", "x"]), np.array([[2.0], [-1.0]])).tolist() == [2.0, -1.0]
    assert band_of(99.0, learned.bars) == 0


def test_contradictory_answers_are_borne():
    """The same text said to be both stands in the middle."""
    learned = learn(grams(["bread"] * 4), np.zeros((4, 0)), np.array([True, False, True, False]))

    assert abs(float(margins(learned, grams(["bread"]), np.zeros((1, 0)))[0])) < 0.1


def test_places_of_ngrams():
    """An n-gram may begin at the blank before its word; every row has places of its own."""
    rows, columns, starts, ends = placed_of_many(["ab cde", "", "xyz"])

    assert len(rows) == len(columns) == len(starts) == len(ends)
    assert starts.min() == -1
    assert ends[rows == 0].max() == 7
    assert ends[rows == 2].max() == 4
    assert set(rows.tolist()) == {0, 2}


def test_the_form_of_a_post_is_learned_and_no_word_stands_for_it():
    """That there is a link or a handle is seen; which one is not; a person cannot write the sign of it."""
    plain, linked = grams(["bread here"]).columns.tolist(), grams(["bread here https://a.example/1"]).columns.tolist()

    assert plain != linked
    assert linked == grams(["bread here https://b.example/2"]).columns.tolist()
    assert grams(["bread \ue100\ue100\ue100 here"]).columns.tolist() == plain
